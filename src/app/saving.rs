//! What is on disk and what is not yet.

use jiff::Timestamp;

/// How far the review file is behind the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saving {
    sent: u64,
    on_disk: u64,
    at: Option<Timestamp>,
    failure: Option<String>,
    /// Whether to quit as soon as everything is on disk.
    is_quitting: bool,
    /// Whether to open the changed article as soon as everything is on disk.
    is_reopening: bool,
}

impl Saving {
    /// Returns the state of a session whose file was last written at a moment, or not at all.
    pub fn since(at: Option<Timestamp>) -> Self {
        Self {
            at,
            ..Self::default()
        }
    }

    /// Gives the next change its number.
    pub fn next_number(&mut self) -> u64 {
        self.sent += 1;
        self.sent
    }

    /// Returns whether anything was ever to be saved.
    pub fn has_sent(&self) -> bool {
        self.sent > 0
    }

    /// Notes that the changes up to a number are on disk.
    pub fn saved(&mut self, upto: u64, at: Timestamp) {
        self.on_disk = self.on_disk.max(upto);
        self.at = Some(at);
        self.failure = None;
    }

    /// Notes that the file could not be written.
    pub fn failed(&mut self, why: String) {
        self.failure = Some(why);
    }

    /// Returns whether everything on the screen is on disk.
    pub fn is_saved(&self) -> bool {
        self.sent == self.on_disk
    }

    /// Returns when the file was last written.
    pub fn at(&self) -> Option<Timestamp> {
        self.at
    }

    /// Returns why the last write failed, while that is so.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// Returns whether to quit as soon as everything is on disk.
    pub(super) fn is_quitting(&self) -> bool {
        self.is_quitting
    }

    /// Quits as soon as everything is on disk, or no longer.
    pub(super) fn set_quitting(&mut self, is_quitting: bool) {
        self.is_quitting = is_quitting;
    }

    /// Returns whether to open the changed article as soon as everything is on disk.
    pub(super) fn is_reopening(&self) -> bool {
        self.is_reopening
    }

    /// Opens the changed article as soon as everything is on disk, or no longer.
    pub(super) fn set_reopening(&mut self, is_reopening: bool) {
        self.is_reopening = is_reopening;
    }
}
