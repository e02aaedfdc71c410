//! How a text is read as language: its words, sentences, numbers, dates, names and quotations, and
//! who says what in it. Every room that looks at words reads them here.
//!
//! The lists of words are data, in `data`, an entry a line. Nothing here knows of articles, claims
//! or sources.
//!
//! - [`words`] cuts a text into [`Word`]s, whole or in parts ([`Detail`]);
//! - [`SentenceSplitter`] finds the sentences of a line, in some thirty languages; [`Gap`] tells
//!   where they end between the words of a text;
//! - [`number`] and [`date_part`] read what begins at a word, [`dates`] all dates of a line;
//! - [`traits`], [`is_title`], [`is_place`] and their like tell what a word is, [`stem`] what it has
//!   in common with its other forms;
//! - [`quotations`], [`reporting_frames`] and [`is_verb_of_saying`] tell who says what;
//! - [`could_be_english`] and [`WordCounts`] tell whether words are English.

mod abbreviations;
mod attribution;
mod dates;
mod english;
mod frames;
mod keys;
mod lists;
mod names;
mod numbers;
mod pieces;
mod quotations;
mod sentences;
mod stems;
mod titles;
mod traits;
mod words;

pub use attribution::is_verb_of_saying;
pub use dates::{DatePart, WrittenDate, date_part, dates};
pub use english::{WordCounts, could_be_english, is_latin, is_stop_word, language};
pub use frames::reporting_frames;
pub use keys::{KeyHasher, WordKey, WordMap, WordSet};
pub use lists::set_of;
pub(crate) use lists::small_word_sets;
pub use names::{is_known, is_place, opens_sentences};
pub use numbers::{NumberValue, is_magnitude, is_ordinal, number, plain_number};
pub use quotations::{closing_marks, quotations};
pub use sentences::SentenceSplitter;
pub use stems::{is_irregular_form, stem};
pub use titles::{is_body_word, is_title, modifies_title};
pub use traits::{WordTraits, traits};
pub use words::{Detail, Gap, Word, WordShape, read, words};
