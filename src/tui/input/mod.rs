//! From the terminal's bytes to events.
//!
//! Everything a terminal sends comes through one stream: keys, pasted text, the mouse, and answers to
//! questions that we or an earlier program asked. [`Decoder`] separates them, wherever the line tears
//! the stream and however long the pieces take. It reads nothing and has no clock: the caller hands it
//! bytes with the time they came.
//!
//! - `decoder`: what waits, how long, and what becomes of it then.
//! - `framing`: where each key, sequence and string begins and ends.
//! - `late`: the rest of a sequence whose `ESC` was taken for the Esc key.
//! - `paste`: pasted text, and what still comes of a paste that was cut off.
//! - `sequence`: which key a complete sequence stands for.
//! - `background`: the answer to the one question we ask.

mod background;
mod decoder;
mod late;
mod parser;
mod paste;
mod sequence;
#[cfg(test)]
mod tests;

pub use decoder::{Decoder, Input};
