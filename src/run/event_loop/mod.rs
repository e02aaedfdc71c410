//! The loop: takes in messages, carries out effects, draws.

mod background;
mod effects;
mod hand_over;
mod reopen;

use std::io;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};

use crate::app::{Effect, Event, State};
use crate::model::ClaimId;
use crate::tui::{Screen, TerminalGuard};

use super::clock::now;
use super::ending::Ending;
use super::inbox::Inbox;
use super::keyboard::Keyboard;
use super::message::Message;
use super::opening::{Opening, Reopen};
use super::outcome::{RunError, RunOutcome};
use super::output::Output;
use super::saver::PanicSave;
use super::signals::SignalWatch;
use super::terminal_background::BackgroundQuestion;
use super::workers::Workers;

/// How long keys that were typed ahead wait for the claims, which they are about. The claims of most
/// articles are found in a few milliseconds; the first frame does not wait for them.
const KEYS_WAIT: Duration = Duration::from_millis(100);

/// What a run has besides the opened article.
pub(super) struct RunParts {
    pub(super) screen: Screen<Output>,
    pub(super) terminal: TerminalGuard,
    pub(super) reopen: Option<Reopen>,
    pub(super) panic_save: PanicSave,
    pub(super) sender: Sender<Message>,
    pub(super) messages: Receiver<Message>,
    pub(super) size: (u16, u16),
    pub(super) background: BackgroundQuestion,
}

/// Everything a run has.
pub(super) struct EventLoop {
    state: State,
    screen: Screen<Output>,
    /// Whether something has happened since the last frame.
    is_stale: bool,
    terminal: TerminalGuard,
    workers: Workers,
    /// How often the article was opened again.
    opening: u64,
    /// Whether the screen does not show the last opening yet.
    is_unseen: bool,
    reopen: Option<Reopen>,
    panic_save: PanicSave,
    sender: Sender<Message>,
    inbox: Inbox,
    size: (u16, u16),
    background: BackgroundQuestion,
    /// Until when keys wait for the claims.
    keys_wait_until: Option<Instant>,
    /// The keys that wait for them.
    waiting_keys: Vec<Message>,
    ending: Option<Ending>,
    /// Why something is not saved, if that is known before the end.
    failure: Option<String>,
}

impl EventLoop {
    /// Starts the workers.
    ///
    /// # Errors
    /// The saver's thread cannot be started.
    pub(super) fn start(opening: Opening, parts: RunParts) -> io::Result<Self> {
        let keys_wait_until = keys_wait_until(&opening);
        let workers = Workers::start(&parts.sender, 0, opening.jobs)?;
        parts.panic_save.use_saver(&workers.saver);
        Ok(Self {
            state: opening.state,
            screen: parts.screen,
            is_stale: false,
            terminal: parts.terminal,
            workers,
            opening: 0,
            is_unseen: false,
            reopen: parts.reopen,
            panic_save: parts.panic_save,
            sender: parts.sender,
            inbox: Inbox::new(parts.messages),
            size: parts.size,
            background: parts.background,
            keys_wait_until,
            waiting_keys: Vec::new(),
            ending: None,
            failure: None,
        })
    }

    /// Carries out the first effects.
    pub(super) fn begin(&mut self, effects: Vec<Effect>, recovered: usize) {
        self.carry_out_all(effects, now());
        if recovered > 0 {
            self.update(Event::RescueTakenIn { claims: recovered });
        }
        if self.state.work().mouse().is_on() {
            self.use_mouse(true);
        }
    }

    /// Runs until the user quits or a signal ends the run.
    pub(super) fn run(&mut self, keyboard: &Keyboard) {
        while self.ending.is_none() {
            if self.is_stale && self.screen.out().is_idle() {
                self.is_stale = false;
                self.is_unseen = false;
                if self.screen.draw(&self.state, self.size).is_err() {
                    self.ending = Some(Ending::HANGUP);
                    return;
                }
            }
            let Some(first) = self.inbox.next_until(self.keys_wait_until) else {
                if self.keys_wait_until.is_none() {
                    return;
                }
                self.let_keys_in();
                continue;
            };
            self.take_in(first, keyboard);
            while self.ending.is_none()
                && let Some(next) = self.inbox.next_if_any()
            {
                self.take_in(next, keyboard);
            }
        }
    }

