//! Numbers as they are written in English: `13,000`, `1.2 million`, `a hundred and forty`, `3rd`.

use std::sync::LazyLock;

use super::keys::{WordKey, WordSet};
use super::words::{Gap, Word, WordShape};

/// What a number says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberValue {
    /// How many.
    Count(f64),
    /// Which in a row.
    Ordinal(f64),
}

const ONES: [&str; 20] = [
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
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const SCALES: [(&str, f64); 4] = [
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
];
/// Directly after digits: `1.2bn`.
const SHORT_SCALES: [(&str, f64); 5] = [
    ("m", 1e6),
    ("mn", 1e6),
    ("bn", 1e9),
    ("tn", 1e12),
    ("k", 1e3),
];
/// The most digits a number has; longer ones are keys and the like.
const MAX_DIGITS: usize = 24;

/// What numbers in words begin with.
static NUMBER_WORDS: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    let words = ONES.iter().chain(&TENS).chain(&ORDINALS[1..]);
    words
        .chain(&["a", "an"])
        .map(|word| WordKey::new(word))
        .collect()
});

fn place(list: &[&str], word: &Word<'_>) -> Option<f64> {
    list.iter()
        .position(|known| word.is(known))
        .map(|at| at as f64)
}

/// Returns the value of `seven` and `seventy`.
fn small(word: &Word<'_>) -> Option<f64> {
    let tens = || place(&TENS, word).map(|at| (at + 2.0) * 10.0);
    place(&ONES, word).or_else(tens)
}

fn scale(word: &Word<'_>) -> Option<f64> {
    SCALES
        .iter()
        .find(|(name, _)| word.is(name))
        .map(|(_, scale)| *scale)
}

/// Returns whether a word is part of a large number: `hundred`, `million`.
pub fn is_magnitude(word: &Word<'_>) -> bool {
    word.is("hundred") || scale(word).is_some()
}

/// `thirds` and the like: into how many parts a whole is cut. `A third` may be one more.
fn parts(word: &Word<'_>) -> Option<f64> {
    if word.is("quarters") {
        return Some(4.0);
    }
    let folded = word.folded();
    let ordinal = folded.strip_suffix('s')?;
    let at = ORDINALS[3..].iter().position(|known| *known == ordinal)?;
    Some(at as f64 + 3.0)
}

