//! The reviewer's sources as the screen knows them: how much of them was read, and what they say on
//! the current claim.
//!
//! Nothing is read or searched here. A question goes out as [`Effect::AskSources`](super::Effect::AskSources), and the
//! answer comes back as an [`Event`](super::Event).

use std::sync::Arc;

use crate::compare::Comparison;
use crate::model::{ClaimId, ListedSource};

/// How much of the sources was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SourcesProgress {
    /// There are no sources.
    #[default]
    None,
    /// They are being read and indexed.
    Reading {
        /// How many bytes are done.
        done: u64,
        /// Of how many; 0 while that is not known.
        total: u64,
    },
    /// They can be asked.
    Ready(Arc<Catalogue>),
}

/// What was read, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The documents, in the order in which questions name them.
    pub documents: Vec<ListedSource>,
    /// What could not be read, and why.
    pub skipped: Vec<(String, String)>,
    /// How many earlier checks there are among the documents.
    pub checks: usize,
}

/// Something the sources are asked.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceQuestion {
    /// What they say on a claim; [`Event::SourcesAnswered`](super::Event::SourcesAnswered) answers.
    Claim {
        /// The claim.
        claim: ClaimId,
        /// Its words.
        words: String,
    },
    /// How a document differs from the article;
    /// [`Event::SideBySideReady`](super::Event::SideBySideReady) answers.
    SideBySide {
        /// The document; `None` for the article's original.
        document: Option<usize>,
    },
}

/// What the sources say on a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceAnswer {
    /// The claim.
    pub claim: ClaimId,
    /// Passages, the best first. If none is near the claim, the nearest, as weak matches.
    pub passages: Vec<SourcePassage>,
    /// Earlier checks of a claim like it, the closest first.
    pub checks: Vec<EarlierCheck>,
}

/// A passage of a source beside a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct SourcePassage {
    /// Which document it is in.
    pub document: usize,
    /// The file.
    pub file: String,
    /// What the document is called.
    pub title: Option<String>,
    /// Where in it: `para 4`.
    pub locator: String,
    /// The words that are beside the claim.
    pub words: String,
    /// How the two differ.
    pub comparison: Comparison,
    /// Whether it has only some words in common with the claim.
    pub is_weak: bool,
    /// Whether the file has changed, or gone, since it was read.
    pub is_stale: bool,
}

/// A claim that was checked before.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlierCheck {
    /// What was found, in the words it was published with.
    pub verdict: String,
    /// Who checked it.
    pub by: Option<String>,
    /// When, as it was written.
    pub at: Option<String>,
    /// Where it can be read: an address, else the file.
    pub place: String,
    /// How its words and the claim's differ.
    pub comparison: Comparison,
}

/// What the session knows of the sources.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    progress: SourcesProgress,
    is_open: bool,
    /// The claim they were asked about last.
    asked: Option<ClaimId>,
    /// The last answer.
    answer: Option<SourceAnswer>,
    /// The number of the passage shown.
    shown: usize,
}

impl Sources {
    /// Returns sources that are to be read, or none.
    pub(super) fn new(expected: bool) -> Self {
        Self {
            progress: match expected {
                true => SourcesProgress::Reading { done: 0, total: 0 },
                false => SourcesProgress::None,
            },
            ..Self::default()
        }
    }

    /// Returns how much of them was read.
    pub fn progress(&self) -> &SourcesProgress {
        &self.progress
    }

    /// Notes how much of them was read.
    pub(super) fn set_progress(&mut self, progress: SourcesProgress) {
        self.progress = progress;
    }

    /// Returns whether they are shown beside the claim.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Shows or hides them. Returns whether they are shown now.
    pub(super) fn toggle(&mut self) -> bool {
        self.is_open ^= true;
        self.is_open
    }

    /// Returns what is known on a claim; `None` until the answer has come.
    pub fn on(&self, claim: &ClaimId) -> Option<&SourceAnswer> {
        self.answer.as_ref().filter(|answer| answer.claim == *claim)
    }

    /// Returns whether the answer on a claim has not come yet.
    pub(super) fn is_looking(&self, claim: &ClaimId) -> bool {
        self.progress != SourcesProgress::None && self.on(claim).is_none()
    }

    /// Returns the number of the passage shown for a claim, and the passage.
    pub fn shown_passage(&self, claim: &ClaimId) -> Option<(usize, &SourcePassage)> {
        let passage = self.on(claim)?.passages.get(self.shown)?;
        Some((self.shown, passage))
    }

    /// Shows the next passage or the one before. Returns `false` at either end.
    pub(super) fn turn(&mut self, forward: bool) -> bool {
        let count = self.answer.as_ref().map_or(0, |a| a.passages.len());
        let next = match forward {
            true => self.shown + 1,
            false => self.shown.wrapping_sub(1),
        };
        let exists = next < count;
        if exists {
            self.shown = next;
        }
        exists
    }

    /// Takes in an answer, unless another claim was asked about since.
    pub(super) fn take_answer(&mut self, answer: SourceAnswer) {
        if self.asked.as_ref() == Some(&answer.claim) {
            self.answer = Some(answer);
            self.shown = 0;
        }
    }

    /// Returns whether to ask about a claim: it is shown, or earlier checks may be, and was not
    /// asked about yet. From now on it was.
    pub(super) fn ask(&mut self, claim: &ClaimId) -> bool {
        let SourcesProgress::Ready(catalogue) = &self.progress else {
            return false;
        };
        let asks = (self.is_open || catalogue.checks > 0) && self.asked.as_ref() != Some(claim);
        if asks {
            self.asked = Some(claim.clone());
        }
        asks
    }
}
