//! Saving on a thread of its own, so that no key ever waits for the disk.

mod worker;

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::app::State;
use crate::model::{Change, ClaimId};
use crate::store::{self, Folders, Lock, ReviewWriter};

use super::Message;
use worker::{SaveRequest, SaverWorker, held};

/// How long the last write may take after a panic.
const PANIC_SAVE_LIMIT: Duration = Duration::from_secs(2);

/// How long the last write may take at the end of a run: a disk may hang for ever.
const LAST_WRITE: Duration = Duration::from_secs(10);

/// How long a copy, and the half-typed words, may take to be written elsewhere then.
const LAST_RESORT: Duration = Duration::from_secs(5);

/// What the thread is called.
const THREAD: &str = "saver";

/// Where things are written.
#[derive(Debug)]
pub struct SaveTo {
    /// The writer of the review file.
    pub writer: ReviewWriter,
    /// The right to write it; `None` if the disk has no locks.
    pub lock: Option<Lock>,
    /// The file for the place in the list, half-typed words and so on; `None` if there is no
    /// state folder.
    pub session: Option<PathBuf>,
    /// This user's folders, where a copy is put when the program ends and the review cannot be
    /// written.
    pub folders: Option<Folders>,
    /// Rescued copies that the review has taken in: they are removed once it is on disk.
    pub taken_in: Vec<PathBuf>,
}

/// What was kept of a sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// Everything, in this file.
    In(PathBuf),
    /// There was nothing to keep: no file was ever written.
    Nothing,
    /// Not everything, and the reviewer agreed to that.
    NotAll,
}

/// The thread's handle; without a thread, nothing is saved.
#[derive(Default)]
pub(super) struct Saver(Option<SaverHandle>);

struct SaverHandle {
    orders: Arc<Sender<SaveRequest>>,
    /// The outcome, once the thread ends.
    outcome: Receiver<LastWrite>,
    lock: SharedLock,
    /// Where the review is written, and where a copy of it may go.
    place: PathBuf,
    folders: Option<Folders>,
    /// The file for the half-typed words.
    session: Option<PathBuf>,
    /// The number of the last change sent for each claim.
    sent: HashMap<ClaimId, u64>,
}

/// The right to write, which is given back even if the thread that writes hangs.
type SharedLock = Arc<Mutex<Option<Lock>>>;

/// The outcome of the last write: the file there is, if any, or why it is not up to date.
type LastWrite = (Result<Option<PathBuf>, String>, SaveTo);

impl Saver {
    /// Starts the thread. `answer` is told what was saved, what was not, and what came in.
    pub(super) fn start(
        save_to: Option<SaveTo>,
        answer: impl Fn(Message) + Send + 'static,
    ) -> io::Result<Self> {
        let thread = save_to.map(|mut save_to| -> io::Result<SaverHandle> {
            let (orders, received) = mpsc::channel();
            let (ended, outcome) = mpsc::channel();
            let lock = Arc::new(Mutex::new(save_to.lock.take()));
            let shared = Arc::clone(&lock);
            let place = save_to.writer.path().to_owned();
            let folders = save_to.folders.clone();
            let session = save_to.session.clone();
            // Its name is for whoever looks at a process that hangs.
            thread::Builder::new()
                .name(THREAD.to_owned())
                .spawn(move || {
                    let outcome = SaverWorker::new(save_to, shared, answer).go_on(&received);
                    // Nobody waits any more if that took too long.
                    drop(ended.send(outcome));
                })?;
            Ok(SaverHandle {
                orders: Arc::new(orders),
                outcome,
                lock,
                place,
                folders,
                session,
                sent: HashMap::new(),
            })
        });
        Ok(Self(thread.transpose()?))
    }

    /// Has a change written.
    pub(super) fn change(&mut self, number: u64, change: Change, at: Timestamp) {
        if let Some(thread) = &mut self.0 {
            for swap in &change.swaps {
                if let Some(claim) = swap.after.as_ref().or(swap.before.as_ref()) {
                    thread.sent.insert(claim.id.clone(), number);
                }
            }
        }
        self.order(SaveRequest::Change { number, change, at });
    }

