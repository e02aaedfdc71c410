//! What people are called before their names: `Deputy Prime Minister`.

use super::lists::word_sets;
use super::words::Word;

pub(super) const TITLES: &str = include_str!("data/titles.txt");
pub(super) const MODIFIERS: &str = include_str!("data/title_modifiers.txt");

word_sets! {
    TITLE_WORDS = TITLES;
    MODIFIER_WORDS = MODIFIERS;
    BODY_WORDS = include_str!("data/bodies.txt");
}

/// Returns whether a word is a title: `Minister`, `spokesman`.
pub fn is_title(word: &Word<'_>) -> bool {
    word.is_in(&TITLE_WORDS)
}

/// Returns whether a word may stand before a title: `Deputy`, `Prime`.
pub fn modifies_title(word: &Word<'_>) -> bool {
    word.is_in(&MODIFIER_WORDS)
}

/// Returns whether a name that has this word is that of a body, not of a person: `Ministry`.
pub fn is_body_word(word: &Word<'_>) -> bool {
    word.is_in(&BODY_WORDS)
}
