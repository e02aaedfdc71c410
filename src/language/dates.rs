//! Dates as they are written in English: `6 April 2021`, `April 6th`, `the 6th of April`, `Oct. 14`,
//! `in 2021`, `Tuesday`.

use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use super::keys::{WordKey, WordMap};
use super::lists::entries;
use super::numbers::is_ordinal;
use super::traits::{WordTraits, traits};
use super::words::{Gap, Word, WordShape};

/// Part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// `6 April`, `April 6th`.
    DayMonth(u8, u8),
    /// `April`.
    Month(u8),
    /// `2014`.
    Year(u16),
    /// `Tuesday`; 0 is Monday.
    Weekday(u8),
}

/// A date that names a day of a month or a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// The day of the month; up to 99, because a day that does not exist is worth reporting.
    pub day: Option<u8>,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The year.
    pub year: Option<u16>,
    /// Its words, as a range of those it was found in.
    pub words: Range<usize>,
}

/// Years that are years without a word that says so.
const YEARS: RangeInclusive<u16> = 1800..=2099;
/// Years after a month, or after a word such as `since`.
const LED_YEARS: RangeInclusive<u16> = 1000..=2199;

/// Words after which a number of four digits is a year.
const BEFORE_YEAR: &[&str] = &[
    "in", "since", "until", "till", "by", "from", "during", "of", "early", "late", "mid", "before",
    "after", "spring", "summer", "year",
];

static MONTHS: LazyLock<WordMap<'static, u8>> = LazyLock::new(|| {
    let names = entries(include_str!("data/months.txt"));
    (1..)
        .zip(names)
        .flat_map(|(month, name)| [(name, month), (&name[..3], month)])
        .chain([("sept", 9)])
        .map(|(name, month)| (WordKey::new(name), month))
        .collect()
});

static WEEKDAYS: LazyLock<WordMap<'static, u8>> = LazyLock::new(|| {
    let names = entries(include_str!("data/weekdays.txt"));
    let numbered = (0..).zip(names);
    numbered
        .map(|(day, name)| (WordKey::new(name), day))
        .collect()
});

