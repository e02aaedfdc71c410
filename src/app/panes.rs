//! Where everything is: from the size of the screen to rectangles, and nothing else.

use ratatui::layout::Rect;

/// The smallest screen that is drawn, in cells; below it a polite line asks for more.
pub const SMALLEST: (u16, u16) = (40, 10);

/// The narrowest screen on which article and claims stand side by side.
const BOTH: u16 = 70;

/// The narrowest screen on which the current claim has its own column.
const THREE: u16 = 160;

/// The lowest body of the screen in which a field leaves room for a source without being halved.
const TALL: u16 = 12;

/// How the panes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Article, list and current claim from left to right.
    ThreeColumns,
    /// Article left, claims right.
    TwoColumns,
    /// One at a time; the other-pane key changes them.
    OneAtATime,
    /// Smaller than [`SMALLEST`].
    TooSmall,
}

/// The rectangles of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// How the panes are.
    pub layout: Layout,
    /// The top line.
    pub header: Rect,
    /// The article with its frame.
    pub article: Rect,
    /// The list of claims with its frame. Where the claim is below it, they share an edge.
    pub claims: Rect,
    /// The current claim with its frame; also what the sources say, while they are shown.
    pub detail: Rect,
    /// Where a note or a correction is typed, over the other panes.
    pub field: Rect,
    /// What is left for the current claim above the field; may be empty.
    pub above_field: Rect,
    /// The bottom line.
    pub footer: Rect,
}

impl Panes {
    /// Lays out a screen. With sources, the list is short unless it has its own column; where
    /// one pane is shown at a time, there is no list.
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
                above_field: Rect::ZERO,
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
        let layout = match width {
            ..BOTH => Layout::OneAtATime,
            BOTH..THREE => Layout::TwoColumns,
            _ => Layout::ThreeColumns,
        };
        // Lines of some 65 characters read best, so what a wide screen has beyond that goes to the
        // claims.
        let left = match layout {
            Layout::ThreeColumns => (width * 2 / 5).min(78),
            _ => (width * 53 / 100).clamp(36, 78),
        };
        let (article, right) = match layout {
            Layout::OneAtATime => (body, body),
            _ => columns(body, left.min(width - 34)),
        };
        let low = (right.height * 9 / 20).clamp(4, 16);
        let (claims, detail) = match layout {
            Layout::ThreeColumns => columns(right, right.width * 9 / 20),
            // What the sources say needs more room than a decision does.
            _ => {
                let height = match (with_sources, layout) {
                    (false, _) => low,
                    (true, Layout::OneAtATime) => right.height,
                    (true, _) => (right.height * 7 / 10).max(right.height.saturating_sub(12)),
                };
                let (above, below) = lower(right, height);
                let claims = Rect {
                    height: above.height + 1,
                    ..above
                };
                (claims, below)
            }
        };
        // Where the claim and a field share a column. With sources, the list makes room: the
        // passage stays in sight while its words are typed.
        let column = match (with_sources, layout) {
            (_, Layout::ThreeColumns) | (false, _) => detail,
            (true, _) => right,
        };
        let field_height = match with_sources && body.height < TALL {
            true => body.height / 2,
            false => low.max(6).min(body.height),
        };
        let (_, field) = lower(
            Rect {
                y: body.y,
                height: body.height,
                ..column
            },
            field_height,
        );
        let above_field = Rect {
            height: field.y.saturating_sub(column.y),
            ..column
        };
        Self {
            layout,
            header,
            article,
            claims,
            detail,
            field,
            above_field,
            footer,
        }
    }

    /// Returns everything between the top and the bottom line.
    pub fn body(&self) -> Rect {
        self.article.union(self.claims).union(self.detail)
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

/// Splits a rectangle in two, the left one `width` cells wide.
fn columns(area: Rect, left: u16) -> (Rect, Rect) {
    let first = Rect {
        width: left,
        ..area
    };
    let second = Rect {
        x: area.x + left,
        width: area.width - left,
        ..area
    };
    (first, second)
}

/// Splits a rectangle in two, the lower one `height` rows high.
fn lower(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    let above = Rect {
        height: area.height - height,
        ..area
    };
    let below = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    (above, below)
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
                        panes.above_field,
                        panes.footer,
                        panes.article_text(),
                    ] {
                        assert_eq!(rect.intersection(screen), rect, "{width}x{height}");
                    }
                    if panes.layout == Layout::TooSmall {
                        continue;
                    }
                    let size = format!("{width}x{height}");
                    assert!(panes.article_text().width >= 30, "{size}");
                    let is_listed = !with_sources || panes.layout != Layout::OneAtATime;
                    assert_eq!(panes.claim_rows() >= 2, is_listed, "{size}");
                    let three = panes.layout == Layout::ThreeColumns;
                    assert_eq!(three, width >= 160, "{size}");
                    // Nothing but the edge of list and claim is on two panes.
                    let overlap = |one: Rect, other: Rect| !one.intersection(other).is_empty();
                    assert!(!overlap(panes.field, panes.above_field), "{size}");
                    assert!(!overlap(inside(panes.claims), panes.detail), "{size}");
                    if three {
                        let columns = [panes.article, panes.claims, panes.detail];
                        let widths = columns.map(|column| column.width);
                        assert_eq!(widths.iter().sum::<u16>(), width, "{size}");
                        assert!(columns.iter().all(|column| column.height == height - 2));
                        assert!(widths.iter().all(|&width| width >= 40), "{size}");
                    }
                    // A field leaves at least two rows of the source in sight.
                    let seen = inside(panes.above_field).height;
                    assert!(!with_sources || seen >= 2, "{size}");
                    assert!(inside(panes.field).height >= 2, "{size}");
                }
            }
        }
    }
}
