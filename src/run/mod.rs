//! One run of the program: wait, update, carry out effects, draw.
//!
//! Everything that can happen comes through one channel, and the loop sleeps on it: no ticks.
//! What waits there is taken in before a frame is drawn, and none is drawn before the terminal has
//! taken the last one, so keys that come faster than frames are folded into one.

mod beside;
mod editor;
mod hand_over;
mod inbox;
mod keyboard;
mod output;
mod saved_session;
mod saver;
mod signals;
mod terminal_background;
mod watch;
mod workers;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use jiff::Timestamp;
use thiserror::Error;

use crate::app::{Effect, Event, State};
use crate::model::{ClaimId, Progress};
use crate::store;
use crate::tui::{self, Screen, TerminalGuard, Theme};

pub use beside::{ExtractionWorker, ReportRequest, ReportWriter, SourceWorker};
use inbox::Inbox;
use output::Output;
pub use saved_session::resumed;
use saver::PanicSave;
pub use saver::{SaveOutcome, SaveTo};
use workers::Workers;

/// How long keys that were typed ahead wait for the claims. Those of most articles are there in a
/// few milliseconds, and keys mean them; only the first picture does not wait.
const AHEAD: Duration = Duration::from_millis(100);

/// What comes through the channel.
#[derive(Debug)]
enum Message {
    /// What was typed, all that was there at once; the keyboard then waits to be let on.
    Typed(Vec<Event>),
    /// The terminal's answer to the question whether its background is light.
    Background(bool),
    /// The answer of a part of the program.
    Answer(Event),
    /// A message of a thread that works for one opening of the article; see [`Message::of`].
    Of(u64, Box<Message>),
    /// Something may have changed the review file.
    ReviewTouched,
    /// What came in from a review file that something else had changed, and the number of the last
    /// change that was known when it did.
    Merged(store::IncomingChanges, u64),
    /// The terminal has taken a piece of output, or it refuses.
    Written(io::Result<()>),
    /// A signal.
    Signal(i32),
    /// The terminal is gone.
    Hangup,
    /// The thread that writes the review has panicked, and waits a moment for this sender to go.
    WriterPanicked(Sender<()>),
}

impl Message {
    /// Returns the message with the opening it belongs to: one that comes after the article was
    /// opened again is dropped.
    fn of(self, opening: u64) -> Self {
        Self::Of(opening, Box::new(self))
    }

    /// How the program ends by this, if it does.
    fn ending(&self) -> Option<Ending> {
        match self {
            Self::Signal(signals::STOP | signals::CONTINUE | signals::RESIZE) => None,
            Self::Signal(signal) => Some(Ending::Signal(*signal)),
            Self::Hangup | Self::Written(Err(_)) => Some(Ending::Signal(signals::HANGUP)),
            _ => None,
        }
    }
}

/// How a run ended, with everything saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The reviewer quit.
    Quit,
    /// A signal asked for it, or the terminal went away (then it is SIGHUP).
    Signal(i32),
}

/// What is left of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunOutcome {
    /// How it ended.
    pub ending: Ending,
    /// How far the review is.
    pub progress: Progress,
    /// Where it is.
    pub kept: SaveOutcome,
}

/// What a run is given beside its state.
#[derive(Default)]
pub struct Opening {
    /// Where to save. Without it nothing is saved; the state must then be read-only.
    pub save_to: Option<SaveTo>,
    /// What finds claims that are not there yet; they arrive while the run goes on.
    pub finder: Option<ExtractionWorker>,
    /// What writes reports.
    pub reporter: Option<ReportWriter>,
    /// What knows the sources.
    pub librarian: Option<SourceWorker>,
    /// The article's file, to be watched, and what compares it with the article under review.
    pub article: Option<(PathBuf, ArticleCheck)>,
    /// What opens the article again when its file has changed.
    pub reopen: Option<Reopen>,
    /// How many claims were taken in from a rescued copy.
    pub recovered: usize,
}

/// Tells whether the article's file holds another text now; `None` if it is as it was when last
/// asked, or cannot be read.
pub type ArticleCheck = Box<dyn FnMut() -> Option<bool> + Send>;

/// Opens the article as it is now, for a session that goes on, with the file that the review is
/// written to. Says in a few words why it cannot.
pub type Reopen =
    Box<dyn FnMut(store::SavedSession, Option<&Path>) -> Result<(State, Opening), String>>;

/// Why a run ended badly.
#[derive(Debug, Error)]
pub enum RunError {
    /// The terminal does not do what it must.
    #[error("cannot use the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// Something that was decided is not on disk.
    #[error("NOT SAVED: {0}")]
    NotSaved(String),
}

