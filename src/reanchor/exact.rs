//! Claims whose words are there as they were, and the rest of their sentence too.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use crate::text::{Locator, Span};

use super::context::{QuoteContext, first, last};
use super::segments::Segments;
use super::state::{MAX_CANDIDATES, OldClaim, ReanchorState};
use super::{Candidate, Fate};

/// How much of the context tells occurrences of the same words apart, in characters.
const NEAR: usize = 16;

/// Settles those of some claims that have an equal.
///
/// Words that occur once are easy. For those that occur again and again, each round goes by less:
/// the same context on both sides, the same distance to a claim that has its place, the same
/// context on one side, the same order.
pub(super) fn settle(
    board: &mut ReanchorState,
    units: &Segments<'_>,
    locator: &Locator<'_>,
    claims: &[usize],
) {
    let mut groups = groups(board, locator, claims);
    for group in &mut groups {
        if let ([claim], [_]) = (&group.claims[..], &group.places[..]) {
            group.take(board, units, &[(*claim, 0)]);
        }
    }
    for round in [in_context, at_distance, in_half_the_context] {
        board.take_stock();
        groups.retain(|group| !group.claims.is_empty());
        for group in &mut groups {
            let pairs = round(group, board, units);
            group.take(board, units, &pairs);
        }
    }
    board.take_stock();
    for group in &mut groups {
        group.take_in_order(board, units);
    }
    board.take_stock();
}

/// The claims with the same words, and the places where these are; each in order, and as far as
/// they have not found each other yet.
struct EqualGroup {
    claims: Vec<usize>,
    /// In the folded text.
    places: Vec<Range<usize>>,
    taken: Vec<bool>,
}

fn groups(board: &ReanchorState, locator: &Locator<'_>, claims: &[usize]) -> Vec<EqualGroup> {
    let mut groups: Vec<EqualGroup> = Vec::new();
    let mut of_words: HashMap<&str, usize> = HashMap::new();
    for &claim in claims {
        let words = board.claims[claim].words.as_str();
        let group = *of_words.entry(words).or_insert_with(|| {
            let places: Vec<Range<usize>> =
                locator.find(words).map(|at| at..at + words.len()).collect();
            groups.push(EqualGroup {
                claims: Vec::new(),
                taken: vec![false; places.len()],
                places,
            });
            groups.len() - 1
        });
        groups[group].claims.push(claim);
    }
    groups.retain(|group| !group.places.is_empty());
    groups
}

impl EqualGroup {
    /// Gives claims their places, where the rest of the sentence agrees.
    fn take(&mut self, board: &mut ReanchorState, units: &Segments<'_>, pairs: &[(usize, usize)]) {
        for &(claim, place) in pairs {
            let old = &board.claims[claim];
            let open = board.fate(claim).is_none() && !self.taken[place];
            if open && fits(old, units, &self.places[place]) {
                let span = units.span_of(&self.places[place]);
                self.taken[place] = true;
                board.settle(claim, Fate::Same { span, moved: false });
            }
        }
        self.claims.retain(|&claim| board.fate(claim).is_none());
    }

    fn free(&self) -> impl Iterator<Item = usize> {
        (0..self.places.len()).filter(|&place| !self.taken[place])
    }

    /// Gives out the places that are left, in order. Where there are more places than claims the
    /// checker has to say.
    fn take_in_order(&mut self, board: &mut ReanchorState, units: &Segments<'_>) {
        let windows: Vec<Span> = self.claims.iter().map(|&c| board.window(c)).collect();
        let claims = self.claims.clone();
        let mut from = 0;
        while from < claims.len() {
            let window = windows[from];
            let to = from + windows[from..].iter().take_while(|&&w| w == window).count();
            let within: Vec<usize> = self
                .free()
                .filter(|&place| {
                    let span = units.span_of(&self.places[place]);
                    window.covers(span)
                })
                .collect();
            let places = match within.is_empty() {
                true => self.free().collect(),
                false => within,
            };
            self.share_out(board, units, &claims[from..to], &places);
            from = to;
        }
    }

