//! Opening a review: the one in its file, moved to the new text if the article has changed, or a
//! new one.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::app::{Command, Keymap};
use crate::extract;
use crate::model::{Article, Claim, Review, ReviewHead, ReviewRecord};
use crate::run::{self, ExtractionWorker};
use crate::store::{self, LoadedFile, LoadedReview, OnDisk, ReviewLocation};
use crate::text::one_line;

use super::article::display_path;
use super::claim_source::ClaimSource;
use super::reanchoring::carried_over;
use super::{Dialogue, Failure, time_zone};

/// A review ready to be worked on.
pub(super) struct OpenedReview {
    pub(super) review: Review,
    /// The state of the file that is to be written, if the review was read from there.
    pub(super) on_disk: Option<OnDisk>,
    /// When the file was last written, if it exists.
    pub(super) saved_at: Option<Timestamp>,
    /// How many imported claims are left out.
    left_out: usize,
    /// The option that names a source of claims, if it is not used.
    unused: Option<&'static str>,
    /// What happened to the claims, if the article has changed.
    pub(super) article_changed: Option<String>,
}

impl OpenedReview {
    fn new(review: Review) -> Self {
        Self {
            review,
            on_disk: None,
            saved_at: None,
            left_out: 0,
            unused: None,
            article_changed: None,
        }
    }

    /// Returns what finds the claims that are not found yet, if there are any.
    pub(super) fn extraction(&self, lang: &str) -> Option<ExtractionWorker> {
        let from = self.review.extracted_up_to()?;
        Some(ExtractionWorker::new(self.review.article(), lang, from))
    }

    /// Returns what the checker should know first, a line each.
    pub(super) fn notice(
        &self,
        place: &ReviewLocation,
        keymap: &Keymap,
        has_sources: bool,
    ) -> Vec<String> {
        let progress = self.review.progress();
        let mut notice = Vec::new();
        if let Some(trouble) = &place.away {
            let path = with_tilde(&place.path);
            notice.push(format!(
                "Cannot save beside the article ({trouble}): saves to {path}"
            ));
        }
        if let Some(option) = self.unused {
            notice.push(format!("{option} not used: the review exists already"));
        }
        if self.left_out > 0 {
            notice.push(format!("{} left out", claim_count(self.left_out)));
        }
        // The top line shows how many claims there are, while they are being found too.
        if let Some(at) = self.saved_at {
            notice.push(format!(
                "{} of {} done, last at {}",
                progress.reviewed(),
                progress.total,
                at.to_zoned_datetime(time_zone::local())
                    .strftime("%Y-%m-%d %H:%M")
            ));
        }
        if has_sources {
            let sources = keymap.sign(Command::Sources, false);
            notice.push(format!("{sources} shows what the sources say"));
        }
        notice
    }
}

/// Returns a number of claims in words.
pub fn claim_count(count: usize) -> String {
    match count {
        1 => "1 claim".to_owned(),
        _ => format!("{count} claims"),
    }
}

/// Returns a path with the home folder as `~`.
fn with_tilde(path: &Path) -> String {
    let home = directories::BaseDirs::new();
    let inside = home.and_then(|dirs| {
        let rest = path.strip_prefix(dirs.home_dir()).ok()?;
        Some(Path::new("~").join(rest))
    });
    display_path(inside.as_deref().unwrap_or(path))
}

/// What a review is opened for.
pub(super) struct ReviewRequest<'a> {
    pub(super) article: &'a Arc<Article>,
    pub(super) reviewer: &'a str,
    pub(super) lang: &'a str,
    pub(super) place: &'a ReviewLocation,
}

impl ReviewRequest<'_> {
    /// Opens the review in its file, or a new one.
    ///
    /// # Errors
    /// The file cannot be read or is another review, or the claims cannot be imported.
    pub(super) fn open(
        &self,
        source: ClaimSource,
        dialogue: &mut dyn Dialogue,
    ) -> Result<OpenedReview, Failure> {
        let place = self.place;
        let loaded = store::load(&place.from, self.article)?;
        let Some(LoadedFile { on_disk, found }) = loaded else {
            return self.begin(source, dialogue);
        };
        let on_disk = Some(on_disk).filter(|_| place.from == place.path);
        let opened = match found {
            LoadedReview::SameText(review) => {
                self.check_reviewer(review.reviewer())?;
                OpenedReview {
                    saved_at: Some(review.updated()),
                    unused: source.option(),
                    ..OpenedReview::new(*review)
                }
            }
            LoadedReview::OtherText(stored) => {
                self.check_reviewer(&stored.head.reviewer)?;
                self.check_article(&stored.article.name)?;
                self.reanchor(stored, source, dialogue)?
            }
        };
        Ok(OpenedReview { on_disk, ..opened })
    }

    /// Begins a review.
    fn begin(
        &self,
        source: ClaimSource,
        dialogue: &mut dyn Dialogue,
    ) -> Result<OpenedReview, Failure> {
        let imported = source.import(self.article, dialogue)?;
        let (article, now) = (Arc::clone(self.article), run::now());
        let Some(imported) = imported else {
            // Claims are found while the article can be read already.
            let head = ReviewHead {
                extracted_up_to: Some(0),
                ..ReviewHead::new(self.reviewer, now)
            };
            let review = Review::restored(article, head, Vec::<Claim>::new());
            return Ok(OpenedReview::new(review));
        };
        Ok(OpenedReview {
            left_out: imported.left_out,
            ..OpenedReview::new(Review::new(article, self.reviewer, now, imported.claims))
        })
    }

    /// Moves a review to the article's new text.
    fn reanchor(
        &self,
        stored: ReviewRecord,
        source: ClaimSource,
        dialogue: &mut dyn Dialogue,
    ) -> Result<OpenedReview, Failure> {
        let imported = source.import(self.article, dialogue)?;
        let left_out = imported.as_ref().map_or(0, |imported| imported.left_out);
        let fresh = match imported {
            Some(imported) => imported.claims,
            None => extract::claims(self.article, self.lang),
        };
        let saved_at = Some(stored.head.updated);
        let (review, summary) = carried_over(stored, self.article, fresh);
        Ok(OpenedReview {
            saved_at,
            left_out,
            article_changed: Some(summary),
            ..OpenedReview::new(review)
        })
    }

    /// A review is one reviewer's: another must not continue with it by accident.
    fn check_reviewer(&self, owner: &str) -> Result<(), Failure> {
        if owner == self.reviewer {
            return Ok(());
        }
        let owner = one_line(owner);
        Err(Failure::input(format!(
            "{} is the review of {owner}, not of {}",
            display_path(&self.place.from),
            one_line(self.reviewer),
        ))
        .hint(format!(
            "go on with it with --reviewer {owner}, or name another file with --output"
        )))
    }

    /// `draft.txt` and `draft.md` would share one review: a changed text of another name is another
    /// article, not a new version.
    fn check_article(&self, name: &str) -> Result<(), Failure> {
        if name == self.article.name() {
            return Ok(());
        }
        Err(Failure::input(format!(
            "{} is the review of another article, {}",
            display_path(&self.place.from),
            one_line(name),
        ))
        .hint("name another file with --output"))
    }
}
