//! How alike two texts are: the one engine behind re-anchoring, comparing and finding sources.
//!
//! - [`Overlap`] and [`Measure`]: one formula for likeness; the callers differ in two numbers.
//! - [`WordBag`]: what two texts share, each occurrence of a word once.
//! - [`rarity_in_texts`] and [`rarity_in_library`]: how much a word tells.
//! - [`Postings`]: which texts have a word, so that not all pairs are compared.
//! - [`PartFinder`] and [`widen`]: the part of a text that is most like another.
//! - [`clear_matches`], [`ordered_matches`] and [`longest_ascent`]: who goes with whom, in order.
//! - [`diff`] and [`word_diff`]: what two wordings share and where they differ.
//! - [`are_spelt_alike`] and [`Spelling`]: whether one word is another, misspelt.
//!
//! [`thresholds`] holds every limit of these callers side by side, with the reason for it.
//!
//! What the callers do differently, and why it stays:
//!
//! - Re-anchoring counts shared words *in order* ([`DiffGoal::MostShared`]): in garbled text,
//!   roles change places. Pairing the sentences of two articles counts them in any order: an
//!   editor moves clauses about, and the sentence is still made of the other.
//! - A claim and its source are compared by [`Measure::PART`], not by Dice's measure: claims lose
//!   words more often than they gain any.
//! - A library asks how much of the claim a passage has ([`Measure::COVERAGE`]), with misspelt
//!   words: there, a passage is a paragraph and has much that the claim has not.
//! - Words of a sentence and of a library are weighed by two rarity formulas; the limits were
//!   measured with these.
//!
//! Words are numbers here: who reads a text decides which words are the same.

mod best_part;
mod diff;
mod in_order;
mod overlap;
mod postings;
mod spelling;
pub mod thresholds;

pub use best_part::{PartFinder, widen};
pub use diff::{DiffGoal, DiffRun, Wording, diff, word_diff};
pub use in_order::{LikelyMatch, clear_matches, leads, longest_ascent, ordered_matches};
pub use overlap::{
    Measure, Overlap, WordBag, rarity_in_library, rarity_in_texts, shared_words_of_sets,
};
pub use postings::Postings;
pub use spelling::{Spelling, are_spelt_alike};

/// A word, numbered by the vocabulary that read it.
pub type WordId = u32;
