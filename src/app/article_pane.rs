//! The article pane: how far it is scrolled, and the passage it leads to.

use crate::model::Article;
use crate::text::Span;

use super::viewport::ScreenLines;
use super::{ArticleRow, Panes, ScreenLine, Viewport};

/// What the article pane shows.
#[derive(Clone, Debug, Default)]
pub struct ArticlePane {
    top: ArticleRow,
    lines: ScreenLines,
    spot: Option<Span>,
}

impl ArticlePane {
    /// Returns the first row on the screen.
    pub fn top(&self) -> ArticleRow {
        self.top
    }

    /// Returns the rows on the screen, after an event.
    pub fn lines(&self) -> &[ScreenLine] {
        self.lines.lines()
    }

    /// Returns the passage the reviewer was led to: a match, a hint or a gap.
    pub fn spot(&self) -> Option<Span> {
        self.spot
    }

    /// Marks a passage that a key led to, or none.
    pub(super) fn set_spot(&mut self, spot: Option<Span>) {
        self.spot = spot;
    }

    /// Scrolls to a row.
    pub(super) fn scroll_to(&mut self, top: ArticleRow) {
        self.top = top;
    }

    /// Scrolls so that a passage is on the screen.
    pub(super) fn reveal(&mut self, view: Viewport<'_>, passage: Span) {
        if !self.lines.shows(view, self.top, passage) {
            self.top = view.reveal(self.top, passage);
            self.lay_out(view);
        }
    }

    /// Lays out the rows on the screen.
    pub(super) fn lay_out(&mut self, view: Viewport<'_>) {
        self.lines.turn_to(view, self.top);
    }
}

/// Returns an article as the pane shows it.
pub(super) fn viewport<'a>(article: &'a Article, panes: &Panes) -> Viewport<'a> {
    let text = panes.article_text();
    Viewport::new(article, text.width, text.height)
}
