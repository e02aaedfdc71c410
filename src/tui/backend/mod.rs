//! A [`Backend`] that sends the fewest bytes.
//!
//! It knows what the terminal shows, so it does not have to write cells in the order of the frame:
//! it writes them style by style, moves the cursor in the shortest of several ways and writes short
//! unchanged stretches again instead of jumping over them. ratatui's crossterm backend sends half as
//! much again for the same changes, in several writes, and some bytes even when nothing changed.

mod changes;
mod cursor;
mod style;
mod uncertain_width;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::num::NonZeroU16;

use crossterm::cursor::{Hide, Show};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType as Erased, EndSynchronizedUpdate,
};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect, Size};

use changes::Changes;
use cursor::Cursor;
use style::CellStyle;

/// Makes ratatui find the differences of a frame cell by cell. By itself, it leaves out cells that it
/// takes for the second half of a wide character; it does not agree with [`crate::text::cells`] on
/// which those are, and the backend has to know what is in them once the character is gone.
pub(super) fn compare_each_cell(frame: &mut Buffer) {
    for cell in &mut frame.content {
        if cell.symbol().len() > 1 {
            cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN));
        }
    }
}

/// A terminal on a slow line. What is drawn is gathered, and [`Backend::flush`] sends it as one
/// write, as a synchronized update; it writes nothing if nothing was gathered.
pub(super) struct CompactBackend<W: Write> {
    out: W,
    /// What the terminal shows once `pending` is written.
    screen: Buffer,
    pending: Vec<u8>,
    /// The session starts with a hidden cursor, see [`super::TerminalGuard`].
    is_cursor_hidden: bool,
}

impl<W: Write> CompactBackend<W> {
    /// Takes over a terminal of no cells; see [`Self::set_size`].
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            screen: Buffer::default(),
            pending: Vec::new(),
            is_cursor_hidden: true,
        }
    }

    /// Returns where the bytes go.
    pub(super) fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Sets the size in columns and rows. The terminal has to be cleared afterwards.
    pub(super) fn set_size(&mut self, (width, height): (u16, u16)) {
        self.screen.resize(Rect::new(0, 0, width, height));
    }
}

impl<W: Write> Backend for CompactBackend<W> {
    type Error = io::Error;

    /// Writes the changed cells of a frame that went through [`compare_each_cell`].
    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let width = usize::from(self.screen.area.width);
        let row_of = |y: u16| usize::from(y) * width..(usize::from(y) + 1) * width;
        let mut rows_before: BTreeMap<u16, Vec<Cell>> = BTreeMap::new();
        for (x, y, cell) in content {
            if !self.screen.area.contains(Position { x, y }) {
                continue;
            }
            let row = &mut self.screen.content[row_of(y)];
            rows_before.entry(y).or_insert_with(|| row.to_vec());
            row[usize::from(x)].clone_from(cell);
        }
        let mut changes = Changes::default();
        for (y, before) in rows_before {
            changes.add_row(y, &before, &self.screen.content[row_of(y)]);
        }
        let mut cursor = Cursor::new(&mut self.pending, &self.screen);
        for run in &changes.runs {
            cursor.write_run(run);
        }
        for group in changes.groups() {
            cursor.write_all(group);
        }
        cursor.set_style(CellStyle::PLAIN);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_cursor_hidden, true) {
            crossterm::queue!(self.pending, Hide)?;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.is_cursor_hidden, false) {
            crossterm::queue!(self.pending, Show)?;
        }
        Ok(())
    }

    /// Returns the origin: the cursor is hidden, and may be anywhere.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        Cursor::new(&mut self.pending, &self.screen).move_to(x, y);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        // What was to be drawn before would be erased at once.
        self.pending.clear();
        self.screen.reset();
        crossterm::queue!(self.pending, ResetColor, Clear(Erased::All))
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        match region {
            ClearType::All => self.clear(),
            // A full-screen `Terminal` only clears everything.
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.screen.area.as_size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.screen.area.as_size(),
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let mut frame = Vec::with_capacity(self.pending.len() + 32);
        crossterm::queue!(frame, BeginSynchronizedUpdate)?;
        frame.append(&mut self.pending);
        crossterm::queue!(frame, EndSynchronizedUpdate)?;
        self.out.write_all(&frame)?;
        self.out.flush()
    }
}
