//! The thread that writes the review file and the session, change by change.

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::app::Event;
use crate::model::Change;
use crate::store::{self, Lock, LockAttempt, SaveError, Saved};

use super::super::Message;
use super::{LastWrite, SaveTo, SharedLock};

/// How long after a failed write the next one is tried, at first and at the longest. Only while
/// something is unsaved does anything run by time.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const MAX_RETRY_DELAY: Duration = Duration::from_secs(30);

/// A write that takes longer than this, as that of a very long review does, is followed by a rest
/// of some times its length, so that the disk is not kept busy with every single change. What comes
/// meanwhile goes out together, and is shown as not saved until then.
const SLOW_WRITE: Duration = Duration::from_millis(100);
const REST_FACTOR: u32 = 4;
const MAX_REST: Duration = Duration::from_secs(2);

/// How long a change waits before it is written: the picture that shows it goes first, which the
/// same processors have to draw and send.
const WRITE_DELAY: Duration = Duration::from_millis(3);

/// What the thread is asked to do.
pub(super) enum SaveRequest {
    Change {
        number: u64,
        change: Change,
        at: Timestamp,
    },
    Include {
        change: Change,
        found: Option<u32>,
    },
    Session(Box<store::SavedSession>),
    Again,
    /// The file may have been changed by something else.
    Look,
    Elsewhere(PathBuf),
    /// To write at once; the sender is dropped when that is done.
    Now(Sender<()>),
}

/// How long to rest after a write that took so long.
fn rest_after(took: Duration) -> Option<Duration> {
    (took > SLOW_WRITE).then(|| (took * REST_FACTOR).min(MAX_REST))
}

/// The thread's own things.
pub(super) struct SaverWorker<A> {
    save_to: SaveTo,
    /// The right to write; `None` if the disk has no locks.
    lock: SharedLock,
    answer: A,
    /// A session that is not written yet.
    session: Option<Box<store::SavedSession>>,
    /// The number of the last change taken in.
    taken: u64,
    /// The number of the last change that is on disk.
    on_disk: u64,
    /// Who waits for the next write.
    awaited: Option<Sender<()>>,
    /// How long to wait before the next try.
    wait: Duration,
    /// How long the last write took.
    took: Duration,
    /// When the rest after a long write is over.
    rests_until: Option<Instant>,
}

impl<A: Fn(Message)> SaverWorker<A> {
    pub(super) fn new(save_to: SaveTo, lock: SharedLock, answer: A) -> Self {
        Self {
            save_to,
            lock,
            answer,
            session: None,
            taken: 0,
            on_disk: 0,
            awaited: None,
            wait: FIRST_WAIT,
            took: Duration::ZERO,
            rests_until: None,
        }
    }