    /// Lets the writer know of claims and hints that were found.
    pub(super) fn include(&self, change: Change, found: Option<u32>) {
        self.order(SaveRequest::Include { change, found });
    }

    /// Tells whether a claim was changed after the change with this number.
    pub(super) fn is_on_its_way(&self, id: &ClaimId, known: u64) -> bool {
        let sent = self.0.as_ref().and_then(|thread| thread.sent.get(id));
        sent.is_some_and(|&number| number > known)
    }

    /// Has the place and the half-typed words written.
    pub(super) fn keep_session(&self, state: &State) {
        if self.0.is_some() {
            self.order(SaveRequest::Session(Box::new(
                super::saved_session::session(state),
            )));
        }
    }

    /// Tries once more to write what is not on disk.
    pub(super) fn save_again(&self) {
        self.order(SaveRequest::Again);
    }

    /// Merges with the file if something else has changed it.
    pub(super) fn look(&self) {
        self.order(SaveRequest::Look);
    }

    /// Writes to another file from now on.
    pub(super) fn save_elsewhere(&self, path: PathBuf) {
        self.order(SaveRequest::Elsewhere(path));
    }

    /// Has everything written, waits for it, but not for ever, and returns where it is. `may_lose`
    /// says that the reviewer has agreed to lose what is not on disk. The lock is released.
    ///
    /// # Errors
    /// Says why the review is not on disk, and where a copy was saved instead.
    pub(super) fn finish(self, state: &State, may_lose: bool) -> Result<SaveOutcome, String> {
        self.keep_session(state);
        let Some(thread) = self.0 else {
            return Ok(SaveOutcome::Nothing);
        };
        let fallback = thread.fallback();
        match thread.outcome() {
            Ok((Ok(path), _)) => Ok(path.map_or(SaveOutcome::Nothing, SaveOutcome::In)),
            Ok((Err(_), _)) | Err(_) if may_lose => Ok(SaveOutcome::NotAll),
            Ok((Err(why), _)) => Err(fallback.rescue(state, why)),
            Err(why) => Err(fallback.rescue_all(state, why)),
        }
    }

    /// Ends the thread when all is on disk, and hands the files over, lock and all.
    ///
    /// # Errors
    /// Says why the review may not be on disk after all, and where a copy was saved instead.
    pub(super) fn hand_over(self, state: &State) -> Result<Option<SaveTo>, String> {
        self.keep_session(state);
        let Some(thread) = self.0 else {
            return Ok(None);
        };
        let lock = Arc::clone(&thread.lock);
        let fallback = thread.fallback();
        match thread.outcome() {
            Ok((Ok(_), mut save_to)) => {
                save_to.lock = held(&lock).take();
                Ok(Some(save_to))
            }
            Ok((Err(why), _)) => Err(fallback.rescue(state, why)),
            Err(why) => Err(fallback.rescue_all(state, why)),
        }
    }

    /// Saves what it can when the thread that writes has panicked: a copy of the review, and the
    /// half-typed words.
    pub(super) fn save_without_thread(&self, state: &State) {
        let Some(thread) = &self.0 else {
            return;
        };
        let fallback = thread.fallback();
        fallback.keep_session(state);
        fallback.copy(state);
    }

    fn order(&self, order: SaveRequest) {
        if let Some(thread) = &self.0 {
            // The thread ends early only by a panic; `finish` reports that.
            drop(thread.orders.send(order));
        }
    }
}

impl SaverHandle {
    fn fallback(&self) -> Fallback {
        Fallback {
            place: self.place.clone(),
            folders: self.folders.clone(),
            session: self.session.clone(),
        }
    }

