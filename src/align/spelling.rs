//! Whether a word is another one, misspelt.

use strsim::{normalized_damerau_levenshtein, osa_distance};

use super::thresholds::spelling::{
    MAX_LETTERS, MAX_SLIPS, MIN_IN_PLACE, MIN_IN_PLACE_LETTERS, MIN_LETTERS, RELATIVE,
};

/// Returns whether two words that are in each other's place are written much alike.
pub fn are_spelt_alike(one: &str, other: &str) -> bool {
    let has_usual_length = |word: &str| (MIN_IN_PLACE_LETTERS..MAX_LETTERS).contains(&word.len());
    has_usual_length(one)
        && has_usual_length(other)
        && normalized_damerau_levenshtein(one, other) >= MIN_IN_PLACE
}

/// A word as it is spelt, made ready for being compared with all words of a passage.
#[derive(Clone, Copy, Debug)]
pub struct Spelling<'w> {
    /// The word in small letters.
    pub word: &'w str,
    /// A bit for each letter it has, which tells most pairs apart at once.
    pub letters: u32,
}

impl Spelling<'_> {
    /// Returns how near two spellings are, from 0 to 1; 0 for words that have no more to do with
    /// each other than any two.
    pub fn likeness(self, other: Self) -> f64 {
        if self.word.len() < MIN_LETTERS || other.word.len() < MIN_LETTERS {
            return 0.0;
        }
        let beginning = shared_beginning(self.word, other.word);
        // A replaced letter is one that only one word has, and one that only the other has.
        let apart = (self.letters ^ other.letters).count_ones() as usize;
        if beginning < MIN_LETTERS && apart > 2 * MAX_SLIPS {
            return 0.0;
        }
        let (one, two) = (self.word.chars().count(), other.word.chars().count());
        let (short, long) = (one.min(two), one.max(two));
        let relative = match beginning >= MIN_LETTERS && beginning * 2 > long {
            true => RELATIVE,
            false => 0.0,
        };
        let slips = match long {
            ..=6 => 1,
            7..=9 => 2,
            _ => MAX_SLIPS,
        };
        if short < MIN_LETTERS || long - short > slips || apart > 2 * slips {
            return relative;
        }
        match osa_distance(self.word, other.word) {
            distance if distance <= slips => relative.max(1.0 - distance as f64 / long as f64),
            _ => relative,
        }
    }
}

fn shared_beginning(one: &str, other: &str) -> usize {
    let pairs = one.chars().zip(other.chars());
    pairs.take_while(|(a, b)| a == b).count()
}
