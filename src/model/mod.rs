//! Articles, claims, verdicts, reviews and their rules: no disk, no clock, no terminal, no JSON.
//!
//! The time and the reviewer's name are arguments. Whatever happens to a claim is a [`Change`],
//! which can be undone.

mod anchor;
mod article;
mod change;
mod claim;
mod claim_id;
mod contact;
mod correction;
mod coverage;
mod decision;
mod filter;
mod gate;
mod head;
mod hint;
mod listed_source;
mod number;
mod progress;
mod record;
mod review;
mod unknown_fields;
mod verdict;

pub use anchor::{Anchor, Selector};
pub use article::{Article, ArticleInfo};
pub use change::{Change, Swap, UndoHistory};
pub use claim::{Claim, ClaimKind, Origin};
pub use claim_id::ClaimId;
pub use contact::{Contact, ContactMethod, Contacts};
pub use coverage::Coverage;
pub use decision::{Decision, Evidence, Flag, Flags, Stance};
pub use filter::{Filter, Order};
pub use gate::ClaimObstacle;
pub use head::ReviewHead;
pub use hint::Hint;
pub use listed_source::ListedSource;
pub use number::{ClaimNumber, NotANumber, fill_numbers};
pub use progress::Progress;
pub use record::ReviewRecord;
pub use review::{AwaitedPerson, Refusal, Review, Signature, UsedSource};
pub use unknown_fields::UnknownFields;
pub use verdict::{Aside, Reason, Ruling, Verdict};
