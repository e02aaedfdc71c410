//! The user's settings and their file.

mod file;
mod read;
mod write;

use std::fmt;

use crate::app::Keymap;
use crate::model::Order;
use crate::text::one_line;
use crate::tui::Palette;

pub use file::{ConfigError, load, user_file};
pub use read::read;
pub use write::write;

/// The settings, unless an option on the command line says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Whose reviews are opened; `None` for the login name.
    pub reviewer: Option<String>,
    /// The language of articles.
    pub lang: String,
    /// The order of the list in a review opened for the first time.
    pub order: Order,
    /// Whether a verdict is followed by the next open claim.
    pub move_on: bool,
    /// Whether to draw with ASCII only; `None` if the locale decides.
    pub ascii: Option<bool>,
    /// The colours.
    pub theme: Palette,
    /// Whether the mouse is on at the start.
    pub mouse: bool,
    /// Who publishes fact-checks, for reports.
    pub publisher: Option<String>,
    /// The page they are published on; `{article}` stands for the article's name.
    pub url: Option<String>,
    /// The page an article can be read on, likewise.
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

/// The settings other than keys: name and description.
const SETTINGS: &[(&str, &str)] = &[
    (
        "reviewer",
        "Whose reviews these are; your login name if it is left out.",
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
        "Whether to draw with ASCII only; if it is left out, ASCII is used unless the locale is UTF-8.",
    ),
    (
        "theme",
        "The colours: auto (the terminal is asked for its background), dark, light, high-contrast or mono.",
    ),
    (
        "mouse",
        "Whether the mouse is on at the start; a key switches it at any time.",
    ),
    (
        "publisher",
        "Who publishes a ClaimReview; the reviewers, as persons, if it is left out.",
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
