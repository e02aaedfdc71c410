//! The article changed: which claims are the same, moved, changed, gone, new.
//!
//! The old text is not available, only each claim's own words and 32 code points on either side.
//! [`reanchor`] goes from certain to likely: equal words first, then likeness, then the article's
//! order. If it is in doubt, the checker is asked. Nothing is written here, and no verdict is kept
//! on words that changed.

mod alignment;
mod apply;
mod by_likeness;
mod context;
mod exact;
mod parts;
mod segment_index;
mod segments;
mod state;
mod words;

#[cfg(test)]
mod tests;

use std::fmt;

use crate::model::{Article, Claim, Selector};
use crate::text::{Locator, Span};

use segment_index::SegmentIndex;
use segments::Segments;
use state::ReanchorState;

/// A claim of the review as it was, and the old text's words for it.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlierClaim {
    /// The claim; its span counts in the old text.
    pub claim: Claim,
    /// The words it is looked for by, with 32 code points of context.
    pub selector: Selector,
}

impl EarlierClaim {
    /// Takes a claim from a review file, with the words at its span there. One that had no place in
    /// the old text already is looked for by the words it had before.
    pub fn new(claim: Claim, selector: Selector) -> Self {
        let selector = match claim.anchor.was() {
            Some(was) if !claim.anchor.has_place() => was.clone(),
            _ => selector,
        };
        Self { claim, selector }
    }
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// Its sentence is there, equal after folding white space and quotation marks.
    Same {
        /// Where it stands now.
        span: Span,
        /// Whether it has left its place among the claims that are the same.
        moved: bool,
    },
    /// Its sentence is there in other words, so that what was decided has to be confirmed.
    Changed(Candidate),
    /// It could be any of these, the likeliest first; at most nine. The checker is asked.
    Ambiguous(Vec<Candidate>),
    /// It is not there.
    Gone {
        /// Where it would be.
        near: u32,
    },
}

/// A passage of the new text that a claim may have become.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Where it stands.
    pub span: Span,
    /// How like the claim's sentence its sentence is, from 0.70 to 1; see [`reanchor`].
    pub likeness: f64,
}

/// A claim, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimOutcome {
    /// The claim as it was.
    pub earlier: EarlierClaim,
    /// What became of it.
    pub fate: Fate,
}

/// What became of every claim. A plain value: nothing has been done yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reanchored {
    /// Every claim there was, in the old article's order.
    pub outcomes: Vec<ClaimOutcome>,
    /// The sentences of the new article that no claim, same or changed, reaches into.
    pub new: Vec<Span>,
}

/// How many claims met which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Equal, moved or not.
    pub same: usize,
    /// Equal, in another place; counted in `same` too.
    pub moved: usize,
    /// In other words.
    pub changed: usize,
    /// To be asked about.
    pub ambiguous: usize,
    /// Not there any more.
    pub gone: usize,
    /// Sentences without a claim.
    pub new: usize,
}

impl Reanchored {
    /// Counts the fates.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            new: self.new.len(),
            ..Counts::default()
        };
        for outcome in &self.outcomes {
            match outcome.fate {
                Fate::Same { moved, .. } => {
                    counts.same += 1;
                    counts.moved += usize::from(moved);
                }
                Fate::Changed(_) => counts.changed += 1,
                Fate::Ambiguous(_) => counts.ambiguous += 1,
                Fate::Gone { .. } => counts.gone += 1,
            }
        }
        counts
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} the same", self.same)?;
        if self.moved > 0 {
            write!(f, " ({} moved)", self.moved)?;
        }
        write!(
            f,
            ", {} changed, {} to be asked about, {} gone, {} new",
            self.changed, self.ambiguous, self.gone, self.new
        )
    }
}

/// Finds the claims of an article that has changed again.
///
/// `sentences` are those of the new article. A claim is the *same* if its words are there, equal
/// after folding white space and quotation marks, and the rest of its sentence is as it was as far
/// as that is known. Otherwise it has *changed* into the sentence most like its own, if that is
/// alike enough (0.70) and leads the next best by 0.10, be it by likeness alone or by keeping the
/// article's order. A part of a sentence is found inside it by a word diff.
///
/// Likeness is Dice's measure on words: twice the number of words shared, in order, over the
/// number of words of both, cases folded, punctuation left out. Words, because a changed letter
/// may change everything or nothing and a changed word is what a checker sees; in order, because
/// roles change places in garbled text; over both, so that neither a longer nor a shorter sentence
/// is preferred. It never decides that anything is the same.
pub fn reanchor(earlier: Vec<EarlierClaim>, article: &Article, sentences: &[Span]) -> Reanchored {
    let mut state = ReanchorState::new(earlier);
    let segments = Segments::new(article, sentences);
    let (of_sentences, free): (Vec<usize>, Vec<usize>) = state
        .open()
        .partition(|&claim| state.claims[claim].host.is_some());
    let locator = Locator::new(segments.folded.as_str());
    exact::settle(&mut state, &segments, &locator, &free);
    if state.open().next().is_some() {
        let mut index = SegmentIndex::new(&segments);
        by_likeness::settle(&mut state, &mut index, &free);
        parts::settle(&mut state, &mut index, &of_sentences);
        // Parts whose sentence is gone may have found their way into another.
        let is_part = |&claim: &usize| state.claims[claim].host.is_some();
        let orphans: Vec<usize> = state.open().filter(is_part).collect();
        exact::settle(&mut state, &segments, &locator, &orphans);
        by_likeness::settle(&mut state, &mut index, &orphans);
    }
    state.finish(article, sentences)
}