    pub(super) fn go_on(mut self, orders: &Receiver<SaveRequest>) -> LastWrite {
        loop {
            let first = if self.taken == self.on_disk {
                orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                orders.recv_timeout(self.rest().unwrap_or(self.wait))
            };
            match first {
                Ok(order) => {
                    self.take(order);
                    // What comes in this moment, or came during the last write, goes out together.
                    let until = Instant::now() + WRITE_DELAY;
                    let left = || until.saturating_duration_since(Instant::now());
                    while let Ok(order) = orders.recv_timeout(left()) {
                        self.take(order);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.end(),
            }
            // The answer has gone to the screen; what failed is tried again.
            drop(self.write());
            self.awaited = None;
        }
    }

    fn take(&mut self, order: SaveRequest) {
        match order {
            SaveRequest::Change { number, change, at } => {
                self.save_to.writer.apply(&change, at);
                self.taken = number;
            }
            SaveRequest::Include { change, found } => self.save_to.writer.include(&change, found),
            SaveRequest::Session(session) => self.session = Some(session),
            SaveRequest::Again => self.rests_until = None,
            SaveRequest::Look => self.look(),
            SaveRequest::Now(done) => {
                self.rests_until = None;
                self.awaited = Some(done);
            }
            SaveRequest::Elsewhere(path) => self.move_to(path),
        }
    }

    /// How long to rest, if there is something to write and not yet the time.
    fn rest(&self) -> Option<Duration> {
        let left = self.rests_until?.checked_duration_since(Instant::now())?;
        (self.taken > self.on_disk).then_some(left)
    }

    /// Writes what is to be written. While it rests, the session waits too: its steps would be
    /// ahead of the review.
    fn write(&mut self) -> Result<(), String> {
        if self.rest().is_some() {
            return Ok(());
        }
        let mut result = Ok(());
        if self.taken > self.on_disk {
            let began = Instant::now();
            match self.write_review() {
                Ok(saved) => {
                    let took = began.elapsed();
                    // One long write may be the disk's; two in a row are the review's.
                    let rest = rest_after(took.min(self.took));
                    self.rests_until = rest.map(|rest| Instant::now() + rest);
                    self.took = took;
                    self.on_disk = self.taken;
                    self.wait = FIRST_WAIT;
                    self.tell(Event::Saved {
                        upto: self.on_disk,
                        at: Timestamp::now(),
                    });
                    for copy in self.save_to.taken_in.drain(..) {
                        // One that stays says nothing new at the next start, and goes then.
                        drop(fs::remove_file(copy));
                    }
                    if let Some(merged) = saved.merged {
                        (self.answer)(Message::Merged(merged, self.on_disk));
                    }
                }
                Err(error) => {
                    self.wait = (self.wait * 2).min(MAX_RETRY_DELAY);
                    self.tell(Event::SaveFailed {
                        why: error.trouble.to_string(),
                    });
                    result = Err(error.to_string());
                }
            }
        }
        if let (Some(session), Some(path)) = (self.session.take(), &self.save_to.session) {
            let writer = &self.save_to.writer;
            // It is a convenience: without it the sitting begins at the first open claim.
            drop(session.write(path, writer.path(), writer.fingerprint()));
        }
        result
    }

    /// Writes the review, if nobody else has the right to by now.
    fn write_review(&mut self) -> Result<Saved, SaveError> {
        let writer = &mut self.save_to.writer;
        if let Some(lock) = held(&self.lock).as_mut() {
            lock.renew(Timestamp::now()).map_err(|trouble| SaveError {
                path: writer.path().to_owned(),
                trouble,
            })?;
        }
        writer.write()
    }

    /// Takes in what something else has written to the file, unless the next write does that.
    fn look(&mut self) {
        if self.taken == self.on_disk
            && let Some(merged) = self.save_to.writer.look()
        {
            (self.answer)(Message::Merged(merged, self.on_disk));
        }
    }

    fn tell(&self, event: Event) {
        (self.answer)(Message::Answer(event));
    }

    /// Goes over to another file, with a lock of its own.
    fn move_to(&mut self, path: PathBuf) {
        let refuse = |why: String| self.tell(Event::SaveFailed { why });
        let lock = match store::lock(&path, Timestamp::now()) {
            Ok(LockAttempt::Locked(lock)) => Some(lock),
            Ok(LockAttempt::Held(_)) => return refuse("that file is open elsewhere".to_owned()),
            Err(store::LockError::Unsupported(_)) => None,
            Err(error) => return refuse(error.to_string()),
        };
        *held(&self.lock) = lock;
        self.save_to.writer.move_to(path);
    }

    /// Writes for the last time.
    fn end(mut self) -> LastWrite {
        self.rests_until = None;
        let written = self.write().map(|()| {
            let writer = &self.save_to.writer;
            let is_there = !writer.fingerprint().is_empty();
            is_there.then(|| writer.path().to_owned())
        });
        (written, self.save_to)
    }
}

/// The lock, whatever happened to a thread that had it in hand.
pub(super) fn held(lock: &SharedLock) -> MutexGuard<'_, Option<Lock>> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_long_write_is_followed_by_a_rest() {
        assert_eq!(rest_after(Duration::from_millis(20)), None);
        assert_eq!(rest_after(SLOW_WRITE), None);
        let half = Duration::from_millis(300);
        assert_eq!(rest_after(half), Some(Duration::from_millis(1200)));
        assert_eq!(rest_after(Duration::from_secs(9)), Some(MAX_REST));
    }
}
