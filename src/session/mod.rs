//! From arguments to a running review: where claims come from, who may write, what an earlier
//! session left behind. Also what reports and the gate of `status` need of articles and reviews.
//!
//! It may know every room but `cli`. Options are plain values, and questions to the user go through
//! [`Dialogue`], so that another program can open a review too.

mod access;
mod article;
mod article_files;
mod article_watch;
mod claim_source;
mod dialogue;
mod drafts;
mod extractor;
mod failure;
mod front_door;
mod gate;
mod imported_claims;
mod open_review;
mod opener;
mod options;
mod program;
mod reanchoring;
mod reports;
mod rescue;
mod start;
pub mod time_zone;

pub use article::{display_path, read_article};
pub use article_files::{ArticleFiles, MissingArticle, article_beside};
pub use dialogue::{CopyOffer, Dialogue, Unattended, WhenFailed, WhenOpen};
pub use extractor::Extractor;
pub use failure::{Failure, FailureKind};
pub use front_door::{ArticleReview, review};
pub use gate::{Gate, Obstacle};
pub use open_review::claim_count;
pub use options::{ExtractorOptions, ReviewOptions};
pub use reports::report_options;
pub use start::prepare;
