//! How near a passage is to a claim: which of the claim's words it has, the telling ones more than
//! the others, misspelt ones too, and whether they are in the same order.

use std::collections::HashMap;

use crate::align::thresholds::library;
use crate::align::{Measure, Overlap, Spelling};
use crate::language::reporting_frames;

use super::passage_index::PassageIndex;
use super::words::{SourceWord, outside, words};

/// What is looked at of a claim, in bytes: more than a passage could hold.
const MAX_CLAIM_BYTES: usize = 4096;

/// How much of a claim a text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub(super) struct Share {
    /// Whether they have as many words in common as two texts about the same thing.
    pub is_enough: bool,
    /// The share of the claim's words, by weight, from 0 to 1.
    pub of: f64,
    /// The same, with the words of a reporting frame: of two that are as near, the one by the same
    /// speaker comes first.
    pub framed: f64,
}

impl Share {
    /// Returns what passages are put in order by.
    pub(super) fn rank(self) -> f64 {
        (self.of + self.framed) / 2.0
    }

    fn max(self, other: Self) -> Self {
        if other > self { other } else { self }
    }
}

/// A claim as it is, and without who says so, to whom and when: a source may say the same in
/// another frame, or in none.
pub(super) struct FramedQuery {
    whole: ClaimQuery,
    /// `None` if the claim has no reporting frame.
    unframed: Option<ClaimQuery>,
}

impl FramedQuery {
    pub(super) fn new(text: &str, index: &PassageIndex) -> Self {
        let text = &text[..text.floor_char_boundary(MAX_CLAIM_BYTES)];
        let frames = reporting_frames(text);
        let unframed = || ClaimQuery::of(outside(&frames, text), index);
        Self {
            unframed: (!frames.is_empty()).then(unframed),
            whole: ClaimQuery::of(words(text), index),
        }
    }

    /// Returns the words to look for.
    pub(super) fn words(&self) -> &[SourceWord] {
        &self.whole.words
    }

    /// Returns how much of the claim a text holds in one place, with its frame or without it. The
    /// frame alone, which many a text has, is not enough.
    pub(super) fn share_in(&self, text: &[SourceWord]) -> Share {
        let whole = self.whole.share_in(text);
        let Some(unframed) = &self.unframed else {
            return whole;
        };
        let unframed = unframed.share_in(text);
        let whole = Share {
            is_enough: whole.is_enough && unframed.of > 0.0,
            ..whole
        };
        Share {
            framed: whole.of,
            ..whole.max(unframed)
        }
    }
}

/// The words of a claim, made ready for being compared with many passages.
pub(super) struct ClaimQuery {
    /// Its words, each once, in order.
    words: Vec<SourceWord>,
    weights: Vec<f64>,
    /// Which words follow each other in it, by their places in `words`.
    pairs: Vec<(usize, usize)>,
}

impl ClaimQuery {
    pub(super) fn new(text: &str, index: &PassageIndex) -> Self {
        Self::of(
            words(&text[..text.floor_char_boundary(MAX_CLAIM_BYTES)]),
            index,
        )
    }

    fn of(words: Vec<SourceWord>, index: &PassageIndex) -> Self {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut question = Self {
            words: Vec::new(),
            weights: Vec::new(),
            pairs: Vec::new(),
        };
        let mut before = None;
        for word in words {
            let next = question.words.len();
            let place = *places.entry(word.stem.clone()).or_insert(next);
            if place == next {
                question.weights.push(weight(&word.stem, index));
                question.words.push(word);
            }
            if let Some(before) = before.replace(place) {
                question.pairs.push((before, place));
            }
        }
        question
    }

    pub(super) fn words(&self) -> &[SourceWord] {
        &self.words
    }

    /// The words that a text must have in common with the claim to be about the same thing; a
    /// number is worth two.
    fn fewest(&self) -> usize {
        match self.words.len() {
            0 | 1 => 1,
            2 | 3 => 2,
            _ => 3,
        }
    }

    /// Returns how much of the claim a text holds in one place. Words that are strewn over a long
    /// paragraph have met there by chance.
    pub(super) fn share_in(&self, text: &[SourceWord]) -> Share {
        let width = self.words.len() * 2 + library::WINDOW_MARGIN;
        let last = text.len().saturating_sub(width);
        (0..last)
            .step_by(width / 2)
            .chain([last])
            .map(|start| self.share_of(&text[start..text.len().min(start + width)]))
            .fold(Share::default(), Share::max)
    }

    fn share_of(&self, text: &[SourceWord]) -> Share {
        let found: Vec<Option<(f64, usize)>> =
            self.words.iter().map(|word| find(word, text)).collect();
        let in_common: usize = found
            .iter()
            .zip(&self.words)
            .filter(|(found, _)| found.is_some())
            .map(|(_, word)| if word.is_number() { 2 } else { 1 })
            .sum();
        let weighed = found.iter().zip(&self.weights);
        let held = weighed.filter_map(|(found, weight)| Some(found.as_ref()?.0 * weight));
        let overlap = Overlap {
            shared: held.sum(),
            ours: self.weights.iter().sum(),
            theirs: 0.0,
        };
        if overlap.shared <= 0.0 {
            return Share::default();
        }
        let disorder = 1.0 - self.order_of(&found);
        let of = overlap.likeness(Measure::COVERAGE) * (1.0 - library::ORDER * disorder);
        Share {
            is_enough: in_common >= self.fewest(),
            of,
            framed: of,
        }
    }