    /// Waits until all is written and the thread has ended, but not for ever.
    fn outcome(self) -> Result<LastWrite, String> {
        drop(self.orders);
        match self.outcome.recv_timeout(LAST_WRITE) {
            Ok(outcome) => Ok(outcome),
            Err(RecvTimeoutError::Timeout) => {
                // Release the lock: the next process must not wait for this disk.
                let lock = self.lock.try_lock().ok().and_then(|mut lock| lock.take());
                if let Some(lock) = lock {
                    lock.release();
                }
                let place = self.place.display();
                Err(format!(
                    "the disk does not answer: {place} may not be up to date"
                ))
            }
            Err(RecvTimeoutError::Disconnected) => {
                Err("a bug in factdesk: the writer has panicked".to_owned())
            }
        }
    }
}

/// What saves when the thread cannot. Nothing here waits for a disk for ever.
struct Fallback {
    place: PathBuf,
    folders: Option<Folders>,
    session: Option<PathBuf>,
}

impl Fallback {
    /// Saves a copy of the review elsewhere; returns why that is needed, and where the copy is.
    fn rescue(&self, state: &State, why: String) -> String {
        match self.copy(state) {
            Some(copy) => format!(
                "{why}; the review was saved to {} instead (it is offered at the next start)",
                copy.display()
            ),
            None => why,
        }
    }

    /// Saves the half-typed words too, which the thread has not.
    fn rescue_all(&self, state: &State, why: String) -> String {
        let why = self.rescue(state, why);
        self.keep_session(state);
        why
    }

    fn copy(&self, state: &State) -> Option<PathBuf> {
        let review = state.review.clone();
        let (place, folders) = (self.place.clone(), self.folders.clone());
        in_time(move || store::rescue(&place, &review, folders.as_ref()))?.ok()
    }

    fn keep_session(&self, state: &State) {
        let Some(file) = self.session.clone() else {
            return;
        };
        let (session, place) = (super::saved_session::session(state), self.place.clone());
        // The steps to undo belong to a file that nobody knows now.
        in_time(move || drop(session.write(&file, &place, "")));
    }
}

/// Does something on a thread of its own; returns what comes of it, if it is done in time.
fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, result) = mpsc::channel();
    thread::spawn(move || drop(done.send(work())));
    result.recv_timeout(LAST_RESORT).ok()
}

/// What is done when the program panics, in whatever thread: all that was decided and typed is
/// saved, if the disk takes it soon.
#[derive(Clone, Debug)]
pub(super) struct PanicSave {
    orders: Arc<Mutex<Weak<Sender<SaveRequest>>>>,
    /// To the loop, which knows everything too.
    messages: Sender<Message>,
}

impl PanicSave {
    /// Prepares for a panic.
    pub(super) fn new(messages: Sender<Message>) -> Self {
        Self {
            orders: Arc::default(),
            messages,
        }
    }

    /// Has it done by this writer, from now on.
    pub(super) fn is_for(&self, saver: &Saver) {
        let orders = saver
            .0
            .as_ref()
            .map(|thread| Arc::downgrade(&thread.orders));
        *self.orders.lock().unwrap_or_else(PoisonError::into_inner) = orders.unwrap_or_default();
    }

