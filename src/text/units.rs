//! Moving through a text by characters, words and sentences.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Blocks, Span, Text, grapheme_indices};

/// What a step of the cursor covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextUnit {
    /// A grapheme: what a reader calls a character.
    Character,
    /// A word by Unicode's rules (UAX #29); marks and spaces between words belong to none.
    Word,
    /// A sentence by Unicode's rules (UAX #29), without the white space around it.
    Sentence,
}

impl Text {
    /// Returns the unit at or after `position`: the one that holds it, else the next one.
    pub fn unit_at(&self, blocks: &Blocks, unit: TextUnit, position: u32) -> Option<Span> {
        (blocks.at(position)..blocks.len())
            .flat_map(|block| self.units(blocks.span(block), unit))
            .find(|span| span.end > position)
    }

    /// Returns the first unit that begins at or after `position`.
    pub fn unit_after(&self, blocks: &Blocks, unit: TextUnit, position: u32) -> Option<Span> {
        (blocks.at(position)..blocks.len())
            .flat_map(|block| self.units(blocks.span(block), unit))
            .find(|span| span.start >= position)
    }

    /// Returns the last unit that begins before `position`.
    pub fn unit_before(&self, blocks: &Blocks, unit: TextUnit, position: u32) -> Option<Span> {
        (0..=blocks.at(position))
            .rev()
            .flat_map(|block| self.units(blocks.span(block), unit).into_iter().rev())
            .find(|span| span.start < position)
    }

    /// The units of one block, in order.
    fn units(&self, block: Span, unit: TextUnit) -> Vec<Span> {
        let text = self.slice(block);
        let mut spans = Vec::new();
        let mut walked = (0, block.start);
        let mut push = |byte: usize, piece: &str| {
            let start = walked.1 + text[walked.0..byte].chars().count() as u32;
            let end = start + piece.chars().count() as u32;
            walked = (byte + piece.len(), end);
            spans.push(Span::new(start, end));
        };
        match unit {
            TextUnit::Character => {
                for (byte, piece) in grapheme_indices(text) {
                    if piece != "\n" {
                        push(byte, piece);
                    }
                }
            }
            TextUnit::Word => {
                for (byte, piece) in text.unicode_word_indices() {
                    push(byte, piece);
                }
            }
            TextUnit::Sentence => {
                for (byte, piece) in text.split_sentence_bound_indices() {
                    let trimmed = piece.trim();
                    if !trimmed.is_empty() {
                        let leading = piece.len() - piece.trim_start().len();
                        push(byte + leading, trimmed);
                    }
                }
            }
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_across_lines() {
        let text = Text::new("Één, two. Three!\n\nFour".into());
        let blocks = Blocks::of(&text);
        let after = |unit, position| text.unit_after(&blocks, unit, position);
        let word = |span: Option<Span>| text.slice(span.unwrap()).to_owned();
        assert_eq!(word(after(TextUnit::Word, 1)), "two");
        assert_eq!(word(after(TextUnit::Word, 11)), "Four");
        assert_eq!(word(after(TextUnit::Sentence, 1)), "Three!");
        assert_eq!(word(text.unit_at(&blocks, TextUnit::Word, 3)), "two");
        assert_eq!(word(text.unit_at(&blocks, TextUnit::Word, 2)), "Één");
        assert_eq!(word(text.unit_before(&blocks, TextUnit::Word, 18)), "Three");
        assert_eq!(
            word(text.unit_before(&blocks, TextUnit::Sentence, 18)),
            "Three!"
        );
        assert_eq!(after(TextUnit::Word, 19), None);
        assert_eq!(text.unit_before(&blocks, TextUnit::Word, 0), None);
    }
}
