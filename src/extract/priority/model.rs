//! The weights of the priority score, and the score they give.
//!
//! The trainer takes this file in too: what it measures is what the program computes.

use super::classes::WordClass;
use super::features::{FeatureGroup, GROUPS, Settings, each, letters, pair, pairs, settings};
use super::hashing::finish;
use super::tokens::{ModelToken, ModelTokens};

/// Slots of the table; a power of two.
pub const SLOTS: usize = 1 << 17;
/// Bytes before the table: a mark and three numbers.
pub const HEAD: usize = 16;
/// What a file of weights begins with.
pub const MAGIC: &[u8; 4] = b"FDP2";
/// How many of a slot's sixteen bits are the weight; the others mark the feature.
pub const WEIGHT_BITS: u32 = 6;
/// How many values the bits of weight have.
pub const VALUES: usize = 1 << WEIGHT_BITS;
/// The most steps a weight has, up or down. Steps are stored in two's complement.
pub const STEPS: i32 = VALUES as i32 / 2 - 1;

/// Weights by feature. A slot holds some bits of the feature's hash and the weight, coarse; a
/// feature whose slot is taken is in the next free one. Few bits for the weight are enough, while
/// those of the hash keep sentences from being given the weights of features they do not have.
pub struct Weights<'a> {
    /// The slots, two bytes each.
    table: &'a [u8],
    /// What the bits of weight stand for.
    values: [f32; VALUES],
    /// How steep the priority rises with the score.
    slope: f32,
    /// The score that gives priority 0.5.
    middle: f32,
}

impl<'a> Weights<'a> {
    /// Reads a file of weights; `None` if it is not one.
    pub fn parse(file: &'a [u8]) -> Option<Self> {
        let (head, table) = file.split_at_checked(HEAD)?;
        if &head[..4] != MAGIC || table.len() != 2 * SLOTS {
            return None;
        }
        let number =
            |at: usize| f32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (slope, middle, largest) = (number(4), number(8), number(12));
        Some(Self {
            table,
            values: std::array::from_fn(|bits| {
                let steps = bits as i32;
                value(
                    if steps > STEPS {
                        steps - VALUES as i32
                    } else {
                        steps
                    },
                    largest,
                )
            }),
            slope,
            middle,
        })
    }

    /// Returns the weight of a feature; 0 for one that training did not keep.
    ///
    /// Four slots are looked at in one: whether a feature is in its own slot, in the next or in
    /// none is a coin toss, and to take them one by one is to wait for it each time.
    pub fn of(&self, feature: u64) -> f32 {
        const WEIGHTS: u64 = (VALUES as u64 - 1) * EACH;
        let (mut at, mark) = place(feature);
        let marks = u64::from(mark << WEIGHT_BITS) * EACH;
        loop {
            let slots = self.four(at);
            // A free slot, which has no weight, or the feature's own: whichever is first.
            let ends = zeros(slots & WEIGHTS) | zeros((slots ^ marks) & !WEIGHTS);
            if ends != 0 {
                let slot = slots >> (ends.trailing_zeros() / 16 * 16);
                return self.values[slot as usize % VALUES];
            }
            at = (at + 4) % SLOTS;
        }
    }

    /// Returns a slot and the next three, the first in the lowest bits.
    fn four(&self, at: usize) -> u64 {
        match self.table[2 * at..].first_chunk() {
            Some(slots) => u64::from_le_bytes(*slots),
            // Behind the last slot comes the first.
            None => (0..4).fold(0, |slots, lane| {
                let at = (at + lane) % SLOTS * 2;
                let slot = u16::from_le_bytes([self.table[at], self.table[at + 1]]);
                slots | u64::from(slot) << (16 * lane)
            }),
        }
    }
}

/// One in each of four slots.
const EACH: u64 = 0x0001_0001_0001_0001;

/// Marks which of four slots are all zeros. Behind the first that is, others may be marked too.
fn zeros(slots: u64) -> u64 {
    slots.wrapping_sub(EACH) & !slots & (EACH << 15)
}

/// Returns where a feature's slot is, and what marks it as its own.
pub fn place(feature: u64) -> (usize, u16) {
    (
        (feature >> 20) as usize % SLOTS,
        feature as u16 >> WEIGHT_BITS,
    )
}

/// Returns the weight for a number of steps. The square gives small weights, which are
/// most, the finer steps.
fn value(steps: i32, largest: f32) -> f32 {
    let share = steps as f32 / STEPS as f32;
    share * share.abs() * largest
}

/// The most entries of the cache of words; a power of two, as are fewer.
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
    tokens: ModelTokens,
    cache: Box<[Seen]>,
    /// The weights of the pairs of classes, by number of the first and the second.
    pairs: Box<[f32]>,
}

impl<'a> Scorer<'a> {
    /// Creates an empty scorer for a text of about `len` code points: one word in two or three
    /// of a short text is new.
    pub fn new(weights: &'a Weights<'a>, len: u32) -> Self {
        let entries = (len as usize / 16).clamp(1, CACHE).next_power_of_two();
        let classes = WordClass::ALL.len() as u32;
        let pairs = (0..classes).flat_map(|a| (0..classes).map(move |b| weights.of(pair(a, b))));
        Self {
            weights,
            tokens: ModelTokens::default(),
            cache: vec![Seen::default(); entries].into(),
            pairs: pairs.collect(),
        }
    }

    /// Returns the score of a sentence; the higher, the more it is worth checking.
    pub fn score(&mut self, sentence: &str) -> f32 {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.read(sentence);
        let mut sums = [0.0f32; GROUPS];
        let mut counts = [0.0f32; GROUPS];
        let mut add = |group: FeatureGroup, weight: f32, count: f32| {
            sums[group as usize] += weight;
            counts[group as usize] += count;
        };
        let settings = Settings::of(&tokens);
        each(&tokens, settings, |group, feature| {
            add(group, self.weights.of(feature), 1.0);
        });
        pairs(&tokens, |a, b| {
            add(
                FeatureGroup::Pairs,
                self.pairs[a as usize * WordClass::ALL.len() + b as usize],
                1.0,
            );
        });
        let chosen = settings.chosen();
        for token in tokens.list() {
            let seen = self.seen(&tokens, token);
            add(FeatureGroup::Letters, seen.sum, seen.count);
            let settings = chosen.iter().map(|at| seen.settings[*at]).sum();
            add(FeatureGroup::Settings, settings, chosen.len() as f32);
        }
        self.tokens = tokens;
        counts[FeatureGroup::Counts as usize] = 1.0;
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

    fn seen(&mut self, tokens: &ModelTokens, token: &ModelToken) -> Seen {
        let at = finish(token.letters) as usize & (self.cache.len() - 1);
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
