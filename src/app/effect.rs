//! Everything the outside can be asked to do.

use crate::model::Change;

use super::{CountJob, SourceQuestion};

/// Something to be done outside, in the order given.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write a change to the review file.
    Save {
        /// Counts up by one with each change.
        number: u64,
        /// The change.
        change: Change,
    },
    /// Let the writer of the review file know what was found. That alone is no reason to write.
    TellWriter {
        /// What was found.
        change: Change,
        /// How far claims have been found, in code points; none when all have been.
        found: Option<u32>,
    },
    /// Keep the place, the half-typed text and so on: something of them changed that must not be
    /// lost, though it is not a decision.
    SaveSession,
    /// Search what is too long to be searched while a key waits;
    /// [`Event::MatchesCounted`](super::Event::MatchesCounted) answers.
    CountMatches(CountJob),
    /// Hand a text to the terminal's clipboard.
    Copy(String),
    /// Open a text in the user's editor; [`Event::NoteEdited`](super::Event::NoteEdited) answers.
    Edit(String),
    /// Write a report of the review as it is, in the form of this name;
    /// [`Event::Reported`](super::Event::Reported) answers.
    Report(&'static str),
    /// Ask the sources.
    AskSources(SourceQuestion),
    /// Write the sheet with the open claims for a person;
    /// [`Event::Reported`](super::Event::Reported) answers.
    Questions(String),
    /// Have the terminal send what is done with the mouse, or keep it to itself.
    Mouse(bool),
    /// Stop, as Ctrl-Z does, and come back with `fg`.
    Suspend,
    /// Draw everything afresh.
    Redraw,
    /// Write what is not on disk at once: after a failure, or before leaving.
    SaveAgain,
    /// Write the review to another file from now on. A `~/` at the beginning is the reviewer's
    /// home.
    SaveElsewhere(String),
    /// Open the article again: its file has changed, and the reviewer has accepted that.
    Reopen,
    /// Leave: everything is on disk, or the reviewer has said that it need not be.
    Quit,
}
