//! What comes through the one channel.

use std::io;
use std::sync::mpsc::Sender;

use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};

use crate::app::Event;
use crate::store;

use super::ending::Ending;

/// What comes through the channel.
#[derive(Debug)]
pub(super) enum Message {
    /// What was typed, all that was there at once. The keyboard then waits until it may continue.
    Typed(Vec<Event>),
    /// The terminal's answer to the question whether its background is light.
    Background(bool),
    /// The answer of a part of the program.
    Answer(Event),
    /// A message of a worker, with the opening of the article that it works for; see
    /// [`Message::of`].
    FromOpening(u64, Box<Message>),
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
    /// The saver's thread has panicked; it waits a moment for this sender to be dropped.
    SaverPanicked(Sender<()>),
}

impl Message {
    /// Returns the message with the opening it belongs to. It is dropped if the article has been
    /// opened again by the time it arrives.
    pub(super) fn of(self, opening: u64) -> Self {
        Self::FromOpening(opening, Box::new(self))
    }

    /// Returns how the message ends the program, if it does.
    pub(super) fn ending(&self) -> Option<Ending> {
        match self {
            Self::Signal(SIGTSTP | SIGCONT | SIGWINCH) => None,
            Self::Signal(signal) => Some(Ending::Signal(*signal)),
            Self::Hangup | Self::Written(Err(_)) => Some(Ending::HANGUP),
            _ => None,
        }
    }
}
