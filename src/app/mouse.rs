//! What the mouse does: a click selects, the wheel scrolls, dragging selects the text of a claim.
//! It decides nothing.

use std::borrow::Cow;

use ratatui::layout::{Position, Rect};

use crate::text::{Span, TextUnit, cells, graphemes, shown};

use super::{Command, Effect, Focus, Layout, Mode, Selection, State, inside};

/// How far one step of the wheel scrolls, in rows.
const STEP: i32 = 3;

/// Something done with the mouse, and the cell it was done at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MouseInput {
    /// What was done.
    pub what: MouseAction,
    /// The cell, from the left.
    pub column: u16,
    /// The cell, from the top.
    pub row: u16,
}

/// What can be done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button went down.
    Press,
    /// It moved with the left button held.
    Drag,
    /// The left button was let go.
    Release,
    /// The wheel was turned towards the end.
    WheelDown,
    /// The wheel was turned towards the beginning.
    WheelUp,
}

/// Whether the mouse is ours, and what its button is held on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mouse {
    /// Whether the terminal sends what is done with it.
    pub is_on: bool,
    /// The code point on which the button went down in the article.
    pressed: Option<u32>,
    /// Whether it has moved since to another word.
    has_dragged: bool,
}

impl Mouse {
    /// Begins with the mouse ours or the terminal's.
    pub(super) fn new(is_on: bool) -> Self {
        Self {
            is_on,
            ..Self::default()
        }
    }
}

impl State {
    /// Takes the mouse, or leaves it to the terminal again.
    pub(super) fn change_mouse(&mut self) -> Vec<Effect> {
        self.mouse = Mouse::new(!self.mouse.is_on);
        self.say(match self.mouse.is_on {
            true => "Mouse on: click selects, wheel scrolls, drag selects words for a claim",
            false => "Mouse off",
        });
        vec![Effect::Mouse(self.mouse.is_on)]
    }

    /// Does what the mouse asks for.
    pub(super) fn point(&mut self, pointing: MouseInput) {
        if !self.mouse.is_on || self.panes.layout == Layout::TooSmall {
            return;
        }
        match pointing.what {
            MouseAction::WheelDown => self.wheel(pointing, STEP),
            MouseAction::WheelUp => self.wheel(pointing, -STEP),
            MouseAction::Press => {
                self.keep_reach_for(None);
                self.press(pointing);
            }
            MouseAction::Drag => self.drag(pointing),
            MouseAction::Release => self.release(),
        }
    }

    /// The pane under the pointer, if it is not covered.
    fn pane_at(&self, pointing: MouseInput) -> Option<Focus> {
        let at = Position::new(pointing.column, pointing.row);
        let is_on = |pane, area: Rect| self.is_shown(pane) && area.contains(at);
        if self.is_covered(at) {
            None
        } else if is_on(Focus::Article, inside(self.panes.article)) {
            Some(Focus::Article)
        } else if self.is_list_shown() && is_on(Focus::Claims, inside(self.panes.claims)) {
            Some(Focus::Claims)
        } else {
            None
        }
    }

    /// Returns whether something lies over the panes in a cell.
    fn is_covered(&self, at: Position) -> bool {
        let is_full = self.help().is_some() || self.side_by_side().is_some();
        is_full || self.popup().is_some_and(|popup| popup.contains(at))
    }

    fn wheel(&mut self, pointing: MouseInput, rows: i32) {
        match &mut self.mode {
            Mode::Help(_) => return self.scroll_help(rows as isize),
            Mode::SideBySide(whole) => {
                whole.step(rows > 0, |_| true);
                return;
            }
            _ => {}
        }
        let at = Position::new(pointing.column, pointing.row);
        let is_claim = self.is_shown(Focus::Claims) && inside(self.claim_pane()).contains(at);
        if is_claim && !self.is_covered(at) {
            return self.scroll_claim(rows as isize);
        }
        match self.pane_at(pointing) {
            Some(Focus::Article) => self.top = self.viewport().scrolled(self.top, rows),
            Some(Focus::Claims) => self.list.scroll(rows, self.panes.claim_rows()),
            None => {}
        }
    }

    fn press(&mut self, pointing: MouseInput) {
        self.mouse.pressed = None;
        self.mouse.has_dragged = false;
        if !matches!(self.mode, Mode::Browse | Mode::Select(_)) {
            return;
        }
        self.message = None;
        self.notice = None;
        match self.pane_at(pointing) {
            Some(Focus::Article) => self.mouse.pressed = self.position_at(pointing),
            Some(Focus::Claims) if matches!(self.mode, Mode::Browse) => {
                let window = self.list.window(self.panes.claim_rows());
                let row = window.start + usize::from(pointing.row - inside(self.panes.claims).y);
                if window.contains(&row) {
                    self.select_row(row);
                }
            }
            _ => {}
        }
    }

    fn drag(&mut self, pointing: MouseInput) {
        let Some(pressed) = self.mouse.pressed else {
            return;
        };
        if !matches!(self.mode, Mode::Browse | Mode::Select(_)) {
            return;
        }
        // Beyond the edge there is more of the article.
        let area = self.panes.article_text();
        if pointing.row < area.y {
            self.top = self.viewport().scrolled(self.top, -1);
        } else if pointing.row >= area.bottom() {
            self.top = self.viewport().scrolled(self.top, 1);
        }
        let text = self.review.article().text();
        let blocks = self.review.article().blocks();
        let word = |position| {
            let after = text.unit_at(blocks, TextUnit::Word, position);
            after.or_else(|| text.unit_before(blocks, TextUnit::Word, position))
        };
        let ends = self
            .position_at(pointing)
            .map(word)
            .zip(Some(word(pressed)));
        let Some((Some(cursor), Some(mark))) = ends else {
            return;
        };
        if cursor == mark && !self.mouse.has_dragged {
            return;
        }
        if let Some(reason) = Command::AddClaim.why_off(self) {
            self.refuse(Cow::into_owned(reason));
            return;
        }
        self.mouse.has_dragged = true;
        self.mode = Mode::Select(Selection {
            mark: Some(mark),
            cursor,
        });
    }

    fn release(&mut self) {
        let pressed = self.mouse.pressed.take();
        let (Some(position), Mode::Browse, false) = (pressed, &self.mode, self.mouse.has_dragged)
        else {
            return;
        };
        let Some(place) = self.claim_at(Span::new(position, position + 1)) else {
            self.say("No claim is here: drag over its words to make one");
            return;
        };
        let Some(row) = self.list.row_of(place) else {
            self.refuse(format!(
                "Claim {} is not listed (filter: {})",
                self.number(place),
                self.list.filter()
            ));
            return;
        };
        // What was clicked stays under the pointer.
        let top = self.top;
        self.select_row(row);
        self.top = top;
    }

    /// The code point in a cell of the article: the nearest one in its row where the cell is empty,
    /// and the nearest row's where it lies beyond.
    fn position_at(&self, pointing: MouseInput) -> Option<u32> {
        let area = self.panes.article_text();
        let lines = self.viewport().lines(self.top);
        let row = usize::from(pointing.row.saturating_sub(area.y));
        let line = lines.get(row.min(lines.len().checked_sub(1)?))?;
        let column = usize::from(pointing.column.saturating_sub(area.x));
        let text = self.review.article().text().slice(line.span).trim_end();
        let (mut position, mut next, mut end) = (line.span.start, line.span.start, 0);
        for grapheme in graphemes(text) {
            position = next;
            next += grapheme.chars().count() as u32;
            end += cells(&shown(grapheme));
            if end > column {
                break;
            }
        }
        Some(position)
    }
}
