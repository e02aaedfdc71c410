//! A text cut at Unicode's word boundaries, most of it without looking them up.
//!
//! The tables are slow, and nearly all of most texts are plain letters with spaces and common marks
//! around them.

use unicode_segmentation::{UWordBoundIndices, UnicodeSegmentation as _};

/// The pieces of a text between word boundaries (UAX #29), and their first bytes. A `\r\n` is two.
pub(super) struct Pieces<'a> {
    text: &'a str,
    at: usize,
    /// A stretch for which the tables are asked, and where it begins.
    looked_up: Option<(usize, UWordBoundIndices<'a>)>,
}

impl<'a> Pieces<'a> {
    /// Cuts a text.
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            looked_up: None,
        }
    }

    /// Returns the length of the plain word at the next byte, if it is one: a mark belongs to a
    /// word if letters or digits follow it.
    fn plain_word(&self) -> Option<usize> {
        let rest = &self.text[self.at..];
        let length = rest.find(|c| !is_plain_letter(c)).unwrap_or(rest.len());
        let mut behind = rest[length..].chars();
        let (next, after) = (behind.next(), behind.next());
        let is_break =
            |c: Option<char>| c.is_none_or(|c| c.is_ascii_whitespace() || is_plain_mark(c));
        (is_break(next) && (next.is_none_or(|c| c.is_ascii_whitespace()) || is_break(after)))
            .then_some(length)
    }
}

/// Letters and digits that only join on to their like.
fn is_plain_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '\u{C0}'..='\u{24F}' | '\u{391}'..='\u{3FF}' | '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}')
            && c.is_alphabetic()
}

/// Marks that join nothing but what stands directly on both sides of them.
fn is_plain_mark(c: char) -> bool {
    c.is_ascii_punctuation() && c != '_'
        || matches!(c, '“' | '”' | '‘' | '’' | '«' | '»' | '–' | '—' | '…')
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some((start, pieces)) = &mut self.looked_up {
            if let Some((at, piece)) = pieces.next() {
                return Some((*start + at, piece));
            }
            self.looked_up = None;
        }
        let start = self.at;
        let mut chars = self.text[start..].chars();
        let first = chars.next()?;
        // A combining mark joins on to whatever stands before it.
        let is_alone = || {
            let next = chars.clone().next();
            next.is_none_or(|c| c.is_ascii() || is_plain_letter(c) || is_plain_mark(c))
        };
        let length = if first == '_' {
            None
        } else if is_plain_letter(first) {
            self.plain_word()
        } else if first.is_ascii() || is_plain_mark(first) && is_alone() {
            Some(first.len_utf8())
        } else {
            None
        };
        if let Some(length) = length {
            self.at += length;
            return Some((start, &self.text[start..self.at]));
        }
        let rest = &self.text[start..];
        let end = rest
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        self.at += end;
        self.looked_up = Some((start, rest[..end].split_word_bound_indices()));
        self.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words<'a>(pieces: impl Iterator<Item = (usize, &'a str)>) -> Vec<(usize, &'a str)> {
        pieces
            .filter(|(_, piece)| piece.contains(char::is_alphanumeric))
            .collect()
    }

    proptest! {
        #[test]
        fn words_are_those_of_unicode(
            text in "([a-zA-Z0-9]{1,3}|[ .,:;'\"_()\n-]|[éßžж日’“”«…–\u{301}\u{ad}]){0,40}") {
            prop_assert_eq!(words(Pieces::of(&text)), words(text.split_word_bound_indices()));
        }

        #[test]
        fn nothing_is_lost(text in any::<String>()) {
            let pieces: String = Pieces::of(&text).map(|(_, piece)| piece).collect();
            prop_assert_eq!(pieces, text);
        }
    }
}
