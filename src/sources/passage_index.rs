//! Which passages hold a claim's words: the `bm25` crate, asked for the rare words only.
//!
//! The crate scores every passage that holds any word of the question. A word such as "president"
//! would make that a fifth of all, so a question is put with its rarest words, as many as together
//! are in a few thousand passages; the exact comparison of [`super::rank`] then sees all words.

use std::collections::HashMap;

use bm25::{
    Embedder, EmbedderBuilder, Embedding, Scorer, TokenEmbedder, TokenEmbedding, Tokenizer,
};

use crate::align::rarity_in_library;

use super::words::{SourceWord, words};

/// Words of a passage, as many as one has on average.
const USUAL_LENGTH: f32 = 30.0;
/// Passages that a question may look at, unless its rarest word alone is in more.
const LOOKED_AT: usize = 2_500;
/// Bits of a term. Two words that share one do no harm but work; that there are two million at
/// most keeps a file of random words from taking the machine's memory.
const TERM_BITS: u32 = 21;

/// The number of an indexed text, from 0, in the order in which they were put in.
pub(super) type PassageNumber = u32;

/// A word as the index knows it.
pub(super) struct Term;

impl TokenEmbedder for Term {
    type EmbeddingSpace = u32;

    /// FNV-1a, folded.
    fn embed(stem: &str) -> u32 {
        let hash = stem.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        ((hash ^ (hash >> TERM_BITS) ^ (hash >> 42)) & ((1 << TERM_BITS) - 1)) as u32
    }
}

/// Cuts a text into the words that are indexed.
#[derive(Default)]
struct Stems;

impl Tokenizer for Stems {
    fn tokenize(&self, text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.stem).collect()
    }
}

/// What the index keeps of a text.
pub(super) type IndexedWords = Embedding<u32>;

/// Makes what the index keeps of a text; the costly half of putting it in, for any thread.
pub(super) struct IndexReader(Embedder<Term, Stems>);

impl IndexReader {
    pub(super) fn new() -> Self {
        Self(EmbedderBuilder::with_avgdl(USUAL_LENGTH).build())
    }

    pub(super) fn read(&self, text: &str) -> IndexedWords {
        let mut entered = self.0.embed(text);
        // The crate keeps every occurrence of a word, and looks at the first.
        entered.sort_by_key(|token| token.index);
        entered.dedup_by_key(|token| token.index);
        entered.shrink_to_fit();
        entered
    }
}

/// The texts that can be asked for.
#[derive(Default)]
pub(super) struct PassageIndex {
    scorer: Scorer<PassageNumber, u32>,
    /// In how many texts each term stands.
    counts: HashMap<u32, u32>,
    len: u32,
}

impl PassageIndex {
    /// Puts a text in.
    pub(super) fn add(&mut self, entered: IndexedWords) {
        for term in entered.indices() {
            *self.counts.entry(*term).or_default() += 1;
        }
        self.scorer.upsert(&self.len, entered);
        self.len += 1;
    }

    /// Returns the texts that hold the rarest of these words, best first, at most `most`.
    pub(super) fn candidates(&self, words: &[SourceWord], most: usize) -> Vec<PassageNumber> {
        let mut terms: Vec<(u32, u32)> = words
            .iter()
            .map(|word| Term::embed(&word.stem))
            .filter_map(|term| Some((*self.counts.get(&term)?, term)))
            .collect();
        terms.sort_unstable();
        terms.dedup();
        let mut looked_at = 0;
        let rare = terms.iter().take_while(|(count, _)| {
            let is_first = looked_at == 0;
            looked_at += *count as usize;
            is_first || looked_at <= LOOKED_AT
        });
        let question = Embedding(
            rare.map(|&(_, index)| TokenEmbedding { index, value: 1.0 })
                .collect(),
        );
        // In the crate's answer, texts of the same score are in any order.
        let mut found = self.scorer.matches(&question);
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
        found.into_iter().take(most).map(|text| text.id).collect()
    }

    /// Returns whether any text has a word.
    pub(super) fn knows(&self, stem: &str) -> bool {
        self.counts.contains_key(&Term::embed(stem))
    }

    /// Returns how much a word tells: the less, the more texts it is in.
    pub(super) fn weight(&self, stem: &str) -> f64 {
        let count = self.counts.get(&Term::embed(stem)).copied().unwrap_or(0);
        rarity_in_library(count, self.len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(texts: &[&str]) -> PassageIndex {
        let reader = IndexReader::new();
        let mut index = PassageIndex::default();
        for text in texts {
            index.add(reader.read(text));
        }
        index
    }

    #[test]
    fn the_text_with_the_rarest_words_comes_first() {
        let index = index(&[
            "Russia moved troops",
            "Russia annexed Crimea",
            "Russia denies it",
        ]);
        assert_eq!(
            index.candidates(&words("Russia annexing Crimea"), 9),
            [1, 2, 0]
        );
        assert_eq!(index.candidates(&words("Crimea"), 9), [1]);
        assert!(index.candidates(&words("Japan"), 9).is_empty());
        let weight = |word: &str| index.weight(&words(word)[0].stem);
        assert!(weight("Crimea") > weight("Russia"));
    }

    #[test]
    fn texts_of_the_same_score_stand_in_their_order() {
        let index = index(&["A ferry sank"; 40]);
        let expected: Vec<PassageNumber> = (0..10).collect();
        assert_eq!(index.candidates(&words("the ferry sank"), 10), expected);
    }

    #[test]
    fn words_that_stand_in_thousands_of_texts_are_not_asked_for_beside_a_rare_one() {
        let mut texts = vec!["the president spoke"; 5_000];
        texts.push("the president sneezed");
        let index = index(&texts);
        let found = index.candidates(&words("the president sneezed"), 9_999);
        assert_eq!(found, [5_000]);
        // With nothing rarer to go by, the common word it is.
        assert_eq!(index.candidates(&words("a president"), 9_999).len(), 5_001);
    }
}
