//! The front door for other programs: a review without a screen.

use std::path::Path;
use std::sync::Arc;

use crate::extract;
use crate::model::{Article, Change, Claim, ClaimId, Progress, Refusal, Review, Ruling, Signature};
use crate::run;
use crate::store::{Lock, ReviewWriter, SaveError};

use super::access::Access;
use super::start::{ReviewFile, prepare};
use super::{Failure, ReviewOptions, Unattended};

/// Opens the review of an article, or begins one.
///
/// Reads the article (plain text, Markdown or HTML; `-` is standard input) and finds its claims. If
/// there is a review file already, its decisions are there, moved to the article's new text if it has
/// changed. The review is locked until the value is dropped; nothing is written before
/// [`ArticleReview::save`].
///
/// The crate's documentation has an example.
///
/// # Errors
/// The article or the review cannot be read, another process has the review open, or an imported
/// claim has no place in the article.
pub fn review(article: impl AsRef<Path>, options: ReviewOptions) -> Result<ArticleReview, Failure> {
    let lang = options.lang().to_owned();
    let ReviewFile {
        opened,
        writer,
        access,
        ..
    } = prepare(article.as_ref(), options)?.open_file(&mut Unattended)?;
    let mut review = ArticleReview {
        review: opened.review,
        writer,
        lock: match access {
            Access::Write(lock) => lock,
            // An unattended dialogue never chooses it.
            Access::Read => None,
        },
    };
    review.find_claims(&lang);
    Ok(review)
}

/// The review of one article by one reviewer, with its file.
pub struct ArticleReview {
    review: Review,
    writer: ReviewWriter,
    /// The right to write; `None` if the file system has no locks.
    lock: Option<Lock>,
}

impl ArticleReview {
    /// Finds the claims that are not found yet.
    fn find_claims(&mut self, lang: &str) {
        let Some(from) = self.review.extracted_up_to() else {
            return;
        };
        let article = Arc::clone(self.review.article());
        let claims = extract::claims(&article, lang).into_iter();
        let claims = claims.filter(|claim| claim.span.start >= from).collect();
        let change = self.review.add_extracted(claims, article.text().len());
        self.writer.include(&change, self.review.extracted_up_to());
    }

    /// Returns the article.
    pub fn article(&self) -> &Article {
        self.review.article()
    }

    /// Returns the file that the review is saved in.
    pub fn path(&self) -> &Path {
        self.writer.path()
    }

    /// Returns the claims, in the order of the article.
    pub fn claims(&self) -> &[Arc<Claim>] {
        self.review.claims()
    }

    /// Returns a claim's words.
    pub fn quote<'a>(&'a self, claim: &'a Claim) -> &'a str {
        self.review.quote(claim)
    }

    /// Returns how many claims are verified, disputed, garbled, set aside and open.
    pub fn progress(&self) -> Progress {
        *self.review.progress()
    }

    /// Gives a claim a verdict or sets it aside; `None` opens it again. A decision that is replaced is
    /// kept in the claim's history.
    ///
    /// # Errors
    /// There is no such claim, or the article does not have its words any more.
    pub fn decide(&mut self, claim: &ClaimId, ruling: Option<Ruling>) -> Result<(), Failure> {
        self.edit(claim, |review, index, sign| {
            review.rule(index, ruling, sign)
        })
    }

    /// Writes the note on a claim, in place of an earlier one.
    ///
    /// # Errors
    /// There is no such claim.
    pub fn write_note(&mut self, claim: &ClaimId, note: &str) -> Result<(), Failure> {
        self.edit(claim, |review, index, sign| {
            review.write_note(index, note, sign)
        })
    }

    fn edit(
        &mut self,
        claim: &ClaimId,
        edit: impl FnOnce(&Review, usize, &Signature) -> Result<Option<Change>, Refusal>,
    ) -> Result<(), Failure> {
        let index = self.review.index_of_id(claim.as_str());
        let index = index
            .ok_or_else(|| Failure::input(format!("the review has no claim {}", claim.as_str())))?;
        let at = run::now();
        let sign = Signature {
            by: self.review.reviewer().to_owned(),
            at,
        };
        let change = edit(&self.review, index, &sign).map_err(Failure::input)?;
        if let Some(change) = change {
            self.review.apply(&change, at).map_err(Failure::input)?;
            self.writer.apply(&change, at);
        }
        Ok(())
    }

    /// Saves the review. When this returns, it is on disk. Decisions that another program has written
    /// to the file meanwhile are merged.
    ///
    /// # Errors
    /// The disk or another process is in the way. The decisions are kept: save again.
    pub fn save(&mut self) -> Result<(), Failure> {
        if let Some(lock) = &mut self.lock {
            lock.renew(run::now()).map_err(|trouble| {
                let path = self.writer.path().to_owned();
                Failure::input(SaveError { path, trouble })
            })?;
        }
        let saved = self.writer.write().map_err(Failure::input)?;
        if let Some(merged) = saved.merged {
            let change = merged.fitting(&self.review, |_| false);
            self.review
                .apply(&change, run::now())
                .map_err(Failure::input)?;
        }
        Ok(())
    }
}
