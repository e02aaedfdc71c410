//! The right to write a review: one process has it at a time.

use std::path::Path;
use std::time::Duration;

use crate::run;
use crate::store::{self, Lock, LockAttempt, LockError};

use super::{Dialogue, Failure, WhenOpen};

/// How long the other process has to save and quit.
const TAKE_OVER_LIMIT: Duration = Duration::from_secs(5);

/// What may be done with the review file.
pub(super) enum Access {
    /// Read and write it. There is no lock if the file system has none.
    Write(Option<Lock>),
    /// Read it only.
    Read,
}

/// Gets the right to write a review; asks what to do if another process has it.
///
/// # Errors
/// The user gave up, or the other process does not quit.
pub(super) fn access(review: &Path, dialogue: &mut dyn Dialogue) -> Result<Access, Failure> {
    match store::lock(review, run::now()) {
        Ok(LockAttempt::Locked(lock)) => {
            lock.remove_leftovers();
            Ok(Access::Write(Some(lock)))
        }
        Ok(LockAttempt::Held(holder)) => match dialogue.review_is_open(holder.as_ref())? {
            WhenOpen::ReadOnly => Ok(Access::Read),
            WhenOpen::TakeOver => store::take_over(review, run::now(), TAKE_OVER_LIMIT)
                .map(|lock| Access::Write(Some(lock)))
                .map_err(Failure::input),
        },
        Err(error @ LockError::Unsupported(_)) => {
            dialogue.show(&error.to_string());
            Ok(Access::Write(None))
        }
        Err(error) => Err(Failure::input(error)),
    }
}
