//! Which claims each filter admits.

use std::sync::Arc;

use crate::model::{Claim, Filter};

/// A bit for each claim and filter, in the order of the claims. Claims are separate allocations;
/// with this index, listing the open ones among a hundred thousand reads two bytes of each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::model::review) struct FilterIndex {
    bits: Vec<u16>,
    /// How many claims each filter admits.
    counts: [usize; Filter::ALL.len()],
}

impl FilterIndex {
    /// Applies all filters to all claims.
    pub(in crate::model::review) fn of(claims: &[Arc<Claim>]) -> Self {
        let mut index = Self::default();
        index.bits.reserve_exact(claims.len());
        for (place, claim) in claims.iter().enumerate() {
            index.insert(place, claim);
        }
        index
    }

    /// Adds a claim at a place.
    pub(in crate::model::review) fn insert(&mut self, place: usize, claim: &Claim) {
        let bits = bits(claim);
        self.bits.insert(place, bits);
        self.update_counts(bits, |count| *count += 1);
    }

    /// Removes the claim at a place.
    pub(in crate::model::review) fn remove(&mut self, place: usize) {
        let bits = self.bits.remove(place);
        self.update_counts(bits, |count| *count -= 1);
    }

    /// Replaces the claim at a place.
    pub(in crate::model::review) fn replace(&mut self, place: usize, claim: &Claim) {
        let before = std::mem::replace(&mut self.bits[place], bits(claim));
        self.update_counts(before, |count| *count -= 1);
        self.update_counts(self.bits[place], |count| *count += 1);
    }

    /// Returns how many claims a filter admits.
    pub(in crate::model::review) fn count(&self, filter: Filter) -> usize {
        self.counts[filter as usize]
    }

    /// Returns the places of the claims that a filter admits, in order.
    pub(in crate::model::review) fn places(&self, filter: Filter) -> impl Iterator<Item = usize> {
        let places = self.bits.iter().enumerate();
        places
            .filter(move |(_, bits)| *bits & bit(filter) != 0)
            .map(|(place, _)| place)
    }

    fn update_counts(&mut self, bits: u16, change: impl Fn(&mut usize)) {
        for &filter in Filter::ALL {
            if bits & bit(filter) != 0 {
                change(&mut self.counts[filter as usize]);
            }
        }
    }
}

fn bit(filter: Filter) -> u16 {
    1 << filter as u16
}

fn bits(claim: &Claim) -> u16 {
    let admitting = Filter::ALL.iter().filter(|filter| filter.admits(claim));
    admitting.fold(0, |bits, &filter| bits | bit(filter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Origin};
    use crate::text::Span;

    #[test]
    fn claims_are_count_and_placed_by_the_filters_that_admit_them() {
        let article = Article::new("a.txt", "One. Two. Three.".into());
        let claim = |start, end| Claim::new(&article, Span::new(start, end), Origin::Extracted);
        let mut claims = [claim(0, 4), claim(5, 9), claim(10, 16)].map(Arc::new);
        Arc::make_mut(&mut claims[1]).priority = Some(1.0);
        let mut index = FilterIndex::of(&claims);
        index.remove(0);
        for &filter in Filter::ALL {
            let admits = |place: &usize| filter.admits(&claims[place + 1]);
            let places: Vec<usize> = (0..2).filter(admits).collect();
            assert_eq!(index.places(filter).collect::<Vec<_>>(), places);
            assert_eq!(index.count(filter), places.len());
        }
    }
}
