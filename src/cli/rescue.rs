//! Rescued copies of a review: offered at the start, and taken in.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::extract;
use crate::model::{Change, Review};
use crate::store::{self, Folders, LoadedFile, LoadedReview};

use super::article::shown;
use super::open_review::{carried_over, claims};
use super::prompt::ask;
use super::{Failure, zone};

/// What was done with the copies of a review.
#[derive(Debug, Default)]
pub(super) struct Recovered {
    /// Those taken in, to be removed once the review is on disk.
    pub(super) copies: Vec<PathBuf>,
    /// What they changed, for the writer of the review.
    pub(super) changes: Vec<Change>,
    /// How many claims say something that they did not.
    pub(super) claims: usize,
}

/// Offers each copy that says something new, and takes it into the review if the user wants that.
/// One of this review is removed if the review holds all of it; any other copy stays.
///
/// # Errors
/// There is no terminal to ask.
pub(super) fn offer(
    file: &Path,
    review: &mut Review,
    lang: &str,
    folders: Option<&Folders>,
) -> Result<Recovered, Failure> {
    let mut recovered = Recovered::default();
    let article = Arc::clone(review.article());
    for copy in store::rescue_copies(file, review.reviewer(), article.sha256(), folders) {
        let loaded = store::load(&copy.path, &article);
        let (content, updated, is_same_text) = match loaded {
            Ok(Some(LoadedFile { found, .. })) => match found {
                LoadedReview::SameText(content) => {
                    let updated = content.updated();
                    (*content, updated, true)
                }
                LoadedReview::OtherText(stored) => {
                    let updated = stored.updated;
                    let fresh = extract::claims(&article, lang);
                    (carried_over(stored, &article, fresh).0, updated, false)
                }
            },
            Ok(None) => continue,
            Err(error) => {
                eprintln!("factdesk: a rescued copy of this review is left as it is: {error}");
                continue;
            }
        };
        if content.reviewer() != review.reviewer() {
            continue;
        }
        let taken = store::merge_copy(review, &content, is_same_text);
        if taken.claims == 0 {
            // A copy that stays is read again at the next start.
            if is_same_text && taken.is_nothing() && store::is_copy_of(&copy.path, file) {
                drop(fs::remove_file(&copy.path));
            }
            continue;
        }
        let at = updated.to_zoned_datetime(zone::local());
        eprintln!(
            "This review could not be saved in an earlier session; a copy of {} was rescued.",
            at.strftime("%Y-%m-%d %H:%M")
        );
        eprintln!("It says something new about {}.", claims(taken.claims));
        eprintln!("  t  take it in: the newer decision holds, the older one stays in the history");
        eprintln!("  l  leave it: {}", shown(&copy.path));
        if is_wanted()? {
            *review = taken.review;
            recovered.claims += taken.claims;
            recovered.changes.push(taken.change);
            if taken.is_all {
                recovered.copies.push(copy.path);
            }
        }
    }
    Ok(recovered)
}

fn is_wanted() -> Result<bool, Failure> {
    loop {
        match ask("t or l? ")?.as_deref() {
            Some("t") => return Ok(true),
            Some("l") | None => return Ok(false),
            Some(_) => {}
        }
    }
}
