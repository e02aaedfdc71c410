//! The claim that the writing keys mean: the one just decided, else the current one.
//!
//! A verdict moves the cursor on. Until another key is pressed, the keys that add to a decision
//! (why, evidence, note, correction, flags, people) mean the claim just decided, not the next one.

use crate::model::{ClaimId, Review};
use crate::text::Span;

use super::{Command, SourcePassage};

/// The commands that mean the claim just decided, in the order in which the screen names them.
pub(super) const NAMED_WRITING_COMMANDS: [Command; 6] = [
    Command::Reasons,
    Command::FileEvidence,
    Command::Note,
    Command::Correct,
    Command::Flags,
    Command::Contact,
];
/// Those that do not fit where the claim's pane is narrow. Each is a quicker way to do what a named
/// one does; the last one is named in the message that comes with the verdict.
const OTHER_WRITING_COMMANDS: [Command; 4] = [
    Command::NoteInEditor,
    Command::TakeWords,
    Command::TakeSuggestion,
    Command::SameForRepeats,
];

/// A claim just decided, which the cursor may have left.
#[derive(Clone, Debug)]
pub struct DecidedClaim {
    span: Span,
    claim: ClaimId,
    /// What the sources said when the claim was decided.
    passage: PassageThen,
}

/// What the sources said on a claim when it was decided.
#[derive(Clone, Debug)]
pub(super) enum PassageThen {
    /// No passage, or sources are not shown.
    Nothing,
    /// The answer had not come yet.
    Awaited,
    /// This passage was shown.
    Shown(Box<SourcePassage>),
}

impl DecidedClaim {
    /// Returns a claim that was just decided.
    pub(super) fn new(span: Span, claim: ClaimId, passage: PassageThen) -> Self {
        Self {
            span,
            claim,
            passage,
        }
    }

    /// Returns its place in the review.
    pub(super) fn place(&self, review: &Review) -> Option<usize> {
        let known = review.index_of_key((self.span, &self.claim));
        // Another program may have moved it.
        known.or_else(|| review.index_of_id(self.claim.as_str()))
    }

    /// Returns what the sources said when it was decided.
    pub(super) fn passage(&self) -> &PassageThen {
        &self.passage
    }
}

impl Command {
    /// Returns whether the command means the claim just decided.
    pub(super) fn means_decided_claim(self) -> bool {
        NAMED_WRITING_COMMANDS.contains(&self) || OTHER_WRITING_COMMANDS.contains(&self)
    }
}
