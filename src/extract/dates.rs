//! Dates as they are written in English: `6 April 2021`, `April 6`, `the 6th of April`, `in 2021`.

use std::ops::Range;
use std::sync::LazyLock;

use super::words::{KeyMap, Shape, Word, key};

/// A date, or what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub day: Option<u32>,
    pub month: Option<u32>,
    pub year: Option<u32>,
    /// Its words, as a range of those it was found in.
    pub words: Range<usize>,
}

static MONTHS: LazyLock<KeyMap<u32>> = LazyLock::new(|| {
    let names = [
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
    (1..)
        .zip(names)
        .map(|(number, name)| (key(name), number))
        .collect()
});

/// Returns the dates among the words of a line, in order.
pub(super) fn dates(text: &str, words: &[Word]) -> Vec<Date> {
    let mut found: Vec<Date> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let taken = found.last().map_or(0, |date| date.words.end);
        if at < taken {
            continue;
        }
        match word.shape {
            Shape::Capital => {
                if let Some(month) = MONTHS.get(&word.key) {
                    found.extend(around_month(text, words, at, *month, taken));
                }
            }
            Shape::Number => {
                let is_with_month = words.get(at + 1).is_some_and(|next| {
                    next.shape == Shape::Capital && MONTHS.contains_key(&next.key)
                });
                if let Some(year) = year(text, word)
                    && !is_with_month
                    && at
                        .checked_sub(1)
                        .is_some_and(|at| leads_to_year(&words[at]))
                    && !counts_something(text, words, at)
                {
                    found.push(Date {
                        day: None,
                        month: None,
                        year: Some(year),
                        words: at..at + 1,
                    });
                }
            }
            _ => {}
        }
    }
    found
}

/// Reads the date around the month at `at`; words before `taken` belong to another.
fn around_month(text: &str, words: &[Word], at: usize, month: u32, taken: usize) -> Option<Date> {
    // The stop of `Oct. 14` stands between them.
    let gap = |left: usize, right: usize| match &text
        [words[left].end as usize..words[right].start as usize]
    {
        ". " if words[left].end - words[left].start <= 4 => " ",
        gap => gap,
    };
    let mut start = at;
    let mut end = at + 1;
    let mut day_number = None;
    // `6 April`, `the 6th of April`.
    if at > taken && gap(at - 1, at) == " " {
        if let Some(number) = day(text, &words[at - 1]) {
            day_number = Some(number);
            start = at - 1;
        } else if words[at - 1].key == key("of")
            && at > taken + 1
            && let Some(number) =
                day(text, &words[at - 2]).filter(|_| is_ordinal(text, &words[at - 2]))
        {
            day_number = Some(number);
            start = at - 2;
        }
    }
    // `April 6`; `In April 6 people came` is none.
    if day_number.is_none()
        && let Some(next) = words.get(end)
        && gap(at, end) == " "
        && let Some(number) = day(text, next)
        && (is_ordinal(text, next)
            || !text[next.end as usize..].starts_with(" ")
            || is_followed_by_function(words, end))
    {
        day_number = Some(number);
        end += 1;
    }
    let mut year_number = None;
    if let Some(next) = words.get(end)
        && matches!(gap(end - 1, end), " " | ", ")
        && let Some(number) = year(text, next)
    {
        year_number = Some(number);
        end += 1;
    }
    (day_number.is_some() || year_number.is_some()).then_some(Date {
        day: day_number,
        month: Some(month),
        year: year_number,
        words: start..end,
    })
}

fn is_followed_by_function(words: &[Word], at: usize) -> bool {
    const AFTER: [u64; 14] = [
        key("in"),
        key("at"),
        key("and"),
        key("to"),
        key("for"),
        key("that"),
        key("when"),
        key("after"),
        key("as"),
        key("but"),
        key("by"),
        key("with"),
        key("the"),
        key("because"),
    ];
    words
        .get(at + 1)
        .is_none_or(|next| AFTER.contains(&next.key))
}

/// Reads the day of a month: one or two digits, with or without `st`, `nd`, `rd`, `th`.
fn day(text: &str, word: &Word) -> Option<u32> {
    if word.shape != Shape::Number {
        return None;
    }
    let stem = word.stem(text);
    let digits = stem.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &stem[digits.len()..];
    (digits.len() <= 2 && (ending.is_empty() || is_ordinal(text, word)))
        .then(|| digits.parse().ok())?
}

fn is_ordinal(text: &str, word: &Word) -> bool {
    let stem = word.stem(text);
    stem.starts_with(|c: char| c.is_ascii_digit())
        && ["st", "nd", "rd", "th"].iter().any(|e| stem.ends_with(e))
}

fn year(text: &str, word: &Word) -> Option<u32> {
    let digits = word.stem(text);
    let number: u32 = (digits.len() == 4).then(|| digits.parse().ok())??;
    (1000..2200).contains(&number).then_some(number)
}

fn leads_to_year(word: &Word) -> bool {
    const BEFORE: [u64; 16] = [
        key("in"),
        key("since"),
        key("until"),
        key("till"),
        key("by"),
        key("from"),
        key("during"),
        key("of"),
        key("early"),
        key("late"),
        key("mid"),
        key("before"),
        key("after"),
        key("spring"),
        key("summer"),
        key("year"),
    ];
    BEFORE.contains(&word.key)
}

/// `in 2014 soldiers` may be a number of soldiers; `in 2014,` and `in 2014 the` are years.
fn counts_something(text: &str, words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1) else {
        return false;
    };
    &text[words[at].end as usize..next.start as usize] == " "
        && next.shape == Shape::Small
        && next.end - next.start > 4
        && text[next.bytes()].ends_with('s')
}
