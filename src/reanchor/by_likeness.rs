//! Claims whose words changed: the segments most like them, and whether one is clearly the best.

use std::ops::Range;

use crate::align::thresholds::reanchor::MIN_LEAD;
use crate::align::{LikelyMatch, WordId, clear_matches, leads, ordered_matches};
use crate::text::Span;

use super::parts::image;
use super::segment_index::SegmentIndex;
use super::segments::Segments;
use super::state::{OldClaim, ReanchorState};
use super::words::Phrase;
use super::{Candidate, Fate};

/// Settles the claims that are like some segment.
pub(super) fn settle(state: &mut ReanchorState, index: &mut SegmentIndex<'_>, claims: &[usize]) {
    let open = claims.iter().copied().filter(|&c| state.fate(c).is_none());
    let (sentences, others) = one_by_one(state, open.collect());
    settle_sentences(state, index, &sentences);
    settle_others(state, index, &others);
}

/// Returns the whole sentences that do not overlap, which become different sentences; and the
/// rest: parts of sentences, claims that overlap one of the former, and those that were gone in
/// the old text.
fn one_by_one(state: &ReanchorState, open: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    let mut end = 0;
    open.into_iter().partition(|&claim| {
        let old = &state.claims[claim];
        let apart = old.whole && old.stood && old.span.start >= end;
        if apart {
            end = old.span.end;
        }
        apart
    })
}

fn settle_sentences(state: &mut ReanchorState, index: &mut SegmentIndex<'_>, sentences: &[usize]) {
    let count = index.segments.len();
    let holders = Holders::of(state, index.segments);
    let mut claims: Vec<(usize, Vec<LikelyMatch>)> = Vec::new();
    for &claim in sentences {
        let choices = search(state, index, &holders, claim);
        claims.push((claim, choices));
    }
    let clear = clear_matches(
        claims.iter().map(|(_, choices)| &choices[..]),
        count,
        MIN_LEAD,
    );
    accept(state, index, &claims, &clear);

    // Clear matches narrow down the rest: their segments are taken, and they give the order.
    state.update_anchors();
    let holders = Holders::of(state, index.segments);
    claims.retain_mut(|(claim, choices)| {
        choices.retain(|found| holders.admit_all(&found.places, &state.claims[*claim]));
        state.fate(*claim).is_none()
    });
    let windows: Vec<Span> = claims
        .iter()
        .map(|&(claim, _)| state.window(claim))
        .collect();
    let mut from = 0;
    while from < claims.len() {
        let window = windows[from];
        let to = from + windows[from..].iter().take_while(|&&w| w == window).count();
        let group: Vec<(usize, Vec<LikelyMatch>)> = claims[from..to]
            .iter()
            .map(|(claim, choices)| (*claim, within(index, close(choices), window)))
            .collect();
        let chosen = ordered_matches(
            group.iter().map(|(_, choices)| &choices[..]),
            count,
            MIN_LEAD,
        );
        accept(state, index, &group, &chosen);
        from = to;
    }

    let holders = Holders::of(state, index.segments);
    for (claim, mut choices) in claims {
        if state.fate(claim).is_none() {
            choices.retain(|found| holders.admit_all(&found.places, &state.claims[claim]));
            ask(state, index, claim, &choices);
        }
    }
    state.update_anchors();
}

/// Settles claims that may share their piece of text with others.
fn settle_others(state: &mut ReanchorState, index: &mut SegmentIndex<'_>, others: &[usize]) {
    let holders = Holders::of(state, index.segments);
    for &claim in others {
        let choices = search(state, index, &holders, claim);
        let close = close(&choices);
        let in_order = match state.claims[claim].stood {
            true => within(index, close, state.window(claim)),
            false => Vec::new(),
        };
        match (close, &in_order[..]) {
            ([found], _) | (_, [found]) => accept_one(state, index, claim, found),
            _ => ask(state, index, claim, &choices),
        }
    }
    state.update_anchors();
}

