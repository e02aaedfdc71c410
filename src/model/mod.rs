//! The words of the trade and their rules: no disk, no clock, no terminal, no JSON.
//!
//! Time arrives as an argument; who decides arrives as a name. What may happen to a claim is a
//! [`Change`], which can be taken back.

mod anchor;
mod arrivals;
mod article;
mod change;
mod claim;
mod confirm;
mod contact;
mod correction;
mod coverage;
mod decide;
mod decision;
mod evidence;
mod filter;
mod filter_index;
mod gate;
mod hint;
mod hint_index;
mod kind_index;
mod number;
mod progress;
mod review;
mod split;
mod unknown_fields;
mod verdict;

pub use anchor::{Anchor, Selector};
pub use article::Article;
pub use change::{Change, Swap, UndoHistory};
pub use claim::{Claim, ClaimId, ClaimKind, Origin};
pub use contact::{AwaitedPerson, Contact, ContactMethod, Contacts};
pub use coverage::Coverage;
pub use decision::{Decision, Evidence, Flag, Flags, Stance};
pub use evidence::UsedSource;
pub use filter::{Filter, Order};
pub use gate::ClaimObstacle;
pub use hint::Hint;
pub use number::{ClaimNumber, NotANumber, fill_numbers};
pub use progress::Progress;
pub use review::{Refusal, Review, Signature};
pub use unknown_fields::UnknownFields;
pub use verdict::{Aside, Reason, Ruling, Verdict};
