//! Verbs of saying, and the tails that hang on a quotation.

use super::lists::word_sets;
use super::words::{Detail, Word, words};

word_sets! {
    VERBS = include_str!("data/attribution_verbs.txt");
    TAIL_WORDS = include_str!("data/tail_words.txt");
    WITH_THAT = include_str!("data/attribution_verbs_with_that.txt");
    WITHOUT_THAT = include_str!("data/attribution_verbs_without_that.txt");
    AUDIENCES = include_str!("data/audiences.txt");
}

/// Returns whether a word is a verb of saying, in a form that carries a quotation or a
/// `that`-clause.
pub fn is_verb_of_saying(word: &Word<'_>) -> bool {
    word.is_in(&VERBS)
}

/// Returns whether a word attributes something if `that` follows.
pub(super) fn attributes_with_that(word: &Word<'_>) -> bool {
    is_verb_of_saying(word) || word.is_in(&WITH_THAT)
}

/// Returns whether a word attributes something without `that` too.
pub(super) fn attributes_without_that(word: &Word<'_>) -> bool {
    word.is_in(&WITHOUT_THAT)
}

/// Returns whether a word is an audience, such as “reporters”.
pub(super) fn is_audience(word: &Word<'_>) -> bool {
    word.is_in(&AUDIENCES)
}

/// Returns whether a sentence is nothing but the tail of the quotation before it:
/// `Mr. Trump said.`,
/// `The minister told reporters on Monday.`, but not `The president said this on Monday.`
pub(super) fn is_tail(sentence: &str) -> bool {
    const MAX_BYTES: usize = 110;
    const MAX_SUBJECT_WORDS: usize = 7;
    if sentence.len() > MAX_BYTES || sentence.contains(['"', '“', '”', '«', '»']) {
        return false;
    }
    let words = words(sentence, Detail::Words);
    let Some(at) = words.iter().position(is_verb_of_saying) else {
        return false;
    };
    if at == 0 || at > MAX_SUBJECT_WORDS || words[at..].iter().any(|word| word.is("that")) {
        return false;
    }
    words[at].is("told") || words.get(at + 1).is_none_or(|next| next.is_in(&TAIL_WORDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_says_who_and_when_but_not_what() {
        for tail in [
            "Mr. Trump said.",
            "He said on Twitter.",
            "A spokesman for Johnson said.",
            "Kremlin spokesman Dmitry Peskov told reporters.",
        ] {
            assert!(is_tail(tail), "{tail}");
        }
        for sentence in [
            "The president said this on Monday.",
            "He said that it was over.",
            "He left.",
            "Officials told reporters that the talks had failed.",
            "He said on Monday that the talks had failed.",
        ] {
            assert!(!is_tail(sentence), "{sentence}");
        }
    }
}
