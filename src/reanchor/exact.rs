//! Claims whose words, and the rest of their sentence, are unchanged.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use crate::text::{Locator, Span};

use super::context::{QuoteContext, first, last};
use super::segments::Segments;
use super::state::{MAX_CANDIDATES, OldClaim, ReanchorState};
use super::{Candidate, Fate};

/// Characters of context by which occurrences of the same words are distinguished.
const CONTEXT_CHARS: usize = 16;

/// Settles the claims whose words are found unchanged.
///
/// Words that occur once are easy. For words that occur several times, each round asks for less:
/// the same context on both sides, the same distance to a settled claim, the same context on one
/// side, the same order.
pub(super) fn settle(
    state: &mut ReanchorState,
    segments: &Segments<'_>,
    locator: &Locator<'_>,
    claims: &[usize],
) {
    let mut groups = groups(state, locator, claims);
    for group in &mut groups {
        if let ([claim], [_]) = (&group.claims[..], &group.places[..]) {
            group.take(state, segments, &[(*claim, 0)]);
        }
    }
    for round in [in_context, at_distance, in_half_the_context] {
        state.update_anchors();
        groups.retain(|group| !group.claims.is_empty());
        for group in &mut groups {
            let pairs = round(group, state, segments);
            group.take(state, segments, &pairs);
        }
    }
    state.update_anchors();
    for group in &mut groups {
        group.take_in_order(state, segments);
    }
    state.update_anchors();
}

/// Claims with the same words and the places of these words, both in order, without those that
/// are matched already.
struct EqualGroup {
    claims: Vec<usize>,
    /// In the folded text.
    places: Vec<Range<usize>>,
    taken: Vec<bool>,
}

