//! The parts a claim can be split into: a quotation and who says so, clauses with a figure, a date
//! or their own name.
//!
//! The parts cover every letter of the claim, so that joining them again gives the claim back.

use std::ops::Range;

use crate::language::{Detail, Word, WordShape, is_verb_of_saying, quotations, read};

/// Behind a comma, these begin a clause that can be checked by itself.
const CLAUSES: &[&str] = &[
    "and",
    "but",
    "while",
    "whereas",
    "although",
    "though",
    "adding",
    "which",
    "who",
    "after",
    "before",
    "since",
    "when",
    "where",
    "because",
    "with",
    "weeks",
    "days",
    "months",
    "yet",
    "saying",
    "following",
];

/// No part has fewer words.
const MIN_PART_WORDS: usize = 3;

/// Returns the parts of a sentence as bytes, in order; the sentence itself if it has none.
pub(super) fn parts(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    read(text, 0..text.len(), Detail::Words, &mut words);
    let quotes = quotations(text);
    let mut cuts: Vec<usize> = Vec::new();
    at_quotations(text, &words, &quotes, &mut cuts);
    at_clauses(text, &words, &quotes, &mut cuts);
    cuts.sort_unstable();
    cuts.dedup();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for end in cuts.into_iter().chain([text.len()]) {
        add(text, &words, start..end, &mut parts);
        start = end;
    }
    // The first may have been too little to be alone.
    if parts.len() > 1 && !stands_alone(&words, &parts[0]) {
        let first = parts.remove(0);
        parts[0].start = first.start;
    }
    parts
}

/// Adds a part, or joins it to the one before if it says nothing by itself.
fn add(text: &str, words: &[Word<'_>], range: Range<usize>, parts: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let end = range.start + piece.trim_end().len();
    let start = range.end - piece.trim_start().len();
    if start >= end {
        return;
    }
    match parts.last_mut() {
        Some(last) if !stands_alone(words, &(start..end)) => last.end = end,
        _ => parts.push(start..end),
    }
}

/// A part is alone with a few words, and a figure or a name or words enough among them.
fn stands_alone(words: &[Word<'_>], range: &Range<usize>) -> bool {
    const MIN_WORDS_WITHOUT_NAME: usize = 5;
    let inside: Vec<&Word<'_>> = words
        .iter()
        .filter(|w| range.contains(&(w.start as usize)))
        .collect();
    let tells = |word: &&Word<'_>| word.shape != WordShape::Small;
    let says = |word: &&Word<'_>| is_verb_of_saying(word);
    inside.len() >= MIN_PART_WORDS
        && (inside.len() >= MIN_WORDS_WITHOUT_NAME || inside.iter().any(|w| tells(w) || says(w)))
}

/// Between a quotation and its tail, and between the sentences of a quotation.
fn at_quotations(text: &str, words: &[Word<'_>], quotes: &[Range<usize>], cuts: &mut Vec<usize>) {
    const MIN_QUOTED_WORDS: usize = 4;
    for quote in quotes {
        let inside = words
            .iter()
            .filter(|w| quote.contains(&(w.start as usize)))
            .count();
        if inside < MIN_QUOTED_WORDS {
            continue;
        }
        let open = text[..quote.start]
            .char_indices()
            .next_back()
            .map_or(0, |(at, _)| at);
        let close = quote.end + text[quote.end..].chars().next().map_or(0, char::len_utf8);
        // Words after `he called it` belong to the sentence; after a comma or colon they do not.
        let before = text[..open].trim_end();
        if before.ends_with([',', ':']) {
            cuts.push(open);
        }
        let body = text[quote.clone()].trim_end();
        if open == 0 || before.ends_with([',', ':', '.']) || body.ends_with([',', '.', '!', '?']) {
            let rest = &text[close..];
            if rest.trim_start().starts_with(char::is_alphanumeric) {
                cuts.push(close);
            }
        }
        let body = &text[quote.clone()];
        for (at, _) in body.match_indices(['.', '!', '?', '。']) {
            let rest = &body[at..];
            let mark = rest.chars().next().map_or(1, char::len_utf8);
            let after = rest[mark..].trim_start();
            let spaced = after.len() < rest.len() - mark || rest.starts_with('。');
            let long_word = body[..at]
                .chars()
                .rev()
                .take_while(|c| c.is_alphanumeric())
                .nth(2)
                .is_some();
            if spaced && long_word && after.starts_with(|c: char| c.is_uppercase() || !c.is_ascii())
            {
                cuts.push(quote.start + at + mark);
            }
        }
    }
}

/// Behind a semicolon, and before a clause with something of its own to check.
fn at_clauses(text: &str, words: &[Word<'_>], quotes: &[Range<usize>], cuts: &mut Vec<usize>) {
    let is_quoted = |at: usize| quotes.iter().any(|q| q.contains(&at));
    let mut from = 0;
    for at in 1..words.len() {
        let (left, right) = (&words[at - 1], &words[at]);
        let start = right.start as usize;
        let gap = &text[left.end as usize..start];
        if is_quoted(start) {
            continue;
        }
        let is_semicolon = gap.starts_with([';', '；']);
        let is_clause = gap == ", " && right.is_any(CLAUSES)
            // `… said that the one, and that the other`
            || gap == " " && right.is("and") && words.get(at + 1).is_some_and(|w| w.is("that"));
        if !is_semicolon && !is_clause {
            continue;
        }
        let own = |words: &[Word<'_>]| {
            words
                .iter()
                .any(|w| w.shape != WordShape::Small && w.start != 0)
        };
        let next = words[at..]
            .iter()
            .position(|w| text[w.end as usize..].starts_with([',', ';']))
            .map_or(words.len(), |n| at + n + 1);
        if is_semicolon || own(&words[from..at]) && own(&words[at..next]) {
            cuts.push(start);
            from = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(expected: &[&str]) {
        let sentence = expected.join(" ");
        let found: Vec<&str> = parts(&sentence).into_iter().map(|p| &sentence[p]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quotation_and_its_tail_are_parts() {
        check(&[
            "“It helps the country.",
            "We remain firm on our close co-operation,”",
            "he said on Twitter.",
        ]);
        check(&[
            "\"We hope that this will help,\"",
            "Kremlin spokesman Dmitry Peskov told reporters.",
        ]);
        check(&[
            "The minister said on Monday:",
            "“We are not going to leave.”",
        ]);
    }

    #[test]
    fn clauses_with_a_fact_of_their_own_are_parts() {
        check(&[
            "Russia annexed Crimea in March 2014,",
            "weeks after protests had driven Viktor Yanukovych from power.",
        ]);
        check(&[
            "Heavy fighting ended in February 2015,",
            "but the truce signed in Minsk never held.",
        ]);
        check(&["In 2019 there were 30 members;", "in 1999 there were 19."]);
    }

    #[test]
    fn a_plain_sentence_is_one_part() {
        check(&["Kyiv is committed to reforming its army and its defence sector, he added."]);
        check(&["He called it \"a real signal for Russia\"."]);
        check(&["No."]);
    }

    proptest! {
        #[test]
        fn parts_hold_every_letter_and_join_to_the_whole(text in "([A-Za-zж]{1,6}|[0-9]{1,3}|[,;:.!?]| and | which |[“”\"« »]| ){0,60}") {
            let mut at = 0;
            for part in parts(&text) {
                prop_assert!(part.start < part.end);
                prop_assert!(text[at..part.start].trim().is_empty());
                prop_assert_eq!(text[part.clone()].trim(), &text[part.clone()]);
                at = part.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
