//! A form, over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Form, FormEntry, FormSubject, State, inside};
use crate::text::{cells, fit};
use crate::tui::theme::Theme;

use super::frame::{Overflow, PaneFrame};
use super::pen::{self, Pen};

/// Draws a form, or the part around its cursor if there is no room for all of it.
pub fn draw(state: &State, theme: &Theme, form: &Form, buffer: &mut Buffer) {
    let pane = form.area(state.work().panes());
    let area = inside(pane);
    let ends = form.ends(area.height);
    let hidden = ends[form.cursor].saturating_sub(area.height);
    let rows = ends.last().copied().unwrap_or(0);
    pen::clear(pane, buffer);
    PaneFrame {
        title: &title(state, form),
        in_focus: true,
        cut: Overflow::lines("line", rows.into(), hidden.into(), area.height.into()),
        ..PaneFrame::default()
    }
    .draw(pane, theme, buffer);
    let label_width = form.label_width();
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
    let place = state.work().place_of(&form.claim);
    let what = match (&form.subject, form.is_kept) {
        (FormSubject::Evidence(_), false) => "New evidence on claim",
        (FormSubject::Evidence(_), true) => "Evidence on claim",
        (FormSubject::Contact(_), false) => "New contact about claim",
        (FormSubject::Contact(_), true) => "Contact about claim",
    };
    let number = place.map_or_else(String::new, |place| state.work().number(place));
    format!("{what} {number}")
}

fn draw_value(entry: &FormEntry, is_here: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    match entry {
        FormEntry::Line(typed) | FormEntry::Lines(typed) if is_here && area.width > 0 => {
            pen::text_field(typed, area, buffer);
        }
        FormEntry::Line(typed) => {
            let words = typed.lines().first().map_or("", String::as_str);
            pen::line(words, area, 0, Style::new(), theme.sign("…", "~"), buffer);
        }
        FormEntry::Lines(typed) => {
            pen::wrapped(&typed.lines().join("\n"), area, Style::new(), buffer);
        }
        FormEntry::Choice { names, at } => choice(names, *at, is_here, theme, area, buffer),
    }
}

/// Draws all names with the chosen one in brackets, or only that one between arrows if there is no room.
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
