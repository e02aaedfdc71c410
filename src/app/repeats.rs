//! Claims of the article that say the same thing.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{Claim, ClaimId, Review};
use crate::text::Span;

/// A claim by its place and its id: together they find it without a search.
pub type Repeat = (Span, ClaimId);

/// Which claims say the same as others.
#[derive(Clone, Debug, Default)]
pub struct Repeats {
    groups: HashMap<ClaimId, Arc<[Repeat]>>,
}

impl Repeats {
    /// Takes groups of claims, each in article order.
    pub(super) fn of(groups: Vec<Vec<Repeat>>) -> Self {
        let mut by_claim = HashMap::new();
        for group in groups {
            let group: Arc<[Repeat]> = group.into();
            for (_, id) in group.iter() {
                by_claim.insert(id.clone(), Arc::clone(&group));
            }
        }
        Self { groups: by_claim }
    }

    /// Returns how many claims say the same as a claim.
    pub fn count(&self, claim: &ClaimId) -> usize {
        self.groups.get(claim).map_or(0, |group| group.len() - 1)
    }

    /// Returns the claims that say the same as a claim, without itself.
    pub fn of_claim<'a>(&'a self, claim: &'a ClaimId) -> impl Iterator<Item = &'a Repeat> {
        let group = self.groups.get(claim).map_or(&[][..], |group| group);
        group.iter().filter(move |(_, id)| id != claim)
    }

    /// Returns the places of the open claims that say the same as a claim.
    pub(super) fn open_places(&self, claim: &Claim, review: &Review) -> Vec<usize> {
        self.of_claim(&claim.id)
            .filter_map(|(span, id)| review.index_of_key((*span, id)))
            .filter(|&place| review.claims()[place].is_open())
            .collect()
    }
}
