//! Screen and keyboard.
//!
//! Draws a [`State`](crate::app::State) without changing it, and turns the terminal's bytes into
//! [`Event`](crate::app::Event)s. Knows no files and no clock.

mod backend;
pub mod input;
mod screen;
mod terminal;
mod theme;
pub mod view;

pub use screen::Screen;
pub use terminal::{TerminalGuard, write_in_time};
pub use theme::{Colours, Palette, Theme};
