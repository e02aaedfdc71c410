//! Frames around panes, with how much of a pane's content is out of sight.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::Window;
use crate::text::{cells, fit};
use crate::tui::Theme;

use super::pen::Pen;

/// The lowest pane that shows anything in its frame, in rows.
pub const MIN_HEIGHT: u16 = 3;

/// How much of a pane is out of sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow {
    /// How many lines are above those shown.
    pub above: usize,
    /// How many are below them.
    pub below: usize,
    /// Whether there are more below than were counted.
    is_over: bool,
    /// What a line is.
    noun: &'static str,
}

impl Default for Overflow {
    fn default() -> Self {
        Self::lines("line", 0, 0, 0)
    }
}

impl Overflow {
    /// Returns what a window leaves out.
    pub fn of(window: &Window) -> Self {
        Self {
            above: window.above,
            below: window.below,
            is_over: window.is_cut,
            noun: "line",
        }
    }

    /// Returns what is left out of `count` lines when `shown` of them are shown from `first` on.
    pub fn lines(noun: &'static str, count: usize, first: usize, shown: usize) -> Self {
        Self {
            above: first,
            below: count.saturating_sub(first + shown),
            is_over: false,
            noun,
        }
    }

    fn upward(&self, theme: &Theme) -> Sign {
        Sign {
            arrow: theme.sign("▲", "^"),
            count: self.above,
            is_over: false,
            noun: self.noun,
        }
    }

    fn downward(&self, theme: &Theme) -> Sign {
        Sign {
            arrow: theme.sign("▼", "v"),
            count: self.below,
            is_over: self.is_over,
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
    /// What is out of sight.
    pub cut: Overflow,
    /// What is out of sight below the pane above, if the two share an edge.
    pub cut_above: Overflow,
}

/// What is out of sight in one direction.
struct Sign {
    arrow: &'static str,
    count: usize,
    is_over: bool,
    noun: &'static str,
}

impl Sign {
    fn long(&self) -> String {
        let s = if self.count == 1 { "" } else { "s" };
        let over = if self.is_over { "over " } else { "" };
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

    /// Draws the title, leaving room for short signs; returns how many cells it takes.
    fn draw_title(&self, area: Rect, signs: &[Sign], theme: &Theme, buffer: &mut Buffer) -> usize {
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

/// Writes signs at the right of an edge, in few words if the title leaves no room for more.
fn signs(area: Rect, row: u16, title: usize, signs: &[Sign], theme: &Theme, buffer: &mut Buffer) {
    if signs.is_empty() {
        return;
    }
    let room = usize::from(area.width).saturating_sub(2 + title);
    let line = theme.sign("─", "-");
    let long = signs.iter().map(Sign::long).collect::<Vec<_>>().join(line);
    let words = match cells(&long) < room {
        true => long,
        false => signs.iter().map(Sign::short).collect(),
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
