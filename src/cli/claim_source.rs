//! Claims that do not come from the built-in extractor: those of a file, or of another program.

use std::path::Path;

use crate::import::{self, Imported};
use crate::model::{Article, Claim};

use super::Failure;
use super::article::{read_file, shown};
use super::extractor::Extractor;

/// How many claims that cannot be placed are listed before the rest is only counted.
const LISTED: usize = 20;

/// Where the claims of a text come from that has no review yet.
pub(super) enum ClaimSource<'a> {
    /// The built-in extractor.
    BuiltIn,
    /// `--claims`
    File(ImportedClaims),
    /// `--extractor`: run only when it is needed.
    Program(Extractor<'a>),
}

/// What was found elsewhere.
pub(super) struct ImportedClaims {
    pub(super) claims: Vec<Claim>,
    /// How many claims are left out because they cannot be placed.
    pub(super) left_out: usize,
}

impl ClaimSource<'_> {
    /// The option that says so.
    pub(super) fn option(&self) -> Option<&'static str> {
        match self {
            Self::BuiltIn => None,
            Self::File(_) => Some("--claims"),
            Self::Program(_) => Some("--extractor"),
        }
    }

    /// Returns the claims; none where the built-in extractor is to find them.
    ///
    /// # Errors
    /// The program failed, and the reviewer gave up.
    pub(super) fn elsewhere(self, article: &Article) -> Result<Option<ImportedClaims>, Failure> {
        match self {
            Self::BuiltIn => Ok(None),
            Self::File(found) => Ok(Some(found)),
            Self::Program(extractor) => extractor.claims_or_offer(article),
        }
    }
}

/// Reads the claims file; with `skip_bad`, counts what cannot be placed instead of stopping.
///
/// # Errors
/// Says what is wrong with it and what to do.
pub(super) fn read_claims(
    file: &Path,
    article: &Article,
    skip_bad: bool,
) -> Result<ImportedClaims, Failure> {
    let bytes = read_file(file)?;
    let imported = import::claims(&bytes, article)
        .map_err(|error| Failure::input(format!("cannot read {}: {error}", shown(file))))?;
    require_placed(imported, &shown(file), skip_bad)
}

/// Takes the claims that could be placed. Without `skip_bad`, one that could not is an error.
///
/// # Errors
/// Lists those.
pub(super) fn require_placed(
    imported: Imported,
    whence: &str,
    skip_bad: bool,
) -> Result<ImportedClaims, Failure> {
    let bad = imported.rejected.len();
    if bad > 0 && !skip_bad {
        let mut message = format!(
            "{whence}: {bad} of {} claims cannot be placed in the article:",
            bad + imported.claims.len()
        );
        for claim in imported.rejected.iter().take(LISTED) {
            message.push_str(&format!("\n  {claim}"));
        }
        if bad > LISTED {
            message.push_str(&format!("\n  and {} more", bad - LISTED));
        }
        message.push_str("\nMend them, or leave them out with --skip-bad. Nothing was written.");
        return Err(Failure::input(message));
    }
    Ok(ImportedClaims {
        claims: imported.claims,
        left_out: bad,
    })
}
