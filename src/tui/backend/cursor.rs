//! The terminal's cursor: moving it, and writing and erasing cells with it, in few bytes.
//!
//! Only sequences that terminals have known for decades are used: no repeated characters (REP), no
//! margins.

use std::fmt;
use std::io::Write as _;

use ratatui::buffer::{Buffer, Cell};

use crate::text::cells;

use super::changes::Run;
use super::style::CellStyle;

/// The terminal's cursor while a frame is written.
pub(super) struct Cursor<'a> {
    out: &'a mut Vec<u8>,
    /// What the terminal shows once the frame is written.
    screen: &'a Buffer,
    /// `None` if it is unknown, or if terminals disagree on it.
    position: Option<(u16, u16)>,
    style: CellStyle,
}

impl<'a> Cursor<'a> {
    /// Starts at an unknown position and in the plain style.
    pub(super) fn new(out: &'a mut Vec<u8>, screen: &'a Buffer) -> Self {
        Self {
            out,
            screen,
            position: None,
            style: CellStyle::PLAIN,
        }
    }

    /// Writes changed cells, all of one style and in the order of the rows.
    pub(super) fn write_all(&mut self, mut positions: &[(u16, u16)]) {
        while let &[(x, y), ..] = positions {
            let cell = &self.screen.content[self.index(x, y)];
            self.set_style(CellStyle::of(cell));
            if self.position != Some((x, y)) {
                self.move_to(x, y);
            }
            let erased = is_blank(cell).then(|| self.erase(positions)).flatten();
            if erased.is_none() {
                self.write(x, y, cell);
            }
            positions = &positions[erased.unwrap_or(1)..];
        }
    }

    /// Erases a run's cells and writes it without moves: the terminal may need fewer cells for it.
    pub(super) fn write_run(&mut self, run: &Run) {
        let row = &self.screen.content[self.index(0, run.y)..self.index(0, run.y + 1)];
        self.set_style(CellStyle::PLAIN);
        self.move_to(run.x.start as u16, run.y);
        self.control(format_args!("{}X", run.x.len()));
        let mut x = run.x.start;
        while x < run.x.end {
            self.set_style(CellStyle::of(&row[x]));
            self.out.extend(row[x].symbol().as_bytes());
            x += cells(row[x].symbol()).max(1);
        }
        self.position = None;
    }

    /// Changes the style.
    pub(super) fn set_style(&mut self, style: CellStyle) {
        if style != self.style {
            let parameters = self.style.sgr_to(style);
            self.control(format_args!("{parameters}m"));
            self.style = style;
        }
    }

    /// Moves the cursor in the fewest bytes: by position, by distance, or by writing the cells in
    /// between again.
    pub(super) fn move_to(&mut self, x: u16, y: u16) {
        let before = self.position.replace((x, y));
        if let Some((from_x, from_y)) = before {
            let vertical = Move::vertical(from_y, y);
            let horizontal = Move::horizontal(from_x, x);
            if from_y == y && from_x < x && usize::from(x - from_x) < horizontal.bytes() {
                let between = &self.screen.content[self.index(from_x, y)..self.index(x, y)];
                let is_same = |cell: &Cell| is_ascii(cell) && CellStyle::of(cell) == self.style;
                if between.iter().all(is_same) {
                    let symbols = between.iter().flat_map(|cell| cell.symbol().bytes());
                    self.out.extend(symbols);
                    return;
                }
            }
            let column_bytes = if x == 0 { 3 } else { 4 + digits(x + 1) };
            if vertical.bytes() + horizontal.bytes() < column_bytes + digits(y + 1) {
                vertical.write(self.out);
                horizontal.write(self.out);
                return;
            }
        }
        if x == 0 {
            self.control(format_args!("{}H", y + 1));
        } else {
            self.control(format_args!("{};{}H", y + 1, x + 1));
        }
    }

    /// Erases the first of the changes and those after it in the row that become blank, if that is
    /// shorter than writing blanks. Returns how many changes it erased.
    fn erase(&mut self, positions: &[(u16, u16)]) -> Option<usize> {
        let (x, y) = positions[0];
        let row = &self.screen.content[self.index(x, y)..self.index(0, y + 1)];
        let blanks = row.iter().take_while(|cell| is_blank(cell)).count();
        let end = usize::from(x) + blanks;
        let is_erased =
            |&&(other_x, other_y): &&(u16, u16)| other_y == y && usize::from(other_x) < end;
        let count = positions.iter().take_while(is_erased).count();
        let width = usize::from(positions[count - 1].0 - x) + 1;
        let next_is_near = positions
            .get(count)
            .is_some_and(|&(next_x, next_y)| next_y == y && usize::from(next_x - x) < width + 4);
        if blanks == row.len() && width > 3 {
            self.control(format_args!("K"));
        } else if width > if next_is_near { 9 } else { 5 } {
            // Erasing leaves the cursor in place, so a change close by costs another move.
            self.control(format_args!("{width}X"));
        } else {
            return None;
        }
        Some(count)
    }

    fn write(&mut self, x: u16, y: u16, cell: &Cell) {
        let symbol = cell.symbol();
        self.out.extend(symbol.as_bytes());
        // After the last cell of a row, terminals disagree on where the cursor is.
        let is_known = cells(symbol) == 1 && x + 1 < self.screen.area.width;
        self.position = is_known.then_some((x + 1, y));
    }

    fn control(&mut self, rest: fmt::Arguments<'_>) {
        write!(self.out, "\x1B[{rest}").expect("writing to a vector cannot fail");
    }

    fn index(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.screen.area.width) + usize::from(x)
    }
}

/// A cursor move in one direction.
#[derive(Clone, Copy)]
enum Move {
    /// A control character and how often to send it.
    Character(u8, u16),
    /// A control sequence with a number and a final byte.
    Sequence(u16, u8),
}

impl Move {
    fn vertical(from: u16, to: u16) -> Self {
        let by_row = Self::Sequence(to + 1, b'd');
        match to.checked_sub(from) {
            Some(rows) if usize::from(rows) < by_row.bytes() => Self::Character(b'\n', rows),
            _ => by_row,
        }
    }

    fn horizontal(from: u16, to: u16) -> Self {
        let by_distance = match to.checked_sub(from) {
            Some(0) => return Self::Character(b'\r', 0),
            _ if to == 0 => return Self::Character(b'\r', 1),
            Some(columns) => Self::Sequence(columns, b'C'),
            None => Self::Sequence(from - to, b'D'),
        };
        let by_column = Self::Sequence(to + 1, b'G');
        if by_column.bytes() < by_distance.bytes() {
            by_column
        } else {
            by_distance
        }
    }

    fn bytes(self) -> usize {
        match self {
            Self::Character(_, count) => usize::from(count),
            // 1 is the default and is not written.
            Self::Sequence(1, _) => 3,
            Self::Sequence(number, _) => 3 + digits(number),
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Character(byte, count) => out.extend(std::iter::repeat_n(byte, count.into())),
            Self::Sequence(1, last) => out.extend([b'\x1B', b'[', last]),
            Self::Sequence(number, last) => write!(out, "\x1B[{number}{}", char::from(last))
                .expect("writing to a vector cannot fail"),
        }
    }
}

fn digits(number: u16) -> usize {
    match number {
        ..10 => 1,
        10..100 => 2,
        100..1000 => 3,
        _ => 5,
    }
}

fn is_ascii(cell: &Cell) -> bool {
    cell.symbol().len() == 1
}

/// Returns whether a cell looks like an erased one.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && CellStyle::of(cell) == CellStyle::PLAIN
}
