//! The help, over the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Help, State, inside};
use crate::tui::theme::Theme;

use super::frame::{Overflow, PaneFrame};
use super::pen;

/// Draws the help.
pub fn draw(state: &State, theme: &Theme, help: &Help, area: Rect, buffer: &mut Buffer) {
    let keymap = state.work().settings().keymap();
    let window = help.window(keymap, area, theme.is_ascii());
    PaneFrame {
        title: &help.title(keymap),
        in_focus: true,
        cut: Overflow::of(&window),
        ..PaneFrame::default()
    }
    .draw(area, theme, buffer);
    for (row, pieces) in (0..).zip(&window.rows) {
        pen::row(pieces, inside(area), row, theme, buffer);
    }
}
