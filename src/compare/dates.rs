//! Parts of dates as they are written in English: `6 April`, `April 6th`, `the 6th of April`,
//! `2021`, `Tuesday`.

use super::lexicon::WordClass;
use super::normalized::TokenKind;
use super::tokens::{RawToken, TokenGap, TokenShape};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Reads the part of a date that begins at the first of some words, and how many words it takes.
/// `before` is the word that stands before it.
pub(super) fn read(
    text: &str,
    before: Option<&RawToken>,
    raws: &[RawToken],
) -> Option<(usize, TokenKind)> {
    let first = &raws[0];
    if first.shape == TokenShape::Small && first.folded != "the" {
        return None;
    }
    if let Some(day) = WEEKDAYS.iter().position(|name| *name == first.folded) {
        return Some((1, TokenKind::Weekday(day as u8)));
    }
    if first.folded == "the"
        && let Some((taken, kind)) = day_first(&raws[1..])
        && raws[1].folded.ends_with(|c: char| c.is_ascii_alphabetic())
    {
        return Some((taken + 1, kind));
    }
    if let Some(read) = day_first(raws) {
        return Some(read);
    }
    if let Some(month) = month(first).filter(|_| !is_last_name(before, first)) {
        let stop = usize::from(text[first.end..].starts_with('.'));
        if let Some(next) = raws.get(1).filter(|next| next.gap == TokenGap::None)
            && text[first.end + stop..].starts_with(' ')
            && let Some(day) = day(next)
            && is_no_count(raws)
        {
            return Some((2, TokenKind::DayMonth(day, month)));
        }
        // `May` and `March` begin sentences as verbs.
        let is_verb = first.gap == TokenGap::Sentence
            && matches!(month, 3 | 5)
            && raws.get(1).and_then(year).is_none();
        return (!is_verb).then_some((1, TokenKind::Month(month)));
    }
    let year = year(first)?;
    (!counts_something(text, raws)).then_some((1, TokenKind::Year(year)))
}

/// `Theresa May`
fn is_last_name(before: Option<&RawToken>, word: &RawToken) -> bool {
    word.gap == TokenGap::None
        && before.is_some_and(|before| {
            before.shape == TokenShape::Capital
                && !before.class.is(WordClass::FUNCTION | WordClass::OPENING)
                && !WEEKDAYS.contains(&&before.folded[..])
        })
}

/// `6 April`, `6th of April`.
fn day_first(raws: &[RawToken]) -> Option<(usize, TokenKind)> {
    let day = day(raws.first()?)?;
    let of = usize::from(
        raws.get(1)
            .is_some_and(|raw| raw.folded == "of" && raw.gap == TokenGap::None),
    );
    let next = raws.get(1 + of).filter(|raw| raw.gap == TokenGap::None)?;
    let month = month(next)?;
    Some((2 + of, TokenKind::DayMonth(day, month)))
}

fn month(raw: &RawToken) -> Option<u8> {
    if raw.shape == TokenShape::Small {
        return None;
    }
    let full = MONTHS.iter().position(|name| *name == raw.folded);
    let short = || {
        let name = if raw.folded == "sept" {
            "sep"
        } else {
            &raw.folded[..]
        };
        let at = MONTHS
            .iter()
            .position(|month| name.len() == 3 && month.starts_with(name));
        // `Mar` and `Jan` are names too, but hardly beside the word they are compared with.
        at.filter(|_| raw.shape == TokenShape::Capital)
    };
    full.or_else(short).map(|at| at as u8 + 1)
}

/// One or two digits, with or without `st`, `nd`, `rd`, `th`.
fn day(raw: &RawToken) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| raw.folded.strip_suffix(ending))
        .unwrap_or(&raw.folded);
    let day: u8 = (digits.len() <= 2).then(|| digits.parse().ok())??;
    (1..=31).contains(&day).then_some(day)
}

/// `In April 6 people came` is no date.
fn is_no_count(raws: &[RawToken]) -> bool {
    let day = &raws[1];
    if day.folded.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return true;
    }
    raws.get(2).is_none_or(|next| {
        next.gap > TokenGap::None
            || next.shape != TokenShape::Small
            || next.class.is(WordClass::FUNCTION)
    })
}

fn year(raw: &RawToken) -> Option<u16> {
    let year: u16 = (raw.folded.len() == 4).then(|| raw.folded.parse().ok())??;
    (1800..2100).contains(&year).then_some(year)
}

/// `2014 soldiers`, `$2014`, `2014 %`.
fn counts_something(text: &str, raws: &[RawToken]) -> bool {
    text[..raws[0].start].ends_with(['$', '€', '£'])
        || raws.get(1).is_some_and(|next| {
            next.gap == TokenGap::None
                && (next.shape == TokenShape::Sign
                    || next.shape == TokenShape::Small
                        && next.folded.len() > 4
                        && next.folded.ends_with('s'))
        })
}