    /// Lets the keys in that wait for the claims.
    fn let_keys_in(&mut self) {
        self.keys_wait_until = None;
        self.inbox.put_back(std::mem::take(&mut self.waiting_keys));
    }

    fn take_in(&mut self, message: Message, keyboard: &Keyboard) {
        let message = match message {
            Message::FromOpening(opening, message) if opening == self.opening => *message,
            Message::FromOpening(..) => return,
            message => message,
        };
        if self.keys_wait_until.is_some() {
            if message.ending().is_some() {
                // What was typed before the end counts.
                self.waiting_keys.push(message);
                return self.let_keys_in();
            }
            if matches!(message, Message::Typed(_)) {
                self.waiting_keys.push(message);
                return;
            }
        }
        self.is_stale |= !matches!(
            message,
            Message::Written(_) | Message::Background(_) | Message::ReviewTouched
        );
        match message.ending() {
            Some(ending) => self.ending = Some(ending),
            None => self.handle(message, keyboard),
        }
    }

    fn handle(&mut self, message: Message, keyboard: &Keyboard) {
        match message {
            Message::Typed(events) => {
                for event in events {
                    // What is typed before the screen shows the changed article was meant for the
                    // article as it was.
                    if self.ending.is_none() && !self.is_unseen {
                        self.update(event);
                    }
                }
                keyboard.go_on();
            }
            Message::Background(is_light) => self.background_answered(is_light),
            Message::Answer(event) => {
                self.update(event);
                if self.state.review().extracted_up_to().is_none() && self.keys_wait_until.is_some()
                {
                    self.let_keys_in();
                }
            }
            Message::Merged(merged, known) => {
                let is_newer = |id: &ClaimId| self.workers.saver.has_newer_change(id, known);
                let change = merged.fitting(self.state.review(), is_newer);
                self.update(Event::Merged {
                    change,
                    contested: merged.contested,
                });
            }
            Message::ReviewTouched => self.workers.saver.check_file(),
            Message::Written(_) => self.screen.out().written(),
            Message::Signal(SIGTSTP) => self.stop(),
            Message::Signal(SIGCONT) => self.take_terminal_again(),
            Message::Signal(SIGWINCH) => self.resized(),
            Message::SaverPanicked(done) => {
                self.workers.saver.save_without_thread(&self.state);
                drop(done);
            }
            // Handled by the caller: they end the run, or are unwrapped there.
            Message::Signal(_) | Message::Hangup | Message::FromOpening(..) => {}
        }
    }

    fn update(&mut self, event: Event) {
        if let Event::Resize(width, height) = event {
            self.size = (width, height);
        }
        let now = now();
        let effects = self.state.update(event, now);
        self.carry_out_all(effects, now);
    }

    /// Asks for the terminal's size.
    fn resized(&mut self) {
        match crossterm::terminal::size() {
            Ok(size) if size != self.size => self.update(Event::Resize(size.0, size.1)),
            // If it cannot be asked, the next signal or a hang-up shows more.
            _ => {}
        }
    }

    /// Sends an event to the state, to be taken in after the one at hand.
    fn answer(&self, event: Event) {
        // The receiver lives as long as the loop that calls this.
        drop(self.sender.send(Message::Answer(event)));
    }

    /// Saves what is not saved, and gives the terminal back.
    ///
    /// # Errors
    /// Something is not saved.
    pub(super) fn leave(mut self, signals: &SignalWatch) -> Result<RunOutcome, RunError> {
        let may_lose = self.ending == Some(Ending::Quit) && !self.state.work().saving().is_saved();
        let saver = std::mem::take(&mut self.workers.saver);
        let saved = match self.failure.take() {
            None => saver.finish(&self.state, may_lose),
            Some(why) => Err(why),
        };
        self.await_background();
        self.give_back();
        self.terminal.release();
        signals.close();
        Ok(RunOutcome {
            saved: saved.map_err(RunError::NotSaved)?,
            ending: self.ending.unwrap_or(Ending::Quit),
            progress: *self.state.review().progress(),
        })
    }
}

/// Returns until when keys wait for the claims, if they are not found yet.
fn keys_wait_until(opening: &Opening) -> Option<Instant> {
    let extraction = opening.jobs.extraction.as_ref();
    extraction.map(|_| Instant::now() + KEYS_WAIT)
}
