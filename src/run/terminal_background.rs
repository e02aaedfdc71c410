//! The question to the terminal what its background is, and what its answer does.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use super::{Ending, EventLoop, Message};

/// An answer that comes later than this is of no use: nobody likes colours that change while they
/// work.
const ANSWER_LIMIT: Duration = Duration::from_secs(1);

/// How long the end of the program waits for an answer, from the question on: longer than most lines
/// take to bring it.
const LAST_WAIT: Duration = Duration::from_millis(300);

/// Asks the terminal for its background. The question is left in `out`.
///
/// # Errors
/// What the terminal answers to the write.
pub(super) fn ask(out: &mut impl Write) -> io::Result<Instant> {
    out.write_all(b"\x1B]11;?\x1B\\")?;
    Ok(Instant::now())
}

impl EventLoop {
    /// Takes the first answer. Without a question, and after its answer, others mean nothing: they
    /// answer some other program.
    pub(super) fn background_is(&mut self, is_light: bool) {
        let asked = self.asked.take();
        if is_light && asked.is_some_and(|asked| asked.elapsed() < ANSWER_LIMIT) {
            self.screen.lighten();
            self.is_stale = true;
        }
    }

    /// Gives the terminal a moment to answer before it is given back: whoever reads it next would
    /// take the answer for keys.
    pub(super) fn await_background(&mut self) {
        let Some(asked) = self.asked.filter(|_| self.ending == Some(Ending::Quit)) else {
            return;
        };
        let until = Some(asked + LAST_WAIT);
        while let Some(message) = self.inbox.next_until(until) {
            match message {
                Message::Written(_) => self.screen.out().written(),
                Message::Background(_) | Message::Hangup | Message::Signal(_) => break,
                _ => {}
            }
        }
    }
}
