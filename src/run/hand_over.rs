//! Giving the terminal to an editor, to the shell or back for good, and taking it again.
//!
//! A terminal may take no output: it was stopped by Ctrl-S, or its line hangs. Nothing here waits for it
//! for ever.

use std::time::{Duration, Instant};

use crate::app::Event;

use super::{Ending, EventLoop, Message, editor, signals};

/// How long to wait for a blocked terminal after a signal.
const SIGNAL_LIMIT: Duration = Duration::from_millis(500);

/// How long one that takes nothing can hold up an editor, a shell or the end. Longer: what a slow line
/// is about to take is worth waiting for.
const HAND_OVER_LIMIT: Duration = Duration::from_secs(3);

impl EventLoop {
    pub(super) fn edit(&mut self, text: &str) {
        if !self.hand_over() {
            return self.answer(Event::TerminalNotReleased);
        }
        let edited = signals::while_child_runs(|| editor::edit(text));
        self.take_terminal_again();
        self.answer(Event::NoteEdited(edited));
    }

    /// Stops because a key asked for it.
    pub(super) fn suspend(&mut self) {
        if self.hand_over() {
            signals::stop();
            self.take_terminal_again();
        } else {
            self.answer(Event::TerminalNotReleased);
        }
    }

    /// Stops because a signal asked for it, whatever state the terminal is in.
    pub(super) fn stop(&mut self) {
        self.give_back();
        if self.ending.is_none() {
            self.terminal.release();
            signals::stop();
            self.take_terminal_again();
        }
    }

    /// Gives the terminal to another program for a while; returns whether that can be. If it takes no
    /// output, it stays ours.
    fn hand_over(&mut self) -> bool {
        let is_taken = self.give_back();
        if self.ending.is_some() {
            return false;
        }
        if is_taken {
            self.terminal.release();
        } else {
            self.take_terminal_again();
        }
        is_taken
    }

    /// Tells the terminal to leave our modes; returns whether it has taken that.
    pub(super) fn give_back(&mut self) -> bool {
        self.terminal.pause(self.screen.out());
        self.settle();
        self.screen.out().is_idle()
    }

    /// Waits until the terminal has taken everything, but not for ever: up to a limit without
    /// progress, and a shorter one once a signal ends the program. What else comes meanwhile waits.
    fn settle(&mut self) {
        let limit = |ending| match ending {
            Some(Ending::Signal(_)) => SIGNAL_LIMIT,
            Some(Ending::Quit) | None => HAND_OVER_LIMIT,
        };
        let mut until = Instant::now() + limit(self.ending);
        let mut waiting = Vec::new();
        while !self.screen.out().is_idle() {
            let Some(message) = self.inbox.next_until(Some(until)) else {
                break;
            };
            let ending = message.ending();
            self.ending = ending.or(self.ending);
            match message {
                Message::Written(Ok(())) => {
                    self.screen.out().written();
                    until = Instant::now() + limit(self.ending);
                }
                // The terminal has gone.
                Message::Written(Err(_)) | Message::Hangup => break,
                _ if ending.is_some() => until = until.min(Instant::now() + limit(ending)),
                message => waiting.push(message),
            }
        }
        self.inbox.put_back(waiting);
    }

    /// Enters the terminal's modes after another program had it, and draws everything.
    pub(super) fn take_terminal_again(&mut self) {
        self.screen.forget();
        match self
            .terminal
            .resume(self.screen.out())
            .and_then(|()| crossterm::terminal::size())
        {
            Ok((width, height)) => self.answer(Event::Resize(width, height)),
            Err(_) => self.ending = Some(Ending::Signal(signals::HANGUP)),
        }
    }
}
