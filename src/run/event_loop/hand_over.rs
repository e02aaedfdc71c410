//! Giving the terminal to an editor or the shell, or back at the end, and taking it again.
//!
//! A terminal may take no output: it was stopped with Ctrl-S, or its connection hangs. Every wait here
//! has a limit.

use std::time::{Duration, Instant};

use crate::app::Event;

use crate::run::ending::Ending;
use crate::run::message::Message;
use crate::run::{editor, signals};

use super::EventLoop;

/// How long to wait for a blocked terminal after a signal.
const SIGNAL_LIMIT: Duration = Duration::from_millis(500);

/// How long a terminal that takes nothing can delay an editor, the shell or the end. Longer than after
/// a signal: a slow connection may still take everything.
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

    /// Stops the process because of a key.
    pub(super) fn suspend(&mut self) {
        if self.hand_over() {
            signals::stop();
            self.take_terminal_again();
        } else {
            self.answer(Event::TerminalNotReleased);
        }
    }

    /// Stops the process because of a signal, whatever state the terminal is in.
    pub(super) fn stop(&mut self) {
        self.give_back();
        if self.ending.is_none() {
            self.terminal.release();
            signals::stop();
            self.take_terminal_again();
        }
    }

    /// Gives the terminal to another program for a while; returns whether that worked. A terminal that
    /// takes no output is kept.
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

    /// Ends the terminal's modes; returns whether the terminal has taken that.
    pub(super) fn give_back(&mut self) -> bool {
        self.terminal.pause(self.screen.out());
        self.settle();
        self.screen.out().is_idle()
    }

    /// Waits until the terminal has taken everything, up to a limit without progress, which is shorter
    /// after a signal. Other messages wait.
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
                // The terminal is gone.
                Message::Written(Err(_)) | Message::Hangup => break,
                _ if ending.is_some() => until = until.min(Instant::now() + limit(ending)),
                message => waiting.push(message),
            }
        }
        self.inbox.put_back(waiting);
    }

    /// Sets the terminal's modes again after another program had it, and draws everything.
    pub(super) fn take_terminal_again(&mut self) {
        self.screen.forget();
        match self
            .terminal
            .resume(self.screen.out())
            .and_then(|()| crossterm::terminal::size())
        {
            Ok((width, height)) => self.answer(Event::Resize(width, height)),
            Err(_) => self.ending = Some(Ending::HANGUP),
        }
    }
}
