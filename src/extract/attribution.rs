//! Verbs of saying, and the tails that hang on a quotation.

use std::sync::LazyLock;

use crate::text::VERBS_OF_SAYING;

use super::words::{KeySet, Word, cut, key, key_set};

static VERBS: LazyLock<KeySet> = LazyLock::new(|| key_set(VERBS_OF_SAYING));

/// Words that may follow the verb of a tail without being what was said.
static TAIL_WORDS: LazyLock<KeySet> = LazyLock::new(|| {
    key_set(
        "after afterwards again ahead and as at before by during earlier following from in last later monday tuesday
         wednesday thursday friday saturday sunday of on online outside quietly recently through to today via when while
         with yesterday",
    )
});

/// Tells whether a word, by its key, is a verb of saying.
pub(super) fn is_verb_of_saying(key: u64) -> bool {
    VERBS.contains(&key)
}

/// Tells whether a sentence is nothing but the tail of the quotation before it: `Mr. Trump said.`,
/// `The minister told reporters on Monday.`, but not `The president said this on Monday.`
pub(super) fn is_tail(sentence: &str) -> bool {
    const LONGEST: usize = 110;
    const LONGEST_SUBJECT: usize = 7;
    if sentence.len() > LONGEST || sentence.contains(['"', '“', '”', '«', '»']) {
        return false;
    }
    let mut words: Vec<Word> = Vec::new();
    cut(sentence, 0..sentence.len(), &mut words);
    let Some(at) = words.iter().position(|word| is_verb_of_saying(word.key)) else {
        return false;
    };
    if at == 0 || at > LONGEST_SUBJECT || words[at..].iter().any(|word| word.key == key("that")) {
        return false;
    }
    words[at].key == key("told")
        || words
            .get(at + 1)
            .is_none_or(|next| TAIL_WORDS.contains(&next.key))
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
