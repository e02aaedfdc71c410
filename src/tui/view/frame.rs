//! Frames around panes, with how many lines of a pane are hidden.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::Window;
use crate::text::{cells, fit};
use crate::tui::theme::Theme;

use super::pen::Pen;

/// The height of the lowest pane with a row inside its frame.
pub const MIN_HEIGHT: u16 = 3;

/// How many lines of a pane are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow {
    /// How many lines are above the visible ones.
    pub above: usize,
    /// How many lines are below them.
    pub below: usize,
    /// Whether there may be more below than that.
    is_more: bool,
    /// What one line is called.
    noun: &'static str,
}

impl Default for Overflow {
    fn default() -> Self {
        Self::lines("line", 0, 0, 0)
    }
}

impl Overflow {
    /// Returns what a window hides.
    pub fn of(window: &Window) -> Self {
        Self {
            above: window.above,
            below: window.below,
            is_more: window.is_cut,
            noun: "line",
        }
    }

    /// Returns what is hidden of `count` lines if `shown` of them are visible from `first` on.
    pub fn lines(noun: &'static str, count: usize, first: usize, shown: usize) -> Self {
        Self {
            above: first,
            below: count.saturating_sub(first + shown),
            is_more: false,
            noun,
        }
    }

    fn upward(&self, theme: &Theme) -> OverflowSign {
        OverflowSign {
            arrow: theme.sign("▲", "^"),
            count: self.above,
            is_more: false,
            noun: self.noun,
        }
    }

    fn downward(&self, theme: &Theme) -> OverflowSign {
        OverflowSign {
            arrow: theme.sign("▼", "v"),
            count: self.below,
            is_more: self.is_more,
            noun: self.noun,
        }
    }
}

/// A frame around a pane.
#[derive(Clone, Copy, Debug, Default)]
pub struct PaneFrame<'a> {
    /// The heading.
    pub title: &'a str,
    /// Whether the keys work on the pane.
    pub in_focus: bool,
    /// Whether its upper corners join the frame above.
    pub joined: bool,
    /// What is hidden.
    pub cut: Overflow,
    /// What is hidden below the pane above, if the two share an edge.
    pub cut_above: Overflow,
}

/// How many lines are hidden in one direction.
struct OverflowSign {
    arrow: &'static str,
    count: usize,
    is_more: bool,
    noun: &'static str,
}

impl OverflowSign {
    fn long(&self) -> String {
        let s = if self.count == 1 { "" } else { "s" };
        let over = if self.is_more { "over " } else { "" };
        format!(
            " {} {over}{} more {}{s} ",
            self.arrow, self.count, self.noun
        )
    }

    fn short(&self) -> String {
        format!(" {} {} ", self.arrow, self.count)
    }
}

impl PaneFrame<'_> {
    /// Draws the frame.
    pub fn draw(&self, area: Rect, theme: &Theme, buffer: &mut Buffer) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let style = match self.in_focus {
            true => Style::new(),
            false => theme.faint(),
        };
        let corners = if self.joined {
            ["├", "┤"]
        } else {
            ["┌", "┐"]
        };
        edge(area, 0, corners, theme, style, buffer);
        edge(area, area.height - 1, ["└", "┘"], theme, style, buffer);
        let side = theme.sign("│", "|");
        for row in 1..area.height - 1 {
            let mut pen = Pen::new(area, row, buffer);
            pen.put(side, style);
            pen.skip_to_last(1);
            pen.put(side, style);
        }
        let mut top = vec![self.cut.upward(theme), self.cut_above.downward(theme)];
        top.retain(|sign| sign.count > 0);
        let title = self.draw_title(area, &top, theme, buffer);
        signs(area, 0, title, &top, theme, buffer);
        let mut bottom = vec![self.cut.downward(theme)];
        bottom.retain(|sign| sign.count > 0);
        signs(area, area.height - 1, 0, &bottom, theme, buffer);
    }

    /// Draws the title, with room for short signs; returns its width in cells.
    fn draw_title(
        &self,
        area: Rect,
        signs: &[OverflowSign],
        theme: &Theme,
        buffer: &mut Buffer,
    ) -> usize {
        // Two corners, and a space on either side.
        let signs: usize = signs.iter().map(|sign| cells(&sign.short())).sum();
        let room = usize::from(area.width).saturating_sub(4 + signs);
        let title = fit(&theme.words(self.title), room, theme.sign("…", "~"));
        if title.is_empty() {
            return 0;
        }
        let title = format!(" {title} ");
        let at = Rect {
            x: area.x + 1,
            width: area.width - 2,
            ..area
        };
        let style = match self.in_focus {
            true => theme.strong(),
            false => theme.faint(),
        };
        Pen::new(at, 0, buffer).write(&title, style);
        cells(&title)
    }
}

/// Writes signs at the right of an edge, in their short form if the title leaves no room.
fn signs(
    area: Rect,
    row: u16,
    title: usize,
    signs: &[OverflowSign],
    theme: &Theme,
    buffer: &mut Buffer,
) {
    if signs.is_empty() {
        return;
    }
    let room = usize::from(area.width).saturating_sub(2 + title);
    let line = theme.sign("─", "-");
    let long = signs
        .iter()
        .map(OverflowSign::long)
        .collect::<Vec<_>>()
        .join(line);
    let words = match cells(&long) < room {
        true => long,
        false => signs.iter().map(OverflowSign::short).collect(),
    };
    let tail = usize::from(cells(&words) < room);
    let mut pen = Pen::new(area, row, buffer);
    pen.skip_to_last(cells(&words) + tail + 1);
    pen.write(&words, Style::new());
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
