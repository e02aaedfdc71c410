//! The thread that writes the review file and the session, change by change.

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::app::Event;
use crate::model::Change;
use crate::run::message::Message;
use crate::store::{self, Lock, LockAttempt, SaveError, Saved};

use super::save_to::SaveTo;

/// How long after a failed write the next one is tried: at first, and at most. There is a timer only
/// while something is unsaved.
const MIN_RETRY_DELAY: Duration = Duration::from_secs(1);
const MAX_RETRY_DELAY: Duration = Duration::from_secs(30);

/// A write that takes longer than this, as for a very long review, is followed by a pause of a multiple
/// of its length, so that the disk is not busy with every single change. Changes meanwhile are written
/// together, and shown as unsaved until then.
const SLOW_WRITE: Duration = Duration::from_millis(100);
const PAUSE_FACTOR: u32 = 4;
const MAX_PAUSE: Duration = Duration::from_secs(2);

/// How long a change waits before it is written: the frame that shows it goes first, on the same
/// processors.
const WRITE_DELAY: Duration = Duration::from_millis(3);

/// The name of the thread, for debugging a process that hangs.
pub(super) const THREAD_NAME: &str = "saver";

/// The right to write. It can be released even if the thread that writes hangs.
pub(super) type SharedLock = Arc<Mutex<Option<Lock>>>;

/// The result of the last write: the file if there is one, or why it is not up to date.
pub(super) type LastWrite = (Result<Option<PathBuf>, String>, SaveTo);

/// What the thread is to do.
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
    /// Tries again to write what is not on disk.
    Retry,
    /// Merges with the file if something else has changed it.
    CheckFile,
    /// Writes to another file from now on.
    MoveTo(PathBuf),
    /// Writes at once; the sender is dropped when that is done.
    SaveNow(Sender<()>),
}

/// Returns how long to pause after a write that took this long.
fn pause_after(took: Duration) -> Option<Duration> {
    (took > SLOW_WRITE).then(|| (took * PAUSE_FACTOR).min(MAX_PAUSE))
}

