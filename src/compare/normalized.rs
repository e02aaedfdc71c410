//! A token by what it means, and what kind of thing it is.

use std::ops::Range;

use crate::align::WordId;
use crate::language::{Gap, WordShape};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// Any word.
    Word,
    /// A number; its unit if it is a currency.
    Number(f64, Option<Currency>),
    /// Which in a row.
    Ordinal,
    /// Per cent.
    Percent,
    /// `6 April`, `April 6th`.
    DayMonth(u8, u8),
    /// `April`.
    Month(u8),
    /// `2014`.
    Year(u16),
    /// `Tuesday`.
    Weekday(u8),
    /// A quotation mark that opens.
    Opening,
    /// A quotation mark that closes.
    Closing,
}

/// What a number is a number of, where that changes what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Currency(pub &'static str);

/// The least that is compared: a word, or several that mean one thing.
#[derive(Clone, Debug)]
pub(super) struct NormalizedToken {
    /// Where it stands.
    pub bytes: Range<usize>,
    /// What it means.
    pub id: WordId,
    /// What it is.
    pub kind: TokenKind,
    /// What stands before it.
    pub gap: Gap,
    /// How its first word is written.
    pub shape: WordShape,
    /// Whether it ends in a possessive `'s`.
    pub is_possessive: bool,
    /// Whether it could be left out without loss: `in` before a date.
    pub is_light: bool,
}

impl NormalizedToken {
    /// Returns whether it is a quotation mark.
    pub(super) fn is_mark(&self) -> bool {
        matches!(self.kind, TokenKind::Opening | TokenKind::Closing)
    }

    /// Returns whether it says part of a date.
    pub(super) fn is_date(&self) -> bool {
        matches!(
            self.kind,
            TokenKind::DayMonth(..)
                | TokenKind::Month(_)
                | TokenKind::Year(_)
                | TokenKind::Weekday(_)
        )
    }
}
