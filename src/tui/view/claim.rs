//! The pane of the current claim: its decision, and what the sources say.

use ratatui::buffer::Buffer;

use crate::app::{Layout, Mode, State, text_area};
use crate::tui::theme::Theme;

use super::frame::{self, Overflow, PaneFrame};
use super::pen;

/// Draws the claim's pane.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let pane = state.claim_pane().area();
    if pane.height < frame::MIN_HEIGHT {
        return;
    }
    let window = state.claim_pane().window(theme.is_ascii());
    let is_below_the_list =
        state.claim_pane().is_list_shown() && pane.x == state.work().panes().claims.x;
    let cut_above = match is_below_the_list {
        true => super::claims::cut(state),
        false => Overflow::default(),
    };
    // Without the list of claims, the keys work on this pane.
    let is_alone = !is_below_the_list && state.work().panes().layout != Layout::ThreeColumns;
    PaneFrame {
        title: &title(state, theme.is_ascii()),
        in_focus: is_alone && !matches!(state.mode(), Mode::Field(_)),
        joined: is_below_the_list,
        cut: Overflow::of(&window),
        cut_above,
    }
    .draw(pane, theme, buffer);
    let area = text_area(pane);
    for (row, pieces) in (0..).zip(&window.rows) {
        pen::row(pieces, area, row, theme, buffer);
    }
}

fn title(state: &State, is_ascii: bool) -> String {
    let reach = match state.mode() {
        Mode::Field(_) => None,
        _ => state.work().decided_note(is_ascii),
    };
    let Some((place, claim)) = state.claim_pane().claim() else {
        return reach.unwrap_or_default();
    };
    let number = state.work().number(place);
    if !state.work().sources().is_open() {
        let reach = reach.map(|note| format!(" · {note}"));
        return format!("Claim {number}{}", reach.unwrap_or_default());
    }
    let count = state
        .work()
        .sources()
        .on(&claim.id)
        .map_or(0, |f| f.passages.len());
    let title = match state.work().sources().shown_passage(&claim.id) {
        Some((at_hand, _)) => format!("Sources · claim {number} · {} of {count}", at_hand + 1),
        None => format!("Sources · claim {number}"),
    };
    // First, so that it is visible in the narrowest pane: it says which claim the keys work on.
    match reach {
        Some(note) => format!("{note} · {title}"),
        None => title,
    }
}
