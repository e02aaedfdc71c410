//! The garbled passages of the sample article beside the sentences they were made from.

use serde_json::Value;

use crate::text::Span;

use super::super::{DiffChange, compare, pair_articles};

const ARTICLE: &str = include_str!("../../../sample-data/nato-membership.txt");
const AGENCY: &str = include_str!("../../../sample-data/sources/agency.txt");
const KEY: &str = include_str!("../../../sample-data/nato-membership.key.json");

/// For each passage of the key in turn: words that the sentence of the source has, and what the
/// difference has to say: the claim's words and the source's.
const SOURCES: [(&str, &str, &str); 12] = [
    ("wrote on Twitter", " ”", "” "),
    ("firmly supports", "local", "territorial"),
    ("public message", "Sttentenberg", "Stoltenberg"),
    ("set no date", "appointment", "date"),
    ("into its constitution", "the ", ""),
    ("accuse each other", "June", "July"),
    ("battalion", "along ", ""),
    ("He would not say", "", "believed "),
    ("since taking office", "U.S.", "US"),
    ("kept sanctions", "Russia", "Crimea"),
    ("republics", "self-advertised", "self-proclaimed"),
    ("own territory", "caution", "discretion"),
];

/// Returns the sentence of a line that holds a position; both in bytes.
fn sentence_at(line: &str, position: usize) -> &str {
    let ends = |at: usize| {
        line[at..].starts_with(". ")
            && line[at + 2..].starts_with(|c: char| c.is_uppercase() || c == '“')
    };
    let is_abbreviation = |at: usize| line[..at].ends_with("U.S");
    let bounds: Vec<usize> = (0..line.len())
        .filter(|at| line.is_char_boundary(*at) && ends(*at) && !is_abbreviation(*at))
        .map(|at| at + 1)
        .collect();
    let start = bounds
        .iter()
        .rfind(|at| **at <= position)
        .map_or(0, |at| at + 1);
    let end = bounds
        .iter()
        .find(|at| **at > position)
        .map_or(line.len(), |at| *at);
    &line[start..end]
}

/// Cuts a text into sentences, as [`sentence_at`] does.
fn lines_cut(text: &str) -> Vec<(Span, &str)> {
    let mut units = Vec::new();
    let mut start = 0;
    for line in text.lines() {
        let mut at = 0;
        while at < line.len() {
            let sentence = sentence_at(line, at);
            let before = line[..at].chars().count() as u32;
            let length = sentence.chars().count() as u32;
            units.push((Span::new(start + before, start + before + length), sentence));
            at += sentence.len() + 1;
        }
        start += line.chars().count() as u32 + 1;
    }
    units
}

#[test]
fn what_was_garbled_is_marked() {
    let key: Vec<Value> = serde_json::from_str(KEY).unwrap();
    assert_eq!(key.len(), SOURCES.len());
    for (garbled, (words, ours, theirs)) in key.iter().zip(SOURCES) {
        let position: usize = ARTICLE
            .chars()
            .take(garbled["start"].as_u64().unwrap() as usize)
            .map(char::len_utf8)
            .sum();
        let line_start = ARTICLE[..position].rfind('\n').map_or(0, |at| at + 1);
        let line = ARTICLE[line_start..].lines().next().unwrap();
        let claim = sentence_at(line, position - line_start);
        let passage = AGENCY.lines().find(|line| line.contains(words)).unwrap();
        let comparison = compare(claim, passage);
        let is_marked = comparison.pieces.iter().any(|piece| {
            piece.change != DiffChange::Kept && piece.claim == ours && piece.source == theirs
        });
        assert!(is_marked, "{}: {:#?}", garbled["quote"], comparison.pieces);
    }
}

#[test]
fn garbled_sentences_are_laid_beside_the_ones_they_were_made_from() {
    let (ours, theirs) = (lines_cut(ARTICLE), lines_cut(AGENCY));
    let spans = |units: &[(Span, &str)]| units.iter().map(|(span, _)| *span).collect::<Vec<_>>();
    let told = pair_articles(ARTICLE, &spans(&ours), AGENCY, &spans(&theirs));
    let key: Vec<Value> = serde_json::from_str(KEY).unwrap();
    for (garbled, (words, ..)) in key.iter().zip(SOURCES) {
        let position = garbled["start"].as_u64().unwrap() as u32;
        let unit = ours
            .iter()
            .position(|(span, _)| span.contains(position))
            .unwrap();
        let pair = &told.pairs[unit];
        let sources = &theirs[pair.sources.clone()];
        let beside = sources.iter().any(|(_, text)| text.contains(words));
        assert!(beside, "{}: {sources:?}", ours[unit].1);
        assert!(pair.differs, "{}", ours[unit].1);
    }
}

#[test]
fn the_swapped_roles_are_pointed_at() {
    let comparison = compare(
        "The US and the European Union have kept sanctions on Moscow ever since Russia was taken over by Crimea.",
        "The US and the European Union have kept sanctions on Moscow ever since Crimea was taken over by Russia.",
    );
    assert!(comparison.summary().starts_with(
        "roles swapped: here Russia was taken over by Crimea, in the source Crimea was taken over by Russia"
    ));
}
