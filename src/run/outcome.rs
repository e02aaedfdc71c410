//! The result of a run.

use std::io;

use thiserror::Error;

use crate::model::Progress;

use super::ending::Ending;
use super::saver::SaveOutcome;

/// The result of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunOutcome {
    /// How it ended.
    pub ending: Ending,
    /// How far the review is.
    pub progress: Progress,
    /// What was saved.
    pub saved: SaveOutcome,
}

/// Why a run failed.
#[derive(Debug, Error)]
pub enum RunError {
    /// The terminal cannot be used.
    #[error("cannot use the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// A decision is not on disk.
    #[error("NOT SAVED: {0}")]
    NotSaved(String),
}
