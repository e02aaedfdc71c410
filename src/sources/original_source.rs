//! Which source an article was made from.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::align::thresholds::library;
use crate::formats::FileFormat;

use super::passages::passages;
use super::words::words;
use super::{DocumentId, Library};

/// Sentences that are asked for, spread over the article.
const MAX_SENTENCES: usize = 100;
/// A sentence with fewer telling words could be anybody's.
const MIN_WORDS: usize = 5;
/// Passages of each sentence that are looked at: two agencies may have it from each other.
const MAX_PASSAGES: usize = 4;
impl Library {
    /// Returns the source that an article was made from, if there is one: most of its sentences
    /// are there, nearly as they are. Of several, the one that agrees best; then the first.
    pub fn original_of(&self, article: &str) -> Option<DocumentId> {
        let sentences = asked(article);
        let mut agreeing = vec![(0usize, 0.0f64); self.documents.len()];
        for sentence in &sentences {
            let mut counted: Vec<DocumentId> = Vec::new();
            for (entry, share) in self.near(sentence).into_iter().take(MAX_PASSAGES) {
                let id = self.passages[entry as usize].0;
                let score = share.of;
                if share.is_enough && score >= library::ORIGINAL_SENTENCE && !counted.contains(&id)
                {
                    counted.push(id);
                    let (count, sum) = &mut agreeing[id.0 as usize];
                    *count += 1;
                    *sum += score;
                }
            }
        }
        let enough = sentences.len() as f64 * library::ORIGINAL_ARTICLE;
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
        .filter(|sentence| words(sentence).len() >= MIN_WORDS)
        .collect();
    let step = sentences.len().div_ceil(MAX_SENTENCES).max(1);
    sentences.into_iter().step_by(step).collect()
}