/// Reads the part of a date that begins at the first of some words, and how many words it takes.
/// `before` is the word before it.
pub fn date_part(
    text: &str,
    before: Option<&Word<'_>>,
    words: &[Word<'_>],
) -> Option<(usize, DatePart)> {
    let is_real = |(taken, part): (usize, DatePart)| match part {
        DatePart::DayMonth(day, _) if !(1..=31).contains(&day) => None,
        _ => Some((taken, part)),
    };
    any_date_part(text, before, words).and_then(is_real)
}

/// Does as [`date_part`], with days of any number.
fn any_date_part(
    text: &str,
    before: Option<&Word<'_>>,
    words: &[Word<'_>],
) -> Option<(usize, DatePart)> {
    let first = words.first()?;
    if first.shape == WordShape::Small && !first.is("the") {
        return None;
    }
    if let Some(day) = WEEKDAYS.get(&first.key) {
        return Some((1, DatePart::Weekday(*day)));
    }
    if first.is("the")
        && let Some((taken, part)) = day_first(&words[1..])
        && is_ordinal(words[1].stem())
    {
        return Some((taken + 1, part));
    }
    if let Some(read) = day_first(words) {
        return Some(read);
    }
    if let Some(month) = month(first).filter(|_| !is_last_name(before, first)) {
        let stop = usize::from(text[first.end as usize..].starts_with('.'));
        if let Some(next) = words.get(1).filter(|next| next.gap == Gap::None)
            && text[first.end as usize + stop..].starts_with(' ')
            && let Some(day) = day(next)
            && counts_nothing(words)
        {
            return Some((2, DatePart::DayMonth(day, month)));
        }
        // `May` and `March` begin sentences as verbs.
        let is_verb = first.gap == Gap::Sentence
            && matches!(month, 3 | 5)
            && words.get(1).and_then(|next| year(next, &YEARS)).is_none();
        return (!is_verb).then_some((1, DatePart::Month(month)));
    }
    let year = year(first, &YEARS)?;
    (!counts_something(text, words)).then_some((1, DatePart::Year(year)))
}

/// Returns the dates among the words of a line ([`super::Detail::Words`]), in order.
///
/// A month alone is none, nor is a number that only could be a year: these are the dates of which
/// the line's other numbers are kept apart.
pub fn dates(text: &str, words: &[Word<'_>]) -> Vec<WrittenDate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match date_at(text, words, at) {
            Some(date) => {
                at = date.words.end;
                found.push(date);
            }
            None => at += 1,
        }
    }
    found
}

fn date_at(text: &str, words: &[Word<'_>], at: usize) -> Option<WrittenDate> {
    let is_led = at > 0 && words[at - 1].is_any(BEFORE_YEAR);
    if is_led
        && let Some(year) = year(&words[at], &LED_YEARS)
        && !counts_something(text, &words[at..])
        && day_first(&words[at..]).is_none()
    {
        return Some(WrittenDate {
            day: None,
            month: None,
            year: Some(year),
            words: at..at + 1,
        });
    }
    let before = at.checked_sub(1).map(|at| &words[at]);
    let (taken, part) = any_date_part(text, before, &words[at..])?;
    let (day, month) = match part {
        DatePart::DayMonth(day, month) => (Some(day), month),
        DatePart::Month(month) => (None, month),
        DatePart::Year(_) | DatePart::Weekday(_) => return None,
    };
    let end = at + taken;
    let year = words.get(end).and_then(|next| {
        let gap = &text[words[end - 1].end as usize..next.start as usize];
        matches!(gap, " " | ", " | ". ").then(|| year(next, &LED_YEARS))?
    });
    // The article belongs to the sentence.
    let start = at + usize::from(words[at].is("the"));
    (day.is_some() || year.is_some()).then_some(WrittenDate {
        day,
        month: Some(month),
        year,
        words: start..end + usize::from(year.is_some()),
    })
}

/// `Theresa May`
fn is_last_name(before: Option<&Word<'_>>, word: &Word<'_>) -> bool {
    word.gap == Gap::None
        && before.is_some_and(|before| {
            before.shape == WordShape::Capital
                && !traits(&before.key).is(WordTraits::FUNCTION | WordTraits::OPENING)
                && !WEEKDAYS.contains_key(&before.key)
        })
}

/// `6 April`, `6th of April`.
fn day_first(words: &[Word<'_>]) -> Option<(usize, DatePart)> {
    let day = day(words.first()?)?;
    let of = usize::from(
        words
            .get(1)
            .is_some_and(|word| word.is("of") && word.gap == Gap::None),
    );
    let next = words.get(1 + of).filter(|word| word.gap == Gap::None)?;
    let month = month(next)?;
    Some((2 + of, DatePart::DayMonth(day, month)))
}

/// Reads a month; a short one (`Oct`) must not be all capitals.
fn month(word: &Word<'_>) -> Option<u8> {
    if word.shape == WordShape::Small {
        return None;
    }
    let month = *MONTHS.get(&word.key)?;
    let is_whole = word.stem().len() > 4 || word.is_any(&["may", "june", "july"]);
    (is_whole || word.shape == WordShape::Capital).then_some(month)
}

/// One or two digits, with or without `st`, `nd`, `rd`, `th`.
fn day(word: &Word<'_>) -> Option<u8> {
    let stem = word.stem();
    let digits = match is_ordinal(stem) {
        true => &stem[..stem.len() - 2],
        false => stem,
    };
    (digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())?
}

/// `In April 6 people came` is not a date.
fn counts_nothing(words: &[Word<'_>]) -> bool {
    if is_ordinal(words[1].stem()) {
        return true;
    }
    words.get(2).is_none_or(|next| {
        next.gap > Gap::None
            || next.shape != WordShape::Small
            || traits(&next.key).is(WordTraits::FUNCTION)
    })
}

fn year(word: &Word<'_>, years: &RangeInclusive<u16>) -> Option<u16> {
    let digits = word.stem();
    let year: u16 = (digits.len() == 4).then(|| digits.parse().ok())??;
    years.contains(&year).then_some(year)
}

/// `2014 soldiers`, `$2014`, `2014 %`.
fn counts_something(text: &str, words: &[Word<'_>]) -> bool {
    let number = &words[0];
    let rest = text[number.end as usize..].trim_start_matches(' ');
    text[..number.start as usize].ends_with(['$', '€', '£'])
        || rest.starts_with(['%', '$', '€', '£', '°'])
        || words.get(1).is_some_and(|next| {
            next.gap == Gap::None
                && next.shape == WordShape::Small
                && next.stem().len() > 4
                && next.stem().ends_with('s')
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Detail, words};

    /// Day, month and year, and the words they were read from.
    type DateRow<'t> = (Option<u8>, Option<u8>, Option<u16>, &'t str);

    fn all(text: &str) -> Vec<DateRow<'_>> {
        let words = words(text, Detail::Words);
        let dates = dates(text, &words);
        let bytes = |date: &WrittenDate| {
            words[date.words.start].start as usize..words[date.words.end - 1].end as usize
        };
        dates
            .iter()
            .map(|date| (date.day, date.month, date.year, &text[bytes(date)]))
            .collect()
    }

    #[test]
    fn dates_are_read_however_they_are_written() {
        for (text, expected) in [
            (
                "on 6 April 2021",
                (Some(6), Some(4), Some(2021), "6 April 2021"),
            ),
            (
                "on April 6, 2021",
                (Some(6), Some(4), Some(2021), "April 6, 2021"),
            ),
            ("the 6th of April", (Some(6), Some(4), None, "6th of April")),
            ("on Oct. 14 he left", (Some(14), Some(10), None, "Oct. 14")),
            ("in March 2014", (None, Some(3), Some(2014), "March 2014")),
            ("since 1066", (None, None, Some(1066), "1066")),
            ("on 35 March", (Some(35), Some(3), None, "35 March")),
        ] {
            assert_eq!(all(text), [expected], "{text}");
        }
    }

    #[test]
    fn counts_and_names_are_no_dates() {
        for text in [
            "In April 6 people came.",
            "in 2014 soldiers",
            "May came first.",
            "Theresa May 2017",
            "It was a number, 2014.",
        ] {
            assert_eq!(all(text), [], "{text}");
        }
    }
}
