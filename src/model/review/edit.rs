//! Changing what is written on a single claim.

use std::sync::Arc;

use crate::model::{Change, Claim, Decision, Swap};

use super::refusal::Signature;

/// Changes the decision on a claim, signs it if it changed, and removes it if nothing is left.
pub(super) fn edit(claim: &mut Claim, sign: &Signature, write: impl FnOnce(&mut Decision)) {
    let old = claim.decision.take();
    let mut new = old
        .clone()
        .unwrap_or_else(|| Box::new(Decision::blank(&sign.by, sign.at)));
    write(&mut new);
    if old.as_ref() != Some(&new) {
        new.by.clone_from(&sign.by);
        new.at = sign.at;
    }
    claim.decision = (!new.is_blank()).then_some(new);
}

/// Returns the change of one claim, or `None` if nothing changes.
pub(super) fn swap(label: &str, before: &Arc<Claim>, after: Claim) -> Option<Change> {
    (**before != after).then(|| Change {
        label: label.to_owned(),
        swaps: vec![Swap {
            before: Some(Arc::clone(before)),
            after: Some(Arc::new(after)),
        }],
    })
}
