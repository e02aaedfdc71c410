//! How far the claim's pane is scrolled.

use crate::model::ClaimId;

/// What the pane shows: the claim, whether with sources, and the number of the passage.
pub(super) type PaneSubject = (ClaimId, bool, Option<usize>);

/// How far the claim's pane is scrolled. It starts at the first row when it shows something else.
#[derive(Clone, Debug, Default)]
pub struct ClaimScroll {
    /// The first row shown.
    top: usize,
    /// What it is a row of.
    subject: Option<PaneSubject>,
}

impl ClaimScroll {
    /// Returns the first row of a subject that is shown.
    pub(super) fn top_of(&self, subject: Option<&PaneSubject>) -> usize {
        if self.subject.as_ref() == subject {
            self.top
        } else {
            0
        }
    }

    /// Scrolls a subject to a row.
    pub(super) fn scroll_to(&mut self, top: usize, subject: Option<PaneSubject>) {
        *self = Self { top, subject };
    }

    /// Forgets the row if the pane shows something else.
    pub(super) fn follow(&mut self, subject: impl FnOnce() -> Option<PaneSubject>) {
        if self.top > 0 && self.subject != subject() {
            *self = Self::default();
        }
    }
}