    /// Does it: by the writer, or by the loop if it is the writer that has panicked.
    pub(super) fn run(&self) {
        let (done, is_done) = mpsc::channel();
        if thread::current().name() == Some(THREAD) {
            drop(self.messages.send(Message::WriterPanicked(done)));
        } else if let Some(orders) = self.orders.try_lock().ok().and_then(|o| o.upgrade()) {
            drop(orders.send(SaveRequest::Now(done)));
        } else {
            return;
        }
        // `Disconnected` means that it is done.
        let _ = is_done.recv_timeout(PANIC_SAVE_LIMIT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    use crate::app::{self, Effect, Event, Setup};
    use crate::model::{Article, Claim, Origin, Review};
    use crate::text::Span;

    /// A review of one claim in a folder of its own, and where it is saved.
    fn review() -> (tempfile::TempDir, Review, SaveTo) {
        let folder = tempfile::tempdir().unwrap();
        let article = Arc::new(Article::new("a.txt", "It is so.".into()));
        let claim = Claim::new(&article, Span::new(0, 9), Origin::Extracted);
        let review = Review::new(article, "alice", Timestamp::UNIX_EPOCH, vec![claim]);
        let path = folder.path().join("a.alice.review.json");
        let save_to = SaveTo {
            writer: ReviewWriter::new(path, &review, None),
            lock: None,
            session: Some(folder.path().join("session.json")),
            folders: Some(Folders {
                data: folder.path().join("data"),
                state: folder.path().join("state"),
            }),
            taken_in: Vec::new(),
        };
        (folder, review, save_to)
    }

    /// A session in which the claim was found garbled and a note is being typed.
    fn typing(review: Review) -> (State, Vec<Effect>) {
        let mut state = State::new(Setup::new(review));
        let mut effects = Vec::new();
        for key in app::keys("g e h a l f").unwrap() {
            effects.extend(state.update(Event::Key(key), Timestamp::UNIX_EPOCH));
        }
        (state, effects)
    }

    #[test]
    fn what_was_decided_and_typed_before_a_panic_is_on_disk() {
        let (folder, review, save_to) = review();
        let mut saver = Saver::start(Some(save_to), |_| {}).unwrap();
        let last_save = PanicSave::new(mpsc::channel().0);
        last_save.is_for(&saver);
        let (state, effects) = typing(review);
        for effect in effects {
            match effect {
                Effect::Save { number, change } => {
                    saver.change(number, change, Timestamp::UNIX_EPOCH);
                }
                _ => saver.keep_session(&state),
            }
        }
        last_save.run();
        let written = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(written("a.alice.review.json").contains(r#""verdict": "garbled""#));
        assert!(written("session.json").contains(r#""text":"half""#));
    }

    /// Returns the text of the one rescued copy.
    fn rescued(folder: &tempfile::TempDir) -> String {
        let mut copies = fs::read_dir(folder.path().join("data/rescued")).unwrap();
        fs::read_to_string(copies.next().unwrap().unwrap().path()).unwrap()
    }

    #[test]
    fn a_review_that_cannot_be_handed_over_is_rescued() {
        // No thread answers, as when the disk hangs; or the thread answers that it cannot write.
        for is_silent in [true, false] {
            let (folder, review, mut save_to) = review();
            if !is_silent {
                let path = folder.path().join("gone/a.alice.review.json");
                save_to.writer = ReviewWriter::new(path, &review, None);
            }
            let mut saver = Saver::start(Some(save_to), |_| {}).unwrap();
            let (state, effects) = typing(review);
            if is_silent {
                saver.0.as_mut().unwrap().outcome = mpsc::channel().1;
            }
            for effect in effects {
                if let Effect::Save { number, change } = effect {
                    saver.change(number, change, Timestamp::UNIX_EPOCH);
                }
            }
            let why = saver.hand_over(&state).err().unwrap();
            assert!(why.contains("the review was saved to "), "{why}");
            assert!(rescued(&folder).contains(r#""verdict": "garbled""#));
            let session = fs::read_to_string(folder.path().join("session.json")).unwrap();
            assert!(session.contains(r#""text":"half""#));
        }
    }

    #[test]
    fn when_the_writer_panics_the_loop_saves() {
        let (folder, review, save_to) = review();
        let saver = Saver::start(Some(save_to), |_| {}).unwrap();
        let (sender, messages) = mpsc::channel();
        let last_save = PanicSave::new(sender);
        last_save.is_for(&saver);
        let panicking = thread::Builder::new()
            .name(THREAD.to_owned())
            .spawn(move || last_save.run())
            .unwrap();
        let Ok(Message::WriterPanicked(done)) = messages.recv() else {
            panic!("the loop is not asked");
        };
        saver.save_without_thread(&typing(review).0);
        drop(done);
        panicking.join().unwrap();
        let session = fs::read_to_string(folder.path().join("session.json")).unwrap();
        assert!(session.contains(r#""text":"half""#));
        assert!(rescued(&folder).contains(r#""verdict": "garbled""#));
    }
}
