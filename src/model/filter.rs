//! Which claims are listed, and in what order.

use super::verdict::names;
use super::{Claim, Verdict};

names! {
    /// Which claims are listed.
    Filter {
        /// Every claim.
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
        /// Those with a flag.
        Flagged = "flagged",
        /// Those with a hint not waved off.
        Hinted = "hinted",
    }
}

impl Filter {
    /// Tells whether a claim is listed.
    pub fn admits(self, claim: &Claim) -> bool {
        match self {
            Filter::All => true,
            Filter::Open => claim.is_open(),
            Filter::Verified => claim.verdict() == Some(Verdict::Verified),
            Filter::Disputed => claim.verdict() == Some(Verdict::Disputed),
            Filter::Garbled => claim.verdict() == Some(Verdict::Garbled),
            Filter::Aside => claim.ruling().is_some_and(|r| r.aside().is_some()),
            Filter::Flagged => claim.is_flagged(),
            Filter::Hinted => claim.is_hinted(),
        }
    }
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
