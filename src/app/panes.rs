//! Where everything is: from the size of the screen to rectangles, and nothing else.

use ratatui::layout::Rect;

/// The smallest screen that is drawn, in cells; below it a polite line asks for more.
pub const SMALLEST: (u16, u16) = (40, 10);

/// The narrowest screen on which article and claims stand side by side.
const BOTH: u16 = 70;

/// How the panes lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Article left, claims right.
    SideBySide,
    /// One at a time; the other-pane key changes them.
    OneAtATime,
    /// Smaller than [`SMALLEST`].
    TooSmall,
}

/// The rectangles of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// How the panes lie.
    pub layout: Layout,
    /// The top line.
    pub header: Rect,
    /// The article with its frame.
    pub article: Rect,
    /// The list of claims with its frame; the detail's top edge is its bottom edge.
    pub claims: Rect,
    /// The current claim with its frame; what the sources say on it, while they are shown.
    pub detail: Rect,
    /// Where something is typed or chosen, over the other panes.
    pub field: Rect,
    /// The bottom line.
    pub footer: Rect,
}

impl Panes {
    /// Lays out a screen. With what the sources say, the list is short; where one pane is shown at
    /// a time, there is none.
    pub fn of(width: u16, height: u16, with_sources: bool) -> Self {
        let screen = Rect::new(0, 0, width, height);
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return Self {
                layout: Layout::TooSmall,
                header: screen,
                article: Rect::ZERO,
                claims: Rect::ZERO,
                detail: Rect::ZERO,
                field: Rect::ZERO,
                footer: Rect::ZERO,
            };
        }
        let header = Rect {
            height: 1,
            ..screen
        };
        let footer = Rect {
            y: height - 1,
            height: 1,
            ..screen
        };
        let body = Rect {
            y: 1,
            height: height - 2,
            ..screen
        };
        let layout = if width < BOTH {
            Layout::OneAtATime
        } else {
            Layout::SideBySide
        };
        let (article, right) = match layout {
            Layout::SideBySide => {
                // Lines of some 65 characters read best, so what a wide screen has beyond that
                // goes to the claims.
                let left = (width * 53 / 100).clamp(36, 78).min(width - 34);
                (
                    Rect {
                        width: left,
                        ..body
                    },
                    Rect {
                        x: left,
                        width: width - left,
                        ..body
                    },
                )
            }
            _ => (body, body),
        };
        // What the sources say needs more room than a decision does.
        let detail_height = match (with_sources, layout) {
            (false, _) => (right.height * 9 / 20).clamp(4, 16),
            (true, Layout::SideBySide) => {
                (right.height * 7 / 10).max(right.height.saturating_sub(12))
            }
            (true, _) => right.height,
        };
        let detail = Rect {
            y: right.bottom() - detail_height,
            height: detail_height,
            ..right
        };
        let claims = Rect {
            height: right.height - detail_height + 1,
            ..right
        };
        let field_height = detail_height.max(6).min(right.height);
        let field = Rect {
            y: right.bottom() - field_height,
            height: field_height,
            ..right
        };
        Self {
            layout,
            header,
            article,
            claims,
            detail,
            field,
            footer,
        }
    }

    /// Returns the cells in which the article's text stands: inside the frame, right of the
    /// gutter for marks.
    pub fn article_text(&self) -> Rect {
        let inner = inside(self.article);
        let gutter = GUTTER.min(inner.width);
        Rect {
            x: inner.x + gutter,
            width: inner.width - gutter,
            ..inner
        }
    }

    /// Returns the size of the screen, in cells.
    pub fn screen(&self) -> (u16, u16) {
        (
            self.header.width,
            self.footer.bottom().max(self.header.height),
        )
    }

    /// Returns how many claims are listed at once.
    pub fn claim_rows(&self) -> usize {
        usize::from(inside(self.claims).height)
    }
}

/// The cells left of the article's text: the verdict's mark and the bar of the current claim.
pub const GUTTER: u16 = 2;

/// Returns a rectangle without its frame.
pub fn inside(frame: Rect) -> Rect {
    frame.inner(ratatui::layout::Margin::new(1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_size_breaks_the_layout() {
        for width in 0..300 {
            for height in 0..120 {
                for with_sources in [false, true] {
                    let panes = Panes::of(width, height, with_sources);
                    let screen = Rect::new(0, 0, width, height);
                    assert_eq!(panes.screen(), (width, height));
                    for rect in [
                        panes.header,
                        panes.article,
                        panes.claims,
                        panes.detail,
                        panes.field,
                        panes.footer,
                        panes.article_text(),
                    ] {
                        assert_eq!(rect.intersection(screen), rect, "{width}x{height}");
                    }
                    if panes.layout != Layout::TooSmall {
                        assert!(panes.article_text().width >= 30, "{width}x{height}");
                        let fewest = if with_sources { 1 } else { 2 };
                        assert!(panes.claim_rows() >= fewest, "{width}x{height}");
                    }
                }
            }
        }
    }
}
