//! The part of the article that is on the screen.
//!
//! A place in the article is a block and a row in it, so nothing has to know how many rows the
//! whole article has, and each step wraps only the blocks it passes.

use crate::model::Article;
use crate::text::{BlockId, Span, WrappedRow, wrap};

/// The first row on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticleRow {
    /// The block it belongs to.
    pub block: BlockId,
    /// Its number in the block.
    pub row: u32,
}

/// A row of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenLine {
    /// The code points that are in it, white space at the break included.
    pub span: Span,
    /// Where it is.
    pub at: ArticleRow,
}

/// An article seen through a window of a size.
#[derive(Clone, Copy, Debug)]
pub struct Viewport<'a> {
    article: &'a Article,
    width: u16,
    height: u16,
}

impl<'a> Viewport<'a> {
    /// Looks at an article through `width` by `height` cells.
    pub fn new(article: &'a Article, width: u16, height: u16) -> Self {
        Self {
            article,
            width,
            height: height.max(1),
        }
    }

    /// Returns the rows from `top` down, as many as fit.
    pub fn lines(&self, top: ArticleRow) -> Vec<ScreenLine> {
        let height = usize::from(self.height);
        let mut lines = Vec::with_capacity(height);
        let mut skip = top.row as usize;
        for block in top.block..self.article.blocks().len() {
            let span = self.article.blocks().span(block);
            let rows = self.rows(block);
            for (number, row) in rows.iter().enumerate().skip(skip) {
                let end = rows.get(number + 1).map_or(span.len(), |next| next.before);
                lines.push(ScreenLine {
                    span: Span::new(span.start + row.before, span.start + end),
                    at: ArticleRow {
                        block,
                        row: number as u32,
                    },
                });
                if lines.len() == height {
                    return lines;
                }
            }
            skip = 0;
        }
        lines
    }

    /// Returns the place of the row that holds a code point.
    pub fn place_of(&self, position: u32) -> ArticleRow {
        let block = self.article.blocks().at(position);
        let within = position - self.article.blocks().span(block).start;
        let row = self
            .rows(block)
            .partition_point(|row| row.before <= within)
            .max(1)
            - 1;
        ArticleRow {
            block,
            row: row as u32,
        }
    }

    /// Returns the code point at which a row begins; that of the block's last row if it has fewer.
    pub fn position_of(&self, top: ArticleRow) -> u32 {
        let rows = self.rows(top.block);
        let row = (top.row as usize).min(rows.len() - 1);
        self.article.blocks().span(top.block).start + rows[row].before
    }

    /// Returns the place `by` rows further down (or up), never past the last full screen.
    pub fn scrolled(&self, top: ArticleRow, by: i32) -> ArticleRow {
        let place = self.away(top, by);
        if by > 0 {
            place.min(self.last()).max(top.min(place))
        } else {
            place
        }
    }

    /// Returns the place `by` rows further down (or up), if the article has it.
    pub fn scrolled_freely(&self, top: ArticleRow, by: i32) -> Option<ArticleRow> {
        let place = self.away(top, by);
        (place != top).then_some(place)
    }

    /// The place `by` rows away, or the first or last row.
    fn away(&self, top: ArticleRow, by: i32) -> ArticleRow {
        let mut block = top.block;
        let mut row = i64::from(top.row) + i64::from(by);
        while row < 0 && block > 0 {
            block -= 1;
            row += self.rows(block).len() as i64;
        }
        let mut row = row.max(0) as usize;
        loop {
            let rows = self.rows(block).len();
            if row < rows {
                break;
            }
            if block + 1 >= self.article.blocks().len() {
                row = rows - 1;
                break;
            }
            row -= rows;
            block += 1;
        }
        ArticleRow {
            block,
            row: row as u32,
        }
    }

    /// Returns the place that shows the end of the article in the last row.
    pub fn last(&self) -> ArticleRow {
        let mut left = usize::from(self.height);
        for block in (0..self.article.blocks().len()).rev() {
            let rows = self.rows(block).len();
            if rows >= left {
                return ArticleRow {
                    block,
                    row: (rows - left) as u32,
                };
            }
            left -= rows;
        }
        ArticleRow::default()
    }

