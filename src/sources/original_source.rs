//! Which source an article was made from.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::formats::FileFormat;

use super::passages::passages;
use super::words::words;
use super::{DocumentId, Library};

/// Sentences that are asked for, spread over the article.
const ASKED: usize = 100;
/// A sentence with fewer telling words could be anybody's.
const FEWEST_WORDS: usize = 5;
/// Passages of each sentence that are looked at: two agencies may have it from each other.
const LOOKED_AT: usize = 4;
/// The share of a sentence's words that its passage in the original has.
const AGREES: f64 = 0.6;
/// The share of the article's sentences that stand in its original.
const MOST: f64 = 0.6;

impl Library {
    /// Returns the source that an article was made from, if there is one: most of its sentences
    /// stand there, nearly as they are. Of several, the one that agrees best; then the first.
    pub fn original_of(&self, article: &str) -> Option<DocumentId> {
        let sentences = asked(article);
        let mut agreeing = vec![(0usize, 0.0f64); self.documents.len()];
        for sentence in &sentences {
            let mut counted: Vec<DocumentId> = Vec::new();
            for (entry, share) in self.near(sentence).into_iter().take(LOOKED_AT) {
                let id = self.passages[entry as usize].0;
                let score = share.of;
                if share.is_enough && score >= AGREES && !counted.contains(&id) {
                    counted.push(id);
                    let (count, sum) = &mut agreeing[id.0 as usize];
                    *count += 1;
                    *sum += score;
                }
            }
        }
        let enough = sentences.len() as f64 * MOST;
        let mut best: Option<(usize, f64)> = None;
        for (at, &(count, sum)) in agreeing.iter().enumerate() {
            if count > 0 && count as f64 >= enough && best.is_none_or(|(_, most)| sum > most) {
                best = Some((at, sum));
            }
        }
        best.map(|(at, _)| DocumentId(at as u32))
    }
}

/// The sentences of an article that say enough to be recognised, or as many of them as are asked
/// for, evenly spread.
fn asked(article: &str) -> Vec<&str> {
    let sentences: Vec<&str> = passages(article, FileFormat::Plain)
        .into_iter()
        .flat_map(|passage| article[passage.bytes()].split_sentence_bounds())
        .filter(|sentence| words(sentence).len() >= FEWEST_WORDS)
        .collect();
    let step = sentences.len().div_ceil(ASKED).max(1);
    sentences.into_iter().step_by(step).collect()
}
