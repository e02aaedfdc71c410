//! factdesk: a terminal workbench for fact-checkers.
//!
//! The map of the house. A module may know the ones it names here and no others;
//! `tests/suite/layers.rs` reads the `use crate::` lines and fails on any other arrow.
//!
//! - [`text`]: plain text; knows nobody.
//! - [`language`]: words, sentences, numbers, dates, names, who says what; knows `text`.
//! - [`align`]: how alike two texts are; knows `text`.
//! - [`formats`]: a file's bytes to the text in it; knows `text`.
//! - [`model`]: the words of the trade and their rules; knows `align`, `text`.
//! - [`extract`]: article to claims; knows `language`, `model`, `text`.
//! - [`import`]: claims made elsewhere; knows `model`, `text`.
//! - [`reanchor`]: the claims of an article that has changed; knows `align`, `language`, `model`,
//!   `text`.
//! - [`compare`]: a claim beside its source, word by word; knows `align`, `language`, `text`.
//! - [`sources`]: what claims are compared with: files to passages; knows `align`, `formats`,
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

pub mod align;
pub mod app;
pub mod cli;
pub mod compare;
pub mod config;
pub mod extract;
pub mod formats;
pub mod import;
pub mod language;
pub mod model;
pub mod reanchor;
pub mod report;
pub mod run;
pub mod session;
pub mod sources;
pub mod store;
pub mod text;
pub mod tui;