    /// Returns where to scroll so that a passage is seen: nowhere if it is, else so that its
    /// first row is in the upper third.
    pub fn reveal(&self, top: ArticleRow, passage: Span) -> ArticleRow {
        let first = self.place_of(passage.start);
        let last = self.place_of(passage.end.max(passage.start + 1) - 1);
        if first >= top {
            let lines = self.lines(top);
            if let Some(bottom) = lines.last()
                && last <= bottom.at
            {
                return top;
            }
        }
        let above = i32::from(self.height / 3);
        let place = self.scrolled(first, -above);
        // A long passage is shown from its beginning, as much of it as there is room for.
        let lines = self.lines(place);
        let seen = lines.last().is_some_and(|bottom| last <= bottom.at);
        let place = if seen { place } else { first };
        if lines.len() == usize::from(self.height) && seen {
            // The screen is full.
            place
        } else {
            place.min(self.last())
        }
    }

    fn rows(&self, block: BlockId) -> Vec<WrappedRow> {
        let span = self.article.blocks().span(block);
        wrap(self.article.text().slice(span), self.width)
    }
}

/// The rows on the screen, kept from one event to the next: most keys leave them as they are.
#[derive(Clone, Debug, Default)]
pub(super) struct ScreenLines {
    /// The first row, and the width and height that they were laid out for.
    of: Option<(ArticleRow, u16, u16)>,
    lines: Vec<ScreenLine>,
}

impl ScreenLines {
    /// Lays out the rows from `top` down, if that is not what they are.
    pub(super) fn turn_to(&mut self, view: Viewport<'_>, top: ArticleRow) {
        let wanted = Some((top, view.width, view.height));
        if self.of != wanted {
            self.lines = view.lines(top);
            self.of = wanted;
        }
    }

    /// Returns the rows.
    pub(super) fn lines(&self) -> &[ScreenLine] {
        &self.lines
    }

    /// Returns whether they are those from `top` down, and a whole passage is in them.
    pub(super) fn shows(&self, view: Viewport<'_>, top: ArticleRow, passage: Span) -> bool {
        let shown =
            |(first, last): (&ScreenLine, &ScreenLine)| first.span.join(last.span).covers(passage);
        self.of == Some((top, view.width, view.height))
            && self.lines.first().zip(self.lines.last()).is_some_and(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn article() -> Article {
        Article::new("a", "one two three four\n\nfive six\nseven\n".into())
    }

    #[test]
    fn lines_are_rows_of_blocks() {
        let article = article();
        let view = Viewport::new(&article, 9, 10);
        let lines: Vec<&str> = view
            .lines(ArticleRow { block: 0, row: 1 })
            .into_iter()
            .map(|line| article.text().slice(line.span).trim_end())
            .collect();
        assert_eq!(lines, ["three", "four", "", "five six", "seven"]);
    }

    #[test]
    fn what_is_seen_does_not_move() {
        let article = article();
        let view = Viewport::new(&article, 9, 4);
        let top = ArticleRow::default();
        assert_eq!(view.reveal(top, Span::new(8, 18)), top);
        assert_eq!(view.reveal(top, Span::new(29, 34)), view.last());
    }

    proptest! {
        #[test]
        fn scrolling_reaches_every_place_and_stays_inside(
            words in proptest::collection::vec("[a-z]{1,12}|\n", 1..80),
            width in 5u16..30, height in 1u16..12, steps in proptest::collection::vec(-9i32..9, 0..30)
        ) {
            let article = Article::new("a", words.join(" ") + "x");
            let view = Viewport::new(&article, width, height);
            let mut top = ArticleRow::default();
            for by in steps {
                top = view.scrolled(top, by);
                prop_assert!(top <= view.last());
                prop_assert_eq!(view.place_of(view.position_of(top)), top);
                prop_assert!(!view.lines(top).is_empty());
            }
            for position in 0..article.text().len() {
                let top = view.reveal(top, Span::new(position, position + 1));
                let lines = view.lines(top);
                prop_assert!(lines.iter().any(|line| line.span.contains(position)));
            }
        }
    }
}
