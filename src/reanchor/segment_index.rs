//! Which units of the new text are like a phrase, without looking at all of them.

use std::ops::Range;

use super::segments::Segments;
use super::words::{AROUND, Alignment, OWN, Phrase, WordId, WordNumbers};

/// How like it has to be to be the same sentence in other words.
pub(super) const LIKE: f64 = 0.70;

/// Room for the last bits of a computed likeness.
pub(super) const EPSILON: f64 = 1e-9;

/// Of the units with a certain word, how many are looked at: those nearest to where the claim
/// would be. Only words that say nothing are in more.
const NEAREST: usize = 256;

/// How many pieces of text are aligned word by word with one phrase: those that share the most
/// words with it in any order.
const ALIGNED: usize = 16;

/// A piece of the new text that is like the phrase.
#[derive(Clone, Debug)]
pub(super) struct SimilarSegments {
    /// One unit; several for a claim of several sentences.
    pub(super) units: Range<usize>,
    /// How like it is.
    pub(super) likeness: f64,
}

impl SimilarSegments {
    /// Tells whether two pieces share a unit.
    pub(super) fn overlaps(&self, other: &SimilarSegments) -> bool {
        self.units.start < other.units.end && other.units.start < self.units.end
    }
}

/// The words of all units, and the units of all words.
pub(super) struct SegmentIndex<'u> {
    pub(super) units: &'u Segments<'u>,
    pub(super) vocabulary: WordNumbers,
    words: Vec<WordId>,
    /// Where each unit's words begin in `words`; one more than there are units.
    first: Vec<usize>,
    /// Where each word's units begin in `places`; one more than there are words.
    shelves: Vec<usize>,
    /// The units of each word, ascending, a unit as often as it has the word.
    places: Vec<u32>,
}

impl<'u> SegmentIndex<'u> {
    pub(super) fn new(units: &'u Segments<'u>) -> Self {
        let mut vocabulary = WordNumbers::default();
        let mut words = Vec::new();
        let mut first = vec![0];
        for unit in 0..units.len() {
            let read = vocabulary.read(units.text(unit));
            words.extend(read.into_iter().map(|(word, _)| word));
            first.push(words.len());
        }
        let mut shelves = vec![0; vocabulary.len() + 1];
        for &word in &words {
            shelves[word as usize + 1] += 1;
        }
        for at in 1..shelves.len() {
            shelves[at] += shelves[at - 1];
        }
        let mut next = shelves.clone();
        let mut places = vec![0; words.len()];
        for unit in 0..units.len() {
            for &word in &words[first[unit]..first[unit + 1]] {
                places[next[word as usize]] = unit as u32;
                next[word as usize] += 1;
            }
        }
        Self {
            units,
            vocabulary,
            words,
            first,
            shelves,
            places,
        }
    }

    /// Returns the words of some units.
    pub(super) fn words(&self, units: Range<usize>) -> &[WordId] {
        &self.words[self.first[units.start]..self.first[units.end]]
    }

    /// Returns the units that have a word; none if the word is not in the new text.
    fn units_with(&self, word: WordId) -> &[u32] {
        match (
            self.shelves.get(word as usize),
            self.shelves.get(word as usize + 1),
        ) {
            (Some(&start), Some(&end)) => &self.places[start..end],
            _ => &[],
        }
    }

    /// Returns what is like a phrase, the likest first; no two pieces overlap. `near` is the unit
    /// that the claim would be; of the units only those that `admits` says are looked at.
    pub(super) fn search(
        &self,
        phrase: &Phrase,
        near: usize,
        admits: impl Fn(usize) -> bool,
    ) -> Vec<SimilarSegments> {
        let mut shared = Shared::of(phrase);
        let mut pieces: Vec<(f64, usize, Range<usize>)> = self
            .seeds(phrase, near)
            .into_iter()
            .map(|unit| unit as usize)
            .filter(|&unit| admits(unit))
            .map(|unit| {
                let (units, bound) = self.grown(unit, phrase, &mut shared, &admits);
                (bound, units.start.abs_diff(near), units)
            })
            .filter(|&(bound, ..)| bound >= LIKE - EPSILON)
            .collect();
        pieces.sort_by(|a, b| {
            let by_place = a.1.cmp(&b.1).then(a.2.start.cmp(&b.2.start));
            b.0.total_cmp(&a.0).then(by_place)
        });
        pieces.dedup_by(|a, b| a.2 == b.2);
        pieces.truncate(ALIGNED);
        let mut found: Vec<SimilarSegments> = pieces
            .into_iter()
            .map(|(_, _, units)| SimilarSegments {
                likeness: phrase.likeness(&Alignment::of(&phrase.words, self.words(units.clone()))),
                units,
            })
            .filter(|found| found.likeness >= LIKE - EPSILON)
            .collect();
        // Stable, so that of equals the nearest stays first.
        found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        let mut apart: Vec<SimilarSegments> = Vec::new();
        for piece in found {
            if !apart.iter().any(|other| other.overlaps(&piece)) {
                apart.push(piece);
            }
        }
        apart
    }

