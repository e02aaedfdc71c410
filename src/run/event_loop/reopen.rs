//! Opening the article again when its file has changed.

use crate::app::{Event, State};
use crate::run::ending::Ending;
use crate::run::opening::Opening;
use crate::run::saved_session;
use crate::run::saver::SaveTo;
use crate::run::workers::Workers;

use super::{EventLoop, keys_wait_until};

impl EventLoop {
    /// Opens the article as it is now, in place of the one under review. Everything is saved first;
    /// the terminal and the lock are kept.
    pub(super) fn open_again(&mut self) {
        let Some(reopen) = &mut self.reopen else {
            let why = "quit, and open the article again".to_owned();
            return self.answer(Event::NotReopened(why));
        };
        let session = saved_session::of(&self.state);
        let old = match std::mem::take(&mut self.workers.saver).hand_over(&self.state) {
            Ok(old) => old,
            Err(why) => return self.fail(why),
        };
        let review = old.as_ref().map(|old| old.writer.path());
        match reopen(session, review) {
            Ok(opening) => self.begin_again(opening, old),
            Err(why) => {
                self.answer(Event::NotReopened(why));
                let saver = Workers::start_saver(&self.sender, self.opening, old);
                match saver {
                    Ok(saver) => self.workers.saver = saver,
                    Err(error) => self.fail(error.to_string()),
                }
                self.panic_save.use_saver(&self.workers.saver);
            }
        }
    }

    /// Goes on with a new opening. `old` is where everything was saved until now.
    fn begin_again(&mut self, mut opening: Opening, old: Option<SaveTo>) {
        if let (Some(new), Some(old)) = (&mut opening.jobs.save_to, old) {
            new.lock = old.lock;
        }
        self.opening += 1;
        self.keys_wait_until = keys_wait_until(&opening);
        match Workers::start(&self.sender, self.opening, opening.jobs) {
            Ok(workers) => self.workers = workers,
            Err(error) => return self.fail(error.to_string()),
        }
        self.panic_save.use_saver(&self.workers.saver);
        self.show(opening.state);
    }

    fn show(&mut self, state: State) {
        let was_on = self.state.work().mouse().is_on();
        self.state = state;
        self.is_unseen = true;
        self.update(Event::Resize(self.size.0, self.size.1));
        self.update(Event::ArticleAccepted);
        if self.state.work().mouse().is_on() != was_on {
            self.use_mouse(self.state.work().mouse().is_on());
        }
    }

    /// Ends the run: something may not be saved.
    fn fail(&mut self, why: String) {
        self.failure = Some(why);
        self.ending = Some(Ending::Quit);
    }
}
