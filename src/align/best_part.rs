//! The part of a text that is most like another.

use std::ops::Range;

use super::thresholds::part::{MAX_MORE_SENTENCES, MIN_CONTENT, MIN_NEIGHBOUR_WORDS, MIN_SHARE};
use super::{Measure, Overlap, WordBag, WordId};

/// Finds the sentences of a passage that are most like a claim.
#[derive(Debug)]
pub struct PartFinder {
    /// The claim's words.
    bag: WordBag,
    /// For each token of the passage its word's slot in the bag, if the claim has it.
    slots: Vec<Option<usize>>,
    /// The weight of each token of the passage.
    weights: Vec<f64>,
    /// The weight of the claim.
    total: f64,
}

impl PartFinder {
    /// Takes the words and weights of a claim and of the tokens of a passage.
    pub fn new(
        claim: impl IntoIterator<Item = (WordId, f64)>,
        passage: impl IntoIterator<Item = (WordId, f64)>,
    ) -> Self {
        let mut total = 0.0;
        let claim = claim.into_iter().inspect(|(_, weight)| total += weight);
        let bag = WordBag::new(claim);
        let (slots, weights) = passage
            .into_iter()
            .map(|(word, weight)| (bag.slot(word), weight))
            .unzip();
        Self {
            bag,
            slots,
            weights,
            total,
        }
    }

    /// Returns the tokens of the neighbouring sentences that are most like the claim, which has
    /// `count` sentences, or `None` if no sentence shares enough with it.
    pub fn best(&mut self, sentences: &[Range<usize>], count: usize) -> Option<Range<usize>> {
        let mut best: Option<(f64, Range<usize>)> = None;
        for first in 0..sentences.len() {
            self.bag.refill();
            let mut overlap = Overlap {
                ours: self.total,
                ..Overlap::default()
            };
            let longest = count + MAX_MORE_SENTENCES;
            for (nth, sentence) in sentences[first..].iter().take(longest).enumerate() {
                let is_meant = self.add(sentence, &mut overlap);
                if !is_meant && nth > 0 {
                    continue;
                }
                let likeness = overlap.likeness(Measure::PART);
                if overlap.shared >= MIN_SHARE * self.total
                    && overlap.shared >= MIN_CONTENT
                    && best.as_ref().is_none_or(|(most, _)| likeness > *most)
                {
                    best = Some((likeness, sentences[first].start..sentence.end));
                }
                if !is_meant {
                    break;
                }
            }
        }
        best.map(|(_, part)| part)
    }

    /// Adds a sentence to what is compared. Returns whether it has enough words of the claim to
    /// be part of what is meant, or none that the claim lacks.
    fn add(&mut self, sentence: &Range<usize>, overlap: &mut Overlap) -> bool {
        let (mut words, mut foreign) = (0, 0.0);
        for at in sentence.clone() {
            let weight = self.weights[at];
            overlap.theirs += weight;
            let taken = self.slots[at].and_then(|slot| self.bag.take(slot));
            if taken.is_some() {
                overlap.shared += weight;
                words += usize::from(weight >= MIN_CONTENT);
            } else {
                foreign += weight;
            }
        }
        words >= MIN_NEIGHBOUR_WORDS || foreign <= 0.0
    }

    /// Returns whether the claim has the word of a token, and the word says something.
    pub fn is_shared(&self, token: usize) -> bool {
        self.slots[token].is_some() && self.weights[token] >= MIN_CONTENT
    }
}

/// Returns a stretch of `count` places with the neighbour that makes it likest, and its likeness;
/// `None` if it has no neighbour that `admits` allows.
pub fn widen(
    stretch: &Range<usize>,
    count: usize,
    admits: impl Fn(usize) -> bool,
    mut likeness: impl FnMut(Range<usize>) -> f64,
) -> Option<(f64, Range<usize>)> {
    let left = stretch.start.checked_sub(1);
    let right = Some(stretch.end).filter(|&end| end < count);
    let left = left.map(|start| (start, start..stretch.end));
    let right = right.map(|end| (end, stretch.start..end + 1));
    [left, right]
        .into_iter()
        .flatten()
        .filter(|&(neighbour, _)| admits(neighbour))
        .map(|(_, wider)| (likeness(wider.clone()), wider))
        .max_by(|a, b| a.0.total_cmp(&b.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_with_most_of_the_claim_is_its_part() {
        let claim = [1, 2, 3].map(|word| (word, 1.0));
        let passage = [9, 1, 8, 7, 1, 2, 4, 6, 5].map(|word| (word, 1.0));
        let mut finder = PartFinder::new(claim, passage);
        assert_eq!(finder.best(&[0..4, 4..7, 7..9], 1), Some(4..7));
        assert_eq!(finder.best(&[7..8, 8..9], 1), None);
        assert!(finder.is_shared(1) && !finder.is_shared(0));
    }

    #[test]
    fn a_stretch_grows_towards_the_likest_neighbour() {
        let likeness = |stretch: Range<usize>| if stretch.end == 3 { 0.9 } else { 0.5 };
        assert_eq!(widen(&(1..2), 3, |_| true, likeness), Some((0.9, 1..3)));
        assert_eq!(widen(&(1..2), 3, |at| at != 2, likeness), Some((0.5, 0..2)));
        assert_eq!(widen(&(0..3), 3, |_| true, likeness), None);
    }
}
