//! Questions that the same key answers when it is pressed again.

use crate::model::ClaimId;

/// A question asked by a key. The next key answers it, or does away with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Risk {
    /// Whether to type a source in on this claim, though there is no passage to file.
    TypeSource(ClaimId),
    /// Whether to file a passage that is a weak match on this claim.
    FileWeak(ClaimId),
    /// Whether to file a source of which only this was filled in.
    ShortSource(String),
    /// Whether to propose to cut the sentence.
    Cut,
}

/// The question asked by the last key, and the one asked by this one.
#[derive(Clone, Debug, Default)]
pub(super) struct Confirmation {
    before: Option<Risk>,
    now: Option<Risk>,
}

impl Confirmation {
    /// Call for each key, before it does anything.
    pub(super) fn key_pressed(&mut self) {
        self.before = self.now.take();
    }

    /// Returns whether the key before asked the same question; if not, asks it.
    pub(super) fn is_confirmed(&mut self, question: Risk) -> bool {
        let is_answered = self.before.as_ref() == Some(&question);
        if !is_answered {
            self.now = Some(question);
        }
        is_answered
    }
}
