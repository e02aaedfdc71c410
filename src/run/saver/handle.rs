//! The saver's handle, through which the loop has things saved.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::app::State;
use crate::model::{Change, ClaimId};
use crate::run::message::Message;
use crate::run::saved_session;

use super::fallback::Fallback;
use super::save_to::{SaveOutcome, SaveTo};
use super::worker::{LastWrite, SaveRequest, SaverWorker, SharedLock, THREAD_NAME, locked};

/// How long the last write may take at the end of a run: a disk may hang forever.
const LAST_WRITE_LIMIT: Duration = Duration::from_secs(10);

/// The thread's handle. Without a thread, nothing is saved.
#[derive(Default)]
pub(in crate::run) struct Saver(Option<SaverThread>);

struct SaverThread {
    requests: Arc<Sender<SaveRequest>>,
    /// Receives the last write's result when the thread ends.
    last_write: Receiver<LastWrite>,
    lock: SharedLock,
    fallback: Fallback,
    /// The number of the last change sent for each claim.
    sent: HashMap<ClaimId, u64>,
}

impl Saver {
    /// Starts the thread. It calls `answer` with what was saved, what was not, and what came in.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub(in crate::run) fn start(
        save_to: Option<SaveTo>,
        answer: impl Fn(Message) + Send + 'static,
    ) -> io::Result<Self> {
        let thread = save_to.map(|save_to| SaverThread::start(save_to, answer));
        Ok(Self(thread.transpose()?))
    }

    /// Saves a change.
    pub(in crate::run) fn save(&mut self, number: u64, change: Change, at: Timestamp) {
        if let Some(thread) = &mut self.0 {
            for swap in &change.swaps {
                if let Some(claim) = swap.after.as_ref().or(swap.before.as_ref()) {
                    thread.sent.insert(claim.id.clone(), number);
                }
            }
        }
        self.request(SaveRequest::Change { number, change, at });
    }

    /// Passes on claims and hints that were found; they are written with the next change.
    pub(in crate::run) fn include(&self, change: Change, found: Option<u32>) {
        self.request(SaveRequest::Include { change, found });
    }

    /// Returns whether a claim was changed after the change with this number.
    pub(in crate::run) fn has_newer_change(&self, id: &ClaimId, known: u64) -> bool {
        let sent = self.0.as_ref().and_then(|thread| thread.sent.get(id));
        sent.is_some_and(|&number| number > known)
    }

    /// Saves the selected claim, drafts and so on.
    pub(in crate::run) fn save_session(&self, state: &State) {
        if self.0.is_some() {
            self.request(SaveRequest::Session(Box::new(saved_session::of(state))));
        }
    }

    /// Tries again to write what is not on disk.
    pub(in crate::run) fn save_again(&self) {
        self.request(SaveRequest::Retry);
    }

    /// Merges with the file if something else has changed it.
    pub(in crate::run) fn check_file(&self) {
        self.request(SaveRequest::CheckFile);
    }

    /// Writes to another file from now on.
    pub(in crate::run) fn save_elsewhere(&self, path: PathBuf) {
        self.request(SaveRequest::MoveTo(path));
    }

    /// Saves everything, waits for that up to a limit, and returns where it is. `may_lose` means
    /// that the user has agreed to lose what is not on disk. The lock is released.
    ///
    /// # Errors
    /// Says why the review is not on disk, and where a copy was saved instead.
    pub(in crate::run) fn finish(
        self,
        state: &State,
        may_lose: bool,
    ) -> Result<SaveOutcome, String> {
        self.save_session(state);
        let Some(thread) = self.0 else {
            return Ok(SaveOutcome::NothingToSave);
        };
        let fallback = thread.fallback.clone();
        match thread.last_write() {
            Ok((Ok(path), _)) => Ok(path.map_or(SaveOutcome::NothingToSave, SaveOutcome::Saved)),
            Ok((Err(_), _)) | Err(_) if may_lose => Ok(SaveOutcome::ChangesLost),
            Ok((Err(why), _)) => Err(fallback.rescue(state, why)),
            Err(why) => Err(fallback.rescue_all(state, why)),
        }
    }

    /// Ends the thread when all is on disk, and hands over what it saved to, lock included.
    ///
    /// # Errors
    /// Says why the review may not be on disk, and where a copy was saved instead.
    pub(in crate::run) fn hand_over(self, state: &State) -> Result<Option<SaveTo>, String> {
        self.save_session(state);
        let Some(thread) = self.0 else {
            return Ok(None);
        };
        let lock = Arc::clone(&thread.lock);
        let fallback = thread.fallback.clone();
        match thread.last_write() {
            Ok((Ok(_), mut save_to)) => {
                save_to.lock = locked(&lock).take();
                Ok(Some(save_to))
            }
            Ok((Err(why), _)) => Err(fallback.rescue(state, why)),
            Err(why) => Err(fallback.rescue_all(state, why)),
        }
    }

    /// Saves a copy of the review and the session file when the thread has panicked.
    pub(in crate::run) fn save_without_thread(&self, state: &State) {
        if let Some(thread) = &self.0 {
            thread.fallback.save_session(state);
            thread.fallback.copy(state);
        }
    }

    /// Returns the way to the thread, for as long as this handle exists.
    pub(super) fn requests(&self) -> Weak<Sender<SaveRequest>> {
        let thread = self.0.as_ref();
        thread.map_or_else(Weak::new, |thread| Arc::downgrade(&thread.requests))
    }

    fn request(&self, request: SaveRequest) {
        if let Some(thread) = &self.0 {
            // The thread ends early only by a panic, which `finish` reports.
            drop(thread.requests.send(request));
        }
    }

    /// Makes the handle that of a thread that never answers.
    #[cfg(test)]
    pub(super) fn lose_answer(&mut self) {
        if let Some(thread) = &mut self.0 {
            thread.last_write = mpsc::channel().1;
        }
    }
}

impl SaverThread {
    fn start(mut save_to: SaveTo, answer: impl Fn(Message) + Send + 'static) -> io::Result<Self> {
        let (requests, received) = mpsc::channel();
        let (ended, last_write) = mpsc::channel();
        let lock = Arc::new(Mutex::new(save_to.lock.take()));
        let shared = Arc::clone(&lock);
        let fallback = Fallback {
            review: save_to.writer.path().to_owned(),
            folders: save_to.folders.clone(),
            session: save_to.session.clone(),
        };
        thread::Builder::new()
            .name(THREAD_NAME.to_owned())
            .spawn(move || {
                let result = SaverWorker::new(save_to, shared, answer).run(&received);
                // The receiver is gone if that took too long.
                drop(ended.send(result));
            })?;
        Ok(Self {
            requests: Arc::new(requests),
            last_write,
            lock,
            fallback,
            sent: HashMap::new(),
        })
    }

    /// Waits until all is written and the thread has ended, up to a limit.
    fn last_write(self) -> Result<LastWrite, String> {
        drop(self.requests);
        match self.last_write.recv_timeout(LAST_WRITE_LIMIT) {
            Ok(result) => Ok(result),
            Err(RecvTimeoutError::Timeout) => {
                // Release the lock: the next process must not wait for this disk.
                let lock = self.lock.try_lock().ok().and_then(|mut lock| lock.take());
                if let Some(lock) = lock {
                    lock.release();
                }
                let review = self.fallback.review.display();
                Err(format!(
                    "the disk does not answer: {review} may not be up to date"
                ))
            }
            Err(RecvTimeoutError::Disconnected) => {
                Err("a bug in factdesk: the writer has panicked".to_owned())
            }
        }
    }
}
