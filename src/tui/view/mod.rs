//! Draws the screen, one file per region.

mod article;
mod bars;
mod claim;
mod claims;
mod form;
mod frame;
mod help;
mod pen;
mod prompt;
mod side_by_side;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Focus, Layout, Mode, SMALLEST, State};

use super::theme::Theme;

/// Draws the whole screen.
pub fn draw(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if state.work().panes().layout == Layout::TooSmall {
        let (width, height) = SMALLEST;
        let words = format!(
            "factdesk needs {width}x{height} cells; this is {}x{}. All is kept.",
            area.width, area.height
        );
        pen::wrapped(&words, area, theme.strong(), buffer);
        return;
    }
    bars::header(state, theme, state.work().panes().header, buffer);
    let body = state.work().panes().body();
    if let Some(help) = state.help() {
        help::draw(state, theme, help, body, buffer);
    } else if let Some(view) = state.side_by_side() {
        side_by_side::draw(state, theme, view, body, buffer);
        if let Mode::Field(field) = state.mode() {
            prompt::field(state, theme, field, buffer);
        }
    } else {
        if state.work().screen().is_shown(Focus::Article) {
            article::draw(state, theme, buffer);
        }
        if state.work().screen().is_shown(Focus::Claims) {
            if state.claim_pane().is_list_shown() {
                claims::draw(state, theme, buffer);
            }
            claim::draw(state, theme, buffer);
        }
        match state.mode() {
            Mode::Field(field) => prompt::field(state, theme, field, buffer),
            Mode::Form(form) => form::draw(state, theme, form, buffer),
            Mode::Choose(chooser) => prompt::chooser(state, theme, chooser, buffer),
            _ => {}
        }
    }
    bars::footer(state, theme, state.work().panes().footer, buffer);
}
