//! Rescued copies of a review: offered when it is opened, and taken in.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::extract;
use crate::model::{Article, Change, Review};
use crate::store::{self, Folders, LoadedFile, LoadedReview};

use super::reanchoring::carried_over;
use super::{CopyOffer, Dialogue, Failure};

/// What was taken in from the copies of a review.
#[derive(Debug, Default)]
pub(super) struct Recovered {
    /// The copies that were taken in, to be removed once the review is on disk.
    pub(super) copies: Vec<PathBuf>,
    /// What they changed, for the writer of the review.
    pub(super) changes: Vec<Change>,
    /// How many claims they changed.
    pub(super) claims: usize,
}

/// Offers each copy that has something new, and takes it into the review if the user agrees. A copy
/// of this review is removed if the review has all of it; any other copy stays.
///
/// # Errors
/// The user cannot be asked.
pub(super) fn offer(
    file: &Path,
    review: &mut Review,
    lang: &str,
    folders: Option<&Folders>,
    dialogue: &mut dyn Dialogue,
) -> Result<Recovered, Failure> {
    let mut recovered = Recovered::default();
    let article = Arc::clone(review.article());
    for copy in store::rescue_copies(file, review.reviewer(), article.sha256(), folders) {
        let loaded = match store::load(&copy.path, &article) {
            Ok(Some(loaded)) => RescuedReview::of(loaded, &article, lang),
            Ok(None) => continue,
            Err(error) => {
                dialogue.show(&format!(
                    "a rescued copy of this review is left unchanged: {}",
                    Failure::from(error)
                ));
                continue;
            }
        };
        if loaded.review.reviewer() != review.reviewer() {
            continue;
        }
        let taken = store::merge_copy(review, &loaded.review, loaded.is_same_text);
        if taken.claims == 0 {
            // A copy that stays is read again at the next start.
            let is_known = loaded.is_same_text && taken.is_nothing();
            if is_known && store::is_copy_of(&copy.path, file) {
                drop(fs::remove_file(&copy.path));
            }
            continue;
        }
        let offer = CopyOffer {
            path: &copy.path,
            updated: loaded.updated,
            claims: taken.claims,
        };
        if dialogue.takes_in(&offer)? {
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

/// A rescued copy, on the article's text as it is now.
struct RescuedReview {
    review: Review,
    updated: Timestamp,
    /// Whether it was written for this text.
    is_same_text: bool,
}

impl RescuedReview {
    fn of(loaded: LoadedFile, article: &Arc<Article>, lang: &str) -> Self {
        match loaded.found {
            LoadedReview::SameText(review) => Self {
                updated: review.updated(),
                review: *review,
                is_same_text: true,
            },
            LoadedReview::OtherText(stored) => Self {
                updated: stored.head.updated,
                review: carried_over(stored, article, extract::claims(article, lang)).0,
                is_same_text: false,
            },
        }
    }
}