    fn share_out(
        &mut self,
        board: &mut ReanchorState,
        units: &Segments<'_>,
        claims: &[usize],
        places: &[usize],
    ) {
        // Where some are gone and nothing tells which, what is written on one must not come to
        // another: the checker has to say.
        let is_sure = places.len() == claims.len()
            || places.len() < claims.len()
                && !claims.iter().any(|&claim| board.claims[claim].is_written());
        if is_sure {
            let mut claims = claims.iter();
            for &place in places {
                let there = &self.places[place];
                if let Some(&claim) = claims.find(|&&c| fits(&board.claims[c], units, there)) {
                    self.take(board, units, &[(claim, place)]);
                }
            }
            return;
        }
        let is_for_one = places.len() > claims.len();
        for &claim in claims {
            let near = board.expected(claim)[0];
            let near = units.folded.of_source(units.article.text().byte_of(near));
            let mut nearest: Vec<usize> = places.to_vec();
            nearest.sort_by_key(|&place| self.places[place].start.abs_diff(near));
            let old = &board.claims[claim];
            let fitting: Vec<usize> = nearest
                .into_iter()
                .filter(|&place| !self.taken[place] && fits(old, units, &self.places[place]))
                .take(MAX_CANDIDATES)
                .collect();
            match fitting[..] {
                [] => {}
                [place] if is_for_one => self.take(board, units, &[(claim, place)]),
                _ => {
                    let candidate = |&place: &usize| Candidate {
                        span: units.span_of(&self.places[place]),
                        likeness: 1.0,
                    };
                    let candidates = fitting.iter().map(candidate).collect();
                    board.ask(claim, candidates);
                }
            }
        }
    }
}

/// Claims and free places with the same surroundings.
#[derive(Default)]
struct SameSurroundings {
    claims: Vec<usize>,
    places: Vec<usize>,
}

impl EqualGroup {
    /// Brings claims and free places with the same surroundings together: `of_claim` are those of
    /// a claim's context, `of_place` those of the text before and behind a place.
    fn alike<'t, S: Eq + Hash>(
        &self,
        board: &'t ReanchorState,
        units: &'t Segments<'_>,
        of_claim: fn(&'t QuoteContext) -> Option<S>,
        of_place: fn(&'t str, &'t str) -> S,
    ) -> impl Iterator<Item = SameSurroundings> + use<'t, S> {
        let text = units.folded.as_str();
        let mut alike: HashMap<S, SameSurroundings> = HashMap::new();
        for &claim in &self.claims {
            if let Some(surroundings) = of_claim(&board.claims[claim].context) {
                alike.entry(surroundings).or_default().claims.push(claim);
            }
        }
        for place in self.free() {
            let Range { start, end } = self.places[place];
            if let Some(alike) = alike.get_mut(&of_place(&text[..start], &text[end..])) {
                alike.places.push(place);
            }
        }
        alike.into_values()
    }
}

/// Pairs claims and places with the same words on both sides, where there are as many of these as
/// of those.
fn in_context(
    group: &EqualGroup,
    board: &ReanchorState,
    units: &Segments<'_>,
) -> Vec<(usize, usize)> {
    group
        .alike(
            board,
            units,
            |context| Some((context.last_before(NEAR)?, context.first_after(NEAR)?)),
            |before, behind| (last(before, NEAR), first(behind, NEAR)),
        )
        .filter(|alike| alike.claims.len() == alike.places.len())
        .flat_map(|alike| alike.claims.into_iter().zip(alike.places))
        .collect()
}

/// Pairs claims with the places that are as far from a neighbour as they were.
fn at_distance(
    group: &EqualGroup,
    board: &ReanchorState,
    units: &Segments<'_>,
) -> Vec<(usize, usize)> {
    let text = units.article.text();
    let mut pairs = Vec::new();
    for &claim in &group.claims {
        let old = &board.claims[claim];
        if !old.stood {
            continue;
        }
        pairs.extend(board.expected(claim).into_iter().filter_map(|start| {
            let at = units.folded.of_source(text.byte_of(start));
            let place = group.places.binary_search_by_key(&at, |place| place.start);
            Some((claim, place.ok()?))
        }));
    }
    pairs
}

/// Pairs a claim and a place that alone have the same words before them, or behind them.
fn in_half_the_context(
    group: &EqualGroup,
    board: &ReanchorState,
    units: &Segments<'_>,
) -> Vec<(usize, usize)> {
    let before = group.alike(
        board,
        units,
        |context| context.last_before(NEAR),
        |before, _| last(before, NEAR),
    );
    let behind = group.alike(
        board,
        units,
        |context| context.first_after(NEAR),
        |_, behind| first(behind, NEAR),
    );
    let mut pairs: Vec<(usize, usize)> = before
        .chain(behind)
        .filter_map(|alike| match (&alike.claims[..], &alike.places[..]) {
            ([claim], [place]) => Some((*claim, *place)),
            _ => None,
        })
        .collect();
    // The two sides may name different places for one claim: the first counts, in every run.
    pairs.sort_unstable();
    pairs
}

/// Tells whether the rest of the sentence is as it was, as far as that is known.
fn fits(old: &OldClaim, units: &Segments<'_>, place: &Range<usize>) -> bool {
    let text = units.folded.as_str();
    let (before, behind) = units.sentence_around(place.clone());
    old.context.agrees_before(&text[..place.start], before)
        && old
            .context
            .agrees_after(&old.words, behind, &text[place.end..])
}
