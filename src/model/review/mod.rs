//! An article, its claims and the decisions on them: what may be decided, and how.
//!
//! A file per group of actions (`decide`, `evidence`, …). Each adds methods to [`Review`] that only
//! say what would change (a [`Change`](super::Change)); [`Review::apply`] makes the change. Undo,
//! the file and the screen therefore share one notion of a change. The parts of a review are
//! private to `parts`, so an action reaches only what `parts` offers.

mod arrivals;
mod confirm;
mod contacts;
mod decide;
mod edit;
mod evidence;
mod index;
mod parts;
mod refusal;
mod sorted_claims;
mod split;

pub use contacts::AwaitedPerson;
pub use evidence::UsedSource;
pub use parts::Review;
pub use refusal::{Refusal, Signature};
