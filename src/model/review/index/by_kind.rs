//! The claims of one kind: a few among many, found without searching the whole list.

use std::sync::Arc;

use crate::model::Claim;

/// The kinds that have an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model::review) enum IndexedKind {
    /// Claims with a note or a correction.
    Annotated,
    /// Open claims with a hint that is not dismissed.
    Hinted,
    /// Claims with evidence.
    WithEvidence,
    /// Claims of more than [`IndexedKind::MAX_SHORT`] code points.
    Long,
}

impl IndexedKind {
    /// More code points than any sentence has.
    pub(in crate::model::review) const MAX_SHORT: u32 = 2_000;

    fn admits(self, claim: &Claim) -> bool {
        match self {
            IndexedKind::Annotated => claim
                .decision
                .as_ref()
                .is_some_and(|d| !d.note.is_empty() || d.correction.is_some()),
            IndexedKind::Hinted => claim.is_hinted(),
            IndexedKind::WithEvidence => !claim.evidence().is_empty(),
            IndexedKind::Long => claim.span.len() > Self::MAX_SHORT,
        }
    }
}

/// The claims of one kind, in order of [`Claim::key`].
#[derive(Clone, Debug, PartialEq)]
pub(in crate::model::review) struct KindIndex {
    kind: IndexedKind,
    claims: Vec<Arc<Claim>>,
}

impl KindIndex {
    /// Selects the claims of a kind from claims sorted by key.
    pub(in crate::model::review) fn of(kind: IndexedKind, claims: &[Arc<Claim>]) -> Self {
        let claims = claims.iter().filter(|claim| kind.admits(claim));
        Self {
            kind,
            claims: claims.cloned().collect(),
        }
    }

    /// Returns the claims.
    pub(in crate::model::review) fn claims(&self) -> &[Arc<Claim>] {
        &self.claims
    }

    /// Adds a claim if it is of the kind.
    pub(in crate::model::review) fn add(&mut self, claim: &Arc<Claim>) {
        if self.kind.admits(claim) {
            let at = self.claims.partition_point(|c| c.key() < claim.key());
            self.claims.insert(at, Arc::clone(claim));
        }
    }

    /// Removes a claim, given as it was when it was added.
    pub(in crate::model::review) fn remove(&mut self, claim: &Claim) {
        if self.kind.admits(claim)
            && let Ok(at) = self.claims.binary_search_by(|c| c.key().cmp(&claim.key()))
        {
            self.claims.remove(at);
        }
    }
}
