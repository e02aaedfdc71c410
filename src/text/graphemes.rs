//! A text cut into what is read as one character: extended grapheme clusters (UAX #29).

use unicode_segmentation::UnicodeSegmentation as _;

/// Returns the graphemes of a text.
///
/// They are those of the segmentation library, which is asked only where Unicode's tables are
/// needed: most of what is drawn is ASCII, and this is done for every cell of every picture.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    Graphemes { rest: text }
}

/// Returns the graphemes of a text, each with the byte at which it begins.
pub fn grapheme_indices(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    graphemes(text).map(move |grapheme| {
        end += grapheme.len();
        (end - grapheme.len(), grapheme)
    })
}

/// What is left of a text that was cut at a boundary.
struct Graphemes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        let length = match self.rest.as_bytes() {
            // Nothing joins on to a printable ASCII character but what is not ASCII.
            [b' '..=b'~'] | [b' '..=b'~', 0..=0x7F, ..] => 1,
            _ => self.looked_up()?,
        };
        let (grapheme, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some(grapheme)
    }
}

impl Graphemes<'_> {
    /// The bytes of the next grapheme, of any text. A single character needs no tables either.
    fn looked_up(&self) -> Option<usize> {
        let first = self.rest.chars().next()?.len_utf8();
        if first == self.rest.len() {
            return Some(first);
        }
        self.rest.graphemes(true).next().map(str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_those_of_the_library(
            text in "(\\PC|[a-z ]|\r|\n|\t|\u{1B}|[\u{300}-\u{303}]|[क-हा-्]|\u{200D}|👩|[🇦-🇿]|\u{600}|가|각|ᄀ|ᅡ|ᆨ){0,40}"
        ) {
            let ours: Vec<_> = grapheme_indices(&text).collect();
            let theirs: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(ours, theirs);
        }
    }
}
