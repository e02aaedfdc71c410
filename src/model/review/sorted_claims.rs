//! The claims of a review in article order, and the indices and counts that go with them.

use std::sync::Arc;

use crate::model::{Claim, ClaimId, ClaimNumber, Filter, Hint, Progress, Swap, fill_numbers};
use crate::text::Span;

use super::index::{FilterIndex, HintIndex, IndexedKind, KindIndex};

/// The claims, sorted by [`Claim::key`].
#[derive(Clone, Debug)]
pub(super) struct SortedClaims {
    claims: Vec<Arc<Claim>>,
    progress: Progress,
    by_filter: FilterIndex,
    annotated: KindIndex,
    with_evidence: KindIndex,
    hints: HintIndex,
    long: KindIndex,
    /// The length of the longest claim that is not in `long`, in code points: how far before a
    /// passage a claim that reaches into it may begin.
    max_reach: u32,
}

/// `max_reach` only ever grows; the claims decide.
impl PartialEq for SortedClaims {
    fn eq(&self, other: &Self) -> bool {
        self.claims == other.claims
            && self.progress == other.progress
            && self.by_filter == other.by_filter
            && self.annotated == other.annotated
            && self.with_evidence == other.with_evidence
            && self.hints == other.hints
            && self.long == other.long
    }
}

impl SortedClaims {
    /// Sorts claims and gives a number to those without one. Claims on the same passage are all
    /// kept.
    pub(super) fn new(mut claims: Vec<Arc<Claim>>) -> Self {
        claims.sort_by(|a, b| a.key().cmp(&b.key()));
        let mut numbers: Vec<ClaimNumber> = claims.iter().map(|claim| claim.number).collect();
        fill_numbers(&mut numbers);
        for (claim, number) in claims.iter_mut().zip(numbers) {
            if claim.number != number {
                Arc::make_mut(claim).number = number;
            }
        }
        Self {
            progress: Progress::of(claims.iter().map(Arc::as_ref)),
            by_filter: FilterIndex::of(&claims),
            annotated: KindIndex::of(IndexedKind::Annotated, &claims),
            with_evidence: KindIndex::of(IndexedKind::WithEvidence, &claims),
            hints: HintIndex::of(&claims),
            long: KindIndex::of(IndexedKind::Long, &claims),
            max_reach: claims.iter().map(|claim| reach(claim)).max().unwrap_or(0),
            claims,
        }
    }

    pub(super) fn as_slice(&self) -> &[Arc<Claim>] {
        &self.claims
    }

    /// Returns the claims that have a note or a correction.
    pub(super) fn annotated(&self) -> &[Arc<Claim>] {
        self.annotated.claims()
    }

    /// Returns the claims that have evidence.
    pub(super) fn with_evidence(&self) -> &[Arc<Claim>] {
        self.with_evidence.claims()
    }

    pub(super) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Returns how many claims a filter admits.
    pub(super) fn count(&self, filter: Filter) -> usize {
        self.by_filter.count(filter)
    }

    /// Returns the places of the claims that a filter admits, in order.
    pub(super) fn matching(&self, filter: Filter) -> impl Iterator<Item = usize> {
        self.by_filter.places(filter)
    }

    /// Returns the first open hint that begins at or after a code point, and the place of its
    /// claim.
    pub(super) fn hint_from(&self, position: u32) -> Option<(usize, &Hint)> {
        let (claim, hint) = self.hints.from(position)?;
        Some((self.index_of_key(claim.key())?, hint))
    }

    /// Returns the last open hint that begins before a code point, and the place of its claim.
    pub(super) fn hint_before(&self, position: u32) -> Option<(usize, &Hint)> {
        let (claim, hint) = self.hints.before(position)?;
        Some((self.index_of_key(claim.key())?, hint))
    }

