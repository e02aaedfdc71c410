//! The words of a claim, as they are looked for in the new text.

use std::collections::HashMap;
use std::ops::Range;

use crate::language::{self, Detail, WordShape};

use crate::align::thresholds::reanchor::{CLAIM_WORD, CONTEXT_WORD};
use crate::align::{Measure, Overlap, WordBag, WordId};

use super::alignment::Alignment;

/// Numbers for words, whatever their case. A number is a word; punctuation is not.
#[derive(Debug, Default)]
pub(super) struct WordNumbers(HashMap<String, WordId>);

impl WordNumbers {
    /// Returns the words of a text and the bytes at which they stand.
    pub(super) fn read(&mut self, text: &str) -> Vec<(WordId, Range<usize>)> {
        let mut words = language::words(text, Detail::Tokens);
        words.retain(|word| !word.is_mark() && word.shape != WordShape::Sign);
        words
            .iter()
            .map(|word| (self.id(&text[word.bytes()]), word.bytes()))
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

impl Phrase {
    /// Returns the weight of the word at a place.
    fn weight(&self, at: usize) -> f64 {
        match self.own.contains(&at) {
            true => CLAIM_WORD,
            false => CONTEXT_WORD,
        }
    }

    /// Returns the weight of all words.
    pub(super) fn total(&self) -> f64 {
        let own = self.own.len() as f64;
        own * CLAIM_WORD + (self.words.len() as f64 - own) * CONTEXT_WORD
    }

    /// Returns the words with their weights.
    pub(super) fn bag(&self) -> WordBag {
        let words = self.words.iter().enumerate();
        WordBag::new(words.map(|(at, &word)| (word, self.weight(at))))
    }

    /// Returns how alike the phrase and a piece of text are, from 0 to 1, given their alignment:
    /// Dice's measure on the words they share in order. Of a piece that a part of a sentence is
    /// compared with, only the stretch counts that the phrase covers.
    pub(super) fn likeness(&self, aligned: &Alignment) -> f64 {
        let shared = aligned
            .equal()
            .flat_map(|run| run.old.clone())
            .map(|at| self.weight(at))
            .sum();
        self.dice(
            shared,
            aligned.new_len(),
            self.weight_of_foreign_words(aligned),
        )
    }

    /// Returns Dice's measure for a shared weight. The weight of the other text is that of all its
    /// `words` if the claim is a whole sentence, else what is shared and what is `foreign`.
    pub(super) fn dice(&self, shared: f64, words: usize, foreign: f64) -> f64 {
        let theirs = match self.whole {
            true => words as f64 * CLAIM_WORD,
            false => shared + foreign,
        };
        let overlap = Overlap {
            shared,
            ours: self.total(),
            theirs,
        };
        overlap.likeness(Measure::DICE)
    }

    /// Returns how many words a weight can have at most.
    pub(super) fn max_words_in(&self, weight: f64) -> usize {
        (weight / if self.whole { CLAIM_WORD } else { CONTEXT_WORD }) as usize
    }

    /// Returns the weight of the words of a piece that are not shared but stand among those that
    /// are.
    fn weight_of_foreign_words(&self, aligned: &Alignment) -> f64 {
        let Some(covered) = aligned.covered() else {
            return 0.0;
        };
        let own = aligned.image(self.own.clone()).unwrap_or(0..0);
        let mut at = covered.start;
        let mut foreign = 0.0;
        for run in aligned.equal() {
            let weigh = |at: usize| match own.contains(&at) {
                true => CLAIM_WORD,
                false => CONTEXT_WORD,
            };
            foreign += (at..run.new.start).map(weigh).sum::<f64>();
            at = run.new.end;
        }
        foreign
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
