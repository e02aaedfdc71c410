//! Claims of one kind, set apart so that nobody has to walk a long list for the few there are.

use std::sync::Arc;

use super::Claim;

/// The kinds that are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IndexedKind {
    /// Those on which a note or a correction is written.
    Written,
    /// Open ones with a hint not waved off.
    Hinted,
    /// Those on which a source is filed.
    Backed,
    /// Those of more than [`IndexedKind::LONG`] code points.
    Long,
}

impl IndexedKind {
    /// No sentence has as many code points; whole documents have.
    pub(super) const LONG: u32 = 2_000;

    fn admits(self, claim: &Claim) -> bool {
        match self {
            IndexedKind::Written => claim
                .decision
                .as_ref()
                .is_some_and(|d| !d.note.is_empty() || d.correction.is_some()),
            IndexedKind::Hinted => claim.is_hinted(),
            IndexedKind::Backed => !claim.evidence().is_empty(),
            IndexedKind::Long => claim.span.len() > Self::LONG,
        }
    }
}

/// The claims of one kind, in order of [`Claim::key`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct KindIndex {
    kept: IndexedKind,
    claims: Vec<Arc<Claim>>,
}

impl KindIndex {
    /// Takes from claims, in order of their keys, those of a kind.
    pub(super) fn of(kept: IndexedKind, claims: &[Arc<Claim>]) -> Self {
        let claims = claims.iter().filter(|claim| kept.admits(claim));
        Self {
            kept,
            claims: claims.cloned().collect(),
        }
    }

    /// Returns the claims.
    pub(super) fn claims(&self) -> &[Arc<Claim>] {
        &self.claims
    }

    /// Takes in a claim, if it is of the kind.
    pub(super) fn add(&mut self, claim: &Arc<Claim>) {
        if self.kept.admits(claim) {
            let at = self.claims.partition_point(|c| c.key() < claim.key());
            self.claims.insert(at, Arc::clone(claim));
        }
    }

    /// Takes out a claim, as it was when it was taken in.
    pub(super) fn remove(&mut self, claim: &Claim) {
        if self.kept.admits(claim)
            && let Ok(at) = self.claims.binary_search_by(|c| c.key().cmp(&claim.key()))
        {
            self.claims.remove(at);
        }
    }
}
