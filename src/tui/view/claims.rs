//! The list of claims.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Command, Focus, State, inside};
use crate::model::Claim;
use crate::text::fit_line;
use crate::tui::theme::Theme;

use super::frame::{Overflow, PaneFrame};
use super::pen::{self, Pen};

/// How many marks a claim can have beside it.
const MAX_MARKS: usize = 2;

/// Draws the list.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let pane = state.work().panes().claims;
    let title = format!(
        "Claims · {} order · {}",
        state.work().list().order(),
        state.work().list().filter()
    );
    let in_focus = state.focus() == Focus::Claims;
    let mut cut = cut(state);
    if state.claim_pane().area().x == pane.x {
        // The number of claims below is in the edge shared with the claim's pane.
        cut.below = 0;
    }
    PaneFrame {
        title: &title,
        in_focus,
        cut,
        ..PaneFrame::default()
    }
    .draw(pane, theme, buffer);
    let area = inside(pane);
    if state.work().list().is_empty() {
        let key = |command| {
            state
                .work()
                .settings()
                .keymap()
                .sign(command, theme.is_ascii())
        };
        let words = match state.review().progress().total {
            0 => format!(
                "No claims. {} adds one by selecting text.",
                key(Command::AddClaim)
            ),
            _ => format!(
                "No claim is {}. {} lists others.",
                state.work().list().filter(),
                key(Command::Filter)
            ),
        };
        pen::wrapped(&words, area, theme.faint(), buffer);
        return;
    }
    let window = state.work().list().window(usize::from(area.height));
    let digits = state.review().claims().len().to_string().len();
    for (row, listed) in (0..).zip(window) {
        if let Some(place) = state.work().list().place(listed) {
            draw_row(state, theme, place, digits, area, row, buffer);
        }
    }
}

/// Returns how many claims of the list are hidden.
pub fn cut(state: &State) -> Overflow {
    let window = state
        .work()
        .list()
        .window(state.work().panes().claim_rows());
    Overflow::lines(
        "claim",
        state.work().list().len(),
        window.start,
        window.len(),
    )
}

fn draw_row(
    state: &State,
    theme: &Theme,
    place: usize,
    digits: usize,
    area: Rect,
    row: u16,
    buffer: &mut Buffer,
) {
    let claim = &state.review().claims()[place];
    let is_current = state.work().list().selected() == Some(place);
    let mut pen = Pen::new(area, row, buffer);
    // The cursor is a sign, not a colour over the row: moving it costs few bytes. Blanks have no
    // style, because changing the style costs bytes too.
    if is_current {
        pen.write(theme.sign("▶", ">"), theme.strong());
    } else if state.work().decided_elsewhere() == Some(place) {
        pen.write(theme.sign("▷", "-"), Style::new());
    } else {
        pen.write(" ", Style::new());
    }
    pen.write(
        &format!("{:>digits$} ", state.work().number(place)),
        theme.faint(),
    );
    let (sign, style) = theme.sign_of(claim);
    pen.write(sign, style);
    let mut blank = MAX_MARKS + 1;
    for (mark, style) in marks(claim, theme).take(MAX_MARKS) {
        pen.write(mark, style);
        blank -= 1;
    }
    pen.write(&" ".repeat(blank), Style::new());
    let quote = state.review().quote(claim);
    let quote = fit_line(quote, pen.room(), theme.sign("…", "~"));
    match state.work().search().current() {
        None => {
            pen.write(&quote, Style::new());
        }
        Some(search) => {
            let mut written = 0;
            for found in search.matches(&quote) {
                pen.write(&quote[written..found.start], Style::new());
                pen.write(&quote[found.clone()], theme.matched());
                written = found.end;
            }
            pen.write(&quote[written..], Style::new());
        }
    }
}

/// Returns the signs for a flag, a hint, and a note or correction. The hint of a decided claim is
/// faint: it is settled.
fn marks(claim: &Claim, theme: &Theme) -> impl Iterator<Item = (&'static str, Style)> {
    let flag = claim
        .is_flagged()
        .then(|| (theme.sign("⚑", "*"), theme.hint()));
    let has_hint = claim.hints.iter().any(|hint| !hint.dismissed);
    let hint_style = match claim.is_hinted() {
        true => theme.hint(),
        false => theme.faint(),
    };
    let hint = has_hint.then_some(("!", hint_style));
    let has_note = claim
        .decision
        .as_ref()
        .is_some_and(|d| !d.note.is_empty() || d.correction.is_some());
    let note = has_note.then(|| (theme.sign("✎", "\""), theme.hint()));
    [flag, hint, note].into_iter().flatten()
}
