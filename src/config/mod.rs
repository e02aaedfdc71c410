//! The settings of whoever works with the program, and the file they stand in.
//!
//! Text in, settings out: finding and reading the file is for the command line.

mod read;
mod write;

use std::fmt;

use crate::app::Keymap;
use crate::model::Order;
use crate::text::one_line;
use crate::tui::Palette;

pub use read::read;
pub use write::write;

/// The settings, as they hold when the command line says nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Whose reviews are opened; none for the login name.
    pub reviewer: Option<String>,
    /// The language of articles.
    pub lang: String,
    /// The order of the list in a review opened for the first time.
    pub order: Order,
    /// Whether a verdict is followed by the next open claim.
    pub move_on: bool,
    /// Whether to draw with ASCII only; none for what the locale says.
    pub ascii: Option<bool>,
    /// The colours.
    pub theme: Palette,
    /// Whether the mouse is used from the beginning.
    pub mouse: bool,
    /// Who publishes fact-checks, for reports.
    pub publisher: Option<String>,
    /// Where they are published; `{article}` stands for the article's name.
    pub url: Option<String>,
    /// Where the articles can be read, likewise.
    pub article_url: Option<String>,
    /// The keys.
    pub keymap: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            reviewer: None,
            lang: "en".to_owned(),
            order: Order::Article,
            move_on: true,
            ascii: None,
            theme: Palette::Auto,
            mouse: false,
            publisher: None,
            url: None,
            article_url: None,
            keymap: Keymap::default(),
        }
    }
}

/// The settings beside the keys: each one's name, and what it is for.
const SETTINGS: &[(&str, &str)] = &[
    (
        "reviewer",
        "Whose reviews these are; your login name where it is left out.",
    ),
    (
        "lang",
        "The articles' language, for finding where sentences end: en, uk, de, ja, …",
    ),
    (
        "order",
        "The order of the list in a new review: article, or priority (most worth checking first).",
    ),
    (
        "move_on",
        "Whether a verdict is followed by the next open claim.",
    ),
    (
        "ascii",
        "Whether to draw with ASCII only; done where the locale is not UTF-8 if it is left out.",
    ),
    (
        "theme",
        "The colours: auto (the terminal is asked for its background), dark, light, high-contrast or mono.",
    ),
    (
        "mouse",
        "Whether the mouse is used from the beginning; a key takes it or leaves it at any time.",
    ),
    (
        "publisher",
        "Who publishes a ClaimReview; the reviewers, as persons, where it is left out.",
    ),
    (
        "url",
        "The page it is published on; {article} stands for the name of the article's file.",
    ),
    (
        "article_url",
        "The page the article can be read on, likewise.",
    ),
];

/// The table of keys.
const KEYS: &str = "keys";

/// What is wrong in a configuration file, and where. Safe to print whatever the file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, one_line(&self.what))
    }
}
