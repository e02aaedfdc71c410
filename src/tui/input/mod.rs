//! Turns the terminal's bytes into events.
//!
//! A terminal sends everything in one stream: keys, pasted text, the mouse, and answers to questions
//! that we or an earlier program asked. [`Decoder`] separates them, wherever the line tears the stream
//! and however late the pieces come. It reads nothing and has no clock: the caller passes bytes and
//! the time they came.
//!
//! - `decoder`: what waits for more bytes, for how long, and what becomes of it then.
//! - `parser`: where each key, sequence and string begins and ends.
//! - `late`: the rest of a sequence whose `ESC` was taken for the Esc key.
//! - `paste`: pasted text, and the rest of a paste that was cut off.
//! - `sequence`: the key or mouse button of a complete sequence.
//! - `background`: the answer to the one question we ask.

mod background;
mod decoder;
mod late;
mod parser;
mod paste;
mod sequence;
#[cfg(test)]
mod tests;

pub use decoder::Decoder;
pub use parser::Input;
