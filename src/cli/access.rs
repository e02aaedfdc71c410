//! Who may write a review: nobody twice. Asks what to do when somebody has it open already.

use std::path::Path;
use std::time::Duration;

use crate::run;
use crate::store::{self, Lock, LockAttempt, LockError, LockHolder};

use super::prompt::ask;
use super::{Failure, zone};

/// How long the other process has to save and leave.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a run may do with the review file.
pub(super) enum Access {
    /// Read and write it; without a lock where the disk knows none.
    Write(Option<Lock>),
    /// Only look.
    Read,
}

/// Gets the right to write a review; asks the user if another process has it.
///
/// # Errors
/// The user gave up, or the other one does not leave.
pub(super) fn access(review: &Path) -> Result<Access, Failure> {
    match store::lock(review, run::now()) {
        Ok(LockAttempt::Locked(lock)) => {
            lock.remove_leftovers();
            Ok(Access::Write(Some(lock)))
        }
        Ok(LockAttempt::Held(holder)) => choose(review, holder.as_ref()),
        Err(error @ LockError::Unsupported(_)) => {
            eprintln!("factdesk: {error}");
            Ok(Access::Write(None))
        }
        Err(error) => Err(Failure::input(error)),
    }
}

fn choose(review: &Path, holder: Option<&LockHolder>) -> Result<Access, Failure> {
    let can_take_over = holder.is_none_or(LockHolder::is_here);
    eprintln!("This review is open already: {}.", described(holder));
    if can_take_over {
        eprintln!("  t  take it over: the other one saves and leaves");
    } else {
        eprintln!("     it is on another machine: to take it over, quit it there first");
    }
    eprintln!("  r  read only: look, and decide nothing");
    eprintln!("  g  give up");
    loop {
        let answer = ask(if can_take_over {
            "t, r or g? "
        } else {
            "r or g? "
        })?;
        match answer.as_deref() {
            Some("t") if can_take_over => {
                return store::take_over(review, run::now(), PATIENCE)
                    .map(|lock| Access::Write(Some(lock)))
                    .map_err(Failure::input);
            }
            Some("r") => return Ok(Access::Read),
            Some("g" | "q") | None => {
                return Err(Failure::input("given up; the review is open elsewhere"));
            }
            _ => {}
        }
    }
}

fn described(holder: Option<&LockHolder>) -> String {
    match holder {
        None => "in a process that has not said which".to_owned(),
        Some(holder) => format!(
            "in process {} on {}, since {}",
            holder.pid(),
            holder.host(),
            holder
                .since()
                .to_zoned_datetime(zone::local())
                .strftime("%Y-%m-%d %H:%M")
        ),
    }
}
