//! The claim that the writing keys mean: the one just decided, while it is in reach, else the current one.
//!
//! A verdict moves the cursor on. Until another key is pressed, the keys that add to a decision
//! (why, evidence, note, correction, flags, people) mean the claim just decided, not the next one.

use crate::model::ClaimId;
use crate::text::Span;

use super::{Command, SourcePassage, State};

/// The commands that mean the claim in reach, in the order in which the screen names them.
const NAMED: [Command; 6] = [
    Command::Reasons,
    Command::FileEvidence,
    Command::Note,
    Command::Correct,
    Command::Flags,
    Command::Contact,
];
/// Those that there is no room for where the claim's pane is narrow. Each is a quicker way to do what
/// one that is named does, but the last, which is named by the message that comes with the verdict.
const UNNAMED: [Command; 4] = [
    Command::NoteInEditor,
    Command::TakeWords,
    Command::TakeSuggestion,
    Command::SameForRepeats,
];

/// A claim just decided, which the cursor may have left.
#[derive(Clone, Debug)]
pub(super) struct Reach {
    span: Span,
    claim: ClaimId,
    /// What the sources had to say when the claim was decided.
    at_hand: AtHand,
}

/// What the sources have to say on a claim.
#[derive(Clone, Debug)]
pub(super) enum AtHand {
    /// No passage, or sources are not shown.
    Nothing,
    /// The answer was still to come.
    Awaited,
    /// This passage is shown.
    Passage(Box<SourcePassage>),
}

impl Command {
    /// Returns whether the command means the claim in reach, and leaves it there.
    pub(super) fn stays_in_reach(self) -> bool {
        NAMED.contains(&self) || UNNAMED.contains(&self)
    }
}

impl State {
    /// Puts the claim at a place, which has just been decided, in reach. Call before the cursor moves on.
    pub(super) fn begin_reach(&mut self, place: usize) {
        self.reach = self.review.claims().get(place).map(|claim| Reach {
            span: claim.span,
            claim: claim.id.clone(),
            at_hand: match self.shown_passage(&claim.id) {
                Some(passage) => AtHand::Passage(Box::new(passage.clone())),
                None if self.sources.is_open && self.sources.is_looking(&claim.id) => {
                    AtHand::Awaited
                }
                None => AtHand::Nothing,
            },
        });
    }

    /// Ends the reach if the key pressed while browsing is not one of those that mean its claim.
    pub(super) fn keep_reach_for(&mut self, command: Option<Command>) {
        if !command.is_some_and(Command::stays_in_reach) {
            self.reach = None;
        }
    }

    /// Returns the place of the claim that the writing keys mean.
    pub(super) fn target(&self) -> Option<usize> {
        self.in_reach().or(self.selected)
    }

    /// Returns the place of the claim just decided, while the writing keys mean it.
    fn in_reach(&self) -> Option<usize> {
        let reach = self.reach.as_ref()?;
        let known = self.review.index_of_key((reach.span, &reach.claim));
        // Another program may have moved it.
        known.or_else(|| self.review.index_of_id(reach.claim.as_str()))
    }

    /// Returns the place of the claim that the writing keys mean, if that is not the current one.
    pub fn reached(&self) -> Option<usize> {
        self.in_reach()
            .filter(|&place| self.selected != Some(place))
    }

    /// Returns what the screen says while the writing keys mean another claim than the current one:
    /// `r s e c f p: claim 7`.
    pub fn reach_note(&self, ascii: bool) -> Option<String> {
        let place = self.reached()?;
        let keys = NAMED.map(|command| self.keymap.sign(command, ascii));
        Some(format!("{}: claim {}", keys.join(" "), self.number(place)))
    }

    /// Returns the passage that the writing keys use: of a claim that the cursor has left, the one
    /// that was at hand when it was decided.
    pub(super) fn target_passage(&self) -> Option<&SourcePassage> {
        match self.left_at_hand() {
            Some(AtHand::Passage(passage)) => Some(passage),
            Some(_) => None,
            None => self.shown_passage(&self.review.claims().get(self.selected?)?.id),
        }
    }

    /// Returns what the sources had to say on the claim that the writing keys mean when it was decided,
    /// if the cursor has left it.
    pub(super) fn left_at_hand(&self) -> Option<&AtHand> {
        self.reached()?;
        Some(&self.reach.as_ref()?.at_hand)
    }

    /// Returns the passage at hand for a claim, while the sources are shown.
    fn shown_passage(&self, claim: &ClaimId) -> Option<&SourcePassage> {
        let (_, passage) = self
            .sources
            .at_hand(claim)
            .filter(|_| self.sources.is_open)?;
        Some(passage)
    }
}
