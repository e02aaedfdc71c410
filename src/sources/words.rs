//! The words of a passage or a claim, made comparable: case, quotation marks, possessives, endings
//! and the ways of writing a number no longer differ.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::{footnote_marks, plain_mark};

/// No word is longer, in bytes; what is (a key, a piece of Base64) is not looked for.
const LONGEST: usize = 40;
/// No number in words takes more of them.
const LONGEST_NUMBER: usize = 12;
/// Numbers beyond this are compared word by word.
const LARGEST_NUMBER: f64 = 1e15;

/// Words that stand in every text and tell no two passages apart.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "a about after again against all also although always am among an and another any are around as at away be became
     because become becomes been before being below between both but by came can cent could did do does doing done down
     during each either else ever every few for from further get gets got had has have having he hence her here hers
     herself him himself his how however i if in indeed instead into is it its itself just least less let like made make
     makes many me might more most much must my myself neither never no nor not now of off often on once one only onto
     or other others our ours ourselves out over own per percent perhaps put quite rather really same shall she should
     since so some something soon still such than that the their theirs them themselves then there therefore these they
     thing things this those though through throughout thus to together too toward towards under until up upon us very
     was we were what whatever when where whether which while who whole whom whose why will with within without would
     yet you your yours yourself d ll m re s t ve said say says saying told tell tells according added"
        .split_whitespace()
        .collect()
});

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

    /// Tells whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        self.stem.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Returns the words of a text that tell it apart from others, in order. Marks of footnotes are
/// none.
pub(super) fn words(text: &str) -> Vec<SourceWord> {
    outside(&[], text)
}

/// Returns the words of a text that do not stand in some ranges of its bytes.
pub(super) fn outside(ranges: &[Range<usize>], text: &str) -> Vec<SourceWord> {
    let marks = footnote_marks(text);
    let is_in = |ranges: &[Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
    let raw: Vec<String> = text
        .unicode_word_indices()
        .filter(|(at, word)| word.len() <= LONGEST && !is_in(&marks, *at) && !is_in(ranges, *at))
        .map(|(_, word)| folded(word))
        .collect();
    let stemmer = Stemmer::create(Algorithm::English);
    let mut words = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        if let Some((value, used)) = number(&raw[at..]) {
            words.push(SourceWord::new(value.clone(), value));
            at += used;
        } else if let Some(short) = short_form(&raw[at..]) {
            words.push(SourceWord::new(short.to_owned(), short.to_owned()));
            at += 2;
        } else {
            let plain = &raw[at];
            if !plain.is_empty() && !COMMON.contains(plain.as_str()) {
                words.push(SourceWord::new(stem(&stemmer, plain), plain.clone()));
            }
            at += 1;
        }
    }
    words
}

/// Returns a word in small letters, with plain marks, without a possessive; `U.S.` as `usa`.
fn folded(word: &str) -> String {
    match word {
        "US" | "U.S" | "USA" => return "usa".to_owned(),
        "U.K" => return "uk".to_owned(),
        "U.N" => return "un".to_owned(),
        "E.U" => return "eu".to_owned(),
        _ => {}
    }
    let mut lower = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.to_lowercase().chars().map(plain_mark).collect()
    };
    if lower.ends_with("'s") {
        lower.truncate(lower.len() - 2);
    }
    lower
}

/// The stemmer knows English; letters beyond ASCII are none of its business.
fn stem(stemmer: &Stemmer, plain: &str) -> String {
    if plain.bytes().all(|b| b.is_ascii_lowercase()) {
        stemmer.stem(plain).into_owned()
    } else {
        plain.to_owned()
    }
}

fn short_form(words: &[String]) -> Option<&'static str> {
    let [first, second, ..] = words else {
        return None;
    };
    SHORT_FORMS
        .iter()
        .find(|([one, two], _)| first == one && second == two)
        .map(|&(_, short)| short)
}

/// Reads a number at the start of `words`, in digits or in English words; returns its digits and
/// how many words it takes.
fn number(words: &[String]) -> Option<(String, usize)> {
    let first = words.first()?;
    let digits = digits(first);
    let mut total = 0.0;
    let mut current = match &digits {
        Some(digits) => digits.parse::<f64>().ok(),
        None => None,
    };
    if digits.is_some() && current.is_none() {
        return digits.map(|digits| (digits, 1));
    }
    let mut used = usize::from(digits.is_some());
    let mut and = false;
    for word in words.iter().skip(used).take(LONGEST_NUMBER) {
        let next = match (small(word), scale(word), current) {
            (Some(value), _, None) if digits.is_none() => Some(value),
            (Some(value), _, Some(so_far)) if digits.is_none() && joins(so_far, value) => {
                Some(so_far + value)
            }
            (_, Some(100.0), so_far) if so_far.is_some_and(|so_far| so_far < 100.0) => {
                so_far.map(|so_far| so_far * 100.0)
            }
            (_, Some(scale), Some(so_far)) if scale > 100.0 => {
                total += so_far * scale;
                used += 1 + usize::from(and);
                (current, and) = (None, false);
                continue;
            }
            (..) if word == "and" && !and && used > 0 && digits.is_none() => {
                and = true;
                continue;
            }
            _ => break,
        };
        used += 1 + usize::from(and);
        (current, and) = (next, false);
    }
    let value = total + current.unwrap_or_default();
    match digits {
        Some(digits) if used == 1 => Some((digits, 1)),
        _ if used == 0 || (used == 1 && first == "one") || value >= LARGEST_NUMBER => None,
        _ => Some((value.to_string(), used)),
    }
}

/// `twenty` and `eight`, `two hundred` and `five`, but not `three` and `four`.
fn joins(so_far: f64, value: f64) -> bool {
    let rest = so_far % 100.0;
    (rest == 0.0 && so_far > 0.0) || (value < 10.0 && rest >= 20.0 && rest % 10.0 == 0.0)
}

/// Returns the digits of a number in figures: without the commas between thousands, and without
/// the letters of an ordinal.
fn digits(word: &str) -> Option<String> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let bare = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .unwrap_or(word);
    bare.bytes()
        .all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
        .then(|| bare.replace(',', ""))
}

fn small(word: &str) -> Option<f64> {
    const SMALL: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: &[&str] = &[
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let place = |list: &[&str]| list.iter().position(|&other| other == word);
    place(SMALL)
        .or_else(|| place(TENS).map(|ten| 20 + ten * 10))
        .map(|value| value as f64)
}

fn scale(word: &str) -> Option<f64> {
    match word {
        "hundred" => Some(1e2),
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        _ => None,
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
        assert_eq!(
            stems("the mill closed in 2004. [7] Then"),
            "mill close 2004"
        );
        assert_eq!(stems("[7] mills closed"), "7 mill close");
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
