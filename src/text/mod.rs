//! Plain text: decoding it, addressing it by code points, wrapping it and making it harmless.
//!
//! Nothing here knows of claims, files or the terminal. All public positions are code points of
//! the decoded text (see [`Span`]); byte offsets stay inside this module and its callers' loops.

mod address;
mod blocks;
mod decode;
mod fit;
mod fold;
mod footnotes;
mod graphemes;
mod harmless;
mod indexed_text;
mod locate;
mod span;
mod units;
mod width;
mod wrap;

pub use address::is_web_address;
pub use blocks::{BlockId, Blocks};
pub use decode::{DecodeError, decode};
pub use fit::{fit, fit_line};
pub use fold::{Folded, plain_mark};
pub use footnotes::footnote_marks;
pub use graphemes::{grapheme_indices, graphemes};
pub use harmless::{ascii_words, is_hidden, one_line, shown, shown_cells};
pub use indexed_text::Text;
pub use locate::Locator;
pub use span::Span;
pub use units::TextUnit;
pub use width::{cells, is_certain};
pub use wrap::{WrappedRow, wrap};
