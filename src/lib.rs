//! factdesk: a terminal workbench for fact-checkers.
//!
//! # For other programs
//!
//! [`review`] opens the review of an article without a screen, with its claims and decisions; the
//! same file can be opened in the terminal before and after.
//!
//! ```no_run
//! use factdesk::{ReviewOptions, Ruling, Verdict};
//!
//! let options = ReviewOptions {
//!     reviewer: Some("alice".to_owned()),
//!     ..ReviewOptions::default()
//! };
//! let mut review = factdesk::review("draft.txt", options)?;
//! for claim in review.claims() {
//!     println!("{}  {}", claim.number, review.quote(claim));
//! }
//! let first = review.claims()[0].id.clone();
//! review.decide(&first, Some(Ruling::Verdict(Verdict::Verified)))?;
//! review.save()?;
//! # Ok::<(), factdesk::Failure>(())
//! ```
//!
//! `examples/review.rs` is a whole program. Only what is documented here is meant for other programs:
//! the hidden rooms are public for our tests and benchmarks.
//!
//! # The map of the house
//!
//! A room is a module. It may know the ones it names here and no others;
//! `tests/suite/layers.rs` reads the `use crate::` lines and fails on any other arrow.
//!
//! - [`text`]: plain text; knows no other room.
//! - [`language`]: words, sentences, numbers, dates, names, who says what; knows `text`.
//! - [`align`]: how alike two texts are; knows `text`.
//! - [`formats`]: a file's bytes to the text in it; knows `text`.
//! - [`model`]: the terms of fact-checking and their rules; knows `align`, `text`.
//! - [`extract`]: article to claims; knows `language`, `model`, `text`.
//! - [`import`]: claims made elsewhere; knows `model`, `text`.
//! - [`reanchor`]: the claims of an article that has changed; knows `align`, `language`, `model`,
//!   `text`.
//! - [`compare`]: a claim beside its source, word by word; knows `align`, `language`, `text`.
//! - [`sources`]: what claims are compared with: files to passages; knows `align`, `formats`, `model`,
//!   `language`, `text`.
//! - [`store`]: our own files; knows `model`, `text`.
//! - [`report`]: reviews to text, for other people and programs; knows `align`, `model`, `text`.
//! - [`app`]: the whole program, without a terminal; knows `align`, `compare`, `model`, `text`.
//! - [`tui`]: screen and keyboard; knows `app`, `compare`, `model`, `text`.
//! - [`config`]: the settings and their file; knows `tui`, `app`, `model`, `text`.
//! - [`run`]: one run of the program: loop, saver, workers; knows `tui`, `app`, `extract`, `sources`,
//!   `compare`, `formats`, `report`, `store`, `model`, `text`.
//! - [`session`]: from options to a running review; knows everything but `cli`.
//! - [`cli`]: the command line: arguments, a file per command, exit codes; knows `session`, `run`,
//!   `config`, `tui`, `app`, `extract`, `report`, `store`, `model`, `text`.

pub(crate) mod align;
#[doc(hidden)]
pub mod app;
pub(crate) mod cli;
#[doc(hidden)]
pub mod compare;
pub mod config;
#[doc(hidden)]
pub mod extract;
#[doc(hidden)]
pub mod formats;
#[doc(hidden)]
pub mod import;
#[doc(hidden)]
pub mod language;
pub mod model;
#[doc(hidden)]
pub mod reanchor;
#[doc(hidden)]
pub mod report;
pub(crate) mod run;
pub(crate) mod session;
#[doc(hidden)]
pub mod sources;
#[doc(hidden)]
pub mod store;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod tui;

#[doc(hidden)]
pub use cli::main;
pub use config::Config;
pub use model::{Article, Aside, Claim, ClaimId, Progress, Ruling, Verdict};
pub use session::{ArticleReview, ExtractorOptions, Failure, FailureKind, ReviewOptions, review};
