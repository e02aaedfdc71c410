//! What does not change during a session.

use jiff::tz::TimeZone;

use crate::model::Article;
use crate::text::Span;

use super::{Command, Keymap};

/// Returns what a passage of an article can be split into.
pub type PassageSplitter = fn(&Article, Span) -> Vec<Span>;

/// The name of a report format, and what it is.
pub type ReportChoice = (&'static str, &'static str);

/// The settings of a session.
#[derive(Clone, Debug)]
pub struct SessionSettings {
    pub(super) keymap: Keymap,
    pub(super) is_read_only: bool,
    pub(super) moves_on: bool,
    pub(super) splitter: PassageSplitter,
    pub(super) reports: Vec<ReportChoice>,
    pub(super) zone: TimeZone,
}

impl SessionSettings {
    /// Returns the keys.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Returns whether nothing may be changed.
    pub fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Returns the time zone of the times on the screen.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Returns whether a verdict is followed by the next open claim.
    pub(super) fn moves_on(&self) -> bool {
        self.moves_on
    }

    /// Returns what a passage can be split into: this room knows no extractor.
    pub(super) fn parts(&self, article: &Article, passage: Span) -> Vec<Span> {
        (self.splitter)(article, passage)
    }

    /// Returns the report formats: this room writes none.
    pub(super) fn reports(&self) -> &[ReportChoice] {
        &self.reports
    }

    /// Returns the key of a command as messages name it.
    pub(super) fn key(&self, command: Command) -> String {
        self.keymap.sign(command, false)
    }
}
