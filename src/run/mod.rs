//! One run of the program: wait, update, carry out effects, draw.
//!
//! Everything that happens comes through one channel ([`message`]), and the [`event_loop`] sleeps on
//! it: there are no ticks. All messages that wait are taken in before a frame is drawn, and no frame
//! is drawn before the terminal has taken the last one, so keys that come faster than frames share a
//! frame. Saving ([`saver`]), output and the [`workers`] have threads of their own.

mod clock;
mod editor;
mod end_message;
mod ending;
mod event_loop;
mod inbox;
mod keyboard;
mod message;
mod opening;
mod outcome;
mod output;
mod saved_session;
mod saver;
mod signals;
mod start;
mod terminal_background;
mod watch;
mod workers;

pub use clock::now;
pub use end_message::print_at_end;
pub use ending::Ending;
pub use opening::{Opening, Reopen};
pub use outcome::RunOutcome;
pub use saved_session::resumed;
pub use saver::{SaveOutcome, SaveTo};
pub use start::run;
pub use workers::{ArticleCheck, ExtractionWorker, Jobs, ReportWorker, SourceWorker};
