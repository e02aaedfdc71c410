//! How a claim is in an article that has changed since it was decided.

use crate::text::{Span, Text};

use super::UnknownFields;

/// A claim's words and what stood around them: the W3C's text quote selector.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selector {
    /// The words.
    pub quote: String,
    /// Up to 32 code points before them.
    pub prefix: String,
    /// Up to 32 code points after them.
    pub suffix: String,
    /// Fields of a newer version.
    pub extra: UnknownFields,
}

impl Selector {
    /// Code points of `prefix` and `suffix`.
    const CONTEXT: u32 = 32;

    /// Returns the selector of a passage.
    pub fn of(text: &Text, span: Span) -> Self {
        let cut = |start, end| text.slice(Span::new(start, end)).to_owned();
        let Span { start, end } = span;
        Self {
            quote: cut(start, end),
            prefix: cut(start.saturating_sub(Self::CONTEXT), start),
            suffix: cut(end, end.saturating_add(Self::CONTEXT).min(text.len())),
            extra: UnknownFields::default(),
        }
    }
}

/// How sure it is that what was decided is about the words at the claim's span.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Anchor {
    /// They are the words it was decided on.
    #[default]
    Sure,
    /// They, or their sentence, have changed. What was decided is kept, and has to be confirmed.
    Changed {
        /// The words it was decided on.
        was: Box<Selector>,
    },
    /// It could be any of some passages. The span is empty, where the likeliest begins.
    Ambiguous {
        /// The words it was decided on.
        was: Box<Selector>,
        /// The passages, the likeliest first.
        candidates: Vec<Span>,
    },
    /// They are not in the article any more. The span is empty, where they would be.
    Gone {
        /// The words it was decided on.
        was: Box<Selector>,
        /// Whether the checker has put it away: it is kept, but no longer listed.
        is_put_away: bool,
    },
}

impl Anchor {
    /// Returns the words it was decided on, if they are not those at the claim's span.
    pub fn was(&self) -> Option<&Selector> {
        match self {
            Anchor::Sure => None,
            Anchor::Changed { was } | Anchor::Ambiguous { was, .. } | Anchor::Gone { was, .. } => {
                Some(was)
            }
        }
    }

    /// Returns the name of the state, as written to files and shown.
    pub fn name(&self) -> &'static str {
        match self {
            Anchor::Sure => "sure",
            Anchor::Changed { .. } => "changed",
            Anchor::Ambiguous { .. } => "ambiguous",
            Anchor::Gone { .. } => "gone",
        }
    }

    /// Returns whether the claim has a passage in the article.
    pub fn has_place(&self) -> bool {
        matches!(self, Anchor::Sure | Anchor::Changed { .. })
    }
}