/// Reads the number that begins at the first of some words ([`super::Detail::Tokens`]): how many
/// words it takes, and what it says. Digits of other languages are digits too, but only English
/// words are numbers.
pub fn number(words: &[Word<'_>], is_english: bool) -> Option<(usize, NumberValue)> {
    let first = words.first()?;
    if first.is_number() {
        return digits(words, is_english);
    }
    if !is_english || !first.is_in(&NUMBER_WORDS) {
        return None;
    }
    if let Some(number) = place(&ORDINALS[1..], first) {
        return Some((1, NumberValue::Ordinal(number + 1.0)));
    }
    in_words(words)
}

/// Returns the value of a number in plain digits, `1,234.5`; commas must part thousands.
pub fn plain_number(digits: &str) -> Option<f64> {
    let whole = digits.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next()?;
    if digits.len() > MAX_DIGITS
        || !digits.starts_with(|c: char| c.is_ascii_digit())
        || groups.any(|group| group.len() != 3)
        || whole.contains(',') && first.len() > 3
    {
        return None;
    }
    digits.replace(',', "").parse().ok()
}

/// Returns whether digits have the ending of an ordinal: `3rd`.
pub fn is_ordinal(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && ["st", "nd", "rd", "th"].iter().any(|e| word.ends_with(e))
}

/// `13,000`, `3.5 million`, `24th`, `1.2bn` after a currency.
fn digits(words: &[Word<'_>], is_english: bool) -> Option<(usize, NumberValue)> {
    let word = words[0].folded();
    let end = word
        .find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .unwrap_or(word.len());
    let mut number = plain_number(&word[..end])?;
    let mut taken = 1;
    match &word[end..] {
        "" => {}
        "st" | "nd" | "rd" | "th" => return Some((1, NumberValue::Ordinal(number))),
        ending => {
            let mut scales = SCALES.iter().chain(&SHORT_SCALES);
            number *= scales.find(|(name, _)| *name == ending)?.1;
        }
    }
    if !is_english {
        return Some((taken, NumberValue::Count(number)));
    }
    while let Some(scale) = words
        .get(taken)
        .filter(|word| follows(word))
        .and_then(scale)
    {
        number *= scale;
        taken += 1;
    }
    Some((taken, NumberValue::Count(number)))
}

fn follows(word: &Word<'_>) -> bool {
    word.gap <= Gap::Hyphen && word.shape != WordShape::Sign
}

/// A number in words, as far as it has been read.
struct InWords {
    total: f64,
    current: Option<f64>,
    /// What may still be added must be less: after `twenty` ones, after `hundred` anything to 99.
    below: f64,
    last_scale: f64,
}

/// What a word does to a number in words.
enum Step {
    GoesOn,
    Ends(NumberValue),
    /// It is no part of the number.
    Stops,
}

/// `twenty-five thousand three hundred and two`, `a hundred`, `two dozen`, `twenty-first`.
fn in_words(words: &[Word<'_>]) -> Option<(usize, NumberValue)> {
    let mut number = InWords {
        total: 0.0,
        current: None,
        below: f64::INFINITY,
        last_scale: f64::INFINITY,
    };
    let mut at = 0;
    if words[0].is_any(&["a", "an"]) {
        let next = words.get(1).filter(|word| follows(word))?;
        if !next.is_any(&["hundred", "dozen"]) && scale(next).is_none() {
            return None;
        }
        number.current = Some(1.0);
        number.below = 0.0;
        at = 1;
    }
    while let Some(word) = words.get(at).filter(|word| at == 0 || follows(word)) {
        match number.step(at, word, words.get(at + 1)) {
            Step::GoesOn => at += 1,
            Step::Ends(value) => return Some((at + 1, value)),
            Step::Stops => break,
        }
    }
    let current = number.current?;
    Some((at, NumberValue::Count(number.total + current)))
}

impl InWords {
    fn step(&mut self, at: usize, word: &Word<'_>, next: Option<&Word<'_>>) -> Step {
        let sum = self.current.unwrap_or(0.0);
        if let Some(parts) = parts(word).filter(|_| sum > 0.0 && at == 1) {
            return Step::Ends(NumberValue::Count(sum / parts));
        }
        if let Some(number) = small(word) {
            if number >= self.below || at > 0 && number == 0.0 {
                return Step::Stops;
            }
            self.current = Some(sum + number);
            self.below = if number >= 20.0 { 10.0 } else { 0.0 };
        } else if word.is("hundred") && self.current.is_some_and(|n| n > 0.0 && n < 100.0) {
            self.current = Some(sum * 100.0);
            self.below = 100.0;
        } else if word.is("dozen") && self.current.is_some() && self.total == 0.0 {
            return Step::Ends(NumberValue::Count(sum * 12.0));
        } else if let Some(scale) = scale(word).filter(|scale| *scale < self.last_scale)
            && self.current.is_some()
        {
            self.total += sum * scale;
            self.current = Some(0.0);
            self.below = f64::INFINITY;
            self.last_scale = scale;
        } else if word.is("and") {
            let is_inside =
                self.below == 100.0 || self.last_scale.is_finite() && self.current == Some(0.0);
            let goes_on = next.is_some_and(|next| follows(next) && small(next).is_some());
            if !is_inside || !goes_on {
                return Step::Stops;
            }
        } else if self.below == 10.0
            && let Some(ordinal) = place(&ORDINALS[1..10], word)
        {
            return Step::Ends(NumberValue::Ordinal(self.total + sum + ordinal + 1.0));
        } else {
            return Step::Stops;
        }
        Step::GoesOn
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Detail, words};
    use proptest::prelude::*;

    fn read(text: &str) -> Option<(usize, NumberValue)> {
        number(&words(text, Detail::Tokens), true)
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        use NumberValue::{Count, Ordinal};
        for (text, expected) in [
            ("13,000 people", Some((1, Count(13_000.0)))),
            ("1.2 million", Some((2, Count(1_200_000.0)))),
            ("1.2bn", Some((1, Count(1.2e9)))),
            ("twenty-eight groups", Some((2, Count(28.0)))),
            ("a hundred and forty", Some((4, Count(140.0)))),
            (
                "twenty-five thousand three hundred and two",
                Some((7, Count(25_302.0))),
            ),
            ("two hundred and five", Some((4, Count(205.0)))),
            ("two dozen", Some((2, Count(24.0)))),
            ("two thirds", Some((2, Count(2.0 / 3.0)))),
            ("3rd", Some((1, Ordinal(3.0)))),
            ("Twenty-first", Some((2, Ordinal(21.0)))),
            ("three four", Some((1, Count(3.0)))),
            ("four and 26", Some((1, Count(4.0)))),
            ("a man", None),
            ("13,00 people", None),
            ("people", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn numbers_in_any_order_are_read_to_the_end(
            text in "((a|one|two|twenty|hundred|thousand|million|dozen|third|and|3|4,0|5\\.|the)[ -]?){0,30}"
        ) {
            let words = words(&text, Detail::Tokens);
            for at in 0..words.len() {
                if let Some((taken, _)) = number(&words[at..], true) {
                    prop_assert!(taken > 0 && at + taken <= words.len());
                }
            }
        }
    }
}
