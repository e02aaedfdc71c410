//! The weights of the priority score, and the score they give.
//!
//! The trainer takes this file in too: what it measures is what the program computes.

use super::classes::Class;
use super::features::{GROUPS, Group, Settings, each, letters, pair, pairs, settings};
use super::hashing::finish;
use super::tokens::{Token, Tokens};

/// Slots of the table; a power of two.
pub const SLOTS: usize = 1 << 17;
/// Bytes before the table: a mark and three numbers.
pub const HEAD: usize = 16;
/// What a file of weights begins with.
pub const MAGIC: &[u8; 4] = b"FDP1";

/// Weights by feature. A slot holds eight bits of the feature's hash and the weight in one byte;
/// a feature whose slot is taken is in the next free one.
pub struct Weights<'a> {
    /// For each slot the mark of its feature and its weight, side by side.
    slots: &'a [[u8; 2]],
    /// What each byte of weight stands for.
    values: [f32; 256],
    /// How steep the priority rises with the score.
    slope: f32,
    /// The score that gives priority 0.5.
    middle: f32,
}

impl<'a> Weights<'a> {
    /// Reads a file of weights; none if it is not one.
    pub fn parse(file: &'a [u8]) -> Option<Self> {
        let (head, table) = file.split_at_checked(HEAD)?;
        if &head[..4] != MAGIC || table.len() != 2 * SLOTS {
            return None;
        }
        let number =
            |at: usize| f32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (slope, middle, largest) = (number(4), number(8), number(12));
        let (slots, _) = table.as_chunks::<2>();
        Some(Self {
            slots,
            values: std::array::from_fn(|byte| value(byte as u8 as i8, largest)),
            slope,
            middle,
        })
    }

    /// Returns the weight of a feature; 0 for one that training did not keep.
    fn of(&self, feature: u64) -> f32 {
        let (mut at, print) = place(feature);
        loop {
            let [mark, weight] = self.slots[at];
            if weight == 0 {
                return 0.0;
            }
            if mark == print {
                return self.values[usize::from(weight)];
            }
            at = (at + 1) % SLOTS;
        }
    }
}

/// Returns where a feature's slot is, and what marks it as its own.
pub fn place(feature: u64) -> (usize, u8) {
    ((feature >> 20) as usize % SLOTS, feature as u8)
}

/// Returns the weight that a byte stands for. The square gives small weights, which are most, the
/// finer steps.
pub fn value(byte: i8, largest: f32) -> f32 {
    let share = f32::from(byte) / 127.0;
    share * share.abs() * largest
}

/// Entries of the cache of words; a power of two.
const CACHE: usize = 1 << 12;

/// What is known of a word seen lately.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// The hash of its letters.
    key: u64,
    /// The weights of its letter runs, summed, and how many there are.
    sum: f32,
    count: f32,
    /// The weights of [`settings`].
    settings: [f32; 6],
}

/// Scores sentences one after the other.
pub struct Scorer<'a> {
    weights: &'a Weights<'a>,
    tokens: Tokens,
    cache: Box<[Seen]>,
    /// The weights of the pairs of classes, by number of the first and the second.
    pairs: Box<[f32]>,
}

impl<'a> Scorer<'a> {
    /// Begins with nothing seen.
    pub fn new(weights: &'a Weights<'a>) -> Self {
        let classes = Class::ALL.len() as u32;
        let pairs = (0..classes).flat_map(|a| (0..classes).map(move |b| weights.of(pair(a, b))));
        Self {
            weights,
            tokens: Tokens::default(),
            cache: vec![Seen::default(); CACHE].into(),
            pairs: pairs.collect(),
        }
    }

    /// Returns the score of a sentence; the higher, the more it is worth checking.
    pub fn score(&mut self, sentence: &str) -> f32 {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.read(sentence);
        let mut sums = [0.0f32; GROUPS];
        let mut counts = [0.0f32; GROUPS];
        let mut add = |group: Group, weight: f32, count: f32| {
            sums[group as usize] += weight;
            counts[group as usize] += count;
        };
        let settings = Settings::of(&tokens);
        each(&tokens, settings, |group, feature| {
            add(group, self.weights.of(feature), 1.0);
        });
        pairs(&tokens, |a, b| {
            add(
                Group::Pairs,
                self.pairs[a as usize * Class::ALL.len() + b as usize],
                1.0,
            );
        });
        let chosen = settings.chosen();
        for token in tokens.list() {
            let seen = self.seen(&tokens, token);
            add(Group::Letters, seen.sum, seen.count);
            let settings = chosen.iter().map(|at| seen.settings[*at]).sum();
            add(Group::Settings, settings, chosen.len() as f32);
        }
        self.tokens = tokens;
        counts[Group::Counts as usize] = 1.0;
        sums.iter()
            .zip(counts)
            .map(|(sum, count)| sum / count.max(1.0).sqrt())
            .sum()
    }

    /// Returns how worth checking a sentence is, 0 to 1.
    pub fn priority(&mut self, sentence: &str) -> f32 {
        let above = self.score(sentence) - self.weights.middle;
        1.0 / (1.0 + (-self.weights.slope * above).exp())
    }

    fn seen(&mut self, tokens: &Tokens, token: &Token) -> Seen {
        let at = finish(token.letters) as usize % CACHE;
        if self.cache[at].key == token.letters && self.cache[at].count > 0.0 {
            return self.cache[at];
        }
        let mut seen = Seen {
            key: token.letters,
            settings: settings(token.id).map(|feature| self.weights.of(feature)),
            ..Seen::default()
        };
        letters(tokens.text(token), |feature| {
            seen.sum += self.weights.of(feature);
            seen.count += 1.0;
        });
        self.cache[at] = seen;
        seen
    }
}
