//! Where a list or a form is: over the other panes, as wide and tall as it needs.

use ratatui::layout::Rect;

use crate::text::{WrappedRow, shown_cells, wrap};

use super::chooser::Chooser;
use super::modes::Mode;
use super::{Form, FormEntry, Panes, inside};

/// Forms grow in steps of this many cells, not with every letter typed.
const FORM_STEP: usize = 16;

/// The most rows of a form for a text on several rows.
const MAX_TEXT_ROWS: u16 = 3;

impl Mode {
    /// Returns the cells that a field, a list or a form covers, with its frame.
    pub(super) fn popup(&self, panes: &Panes) -> Option<Rect> {
        match self {
            Mode::Field(_) => Some(panes.field),
            Mode::Choose(chooser) => Some(chooser.area(panes)),
            Mode::Form(form) => Some(form.area(panes)),
            _ => None,
        }
    }
}

/// Returns a popup's rectangle: all share the lower right corner of the field.
fn popup(panes: &Panes, width: usize, height: usize) -> Rect {
    let screen = panes.screen().0;
    let width = u16::try_from(width).unwrap_or(u16::MAX);
    let width = width.max(panes.field.width).min(screen);
    let height = u16::try_from(height).unwrap_or(u16::MAX);
    let height = height.min(panes.body().height);
    Rect {
        x: panes.field.right().saturating_sub(width),
        y: panes.field.bottom().saturating_sub(height),
        width,
        height,
    }
}

impl Chooser {
    /// Scrolls the list by a row: up to what its cursor hides, and back.
    pub(super) fn scroll(&mut self, panes: &Panes, is_down: bool) {
        let top = self.top(panes);
        self.lifted = match is_down {
            true => self.lifted.saturating_sub(1),
            false => self.lifted + usize::from(top > 0),
        };
    }

    /// Returns the rectangle of the list with its frame.
    pub fn area(&self, panes: &Panes) -> Rect {
        let name = self.name_width().unwrap_or(0);
        let lines = self
            .items
            .iter()
            .map(|item| match shown_cells(&item.meaning) {
                0 => shown_cells(&item.name),
                meaning => name.max(shown_cells(&item.name)) + 2 + meaning,
            });
        let lines = lines.max().unwrap_or(0) + self.marks_width();
        let intro = shown_cells(&self.intro);
        let width = lines.max(intro).max(shown_cells(&self.title) + 4) + 2;
        let width = popup(panes, width, 0).width;
        let rows = self.intro_rows(width - 2).len() + self.items.len() + 2;
        popup(panes, width.into(), rows)
    }

    /// Returns the widest name that has a meaning beside it, in cells.
    pub fn name_width(&self) -> Option<usize> {
        let named = self.items.iter().filter(|item| !item.meaning.is_empty());
        named.map(|item| shown_cells(&item.name)).max()
    }

    /// Returns the cells before a name: the cursor, the digit, and a mark where there are any.
    pub fn marks_width(&self) -> usize {
        if self.several { 7 } else { 3 }
    }

    /// Returns the rows of the introduction, an empty one below it included.
    pub fn intro_rows(&self, width: u16) -> Vec<WrappedRow> {
        let mut rows = match self.intro.as_str() {
            "" => Vec::new(),
            intro => wrap(intro, width),
        };
        rows.extend(rows.last().cloned().map(|last| WrappedRow {
            bytes: last.bytes.end..last.bytes.end,
            ..last
        }));
        rows
    }

    /// Returns the first row shown: as far up as the cursor lets it, and further where the checker
    /// scrolled up.
    pub fn top(&self, panes: &Panes) -> usize {
        let area = inside(self.area(panes));
        let cursor = self.intro_rows(area.width).len() + self.cursor;
        (cursor + 1)
            .saturating_sub(area.height.into())
            .saturating_sub(self.lifted)
    }
}

impl Form {
    /// Returns the rectangle of the form with its frame.
    pub fn area(&self, panes: &Panes) -> Rect {
        let value = self.entries.iter().map(|(_, entry)| match entry {
            FormEntry::Line(typed) | FormEntry::Lines(typed) => {
                let lines = typed.lines().iter().map(|line| shown_cells(line) + 1);
                lines.max().unwrap_or(0).next_multiple_of(FORM_STEP)
            }
            FormEntry::Choice { names, .. } => {
                names
                    .iter()
                    .map(|name| shown_cells(name) + 1)
                    .sum::<usize>()
                    + 1
            }
        });
        let value = value.max().unwrap_or(0);
        let width = usize::from(self.label_width()) + 1 + value + 2;
        let texts = self.texts();
        let rows = self.entries.len() as u16 + texts * (MAX_TEXT_ROWS - 1) + 2;
        popup(panes, width, rows.into())
    }

    /// Returns the cells of the longest label, and two beside it.
    pub fn label_width(&self) -> u16 {
        let labels = self.entries.iter().map(|(label, _)| shown_cells(label));
        labels.max().unwrap_or(0) as u16 + 2
    }

    /// Returns the row at which each line of the form ends, if it has `height` rows.
    pub fn ends(&self, height: u16) -> Vec<u16> {
        // What is left over when each line has one row goes to the words on several.
        let spare = height.saturating_sub(self.entries.len() as u16);
        let tall = 1 + spare
            .checked_div(self.texts())
            .unwrap_or(0)
            .min(MAX_TEXT_ROWS - 1);
        let heights = self.entries.iter().map(|(_, entry)| match entry {
            FormEntry::Lines(_) => tall,
            _ => 1,
        });
        heights
            .scan(0, |end, height| {
                *end += height;
                Some(*end)
            })
            .collect()
    }

    /// Returns how many lines hold a text on several rows.
    fn texts(&self) -> u16 {
        let texts = self.entries.iter();
        texts
            .filter(|(_, entry)| matches!(entry, FormEntry::Lines(_)))
            .count() as u16
    }
}
