//! A text cut at Unicode's word boundaries, most of it without looking them up.

use unicode_segmentation::{UWordBoundIndices, UnicodeSegmentation as _};

/// The pieces of a text between word boundaries (UAX #29), and their bytes. Words of plain letters
/// and digits with spaces and marks around them, nearly all of most texts, are told by their bytes.
pub(super) struct WordBreaks<'a> {
    text: &'a str,
    at: usize,
    /// What has to be looked at closely, and where it begins.
    close: Option<(usize, UWordBoundIndices<'a>)>,
}

impl<'a> WordBreaks<'a> {
    /// Cuts a text.
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            close: None,
        }
    }

    /// Returns where the plain word ends that begins at the next byte, if it is one.
    fn plain_word(&self) -> Option<usize> {
        let bytes = &self.text.as_bytes()[self.at..];
        let length = bytes
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        // A mark belongs to the word if letters or digits follow it.
        let is_outside = |b: Option<&u8>| b.is_none_or(u8::is_ascii_whitespace);
        let is_mark = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_punctuation() && *b != b'_');
        let (next, after) = (bytes.get(length), bytes.get(length + 1));
        let is_plain = is_outside(next) || is_mark(next) && (is_outside(after) || is_mark(after));
        is_plain.then_some(length)
    }
}

impl<'a> Iterator for WordBreaks<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some((start, pieces)) = &mut self.close {
            if let Some((at, piece)) = pieces.next() {
                return Some((*start + at, piece));
            }
            self.close = None;
        }
        let start = self.at;
        let byte = *self.text.as_bytes().get(start)?;
        let length = match byte {
            b'_' => None,
            _ if byte.is_ascii_alphanumeric() => self.plain_word(),
            _ => byte.is_ascii().then_some(1),
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
        self.close = Some((start, rest[..end].split_word_bound_indices()));
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
        fn words_are_those_of_unicode(text in "([a-zA-Z0-9]{1,3}|[ .,:;'\"_()\n-]|[éß日’“”\u{301}\u{ad}]){0,40}") {
            prop_assert_eq!(words(WordBreaks::of(&text)), words(text.split_word_bound_indices()));
        }

        #[test]
        fn nothing_is_lost(text in any::<String>()) {
            let pieces: String = WordBreaks::of(&text).map(|(_, piece)| piece).collect();
            prop_assert_eq!(pieces, text);
        }
    }
}
