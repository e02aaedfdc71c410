//! Where things are saved, and what was saved.

use std::path::PathBuf;

use crate::store::{Folders, Lock, ReviewWriter};

/// Where things are saved.
#[derive(Debug)]
pub struct SaveTo {
    /// The writer of the review file.
    pub writer: ReviewWriter,
    /// The right to write it; `None` if the file system has no locks.
    pub lock: Option<Lock>,
    /// The file for the selected claim, drafts and so on; `None` if there is no state folder.
    pub session: Option<PathBuf>,
    /// This user's folders. A copy is saved there if the review cannot be written at the end.
    pub folders: Option<Folders>,
    /// Rescued copies that the review has taken in: they are removed once it is on disk.
    pub taken_in: Vec<PathBuf>,
}

/// What was saved at the end of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// Everything, in this file.
    Saved(PathBuf),
    /// There was nothing to save: no file was ever written.
    NothingToSave,
    /// Not everything, and the user agreed to that.
    ChangesLost,
}
