//! Everything that can happen to a session.

use jiff::Timestamp;

use crate::model::{Change, Claim, Hint};

use super::{Catalogue, Key, MouseInput, Repeat, SideBySide, SourceAnswer};

/// What characters were dropped as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DroppedInput {
    /// The terminal has begun an answer and not ended it.
    Answer,
    /// A paste was cut off, and this may be the rest of it.
    Paste,
}

/// Something that happened outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The Esc before was not a key: the rest of an escape sequence came late. What that Esc did is
    /// undone.
    EscRetracted,
    /// Nothing was typed for a moment: the next key was not typed in one burst with the last one.
    Pause,
    /// Text was pasted in one piece (bracketed paste).
    Paste(String),
    /// Characters that may have been typed were dropped.
    InputDropped(DroppedInput),
    /// Something was done with the mouse.
    Mouse(MouseInput),
    /// The terminal has another size, in cells.
    Resize(u16, u16),
    /// Claims were found in the text up to a code point, which is the end of a line.
    ClaimsFound {
        /// The claims, in order.
        claims: Vec<Claim>,
        /// How far the text has been looked through.
        upto: u32,
    },
    /// Hints were found, in order of their places.
    HintsFound(Vec<Hint>),
    /// It was counted how many matches there are in some pieces of the text.
    MatchesCounted {
        /// The number of the search that they are for.
        search: u64,
        /// Pieces, by their numbers, and how many matches begin in each.
        counts: Vec<(usize, u32)>,
    },
    /// The changes up to a number are on disk.
    Saved {
        /// The number of the last [`Effect::Save`](super::Effect::Save) that is on disk.
        upto: u64,
        /// When the file was in place.
        at: Timestamp,
    },
    /// The article's file holds another text than the one under review, or the same one again.
    ArticleChanged(bool),
    /// The changed article was opened after the reviewer had accepted it.
    ArticleAccepted,
    /// The changed article could not be opened; why, in a few words.
    NotReopened(String),
    /// A rescued copy was taken into the review at the start, which is to be saved.
    RescueTakenIn {
        /// How many claims say something that they did not.
        claims: usize,
    },
    /// The file could not be written; what was on disk before still is.
    SaveFailed {
        /// What happened, in a few words for the bottom line.
        why: String,
    },
    /// The review file had been changed by something else, and both were merged. The change makes
    /// the review here the merged one; it is saved already, and no step of the reviewer's.
    Merged {
        /// What came in.
        change: Change,
        /// How many claims both sides had decided, and not alike.
        contested: usize,
    },
    /// Some of the sources are read.
    SourcesRead {
        /// How many bytes.
        done: u64,
        /// Of how many.
        total: u64,
    },
    /// The sources can be asked.
    SourcesReady(Catalogue),
    /// What the sources say on a claim.
    SourcesAnswered(SourceAnswer),
    /// The article beside a source, or why not.
    SideBySideReady(Result<SideBySide, String>),
    /// Claims that say the same thing as others; each group in article order.
    RepeatsFound(Vec<Vec<Repeat>>),
    /// The editor was left; the note it held, or an error.
    NoteEdited(Result<String, String>),
    /// The terminal could not be given to the editor or the shell: it takes no output.
    TerminalNotReleased,
    /// The text went to the terminal for its clipboard, or why not.
    Copied(Result<(), String>),
    /// A report was written: where, and what else there is to say of it; or why not.
    Reported(Result<String, String>),
}
