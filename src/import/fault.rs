//! What can be wrong with one claim of a claims file.

use std::fmt;

use thiserror::Error;

use crate::text::{Span, fit_line};

/// A claim that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedClaim {
    /// Its place in the file's list, from 0, as `jq '.claims[3]'` counts.
    pub index: usize,
    /// Why it was refused.
    pub reason: ImportFault,
}

impl fmt::Display for RejectedClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "claims[{}]: {}", self.index, self.reason)
    }
}

/// Why a claim was refused. The words are safe to print whatever the file holds.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ImportFault {
    /// The list holds something else in this place.
    #[error("it is {found}, not an object")]
    NotAnObject {
        /// What is there: "a string".
        found: &'static str,
    },
    /// A field that says where the claim is has the wrong type.
    #[error("`{field}` is {found}, not {wanted}")]
    WrongType {
        /// The field.
        field: &'static str,
        /// What it has to be.
        wanted: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A number that is not a position in any text.
    #[error("`{field}` is {number}: positions are whole numbers from 0, counted in code points")]
    NotAPosition {
        /// The field.
        field: &'static str,
        /// The number as it is in the file.
        number: String,
    },
    /// Nothing says where the claim is.
    #[error("it has neither `quote` nor `start` and `end`")]
    NoPlace,
    /// One of `start` and `end` is missing.
    #[error("it has `{has}` but no `{lacks}`")]
    HalfAPlace {
        /// The field that is there.
        has: &'static str,
        /// The field that is not.
        lacks: &'static str,
    },
    /// The end is before the start.
    #[error("it ends before it begins: `start` is {start}, `end` is {end}")]
    Inverted {
        /// The first code point.
        start: u64,
        /// One past the last.
        end: u64,
    },
    /// The end is beyond the article's.
    #[error("it ends at {end}, but the article has only {length} code points")]
    Beyond {
        /// One past the claim's last code point.
        end: u64,
        /// How many code points the article has.
        length: u32,
    },
    /// The end is beyond the text it was marked in, which need not be the whole article.
    #[error("it ends at {end}, but the text it was marked in has only {length} code points")]
    BeyondItsText {
        /// One past the claim's last code point.
        end: usize,
        /// How many code points that text has.
        length: usize,
    },
    /// No words at all.
    #[error("it is empty")]
    Empty,
    /// White space and nothing else.
    #[error("it holds nothing but white space")]
    Blank,
    /// An end that would cut an accent off its letter, or an emoji in two.
    #[error("position {position} lies inside a composed character")]
    Splits {
        /// The end in question.
        position: u32,
    },
    /// The quote is not what the article has between the offsets.
    #[error("its quote disagrees with its offsets: the article has “{there}” there{}", elsewhere(*.found))]
    Disagrees {
        /// What the article has there, shortened.
        there: String,
        /// Where the quote is, if it occurs just once.
        found: Option<Span>,
    },
    /// The article does not have the quote.
    #[error("its quote does not occur in the article")]
    Absent,
    /// The article has the quote more than once, and nothing says which is meant.
    #[error("its quote occurs {times}; give prefix or suffix, or start and end")]
    Ambiguous {
        /// How often the quote occurs.
        times: Occurrences,
    },
    /// The article has the quote more than once, and prefix and suffix do not single one out.
    #[error(
        "its quote occurs {times} ({fitting} between its prefix and suffix); correct them, or give start and end"
    )]
    Unfitting {
        /// How often the quote occurs.
        times: Occurrences,
        /// How often with the prefix before it and the suffix after it.
        fitting: Occurrences,
    },
    /// Another claim has the same passage.
    #[error("it has the same passage as claims[{index}]: {span}")]
    Twice {
        /// The other claim's place in the file's list.
        index: usize,
        /// The passage.
        span: Span,
    },
}

fn elsewhere(found: Option<Span>) -> String {
    found.map_or_else(String::new, |span| format!(" (the quote is at {span})"))
}

/// How often something occurs; counted no further than anybody wants to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrences(pub usize);

impl Occurrences {
    /// Where the count ends.
    const MAX_COUNTED: usize = 100;

    pub(super) fn count(occurrences: impl Iterator) -> Self {
        Self(occurrences.take(Self::MAX_COUNTED).count())
    }
}

impl fmt::Display for Occurrences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("never"),
            1 => f.write_str("once"),
            Self::MAX_COUNTED.. => write!(f, "{} times or more", Self::MAX_COUNTED),
            times => write!(f, "{times} times"),
        }
    }
}

/// A short piece of foreign text, harmless, to be named in a message.
pub(super) fn excerpt(text: &str) -> String {
    fit_line(text, 60, "…")
}