/// The state of the thread.
pub(super) struct SaverWorker<A> {
    save_to: SaveTo,
    /// The right to write; `None` if the file system has no locks.
    lock: SharedLock,
    answer: A,
    /// A session that is not written yet.
    session: Option<Box<store::SavedSession>>,
    /// The number of the last change taken in.
    taken: u64,
    /// The number of the last change that is on disk.
    on_disk: u64,
    /// Dropped after the next write, which wakes a waiting thread.
    awaited: Option<Sender<()>>,
    /// How long to wait before the next try.
    retry_delay: Duration,
    /// How long the last write took.
    took: Duration,
    /// When the pause after a long write is over.
    paused_until: Option<Instant>,
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
            retry_delay: MIN_RETRY_DELAY,
            took: Duration::ZERO,
            paused_until: None,
        }
    }

    /// Handles requests until the handle is dropped.
    pub(super) fn run(mut self, requests: &Receiver<SaveRequest>) -> LastWrite {
        loop {
            let first = if self.taken == self.on_disk {
                requests.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                requests.recv_timeout(self.pause().unwrap_or(self.retry_delay))
            };
            match first {
                Ok(request) => {
                    self.take(request);
                    // Requests that come now, or came during the last write, are written together.
                    let until = Instant::now() + WRITE_DELAY;
                    let left = || until.saturating_duration_since(Instant::now());
                    while let Ok(request) = requests.recv_timeout(left()) {
                        self.take(request);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.end(),
            }
            // The result has been sent to the screen; what failed is tried again.
            drop(self.write());
            self.awaited = None;
        }
    }

    fn take(&mut self, request: SaveRequest) {
        match request {
            SaveRequest::Change { number, change, at } => {
                self.save_to.writer.apply(&change, at);
                self.taken = number;
            }
            SaveRequest::Include { change, found } => self.save_to.writer.include(&change, found),
            SaveRequest::Session(session) => self.session = Some(session),
            SaveRequest::Retry => self.paused_until = None,
            SaveRequest::CheckFile => self.check_file(),
            SaveRequest::SaveNow(done) => {
                self.paused_until = None;
                self.awaited = Some(done);
            }
            SaveRequest::MoveTo(path) => self.move_to(path),
        }
    }

    /// Returns how long to wait if there is something to write, but not yet.
    fn pause(&self) -> Option<Duration> {
        let left = self.paused_until?.checked_duration_since(Instant::now())?;
        (self.taken > self.on_disk).then_some(left)
    }

    /// Writes what is unsaved. In a pause the session waits too: its steps to undo would be ahead of
    /// the review.
    fn write(&mut self) -> Result<(), String> {
        if self.pause().is_some() {
            return Ok(());
        }
        let result = match self.taken > self.on_disk {
            true => self.write_changes(),
            false => Ok(()),
        };
        self.write_session();
        result
    }

    fn write_changes(&mut self) -> Result<(), String> {
        let began = Instant::now();
        match self.write_review() {
            Ok(saved) => {
                self.written(saved, began.elapsed());
                Ok(())
            }
            Err(error) => {
                self.retry_delay = (self.retry_delay * 2).min(MAX_RETRY_DELAY);
                self.send(Event::SaveFailed {
                    why: error.trouble.to_string(),
                });
                Err(error.to_string())
            }
        }
    }

    /// Notes and reports that everything is on disk, after a write that took this long.
    fn written(&mut self, saved: Saved, took: Duration) {
        // One long write may be due to the disk; two in a row are due to the review.
        let pause = pause_after(took.min(self.took));
        self.paused_until = pause.map(|pause| Instant::now() + pause);
        self.took = took;
        self.on_disk = self.taken;
        self.retry_delay = MIN_RETRY_DELAY;
        self.send(Event::Saved {
            upto: self.on_disk,
            at: Timestamp::now(),
        });
        for copy in self.save_to.taken_in.drain(..) {
            // A copy that stays has nothing new at the next start, and is removed then.
            drop(fs::remove_file(copy));
        }
        if let Some(merged) = saved.merged {
            (self.answer)(Message::Merged(merged, self.on_disk));
        }
    }

    fn write_session(&mut self) {
        if let (Some(session), Some(path)) = (self.session.take(), &self.save_to.session) {
            let writer = &self.save_to.writer;
            // It is a convenience: without it the next session begins at the first open claim.
            drop(session.write(path, writer.path(), writer.fingerprint()));
        }
    }

    /// Writes the review, unless another process has the lock by now.
    fn write_review(&mut self) -> Result<Saved, SaveError> {
        let writer = &mut self.save_to.writer;
        if let Some(lock) = locked(&self.lock).as_mut() {
            lock.renew(Timestamp::now()).map_err(|trouble| SaveError {
                path: writer.path().to_owned(),
                trouble,
            })?;
        }
        writer.write()
    }

    /// Merges with the file if something else has written it, unless the next write does that.
    fn check_file(&mut self) {
        if self.taken == self.on_disk
            && let Some(merged) = self.save_to.writer.look()
        {
            (self.answer)(Message::Merged(merged, self.on_disk));
        }
    }

    fn send(&self, event: Event) {
        (self.answer)(Message::Answer(event));
    }

    /// Writes to another file from now on, with a lock of its own.
    fn move_to(&mut self, path: PathBuf) {
        let refuse = |why: String| self.send(Event::SaveFailed { why });
        let lock = match store::lock(&path, Timestamp::now()) {
            Ok(LockAttempt::Locked(lock)) => Some(lock),
            Ok(LockAttempt::Held(_)) => {
                return refuse("that file is open in another factdesk".to_owned());
            }
            Err(store::LockError::Unsupported(_)) => None,
            Err(error) => return refuse(error.to_string()),
        };
        *locked(&self.lock) = lock;
        self.save_to.writer.move_to(path);
    }

    /// Writes for the last time.
    fn end(mut self) -> LastWrite {
        self.paused_until = None;
        let written = self.write().map(|()| {
            let writer = &self.save_to.writer;
            let is_there = !writer.fingerprint().is_empty();
            is_there.then(|| writer.path().to_owned())
        });
        (written, self.save_to)
    }
}

/// Returns what is in the lock's mutex, even if a thread panicked while it held it.
pub(super) fn locked(lock: &SharedLock) -> MutexGuard<'_, Option<Lock>> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_long_write_is_followed_by_a_pause() {
        assert_eq!(pause_after(Duration::from_millis(20)), None);
        assert_eq!(pause_after(SLOW_WRITE), None);
        let half = Duration::from_millis(300);
        assert_eq!(pause_after(half), Some(Duration::from_millis(1200)));
        assert_eq!(pause_after(Duration::from_secs(9)), Some(MAX_PAUSE));
    }
}
