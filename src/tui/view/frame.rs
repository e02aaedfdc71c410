//! Frames around panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::{cells, fit};
use crate::tui::Theme;

use super::paint::Pen;

/// Draws a frame with a title. With `joined`, its upper corners join on to the frame above.
pub fn draw(
    area: Rect,
    title: &str,
    in_focus: bool,
    joined: bool,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let style = if in_focus {
        Style::new()
    } else {
        theme.faint()
    };
    let [left, right] = if joined {
        ["├", "┤"]
    } else {
        ["┌", "┐"]
    };
    edge(area, 0, [left, right], theme, style, buffer);
    edge(area, area.height - 1, ["└", "┘"], theme, style, buffer);
    let side = theme.sign("│", "|");
    for row in 1..area.height - 1 {
        let mut pen = Pen::new(area, row, buffer);
        pen.put(side, style);
        pen.skip_to_last(1);
        pen.put(side, style);
    }
    let room = usize::from(area.width).saturating_sub(4);
    let title = theme.words(title);
    let title = format!(
        " {} ",
        fit(&title, room.saturating_sub(2), theme.sign("…", "~"))
    );
    let at = Rect {
        x: area.x + 1,
        width: area.width - 2,
        ..area
    };
    let title_style = if in_focus { theme.strong() } else { style };
    if cells(&title) > 2 {
        Pen::new(at, 0, buffer).write(&title, title_style);
    }
}

fn edge(
    area: Rect,
    row: u16,
    corners: [&'static str; 2],
    theme: &Theme,
    style: Style,
    buffer: &mut Buffer,
) {
    let [left, right] = corners.map(|corner| theme.sign(corner, "+"));
    let line = theme.sign("─", "-");
    let mut pen = Pen::new(area, row, buffer);
    pen.put(left, style);
    pen.fill(line, 1, style);
    pen.put(right, style);
}
