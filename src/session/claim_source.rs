//! Where the claims of an article come from: the built-in extractor, a file, or another program.

use std::path::Path;

use crate::import::{self, Imported};
use crate::model::{Article, Claim};

use super::article::{display_path, read_file};
use super::extractor::Extractor;
use super::{Dialogue, Failure};

/// The most claims without a place that are listed; the rest is counted.
const MAX_LISTED: usize = 20;

/// Where the claims of an article come from that has no review yet.
pub(super) enum ClaimSource {
    /// The built-in extractor.
    BuiltIn,
    /// A file, which has been read.
    File(ImportedClaims),
    /// Another program, which is run only if its claims are needed.
    Program(Extractor),
}

/// Claims that were made elsewhere.
pub(super) struct ImportedClaims {
    pub(super) claims: Vec<Claim>,
    /// How many claims are left out because they have no place in the article.
    pub(super) left_out: usize,
}

impl ClaimSource {
    /// Returns the option that names this source, if there is one.
    pub(super) fn option(&self) -> Option<&'static str> {
        match self {
            Self::BuiltIn => None,
            Self::File(_) => Some("--claims"),
            Self::Program(_) => Some("--extractor"),
        }
    }

    /// Returns the claims that were made elsewhere, or `None` if the built-in extractor is to find
    /// them.
    ///
    /// # Errors
    /// The extractor failed, and the user gave up.
    pub(super) fn import(
        self,
        article: &Article,
        dialogue: &mut dyn Dialogue,
    ) -> Result<Option<ImportedClaims>, Failure> {
        match self {
            Self::BuiltIn => Ok(None),
            Self::File(imported) => Ok(Some(imported)),
            Self::Program(extractor) => extractor.claims_or_built_in(article, dialogue),
        }
    }
}

/// Reads a claims file. With `skip_bad`, claims without a place are counted instead of being an
/// error.
///
/// # Errors
/// The file cannot be read, or holds claims without a place.
pub(super) fn read_claims(
    file: &Path,
    article: &Article,
    skip_bad: bool,
) -> Result<ImportedClaims, Failure> {
    let bytes = read_file(file)?;
    let imported = import::claims(&bytes, article)
        .map_err(|error| Failure::input(format!("cannot read {}: {error}", display_path(file))))?;
    all_placed(imported, &display_path(file), skip_bad)
}

/// Returns the claims that have a place in the article. `origin` is where they come from, in
/// messages.
///
/// # Errors
/// Some have no place, and `skip_bad` is not set.
pub(super) fn all_placed(
    imported: Imported,
    origin: &str,
    skip_bad: bool,
) -> Result<ImportedClaims, Failure> {
    let bad = imported.rejected.len();
    if bad > 0 && !skip_bad {
        let mut message = format!(
            "{origin}: {bad} of {} claims cannot be placed in the article:",
            bad + imported.claims.len()
        );
        for claim in imported.rejected.iter().take(MAX_LISTED) {
            message.push_str(&format!("\n  {claim}"));
        }
        if bad > MAX_LISTED {
            message.push_str(&format!("\n  and {} more", bad - MAX_LISTED));
        }
        return Err(Failure::input(message)
            .hint("fix them, or leave them out with --skip-bad; nothing was written"));
    }
    Ok(ImportedClaims {
        claims: imported.claims,
        left_out: bad,
    })
}
