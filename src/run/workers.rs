//! The threads that work for one opening of the article, and opening it again.

use std::io;
use std::sync::mpsc::Sender;

use crate::app::Event;

use super::beside::BackgroundWorkers;
use super::saver::Saver;
use super::watch::FileWatch;
use super::{Ending, EventLoop, Message, Opening, saved_session};

/// The threads that work for one opening of the article.
pub(super) struct Workers {
    pub(super) saver: Saver,
    pub(super) beside: BackgroundWorkers,
    /// Ends with this.
    _watch: FileWatch,
}

impl Workers {
    /// Returns what sends the messages of one opening to the loop.
    fn send(sender: &Sender<Message>, opening: u64) -> impl Fn(Message) + Send + use<> {
        let sender = sender.clone();
        move |message| drop(sender.send(message.of(opening)))
    }

    pub(super) fn start(
        sender: &Sender<Message>,
        opening: u64,
        given: Opening,
    ) -> io::Result<Self> {
        let mut watch = FileWatch::default();
        if let Some((file, mut check)) = given.article {
            let send = Self::send(sender, opening);
            watch.file(&file, move || {
                if let Some(is_changed) = check() {
                    send(Message::Answer(Event::ArticleChanged(is_changed)));
                }
            });
        }
        if let Some(save_to) = &given.save_to {
            let send = Self::send(sender, opening);
            watch.file(save_to.writer.path(), move || send(Message::ReviewTouched));
        }
        let saver = Saver::start(given.save_to, Self::send(sender, opening))?;
        let (finder, librarian) = (given.finder, given.librarian);
        let beside = BackgroundWorkers::start(sender, opening, finder, librarian, given.reporter);
        Ok(Self {
            saver,
            beside,
            _watch: watch,
        })
    }
}

impl EventLoop {
    /// Opens the article as it is now, in the place of the one under review. All is saved; the
    /// terminal and the lock stay ours.
    pub(super) fn open_again(&mut self) {
        let Some(reopen) = &mut self.reopen else {
            let why = "quit, and open the article again".to_owned();
            return self.answer(Event::NotReopened(why));
        };
        let session = saved_session::session(&self.state);
        let old = match std::mem::take(&mut self.workers.saver).hand_over(&self.state) {
            Ok(old) => old,
            Err(why) => return self.fail(why),
        };
        let review = old.as_ref().map(|old| old.writer.path());
        let started = match reopen(session, review) {
            Ok((state, mut given)) => {
                if let (Some(new), Some(old)) = (&mut given.save_to, old) {
                    new.lock = old.lock;
                }
                self.opening += 1;
                self.keys_wait_until = given.keys_wait_until();
                Workers::start(&self.sender, self.opening, given).map(|workers| (workers, state))
            }
            Err(why) => {
                self.answer(Event::NotReopened(why));
                let send = Workers::send(&self.sender, self.opening);
                match Saver::start(old, send) {
                    Ok(saver) => self.workers.saver = saver,
                    Err(error) => self.fail(error.to_string()),
                }
                return self.last_save.is_for(&self.workers.saver);
            }
        };
        let state = match started {
            Ok((workers, state)) => {
                self.workers = workers;
                state
            }
            Err(error) => return self.fail(error.to_string()),
        };
        self.last_save.is_for(&self.workers.saver);
        let mouse = self.state.mouse.is_on;
        self.state = state;
        self.is_unseen = true;
        self.update(Event::Resize(self.size.0, self.size.1));
        self.update(Event::ArticleAccepted);
        if self.state.mouse.is_on != mouse {
            self.use_mouse(self.state.mouse.is_on);
        }
    }

    /// Ends the run: something may not be saved.
    fn fail(&mut self, why: String) {
        self.failure = Some(why);
        self.ending = Some(Ending::Quit);
    }
}
