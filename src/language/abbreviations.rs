//! Abbreviations, after which a stop ends no sentence.

use super::lists::word_sets;

/// Abbreviations that never end a sentence, in lower case and without their last stop. Some are of
/// several words.
pub(super) const OPEN: &str = include_str!("data/abbreviations.txt");

/// Abbreviations that end no sentence if a number follows.
pub(super) const NUMBERED: &str = include_str!("data/numbered_abbreviations.txt");

word_sets! {
    pub(super) OPEN_WORDS = OPEN;
    pub(super) NUMBERED_WORDS = NUMBERED;
}
