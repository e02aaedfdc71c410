//! `impossible`: 31 June, 25:70, 140 per cent of those asked, a life that ends before it begins.

use std::sync::LazyLock;

use crate::language::{Word, WordSet, plain_number, set_of};
use crate::language::{WrittenDate, dates};

use super::RawHint;
use super::lines::{ScannedArticle, ScannedLine};

/// Groups of whom there are never more than a hundred per cent.
static PEOPLE: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of(
        "those people respondents voters adults women men children residents citizens households workers students
         patients members votes ballots participants families americans britons europeans germans russians ukrainians
         pupils teachers doctors employees farmers companies businesses cases interviewees the all its our their",
    )
});

static BEFORE_A_TIME: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of("at by from until till around about before after since between and to shortly just")
});

static HALVES_OF_DAY: LazyLock<WordSet<'static>> = LazyLock::new(|| set_of("am pm"));

static AFTER_A_TIME: LazyLock<WordSet<'static>> =
    LazyLock::new(|| set_of("am pm gmt utc cet cest est edt bst hours local o'clock"));

pub(super) fn find(
    article: &ScannedArticle<'_>,
    line: &ScannedLine,
    words: &[Word<'_>],
    out: &mut Vec<RawHint>,
) {
    if !line.is_english || !words.iter().any(|w| w.is_number()) {
        return;
    }
    for date in dates(article.text, words) {
        day_of_month(words, &date, out);
    }
    for at in 0..words.len() {
        if words[at].is_number() {
            time_of_day(article, words, at, out);
            share(article, words, at, out);
            age(words, at, out);
        }
    }
    life(article, line, out);
}

fn report(first: &Word<'_>, last: &Word<'_>, message: String, out: &mut Vec<RawHint>) {
    out.push(RawHint {
        code: "impossible",
        suggestion: None,
        bytes: first.start as usize..last.end as usize,
        message,
    });
}

fn day_of_month(words: &[Word<'_>], date: &WrittenDate, out: &mut Vec<RawHint>) {
    let (Some(day), Some(month)) = (date.day, date.month) else {
        return;
    };
    let leap = date
        .year
        .is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    // `the 40 March protests`: a number beyond all months must be led to as a date is.
    const LEADS: &[&str] = &["on", "until", "by", "since", "from"];
    let is_led_to = || {
        date.words
            .start
            .checked_sub(1)
            .is_some_and(|at| words[at].is_any(LEADS))
    };
    if day == 0 || day > days && (day <= 31 || is_led_to()) {
        let (first, last) = (&words[date.words.start], &words[date.words.end - 1]);
        let message = if month == 2 && day == 29 {
            "there was no 29 February in that year".to_owned()
        } else {
            format!("there is no such day: the month has {days} days")
        };
        report(first, last, message, out);
    }
}

/// `25:70`. A ratio such as `70:30` and a verse of the Bible are none.
fn time_of_day(
    article: &ScannedArticle<'_>,
    words: &[Word<'_>],
    at: usize,
    out: &mut Vec<RawHint>,
) {
    let word = &words[at];
    let next_is_time = words
        .get(at + 1)
        .is_some_and(|next| next.is_in(&AFTER_A_TIME));
    let Some((hours, minutes)) = word.stem().split_once(':') else {
        let is_half = words
            .get(at + 1)
            .is_some_and(|next| next.is_in(&HALVES_OF_DAY) && article.between(word, next) == " ");
        if let Ok(hour) = word.stem().parse::<u32>()
            && is_half
            && (13..=99).contains(&hour)
        {
            report(
                word,
                &words[at + 1],
                "there is no such time of day".to_owned(),
                out,
            );
        }
        return;
    };
    let (Ok(hours), Ok(minutes), 2) = (hours.parse::<u32>(), minutes.parse::<u32>(), minutes.len())
    else {
        return;
    };
    let previous = at.checked_sub(1).map(|at| &words[at]);
    let is_time = next_is_time || previous.is_some_and(|p| p.is_in(&BEFORE_A_TIME));
    let is_ratio = hours + minutes == 100 || hours == 100;
    let is_name = previous.is_some_and(Word::is_capital);
    let cannot_be = hours > 24 || minutes > 59 || hours == 24 && minutes > 0;
    if cannot_be && (is_time || hours > 24 && minutes > 59) && !is_ratio && !is_name && hours < 100
    {
        report(word, word, "there is no such time of day".to_owned(), out);
    }
}

/// `140 per cent of those asked`.
fn share(article: &ScannedArticle<'_>, words: &[Word<'_>], at: usize, out: &mut Vec<RawHint>) {
    let word = &words[at];
    let Some(number) = plain_number(word.stem()) else {
        return;
    };
    if number <= 100.0 {
        return;
    }
    let is = |n: usize, lower: &str| words.get(at + n).is_some_and(|word| word.is(lower));
    let of_at = if article.text[word.end as usize..].starts_with('%') {
        1
    } else if is(1, "percent") || is(1, "pc") {
        2
    } else if is(1, "per") && is(2, "cent") {
        3
    } else {
        return;
    };
    if !is(of_at, "of") {
        return;
    }
    let (first, second) = (words.get(at + of_at + 1), words.get(at + of_at + 2));
    let group = |word: Option<&Word<'_>>| {
        const ARTICLES: &[&str] = &["the", "all", "its", "our", "their"];
        word.is_some_and(|w| w.is_in(&PEOPLE) && !w.is_any(ARTICLES))
    };
    let leads_on = first.is_some_and(|w| w.is_in(&PEOPLE));
    if let Some(last) = first
        && (group(first) || leads_on && group(second))
    {
        report(
            word,
            last,
            "a share of a group cannot be more than 100 per cent".to_owned(),
            out,
        );
    }
}

/// `aged 150`, `a 150-year-old woman`.
fn age(words: &[Word<'_>], at: usize, out: &mut Vec<RawHint>) {
    const MAX_AGE: u32 = 125;
    const PERSONS: &[&str] = &[
        "man",
        "woman",
        "boy",
        "girl",
        "grandmother",
        "grandfather",
        "father",
        "mother",
    ];
    let word = &words[at];
    let stem = word.stem();
    let number = |digits: &str| digits.parse::<u32>().is_ok_and(|n| n > MAX_AGE && n < 1000);
    let is_aged = at.checked_sub(1).is_some_and(|at| words[at].is("aged")) && number(stem);
    let is_person = stem.strip_suffix("-year-old").is_some_and(number)
        && words.get(at + 1).is_some_and(|next| next.is_any(PERSONS));
    if is_aged || is_person {
        report(word, word, "no one has lived that long".to_owned(), out);
    }
}

/// `(1950–1940)`.
fn life(article: &ScannedArticle<'_>, line: &ScannedLine, out: &mut Vec<RawHint>) {
    let text = article.line(line);
    for (at, _) in text.match_indices('(') {
        let Some(end) = text[at..].find(')') else {
            break;
        };
        let inner = &text[at + 1..at + end];
        let Some((from, to)) = inner.split_once(['–', '-']) else {
            continue;
        };
        let year = |part: &str| (part.len() == 4).then(|| part.parse::<u32>().ok())?;
        if let (Some(from), Some(to)) = (year(from.trim()), year(to.trim()))
            && (1000..2200).contains(&from)
            && (1000..2200).contains(&to)
            && to < from
        {
            out.push(RawHint {
                code: "impossible",
                suggestion: None,
                bytes: line.bytes.start + at..line.bytes.start + at + end + 1,
                message: format!("{to} comes before {from}"),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::hints::passages;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passages("impossible", text), expected, "{text}");
    }

    #[test]
    fn days_that_do_not_exist_are_seen() {
        check(
            "The truce of 31 June was broken on the 30th of February.",
            &["31 June", "30th of February"],
        );
        check(
            "It was signed on April 31, 2019, and again on 29 February 2021.",
            &["April 31, 2019", "29 February 2021"],
        );
        check(
            "He came on 29 February 2020 and left on 31 May. In March 45 people came.",
            &[],
        );
        check(
            "The 40 March protests went on. It was on 35 March.",
            &["35 March"],
        );
    }

    #[test]
    fn times_that_do_not_exist_are_seen() {
        check(
            "He came at 25:70 and left at 13:75 local time.",
            &["25:70", "13:75"],
        );
        check("The train left at 14 p.m. sharp.", &["14 p.m."]);
        check(
            "It left at 23:59, at 10:30 p.m., after a 70:30 split; see Psalm 119:105 and Luke 24:65.",
            &[],
        );
    }

    #[test]
    fn shares_above_the_whole_are_seen() {
        check(
            "More than 140 per cent of those asked agreed, 120% of voters, 101 percent of all children.",
            &[
                "140 per cent of those",
                "120% of voters",
                "101 percent of all",
            ],
        );
        check(
            "Debt rose to 140 per cent of GDP, and sales by 120% of the target set for the voters.",
            &[],
        );
    }

    #[test]
    fn lives_that_cannot_be_are_seen() {
        check(
            "It was said that John Doe (1950–1940), aged 150, met a 130-year-old man.",
            &["(1950–1940)", "150", "130-year-old"],
        );
        check(
            "Jane Doe (1940–2001) lived in a 150-year-old house (555-1234).",
            &[],
        );
    }
}
