//! Indices over the claims of a review, kept up to date one claim at a time.

mod by_filter;
mod by_kind;
mod hints;

pub(super) use by_filter::FilterIndex;
pub(super) use by_kind::{IndexedKind, KindIndex};
pub(super) use hints::HintIndex;
