//! Threads that no key waits for: finding claims, comparing with the sources, counting matches,
//! writing reports, linking repeats.
//!
//! Every answer comes through the one channel. A thread stops when its opening of the article has
//! been replaced.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Weak};
use std::thread;

use crate::app::{CountJob, Event, Repeat, SourceQuestion};
use crate::compare;
use crate::model::Review;
use crate::run::message::Message;

use super::extraction::ExtractionWorker;
use super::reports::{ReportRequest, ReportWorker};
use super::sources::SourceWorker;

/// Starts the threads, and sends questions to the one that knows the sources.
pub(in crate::run) struct BackgroundWorkers {
    sender: Sender<Message>,
    /// Which opening of the article they work for.
    opening: u64,
    reports: Option<ReportWorker>,
    questions: Option<Sender<SourceQuestion>>,
    /// Whether claims that say the same have been looked for.
    has_linked_repeats: bool,
    /// Dropped with this: by that the threads know that they are not needed any more.
    is_needed: Arc<()>,
}

impl BackgroundWorkers {
    /// Prepares to start threads for an opening.
    pub(super) fn new(
        sender: &Sender<Message>,
        opening: u64,
        reports: Option<ReportWorker>,
    ) -> Self {
        Self {
            sender: sender.clone(),
            opening,
            reports,
            questions: None,
            has_linked_repeats: false,
            is_needed: Arc::default(),
        }
    }

    /// Starts a thread. Its function sends events; sending returns whether the thread is still
    /// needed.
    fn spawn(&self, work: impl FnOnce(&dyn Fn(Event) -> bool) + Send + 'static) {
        let (sender, opening) = (self.sender.clone(), self.opening);
        let is_needed = Arc::downgrade(&self.is_needed);
        let send = move |event| {
            let answer = Message::Answer(event).of(opening);
            Weak::strong_count(&is_needed) > 0 && sender.send(answer).is_ok()
        };
        thread::spawn(move || work(&send));
    }

    /// Starts to find claims.
    pub(super) fn find_claims(&self, extraction: ExtractionWorker) {
        self.spawn(move |send| extraction.run(send));
    }

    /// Starts to read the sources, and then answers questions about them.
    pub(super) fn read_sources(&mut self, sources: SourceWorker) {
        let (questions, received) = mpsc::channel();
        self.spawn(move |send| sources.run(&received, send));
        self.questions = Some(questions);
    }

    /// Sends a question to the thread that knows the sources. If it has ended, it has already
    /// reported why.
    pub(in crate::run) fn ask(&self, question: SourceQuestion) {
        drop(self.questions.as_ref().map(|asked| asked.send(question)));
    }

    /// Starts to count the matches of a search.
    pub(in crate::run) fn search(&self, job: CountJob) {
        self.spawn(move |send| job.run(send));
    }

    /// Starts to write a report of a review as it is.
    pub(in crate::run) fn report(&self, review: &Review, request: ReportRequest) {
        if let Some(reports) = self.reports.clone() {
            let review = review.clone();
            self.spawn(move |send| {
                send(Event::Reported(reports.write(&review, &request)));
            });
        }
    }

    /// Starts to look for claims that say the same, once all are found: there may be very many.
    pub(in crate::run) fn link_repeats(&mut self, review: &Review) {
        if self.has_linked_repeats || review.extracted_up_to().is_some() {
            return;
        }
        self.has_linked_repeats = true;
        let review = review.clone();
        self.spawn(move |send| {
            let groups = repeats(&review);
            if !groups.is_empty() {
                send(Event::RepeatsFound(groups));
            }
        });
    }
}

/// Returns the groups of claims that say the same.
fn repeats(review: &Review) -> Vec<Vec<Repeat>> {
    let quotes: Vec<&str> = review.claims().iter().map(|c| review.quote(c)).collect();
    let repeat = |place: usize| {
        let (span, id) = review.claims()[place].key();
        (span, id.clone())
    };
    compare::repeats(&quotes)
        .into_iter()
        .map(|group| group.into_iter().map(repeat).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workers_of_an_earlier_opening_stop() {
        let (sender, messages) = mpsc::channel();
        let (go_on, wait) = mpsc::channel::<()>();
        let (sent, is_needed) = mpsc::channel();
        let earlier = BackgroundWorkers::new(&sender, 0, None);
        earlier.spawn(move |send| {
            sent.send(send(Event::Pause)).unwrap();
            wait.recv().unwrap();
            sent.send(send(Event::Pause)).unwrap();
        });
        assert!(is_needed.recv().unwrap());
        let _now = BackgroundWorkers::new(&sender, 1, None);
        drop(earlier);
        go_on.send(()).unwrap();
        assert!(!is_needed.recv().unwrap());
        assert_eq!(messages.try_iter().count(), 1);
    }
}