/// Runs a session until it ends.
///
/// # Errors
/// The terminal cannot be used (then nothing has happened), or at the end something is not saved.
pub fn run(mut state: State, theme: Theme, mut given: Opening) -> Result<RunOutcome, RunError> {
    let (sender, messages) = mpsc::channel();
    let signals = signals::watch(sender.clone())?;
    keyboard::take()?;
    let mut output = Output::start({
        let sender = sender.clone();
        move |result| drop(sender.send(Message::Written(result)))
    })?;
    let last_save = PanicSave::new(sender.clone());
    let terminal = TerminalGuard::enter(&mut output, {
        let last_save = last_save.clone();
        move || last_save.run()
    })?;
    // A terminal that does not know the question is silent, and nobody waits for its answer.
    let asked = match theme.asks() {
        true => Some(terminal_background::ask(&mut output)?),
        false => None,
    };
    // The article is to be read before anything else begins: it would take time from the picture.
    let mut screen = Screen::new(output, theme);
    let size = crossterm::terminal::size()?;
    let effects = state.update(Event::Resize(size.0, size.1), now());
    screen.draw(&state, size)?;

    let keyboard = keyboard::read(sender.clone());
    let (reopen, recovered) = (given.reopen.take(), given.recovered);
    let keys_wait_until = given.keys_wait_until();
    let workers = Workers::start(&sender, 0, given)?;
    last_save.is_for(&workers.saver);
    let mut desk = EventLoop {
        state,
        screen,
        is_stale: false,
        terminal,
        workers,
        opening: 0,
        is_unseen: false,
        reopen,
        last_save,
        sender,
        inbox: Inbox::of(messages),
        size,
        asked,
        keys_wait_until,
        ahead: Vec::new(),
        ending: None,
        failure: None,
    };
    desk.follow(effects, now());
    if recovered > 0 {
        desk.update(Event::RescueTakenIn { claims: recovered });
    }
    if desk.state.mouse.is_on {
        desk.use_mouse(true);
    }
    desk.sit(&keyboard);
    desk.leave(&signals)
}

/// A path as it was typed, with `~/` as the home it stands for.
fn home_of(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}

/// Says something at the end of a run. The terminal may be gone or stand still, and the end does not
/// wait for it.
pub fn last_words(mut out: impl Write + IsTerminal + Send + 'static, words: &str) {
    if out.is_terminal() {
        tui::write_in_time(out, words.as_bytes().to_vec());
    } else {
        // The reader may be gone.
        drop(out.write_all(words.as_bytes()));
    }
}

/// Returns the time in whole seconds, which is what a file that people read needs.
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

impl Opening {
    /// Until when keys wait for the claims, if they are still to be found.
    fn keys_wait_until(&self) -> Option<Instant> {
        self.finder.is_some().then(|| Instant::now() + AHEAD)
    }
}

/// Everything a run holds.
struct EventLoop {
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
    last_save: PanicSave,
    sender: Sender<Message>,
    inbox: Inbox,
    size: (u16, u16),
    /// When the terminal was asked for its background, until it has answered.
    asked: Option<Instant>,
    /// Until when keys wait for the claims.
    keys_wait_until: Option<Instant>,
    /// Keys that wait for them.
    ahead: Vec<Message>,
    ending: Option<Ending>,
    /// Why something is not saved, found out before the end.
    failure: Option<String>,
}

