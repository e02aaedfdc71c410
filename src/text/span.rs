//! A range of code points.

use std::fmt;

/// A half-open range of code points of one text, `start..end`.
///
/// Code points rather than bytes, because that is what the review file counts in: Python and
/// JavaScript users can slice with them (W3C Web Annotation, text position selector).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Span {
    /// Makes a span; `end` is raised to `start` if it is before it.
    pub fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Returns the number of code points.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Returns whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns whether `position` is inside.
    pub fn contains(self, position: u32) -> bool {
        self.start <= position && position < self.end
    }

    /// Returns whether the two share at least one code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// Returns whether all of `other` is inside.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns the smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_shares_a_code_point_overlaps() {
        let span = Span::new(3, 7);
        assert!(span.overlaps(Span::new(6, 9)));
        assert!(!span.overlaps(Span::new(7, 9)));
        assert!(!span.overlaps(Span::new(5, 5)));
    }
}
