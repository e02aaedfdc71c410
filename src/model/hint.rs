//! Why a passage looks odd.

use crate::text::Span;

use super::UnknownFields;

/// A suggestion that something is wrong with a passage. It never sets a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// The kind of hint: `name-variant`, `broken-quote`, …; unknown kinds are shown too.
    pub code: String,
    /// A sentence a checker understands.
    pub message: String,
    /// The odd words, in code points of the article.
    pub span: Span,
    /// The words that may be meant instead of those at the span, where they are known.
    pub suggestion: Option<String>,
    /// Whether the checker has waved it off.
    pub dismissed: bool,
    /// Fields of a newer version.
    pub extra: UnknownFields,
}
