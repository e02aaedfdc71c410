//! Which claims are listed, and in what order.

use super::verdict::names;
use super::{Anchor, Claim, Ruling, Verdict};

names! {
    /// Which claims are listed.
    Filter {
        /// Every claim but those put away.
        All = "all",
        /// Those still to be settled.
        Open = "open",
        /// Those a source backs.
        Verified = "verified",
        /// Those a source contradicts.
        Disputed = "disputed",
        /// Those whose words are broken.
        Garbled = "garbled",
        /// Those that need no verdict.
        Aside = "set-aside",
        /// Those whose words have changed or gone since they were decided.
        Changed = "changed",
        /// Those with a flag.
        Flagged = "flagged",
        /// Open ones with a hint not waved off.
        Hinted = "hinted",
        /// Those for which no source is filed, settled or not; what is set aside or gone needs none.
        WithoutEvidence = "without-evidence",
        /// Those gone from the article that were put away; in no other list.
        PutAway = "put-away",
    }
}

impl Filter {
    /// Returns whether a claim is listed.
    pub fn admits(self, claim: &Claim) -> bool {
        if claim.is_put_away() {
            return self == Filter::PutAway;
        }
        match self {
            Filter::PutAway => false,
            Filter::All => true,
            Filter::Open => claim.is_open(),
            Filter::Verified => settled_as(claim, Verdict::Verified),
            Filter::Disputed => settled_as(claim, Verdict::Disputed),
            Filter::Garbled => settled_as(claim, Verdict::Garbled),
            Filter::Aside => claim.settled().is_some_and(|r| r.aside().is_some()),
            Filter::Changed => claim.anchor != Anchor::Sure,
            Filter::Flagged => claim.is_flagged(),
            Filter::Hinted => claim.is_hinted(),
            Filter::WithoutEvidence => {
                let is_aside = claim.settled().is_some_and(|r| r.aside().is_some());
                !is_aside && !claim.is_gone() && claim.evidence().is_empty()
            }
        }
    }
}

fn settled_as(claim: &Claim, verdict: Verdict) -> bool {
    claim.settled() == Some(Ruling::Verdict(verdict))
}

names! {
    /// The order of the list.
    Order {
        /// As in the article.
        Article = "article",
        /// The most worth checking first.
        Priority = "priority",
    }
}
