//! The style of a cell, and the shortest control sequence from one style to another.

use std::fmt::{self, Write as _};

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The style of a cell. The colour of underlines is not used here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct CellStyle {
    fg: Color,
    bg: Color,
    modifiers: Modifier,
}

impl CellStyle {
    /// The style of a terminal that has been reset.
    pub(super) const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifiers: Modifier::empty(),
    };

    /// Returns the style of a cell.
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifiers: cell.modifier,
        }
    }

    /// Returns the parameters of the shortest SGR sequence that changes `self` into `to`: either the
    /// difference, or a reset and everything that is on.
    pub(super) fn sgr_to(self, to: Self) -> String {
        let difference = self.difference(to);
        let mut after_reset = Self::PLAIN.difference(to);
        if !after_reset.is_empty() {
            after_reset.insert_str(0, "0;");
        }
        if after_reset.len() < difference.len() {
            after_reset
        } else {
            difference
        }
    }

    fn difference(self, to: Self) -> String {
        let mut parameters = Parameters::default();
        let mut active = self.modifiers;
        for (modifiers, off) in SWITCH_OFF {
            if active.difference(to.modifiers).intersects(modifiers) {
                parameters.push(format_args!("{off}"));
                active.remove(modifiers);
            }
        }
        for (modifier, on) in SWITCH_ON {
            if to.modifiers.difference(active).contains(modifier) {
                parameters.push(format_args!("{on}"));
            }
        }
        for (from, to, base) in [(self.fg, to.fg, 30), (self.bg, to.bg, 40)] {
            if from != to {
                parameters.push_colour(to, base);
            }
        }
        parameters.text
    }
}

/// The parameters that switch modifiers off; 22 ends both bold and dim.
const SWITCH_OFF: [(Modifier, u8); 7] = [
    (Modifier::BOLD.union(Modifier::DIM), 22),
    (Modifier::ITALIC, 23),
    (Modifier::UNDERLINED, 24),
    (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), 25),
    (Modifier::REVERSED, 27),
    (Modifier::HIDDEN, 28),
    (Modifier::CROSSED_OUT, 29),
];

/// The parameters that switch modifiers on.
const SWITCH_ON: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// Parameters of a control sequence, separated by semicolons.
#[derive(Default)]
struct Parameters {
    text: String,
}

impl Parameters {
    fn push(&mut self, parameter: fmt::Arguments<'_>) {
        let separator = if self.text.is_empty() { "" } else { ";" };
        write!(self.text, "{separator}{parameter}").expect("writing to a string cannot fail");
    }

    /// Adds a colour; `base` is 30 for the foreground and 40 for the background.
    fn push_colour(&mut self, colour: Color, base: u8) {
        match colour {
            Color::Reset => self.push(format_args!("{}", base + 9)),
            Color::Rgb(r, g, b) => self.push(format_args!("{};2;{r};{g};{b}", base + 8)),
            Color::Indexed(index) => self.push(format_args!("{};5;{index}", base + 8)),
            _ => self.push(format_args!("{}", base + ansi_offset(colour))),
        }
    }
}

/// Returns how far the parameter of one of the 16 ANSI colours is from that of black.
pub(super) fn ansi_offset(colour: Color) -> u8 {
    match colour {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        _ => 0,
    }
}
