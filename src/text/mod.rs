//! Plain text: decoding it, addressing it by code points, wrapping it and making it harmless.
//!
//! Nothing here knows of claims, files or the terminal. All public positions are code points of
//! the decoded text (see [`Span`]); byte offsets stay inside this module and its callers' loops.

mod address;
mod blocks;
mod clean;
mod decode;
mod diff;
mod fold;
mod graphemes;
mod locate;
mod plain;
mod span;
mod units;
mod width;
mod wrap;

pub use address::is_web_address;
pub use blocks::{BlockId, Blocks};
pub use clean::{ascii_words, is_hidden, one_line, shown};
pub use decode::{DecodeError, decode};
pub use diff::{Wording, word_diff};
pub use fold::{Folded, plain_mark};
pub use graphemes::{grapheme_indices, graphemes};
pub use locate::Locator;
pub use plain::Text;
pub use span::Span;
pub use units::Unit;
pub use width::{cells, fit, fit_line, shown_cells};
pub use wrap::{Row, wrap};
