//! How like two pieces of text are, word by word, and which words became which.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

/// A word, whatever its case. Numbers are words; punctuation is none.
pub(super) type WordId = u32;

/// Every word met, numbered.
#[derive(Debug, Default)]
pub(super) struct WordNumbers(HashMap<String, WordId>);

impl WordNumbers {
    /// Returns the words of a text and the bytes at which they stand.
    pub(super) fn read(&mut self, text: &str) -> Vec<(WordId, Range<usize>)> {
        text.unicode_word_indices()
            .map(|(at, word)| (self.id(word), at..at + word.len()))
            .collect()
    }

    fn id(&mut self, word: &str) -> WordId {
        let word = word.to_lowercase();
        let next = self.0.len() as WordId;
        *self.0.entry(word).or_insert(next)
    }

    /// Returns how many words there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// The words that are looked for: those of a claim, and with a part of a sentence what is known
/// of the rest of it.
#[derive(Debug)]
pub(super) struct Phrase {
    /// All of them, in order.
    pub(super) words: Vec<WordId>,
    /// Which of them are the claim's own.
    pub(super) own: Range<usize>,
    /// Whether the claim is a whole sentence, or several.
    pub(super) whole: bool,
}

/// The weight of the claim's own words; the known words around it count half as much, since they
/// are not what was decided upon.
pub(super) const OWN: u32 = 2;
pub(super) const AROUND: u32 = 1;

impl Phrase {
    /// Returns the weight of a word, by its place.
    pub(super) fn weight(&self, at: usize) -> u32 {
        match self.own.contains(&at) {
            true => OWN,
            false => AROUND,
        }
    }

    /// Returns the weight of all words.
    pub(super) fn total(&self) -> u32 {
        let own = self.own.len() as u32;
        own * OWN + (self.words.len() as u32 - own) * AROUND
    }

    /// Returns how like the phrase a piece of text is, from 0 to 1, given their alignment.
    ///
    /// The measure is Dice's: twice the words they share, in order (the longest common
    /// subsequence), over all words of both. Of a piece that a part of a sentence is held against
    /// only the stretch counts that the phrase covers.
    pub(super) fn likeness(&self, aligned: &Alignment) -> f64 {
        let mut shared = 0;
        for (old, _, len) in aligned.equal() {
            shared += (old..old + len).map(|at| self.weight(at)).sum::<u32>();
        }
        self.dice(
            shared,
            aligned.new_len,
            self.weight_of_foreign_words(aligned),
        )
    }

    /// Returns twice the weight that is shared over the weight of both. Theirs is that of all their
    /// `words` if the claim is a whole, else of what is shared and what is `foreign`.
    pub(super) fn dice(&self, shared: u32, words: usize, foreign: u32) -> f64 {
        let theirs = match self.whole {
            true => words as u32 * OWN,
            false => shared + foreign,
        };
        match self.total() + theirs {
            0 => 0.0,
            both => f64::from(2 * shared) / f64::from(both),
        }
    }

    /// Returns how many of the words can be in a weight.
    pub(super) fn most_words_in(&self, weight: u32) -> usize {
        (weight / if self.whole { OWN } else { AROUND }) as usize
    }

    /// Returns the weight of the words of a piece that stand among those the phrase shares with it
    /// and are not shared.
    fn weight_of_foreign_words(&self, aligned: &Alignment) -> u32 {
        let Some(covered) = aligned.covered() else {
            return 0;
        };
        let own = aligned.image(self.own.clone()).unwrap_or(0..0);
        let mut at = covered.start;
        let mut foreign = 0;
        for (_, new, len) in aligned.equal() {
            let weights = (at..new).map(|at| if own.contains(&at) { OWN } else { AROUND });
            foreign += weights.sum::<u32>();
            at = new + len;
        }
        foreign
    }
}

/// Which words of an old text became which words of a new one.
#[derive(Debug)]
pub(super) struct Alignment {
    steps: Vec<DiffOp>,
    new_len: usize,
}

/// How many words, of both texts, are aligned one by one at most: the time goes up with the square.
const LONGEST: usize = 1 << 13;

impl Alignment {
    /// Aligns two texts.
    pub(super) fn of(old: &[WordId], new: &[WordId]) -> Self {
        let most = old.len().min(new.len());
        let first = (0..most).take_while(|&at| old[at] == new[at]).count();
        let last = (1..=most - first)
            .take_while(|&back| old[old.len() - back] == new[new.len() - back])
            .count();
        let (old_rest, new_rest) = (old.len() - first - last, new.len() - first - last);
        let steps = if old_rest + new_rest <= LONGEST {
            capture_diff_slices(Algorithm::Myers, old, new)
        } else {
            // A claim of many pages: what differs is one block.
            vec![
                DiffOp::Equal {
                    old_index: 0,
                    new_index: 0,
                    len: first,
                },
                DiffOp::Replace {
                    old_index: first,
                    old_len: old_rest,
                    new_index: first,
                    new_len: new_rest,
                },
                DiffOp::Equal {
                    old_index: old.len() - last,
                    new_index: new.len() - last,
                    len: last,
                },
            ]
        };
        Self {
            steps,
            new_len: new.len(),
        }
    }

