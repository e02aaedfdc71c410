//! Words with a capital that are known: places, names of people, months, what begins sentences.

use super::lists::word_sets;
use super::words::Word;

word_sets! {
    PLACES = include_str!("data/places.txt");
    FIRST_NAMES = include_str!("data/first_names.txt");
    FAMILY_NAMES = include_str!("data/family_names.txt");
    OTHERS = include_str!("data/known_capitals.txt");
    OPENERS = include_str!("data/sentence_openers.txt");
}

/// Returns whether a word is right as it stands: one near to it is not a misspelling of it.
pub fn is_known(word: &Word<'_>) -> bool {
    is_place(word)
        || word.is_in(&FIRST_NAMES)
        || word.is_in(&FAMILY_NAMES)
        || word.is_in(&OTHERS)
        || opens_sentences(word)
}

/// Returns whether a word is a country, a people or a city.
pub fn is_place(word: &Word<'_>) -> bool {
    word.is_in(&PLACES)
}

/// Returns whether a word is not a name but often begins a sentence.
pub fn opens_sentences(word: &Word<'_>) -> bool {
    word.is_in(&OPENERS)
}
