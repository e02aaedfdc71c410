//! The words of the trade and their rules: no disk, no clock, no terminal, no JSON.
//!
//! Time arrives as an argument; who decides arrives as a name. What may happen to a claim is a
//! [`Change`], which can be taken back.

mod admitted;
mod anchor;
mod article;
mod change;
mod claim;
mod confirm;
mod contact;
mod correction;
mod coverage;
mod deciding;
mod decision;
mod extra;
mod filing;
mod filter;
mod finding;
mod hint;
mod hinted;
mod number;
mod progress;
mod review;
mod shelf;
mod split;
mod verdict;

pub use anchor::{Anchor, Selector};
pub use article::Article;
pub use change::{Change, Steps, Swap};
pub use claim::{Claim, ClaimId, Kind, Origin};
pub use contact::{Contact, Contacts, Waiting, Way};
pub use coverage::Coverage;
pub use decision::{Decision, Evidence, Flag, Flags, Stance};
pub use extra::Extra;
pub use filing::UsedSource;
pub use filter::{Filter, Order};
pub use hint::Hint;
pub use number::{ClaimNumber, NotANumber, fill_numbers};
pub use progress::Progress;
pub use review::{Refusal, Review, Signature};
pub use verdict::{Aside, Reason, Ruling, Verdict};
