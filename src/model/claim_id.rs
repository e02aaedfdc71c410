//! What identifies a claim in files and in the undo history.

use std::fmt;

use base16ct::lower::encode_string;
use compact_str::{CompactString, format_compact};
use sha2::{Digest as _, Sha256};

use crate::text::Span;

use super::Article;

/// Hexadecimal digits of an id, by how many it grows while another claim has the same one, and how
/// many there are.
const DIGITS: usize = 8;
const MORE_DIGITS: usize = 4;
const MAX_DIGITS: usize = 64;

/// What identifies a claim: `c` and eight or more hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimId(CompactString);

impl ClaimId {
    /// Returns the usual id of a passage: the same for the same passage of the same text, in every
    /// run and for every reviewer.
    pub fn of(article: &Article, span: Span) -> Self {
        Self::with_digits(article, span, DIGITS)
    }

    /// Returns the same id, with more digits if another claim has it already.
    pub fn unless_taken(
        mut self,
        (article, span): (&Article, Span),
        mut is_taken: impl FnMut(&Self) -> bool,
    ) -> Self {
        let mut digits = self.0.len() - 1;
        while is_taken(&self) && digits < MAX_DIGITS {
            digits += MORE_DIGITS;
            self = Self::with_digits(article, span, digits);
        }
        self
    }

    fn with_digits(article: &Article, span: Span, digits: usize) -> Self {
        let seed = format!("{}:{}:{}", article.sha256(), span.start, span.end);
        let mut hash = encode_string(&Sha256::digest(seed.as_bytes()));
        hash.truncate(digits);
        Self(format_compact!("c{hash}"))
    }

    /// Returns an id as a file has it.
    pub fn from_file(id: &str) -> Self {
        Self(id.into())
    }

    /// Returns the id's characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
