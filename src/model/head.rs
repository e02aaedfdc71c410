//! What a review says about itself, apart from its claims.

use jiff::Timestamp;

use super::UnknownFields;

/// Whose review it is, when it was written, and how much of the article it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewHead {
    /// Whose review it is.
    pub reviewer: String,
    /// When it was begun.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// How far claims have been extracted, in code points; `None` if they all have been.
    pub extracted_up_to: Option<u32>,
    /// Fields of the file that this version does not know.
    pub extra: UnknownFields,
}

impl ReviewHead {
    /// Returns the head of a review that begins now, with all its claims.
    pub fn new(reviewer: &str, now: Timestamp) -> Self {
        Self {
            reviewer: reviewer.to_owned(),
            created: now,
            updated: now,
            extracted_up_to: None,
            extra: UnknownFields::default(),
        }
    }
}
