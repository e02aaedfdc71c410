//! What is typed or chosen, over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Chooser, DraftKind, Field, Item, Mode, State, inside};
use crate::text::{cells, fit, wrap};
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
    let place = state.place_of(&field.claim);
    let number = place.map_or_else(String::new, |place| state.number(place));
    let title = format!("{what} {number}");
    let area = state.panes.field;
    paint::clear(area, buffer);
    frame::draw(area, &title, true, false, theme, buffer);
    paint::typed(field.area(), inside(area), buffer);
}

/// Draws a list to choose from.
pub fn chooser(state: &State, theme: &Theme, chooser: &Chooser, buffer: &mut Buffer) {
    let below = state.panes.field;
    // As tall as the list, where there is room; the article stays in sight.
    let width = below.width.saturating_sub(2).max(1);
    let intro = match chooser.intro.as_str() {
        "" => 0,
        intro => wrap(intro, width).len() as u16 + 1,
    };
    let wanted = chooser.items.len() as u16 + 2 + intro;
    let room = state.panes.claims.union(state.panes.detail).height;
    let height = wanted.min(room);
    let area = Rect {
        y: below.bottom() - height,
        height,
        ..below
    };
    paint::clear(area, buffer);
    frame::draw(area, &chooser.title, true, false, theme, buffer);
    let mut area = inside(area);
    let taken = paint::wrapped(&chooser.intro, area, Style::new(), buffer);
    let taken = if intro > 0 { taken + 1 } else { 0 }.min(area.height);
    area.y += taken;
    area.height -= taken;
    let rows = usize::from(area.height);
    let first = (chooser.cursor + 1).saturating_sub(rows);
    // Behind a long name its meaning has room all the same, up to half of the row.
    let room = usize::from(area.width).saturating_sub(if chooser.several { 7 } else { 3 });
    let name_room = |item: &Item| match cells(&item.meaning) {
        0 => room,
        meaning => room.saturating_sub(meaning + 2).max(room / 2),
    };
    let name_width = chooser
        .items
        .iter()
        .filter(|i| !i.meaning.is_empty())
        .map(|i| cells(&i.name).min(name_room(i)))
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
        // The key that chooses the line: a zero for the tenth, none for those behind it.
        let digit = match number {
            0..9 => (number + 1).to_string(),
            9 => "0".to_owned(),
            _ => " ".to_owned(),
        };
        pen.write(&format!("{digit} "), theme.strong());
        if chooser.several {
            pen.write(if item.on { "[x] " } else { "[ ] " }, Style::new());
        }
        let style = if item.on {
            theme.strong()
        } else {
            Style::new()
        };
        let ellipsis = theme.sign("…", "~");
        let name = fit(&item.name, name_room(item), ellipsis);
        pen.write(&name, style);
        let gap = name_width.saturating_sub(cells(&name)) + 2;
        let meaning = fit(&item.meaning, pen.room().saturating_sub(gap), ellipsis);
        if !meaning.is_empty() {
            pen.write(&" ".repeat(gap), style);
            pen.write(&meaning, theme.faint());
        }
    }
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
        paint::typed(prompt.area(), typed, buffer);
    }
}
