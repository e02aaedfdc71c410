//! What is done beside the loop, each on a thread of its own, because no key waits for it: finding
//! claims, reading and asking the sources, counting matches, writing reports, linking repeats.
//!
//! Every answer comes through the one channel. Once nobody listens there, nobody needs to know.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Weak};
use std::thread;

use crate::app::{CountJob, Event, Repeat, SourceQuestion};
use crate::compare;
use crate::model::Review;

use super::Message;

/// Finds claims on a thread of its own while the review is open already. It tells what it finds,
/// and stops when told that nobody listens any more.
pub type ExtractionWorker = Box<dyn FnOnce(&dyn Fn(Event) -> bool) + Send>;

/// Writes a report of a review. It tells where, or why not.
pub type ReportWriter =
    Arc<dyn Fn(&Review, &ReportRequest) -> Result<String, String> + Send + Sync>;

/// What report is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportRequest {
    /// One in the form of this name.
    Form(&'static str),
    /// The sheet with the open claims for this person.
    Questions(String),
}

/// Reads the sources on a thread of its own, then answers the questions that come in until no more
/// can. It stops when told that nobody listens any more.
pub type SourceWorker = Box<dyn FnOnce(&Receiver<SourceQuestion>, &dyn Fn(Event) -> bool) + Send>;

/// The threads, as the loop knows them.
pub(super) struct BackgroundWorkers {
    sender: Sender<Message>,
    /// Which opening of the article they work for.
    opening: u64,
    reporter: Option<ReportWriter>,
    questions: Option<Sender<SourceQuestion>>,
    /// Whether claims that say the same have been looked for.
    repeats_sought: bool,
    /// Goes with this: the threads know by it that nobody listens any more.
    listener: Arc<()>,
}

impl BackgroundWorkers {
    /// Begins with what is to be done from the start.
    pub(super) fn start(
        sender: &Sender<Message>,
        opening: u64,
        finder: Option<ExtractionWorker>,
        librarian: Option<SourceWorker>,
        reporter: Option<ReportWriter>,
    ) -> Self {
        let mut beside = Self {
            sender: sender.clone(),
            opening,
            reporter,
            questions: None,
            repeats_sought: false,
            listener: Arc::default(),
        };
        if let Some(finder) = finder {
            beside.spawn(finder);
        }
        beside.questions = librarian.map(|librarian| {
            let (questions, asked) = mpsc::channel();
            beside.spawn(move |tell| librarian(&asked, tell));
            questions
        });
        beside
    }

    /// Does something on a thread of its own, which tells of what comes of it.
    fn spawn(&self, work: impl FnOnce(&dyn Fn(Event) -> bool) + Send + 'static) {
        let (sender, opening) = (self.sender.clone(), self.opening);
        let listener = Arc::downgrade(&self.listener);
        let tell = move |event| {
            let answer = Message::Answer(event).of(opening);
            Weak::strong_count(&listener) > 0 && sender.send(answer).is_ok()
        };
        thread::spawn(move || work(&tell));
    }

    /// Asks the sources. Who knows them and has stopped has said why.
    pub(super) fn ask(&self, question: SourceQuestion) {
        drop(self.questions.as_ref().map(|asked| asked.send(question)));
    }

    /// Has the matches of a search counted.
    pub(super) fn search(&self, quest: CountJob) {
        self.spawn(move |tell| quest.run(tell));
    }

    /// Has a report written of a review as it is.
    pub(super) fn report(&self, review: &Review, asked: ReportRequest) {
        if let Some(reporter) = self.reporter.clone() {
            let review = review.clone();
            self.spawn(move |tell| {
                tell(Event::Reported(reporter(&review, &asked)));
            });
        }
    }

    /// Looks for claims that say the same, once all are found: there may be very many.
    pub(super) fn link_repeats(&mut self, review: &Review) {
        if self.repeats_sought || review.extracted_up_to().is_some() {
            return;
        }
        self.repeats_sought = true;
        let review = review.clone();
        self.spawn(move |tell| {
            let quotes: Vec<&str> = review.claims().iter().map(|c| review.quote(c)).collect();
            let repeat = |place: usize| {
                let (span, id) = review.claims()[place].key();
                (span, id.clone())
            };
            let groups: Vec<Vec<Repeat>> = compare::repeats(&quotes)
                .into_iter()
                .map(|group| group.into_iter().map(repeat).collect())
                .collect();
            if !groups.is_empty() {
                tell(Event::RepeatsFound(groups));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workers_of_an_earlier_opening_stop() {
        let (sender, messages) = mpsc::channel();
        let (go_on, wait) = mpsc::channel::<()>();
        let (told, is_heard) = mpsc::channel();
        let finder: ExtractionWorker = Box::new(move |tell| {
            told.send(tell(Event::Pause)).unwrap();
            wait.recv().unwrap();
            told.send(tell(Event::Pause)).unwrap();
        });
        let earlier = BackgroundWorkers::start(&sender, 0, Some(finder), None, None);
        assert!(is_heard.recv().unwrap());
        let _now = BackgroundWorkers::start(&sender, 1, None, None, None);
        drop(earlier);
        go_on.send(()).unwrap();
        assert!(!is_heard.recv().unwrap());
        assert_eq!(messages.try_iter().count(), 1);
    }
}
