//! Our own files: the review, where it lives, how it is written so that nothing is lost, and what
//! is kept beside it from one sitting to the next.
//!
//! The only room that knows the disk's ways. It knows no terminal and keeps no thread: the caller
//! owns a [`Writer`] and says when to write.

mod disk;
mod error;
mod incoming;
mod load;
mod lock;
mod merge;
mod place;
mod process;
mod recent;
mod reports;
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
pub use error::{LoadError, SaveError, Trouble};
pub use incoming::Merged;
pub use load::{Found, Loaded, Stored, load, read};
pub use lock::{Holder, Lock, LockError, Locking, TakeOverError, is_held, lock, take_over};
pub use place::{Folders, Place, PlaceError, Source, Wanted, file_safe, place};
pub use recent::Recent;
pub use reports::{is_own_report, remember_report};
pub use rescue::{Rescued, TakenIn, is_copy_of, rescue, rescued, take_in, unsaved};
pub use session::{Draft, Session};
pub use writer::{Saved, Writer};

/// Returns a claim as it stands in a review file, quote and context included.
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