    /// Returns the runs of equal words: where in the old text, where in the new, how many.
    fn equal(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        self.steps.iter().filter_map(|step| match *step {
            DiffOp::Equal {
                old_index,
                new_index,
                len,
            } => Some((old_index, new_index, len)),
            _ => None,
        })
    }

    /// Returns the words of the new text from the first that is shared to the last.
    fn covered(&self) -> Option<Range<usize>> {
        let first = self.equal().find(|&(_, _, len)| len > 0)?;
        let last = self.equal().filter(|&(_, _, len)| len > 0).last()?;
        Some(first.1..last.1 + last.2)
    }

    /// Returns what some words of the old text became; none if nothing is left of them.
    pub(super) fn image(&self, old: Range<usize>) -> Option<Range<usize>> {
        let mut image: Option<Range<usize>> = None;
        for step in &self.steps {
            let (from, to) = (step.old_range(), step.new_range());
            let first = from.start.max(old.start);
            let last = from.end.min(old.end);
            let piece = match step {
                DiffOp::Equal { .. } if first < last => {
                    to.start + (first - from.start)..to.start + (last - from.start)
                }
                DiffOp::Replace { .. } if first < last => to,
                DiffOp::Insert { .. } if old.start < from.start && from.start < old.end => to,
                _ => continue,
            };
            image = Some(match image {
                None => piece,
                Some(image) => image.start..piece.end,
            });
        }
        image
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(vocabulary: &mut WordNumbers, old: &str, new: &str) -> (Phrase, Alignment) {
        let ids = |words: Vec<(WordId, Range<usize>)>| -> Vec<WordId> {
            words.into_iter().map(|(id, _)| id).collect()
        };
        let words = ids(vocabulary.read(old));
        let alignment = Alignment::of(&words, &ids(vocabulary.read(new)));
        let phrase = Phrase {
            own: 0..words.len(),
            words,
            whole: true,
        };
        (phrase, alignment)
    }

    fn likeness(old: &str, new: &str) -> f64 {
        let (phrase, alignment) = aligned(&mut WordNumbers::default(), old, new);
        phrase.likeness(&alignment)
    }

    #[test]
    fn likeness_counts_shared_words_in_order() {
        assert_eq!(likeness("One two, three.", "one TWO three"), 1.0);
        assert_eq!(likeness("one two three four", "one two 3 four"), 0.75);
        assert_eq!(
            likeness("Russia annexed Crimea", "Crimea annexed Russia"),
            1.0 / 3.0
        );
        assert_eq!(likeness("…", "?!"), 0.0);
    }

    #[test]
    fn a_part_is_held_against_the_stretch_it_covers() {
        let (mut phrase, alignment) = aligned(
            &mut WordNumbers::default(),
            "said he strongly doubted that it helps",
            "On Monday Peskov said he strongly doubts that it helps, a paper wrote",
        );
        phrase.whole = false;
        phrase.own = 2..4;
        assert_eq!(alignment.image(2..4), Some(5..7));
        // 2 of 4 own, 5 of 5 around; one word of theirs is foreign and stands for an own one.
        assert_eq!(phrase.likeness(&alignment), 14.0 / (9.0 + 9.0));
    }

    #[test]
    fn words_that_are_gone_have_become_nothing() {
        let (_, alignment) = aligned(&mut WordNumbers::default(), "a b c d e", "a e f");
        assert_eq!(alignment.image(1..4), None);
        assert_eq!(alignment.image(0..4), Some(0..1));
        assert_eq!(alignment.image(4..5), Some(1..2));
    }

    #[test]
    fn pages_of_words_are_not_compared_one_by_one() {
        let old: Vec<WordId> = (0..20_000).collect();
        let new: Vec<WordId> = (0..20_000)
            .map(|n| if n % 2 == 0 { n } else { 0 })
            .collect();
        assert_eq!(Alignment::of(&old, &new).image(0..2), Some(0..20_000));
    }
}