fn search(
    state: &ReanchorState,
    index: &mut SegmentIndex<'_>,
    holders: &Holders,
    claim: usize,
) -> Vec<LikelyMatch> {
    let old = &state.claims[claim];
    let phrase = phrase(old, index);
    let text = index.segments.article.text();
    let near = index.segments.after(text.byte_of(state.expected(claim)[0]));
    index.search(&phrase, near, |segment| holders.admit(segment, old))
}

fn accept(
    state: &mut ReanchorState,
    index: &mut SegmentIndex<'_>,
    claims: &[(usize, Vec<LikelyMatch>)],
    chosen: &[Option<usize>],
) {
    for ((claim, choices), chosen) in claims.iter().zip(chosen) {
        if let Some(chosen) = *chosen {
            accept_one(state, index, *claim, &choices[chosen]);
        }
    }
}

fn accept_one(
    state: &mut ReanchorState,
    index: &mut SegmentIndex<'_>,
    claim: usize,
    found: &LikelyMatch,
) {
    if let Some(candidate) = candidate(&state.claims[claim], index, found) {
        state.settle(claim, Fate::Changed(candidate));
    }
}

fn ask(
    state: &mut ReanchorState,
    index: &mut SegmentIndex<'_>,
    claim: usize,
    choices: &[LikelyMatch],
) {
    let candidates: Vec<Candidate> = choices
        .iter()
        .filter_map(|found| candidate(&state.claims[claim], index, found))
        .collect();
    if !candidates.is_empty() {
        state.ask(claim, candidates);
    }
}

/// Returns the matches that the best does not clearly lead, itself included.
fn close(choices: &[LikelyMatch]) -> &[LikelyMatch] {
    let count = choices
        .iter()
        .take_while(|found| !leads(choices[0].likeness, found.likeness, MIN_LEAD))
        .count();
    &choices[..count]
}

/// Returns those that keep the order.
fn within(index: &SegmentIndex<'_>, choices: &[LikelyMatch], window: Span) -> Vec<LikelyMatch> {
    let inside = |found: &&LikelyMatch| {
        let span = index.segments.span(found.places.clone());
        window.covers(span)
    };
    choices.iter().filter(inside).cloned().collect()
}

/// For each segment the stretch of the old text that its claims come from.
struct Holders(Vec<Option<Span>>);

impl Holders {
    fn of(state: &ReanchorState, segments: &Segments<'_>) -> Self {
        let mut holders = vec![None; segments.len()];
        for (claim, old) in state.claims.iter().enumerate() {
            if let Some(place) = state.place(claim)
                && old.whole
            {
                for holder in &mut holders[segments.within(place)] {
                    let held: &mut Span = holder.get_or_insert(old.span);
                    *held = held.join(old.span);
                }
            }
        }
        Self(holders)
    }

    /// Returns whether a claim may be looked for in a segment: not in one that holds what stood
    /// elsewhere in the old text.
    fn admit(&self, segment: usize, old: &OldClaim) -> bool {
        self.0[segment].is_none_or(|held| old.stood && held.overlaps(old.span))
    }

    fn admit_all(&self, segments: &Range<usize>, old: &OldClaim) -> bool {
        segments.clone().all(|segment| self.admit(segment, old))
    }
}

/// Returns what to look for.
fn phrase(old: &OldClaim, index: &mut SegmentIndex<'_>) -> Phrase {
    let (before, after) = match old.whole {
        true => ("", ""),
        false => old.context.of_sentence(),
    };
    let mut read = |text: &str| -> Vec<WordId> {
        let words = index.vocabulary.read(text);
        words.into_iter().map(|(word, _)| word).collect()
    };
    let (before, own, after) = (read(before), read(&old.words), read(after));
    Phrase {
        own: before.len()..before.len() + own.len(),
        words: [before, own, after].concat(),
        whole: old.whole,
    }
}

/// Returns what a claim would be in a piece of text; `None` if nothing is left of its own words.
fn candidate(
    old: &OldClaim,
    index: &mut SegmentIndex<'_>,
    found: &LikelyMatch,
) -> Option<Candidate> {
    let piece = index.segments.span(found.places.clone());
    let span = match old.whole {
        true => piece,
        false => {
            let phrase = phrase(old, index);
            image(old, &phrase, index, piece)?
        }
    };
    Some(Candidate {
        span,
        likeness: found.likeness,
    })
}
