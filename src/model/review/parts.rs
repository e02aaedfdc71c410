//! A review: its parts, what can be read from it, and how a change is made.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{
    Article, Change, Claim, ClaimId, ClaimNumber, Coverage, Filter, Hint, Progress, ReviewHead,
    Selector,
};
use crate::text::Span;

use super::refusal::Refusal;
use super::sorted_claims::SortedClaims;

/// The review of one article by one reviewer.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    article: Arc<Article>,
    head: ReviewHead,
    claims: SortedClaims,
    coverage: Coverage,
    /// The highest number given so far, without its letter.
    last_number: u32,
}

impl Review {
    /// Begins a review. The claims may come in any order; two on the same passage are both kept.
    pub fn new(article: Arc<Article>, reviewer: &str, now: Timestamp, claims: Vec<Claim>) -> Self {
        Self::restored(article, ReviewHead::new(reviewer, now), claims)
    }

    /// Returns a review as its file describes it.
    pub fn restored(
        article: Arc<Article>,
        head: ReviewHead,
        claims: impl IntoIterator<Item = impl Into<Arc<Claim>>>,
    ) -> Self {
        let claims = SortedClaims::new(claims.into_iter().map(Into::into).collect());
        let mut review = Self {
            last_number: claims.highest_number(),
            article,
            head,
            claims,
            coverage: Coverage::default(),
        };
        let end = review.head.extracted_up_to;
        review.measure(Span::new(0, end.unwrap_or(review.article.text().len())));
        review
    }

    /// Returns the article.
    pub fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// Returns what the review says about itself.
    pub fn head(&self) -> &ReviewHead {
        &self.head
    }

    /// Returns whose review it is.
    pub fn reviewer(&self) -> &str {
        &self.head.reviewer
    }

    /// Returns when it was last changed.
    pub fn updated(&self) -> Timestamp {
        self.head.updated
    }

    /// Returns how far claims have been extracted, in code points; `None` if they all have been.
    pub fn extracted_up_to(&self) -> Option<u32> {
        self.head.extracted_up_to
    }

    /// Returns the claims in article order.
    pub fn claims(&self) -> &[Arc<Claim>] {
        self.claims.as_slice()
    }

    /// Returns the claims that have a note or a correction, in article order.
    pub fn annotated_claims(&self) -> &[Arc<Claim>] {
        self.claims.annotated()
    }

    /// Returns the claims that have evidence, in article order.
    pub fn claims_with_evidence(&self) -> &[Arc<Claim>] {
        self.claims.with_evidence()
    }

    /// Returns the first open hint that begins at or after a code point, and the place of its
    /// claim.
    pub fn hint_from(&self, position: u32) -> Option<(usize, &Hint)> {
        self.claims.hint_from(position)
    }

    /// Returns the last open hint that begins before a code point, and the place of its claim.
    pub fn hint_before(&self, position: u32) -> Option<(usize, &Hint)> {
        self.claims.hint_before(position)
    }

    /// Returns the words of a claim; for one without a place in the article, its former words.
    pub fn quote<'a>(&'a self, claim: &'a Claim) -> &'a str {
        match claim.anchor.was() {
            Some(was) if !claim.anchor.has_place() => &was.quote,
            _ => self.article.text().slice(claim.span),
        }
    }

    /// Returns what a claim is searched by in another text: its words and the text around them.
    pub fn selector(&self, claim: &Claim) -> Selector {
        match claim.anchor.was() {
            Some(was) if !claim.anchor.has_place() => was.clone(),
            _ => Selector::of(self.article.text(), claim.span),
        }
    }

    /// Returns the counts.
    pub fn progress(&self) -> &Progress {
        self.claims.progress()
    }

    /// Returns how many claims a filter admits.
    pub fn count(&self, filter: Filter) -> usize {
        self.claims.count(filter)
    }

    /// Returns the places of the claims that a filter admits, in article order.
    pub fn matching(&self, filter: Filter) -> impl Iterator<Item = usize> {
        self.claims.matching(filter)
    }

