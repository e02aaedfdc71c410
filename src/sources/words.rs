//! The words of a passage or a claim, made comparable: case, quotation marks, possessives, endings
//! and the ways of writing a number no longer differ.

use std::borrow::Cow;
use std::ops::Range;

use crate::language::{self, Detail, NumberValue, Word, WordShape, is_stop_word, number, stem};

/// The longest word that is looked for, in bytes; longer ones are keys or pieces of Base64.
const MAX_WORD_BYTES: usize = 40;
/// Larger numbers are compared word by word.
const MAX_NUMBER: f64 = 1e15;

/// Names of two words that are as often written as one.
const SHORT_FORMS: &[([&str; 2], &str)] = &[
    (["united", "states"], "usa"),
    (["united", "kingdom"], "uk"),
    (["united", "nations"], "un"),
    (["european", "union"], "eu"),
    (["prime", "minister"], "pm"),
];

/// A word that tells passages apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceWord {
    /// What is compared: the word in small letters, without its ending; a number in digits.
    pub stem: String,
    /// The word in small letters, ending and all: what misspellings are looked for in.
    pub plain: String,
    /// A bit for each letter it has, which tells most pairs of spellings apart at once.
    pub letters: u32,
}

impl SourceWord {
    pub(super) fn new(stem: String, plain: String) -> Self {
        let letters = plain.chars().fold(0, |bits, c| bits | 1 << (c as u32 % 32));
        Self {
            stem,
            plain,
            letters,
        }
    }

    /// Returns whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        self.stem.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Returns the words of a text that tell it apart from others, in order.
pub(super) fn words(text: &str) -> Vec<SourceWord> {
    outside(&[], text)
}

/// Returns the words of a text that do not be in some ranges of its bytes.
pub(super) fn outside(ranges: &[Range<usize>], text: &str) -> Vec<SourceWord> {
    let is_in = |at: usize| ranges.iter().any(|range| range.contains(&at));
    let mut raw = language::words(text, Detail::Tokens);
    raw.retain(|word| {
        let bytes = word.bytes();
        let is_word = !word.is_mark() && word.shape != WordShape::Sign;
        is_word && bytes.len() <= MAX_WORD_BYTES && !is_in(bytes.start)
    });
    let mut words = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        if let Some((value, used)) = digits(&raw[at..]) {
            words.push(SourceWord::new(value.clone(), value));
            at += used;
        } else if let Some(short) = short_form(&raw[at..]) {
            words.push(SourceWord::new(short.to_owned(), short.to_owned()));
            at += 2;
        } else {
            let plain = plain(&raw[at]);
            if !(is_stop_word(&raw[at]) && plain != "usa") {
                words.push(SourceWord::new(
                    stem(&plain).into_owned(),
                    plain.into_owned(),
                ));
            }
            at += 1;
        }
    }
    words
}

/// Returns a word in lower case; the United States, however short, as `usa`.
fn plain<'t>(word: &Word<'t>) -> Cow<'t, str> {
    let folded = word.folded();
    match word.shape == WordShape::Capitals && folded == "us" {
        true => Cow::Borrowed("usa"),
        false => folded,
    }
}

fn short_form(words: &[Word<'_>]) -> Option<&'static str> {
    let [first, second, ..] = words else {
        return None;
    };
    SHORT_FORMS
        .iter()
        .find(|([one, two], _)| first.is(one) && second.is(two))
        .map(|&(_, short)| short)
}

/// Reads a number at the start of `words`: its digits, and how many words it takes. `One` alone and
/// `second` are words like others.
fn digits(words: &[Word<'_>]) -> Option<(String, usize)> {
    let first = words.first()?;
    let (used, value) = number(words, true)?;
    let value = match value {
        NumberValue::Count(value) if !first.is("one") || used > 1 => value,
        NumberValue::Ordinal(value) if first.is_number() || used > 1 => value,
        _ => return None,
    };
    match value < MAX_NUMBER {
        true => Some((value.to_string(), used)),
        // Digits are the same digits, however many.
        false => (first.is_number() && used == 1).then(|| (first.stem().replace(',', ""), 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stems(text: &str) -> String {
        let stems: Vec<String> = words(text).into_iter().map(|word| word.stem).collect();
        stems.join(" ")
    }

    #[test]
    fn two_ways_of_writing_the_same_are_the_same() {
        for (one, other) in [
            ("Russia’s troops", "RUSSIA'S TROOP"),
            ("eighteen soldiers", "18 soldiers"),
            ("twenty-eight groups", "28 groups"),
            ("thirteen thousand people", "13,000 people"),
            ("2.5 million people", "2,500,000 people"),
            ("two hundred and five votes", "205 votes"),
            ("the 27th of July", "27 July"),
            ("the United States", "the U.S."),
            (
                "the US and the EU",
                "the United States and the European Union",
            ),
            ("he annexed it", "the annexation"),
            ("four thousand and forty-eight", "4,048"),
        ] {
            assert_eq!(stems(one), stems(other), "{one} / {other}");
        }
    }

    #[test]
    fn two_different_things_stay_different() {
        for (one, other) in [
            ("three four", "7"),
            ("1.5", "15"),
            ("us", "US"),
            ("June 2020", "July 2020"),
            ("four and 26", "30"),
        ] {
            assert_ne!(stems(one), stems(other), "{one} / {other}");
        }
    }

    #[test]
    fn marks_of_footnotes_are_no_numbers() {
        assert_eq!(stems("the mill closed in 2004. [7] Then"), "mill clos 2004");
        assert_eq!(stems("[7] mills closed"), "7 mill clos");
    }

    #[test]
    fn words_that_stand_everywhere_are_left_out() {
        assert_eq!(stems("He said that it was one of the others."), "");
        assert_eq!(stems("one hundred"), "100");
    }

    proptest! {
        #[test]
        fn any_text_has_words(text in any::<String>()) {
            for word in words(&text) {
                prop_assert!(!word.stem.is_empty());
            }
        }

        #[test]
        fn any_word_has_a_stem(text in "([a-z']{1,40} ){1,30}") {
            words(&text);
        }

        #[test]
        fn numbers_in_any_order_are_read_to_the_end(
            text in "((one|two|twenty|hundred|thousand|million|and|3|4,0|5\\.|the) ?){0,30}"
        ) {
            words(&text);
        }
    }
}
