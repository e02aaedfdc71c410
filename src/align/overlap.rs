//! What two texts share by weight, and the likeness that follows from it.

use super::WordId;

/// The weight of two texts, and of what they share.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// The weight that both have.
    pub shared: f64,
    /// The weight of the text that is looked for.
    pub ours: f64,
    /// The weight of the text it is compared with.
    pub theirs: f64,
}

/// How much words count that only one of the texts has.
///
/// This is Tversky's index: the shared weight over itself, what is missing and what is foreign,
/// the last two by these factors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// Words of ours that theirs lacks.
    missing: f64,
    /// Words of theirs that ours lacks.
    foreign: f64,
}

impl Measure {
    /// Twice the shared weight over the weight of both (Dice's measure): neither a longer nor a
    /// shorter text is preferred.
    pub const DICE: Self = Self {
        missing: 0.5,
        foreign: 0.5,
    };
    /// The share of ours that theirs has, whatever else theirs has.
    pub const COVERAGE: Self = Self {
        missing: 1.0,
        foreign: 0.0,
    };
    /// The share of ours that theirs has, less for foreign words. They count less than missing
    /// ones, since claims lose words more often than they gain any.
    pub const PART: Self = Self {
        missing: 1.0,
        foreign: 0.4,
    };
}

impl Overlap {
    /// Returns how alike the texts are, from 0 to 1; 0 if they share nothing.
    pub fn likeness(self, measure: Measure) -> f64 {
        let Measure { missing, foreign } = measure;
        let rest = self.shared * (1.0 - missing - foreign);
        let all = self.ours * missing + self.theirs * foreign + rest;
        match all > 0.0 && self.shared > 0.0 {
            true => self.shared / all,
            false => 0.0,
        }
    }

    /// Returns how much of the smaller text the larger has, from 0 to 1.
    pub fn containment(self) -> f64 {
        let ours = self.ours.min(self.theirs);
        Self { ours, ..self }.likeness(Measure::COVERAGE)
    }
}

/// The words of a text with their weights, to be used up by those of another text: an occurrence
/// is shared once, the heaviest first.
#[derive(Debug)]
pub struct WordBag {
    /// Every word once, ascending.
    words: Vec<WordId>,
    /// Where the weights of each word begin in `weights`; one more than there are words.
    starts: Vec<usize>,
    /// The weights of each word, descending.
    weights: Vec<f64>,
    /// How many occurrences of each word are used up.
    used: Vec<usize>,
}

impl WordBag {
    /// Makes a bag of words and weights.
    pub fn new(words: impl IntoIterator<Item = (WordId, f64)>) -> Self {
        let mut all: Vec<(WordId, f64)> = words.into_iter().collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        let mut bag = Self {
            words: Vec::new(),
            starts: Vec::new(),
            weights: Vec::with_capacity(all.len()),
            used: Vec::new(),
        };
        for (word, weight) in all {
            if bag.words.last() != Some(&word) {
                bag.words.push(word);
                bag.starts.push(bag.weights.len());
            }
            bag.weights.push(weight);
        }
        bag.starts.push(bag.weights.len());
        bag.used = vec![0; bag.words.len()];
        bag
    }

    /// Returns the slot of a word, or `None` if the text does not have it.
    pub fn slot(&self, word: WordId) -> Option<usize> {
        self.words.binary_search(&word).ok()
    }

    /// Uses up an occurrence of a word and returns its weight, or `None` if none is left.
    pub fn take(&mut self, slot: usize) -> Option<f64> {
        let weights = &self.weights[self.starts[slot]..self.starts[slot + 1]];
        let weight = weights.get(self.used[slot])?;
        self.used[slot] += 1;
        Some(*weight)
    }

    /// Puts everything back.
    pub fn refill(&mut self) {
        self.used.fill(0);
    }

    /// Returns the weight that some words share with the bag, in any order. It is never less than
    /// the weight shared in order, and much faster to find.
    pub fn shared_with(&mut self, words: &[WordId]) -> f64 {
        self.refill();
        let mut shared = 0.0;
        for word in words {
            if let Some(slot) = self.slot(*word) {
                shared += self.take(slot).unwrap_or(0.0);
            }
        }
        shared
    }
}

/// Returns the words that a set shares with any of several others, in order. All sets ascend.
/// Of two sets, the smaller is looked up in the larger: one endless sentence costs nothing.
pub fn shared_words_of_sets(ours: &[WordId], theirs: &[&[WordId]]) -> Vec<WordId> {
    let both = |few: &[WordId], many: &[&[WordId]]| {
        let is_there = |word: &&WordId| many.iter().any(|set| set.binary_search(word).is_ok());
        few.iter().filter(is_there).copied().collect()
    };
    match theirs {
        [one] if one.len() < ours.len() => both(one, &[ours]),
        _ => both(ours, theirs),
    }
}

/// Returns how much a word tells that occurs `count` times in `texts` short texts.
pub fn rarity_in_texts(count: u32, texts: usize) -> f64 {
    (1.0 + texts as f64 / f64::from(count.max(1))).ln()
}

/// Returns how much a word tells that `count` of `texts` passages have. This is BM25's formula: a
/// word of half the passages tells nearly nothing, while in a pair of articles it still does.
pub fn rarity_in_library(count: u32, texts: u32) -> f64 {
    let (count, texts) = (f64::from(count), f64::from(texts));
    (1.0 + (texts - count + 0.5) / (count + 0.5)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_differ_in_what_only_one_text_has() {
        let overlap = Overlap {
            shared: 2.0,
            ours: 4.0,
            theirs: 12.0,
        };
        assert_eq!(overlap.likeness(Measure::DICE), 0.25);
        assert_eq!(overlap.likeness(Measure::COVERAGE), 0.5);
        assert_eq!(overlap.likeness(Measure::PART), 0.25);
        assert_eq!(overlap.containment(), 0.5);
        assert_eq!(Overlap::default().likeness(Measure::DICE), 0.0);
    }

    #[test]
    fn an_occurrence_is_shared_once_and_the_heaviest_first() {
        let mut bag = WordBag::new([(7, 1.0), (3, 1.0), (7, 2.0)]);
        assert_eq!(bag.shared_with(&[7]), 2.0);
        assert_eq!(bag.shared_with(&[7, 7, 7, 4]), 3.0);
        assert_eq!(bag.shared_with(&[7, 3]), 3.0);
    }

    #[test]
    fn sets_share_what_any_of_them_has() {
        assert_eq!(shared_words_of_sets(&[1, 3, 5, 7], &[&[3, 4]]), [3]);
        assert_eq!(shared_words_of_sets(&[1, 3, 5], &[&[3], &[4, 5]]), [3, 5]);
        assert!(shared_words_of_sets(&[1], &[]).is_empty());
    }
}
