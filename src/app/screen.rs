//! The panes on the screen and the one in focus.

use super::{Layout, Panes};

/// Which pane the moving keys work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The article: keys scroll.
    Article,
    /// The list: keys move from claim to claim.
    Claims,
}

/// The panes and the focus.
#[derive(Clone, Debug)]
pub struct ScreenLayout {
    panes: Panes,
    focus: Focus,
}

impl ScreenLayout {
    /// Lays out a screen of `size` cells, with the claims in focus.
    pub(super) fn new(size: (u16, u16)) -> Self {
        Self {
            panes: Panes::of(size.0, size.1, false),
            focus: Focus::Claims,
        }
    }

    /// Returns where everything is.
    pub fn panes(&self) -> &Panes {
        &self.panes
    }

    /// Returns the pane in focus.
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// Returns whether a pane is on the screen.
    pub fn is_shown(&self, pane: Focus) -> bool {
        match self.panes.layout {
            Layout::TwoColumns | Layout::ThreeColumns => true,
            Layout::OneAtATime => self.focus == pane,
            Layout::TooSmall => false,
        }
    }

    /// Returns whether only the pane in focus is shown.
    pub(super) fn is_one_at_a_time(&self) -> bool {
        self.panes.layout == Layout::OneAtATime
    }

    /// Puts a pane in focus.
    pub(super) fn set_focus(&mut self, focus: Focus) {
        self.focus = focus;
    }

    /// Puts a pane in focus if only one is shown: the other would hide what the key leads to.
    pub(super) fn bring_forward(&mut self, pane: Focus) {
        if self.is_one_at_a_time() {
            self.focus = pane;
        }
    }

    /// Lays out a screen of another size, or for sources that are shown or hidden.
    pub(super) fn lay_out(&mut self, size: (u16, u16), with_sources: bool) {
        self.panes = Panes::of(size.0, size.1, with_sources);
    }
}