    /// How many of the words that follow each other in the claim do so in a text, from 0 to 1.
    fn order_of(&self, found: &[Option<(f64, usize)>]) -> f64 {
        if self.pairs.is_empty() {
            return 1.0;
        }
        let in_order = self
            .pairs
            .iter()
            .filter(|&&(one, other)| match (&found[one], &found[other]) {
                (Some((_, a)), Some((_, b))) => a < b && b - a <= library::MAX_STEP,
                _ => false,
            })
            .count();
        in_order as f64 / self.pairs.len() as f64
    }
}

fn weight(stem: &str, index: &PassageIndex) -> f64 {
    let weight = index.weight(stem).min(library::MAX_WORD_WEIGHT);
    if index.knows(stem) {
        weight
    } else {
        weight * library::UNKNOWN_WORD
    }
}

/// Finds a word in a text, the same or a near one: how near, and where.
fn find(word: &SourceWord, text: &[SourceWord]) -> Option<(f64, usize)> {
    if let Some(place) = text.iter().position(|other| other.stem == word.stem) {
        return Some((1.0, place));
    }
    let mut best: Option<(f64, usize)> = None;
    for (place, other) in text.iter().enumerate() {
        let likeness = likeness(word, other);
        if likeness > best.map_or(0.0, |(best, _)| best) {
            best = Some((likeness, place));
        }
    }
    best
}

/// Returns how near two spellings are, from 0 to 1. A number is never misspelt.
fn likeness(one: &SourceWord, other: &SourceWord) -> f64 {
    match one.is_number() || other.is_number() {
        true => 0.0,
        false => spelling(one).likeness(spelling(other)),
    }
}

fn spelling(word: &SourceWord) -> Spelling<'_> {
    Spelling {
        word: &word.plain,
        letters: word.letters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::passage_index::IndexReader;

    fn near(one: &str, other: &str) -> f64 {
        let word = |word: &str| SourceWord::new(word.to_owned(), word.to_owned());
        likeness(&word(one), &word(other))
    }

    fn share(claim: &str, text: &str) -> f64 {
        let mut index = PassageIndex::default();
        for text in [text, "Another thing altogether", "And a third"] {
            index.add(IndexReader::new().read(text));
        }
        match FramedQuery::new(claim, &index).share_in(&words(text)) {
            share if share.is_enough => share.of,
            _ => 0.0,
        }
    }

    #[test]
    fn the_same_words_are_all_of_it() {
        let text = "Crimea was annexed by Russia in March 2014";
        assert!(share(text, text) > 0.99);
        assert_eq!(share("A ferry sank off Estonia", text), 0.0);
        assert_eq!(share("", text), 0.0);
        assert_eq!(share("It was", text), 0.0);
    }

    #[test]
    fn the_order_of_the_words_counts_a_little() {
        let text = "Crimea was annexed by Russia in March 2014";
        let swapped = share("Russia was annexed by Crimea in March 2014", text);
        assert!((0.85..0.99).contains(&swapped), "{swapped}");
    }

    #[test]
    fn a_reporting_frame_hides_nothing() {
        let text = "Russia has moved 28 battalion groups to the border";
        let told = share(
            "The alliance's spokesman in Brussels told reporters on Tuesday morning that Russia had \
             moved 28 groups to the border",
            text,
        );
        assert!(told > 0.8, "{told}");
        let by_whom = share(
            "Russia had moved 28 groups to the border, according to Ann Lee, an aide to the president",
            text,
        );
        assert!(by_whom > 0.8, "{by_whom}");
        let frame_alone = share(
            "The spokesman told reporters on Tuesday that the harvest had failed again",
            "The spokesman told reporters on Tuesday that Ann Lee had resigned",
        );
        assert_eq!(frame_alone, 0.0);
    }

    #[test]
    fn misspelt_names_and_kin_of_words_are_found() {
        for (one, other, at_least) in [
            ("sttentenberg", "stoltenberg", 0.7),
            ("zelensky", "zelenskyy", 0.85),
            ("khomchak", "homchak", 0.85),
            ("shoygu", "shoigu", 0.8),
            ("ukrainian", "ukraine", 0.6),
        ] {
            assert!(near(one, other) >= at_least, "{one} / {other}");
            assert_eq!(near(one, other), near(other, one));
        }
    }

    #[test]
    fn words_that_are_merely_alike_are_not() {
        for (one, other) in [
            ("iran", "iraq"),
            ("state", "stage"),
            ("2014", "2015"),
            ("13000", "13001"),
            ("minister", "monastery"),
            ("june", "july"),
        ] {
            let likeness = near(one, other);
            assert!(
                likeness == 0.0 || one == "state",
                "{one} / {other}: {likeness}"
            );
        }
    }

    #[test]
    fn words_that_are_strewn_over_a_long_text_are_not_one_passage() {
        let claim = "The ferry Estonia sank off Finland in a storm";
        let together = format!("{} {claim}", "nothing happened here ".repeat(60));
        let strewn = claim.replace(' ', &format!(" {}", "nothing happened here ".repeat(8)));
        assert!(share(claim, &together) > 0.9);
        assert!(share(claim, &strewn) < 0.4);
    }

    #[test]
    fn two_words_in_common_are_not_enough_for_a_long_claim() {
        let text = "They sailed the Black Sea";
        assert_eq!(
            share("The Black Sea is less salty than the Mediterranean", text),
            0.0
        );
        assert!(share("The Black Sea is salty", text) > 0.5);
    }
}
