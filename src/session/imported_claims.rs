//! Claims that were made elsewhere, and have a place in the article.

use crate::import::Imported;
use crate::model::Claim;

use super::Failure;

/// The most claims without a place that are listed; the rest is counted.
const MAX_LISTED: usize = 20;

/// Claims that were made elsewhere.
pub(super) struct ImportedClaims {
    pub(super) claims: Vec<Claim>,
    /// How many claims are left out because they have no place in the article.
    pub(super) left_out: usize,
}

impl ImportedClaims {
    /// Takes the claims that have a place in the article. `origin` is where they come from, in
    /// messages.
    ///
    /// # Errors
    /// Some have no place, and `skip_bad` is not set.
    pub(super) fn new(imported: Imported, origin: &str, skip_bad: bool) -> Result<Self, Failure> {
        let rejected = imported.rejected.len();
        if rejected > 0 && !skip_bad {
            let mut message = format!(
                "{origin}: {rejected} of {} claims cannot be placed in the article:",
                rejected + imported.claims.len()
            );
            for claim in imported.rejected.iter().take(MAX_LISTED) {
                message.push_str(&format!("\n  {claim}"));
            }
            if rejected > MAX_LISTED {
                message.push_str(&format!("\n  and {} more", rejected - MAX_LISTED));
            }
            return Err(Failure::input(message)
                .hint("fix them, or leave them out with --skip-bad; nothing was written"));
        }
        Ok(Self {
            claims: imported.claims,
            left_out: rejected,
        })
    }
}
