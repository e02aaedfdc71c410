//! The review and the steps that can be undone: both change together.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{Change, Claim, Hint, Refusal, Review, UndoHistory};

/// A review with its undo history.
#[derive(Clone, Debug)]
pub struct EditedReview {
    review: Review,
    steps: UndoHistory,
}

/// Which way to go in the undo history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HistoryMove {
    Undo,
    Redo,
}

impl EditedReview {
    /// Starts with a review and the steps of earlier sessions.
    pub(super) fn new(review: Review, steps: UndoHistory) -> Self {
        Self { review, steps }
    }

    /// Returns the review.
    pub fn review(&self) -> &Review {
        &self.review
    }

    /// Returns what can be undone and redone.
    pub fn steps(&self) -> &UndoHistory {
        &self.steps
    }

    /// Applies a change, and does not record a step: it was not made here.
    pub(super) fn apply(&mut self, change: &Change, now: Timestamp) -> Result<(), Refusal> {
        self.review.apply(change, now)
    }

    /// Records an applied change as a step to undo.
    pub(super) fn record(&mut self, change: Change) {
        self.steps.push(change);
    }

    /// Returns the next step one way, and the change that goes there.
    pub(super) fn next_step(&self, way: HistoryMove) -> Option<(Arc<Change>, Change)> {
        let step = match way {
            HistoryMove::Undo => self.steps.done().last(),
            HistoryMove::Redo => self.steps.undone().last(),
        }?;
        let change = match way {
            HistoryMove::Undo => step.reversed(),
            HistoryMove::Redo => Change::clone(step),
        };
        Some((Arc::clone(step), change))
    }

    /// Moves one step in the history, after its change was applied.
    pub(super) fn take_step(&mut self, way: HistoryMove) {
        match way {
            HistoryMove::Undo => self.steps.undo(),
            HistoryMove::Redo => self.steps.redo(),
        };
    }

    /// Adds claims found in the text up to a code point.
    pub(super) fn include(&mut self, claims: Vec<Claim>, upto: u32) -> Change {
        self.review.add_extracted(claims, upto)
    }

    /// Adds hints to their claims.
    pub(super) fn attach(&mut self, hints: Vec<Hint>) -> Change {
        self.review.add_hints(hints)
    }
}
