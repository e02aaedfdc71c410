//! Numbers as they are written in English: `13,000`, `1.2 million`, `a hundred and forty`, `3rd`.

use super::lexicon::WordClass;
use super::tokens::{RawToken, TokenGap, TokenShape};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NumberValue {
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
const SCALES: [(&str, f64); 9] = [
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("m", 1e6),
    ("mn", 1e6),
    ("bn", 1e9),
    ("tn", 1e12),
    ("k", 1e3),
];

fn place(list: &[&str], word: &str) -> Option<f64> {
    list.iter()
        .position(|known| *known == word)
        .map(|at| at as f64)
}

fn ones(word: &str) -> Option<f64> {
    place(&ONES, word)
}

fn tens(word: &str) -> Option<f64> {
    place(&TENS, word).map(|at| (at + 2.0) * 10.0)
}

fn scale(word: &str) -> Option<f64> {
    SCALES[..4]
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, scale)| *scale)
}

/// `thirds` and the like: into how many parts a whole is cut. `A third` may be one more.
fn parts(word: &str) -> Option<f64> {
    if word == "quarters" {
        return Some(4.0);
    }
    let ordinal = word.strip_suffix('s')?;
    place(&ORDINALS[3..], ordinal).map(|at| at + 3.0)
}

/// Reads the number that begins at the first of some words: how many words it takes, and what it
/// says. Digits of other languages are digits too, but only English words are numbers.
pub(super) fn read(raws: &[RawToken], english: bool) -> Option<(usize, NumberValue)> {
    let first = raws.first()?;
    if first.is_digits() {
        return digits(raws, english);
    }
    if !english || !first.class.is(WordClass::NUMBER) {
        return None;
    }
    if let Some(number) = place(&ORDINALS[1..], &first.folded) {
        return Some((1, NumberValue::Ordinal(number + 1.0)));
    }
    in_words(raws)
}

/// `13,000`, `3.5 million`, `24th`, `1.2bn` behind a currency.
fn digits(raws: &[RawToken], english: bool) -> Option<(usize, NumberValue)> {
    let word = &raws[0].folded;
    let end = word
        .find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .unwrap_or(word.len());
    let mut number = grouped(&word[..end])?;
    let mut taken = 1;
    match &word[end..] {
        "" => {}
        "st" | "nd" | "rd" | "th" => return Some((1, NumberValue::Ordinal(number))),
        ending => number *= SCALES.iter().find(|(name, _)| *name == ending)?.1,
    }
    if !english {
        return Some((taken, NumberValue::Count(number)));
    }
    while let Some(scale) = raws
        .get(taken)
        .filter(|raw| follows(raw))
        .and_then(|r| scale(&r.folded))
    {
        number *= scale;
        taken += 1;
    }
    Some((taken, NumberValue::Count(number)))
}

/// `1,234.5`; commas must part thousands.
fn grouped(digits: &str) -> Option<f64> {
    let whole = digits.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut rest = groups.clone();
    if digits.len() > 24
        || rest.any(|group| group.len() != 3)
        || whole.contains(',') && first.len() > 3
    {
        return None;
    }
    digits.replace(',', "").parse().ok()
}

fn follows(raw: &RawToken) -> bool {
    raw.gap <= TokenGap::Hyphen && raw.shape != TokenShape::Sign
}

/// `twenty-five thousand three hundred and two`, `a hundred`, `two dozen`, `twenty-first`.
fn in_words(raws: &[RawToken]) -> Option<(usize, NumberValue)> {
    let (mut total, mut current) = (0.0, None::<f64>);
    let mut at = 0;
    // What may still be added below the last word: `twenty` takes ones, `hundred` anything to 99.
    let mut below = f64::INFINITY;
    let mut last_scale = f64::INFINITY;
    if ["a", "an"].contains(&&raws[0].folded[..]) {
        let next = &raws.get(1).filter(|raw| follows(raw))?.folded;
        if next != "hundred" && next != "dozen" && scale(next).is_none() {
            return None;
        }
        current = Some(1.0);
        below = 0.0;
        at = 1;
    }
    while let Some(raw) = raws.get(at) {
        if at > 0 && !follows(raw) {
            break;
        }
        let word = &raw.folded[..];
        let sum = current.unwrap_or(0.0);
        if let Some(parts) = parts(word).filter(|_| sum > 0.0 && at == 1) {
            return Some((at + 1, NumberValue::Count(sum / parts)));
        }
        if let Some(number) = ones(word).or_else(|| tens(word)) {
            if number >= below || at > 0 && number == 0.0 {
                break;
            }
            current = Some(sum + number);
            below = if number >= 20.0 { 10.0 } else { 0.0 };
        } else if word == "hundred" && current.is_some_and(|n| n > 0.0 && n < 100.0) {
            current = Some(sum * 100.0);
            below = 100.0;
        } else if word == "dozen" && current.is_some() && total == 0.0 {
            return Some((at + 1, NumberValue::Count(sum * 12.0)));
        } else if let Some(scale) = scale(word).filter(|s| *s < last_scale)
            && current.is_some()
        {
            total += sum * scale;
            current = Some(0.0);
            below = f64::INFINITY;
            last_scale = scale;
        } else if word == "and"
            && (below == 100.0 || last_scale.is_finite() && current == Some(0.0))
            && raws.get(at + 1).is_some_and(|next| {
                follows(next) && (ones(&next.folded).is_some() || tens(&next.folded).is_some())
            })
            && below >= 100.0
        {
        } else if below == 10.0
            && let Some(ordinal) = place(&ORDINALS[1..10], word)
        {
            return Some((at + 1, NumberValue::Ordinal(total + sum + ordinal + 1.0)));
        } else {
            break;
        }
        at += 1;
    }
    current.map(|current| (at, NumberValue::Count(total + current)))
}
