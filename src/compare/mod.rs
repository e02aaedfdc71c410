//! A claim beside its source: what the words kept, what they lost, and whether names, numbers,
//! dates, quotations, negation and roles agree. See `compare.md` for what it can and cannot see.
//!
//! Words in, plain values out: nothing here knows about files, reviews or the
//! screen. Words are compared as English where the text is English, else by their letters alone.
//! Texts are returned as they are: the caller makes them harmless before showing them.

mod agreement;
mod analysis;
mod articles;
mod best_part;
mod corpus;
mod diff;
mod facts;
mod names;
mod negation;
mod normalized;
mod pieces;
mod quotes;
mod repeats;
mod role_frames;
mod roles;
mod sentence;
mod sides;
mod summary;
mod token_reading;
mod vocabulary;

#[cfg(test)]
mod tests;

use crate::align::{Measure, Overlap};
use crate::text::Span;

use analysis::Analysis;
pub use articles::{ArticlePairing, PairedSentence, pair_articles};
pub use corpus::Corpus;
use diff::DiffStep;
pub use repeats::repeats;
use sides::Sides;
pub use summary::{
    Absent, Agreement, FactAgreement, FactKind, Quotation, QuoteMatch, Whereabouts, WordingPair,
};
use vocabulary::Vocabulary;

/// How a piece of text differs between the source and the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffChange {
    /// Both have it; case, quotation marks' style and punctuation aside.
    Kept,
    /// Both have it, in other letters: `18` and `eighteen`, `US` and `U.S.`, `March` and `in March`.
    /// It counts as kept.
    Respelt,
    /// The claim has other words than the source.
    Replaced,
    /// The source has it, the claim does not.
    Missing,
    /// The claim has it, the source does not.
    Added,
}

/// A piece of both wordings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffPiece {
    /// What became of it.
    pub change: DiffChange,
    /// The claim's words, as they are there; empty if it is missing.
    pub claim: String,
    /// The source's words, as they are there; empty if it was added.
    pub source: String,
}

/// A claim and the part of a passage that it corresponds to.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The difference in reading order. One after the other, their claims are the claim and their
    /// sources are the part of the passage.
    pub pieces: Vec<DiffPiece>,
    /// Where in the passage that part is, in code points; `None` if nothing in it is like the
    /// claim.
    pub part: Option<Span>,
    /// How much of the claim the part has, from 0 to 1; names, numbers and dates weigh more than
    /// other words, and grammatical words hardly count.
    pub likeness: f32,
    /// What of names, numbers, dates, quotations, negation and roles agrees, if there is a part.
    pub agreement: Agreement,
}

impl Comparison {
    /// Returns what agrees and what does not, in one line, harmless as it stands.
    pub fn summary(&self) -> String {
        match self.part {
            Some(_) => self.agreement.to_string(),
            None => "Nothing in this passage is like the claim".to_owned(),
        }
    }
}

/// Compares a claim with the part of a passage that it corresponds to.
pub fn compare(claim: &str, passage: &str) -> Comparison {
    let mut vocabulary = Vocabulary::default();
    let [claim, source] = Analysis::of_all([claim, passage], &mut vocabulary);
    let Some(part) = best_part::find(&claim, &source, &vocabulary) else {
        let pieces = pieces::write(&claim, &source, 0..0, &alone(&claim));
        return Comparison {
            pieces,
            part: None,
            likeness: 0.0,
            agreement: Agreement::default(),
        };
    };
    let bytes = best_part::bytes(&source, &part);
    let steps = diff::align(&claim, &source, part.clone(), &vocabulary);
    let start = passage[..bytes.start].chars().count() as u32;
    let length = passage[bytes.clone()].chars().count() as u32;
    let sides = Sides {
        claim: &claim,
        source: &source,
        part,
        steps: &steps,
        vocabulary: &vocabulary,
    };
    Comparison {
        agreement: sides.agreement(),
        pieces: pieces::write(&claim, &source, bytes, &steps),
        part: Some(Span::new(start, start + length)),
        likeness: likeness(&claim, &steps, &vocabulary),
    }
}

/// The claim as one step that no source is beside.
fn alone(claim: &Analysis<'_>) -> Vec<DiffStep> {
    match claim.tokens.len() {
        0 => Vec::new(),
        all => vec![DiffStep {
            claim: 0..all,
            source: 0..0,
            same: false,
        }],
    }
}

fn likeness(claim: &Analysis<'_>, steps: &[DiffStep], vocabulary: &Vocabulary) -> f32 {
    let weigh = |step: &DiffStep| -> f64 {
        let tokens = &claim.tokens[step.claim.clone()];
        tokens
            .iter()
            .map(|token| best_part::weight(token, vocabulary))
            .sum()
    };
    let kept = steps.iter().filter(|step| step.same);
    let overlap = Overlap {
        shared: kept.map(weigh).sum(),
        ours: steps.iter().map(weigh).sum(),
        theirs: 0.0,
    };
    match overlap.ours > 0.0 {
        true => overlap.likeness(Measure::COVERAGE) as f32,
        // Nothing but marks.
        false => f32::from(u8::from(steps.iter().all(|step| step.same))),
    }
}
