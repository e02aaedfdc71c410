//! Who goes with whom, if several want the same place or one could have several.

use std::ops::Range;

use super::thresholds::EPSILON;

/// A stretch of places (segments, sentences) that something is like.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelyMatch {
    /// One place, or several in a row.
    pub places: Range<usize>,
    /// How alike they are, from 0 to 1.
    pub likeness: f64,
}

impl LikelyMatch {
    /// Returns whether two stretches share a place.
    pub fn overlaps(&self, other: &LikelyMatch) -> bool {
        self.places.start < other.places.end && other.places.start < self.places.end
    }
}

/// Returns whether the best leads the next best clearly.
pub fn leads(best: f64, next: f64, min_lead: f64) -> bool {
    best - next >= min_lead - EPSILON
}

/// Returns for each claim its match by likeness alone: the likest to it, and it the likest to the
/// match, both by a clear lead. Matches are sorted, the likest first; they are in `places` places.
pub fn clear_matches<'c>(
    claims: impl Iterator<Item = &'c [LikelyMatch]>,
    places: usize,
    min_lead: f64,
) -> Vec<Option<usize>> {
    let claims: Vec<&[LikelyMatch]> = claims.collect();
    let mut contest = Bids::new(places);
    for (claim, choices) in claims.iter().enumerate() {
        for found in *choices {
            contest.enter(claim, found, found.likeness);
        }
    }
    claims
        .iter()
        .enumerate()
        .map(|(claim, choices)| {
            let best = choices.first()?;
            let own = choices.get(1).map_or(0.0, |next| next.likeness);
            let rival = contest.rival(claim, best);
            leads(best.likeness, own.max(rival), min_lead).then_some(0)
        })
        .collect()
}

/// Returns for each claim its match if the order of the claims was kept.
///
/// Of all ways to match claims in ascending order, the one with the greatest sum of likenesses
/// counts. A claim has its match if every way to give it another, or to give the match to another
/// claim, has a clearly smaller sum.
pub fn ordered_matches<'c>(
    claims: impl Iterator<Item = &'c [LikelyMatch]>,
    places: usize,
    min_lead: f64,
) -> Vec<Option<usize>> {
    let claims: Vec<&[LikelyMatch]> = claims.collect();
    let sums = best_sums(&claims, places);
    let mut contest = Bids::new(places);
    for (claim, choices) in claims.iter().enumerate() {
        for (found, &sum) in choices.iter().zip(&sums[claim]) {
            contest.enter(claim, found, sum);
        }
    }
    claims
        .iter()
        .enumerate()
        .map(|(claim, choices)| {
            let mut ranking: Vec<usize> = (0..choices.len()).collect();
            ranking.sort_by(|&a, &b| sums[claim][b].total_cmp(&sums[claim][a]));
            let &best = ranking.first()?;
            let own = ranking.get(1).map_or(0.0, |&next| sums[claim][next]);
            let rival = contest.rival(claim, &choices[best]);
            leads(sums[claim][best], own.max(rival), min_lead).then_some(best)
        })
        .collect()
}

/// Returns for each match the greatest sum of likenesses of all ways that take it.
fn best_sums(claims: &[&[LikelyMatch]], places: usize) -> Vec<Vec<f64>> {
    let mut sums: Vec<Vec<f64>> = claims
        .iter()
        .map(|choices| choices.iter().map(|found| found.likeness).collect())
        .collect();
    // What the claims before can reach with the matches before a place; then, from the other end,
    // the claims after with the matches after it.
    let mut before = PrefixMaxima::new(places);
    for (choices, sums) in claims.iter().zip(&mut sums) {
        let reached: Vec<f64> = choices
            .iter()
            .map(|found| before.up_to(found.places.start))
            .collect();
        for ((found, sum), reached) in choices.iter().zip(sums).zip(reached) {
            *sum += reached;
            before.raise(found.places.end, found.likeness + reached);
        }
    }
    let mut after = PrefixMaxima::new(places);
    for (choices, sums) in claims.iter().zip(&mut sums).rev() {
        let reached: Vec<f64> = choices
            .iter()
            .map(|found| after.up_to(places - found.places.end))
            .collect();
        for ((found, sum), reached) in choices.iter().zip(sums).zip(reached) {
            *sum += reached;
            after.raise(places - found.places.start, found.likeness + reached);
        }
    }
    sums
}

/// The greatest value at or below a place, with values that only rise (a Fenwick tree).
struct PrefixMaxima(Vec<f64>);

impl PrefixMaxima {
    fn new(places: usize) -> Self {
        Self(vec![0.0; places + 2])
    }

