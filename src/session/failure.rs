//! Why something cannot be done, and what to do about it.

use std::fmt;

use crate::store::LoadError;

/// Which exit code a failure has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The input or the disk.
    Input,
    /// The arguments.
    Usage,
}

/// Why something cannot be done. Safe to print whatever the files in question hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which exit code it has.
    pub kind: FailureKind,
    /// What happened, and to which file.
    pub message: String,
    /// What to do next, a sentence each.
    pub hints: Vec<String>,
}

impl Failure {
    /// Returns a failure of the input or the disk.
    pub fn input(message: impl fmt::Display) -> Self {
        Self::new(FailureKind::Input, &message)
    }

    /// Returns a mistake in the arguments.
    pub fn usage(message: impl fmt::Display) -> Self {
        Self::new(FailureKind::Usage, &message)
    }

    fn new(kind: FailureKind, message: &dyn fmt::Display) -> Self {
        Self {
            kind,
            message: message.to_string(),
            hints: Vec::new(),
        }
    }

    /// Returns the failure with one more thing to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Self::input(&error).hint(error.hint())
    }
}

/// In one sentence, with what to do in parentheses.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match self.hints.is_empty() {
            true => Ok(()),
            false => write!(f, " ({})", self.hints.join("; ")),
        }
    }
}

impl std::error::Error for Failure {}