fn groups(state: &ReanchorState, locator: &Locator<'_>, claims: &[usize]) -> Vec<EqualGroup> {
    let mut groups: Vec<EqualGroup> = Vec::new();
    let mut of_words: HashMap<&str, usize> = HashMap::new();
    for &claim in claims {
        let words = state.claims[claim].words.as_str();
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
    /// Settles pairs of claim and place, if the rest of the sentence agrees.
    fn take(
        &mut self,
        state: &mut ReanchorState,
        segments: &Segments<'_>,
        pairs: &[(usize, usize)],
    ) {
        for &(claim, place) in pairs {
            let old = &state.claims[claim];
            let open = state.fate(claim).is_none() && !self.taken[place];
            if open && fits(old, segments, &self.places[place]) {
                let span = segments.span_of(&self.places[place]);
                self.taken[place] = true;
                state.settle(claim, Fate::Same { span, moved: false });
            }
        }
        self.claims.retain(|&claim| state.fate(claim).is_none());
    }

    fn free(&self) -> impl Iterator<Item = usize> {
        (0..self.places.len()).filter(|&place| !self.taken[place])
    }

    /// Matches the rest in order. If there are more places than claims, the checker is asked.
    fn take_in_order(&mut self, state: &mut ReanchorState, segments: &Segments<'_>) {
        let windows: Vec<Span> = self.claims.iter().map(|&c| state.window(c)).collect();
        let claims = self.claims.clone();
        let mut from = 0;
        while from < claims.len() {
            let window = windows[from];
            let to = from + windows[from..].iter().take_while(|&&w| w == window).count();
            let within: Vec<usize> = self
                .free()
                .filter(|&place| {
                    let span = segments.span_of(&self.places[place]);
                    window.covers(span)
                })
                .collect();
            let places = match within.is_empty() {
                true => self.free().collect(),
                false => within,
            };
            self.share_out(state, segments, &claims[from..to], &places);
            from = to;
        }
    }

    fn share_out(
        &mut self,
        state: &mut ReanchorState,
        segments: &Segments<'_>,
        claims: &[usize],
        places: &[usize],
    ) {
        // If some are gone and it is unclear which, a decision on one must not end up on another:
        // the checker is asked.
        let is_sure = places.len() == claims.len()
            || places.len() < claims.len()
                && !claims.iter().any(|&claim| state.claims[claim].is_written());
        if is_sure {
            let mut claims = claims.iter();
            for &place in places {
                let there = &self.places[place];
                if let Some(&claim) = claims.find(|&&c| fits(&state.claims[c], segments, there)) {
                    self.take(state, segments, &[(claim, place)]);
                }
            }
            return;
        }
        let is_for_one = places.len() > claims.len();
        for &claim in claims {
            let near = state.expected(claim)[0];
            let near = segments
                .folded
                .of_source(segments.article.text().byte_of(near));
            let mut nearest: Vec<usize> = places.to_vec();
            nearest.sort_by_key(|&place| self.places[place].start.abs_diff(near));
            let old = &state.claims[claim];
            let fitting: Vec<usize> = nearest
                .into_iter()
                .filter(|&place| !self.taken[place] && fits(old, segments, &self.places[place]))
                .take(MAX_CANDIDATES)
                .collect();
            match fitting[..] {
                [] => {}
                [place] if is_for_one => self.take(state, segments, &[(claim, place)]),
                _ => {
                    let candidate = |&place: &usize| Candidate {
                        span: segments.span_of(&self.places[place]),
                        likeness: 1.0,
                    };
                    let candidates = fitting.iter().map(candidate).collect();
                    state.ask(claim, candidates);
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
    /// a claim's context, `of_place` those of the text before and after a place.
    fn alike<'t, S: Eq + Hash>(
        &self,
        state: &'t ReanchorState,
        segments: &'t Segments<'_>,
        of_claim: fn(&'t QuoteContext) -> Option<S>,
        of_place: fn(&'t str, &'t str) -> S,
    ) -> impl Iterator<Item = SameSurroundings> + use<'t, S> {
        let text = segments.folded.as_str();
        let mut alike: HashMap<S, SameSurroundings> = HashMap::new();
        for &claim in &self.claims {
            if let Some(surroundings) = of_claim(&state.claims[claim].context) {
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

/// Pairs claims and places with the same words on both sides, if there are as many places as
/// claims.
fn in_context(
    group: &EqualGroup,
    state: &ReanchorState,
    segments: &Segments<'_>,
) -> Vec<(usize, usize)> {
    group
        .alike(
            state,
            segments,
            |context| {
                Some((
                    context.last_before(CONTEXT_CHARS)?,
                    context.first_after(CONTEXT_CHARS)?,
                ))
            },
            |before, behind| (last(before, CONTEXT_CHARS), first(behind, CONTEXT_CHARS)),
        )
        .filter(|alike| alike.claims.len() == alike.places.len())
        .flat_map(|alike| alike.claims.into_iter().zip(alike.places))
        .collect()
}

/// Pairs claims with the places that are as far from a neighbour as they were.
fn at_distance(
    group: &EqualGroup,
    state: &ReanchorState,
    segments: &Segments<'_>,
) -> Vec<(usize, usize)> {
    let text = segments.article.text();
    let mut pairs = Vec::new();
    for &claim in &group.claims {
        let old = &state.claims[claim];
        if !old.stood {
            continue;
        }
        pairs.extend(state.expected(claim).into_iter().filter_map(|start| {
            let at = segments.folded.of_source(text.byte_of(start));
            let place = group.places.binary_search_by_key(&at, |place| place.start);
            Some((claim, place.ok()?))
        }));
    }
    pairs
}

/// Pairs a claim and a place that are the only ones with the same words before or after them.
fn in_half_the_context(
    group: &EqualGroup,
    state: &ReanchorState,
    segments: &Segments<'_>,
) -> Vec<(usize, usize)> {
    let before = group.alike(
        state,
        segments,
        |context| context.last_before(CONTEXT_CHARS),
        |before, _| last(before, CONTEXT_CHARS),
    );
    let behind = group.alike(
        state,
        segments,
        |context| context.first_after(CONTEXT_CHARS),
        |_, behind| first(behind, CONTEXT_CHARS),
    );
    let mut pairs: Vec<(usize, usize)> = before
        .chain(behind)
        .filter_map(|alike| match (&alike.claims[..], &alike.places[..]) {
            ([claim], [place]) => Some((*claim, *place)),
            _ => None,
        })
        .collect();
    // The two sides may give one claim different places. Sorted, so that every run takes the same.
    pairs.sort_unstable();
    pairs
}

/// Returns whether the rest of the sentence is as it was, as far as that is known.
fn fits(old: &OldClaim, segments: &Segments<'_>, place: &Range<usize>) -> bool {
    let text = segments.folded.as_str();
    let (before, behind) = segments.sentence_around(place.clone());
    old.context.agrees_before(&text[..place.start], before)
        && old
            .context
            .agrees_after(&old.words, behind, &text[place.end..])
}
