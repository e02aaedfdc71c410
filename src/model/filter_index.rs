//! Which claims each filter admits.

use std::sync::Arc;

use super::{Claim, Filter};

/// A bit for each claim and filter, in the order of the claims. The claims themselves lie all over
/// the memory: to list those that are open among a hundred thousand, two bytes of each are read
/// here, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FilterIndex {
    bits: Vec<u16>,
    /// How many claims each filter admits.
    counts: [usize; Filter::ALL.len()],
}

impl FilterIndex {
    /// Asks all filters about all claims.
    pub(super) fn of(claims: &[Arc<Claim>]) -> Self {
        let mut admitted = Self::default();
        admitted.bits.reserve_exact(claims.len());
        for (place, claim) in claims.iter().enumerate() {
            admitted.insert(place, claim);
        }
        admitted
    }

    /// Takes in a claim that comes to stand at a place.
    pub(super) fn insert(&mut self, place: usize, claim: &Claim) {
        let bits = bits(claim);
        self.bits.insert(place, bits);
        self.count(bits, |count| *count += 1);
    }

    /// Leaves out the claim at a place.
    pub(super) fn remove(&mut self, place: usize) {
        let bits = self.bits.remove(place);
        self.count(bits, |count| *count -= 1);
    }

    /// Takes in the claim that is at a place now.
    pub(super) fn exchange(&mut self, place: usize, claim: &Claim) {
        let before = std::mem::replace(&mut self.bits[place], bits(claim));
        self.count(before, |count| *count -= 1);
        self.count(self.bits[place], |count| *count += 1);
    }

    /// Returns how many claims a filter admits.
    pub(super) fn counted(&self, filter: Filter) -> usize {
        self.counts[filter as usize]
    }

    /// Returns the places of the claims that a filter admits, in order.
    pub(super) fn places(&self, filter: Filter) -> impl Iterator<Item = usize> {
        let places = self.bits.iter().enumerate();
        places
            .filter(move |(_, bits)| *bits & bit(filter) != 0)
            .map(|(place, _)| place)
    }

    fn count(&mut self, bits: u16, change: impl Fn(&mut usize)) {
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
    fn claims_are_counted_and_placed_by_the_filters_that_admit_them() {
        let article = Article::new("a.txt", "One. Two. Three.".into());
        let claim = |start, end| Claim::new(&article, Span::new(start, end), Origin::Extracted);
        let mut claims = [claim(0, 4), claim(5, 9), claim(10, 16)].map(Arc::new);
        Arc::make_mut(&mut claims[1]).priority = Some(1.0);
        let mut admitted = FilterIndex::of(&claims);
        admitted.remove(0);
        for &filter in Filter::ALL {
            let admits = |place: &usize| filter.admits(&claims[place + 1]);
            let places: Vec<usize> = (0..2).filter(admits).collect();
            assert_eq!(admitted.places(filter).collect::<Vec<_>>(), places);
            assert_eq!(admitted.counted(filter), places.len());
        }
    }
}
