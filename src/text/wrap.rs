//! One block of text laid out in rows of a given width.

use unicode_linebreak::linebreaks;

use super::{cells, grapheme_indices, shown, shown_cells};

/// A row of a wrapped block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedRow {
    /// The bytes of the block that are in this row, white space at the break included.
    pub bytes: std::ops::Range<usize>,
    /// The code points before this row in the block.
    pub before: u32,
}

/// Wraps a block (one line, with or without its line feed) to rows of at most `width` cells.
///
/// Breaks where Unicode allows one (UAX #14), so between the ideographs of Chinese and Japanese
/// and after a hyphen too; a word wider than the row is broken between graphemes. White space at a
/// break may hang over the edge and is not drawn. There is always at least one row, and the rows
/// together hold every byte of the block.
pub fn wrap(block: &str, width: u16) -> Vec<WrappedRow> {
    let width = usize::from(width.max(1));
    let mut rows = Rows::default();
    let mut piece_start = 0;
    // Whether a break must or may come makes no difference: a block is one line, and separators
    // other than its line feed are shown as symbols.
    for (piece_end, _) in linebreaks(block) {
        let piece = &block[piece_start..piece_end];
        let drawn = piece.trim_end();
        let drawn_cells = shown_cells(drawn);
        if rows.column > 0 && rows.column + drawn_cells > width {
            rows.break_at(piece_start);
        }
        if drawn_cells > width {
            rows.fill(block, piece_start..piece_start + drawn.len(), width);
        } else {
            rows.column += drawn_cells;
        }
        rows.column += shown_cells(&piece[drawn.len()..]);
        piece_start = piece_end;
    }
    rows.finish(block)
}

/// Rows as they are found.
#[derive(Default)]
struct Rows {
    /// The byte at which each row but the first begins.
    breaks: Vec<usize>,
    /// Cells taken in the current row.
    column: usize,
}

impl Rows {
    fn break_at(&mut self, byte: usize) {
        self.breaks.push(byte);
        self.column = 0;
    }

    /// Breaks a piece that no row can hold between its graphemes.
    fn fill(&mut self, block: &str, piece: std::ops::Range<usize>, width: usize) {
        for (at, grapheme) in grapheme_indices(&block[piece.clone()]) {
            let cells = cells(&shown(grapheme));
            if self.column > 0 && self.column + cells > width {
                self.break_at(piece.start + at);
            }
            self.column += cells;
        }
    }

    fn finish(self, block: &str) -> Vec<WrappedRow> {
        let mut rows = Vec::with_capacity(self.breaks.len() + 1);
        let mut start = 0;
        let mut before = 0;
        for end in self.breaks.into_iter().chain([block.len()]) {
            rows.push(WrappedRow {
                bytes: start..end,
                before,
            });
            before += block[start..end].chars().count() as u32;
            start = end;
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::super::graphemes;
    use super::*;
    use proptest::prelude::*;

    fn rows(block: &str, width: u16) -> Vec<&str> {
        wrap(block, width)
            .into_iter()
            .map(|row| block[row.bytes].trim_end())
            .collect()
    }

    #[test]
    fn words_are_kept_whole() {
        assert_eq!(
            rows("the only way to end the war\n", 10),
            ["the only", "way to end", "the war"]
        );
    }

    #[test]
    fn a_word_wider_than_the_row_is_broken_between_graphemes() {
        assert_eq!(rows("an extraordinary", 6), ["an", "extrao", "rdinar", "y"]);
        assert_eq!(
            rows("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
    }

    #[test]
    fn wide_characters_count_two_cells_and_break_between_ideographs() {
        assert_eq!(
            rows("北大西洋条約機構。", 7),
            ["北大西", "洋条約", "機構。"]
        );
    }

    #[test]
    fn an_empty_line_is_one_row() {
        assert_eq!(rows("\n", 5), [""]);
        assert_eq!(rows("", 5), [""]);
    }

    #[test]
    fn rows_know_how_many_code_points_stand_before_them() {
        let before: Vec<u32> = wrap("été là-bas", 6).iter().map(|r| r.before).collect();
        assert_eq!(before, [0, 4]);
    }

    proptest! {
        #[test]
        fn rows_hold_every_byte_and_never_more_cells_than_fit(
            block in "([a-z]{1,9}|[а-яі]{1,7}|[؀-ۿ]{1,6}|[一-龥]{1,8}|👩\u{200D}🚀|e\u{301}|\t|\u{1B}| |-|,|“|”){0,60}",
            width in 2u16..40
        ) {
            let mut end = 0;
            for row in wrap(&block, width) {
                prop_assert_eq!(row.bytes.start, end);
                end = row.bytes.end;
                let text = &block[row.bytes];
                let drawn = shown_cells(text.trim_end());
                // One that is wider than any row has its own row, with marks that take no cell.
                let wide = graphemes(text.trim_end()).filter(|g| shown_cells(g) > 0);
                prop_assert!(
                    drawn <= usize::from(width) || wide.count() <= 1,
                    "{:?} takes {} of {}", text, drawn, width
                );
            }
            prop_assert_eq!(end, block.len());
        }
    }
}
