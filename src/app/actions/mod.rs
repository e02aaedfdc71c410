//! What keys do, by topic: each extends [`Workspace`](super::workspace::Workspace), and says with a
//! [`Reply`](super::modes::Reply) which mode comes next.

mod article_change;
mod choosers;
pub(super) mod contacts;
mod decide;
mod drafts;
mod edits;
pub(super) mod evidence;
mod hint_nav;
mod leave;
mod listing;
pub(super) mod search;
pub(super) mod sources;
mod suggestion;
mod view;
