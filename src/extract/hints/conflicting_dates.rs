//! `conflict`: the same thing with two different dates or numbers within the article.
//!
//! Reported cautiously, because most things happen more than once: only unique events
//! (an annexation, a birth, a founding), and only where the words around both dates agree.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::{Word, WordKey, WordMap, WordSet, WordShape, set_of, stem};
use crate::language::{WrittenDate, dates};

use super::lines::{ScannedArticle, ScannedLine};
use super::{Finder, RawHint};

/// Events that happen once to what they happen to: each line is one event in its forms.
const EVENTS: &str = "annex annexed annexes annexing annexation
invade invaded invades invading invasion
occupy occupied occupies occupying occupation
seize seized seizes seizing seizure
capture captured captures
found founded founding foundation
establish established establishing establishment
born birth
die died dies death
assassinate assassinated assassination
overthrow overthrew overthrown ousted toppled ouster
resign resigned resigns resignation
sign signed signing
ratify ratified ratification
adopt adopted adoption
declare declared declaration
independence
abolish abolished abolition
collapse collapsed
join joined joining accession
marry married wedding marriage
divorce divorced
coup revolution uprising referendum
built build construction
invent invented invention
discover discovered discovery
crash crashed
earthquake eruption
ceasefire cease-fire truce armistice
inaugurated inauguration
elected election
launched launch
killed murdered";

static EVENT: LazyLock<WordMap<'static, u32>> = LazyLock::new(|| {
    (1..)
        .zip(EVENTS.lines())
        .flat_map(|(number, forms)| {
            forms
                .split(' ')
                .map(move |form| (WordKey::new(form), number))
        })
        .collect()
});

/// Words that say nothing about which event is meant.
static EMPTY: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of(
        "the a an of to and or in on at by for from with was were is are be been being has have had that this these
         those it its he she they his her their who which when while as since until after before during during between
         then there where also not but into out up down over under about against more most than some all both other
         first last early late mid year years month months day days week said says told began
         begin begun start started took place made came went became become took effect president minister government
         country state former later ago next same january february march april may june july august
         september october november december monday tuesday wednesday thursday friday saturday sunday",
    )
});

/// Words of a sentence that tells of one more or of a change: two dates are right there.
static REPEATS: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of(
        "again another second third fourth also respectively re-elected reelected further additional annual every",
    )
});

/// An article in which one kind of event has more dates than this is a chronicle.
const MAX_MENTIONS: usize = 200;

/// A clause with a date: what is said to have happened then.
struct Mention {
    date: WrittenDate,
    bytes: (usize, usize),
    events: Vec<u32>,
    names: Vec<String>,
    words: Vec<String>,
    /// The event of `the ceasefire of June 2020`, which points at one that is known.
    pointed_at: Option<u32>,
}

/// What is said to have happened when, by the event.
#[derive(Default)]
pub(super) struct Events(HashMap<u32, Vec<Mention>>);