    fn raise(&mut self, place: usize, value: f64) {
        let mut at = place + 1;
        while at < self.0.len() {
            self.0[at] = self.0[at].max(value);
            at += at & at.wrapping_neg();
        }
    }

    fn up_to(&self, place: usize) -> f64 {
        let mut at = place + 1;
        let mut greatest = 0.0f64;
        while at > 0 {
            greatest = greatest.max(self.0[at]);
            at &= at - 1;
        }
        greatest
    }
}

/// For every place the best two bids, by different claims.
struct Bids(Vec<[(usize, f64); 2]>);

const NOBODY: usize = usize::MAX;

impl Bids {
    fn new(places: usize) -> Self {
        Self(vec![[(NOBODY, 0.0); 2]; places])
    }

    fn enter(&mut self, claim: usize, found: &LikelyMatch, bid: f64) {
        for [first, second] in &mut self.0[found.places.clone()] {
            if first.0 == claim {
                first.1 = first.1.max(bid);
            } else if bid > first.1 {
                *second = *first;
                *first = (claim, bid);
            } else if bid > second.1 {
                *second = (claim, bid);
            }
        }
    }

    /// Returns the best bid of another claim for a part of the same match.
    fn rival(&self, claim: usize, found: &LikelyMatch) -> f64 {
        self.0[found.places.clone()]
            .iter()
            .flat_map(|bids| bids.iter().filter(|bid| bid.0 != claim))
            .map(|bid| bid.1)
            .fold(0.0, f64::max)
    }
}

/// Returns the indices of one of the longest runs of values that never descend.
pub fn longest_ascent(values: &[u32]) -> Vec<usize> {
    // For each length of run, the index at which the run of that length with the least end ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; values.len()];
    for (at, &value) in values.iter().enumerate() {
        let length = ends.partition_point(|&end| values[end] <= value);
        previous[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        run.push(at);
        next = previous[at];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::super::thresholds::reanchor::MIN_LEAD;
    use super::*;

    fn clear(claims: &[Vec<LikelyMatch>], places: usize) -> Vec<Option<usize>> {
        clear_matches(claims.iter().map(Vec::as_slice), places, MIN_LEAD)
    }

    fn in_order(claims: &[Vec<LikelyMatch>], places: usize) -> Vec<Option<usize>> {
        ordered_matches(claims.iter().map(Vec::as_slice), places, MIN_LEAD)
    }

    fn choices(choices: &[(usize, f64)]) -> Vec<LikelyMatch> {
        choices
            .iter()
            .map(|&(place, likeness)| LikelyMatch {
                places: place..place + 1,
                likeness,
            })
            .collect()
    }

    #[test]
    fn a_clear_lead_needs_no_order() {
        let claims = [choices(&[(1, 0.95), (0, 0.80)]), choices(&[(0, 0.90)])];
        assert_eq!(clear(&claims, 2), [Some(0), Some(0)]);
        let claims = [choices(&[(0, 0.95), (1, 0.90)]), choices(&[(1, 0.80)])];
        assert_eq!(clear(&claims, 2), [None, None]);
    }

    #[test]
    fn two_that_want_the_same_are_not_clear() {
        let claims = [choices(&[(0, 0.95)]), choices(&[(0, 0.90)])];
        assert_eq!(clear(&claims, 1), [None, None]);
        assert_eq!(in_order(&claims, 1), [None, None]);
        let claims = [choices(&[(0, 0.95)]), choices(&[(0, 0.85)])];
        assert_eq!(clear(&claims, 1), [Some(0), None]);
    }

    #[test]
    fn the_order_tells_apart_what_likeness_does_not() {
        let claims = [
            choices(&[(0, 0.95), (1, 0.93)]),
            choices(&[(1, 0.95), (0, 0.93)]),
            choices(&[(2, 0.80)]),
        ];
        assert_eq!(clear(&claims, 3), [None, None, Some(0)]);
        assert_eq!(in_order(&claims, 3), [Some(0), Some(0), Some(0)]);
        // Three places for two claims: the first could be either of two.
        let claims = [
            choices(&[(0, 0.95), (1, 0.93)]),
            choices(&[(2, 0.95), (0, 0.93)]),
        ];
        assert_eq!(in_order(&claims, 3), [None, Some(0)]);
    }

    #[test]
    fn what_left_the_order_is_not_in_the_longest_ascent() {
        assert_eq!(longest_ascent(&[1, 2, 9, 3, 3, 4]), [0, 1, 3, 4, 5]);
        assert_eq!(longest_ascent(&[]), [0; 0]);
    }
}
