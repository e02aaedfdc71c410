//! Which claim became which piece of text, where several want the same or one could be several.

use super::segment_index::{EPSILON, SimilarSegments};

/// By how much the best has to lead the next best.
const LEAD: f64 = 0.10;

/// What one claim could have become, the likest first. Claims come in the old article's order.
pub(super) type Choices = Vec<SimilarSegments>;

/// Tells whether the best leads the next best clearly.
pub(super) fn leads(best: f64, next: f64) -> bool {
    best - next >= LEAD - EPSILON
}

/// Returns for each claim the piece it has become by likeness alone: the likest to it, and it the
/// likest to the piece, both by a clear lead. `units` is how many units there are.
pub(super) fn clear<'c>(
    claims: impl Iterator<Item = &'c [SimilarSegments]>,
    units: usize,
) -> Vec<Option<usize>> {
    let claims: Vec<&[SimilarSegments]> = claims.collect();
    let mut contest = Bids::new(units);
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
            leads(best.likeness, own.max(rival)).then_some(0)
        })
        .collect()
}

/// Returns for each claim the piece it has become if the order was kept.
///
/// Of all ways to give claims pieces in ascending order, the one with the greatest sum of
/// likenesses counts. A claim has its piece if every way to give it another, or to give the piece
/// to another claim, has a clearly smaller sum.
pub(super) fn in_order<'c>(
    claims: impl Iterator<Item = &'c [SimilarSegments]>,
    units: usize,
) -> Vec<Option<usize>> {
    let claims: Vec<&[SimilarSegments]> = claims.collect();
    let sums = best_sums(&claims, units);
    let mut contest = Bids::new(units);
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
            leads(sums[claim][best], own.max(rival)).then_some(best)
        })
        .collect()
}

/// Returns for each choice the greatest sum of likenesses of all ways in which it is taken.
fn best_sums(claims: &[&[SimilarSegments]], units: usize) -> Vec<Vec<f64>> {
    let mut sums: Vec<Vec<f64>> = claims
        .iter()
        .map(|choices| choices.iter().map(|found| found.likeness).collect())
        .collect();
    // What the claims before can reach with the pieces before a unit; then, from the other end,
    // the claims behind with the pieces behind it.
    let mut before = PrefixMaxima::new(units);
    for (choices, sums) in claims.iter().zip(&mut sums) {
        let reached: Vec<f64> = choices
            .iter()
            .map(|found| before.up_to(found.units.start))
            .collect();
        for ((found, sum), reached) in choices.iter().zip(sums).zip(reached) {
            *sum += reached;
            before.raise(found.units.end, found.likeness + reached);
        }
    }
    let mut behind = PrefixMaxima::new(units);
    for (choices, sums) in claims.iter().zip(&mut sums).rev() {
        let reached: Vec<f64> = choices
            .iter()
            .map(|found| behind.up_to(units - found.units.end))
            .collect();
        for ((found, sum), reached) in choices.iter().zip(sums).zip(reached) {
            *sum += reached;
            behind.raise(units - found.units.start, found.likeness + reached);
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

/// For every unit the best two bids, by different claims.
struct Bids(Vec<[(usize, f64); 2]>);

const NOBODY: usize = usize::MAX;

impl Bids {
    fn new(units: usize) -> Self {
        Self(vec![[(NOBODY, 0.0); 2]; units])
    }

    fn enter(&mut self, claim: usize, found: &SimilarSegments, bid: f64) {
        for [first, second] in &mut self.0[found.units.clone()] {
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

    /// Returns the best bid of another claim for a part of the same piece.
    fn rival(&self, claim: usize, found: &SimilarSegments) -> f64 {
        self.0[found.units.clone()]
            .iter()
            .flat_map(|bids| bids.iter().filter(|bid| bid.0 != claim))
            .map(|bid| bid.1)
            .fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clear(claims: &[Choices], units: usize) -> Vec<Option<usize>> {
        super::clear(claims.iter().map(Vec::as_slice), units)
    }

    fn in_order(claims: &[Choices], units: usize) -> Vec<Option<usize>> {
        super::in_order(claims.iter().map(Vec::as_slice), units)
    }

    fn choices(choices: &[(usize, f64)]) -> Choices {
        choices
            .iter()
            .map(|&(unit, likeness)| SimilarSegments {
                units: unit..unit + 1,
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
}
