//! `conflict`, the figures: `the 30 member states` beside `the 29 member states`.
//!
//! Only things that are counted as a whole: after `the` or `its`, or with a name of three words and
//! more. Where a date or a comparison is beside one of the figures, both may be right.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::LazyLock;

use crate::language::dates;
use crate::language::{Word, WordSet, WordShape, plain_number, set_of};

use super::lines::{ScannedArticle, ScannedLine};
use super::{Finder, RawHint};

/// Smaller numbers count now these, now those.
const MIN_NUMBER: f64 = 10.0;

/// Things whose number is never that of a whole.
static MEASURES: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of(
        "years year days day months month weeks week hours hour minutes seconds percent per miles kilometres kilometers
         metres meters feet inches kilograms tons tonnes pounds dollars euros million billion trillion thousand hundred
         degrees points percentage people men women votes times pages cents others",
    )
});

/// Words beside which a figure may rightly differ from another.
static TURNS: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of(
        "of from only more fewer less than now today then earlier later previously formerly since until another other
         further additional least most about around nearly almost some up over under between other originally initially
         after before when year last next yesterday monday tuesday wednesday thursday friday saturday sunday",
    )
});

struct Count {
    number: f64,
    bytes: Range<usize>,
}

/// What is counted, by its words: the first figure given, the first other one, and whether there is
/// a third.
#[derive(Default)]
pub(super) struct Figures(HashMap<String, (Count, Option<Count>, bool)>);

impl<'a> Finder<'a> for Figures {
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
        // Where a date stands, another figure may be right too.
        if !dates(article.text, words).is_empty() {
            return;
        }
        for at in 0..words.len() {
            let Some((what, count)) = count(article, words, at) else {
                continue;
            };
            match self.0.entry(what) {
                Entry::Vacant(entry) => drop(entry.insert((count, None, false))),
                Entry::Occupied(mut entry) => {
                    let (first, other, is_series) = entry.get_mut();
                    match other {
                        _ if count.number == first.number => {}
                        None => *other = Some(count),
                        Some(other) => *is_series |= count.number != other.number,
                    }
                }
            }
        }
    }

    fn finish(&mut self, article: &ScannedArticle<'a>, out: &mut Vec<RawHint>) {
        for (first, other, is_series) in self.0.values() {
            let Some(other) = other.as_ref().filter(|_| !is_series) else {
                continue;
            };
            out.push(RawHint {
                code: "conflict",
                suggestion: None,
                bytes: other.bytes.clone(),
                message: format!(
                    "“{}” here, “{}” in line {}",
                    &article.text[other.bytes.clone()],
                    &article.text[first.bytes.clone()],
                    article.line_number(first.bytes.start)
                ),
            });
        }
    }
}

/// Reads `the 30 member states` at the number; the key is that of what is counted.
fn count(article: &ScannedArticle<'_>, words: &[Word<'_>], at: usize) -> Option<(String, Count)> {
    const MAX_WORDS: usize = 4;
    let word = &words[at];
    if word.shape != WordShape::Number {
        return None;
    }
    let number = plain_number(word.stem())?;
    if number < MIN_NUMBER || !number.fract().eq(&0.0) {
        return None;
    }
    let before = at.checked_sub(1).map(|at| &words[at])?;
    let is_whole = before.is_any(&["the", "its", "their", "all"]);
    let from = at.saturating_sub(4);
    if words[from..at]
        .iter()
        .chain(words.get(at + 1))
        .any(|w| w.is_in(&TURNS))
    {
        return None;
    }
    let mut what = String::new();
    let mut end = at + 1;
    while end < words.len()
        && end <= at + MAX_WORDS
        && article.between(&words[end - 1], &words[end]) == " "
        && words[end].shape == WordShape::Small
        && article.word(&words[end]).len() > 3
    {
        what.push(' ');
        what.push_str(&words[end].folded());
        end += 1;
        if article.word(&words[end - 1]).ends_with('s') {
            break;
        }
    }
    let last = words.get(end - 1)?;
    let named = end - at - 1;
    let is_plural = article.word(last).ends_with('s') && !last.is_possessive();
    let enough = if is_whole { 1 } else { 3 };
    let is_measure = words[at + 1..end].iter().any(|w| w.is_in(&MEASURES));
    (is_plural && named >= enough && !is_measure).then_some((
        what,
        Count {
            number,
            bytes: word.start as usize..last.end as usize,
        },
    ))
}