    /// Returns which words are in no claim.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Returns the claims that reach into a span, with their places in the list, in order.
    pub fn claims_within(&self, span: Span) -> impl Iterator<Item = (usize, &Arc<Claim>)> {
        self.claims.within(span)
    }

    /// Returns the place of a claim in the list.
    pub fn index_of(&self, claim: &Claim) -> Option<usize> {
        self.claims.index_of_key(claim.key())
    }

    /// Returns the place of the claim with a [`Claim::key`].
    pub fn index_of_key(&self, key: (Span, &ClaimId)) -> Option<usize> {
        self.claims.index_of_key(key)
    }

    /// Returns the place of the claim with an id. Searches the whole list.
    pub fn index_of_id(&self, id: &str) -> Option<usize> {
        self.claims()
            .iter()
            .position(|claim| claim.id.as_str() == id)
    }

    /// Makes a change, or refuses all of it if a claim is not as the change found it.
    ///
    /// # Errors
    /// [`Refusal::Stale`]; nothing has changed then.
    pub fn apply(&mut self, change: &Change, at: Timestamp) -> Result<(), Refusal> {
        if !change.swaps.iter().all(|swap| self.claims.can_swap(swap)) {
            return Err(Refusal::Stale);
        }
        let mut moved: Option<Span> = None;
        for swap in &change.swaps {
            let [before, after] = [&swap.before, &swap.after].map(|c| c.as_ref().map(|c| c.span));
            if before != after {
                for span in [before, after].into_iter().flatten() {
                    moved = Some(moved.map_or(span, |all| all.join(span)));
                }
            }
            self.claims.swap(swap);
        }
        if let Some(span) = moved {
            self.measure_again(span);
        }
        // Of two copies the later one is read; a clock that was set back must not hide this one.
        self.head.updated = self.head.updated.max(at);
        Ok(())
    }

    /// Returns the claim at a place in the list.
    pub(super) fn claim(&self, index: usize) -> Result<&Arc<Claim>, Refusal> {
        self.claims().get(index).ok_or(Refusal::NoClaim)
    }

    /// Returns the number of the next claim that the extractor finds.
    pub(super) fn next_number(&mut self) -> ClaimNumber {
        self.last_number += 1;
        ClaimNumber::new(self.last_number)
    }

    /// Adds a claim that was found while the review was open. Its line is measured with
    /// [`Review::finish_extraction`].
    pub(super) fn insert(&mut self, claim: &Arc<Claim>) {
        self.claims.insert(claim);
    }

    /// Replaces a claim by one with the same key.
    pub(super) fn replace(&mut self, index: usize, after: &Arc<Claim>) {
        self.claims.replace(index, after);
    }

    /// Records that all claims up to a code point have been extracted.
    pub(super) fn finish_extraction(&mut self, upto: u32) {
        let from = self.head.extracted_up_to.unwrap_or(upto).min(upto);
        self.measure(Span::new(from, upto));
        self.head.extracted_up_to = (upto < self.article.text().len()).then_some(upto);
    }

    /// Measures the coverage of lines that were not measured before.
    fn measure(&mut self, lines: Span) {
        let spans = self.spans_within(lines);
        let text = (self.article.text(), self.article.blocks());
        self.coverage.extend(text, lines, spans);
    }

    /// Measures the coverage of the lines around a passage again.
    fn measure_again(&mut self, passage: Span) {
        let blocks = self.article.blocks();
        let first = blocks.span(blocks.at(passage.start));
        let last = blocks.span(blocks.at(passage.end));
        let lines = first.join(last);
        // Lines that are not extracted yet are measured afterwards.
        let lines = match self.head.extracted_up_to {
            Some(end) => Span::new(lines.start.min(end), lines.end.min(end)),
            None => lines,
        };
        let spans = self.spans_within(lines);
        let text = (self.article.text(), self.article.blocks());
        self.coverage.update(text, lines, spans);
    }

    fn spans_within(&self, lines: Span) -> Vec<Span> {
        self.claims_within(lines)
            .map(|(_, claim)| claim.span)
            .collect()
    }
}

#[cfg(test)]
mod tests;
