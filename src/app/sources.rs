//! The reviewer's sources as the screen knows them: how far they are read, and what they say on
//! the current claim.
//!
//! Nothing is read or searched here. What has to be asked goes out as [`Effect::AskSources`], and the
//! answer comes back as an [`Event`](super::Event) whenever it is there.

use std::sync::Arc;

use crate::compare::Comparison;
use crate::model::{ClaimId, ListedSource};

use super::{Effect, State};

/// How far the sources are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SourcesProgress {
    /// There are none.
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
        /// The document; none for the one that is the article's original.
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
    /// The words that stand beside the claim.
    pub words: String,
    /// How the two differ.
    pub comparison: Comparison,
    /// Whether it has only some words in common with the claim.
    pub is_weak: bool,
    /// Whether the file has changed, or gone, since it was read.
    pub is_stale: bool,
}

/// A claim that somebody has checked before.
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
    /// How far they are read.
    pub reading: SourcesProgress,
    /// Whether they are shown beside the claim.
    pub is_open: bool,
    /// The claim they were asked about last, and its words' beginning and end.
    asked: Option<ClaimId>,
    /// The last answer.
    answer: Option<SourceAnswer>,
    /// The number of the passage at hand.
    at_hand: usize,
}

impl Sources {
    /// Returns sources that are to be read, or none.
    pub(super) fn new(expected: bool) -> Self {
        Self {
            reading: match expected {
                true => SourcesProgress::Reading { done: 0, total: 0 },
                false => SourcesProgress::None,
            },
            ..Self::default()
        }
    }

    /// Returns what is known on a claim; none while that is still being looked for.
    pub fn on(&self, claim: &ClaimId) -> Option<&SourceAnswer> {
        self.answer.as_ref().filter(|answer| answer.claim == *claim)
    }

    /// Tells whether the answer on a claim is still to come.
    pub(super) fn is_looking(&self, claim: &ClaimId) -> bool {
        self.reading != SourcesProgress::None && self.on(claim).is_none()
    }

    /// Returns the number of the passage at hand, and the passage.
    pub fn at_hand(&self, claim: &ClaimId) -> Option<(usize, &SourcePassage)> {
        let passage = self.on(claim)?.passages.get(self.at_hand)?;
        Some((self.at_hand, passage))
    }

    /// Takes the next passage to hand, or the one before.
    pub(super) fn turn(&mut self, forward: bool) -> bool {
        let count = self.answer.as_ref().map_or(0, |a| a.passages.len());
        let next = match forward {
            true => self.at_hand + 1,
            false => self.at_hand.wrapping_sub(1),
        };
        let exists = next < count;
        if exists {
            self.at_hand = next;
        }
        exists
    }

    /// Takes in an answer, unless something else was asked since.
    pub(super) fn answered(&mut self, finding: SourceAnswer) {
        if self.asked.as_ref() == Some(&finding.claim) {
            self.answer = Some(finding);
            self.at_hand = 0;
        }
    }

    /// Tells whether there is a reason to ask about a claim.
    fn wants_to_know(&self, claim: &ClaimId) -> bool {
        let SourcesProgress::Ready(catalogue) = &self.reading else {
            return false;
        };
        (self.is_open || catalogue.checks > 0) && self.asked.as_ref() != Some(claim)
    }
}

impl State {
    /// Asks the sources about the current claim, where that is shown and was not asked yet.
    pub(super) fn ask_sources(&mut self) -> Option<Effect> {
        let claim = self.selected_claim()?;
        if !self.sources.wants_to_know(&claim.id) {
            return None;
        }
        let question = SourceQuestion::Claim {
            claim: claim.id.clone(),
            words: self.review.quote(claim).to_owned(),
        };
        self.sources.asked = Some(claim.id.clone());
        Some(Effect::AskSources(question))
    }
}