impl EventLoop {
    fn sit(&mut self, keyboard: &keyboard::Keyboard) {
        while self.ending.is_none() {
            if self.is_stale && self.screen.out().is_idle() {
                self.is_stale = false;
                self.is_unseen = false;
                if self.screen.draw(&self.state, self.size).is_err() {
                    self.ending = Some(Ending::Signal(signals::HANGUP));
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
                && let Some(next) = self.inbox.next_if_there()
            {
                self.take_in(next, keyboard);
            }
        }
    }

    /// No key waits for the claims any more.
    fn let_keys_in(&mut self) {
        self.keys_wait_until = None;
        self.inbox.put_back(std::mem::take(&mut self.ahead));
    }

    fn take_in(&mut self, message: Message, keyboard: &keyboard::Keyboard) {
        let message = match message {
            Message::Of(opening, message) if opening == self.opening => *message,
            Message::Of(..) => return,
            message => message,
        };
        if self.keys_wait_until.is_some() {
            if message.ending().is_some() {
                // What was typed before the end counts.
                self.ahead.push(message);
                return self.let_keys_in();
            }
            if matches!(message, Message::Typed(_)) {
                self.ahead.push(message);
                return;
            }
        }
        self.is_stale |= !matches!(
            message,
            Message::Written(_) | Message::Background(_) | Message::ReviewTouched
        );
        if let Some(ending) = message.ending() {
            self.ending = Some(ending);
            return;
        }
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
            Message::Background(is_light) => self.background_is(is_light),
            Message::Answer(event) => {
                self.update(event);
                if self.state.review.extracted_up_to().is_none() && self.keys_wait_until.is_some() {
                    self.let_keys_in();
                }
            }
            Message::Merged(merged, known) => {
                let on_its_way = |id: &ClaimId| self.workers.saver.is_on_its_way(id, known);
                let change = merged.fitting(&self.state.review, on_its_way);
                self.update(Event::Merged {
                    change,
                    contested: merged.contested,
                });
            }
            Message::ReviewTouched => self.workers.saver.look(),
            // Unwrapped above.
            Message::Of(..) => {}
            Message::Written(_) => self.screen.out().written(),
            Message::Signal(signals::STOP) => self.stop(),
            Message::Signal(signals::CONTINUE) => self.take_terminal_again(),
            Message::Signal(signals::RESIZE) => self.resized(),
            // They end the program.
            Message::Signal(_) | Message::Hangup => {}
            Message::WriterPanicked(done) => {
                self.workers.saver.save_without_thread(&self.state);
                drop(done);
            }
        }
    }

    fn update(&mut self, event: Event) {
        if let Event::Resize(width, height) = event {
            self.size = (width, height);
        }
        let now = now();
        let effects = self.state.update(event, now);
        self.follow(effects, now);
    }

    /// Does what an update has asked for.
    fn follow(&mut self, effects: Vec<Effect>, now: Timestamp) {
        for effect in effects {
            self.carry_out(effect, now);
        }
        self.workers.beside.link_repeats(&self.state.review);
    }

    fn carry_out(&mut self, effect: Effect, now: Timestamp) {
        let Workers { saver, beside, .. } = &mut self.workers;
        match effect {
            Effect::Save { number, change } => saver.change(number, change, now),
            Effect::TellWriter { change, found } => saver.include(change, found),
            Effect::CountMatches(quest) => beside.search(quest),
            Effect::SaveSession => saver.keep_session(&self.state),
            Effect::Copy(text) => self.copy(&text),
            Effect::Edit(text) => self.edit(&text),
            Effect::Report(form) => self.report(ReportRequest::Form(form)),
            Effect::Questions(person) => self.report(ReportRequest::Questions(person)),
            Effect::AskSources(question) => beside.ask(question),
            Effect::Mouse(is_on) => self.use_mouse(is_on),
            Effect::Suspend => self.suspend(),
            Effect::Redraw => self.screen.forget(),
            Effect::SaveAgain => saver.save_again(),
            Effect::SaveElsewhere(path) => saver.save_elsewhere(home_of(&path)),
            Effect::Reopen => self.open_again(),
            Effect::Quit => self.ending = Some(Ending::Quit),
        }
    }

    fn report(&self, asked: ReportRequest) {
        self.workers.beside.report(&self.state.review, asked);
    }

    fn copy(&mut self, text: &str) {
        let mut bytes = Vec::new();
        let written = crossterm::queue!(bytes, CopyToClipboard::to_clipboard_from(text))
            .and_then(|()| self.screen.send(&bytes));
        let answer = written.map_err(|error| format!("not copied: {error}"));
        self.answer(Event::Copied(answer));
    }

    fn use_mouse(&mut self, is_on: bool) {
        if self.terminal.use_mouse(is_on, self.screen.out()).is_err() {
            self.ending = Some(Ending::Signal(signals::HANGUP));
        }
    }

    /// Asks how large the terminal is now.
    fn resized(&mut self) {
        match crossterm::terminal::size() {
            Ok(size) if size != self.size => self.update(Event::Resize(size.0, size.1)),
            // Without an answer, the next signal or a hang-up shows more.
            _ => {}
        }
    }

    /// Comes back to the state after this event, not within it.
    fn answer(&self, event: Event) {
        // The receiver lives as long as the loop that calls this.
        drop(self.sender.send(Message::Answer(event)));
    }

    /// Saves what is not saved, and gives the terminal back.
    fn leave(mut self, signals: &signals::SignalWatch) -> Result<RunOutcome, RunError> {
        let may_lose = self.ending == Some(Ending::Quit) && !self.state.saving.is_saved();
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
            kept: saved.map_err(RunError::NotSaved)?,
            ending: self.ending.unwrap_or(Ending::Quit),
            progress: *self.state.review.progress(),
        })
    }
}
