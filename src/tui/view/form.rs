//! A form, over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Entry, Form, State, Subject, inside};
use crate::text::{cells, fit};
use crate::tui::Theme;

use super::frame;
use super::paint::{self, Pen};

/// The rows that words on several lines are given where there is room.
const ROWS: u16 = 3;

/// Draws a form; as much of it around the cursor as there is room for.
pub fn draw(state: &State, theme: &Theme, form: &Form, buffer: &mut Buffer) {
    let below = state.panes.field;
    let room = state.panes.claims.union(state.panes.detail).height;
    let several = |entry: &Entry| matches!(entry, Entry::Lines(_));
    let long = form.entries.iter().filter(|(_, e)| several(e)).count() as u16;
    let lines = form.entries.len() as u16 + 2;
    let height = (lines + long * (ROWS - 1)).min(room);
    let area = Rect {
        y: below.bottom() - height,
        height,
        ..below
    };
    paint::clear(area, buffer);
    frame::draw(area, &title(state, form), true, false, theme, buffer);
    let area = inside(area);

    // What is left over when each line has one row goes to the words on several.
    let spare = area.height.saturating_sub(form.entries.len() as u16);
    let tall = 1 + spare.checked_div(long).unwrap_or(0).min(ROWS - 1);
    let heights = form.entries.iter().map(|(_, entry)| match entry {
        Entry::Lines(_) => tall,
        _ => 1,
    });
    let ends: Vec<u16> = heights
        .scan(0, |end, height| {
            *end += height;
            Some(*end)
        })
        .collect();
    let hidden = ends[form.cursor].saturating_sub(area.height);
    let label_width = form.entries.iter().map(|(name, _)| cells(name)).max();
    let label_width = label_width.unwrap_or(0) as u16 + 2;
    let mut start = 0;
    for (number, ((name, entry), &end)) in form.entries.iter().zip(&ends).enumerate() {
        let top = start;
        start = end;
        let Some(row) = top.checked_sub(hidden).filter(|&row| row < area.height) else {
            continue;
        };
        let is_here = number == form.cursor;
        let sign = if is_here { theme.sign("▶", ">") } else { " " };
        let style = if is_here {
            theme.strong()
        } else {
            theme.faint()
        };
        Pen::new(area, row, buffer)
            .write(sign, theme.strong())
            .write(name, style);
        let left = (label_width + 1).min(area.width);
        let value = Rect {
            x: area.x + left,
            y: area.y + row,
            width: area.width - left,
            height: (end - top).min(area.height - row),
        };
        draw_value(entry, is_here, theme, value, buffer);
    }
}

fn title(state: &State, form: &Form) -> String {
    let place = state.review.index_of_id(form.claim.as_str());
    let what = match (&form.subject, form.is_kept) {
        (Subject::Evidence(_), false) => "New evidence on claim",
        (Subject::Evidence(_), true) => "Evidence on claim",
        (Subject::Contact(_), false) => "New contact about claim",
        (Subject::Contact(_), true) => "Contact about claim",
    };
    let number = place.map_or_else(String::new, |place| state.number(place));
    format!("{what} {number}")
}

fn draw_value(entry: &Entry, is_here: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    match entry {
        Entry::Line(typed) | Entry::Lines(typed) if is_here && area.width > 0 => {
            paint::typed(typed, area, buffer);
        }
        Entry::Line(typed) => {
            let words = typed.lines().first().map_or("", String::as_str);
            paint::line(words, area, 0, Style::new(), theme.sign("…", "~"), buffer);
        }
        Entry::Lines(typed) => {
            paint::wrapped(&typed.lines().join("\n"), area, Style::new(), buffer);
        }
        Entry::Choice { names, at } => choice(names, *at, is_here, theme, area, buffer),
    }
}

/// All names with the chosen one in brackets; it alone, between arrows, where there is no room.
fn choice(
    names: &[&str],
    at: usize,
    is_here: bool,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) {
    let mut pen = Pen::new(area, 0, buffer);
    let style = |chosen| match (chosen, is_here) {
        (true, true) => theme.strong(),
        (true, false) => Style::new(),
        (false, _) => theme.faint(),
    };
    let width: usize = names.iter().map(|name| cells(name) + 1).sum();
    if width + 1 > pen.room() {
        let name = fit(
            names[at],
            pen.room().saturating_sub(4),
            theme.sign("…", "~"),
        );
        pen.write(&format!("< {name} >"), style(true));
        return;
    }
    for (number, name) in names.iter().enumerate() {
        let gap = if number > 0 { " " } else { "" };
        pen.write(gap, Style::new());
        match number == at {
            true => pen.write(&format!("[{name}]"), style(true)),
            false => pen.write(name, style(false)),
        };
    }
}
