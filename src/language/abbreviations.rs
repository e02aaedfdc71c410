//! Abbreviations, after which a stop ends no sentence.

use super::lists::word_sets;
use super::words::{Word, WordShape};

/// Abbreviations that never end a sentence, in lower case and without their last stop. Some are of
/// several words.
pub(super) const OPEN: &str = include_str!("data/abbreviations.txt");

/// Abbreviations that end no sentence if a number follows.
pub(super) const NUMBERED: &str = include_str!("data/numbered_abbreviations.txt");

word_sets! {
    OPEN_WORDS = OPEN;
    NUMBERED_WORDS = NUMBERED;
}

/// Tells whether a stop directly after a word belongs to it: `Mr.`, the `J.` of a name, `No.` before
/// a number. `next` is the first character after the stop that is no space.
pub(super) fn ends_in_a_stop(word: &Word<'_>, next: Option<char>) -> bool {
    let is_initial = matches!(word.shape, WordShape::Capital | WordShape::Capitals)
        && word.stem().chars().nth(1).is_none();
    is_initial
        || word.is_in(&OPEN_WORDS)
        || next.is_some_and(|c| c.is_ascii_digit()) && word.is_in(&NUMBERED_WORDS)
}
