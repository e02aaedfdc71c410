//! Asking the terminal whether its background is light.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// An answer that comes later than this is ignored: colours must not change during work.
const ANSWER_LIMIT: Duration = Duration::from_secs(1);

/// How long the end of the program waits for an answer, from the question on: longer than most
/// connections take to bring it.
const QUIT_LIMIT: Duration = Duration::from_millis(300);

/// The question to the terminal, until it has answered.
#[derive(Debug, Default)]
pub(super) struct BackgroundQuestion {
    asked_at: Option<Instant>,
}

impl BackgroundQuestion {
    /// Asks the terminal. The question is left in `out`.
    ///
    /// # Errors
    /// `out` takes no bytes.
    pub(super) fn ask(out: &mut impl Write) -> io::Result<Self> {
        out.write_all(b"\x1B]11;?\x1B\\")?;
        Ok(Self {
            asked_at: Some(Instant::now()),
        })
    }

    /// Takes an answer; returns whether the colours are to change to those for a light background.
    /// Only the first answer counts: others belong to another program.
    pub(super) fn answered(&mut self, is_light: bool) -> bool {
        let asked_at = self.asked_at.take();
        is_light && asked_at.is_some_and(|asked_at| asked_at.elapsed() < ANSWER_LIMIT)
    }

    /// Returns until when the end of the program waits for the answer, if one is missing.
    pub(super) fn quit_deadline(&self) -> Option<Instant> {
        self.asked_at.map(|asked_at| asked_at + QUIT_LIMIT)
    }
}
