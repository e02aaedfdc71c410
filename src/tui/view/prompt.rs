//! Text fields and lists to choose from, over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Chooser, ChooserItem, DraftKind, Field, Mode, State, inside};
use crate::text::{cells, fit};
use crate::tui::theme::Theme;

use super::frame::{Overflow, PaneFrame};
use super::pen::{self, Pen};

/// Draws the field for a note or a correction.
pub fn field(state: &State, theme: &Theme, field: &Field, buffer: &mut Buffer) {
    let what = match field.kind() {
        DraftKind::Note => "Note on claim",
        DraftKind::NoteFor(_) => "Why it is odd but right: claim",
        DraftKind::Correction => "Words proposed for claim",
    };
    let place = state.work().place_of(field.claim());
    let number = place.map_or_else(String::new, |place| state.work().number(place));
    let title = format!("{what} {number}");
    let area = state.work().panes().field;
    pen::clear(area, buffer);
    let text = inside(area);
    pen::text_field(field.area(), text, buffer);
    let (above, rows) = pen::text_field_rows(field.area());
    PaneFrame {
        title: &title,
        in_focus: true,
        cut: Overflow::lines("line", rows, above, text.height.into()),
        ..PaneFrame::default()
    }
    .draw(area, theme, buffer);
}

/// Draws a list to choose from.
pub fn chooser(state: &State, theme: &Theme, chooser: &Chooser, buffer: &mut Buffer) {
    let pane = chooser.area(state.work().panes());
    let area = inside(pane);
    let intro = chooser.intro_rows(area.width);
    let top = chooser.top(state.work().panes());
    let height = usize::from(area.height);
    pen::clear(pane, buffer);
    PaneFrame {
        title: &chooser.title,
        in_focus: true,
        cut: Overflow::lines("line", intro.len() + chooser.items.len(), top, height),
        ..PaneFrame::default()
    }
    .draw(pane, theme, buffer);
    let shown = intro.iter().skip(top).take(height);
    for (row, line) in (0..).zip(shown) {
        let words = chooser.intro[line.bytes.clone()].trim_end();
        Pen::new(area, row, buffer).write(words, Style::new());
    }
    draw_items(chooser, theme, area, top, buffer);
}

/// Draws the items below the intro, whose rows from `top` on are visible.
fn draw_items(chooser: &Chooser, theme: &Theme, area: Rect, top: usize, buffer: &mut Buffer) {
    let room = usize::from(area.width).saturating_sub(chooser.marks_width());
    let named = chooser.items.iter().filter(|i| !i.meaning.is_empty());
    let name_width = named.map(|i| cells(&i.name).min(name_room(i, room))).max();
    let name_width = name_width.unwrap_or(0);
    let intro = chooser.intro_rows(area.width).len();
    let first_row = intro.saturating_sub(top);
    let first = top.saturating_sub(intro);
    let items = chooser.items.iter().enumerate().skip(first);
    for (row, (index, item)) in (first_row..usize::from(area.height)).zip(items) {
        let mut pen = Pen::new(area, row as u16, buffer);
        draw_marks(chooser, index, item, theme, &mut pen);
        let style = if item.on {
            theme.strong()
        } else {
            Style::new()
        };
        let ellipsis = theme.sign("…", "~");
        let name = fit(&item.name, name_room(item, room), ellipsis);
        pen.write(&name, style);
        let gap = name_width.saturating_sub(cells(&name)) + 2;
        let meaning = fit(&item.meaning, pen.room().saturating_sub(gap), ellipsis);
        if !meaning.is_empty() {
            pen.write(&" ".repeat(gap), style);
            pen.write(&meaning, theme.faint());
        }
    }
}

/// Returns the room for an item's name. Its meaning always gets up to half of the row.
fn name_room(item: &ChooserItem, room: usize) -> usize {
    match cells(&item.meaning) {
        0 => room,
        meaning => room.saturating_sub(meaning + 2).max(room / 2),
    }
}

/// Draws the cursor, the key that chooses the item, and whether it is on.
fn draw_marks(
    chooser: &Chooser,
    index: usize,
    item: &ChooserItem,
    theme: &Theme,
    pen: &mut Pen<'_>,
) {
    let is_here = index == chooser.cursor;
    let cursor = if is_here { theme.sign("▶", ">") } else { " " };
    pen.write(cursor, theme.strong());
    // The tenth item has the key 0, those after it none.
    let digit = match index {
        0..9 => (index + 1).to_string(),
        9 => "0".to_owned(),
        _ => " ".to_owned(),
    };
    pen.write(&format!("{digit} "), theme.strong());
    if chooser.several {
        pen.write(if item.on { "[x] " } else { "[ ] " }, Style::new());
    }
}

/// Draws the bottom line while something is typed in it.
pub fn line(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let Mode::Prompt(prompt) = state.mode() else {
        return;
    };
    Pen::new(area, 0, buffer).write(prompt.label(), theme.strong());
    // The typed text must be visible even in the narrowest line.
    let label = (cells(prompt.label()) as u16).min(area.width.saturating_sub(8));
    let typed = Rect {
        x: area.x + label,
        width: area.width - label,
        ..area
    };
    if typed.width > 0 {
        pen::text_field(prompt.area(), typed, buffer);
    }
}
