//! Every limit on likeness, side by side. Likenesses and shares go from 0 to 1.
//!
//! Those named "measured" were chosen on the cases under `tests/data` and in `tests/suite`; see
//! `compare.md` and `sources.md` for the figures. Changing one means measuring again.

/// Room for the last bits of a computed likeness: 0.7 computed from weights may be 0.69999….
pub const EPSILON: f64 = 1e-9;

/// Claims of an article that has changed.
pub mod reanchor {
    /// The least likeness of the same sentence in other words. Measured.
    pub const MIN_LIKENESS: f64 = 0.70;
    /// By how much the best candidate must lead the next, or the checker is asked. Measured.
    pub const MIN_LEAD: f64 = 0.10;
    /// Weight of a word of the claim itself.
    pub const CLAIM_WORD: f64 = 2.0;
    /// Weight of a known word around the claim: half, since nothing was decided about it.
    pub const CONTEXT_WORD: f64 = 1.0;
    /// Segments looked at for one word, nearest first: only words that say nothing are in more.
    pub const MAX_SEGMENTS_PER_WORD: usize = 256;
    /// Segments that are compared with a claim word by word, those that share most first.
    pub const MAX_COMPARED: usize = 16;
    /// Words of both texts that are diffed one by one; beyond, the middle differs as one block.
    pub const MAX_DIFFED_WORDS: usize = 1 << 13;
}

/// Sentences of an article and of the source it was made from.
pub mod pairing {
    /// The least likeness of two sentences that belong together wherever they stand. Lower than
    /// in re-anchoring: rare words weigh more here, and an editor rewrites.
    pub const MIN_CLEAR: f64 = 0.5;
    /// By how much a clear match must lead the next.
    pub const MIN_LEAD: f64 = 0.05;
    /// The least likeness of two sentences whose neighbours belong together.
    pub const MIN_IN_PLACE: f64 = 0.3;
    /// What standing in the right place adds to a likeness when matches are compared.
    pub const IN_PLACE_BONUS: f64 = 0.1;
    /// The likeness of a sentence that is wholly part of another: a little less than the whole.
    pub const PART: f64 = 0.85;
    /// A part with fewer shared words may be part of anything.
    pub const MIN_PART_WORDS: usize = 4;
    /// How much of the likeness of a part comes from being a part; the rest is Dice's measure,
    /// which prefers the one that covers more.
    pub const PART_SHARE: f64 = 0.8;
    /// What a second sentence must add to be joined to the first.
    pub const MIN_JOIN_GAIN: f64 = 0.04;
    /// A word in more sentences of the source than this leads to none of them.
    pub const MAX_SENTENCES_PER_WORD: usize = 24;
    /// Rarest words of a sentence by which candidates are found.
    pub const MAX_WORDS: usize = 12;
    /// Candidates that are weighed for each sentence.
    pub const MAX_CANDIDATES: usize = 5;
}

/// A claim and the part of a passage it corresponds to.
pub mod part {
    /// Weight of names, numbers and dates: what a checker looks for first.
    pub const NAME: f64 = 1.5;
    /// Weight of other words that say something.
    pub const CONTENT: f64 = 1.0;
    /// Weight of grammatical words: next to nothing.
    pub const GRAMMAR: f64 = 0.1;
    /// From this weight on a word says something.
    pub const MIN_CONTENT: f64 = 0.9;
    /// Factor for words in a reporting frame: the source may say the same without it.
    pub const FRAMED: f64 = 0.25;
    /// The least share of the claim's weight that a part must have. Measured.
    pub const MIN_SHARE: f64 = 0.2;
    /// Words that say something which a neighbouring sentence must share to be taken in: one
    /// name in common is chance.
    pub const MIN_NEIGHBOUR_WORDS: usize = 2;
    /// How many sentences more than the claim a part may have.
    pub const MAX_MORE_SENTENCES: usize = 3;
    /// A claim of more sentences is compared with the whole passage.
    pub const MAX_CLAIM_SENTENCES: usize = 40;
    /// Tokens of both texts that are diffed one by one; beyond, the middle differs as one block.
    pub const MAX_DIFFED_TOKENS: usize = 1 << 12;
    /// Words on one side of a change that are matched up one by one.
    pub const MAX_MATCHED_WORDS: usize = 12;
    /// More equal words than this between two changes keep them apart.
    pub const MAX_KEPT_WORDS: usize = 3;
    /// Words of a chain of changes that is aligned again: the time grows with the square.
    pub const MAX_CHAIN_WORDS: usize = 40;
}

/// Passages of the sources near a claim.
pub mod library {
    /// The least share of a claim's words that a shown passage has: any two passages on the same
    /// subject share as many. Measured; see `sources.md`.
    pub const MIN_SHARE: f64 = 0.37;
    /// The least share of a passage that is shown as a weak match.
    pub const MIN_WEAK_SHARE: f64 = 0.08;
    /// Weak matches that are shown.
    pub const MAX_WEAK: usize = 3;
    /// The least share, seen from both sides, of an earlier check of the same claim. Measured:
    /// the same claims score 0.74 and more, others 0.60 and less.
    pub const SAME_CLAIM: f64 = 0.67;
    /// Passages compared word by word, of those with the rarest words in common.
    pub const MAX_COMPARED: usize = 64;
    /// No word tells more than this, however large the library.
    pub const MAX_WORD_WEIGHT: f64 = 7.0;
    /// The part of its weight that a word counts if no source has it: it may be garbled.
    pub const UNKNOWN_WORD: f64 = 0.5;
    /// The part of a score that the order of the words decides. In a paragraph a claim's words
    /// are in another order more often than in its own sentence.
    pub const ORDER: f64 = 0.12;
    /// How many passage words may be between two that follow each other in the claim.
    pub const MAX_STEP: usize = 3;
    /// A passage is read in windows of twice the claim's words and this many more.
    pub const WINDOW_MARGIN: usize = 8;
    /// The share of a sentence's words that its passage in the article's original has.
    pub const ORIGINAL_SENTENCE: f64 = 0.6;
    /// The share of the article's sentences that are in its original.
    pub const ORIGINAL_ARTICLE: f64 = 0.6;
}

/// One word and another.
pub mod spelling {
    /// The least likeness of two words that are in each other's place in a diff. Lenient: their
    /// places say already that one is meant to be the other.
    pub const MIN_IN_PLACE: f64 = 0.6;
    /// Words of fewer letters than this are not compared by spelling in a diff.
    pub const MIN_IN_PLACE_LETTERS: usize = 4;
    /// Longer words are not compared by spelling: the time grows with the square.
    pub const MAX_LETTERS: usize = 40;
    /// In a whole passage, shorter words are not taken for misspelt ones.
    pub const MIN_LETTERS: usize = 5;
    /// A word with more wrong letters is another.
    pub const MAX_SLIPS: usize = 3;
    /// What a word counts that only begins alike ("Ukraine", "Ukrainian").
    pub const RELATIVE: f64 = 0.7;
}
