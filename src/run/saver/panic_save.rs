//! The last save when the program panics.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use crate::run::message::Message;

use super::handle::Saver;
use super::worker::{SaveRequest, THREAD_NAME};

/// How long the last save may take after a panic.
const PANIC_SAVE_LIMIT: Duration = Duration::from_secs(2);

/// Saves decisions and drafts when any thread panics, if the disk is fast enough.
#[derive(Clone, Debug)]
pub(in crate::run) struct PanicSave {
    requests: Arc<Mutex<Weak<Sender<SaveRequest>>>>,
    /// To the loop, which has all of them too.
    messages: Sender<Message>,
}

impl PanicSave {
    /// Prepares for a panic.
    pub(in crate::run) fn new(messages: Sender<Message>) -> Self {
        Self {
            requests: Arc::default(),
            messages,
        }
    }

    /// Uses this saver from now on.
    pub(in crate::run) fn use_saver(&self, saver: &Saver) {
        *self.requests.lock().unwrap_or_else(PoisonError::into_inner) = saver.requests();
    }

    /// Saves: through the saver's thread, or through the loop if that thread has panicked.
    pub(in crate::run) fn run(&self) {
        let (done, is_done) = mpsc::channel();
        if thread::current().name() == Some(THREAD_NAME) {
            drop(self.messages.send(Message::SaverPanicked(done)));
        } else if let Some(requests) = self.requests.try_lock().ok().and_then(|r| r.upgrade()) {
            drop(requests.send(SaveRequest::SaveNow(done)));
        } else {
            return;
        }
        // The sender is dropped when it is done.
        let _ = is_done.recv_timeout(PANIC_SAVE_LIMIT);
    }
}
