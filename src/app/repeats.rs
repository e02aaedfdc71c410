//! Claims of the article that say the same thing.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::ClaimId;

/// Which claims say the same as others.
#[derive(Clone, Debug, Default)]
pub struct Repeats {
    groups: HashMap<ClaimId, Arc<[ClaimId]>>,
}

impl Repeats {
    /// Takes groups of claims, each in article order.
    pub(super) fn of(groups: Vec<Vec<ClaimId>>) -> Self {
        let mut by_claim = HashMap::new();
        for group in groups {
            let group: Arc<[ClaimId]> = group.into();
            for id in group.iter() {
                by_claim.insert(id.clone(), Arc::clone(&group));
            }
        }
        Self { groups: by_claim }
    }

    /// Returns the claims that say the same as a claim, without itself.
    pub fn of_claim<'a>(&'a self, claim: &'a ClaimId) -> impl Iterator<Item = &'a ClaimId> {
        let group = self.groups.get(claim).map_or(&[][..], |group| group);
        group.iter().filter(move |id| *id != claim)
    }
}
