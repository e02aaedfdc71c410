//! Writes text into cells. All text on the screen goes through here.

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget as _;
use ratatui_textarea::{CursorMove, TextArea};

use crate::app::{self, StyledPieces};
use crate::text::{cells, fit, graphemes, shown, wrap};
use crate::tui::theme::Theme;

/// Writes into a row from left to right.
pub struct Pen<'a> {
    /// The rest of the row.
    cells: &'a mut [Cell],
}

impl<'a> Pen<'a> {
    /// Starts at the left of a row of an area.
    pub fn new(area: Rect, row: u16, buffer: &'a mut Buffer) -> Self {
        let area = area.intersection(buffer.area);
        if row >= area.height || area.width == 0 {
            return Self { cells: &mut [] };
        }
        let start = buffer.index_of(area.x, area.y + row);
        Self {
            cells: &mut buffer.content[start..start + usize::from(area.width)],
        }
    }

    /// Returns how many cells are left.
    pub fn room(&self) -> usize {
        self.cells.len()
    }

    /// Skips to the last `width` cells of the row.
    pub fn skip_to_last(&mut self, width: usize) {
        self.take(self.room().saturating_sub(width));
    }

    /// Writes a text, with each grapheme made harmless; drops what does not fit.
    pub fn write(&mut self, text: &str, style: Style) -> &mut Self {
        for grapheme in graphemes(text) {
            if !self.put(&shown(grapheme), style) {
                break;
            }
        }
        self
    }

    /// Writes one harmless grapheme or the symbol that stands for one; returns whether it fitted.
    pub fn put(&mut self, shown: &str, style: Style) -> bool {
        // The usual case.
        if let [b' '..=b'~'] = shown.as_bytes() {
            return self.draw(shown, 1, style);
        }
        // A stand-in such as <U+202E> is several graphemes.
        graphemes(shown).all(|piece| self.draw(piece, cells(piece), style))
    }

    /// Repeats a symbol of one cell up to the last `left` cells.
    pub fn fill(&mut self, symbol: &str, left: usize, style: Style) {
        let mut cell = Cell::EMPTY;
        cell.set_symbol(symbol).set_style(style);
        self.take(self.room().saturating_sub(left)).fill(cell);
    }

    /// Writes a grapheme of `width` cells if it fits.
    #[inline]
    fn draw(&mut self, piece: &str, width: usize, style: Style) -> bool {
        if width > self.room() {
            self.cells = &mut [];
            return false;
        }
        if let [first, rest @ ..] = self.take(width) {
            first.set_symbol(piece).set_style(style);
            for cell in rest {
                cell.reset();
                cell.set_style(style);
            }
        }
        true
    }

    /// Returns the next `width` cells, which must exist, and moves past them.
    fn take(&mut self, width: usize) -> &'a mut [Cell] {
        let (taken, left) = std::mem::take(&mut self.cells).split_at_mut(width);
        self.cells = left;
        taken
    }
}

/// Writes a single-line text, shortened with an ellipsis if it does not fit.
pub fn line(text: &str, area: Rect, row: u16, style: Style, ellipsis: &str, buffer: &mut Buffer) {
    let mut pen = Pen::new(area, row, buffer);
    let text = fit(text, pen.room(), ellipsis);
    pen.write(&text, style);
}

/// Writes a text over several rows, as far as it fits; returns the number of rows.
pub fn wrapped(text: &str, area: Rect, style: Style, buffer: &mut Buffer) -> u16 {
    let mut row = 0;
    for line in text.split('\n') {
        for piece in wrap(line, area.width) {
            if row >= area.height {
                return row;
            }
            Pen::new(area, row, buffer).write(line[piece.bytes].trim_end(), style);
            row += 1;
        }
    }
    row
}

/// Writes pieces into a row, each in the style of its tone.
pub fn row(pieces: &StyledPieces, area: Rect, row: u16, theme: &Theme, buffer: &mut Buffer) {
    let mut pen = Pen::new(area, row, buffer);
    for (text, tone) in pieces {
        pen.write(text, theme.tone(*tone));
    }
}

/// Writes a paragraph of pieces over several rows, as far as it fits; returns the number of rows.
pub fn paragraph(pieces: &StyledPieces, area: Rect, theme: &Theme, buffer: &mut Buffer) -> u16 {
    let rows = app::rows(pieces, area.width);
    for (at, bytes) in (0..area.height).zip(&rows) {
        row(
            &app::row(pieces, bytes.bytes.clone()),
            area,
            at,
            theme,
            buffer,
        );
    }
    (rows.len() as u16).min(area.height)
}

/// Draws a text field with its cursor.
///
/// ratatui-textarea reserves fewer cells for some scripts than [`cells`] does. So its rows are laid out
/// again, from a field that is narrower by what the widest of them needs.
pub fn text_field(text: &TextArea<'_>, area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    let mut width = area.width;
    let rows = loop {
        let narrow = Rect { width, ..area };
        let mut drawn = Buffer::empty(narrow);
        text.render(narrow, &mut drawn);
        let row = |y| spaced(&drawn.content[usize::from(y * width)..][..width.into()]);
        let rows: Vec<Vec<Cell>> = (0..area.height).map(row).collect();
        let longest = rows.iter().map(Vec::len).max().unwrap_or(0);
        let over = longest.saturating_sub(area.width.into()) as u16;
        if over == 0 || width <= 1 {
            break rows;
        }
        width -= over.min(width - 1);
    };
    for (y, row) in (area.top()..).zip(rows) {
        for (x, cell) in (area.left()..area.right()).zip(row) {
            buffer[(x, y)] = cell;
        }
    }
}

/// Returns how many rows of a text field are above the visible ones, and how many it has in all. Call
/// after [`text_field`].
pub fn text_field_rows(text: &TextArea<'_>) -> (usize, usize) {
    let mut end = text.clone();
    end.move_cursor(CursorMove::Bottom);
    end.move_cursor(CursorMove::End);
    (text.scroll_offset().0.into(), end.screen_cursor().row + 1)
}

/// Lays out a row of the text field by [`cells`], without the blanks at its end.
fn spaced(row: &[Cell]) -> Vec<Cell> {
    let end = row.iter().rposition(|cell| *cell != Cell::EMPTY);
    let mut spaced = Vec::with_capacity(row.len());
    let mut x = 0;
    while end.is_some_and(|end| x <= end) {
        let cell = &row[x];
        let mut blank = Cell::EMPTY;
        blank.set_style(cell.style());
        spaced.push(cell.clone());
        spaced.extend(vec![blank; cells(cell.symbol()).saturating_sub(1)]);
        x += usize::from(cell.symbol().cell_width()).max(1);
    }
    spaced
}

/// Blanks an area.
pub fn clear(area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            buffer[(x, y)].reset();
        }
    }
}
