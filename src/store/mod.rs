//! Our own files: the review, where it lives, how it is written so that nothing is lost, and what
//! is kept beside it from one session to the next.
//!
//! The only room that knows the disk's ways. It knows no terminal and keeps no thread: the caller
//! owns a [`ReviewWriter`] and says when to write.

mod disk;
mod error;
mod incoming_changes;
mod load;
mod location;
mod lock;
mod lock_holder;
mod merge;
mod output;
mod process;
mod recent;
mod report_log;
mod rescue;
#[cfg(test)]
mod sample;
mod save;
mod schema;
mod session;
mod writer;

use std::path::Path;

use crate::model::{Article, Claim};
use crate::text::{graphemes, shown};

pub use disk::OnDisk;
pub use error::{LoadError, SaveError, SaveProblem};
pub use incoming_changes::IncomingChanges;
pub use load::{LoadedFile, LoadedReview, load, read};
pub use location::{
    ArticleSource, Folders, LocationError, LocationRequest, REVIEW_ENDING, ReviewLocation,
    file_safe, locate,
};
pub use lock::{Lock, LockAttempt, LockError, TakeOverError, is_held, lock, take_over};
pub use lock_holder::LockHolder;
pub use output::{is_overwritten, write_output};
pub use recent::RecentReview;
pub use report_log::{is_own_report, remember_report};
pub use rescue::{
    CopyMerge, RescueCopy, is_copy_of, merge_copy, rescue, rescue_copies, unsaved_claims,
};
pub use session::{SavedDraft, SavedSession};
pub use writer::{ReviewWriter, Saved};

/// Returns a claim as it is in a review file, quote and context included.
///
/// # Errors
/// None that a claim can cause: every claim has a JSON form.
pub fn claim_json(claim: &Claim, article: &Article) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(schema::ClaimJson::of(claim, Some(article)))
}

/// Returns the JSON Schema of the review file (draft 2020-12), made from what reads and writes it.
pub fn json_schema() -> serde_json::Value {
    schema::schema().into()
}

/// A path as it may be shown: its own characters, but none that acts on a terminal.
fn shown_path(path: &Path) -> String {
    graphemes(&path.to_string_lossy()).map(shown).collect()
}
