//! The mouse: what can be done with it, and what its button is held on.

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
    /// The left button was released.
    Release,
    /// The wheel was turned towards the end.
    WheelDown,
    /// The wheel was turned towards the beginning.
    WheelUp,
}

/// Whether the mouse is used, and what its button is held on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mouse {
    is_on: bool,
    /// The code point on which the button went down in the article.
    pressed: Option<u32>,
    /// Whether it has moved since to another word.
    has_dragged: bool,
}

impl Mouse {
    /// Starts with a mouse that is used, or not.
    pub(super) fn new(is_on: bool) -> Self {
        Self {
            is_on,
            ..Self::default()
        }
    }

    /// Returns whether the terminal sends mouse events.
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Returns the code point on which the button went down in the article.
    pub(super) fn pressed(&self) -> Option<u32> {
        self.pressed
    }

    /// Notes where the button went down in the article, if it did.
    pub(super) fn press(&mut self, position: Option<u32>) {
        self.pressed = position;
        self.has_dragged = false;
    }

    /// Returns whether the mouse was dragged to another word since the button went down.
    pub(super) fn has_dragged(&self) -> bool {
        self.has_dragged
    }

    /// Notes that the mouse was dragged to another word.
    pub(super) fn drag(&mut self) {
        self.has_dragged = true;
    }

    /// Notes that the button was released. Returns where it went down, unless the mouse was dragged.
    pub(super) fn release(&mut self) -> Option<u32> {
        self.pressed.take().filter(|_| !self.has_dragged)
    }
}
