//! The decoded text, addressed by code points.

use super::Span;

/// Code points between two marks; a look-up walks at most this many.
const STRIDE: u32 = 256;

/// An immutable text in which code points are found without walking it from the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    string: String,
    len: u32,
    /// The byte of every `STRIDE`-th code point; empty when the text is ASCII.
    marks: Vec<u32>,
}

impl Text {
    /// Takes a decoded text; it must be shorter than 4 GiB, as [`super::decode`] ensures.
    pub fn new(string: String) -> Self {
        if string.is_ascii() {
            return Self {
                len: string.len() as u32,
                string,
                marks: Vec::new(),
            };
        }
        let (len, marks) = measure(string.as_bytes());
        Self { string, len, marks }
    }

    /// Returns the whole text.
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// Returns the length in code points.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Returns whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the span of the whole text.
    pub fn span(&self) -> Span {
        Span::new(0, self.len)
    }

    /// Returns the byte at which a code point begins; the text's length for one past the end.
    pub fn byte_of(&self, position: u32) -> usize {
        if position >= self.len {
            return self.string.len();
        }
        if self.marks.is_empty() {
            return position as usize;
        }
        let base = self.marks[(position / STRIDE) as usize] as usize;
        self.string[base..]
            .char_indices()
            .nth((position % STRIDE) as usize)
            .map_or(self.string.len(), |(offset, _)| base + offset)
    }

    /// Returns the code point that begins at or before `byte`.
    pub fn position_of(&self, byte: usize) -> u32 {
        if byte >= self.string.len() {
            return self.len;
        }
        if self.marks.is_empty() {
            return byte as u32;
        }
        let mark = self.marks.partition_point(|&m| m as usize <= byte) - 1;
        let base = self.marks[mark] as usize;
        let within = self.string[base..]
            .char_indices()
            .take_while(|(offset, _)| base + offset <= byte)
            .count() as u32;
        mark as u32 * STRIDE + within - 1
    }

    /// Returns the text of a span; what is beyond the end is left out.
    pub fn slice(&self, span: Span) -> &str {
        let start = self.byte_of(span.start);
        let end = self.byte_of(span.end);
        &self.string[start..end]
    }

    /// Returns the span of a range of bytes that is on code point boundaries.
    pub fn span_of(&self, bytes: std::ops::Range<usize>) -> Span {
        Span::new(self.position_of(bytes.start), self.position_of(bytes.end))
    }
}

/// Returns how many code points there are in UTF-8, and the byte of every `STRIDE`-th. Most of it is
/// counted in pieces, many bytes at a time.
fn measure(bytes: &[u8]) -> (u32, Vec<u32>) {
    /// Fewer than `STRIDE`, so that no piece has two marks, and than a byte can count.
    const PIECE: usize = 128;
    let begins = |byte: u8| byte & 0xC0 != 0x80;
    let mut marks = Vec::with_capacity(bytes.len() / STRIDE as usize + 1);
    let mut len = 0u32;
    for (number, piece) in bytes.chunks(PIECE).enumerate() {
        let count: u8 = piece.iter().map(|&byte| u8::from(begins(byte))).sum();
        let behind = len + u32::from(count);
        let mark = len.next_multiple_of(STRIDE);
        if mark < behind {
            let before = (mark - len) as usize;
            let mut starts = piece.iter().enumerate().filter(|&(_, &byte)| begins(byte));
            if let Some((offset, _)) = starts.nth(before) {
                marks.push((number * PIECE + offset) as u32);
            }
        }
        len = behind;
    }
    (len, marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn positions_and_bytes_agree_with_a_walk_through_the_text(
            string in "[a-zé€😀\u{301}\n]{0,900}", a in 0u32..1000, b in 0u32..1000
        ) {
            let text = Text::new(string.clone());
            let chars: Vec<char> = string.chars().collect();
            prop_assert_eq!(text.len() as usize, chars.len());
            let span = Span::new(a.min(b), a.max(b));
            let expected: String = chars
                .iter()
                .skip(span.start as usize)
                .take(span.len() as usize)
                .collect();
            prop_assert_eq!(text.slice(span), expected);
            for (position, (byte, c)) in string.char_indices().enumerate() {
                prop_assert_eq!(text.byte_of(position as u32), byte);
                for inner in byte..byte + c.len_utf8() {
                    prop_assert_eq!(text.position_of(inner), position as u32);
                }
            }
        }
    }
}
