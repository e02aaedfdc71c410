//! Who acts, and why an action is refused.

use jiff::Timestamp;
use thiserror::Error;

/// Who does something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The reviewer's name.
    pub by: String,
    /// The time.
    pub at: Timestamp,
}

/// Why a change is not made.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// The place in the list holds no claim.
    #[error("there is no claim to change")]
    NoClaim,
    /// Reasons belong to disputed and garbled claims.
    #[error("only a disputed or garbled claim has reasons: mark it first")]
    NoReasons,
    /// The flag `cq` needs a note.
    #[error("odd but right needs a note that says why")]
    NeedsNote,
    /// Only white space is selected.
    #[error("no words are selected")]
    NoWords,
    /// There is a claim on exactly this passage.
    #[error("this passage is a claim already")]
    AlreadyClaimed,
    /// Only a claim that was added by hand can be removed.
    #[error("only a claim added by hand can be removed: set this one aside instead")]
    NotAdded,
    /// Only a claim whose words have changed can be confirmed.
    #[error("the words of this claim have not changed: there is nothing to confirm")]
    NotChanged,
    /// Only an ambiguous claim has candidates to choose from.
    #[error("it is not in question which passage this claim is")]
    NotAmbiguous,
    /// A claim whose words are gone takes no verdict.
    #[error("its words are gone from the article")]
    Gone,
    /// Only a claim that is gone can be put away.
    #[error("only a claim whose words are gone from the article can be put away")]
    NotGone,
    /// The correction changes words that are in none of the parts.
    #[error("its correction changes words between the parts: edit the correction first")]
    CorrectionBetweenParts,
    /// Two corrections cannot both be made.
    #[error("the two corrections ask for different words in one place: edit one first")]
    CorrectionsClash,
    /// A claim without a known passage takes no verdict.
    #[error(
        "the article has changed: say first which passage this claim is, if it is there at all"
    )]
    NoPlace,
    /// The sentence cannot be split.
    #[error("this claim has no parts: a selects any words you like")]
    NoParts,
    /// Claims are joined with the next one of their paragraph.
    #[error("nothing to join: last claim of its paragraph")]
    NothingToJoin,
    /// Evidence without a source.
    #[error("evidence needs a title, an address, a file or a quotation: fill one in")]
    NoSource,
    /// A contact without a name.
    #[error("a contact needs a name: say who was asked")]
    NoPerson,
    /// The claim is not as the step left it.
    #[error("the claim has been changed by something else since")]
    Stale,
}
