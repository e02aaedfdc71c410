//! What a run starts from.

use std::path::Path;

use crate::app::State;
use crate::store;

use super::workers::Jobs;

/// An article that has been opened.
pub struct Opening {
    /// What is on the screen.
    pub state: State,
    /// What is done beside it.
    pub jobs: Jobs,
}

/// Opens the article as it is now, for a session that continues. The path is the file that the
/// review is written to. The error is one sentence.
pub type Reopen = Box<dyn FnMut(store::SavedSession, Option<&Path>) -> Result<Opening, String>>;
