//! The thread that writes the review file, so that no key ever waits for the disk.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jiff::Timestamp;

use crate::app::{Event, State};
use crate::model::Change;
use crate::store::{self, Writer};

/// How long after a failed write the next one is tried, at first and at the longest. Only while
/// something is unsaved does anything run by time.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Where things are written.
#[derive(Debug)]
pub struct SaveTo {
    /// The writer of the review file.
    pub writer: Writer,
    /// The file for the place in the list, half-typed words and so on; none where there is no
    /// data directory.
    pub session: Option<PathBuf>,
}

/// What the thread is asked to do.
enum Order {
    Change {
        number: u64,
        change: Change,
        at: Timestamp,
    },
    Session(Box<store::Session>),
}

/// The thread's handle.
pub struct Saver {
    orders: Sender<Order>,
    thread: JoinHandle<Result<(), String>>,
}

impl Saver {
    /// Starts the thread. `answer` is called with [`Event::Saved`] and [`Event::SaveFailed`].
    pub fn start(save_to: SaveTo, answer: impl Fn(Event) + Send + 'static) -> Self {
        let (orders, received) = mpsc::channel();
        let thread = thread::spawn(move || {
            Work {
                save_to,
                answer,
                session: None,
                taken: 0,
                on_disk: 0,
                wait: FIRST_WAIT,
            }
            .go_on(&received)
        });
        Self { orders, thread }
    }

    /// Has a change written.
    pub fn change(&self, number: u64, change: Change, at: Timestamp) {
        self.order(Order::Change { number, change, at });
    }

    /// Has the place and the half-typed words written.
    pub fn keep_session(&self, state: &State) {
        self.order(Order::Session(Box::new(super::sitting::session(state))));
    }

    /// Has everything written, and waits for it.
    ///
    /// # Errors
    /// Says why the review is not on disk.
    pub fn finish(self, state: &State) -> Result<(), String> {
        self.keep_session(state);
        drop(self.orders);
        self.thread
            .join()
            .unwrap_or_else(|_| Err("a bug in factdesk: the writer has panicked".to_owned()))
    }

    fn order(&self, order: Order) {
        // The thread ends early only by a panic; `finish` tells of that.
        drop(self.orders.send(order));
    }
}

/// The thread's own things.
struct Work<A> {
    save_to: SaveTo,
    answer: A,
    /// A session that is not written yet.
    session: Option<Box<store::Session>>,
    /// The number of the last change taken in.
    taken: u64,
    /// The number of the last change that is on disk.
    on_disk: u64,
    /// How long to wait before the next try.
    wait: Duration,
}

impl<A: Fn(Event)> Work<A> {
    fn go_on(mut self, orders: &Receiver<Order>) -> Result<(), String> {
        loop {
            let first = if self.taken == self.on_disk {
                orders.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                orders.recv_timeout(self.wait)
            };
            match first {
                Ok(order) => {
                    self.take(order);
                    // Changes that came while the last one was written go out together.
                    while let Ok(order) = orders.try_recv() {
                        self.take(order);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return self.write(),
            }
            // The answer has gone to the screen; what failed is tried again.
            drop(self.write());
        }
    }

    fn take(&mut self, order: Order) {
        match order {
            Order::Change { number, change, at } => {
                self.save_to.writer.apply(&change, at);
                self.taken = number;
            }
            Order::Session(session) => self.session = Some(session),
        }
    }

    fn write(&mut self) -> Result<(), String> {
        let mut result = Ok(());
        if self.taken > self.on_disk {
            match self.save_to.writer.write() {
                Ok(_) => {
                    self.on_disk = self.taken;
                    self.wait = FIRST_WAIT;
                    (self.answer)(Event::Saved {
                        upto: self.on_disk,
                        at: Timestamp::now(),
                    });
                }
                Err(error) => {
                    self.wait = (self.wait * 2).min(LONGEST_WAIT);
                    (self.answer)(Event::SaveFailed {
                        why: error.trouble.to_string(),
                    });
                    result = Err(error.to_string());
                }
            }
        }
        if let (Some(session), Some(path)) = (self.session.take(), &self.save_to.session) {
            // It is a convenience: without it the sitting begins at the first open claim.
            let writer = &self.save_to.writer;
            drop(session.write(path, writer.path(), writer.fingerprint()));
        }
        result
    }
}