    /// Returns the claims that reach into a span, with their places, in order.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = (usize, &Arc<Claim>)> {
        let from = span.start.saturating_sub(self.max_reach);
        let first = self.claims.partition_point(|c| c.span.start < from);
        let long_before = self
            .long
            .claims()
            .iter()
            .take_while(move |claim| claim.span.start < from)
            .filter(move |claim| claim.span.overlaps(span))
            .filter_map(|claim| Some((self.index_of_key(claim.key())?, claim)));
        let near = self.claims[first..]
            .iter()
            .enumerate()
            .map(move |(offset, claim)| (first + offset, claim))
            .take_while(move |(_, claim)| claim.span.start < span.end)
            .filter(move |(_, claim)| claim.span.overlaps(span));
        long_before.chain(near)
    }

    /// Returns the place of the claim with a key.
    pub(super) fn index_of_key(&self, key: (Span, &ClaimId)) -> Option<usize> {
        let found = self.claims.binary_search_by(|other| other.key().cmp(&key));
        found.ok()
    }

    /// Returns the highest number given so far, without its letter.
    pub(super) fn highest_number(&self) -> u32 {
        let numbers = self.claims.iter().map(|claim| claim.number.base());
        numbers.max().unwrap_or(0)
    }

    /// Returns whether the claim is still as a swap found it, and the place of the new one is free.
    pub(super) fn can_swap(&self, swap: &Swap) -> bool {
        let is_as_found = match &swap.before {
            None => true,
            Some(claim) => self
                .index_of_key(claim.key())
                .is_some_and(|index| self.claims[index] == *claim),
        };
        let is_free = match (&swap.before, &swap.after) {
            (Some(before), Some(after)) if before.key() == after.key() => true,
            (_, Some(after)) => self.index_of_key(after.key()).is_none(),
            (_, None) => true,
        };
        is_as_found && is_free
    }

    /// Replaces, adds or removes a claim.
    pub(super) fn swap(&mut self, Swap { before, after }: &Swap) {
        let index = before
            .as_ref()
            .and_then(|claim| self.index_of_key(claim.key()));
        match (index, before, after) {
            (Some(index), Some(before), Some(after)) if before.key() == after.key() => {
                self.replace(index, after);
            }
            (Some(index), ..) => {
                self.remove(index);
                if let Some(after) = after {
                    self.insert(after);
                }
            }
            (None, _, Some(after)) => self.insert(after),
            (None, _, None) => {}
        }
    }

    pub(super) fn insert(&mut self, claim: &Arc<Claim>) {
        let key = claim.key();
        let index = self.claims.partition_point(|other| other.key() < key);
        self.add_to_indices(claim);
        self.by_filter.insert(index, claim);
        self.claims.insert(index, Arc::clone(claim));
    }

    /// Replaces a claim by one with the same key.
    pub(super) fn replace(&mut self, index: usize, after: &Arc<Claim>) {
        let before = std::mem::replace(&mut self.claims[index], Arc::clone(after));
        self.remove_from_indices(&before);
        self.by_filter.replace(index, after);
        self.add_to_indices(after);
    }

    fn remove(&mut self, index: usize) {
        let claim = self.claims.remove(index);
        self.by_filter.remove(index);
        self.remove_from_indices(&claim);
    }

    fn add_to_indices(&mut self, claim: &Arc<Claim>) {
        self.progress.add(claim);
        self.max_reach = self.max_reach.max(reach(claim));
        self.annotated.add(claim);
        self.with_evidence.add(claim);
        self.hints.add(claim);
        self.long.add(claim);
    }

    fn remove_from_indices(&mut self, claim: &Claim) {
        self.progress.remove(claim);
        self.annotated.remove(claim);
        self.with_evidence.remove(claim);
        self.hints.remove(claim);
        self.long.remove(claim);
    }
}

/// The length of a claim that is not in the index of long claims; 0 for one that is.
fn reach(claim: &Claim) -> u32 {
    match claim.span.len() {
        0..=IndexedKind::MAX_SHORT => claim.span.len(),
        _ => 0,
    }
}
