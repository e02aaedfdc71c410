//! Screen and keyboard.
//!
//! Draws a [`State`](crate::app::State) and changes nothing in it; turns what the terminal sends
//! into [`Event`](crate::app::Event)s. Knows no file and no clock.

pub mod input;
mod loose;
mod screen;
mod strokes;
mod terminal;
mod theme;
pub mod view;

pub use screen::Screen;
pub use terminal::{Session, write_in_time};
pub use theme::{Colours, Palette, Theme};
