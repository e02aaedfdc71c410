//! The questions that may come up while a review is opened.

use std::path::Path;

use jiff::Timestamp;

use crate::store::LockHolder;

use super::Failure;

/// Answers the questions that come up while a review is opened. The command line asks the user;
/// a program that opens a review cannot ask ([`Unattended`]).
pub trait Dialogue {
    /// Shows a message that needs no answer.
    fn show(&mut self, message: &str);

    /// Returns what to do when another process has the review open. `holder` is `None` until that
    /// process has written its details.
    ///
    /// # Errors
    /// The user gives up, or cannot be asked.
    fn review_is_open(&mut self, holder: Option<&LockHolder>) -> Result<WhenOpen, Failure>;

    /// Returns what to do when the extractor has failed.
    ///
    /// # Errors
    /// The user gives up, or cannot be asked.
    fn extractor_failed(&mut self, failure: Failure) -> Result<WhenFailed, Failure>;

    /// Returns whether to add the decisions of a rescued copy to the review.
    ///
    /// # Errors
    /// The user cannot be asked.
    fn takes_in(&mut self, copy: &CopyOffer<'_>) -> Result<bool, Failure>;
}

/// What to do with a review that another process has open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenOpen {
    /// Ask the other process to save and quit.
    TakeOver,
    /// Show the review without changing it.
    ReadOnly,
}

/// What to do when the extractor has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFailed {
    /// Use the built-in extractor.
    UseBuiltIn,
    /// Run the extractor again.
    RunAgain,
}

/// A copy of a review that could not be saved where it belongs.
#[derive(Clone, Copy, Debug)]
pub struct CopyOffer<'a> {
    /// The copy's file.
    pub path: &'a Path,
    /// When the review was last changed.
    pub updated: Timestamp,
    /// How many claims the copy has other decisions on.
    pub claims: usize,
}

/// Never asks: gives up if an answer is needed, and leaves rescued copies alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unattended;

impl Dialogue for Unattended {
    fn show(&mut self, _message: &str) {}

    fn review_is_open(&mut self, holder: Option<&LockHolder>) -> Result<WhenOpen, Failure> {
        let holder = match holder {
            Some(holder) => format!("process {} on {}", holder.pid(), holder.host()),
            None => "another process".to_owned(),
        };
        Err(Failure::input(format!("the review is open in {holder}")).hint("quit it there first"))
    }

    fn extractor_failed(&mut self, failure: Failure) -> Result<WhenFailed, Failure> {
        Err(failure)
    }

    fn takes_in(&mut self, _copy: &CopyOffer<'_>) -> Result<bool, Failure> {
        Ok(false)
    }
}
