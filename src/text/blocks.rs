//! The text cut into blocks that can be wrapped one at a time.

use super::{Span, Text};

/// The most code points a block holds. A longer line is cut at a space, so that wrapping what is
/// on the screen never means wrapping a line of megabytes.
const MAX_BLOCK_CHARS: u32 = 4096;

/// The number of a block, from 0.
pub type BlockId = u32;

/// Where the blocks of a text begin. A block is a line, or a part of a very long line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    starts: Vec<u32>,
    end: u32,
}

impl Blocks {
    /// Finds the blocks of a text.
    pub fn of(text: &Text) -> Self {
        let mut starts = Vec::new();
        let mut start = 0;
        for line in text.as_str().split_inclusive('\n') {
            let line_end = start + count(line);
            if line_end - start <= MAX_BLOCK_CHARS {
                starts.push(start);
            } else {
                cut(line, start, &mut starts);
            }
            start = line_end;
        }
        if starts.is_empty() {
            starts.push(0);
        }
        Self {
            starts,
            end: text.len(),
        }
    }

    /// Returns how many blocks there are; at least one.
    pub fn len(&self) -> u32 {
        self.starts.len() as u32
    }

    /// Tells that there is always a block, for an empty text too.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Returns the span of a block, its line feed included.
    pub fn span(&self, block: BlockId) -> Span {
        let at = block as usize;
        let start = self.starts.get(at).copied().unwrap_or(self.end);
        let end = self.starts.get(at + 1).copied().unwrap_or(self.end);
        Span::new(start, end)
    }

    /// Returns the block that holds a code point; the last one for the end of the text.
    pub fn at(&self, position: u32) -> BlockId {
        (self.starts.partition_point(|&s| s <= position).max(1) - 1) as BlockId
    }
}

fn count(line: &str) -> u32 {
    if line.is_ascii() {
        line.len() as u32
    } else {
        line.chars().count() as u32
    }
}

/// Cuts a line into pieces of at most [`MAX_BLOCK_CHARS`] code points: after a space where there is
/// one in the last quarter, else anywhere but before a mark that joins on to the character before
/// it.
fn cut(line: &str, start: u32, starts: &mut Vec<u32>) {
    let mut piece = start;
    let mut last_space = start;
    let mut last_plain = start;
    starts.push(start);
    for (position, c) in (start..).zip(line.chars()) {
        if position - piece >= MAX_BLOCK_CHARS {
            let next = if last_space > piece + MAX_BLOCK_CHARS * 3 / 4 {
                last_space
            } else if last_plain > piece {
                last_plain
            } else {
                position
            };
            starts.push(next);
            piece = next;
        }
        if c.is_ascii_whitespace() {
            last_space = position + 1;
        }
        if c.is_alphanumeric() {
            last_plain = position;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_block_is_a_line() {
        let text = Text::new("Title\n\nOne.\nTwo".into());
        let blocks = Blocks::of(&text);
        let lines: Vec<&str> = (0..blocks.len())
            .map(|b| text.slice(blocks.span(b)))
            .collect();
        assert_eq!(lines, ["Title\n", "\n", "One.\n", "Two"]);
        assert_eq!(blocks.at(6), 1);
        assert_eq!(blocks.at(text.len()), 3);
    }

    proptest! {
        #[test]
        fn blocks_follow_each_other_and_are_short(
            words in proptest::collection::vec(
                prop_oneof!["[a-zé]{1,40}", "\n", (4000..6000usize).prop_map(|n| "é".repeat(n))],
                0..100,
            )
        ) {
            let text = Text::new(words.join(" "));
            let blocks = Blocks::of(&text);
            let mut end = 0;
            for block in 0..blocks.len() {
                let span = blocks.span(block);
                prop_assert_eq!(span.start, end);
                prop_assert!(span.len() <= MAX_BLOCK_CHARS);
                if !span.is_empty() {
                    prop_assert_eq!(blocks.at(span.start), block);
                    prop_assert_eq!(blocks.at(span.end - 1), block);
                }
                end = span.end;
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
