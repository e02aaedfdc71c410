//! Claims that have no equal: what they are most like, and whether that is clear.

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

/// Settles some claims, as far as they are like anything.
pub(super) fn settle(board: &mut ReanchorState, index: &mut SegmentIndex<'_>, claims: &[usize]) {
    let open = claims.iter().copied().filter(|&c| board.fate(c).is_none());
    let (sentences, others) = one_by_one(board, open.collect());
    settle_sentences(board, index, &sentences);
    settle_others(board, index, &others);
}

/// Returns the whole sentences that do not overlap, which become different sentences; and the
/// rest: parts of sentences, claims that overlap one of the former, and those that had no place in
/// the old text already.
fn one_by_one(board: &ReanchorState, open: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    let mut end = 0;
    open.into_iter().partition(|&claim| {
        let old = &board.claims[claim];
        let apart = old.whole && old.stood && old.span.start >= end;
        if apart {
            end = old.span.end;
        }
        apart
    })
}

fn settle_sentences(board: &mut ReanchorState, index: &mut SegmentIndex<'_>, sentences: &[usize]) {
    let count = index.units.len();
    let holders = Holders::of(board, index.units);
    let mut claims: Vec<(usize, Vec<LikelyMatch>)> = Vec::new();
    for &claim in sentences {
        let choices = search(board, index, &holders, claim);
        claims.push((claim, choices));
    }
    let clear = clear_matches(
        claims.iter().map(|(_, choices)| &choices[..]),
        count,
        MIN_LEAD,
    );
    accept(board, index, &claims, &clear);

    // What is clear by likeness alone narrows the rest down: its pieces are taken, and the order
    // has more to go by.
    board.take_stock();
    let holders = Holders::of(board, index.units);
    claims.retain_mut(|(claim, choices)| {
        choices.retain(|found| holders.admit_all(&found.places, &board.claims[*claim]));
        board.fate(*claim).is_none()
    });
    let windows: Vec<Span> = claims
        .iter()
        .map(|&(claim, _)| board.window(claim))
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
        accept(board, index, &group, &chosen);
        from = to;
    }

    let holders = Holders::of(board, index.units);
    for (claim, mut choices) in claims {
        if board.fate(claim).is_none() {
            choices.retain(|found| holders.admit_all(&found.places, &board.claims[claim]));
            ask(board, index, claim, &choices);
        }
    }
    board.take_stock();
}

/// Settles claims that may share their piece of text with others.
fn settle_others(board: &mut ReanchorState, index: &mut SegmentIndex<'_>, others: &[usize]) {
    let holders = Holders::of(board, index.units);
    for &claim in others {
        let choices = search(board, index, &holders, claim);
        let close = close(&choices);
        let in_order = match board.claims[claim].stood {
            true => within(index, close, board.window(claim)),
            false => Vec::new(),
        };
        match (close, &in_order[..]) {
            ([found], _) | (_, [found]) => accept_one(board, index, claim, found),
            _ => ask(board, index, claim, &choices),
        }
    }
    board.take_stock();
}

fn search(
    board: &ReanchorState,
    index: &mut SegmentIndex<'_>,
    holders: &Holders,
    claim: usize,
) -> Vec<LikelyMatch> {
    let old = &board.claims[claim];
    let phrase = phrase(old, index);
    let text = index.units.article.text();
    let near = index.units.after(text.byte_of(board.expected(claim)[0]));
    index.search(&phrase, near, |unit| holders.admit(unit, old))
}

fn accept(
    board: &mut ReanchorState,
    index: &mut SegmentIndex<'_>,
    claims: &[(usize, Vec<LikelyMatch>)],
    chosen: &[Option<usize>],
) {
    for ((claim, choices), chosen) in claims.iter().zip(chosen) {
        if let Some(chosen) = *chosen {
            accept_one(board, index, *claim, &choices[chosen]);
        }
    }
}

fn accept_one(
    board: &mut ReanchorState,
    index: &mut SegmentIndex<'_>,
    claim: usize,
    found: &LikelyMatch,
) {
    if let Some(candidate) = candidate(&board.claims[claim], index, found) {
        board.settle(claim, Fate::Changed(candidate));
    }
}

fn ask(
    board: &mut ReanchorState,
    index: &mut SegmentIndex<'_>,
    claim: usize,
    choices: &[LikelyMatch],
) {
    let candidates: Vec<Candidate> = choices
        .iter()
        .filter_map(|found| candidate(&board.claims[claim], index, found))
        .collect();
    if !candidates.is_empty() {
        board.ask(claim, candidates);
    }
}

/// Returns those that the likest does not clearly lead.
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
        let span = index.units.span(found.places.clone());
        window.covers(span)
    };
    choices.iter().filter(inside).cloned().collect()
}

/// Which unit is held by which claims: the stretch of the old text that they stood in.
struct Holders(Vec<Option<Span>>);

impl Holders {
    fn of(board: &ReanchorState, units: &Segments<'_>) -> Self {
        let mut holders = vec![None; units.len()];
        for (claim, old) in board.claims.iter().enumerate() {
            if let Some(place) = board.place(claim)
                && old.whole
            {
                for holder in &mut holders[units.within(place)] {
                    let held: &mut Span = holder.get_or_insert(old.span);
                    *held = held.join(old.span);
                }
            }
        }
        Self(holders)
    }

    /// Tells whether a claim may be looked for in a unit: not in one that holds what stood
    /// elsewhere in the old text.
    fn admit(&self, unit: usize, old: &OldClaim) -> bool {
        self.0[unit].is_none_or(|held| old.stood && held.overlaps(old.span))
    }

    fn admit_all(&self, units: &Range<usize>, old: &OldClaim) -> bool {
        units.clone().all(|unit| self.admit(unit, old))
    }
}

/// Returns what to look for.
fn phrase(old: &OldClaim, index: &mut SegmentIndex<'_>) -> Phrase {
    let (before, behind) = match old.whole {
        true => ("", ""),
        false => old.context.of_sentence(),
    };
    let mut read = |text: &str| -> Vec<WordId> {
        let words = index.vocabulary.read(text);
        words.into_iter().map(|(word, _)| word).collect()
    };
    let (before, own, behind) = (read(before), read(&old.words), read(behind));
    Phrase {
        own: before.len()..before.len() + own.len(),
        words: [before, own, behind].concat(),
        whole: old.whole,
    }
}

/// Returns what a claim would be in a piece of text; none if nothing is left of its own words.
fn candidate(
    old: &OldClaim,
    index: &mut SegmentIndex<'_>,
    found: &LikelyMatch,
) -> Option<Candidate> {
    let piece = index.units.span(found.places.clone());
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
