//! Risky steps that need the same key twice.

use crate::model::ClaimId;

/// A step that is taken only if the same key is pressed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Risk {
    /// Typing a source in on this claim, though there is no passage to file.
    NoPassage(ClaimId),
    /// Filing a passage that is a weak match on this claim.
    WeakMatch(ClaimId),
    /// Filing a source of which only this short title was filled in.
    ShortTitle(String),
    /// Proposing to cut the sentence.
    CutSentence,
}

/// The risk that the last key met, and the one that this key meets.
#[derive(Clone, Debug, Default)]
pub struct Confirmation {
    before: Option<Risk>,
    now: Option<Risk>,
}

impl Confirmation {
    /// Call for each key, before it does anything.
    pub(super) fn key_pressed(&mut self) {
        self.before = self.now.take();
    }

    /// Returns whether the last key met the same risk; if not, the next key may confirm it.
    pub(super) fn is_confirmed(&mut self, risk: Risk) -> bool {
        let is_confirmed = self.before.as_ref() == Some(&risk);
        if !is_confirmed {
            self.now = Some(risk);
        }
        is_confirmed
    }
}