    /// Returns the units that have one of the phrase's rarest words. What is like the phrase has
    /// at least 7 in 13 of its words (twice the shared over both, at least 0.70, with no word that
    /// is not shared), so it has one of any 6 in 13 and one more.
    fn seeds(&self, phrase: &Phrase, near: usize) -> Vec<u32> {
        let mut rarest = phrase.words.clone();
        rarest.sort_unstable();
        rarest.dedup();
        rarest.sort_by_key(|&word| (self.units_with(word).len(), word));
        rarest.truncate(phrase.most_words_in(phrase.total() * 6 / 13) + 1);
        let mut seeds: Vec<u32> = Vec::new();
        for word in rarest {
            let units = self.units_with(word);
            let middle = units.partition_point(|&unit| (unit as usize) < near);
            let from = middle.saturating_sub(NEAREST / 2);
            let to = (from + NEAREST).min(units.len());
            seeds.extend(&units[from.min(to.saturating_sub(NEAREST))..to]);
        }
        seeds.sort_unstable();
        seeds.dedup();
        seeds
    }

    /// Returns a unit, with its neighbours as long as they make it more like the phrase, and the
    /// most its likeness can be.
    fn grown(
        &self,
        unit: usize,
        phrase: &Phrase,
        shared: &mut Shared,
        admits: impl Fn(usize) -> bool,
    ) -> (Range<usize>, f64) {
        let mut weigh = |units: Range<usize>| {
            let words = self.words(units);
            let weight = shared.weight(words);
            (phrase.dice(weight, words.len(), 0), weight, words.len())
        };
        let mut units = unit..unit + 1;
        let (mut bound, weight, mut length) = weigh(units.clone());
        // A part of several sentences has most of its words from them.
        let is_part = phrase.whole && weight >= length as u32 * OWN / 2;
        while is_part && length < phrase.words.len() {
            let left = (units.start.checked_sub(1)).map(|start| (start, start..units.end));
            let right =
                (units.end < self.units.len()).then(|| (units.end, units.start..units.end + 1));
            let best = [left, right]
                .into_iter()
                .flatten()
                .filter(|&(more, _)| admits(more))
                .map(|(_, units)| (weigh(units.clone()), units))
                .max_by(|a, b| a.0.0.total_cmp(&b.0.0));
            match best {
                Some(((better, _, longer), more)) if better > bound => {
                    (bound, length, units) = (better, longer, more);
                }
                _ => break,
            }
        }
        (units, bound)
    }
}

/// Counts the words that a phrase shares with a piece of text in any order: never fewer than in
/// order, and much sooner done.
struct Shared {
    /// The phrase's words, ascending.
    words: Vec<WordId>,
    /// How often each is there as one of the claim's own, and as another.
    counts: Vec<[u32; 2]>,
    /// What a piece of text has not used up of these.
    left: Vec<[u32; 2]>,
}

impl Shared {
    fn of(phrase: &Phrase) -> Self {
        let mut words = phrase.words.clone();
        words.sort_unstable();
        words.dedup();
        let mut counts = vec![[0, 0]; words.len()];
        for (at, word) in phrase.words.iter().enumerate() {
            if let Ok(place) = words.binary_search(word) {
                counts[place][usize::from(!phrase.own.contains(&at))] += 1;
            }
        }
        Self {
            words,
            left: counts.clone(),
            counts,
        }
    }

    /// Returns the weight that a piece of text shares with the phrase.
    fn weight(&mut self, words: &[WordId]) -> u32 {
        self.left.clone_from(&self.counts);
        let mut shared = 0;
        for word in words {
            let Ok(place) = self.words.binary_search(word) else {
                continue;
            };
            match &mut self.left[place] {
                [own, _] if *own > 0 => {
                    *own -= 1;
                    shared += OWN;
                }
                [_, around] if *around > 0 => {
                    *around -= 1;
                    shared += AROUND;
                }
                _ => {}
            }
        }
        shared
    }
}