impl<'a> Finder<'a> for Events {
    fn line(
        &mut self,
        article: &ScannedArticle<'a>,
        line: &ScannedLine,
        words: &[Word<'a>],
        _: &mut Vec<RawHint>,
    ) {
        if !line.is_english || !words.iter().any(|w| w.shape == WordShape::Number) {
            return;
        }
        for date in dates(article.text, words) {
            if let Some(mention) = mention(article, line, words, date)
                && let Some(event) = mention.events.first().copied()
            {
                let mentions = self.0.entry(event).or_default();
                // One more tells that there are too many.
                if mentions.len() <= MAX_MENTIONS {
                    mentions.push(mention);
                }
            }
        }
    }

    fn finish(&mut self, article: &ScannedArticle<'a>, out: &mut Vec<RawHint>) {
        for mentions in self
            .0
            .values()
            .filter(|mentions| mentions.len() <= MAX_MENTIONS)
        {
            compare(article, mentions, out);
        }
    }
}

/// Reports each mention that disagrees with an earlier one.
fn compare(article: &ScannedArticle<'_>, mentions: &[Mention], out: &mut Vec<RawHint>) {
    for (at, later) in mentions.iter().enumerate() {
        let earlier = &mentions[..at];
        if earlier.iter().any(|m| agrees(&m.date, &later.date)) {
            continue;
        }
        if let Some(other) = earlier
            .iter()
            .find(|m| differs(&m.date, &later.date) && is_same_event(m, later))
        {
            out.push(RawHint {
                code: "conflict",
                suggestion: None,
                bytes: later.bytes.0..later.bytes.1,
                message: format!(
                    "“{}” here, “{}” in line {}, of what seems to be the same",
                    &article.text[later.bytes.0..later.bytes.1],
                    &article.text[other.bytes.0..other.bytes.1],
                    article.line_number(other.bytes.0)
                ),
            });
        }
    }
}

/// Reads the clause around a date.
fn mention(
    article: &ScannedArticle<'_>,
    line: &ScannedLine,
    words: &[Word<'_>],
    date: WrittenDate,
) -> Option<Mention> {
    let (from, to) = clause(article, words, &date);
    let inside = &words[from..to];
    if inside.iter().any(|w| w.is_in(&REPEATS)) {
        return None;
    }
    let mut mention = Mention {
        bytes: (
            words[date.words.start].start as usize,
            words[date.words.end - 1].stem_end() as usize,
        ),
        events: Vec::new(),
        names: Vec::new(),
        words: Vec::new(),
        pointed_at: None,
        date,
    };
    for (at, word) in inside.iter().enumerate() {
        if mention.date.words.contains(&(from + at)) {
            continue;
        }
        if let Some(event) = EVENT.get(&word.key) {
            mention.events.push(*event);
        } else if word.shape == WordShape::Number {
            // Another figure beside the date: a series, most likely.
            return None;
        } else if !word.is_in(&EMPTY) {
            let stem = stem(&word.folded()).into_owned();
            if word.is_capital() && word.start as usize != line.bytes.start {
                mention.names.push(stem.clone());
            }
            mention.words.push(stem);
        }
    }
    if let Some(at) = mention.date.words.start.checked_sub(2)
        && words[at + 1].is_any(&["of", "in"])
    {
        mention.pointed_at = EVENT
            .get(&words[at].key)
            .copied()
            .filter(|_| at > 0 && words[at - 1].is("the"));
    }
    Some(mention)
}

/// Returns the words of the clause around a date: up to the next mark or joining word.
fn clause(article: &ScannedArticle<'_>, words: &[Word<'_>], date: &WrittenDate) -> (usize, usize) {
    const JOINING: &[&str] = &[
        "and",
        "but",
        "while",
        "when",
        "after",
        "before",
        "because",
        "following",
        "although",
        "weeks",
    ];
    let parts = |at: usize| {
        let gap = article.between(&words[at], &words[at + 1]);
        gap.contains([',', '.', ';', ':', '!', '?', '(', ')', '–', '—'])
    };
    let mut from = date.words.start;
    while from > 0 && !parts(from - 1) && !words[from - 1].is_any(JOINING) {
        from -= 1;
    }
    // `In April 2014, rebels seized …`: the date leads the clause.
    let mut to = date.words.end;
    let leads = from + 1 >= date.words.start
        && to < words.len()
        && article.between(&words[to - 1], &words[to]) == ", ";
    if leads {
        to += 1;
    }
    while to < words.len() && !parts(to - 1) && !words[to].is_any(JOINING) {
        to += 1;
    }
    (from, to)
}

/// The day, the month and the year of a date.
fn fields(date: &WrittenDate) -> [Option<u16>; 3] {
    [
        date.day.map(u16::from),
        date.month.map(u16::from),
        date.year,
    ]
}

/// Both say the same of a day, a month, a year, as far as both say it.
fn agrees(a: &WrittenDate, b: &WrittenDate) -> bool {
    let same = |x: Option<u16>, y: Option<u16>| x.zip(y).is_none_or(|(x, y)| x == y);
    fields(a)
        .into_iter()
        .zip(fields(b))
        .all(|(x, y)| same(x, y))
}

/// The dates can be compared and are not the same, in one thing.
fn differs(a: &WrittenDate, b: &WrittenDate) -> bool {
    let both = |x: Option<u16>, y: Option<u16>| x.zip(y).map(|(x, y)| x != y);
    let parts = fields(a)
        .into_iter()
        .zip(fields(b))
        .map(|(x, y)| both(x, y));
    let parts: Vec<Option<bool>> = parts.collect();
    let same = parts.iter().filter(|p| **p == Some(false)).count();
    let other = parts.iter().filter(|p| **p == Some(true)).count();
    other == 1 && (same > 0 || a.month.is_none() && b.month.is_none())
}

fn is_same_event(a: &Mention, b: &Mention) -> bool {
    let shared = |x: &[String], y: &[String]| x.iter().filter(|w| y.contains(w)).count();
    let own_name = |x: &[String], y: &[String]| x.iter().any(|w| !y.contains(w));
    let event = a.events.iter().any(|e| b.events.contains(e));
    // `the ceasefire of June 2020` beside `a ceasefire took effect on 27 July 2020`.
    let is_pointed_at = [a, b].iter().any(|m| m.pointed_at.is_some())
        && a.date.year == b.date.year
        && a.date.year.is_some()
        && a.date.month.is_some();
    if event && is_pointed_at {
        return true;
    }
    // Each with a name that the other does not have: two events.
    let two_names = own_name(&a.names, &b.names) && own_name(&b.names, &a.names);
    let (few, common) = (a.words.len().min(b.words.len()), shared(&a.words, &b.words));
    event && !two_names && common >= 2 && common * 2 >= few
}

#[cfg(test)]
mod tests {
    use crate::extract::hints::passages;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passages("conflict", text), expected, "{text}");
    }

    #[test]
    fn one_event_with_two_dates_is_seen() {
        check(
            "The war goes on since rebels occupied a large area there in April 2014.\n\
             It began when rebels occupied a large area in April 2013.",
            &["April 2013"],
        );
        check(
            "Russia annexed Crimea in March 2014. He was there. Crimea was annexed by Russia in March 2015.",
            &["March 2015"],
        );
        check(
            "The company was founded in Leeds in 1921. The Leeds company, founded by a company in Leeds in 1912, grew.",
            &["1912"],
        );
        check(
            "A fresh ceasefire took effect on 27 July 2020. Both sides broke the ceasefire of June 2020.",
            &["June 2020"],
        );
    }

    #[test]
    fn two_events_and_series_are_left_alone() {
        for text in [
            "Russia annexed Crimea in March 2014. Israel annexed the Golan in December 1981.",
            "She was elected to the council in 2014. She was re-elected to the council in 2018.",
            "The treaty with Poland was signed in 2014. The treaty with Latvia was signed in 2015.",
            "Sales rose to 5 million in March 2020. Sales rose to 6 million in April 2020.",
            "He joined the army in 1990 and left the army in 1995.",
            "The referendum was held in May 2016 and the results of it were known in June 2016.",
            "He was born in Leeds in 1921. His sister was born in York in 1923.",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn one_whole_with_two_figures_is_seen() {
        check(
            "Russia massed 28 battalion tactical groups at the border. Kyiv counts 26 battalion tactical groups.",
            &["26 battalion tactical groups"],
        );
        check(
            "The 30 member states agreed. All 29 member states signed.",
            &["29 member states"],
        );
        check(
            "The 30 member states agreed. Only 12 of the 30 member states paid, 18 member states did not.",
            &[],
        );
        check(
            "In 2019 the 29 member states agreed. Today its 30 member states do.",
            &[],
        );
    }
}
