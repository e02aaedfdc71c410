//! What saves when the saver's thread cannot.

use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::app::State;
use crate::run::saved_session;
use crate::store::{self, Folders};

/// How long a copy, and the session file, may take to be written.
const FALLBACK_LIMIT: Duration = Duration::from_secs(5);

/// Saves copies when the saver's thread cannot. Nothing here waits for a disk without a limit.
#[derive(Clone)]
pub(super) struct Fallback {
    /// The review file.
    pub(super) review: PathBuf,
    pub(super) folders: Option<Folders>,
    /// The session file.
    pub(super) session: Option<PathBuf>,
}

impl Fallback {
    /// Saves a copy of the review elsewhere; returns why that was needed, and where the copy is.
    pub(super) fn rescue(&self, state: &State, why: String) -> String {
        match self.copy(state) {
            Some(copy) => format!(
                "{why}; the review was saved to {} instead (it is offered at the next start)",
                copy.display()
            ),
            None => why,
        }
    }

    /// Saves the session file too, which the thread has not done.
    pub(super) fn rescue_all(&self, state: &State, why: String) -> String {
        let why = self.rescue(state, why);
        self.save_session(state);
        why
    }

    /// Saves a copy of the review, and returns where it is.
    pub(super) fn copy(&self, state: &State) -> Option<PathBuf> {
        let review = state.review().clone();
        let (file, folders) = (self.review.clone(), self.folders.clone());
        within_limit(move || store::rescue(&file, &review, folders.as_ref()))?.ok()
    }

    /// Saves the session file.
    pub(super) fn save_session(&self, state: &State) {
        let Some(file) = self.session.clone() else {
            return;
        };
        let (session, review) = (saved_session::of(state), self.review.clone());
        // The steps to undo belong to a review file whose content is not known now.
        within_limit(move || drop(session.write(&file, &review, "")));
    }
}

/// Runs a function on its own thread; returns its result, or `None` after the limit.
fn within_limit<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, result) = mpsc::channel();
    thread::spawn(move || drop(done.send(work())));
    result.recv_timeout(FALLBACK_LIMIT).ok()
}
