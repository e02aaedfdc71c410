//! Saving on its own thread, so that no key waits for the disk.

mod fallback;
mod handle;
mod panic_save;
mod save_to;
#[cfg(test)]
mod tests;
mod worker;

pub(super) use handle::Saver;
pub(super) use panic_save::PanicSave;
pub use save_to::{SaveOutcome, SaveTo};
