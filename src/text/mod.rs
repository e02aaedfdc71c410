//! Plain text: decoding it, addressing it by code points, wrapping it and making it harmless.
//!
//! Nothing here knows of claims, files or the terminal. All public positions are code points of
//! the decoded text (see [`Span`]); byte offsets stay inside this module and its callers' loops.

mod address;
mod blocks;
mod clean;
mod decode;
mod diff;
mod fit;
mod fold;
mod footnotes;
mod graphemes;
mod locate;
mod plain;
mod reporting;
mod span;
mod units;
mod width;
mod wrap;

pub use address::is_web_address;
pub use blocks::{BlockId, Blocks};
pub use clean::{is_hidden, one_line, shown};
pub use decode::{DecodeError, decode};
pub use diff::{Wording, word_diff};
pub use fit::{fit, fit_line};
pub use fold::{Folded, plain_mark};
pub use footnotes::footnote_marks;
pub use graphemes::{grapheme_indices, graphemes};
pub use locate::Locator;
pub use plain::Text;
pub use reporting::{VERBS_OF_SAYING, reporting_frames};
pub use span::Span;
pub use units::Unit;
pub use width::{cells, is_certain};
pub use wrap::{Row, wrap};
