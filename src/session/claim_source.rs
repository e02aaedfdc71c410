//! Where the claims of an article come from: the built-in extractor, a file, or another program.

use std::path::Path;

use crate::import;
use crate::model::Article;

use super::article::{display_path, read_file};
use super::extractor::Extractor;
use super::imported_claims::ImportedClaims;
use super::{Dialogue, Failure};

/// Where the claims of an article come from that has no review yet.
pub(super) enum ClaimSource {
    /// The built-in extractor.
    BuiltIn,
    /// A file, which has been read.
    File(ImportedClaims),
    /// Another program, which is run only if its claims are needed.
    Program(Extractor),
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
    ImportedClaims::new(imported, &display_path(file), skip_bad)
}
