//! What can go wrong with our files, and what to do about it.
//!
//! The texts are for people: each names the file, what happened, and what to do next. Whatever
//! is in a file or in its name is made harmless before it gets in here.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::text::one_line;

use super::{LockHolder, schema, shown_path};

/// What to do about a review that holds something wrong.
const FIX_OR_MOVE: &str = "fix it, or move it away to start again; factdesk does not change it";

/// What to do about something that is not a review.
const MOVE_OR_RENAME: &str = "move it away, or name another file with --output";

/// Why a review cannot be read. Never holds a control character; [`LoadError::hint`] says what to do.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The operating system says no.
    #[error("cannot read {}: {}", shown_path(path), one_line(&source.to_string()))]
    Io {
        /// The file.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
    /// A directory, a device, a pipe.
    #[error("cannot read {}: it is not a file", shown_path(path))]
    NotAFile {
        /// What is there.
        path: PathBuf,
    },
    /// A symbolic link to nothing. Most likely a disk is not mounted; a new review must not take
    /// the place of the one that is there.
    #[error(
        "cannot read {}: it is a link to {}, which does not exist",
        shown_path(path),
        shown_path(target)
    )]
    DanglingLink {
        /// The link.
        path: PathBuf,
        /// Where it leads.
        target: PathBuf,
    },
    /// More than this program is willing to read.
    #[error("cannot read {}: it is longer than 1 GiB", shown_path(path))]
    TooLong {
        /// The file.
        path: PathBuf,
    },
    /// Not UTF-8.
    #[error("cannot read {}: not UTF-8 at byte {at}", shown_path(path))]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first bad byte.
        at: usize,
    },
    /// Not JSON, or not all of it.
    #[error("cannot read {}: it is not proper JSON: {problem}", shown_path(path))]
    NotJson {
        /// The file.
        path: PathBuf,
        /// What is wrong, and in which line and column.
        problem: String,
    },
    /// JSON, but something else.
    #[error(
        "cannot read {}: it is not a review: its \"format\" is not \"{}\"",
        shown_path(path),
        schema::FORMAT
    )]
    NotAReview {
        /// The file.
        path: PathBuf,
    },
    /// Written by a newer program.
    #[error(
        "cannot read {}: it is of version {version}, and this factdesk knows versions up to {}",
        shown_path(path),
        schema::VERSION
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// What it says of itself.
        version: String,
    },
    /// A value that cannot be.
    #[error("cannot read {}: {place}: {problem}", shown_path(path))]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Where in it: `claims[3].end`.
        place: String,
        /// What is wrong with it.
        problem: String,
    },
}

impl LoadError {
    /// Returns what to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Io { .. } => "the review is unchanged",
            Self::NotAFile { .. } | Self::NotAReview { .. } => MOVE_OR_RENAME,
            Self::DanglingLink { .. } => "mount the disk it is on, or remove the link",
            Self::TooLong { .. } => "move it away to start again",
            Self::NotUtf8 { .. } | Self::NotJson { .. } | Self::Invalid { .. } => FIX_OR_MOVE,
            Self::Newer { .. } => "get a newer factdesk; the review is unchanged",
        }
    }
}

/// Why something is not on disk. Its text is the long form; [`SaveProblem`]'s fits the bottom line.
#[derive(Debug, Error)]
#[error("cannot save {}: {trouble} ({}){}", shown_path(path), trouble.advice(), trouble.detail())]
pub struct SaveError {
    /// The file that was to be written.
    pub path: PathBuf,
    /// What is in the way.
    pub trouble: SaveProblem,
}

