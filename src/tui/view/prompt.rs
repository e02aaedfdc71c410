//! What is typed or chosen, over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget as _;

use crate::app::{Chooser, DraftKind, Field, Mode, State, inside};
use crate::text::cells;
use crate::tui::Theme;

use super::frame;
use super::paint::{self, Pen};

/// Draws the field for a note or a correction.
pub fn field(state: &State, theme: &Theme, field: &Field, buffer: &mut Buffer) {
    let what = match field.kind {
        DraftKind::Note => "Note on claim",
        DraftKind::NoteFor(_) => "Why it is odd but right: claim",
        DraftKind::Correction => "Words proposed for claim",
    };
    let place = state.review.index_of_id(field.claim.as_str());
    let title = format!("{what} {}", place.map_or(0, |place| place + 1));
    let area = state.panes.field;
    paint::clear(area, buffer);
    frame::draw(area, &title, true, false, theme, buffer);
    field.area().render(inside(area), buffer);
}

/// Draws a list to choose from.
pub fn chooser(state: &State, theme: &Theme, chooser: &Chooser, buffer: &mut Buffer) {
    let below = state.panes.field;
    // As tall as the list, where there is room; the article stays in sight.
    let wanted = chooser.items.len() as u16 + 2;
    let room = state.panes.claims.union(state.panes.detail).height;
    let height = wanted.min(room);
    let area = Rect {
        y: below.bottom() - height,
        height,
        ..below
    };
    paint::clear(area, buffer);
    frame::draw(area, &chooser.title, true, false, theme, buffer);
    let area = inside(area);
    let rows = usize::from(area.height);
    let first = (chooser.cursor + 1).saturating_sub(rows);
    let name_width = chooser
        .items
        .iter()
        .map(|i| cells(i.name))
        .max()
        .unwrap_or(0);
    for (row, (number, item)) in (0..).zip(chooser.items.iter().enumerate().skip(first).take(rows))
    {
        let mut pen = Pen::new(area, row, buffer);
        let here = number == chooser.cursor;
        pen.write(
            if here { theme.sign("▶", ">") } else { " " },
            theme.strong(),
        );
        pen.write(&format!("{} ", number + 1), theme.strong());
        if chooser.several {
            pen.write(if item.on { "[x] " } else { "[ ] " }, Style::new());
        }
        let style = if item.on {
            theme.strong()
        } else {
            Style::new()
        };
        pen.write(&format!("{:name_width$}  ", item.name), style);
        paint_meaning(&mut pen, &item.meaning, theme);
    }
}

fn paint_meaning(pen: &mut Pen<'_>, meaning: &str, theme: &Theme) {
    let text = crate::text::fit(meaning, pen.room(), theme.sign("…", "~"));
    pen.write(&text, theme.faint());
}

/// Draws the bottom line in which something is typed.
pub fn line(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let Mode::Prompt(prompt) = &state.mode else {
        return;
    };
    Pen::new(area, 0, buffer).write(prompt.label(), theme.strong());
    // What is typed must be seen, however narrow the line.
    let label = (cells(prompt.label()) as u16).min(area.width.saturating_sub(8));
    let typed = Rect {
        x: area.x + label,
        width: area.width - label,
        ..area
    };
    if typed.width > 0 {
        prompt.area().render(typed, buffer);
    }
}