/// What is in the way of saving. Its text is a few words without the file's name.
#[derive(Debug, Error)]
pub enum SaveProblem {
    /// No space left.
    #[error("the disk is full")]
    DiskFull,
    /// The user's share of the disk is used up.
    #[error("your disk quota is used up")]
    Quota,
    /// The file system is mounted read-only.
    #[error("the disk is read-only")]
    ReadOnlyDisk,
    /// The folder does not let this user write.
    #[error("no permission to write there")]
    Permission,
    /// The review itself has been made read-only.
    #[error("the file is write-protected")]
    WriteProtected,
    /// The device or the network behind it fails.
    #[error("the disk reports an error")]
    Device,
    /// The folder is gone, or is not a folder.
    #[error("the folder is not there")]
    NoFolder,
    /// Something else than a file has the review's name.
    #[error("there is something there that is not a file")]
    NotAFile,
    /// The review's name is a link to nothing.
    #[error("it is a link to nothing: {}", shown_path(.0))]
    DanglingLink(PathBuf),
    /// The review has become longer than what would be read again.
    #[error("the review is longer than 1 GiB")]
    TooLong,
    /// Something else has written to the file, and what is there now cannot be read.
    #[error("the file was changed by something else and cannot be read now")]
    Unreadable(#[source] Box<LoadError>),
    /// The file is now another reviewer's review.
    #[error("the file has become the review of {}", one_line(.0))]
    OtherReviewer(String),
    /// What is there now counts in another text.
    #[error("the file has become one of another version of the article")]
    OtherText,
    /// The lock was lost, and another process has it.
    #[error("{} writes this review now", holder_in_words(.0.as_deref()))]
    OtherWriter(Option<Box<LockHolder>>),
    /// Something else writes to the file again and again.
    #[error("something else is writing to the file all the time")]
    Restless,
    /// The review holds something that could not be read again.
    #[error("a bug in factdesk: what it would write is not a review: {0}")]
    Bug(String),
    /// Anything else.
    #[error("{}", one_line(&.0.to_string()))]
    Other(#[source] io::Error),
}

fn holder_in_words(holder: Option<&LockHolder>) -> String {
    match holder {
        Some(holder) if holder.is_here() => format!("process {}", holder.pid()),
        Some(holder) => format!("process {} on {}", holder.pid(), holder.host()),
        None => "another process".to_owned(),
    }
}

impl SaveProblem {
    /// Returns what to do about it, in a few words.
    pub fn advice(&self) -> &'static str {
        match self {
            SaveProblem::DiskFull => "make room, or save elsewhere",
            SaveProblem::Quota => "remove some of your files, or save elsewhere",
            SaveProblem::ReadOnlyDisk | SaveProblem::Permission | SaveProblem::NoFolder => {
                "save elsewhere"
            }
            SaveProblem::WriteProtected => "allow it with chmod u+w, or save elsewhere",
            SaveProblem::Device => "save elsewhere, and have the disk looked at",
            SaveProblem::NotAFile => "move it away, or save elsewhere",
            SaveProblem::DanglingLink(_) => "mount that disk or remove the link, or save elsewhere",
            SaveProblem::TooLong => "split the article",
            SaveProblem::Unreadable(_) => {
                "it is left as it is: fix it or move it away, or save elsewhere"
            }
            SaveProblem::OtherReviewer(_) => "it is left as it is: save elsewhere",
            SaveProblem::OtherText => {
                "it is left as it is: save elsewhere, or quit and open it again"
            }
            SaveProblem::OtherWriter(_) => "quit it there, or save elsewhere",
            SaveProblem::Restless => "stop it, or save elsewhere",
            SaveProblem::Bug(_) => "the file is left as it was; please report this",
            SaveProblem::Other(_) => "try again, or save elsewhere",
        }
    }

    /// What is too long for the bottom line.
    fn detail(&self) -> String {
        match self {
            SaveProblem::Unreadable(error) => format!(": {error}"),
            _ => String::new(),
        }
    }
}

impl From<io::Error> for SaveProblem {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull => SaveProblem::DiskFull,
            Kind::QuotaExceeded => SaveProblem::Quota,
            Kind::ReadOnlyFilesystem => SaveProblem::ReadOnlyDisk,
            Kind::PermissionDenied => SaveProblem::Permission,
            Kind::NotFound | Kind::NotADirectory => SaveProblem::NoFolder,
            _ if error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) => {
                SaveProblem::Device
            }
            _ => SaveProblem::Other(error),
        }
    }
}
