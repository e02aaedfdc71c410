//! The threads that work for one opening of the article.

mod background;
mod extraction;
mod reports;
mod sources;

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;

use crate::app::Event;

use super::message::Message;
use super::saver::{SaveTo, Saver};
use super::watch::FileWatch;

use background::BackgroundWorkers;
pub use extraction::ExtractionWorker;
pub(super) use reports::ReportRequest;
pub use reports::ReportWorker;
pub use sources::SourceWorker;

/// What the workers of one opening do.
#[derive(Default)]
pub struct Jobs {
    /// Where to save. `None` if nothing is saved; the state must then be read-only.
    pub save_to: Option<SaveTo>,
    /// Finds claims that are not found yet.
    pub extraction: Option<ExtractionWorker>,
    /// Reads the sources and compares claims with them.
    pub sources: Option<SourceWorker>,
    /// Writes reports.
    pub reports: Option<ReportWorker>,
    /// The article's file, to be watched, and what compares it with the text under review.
    pub article: Option<(PathBuf, ArticleCheck)>,
}

/// Returns whether the article's file has another text now; `None` if it has not been written since
/// the last call, or cannot be read.
pub type ArticleCheck = Box<dyn FnMut() -> Option<bool> + Send>;

/// The threads that work for one opening of the article.
pub(super) struct Workers {
    pub(super) saver: Saver,
    pub(super) background: BackgroundWorkers,
    /// Ends when it is dropped.
    _watch: FileWatch,
}

impl Workers {
    /// Starts the threads of an opening.
    ///
    /// # Errors
    /// The saver's thread cannot be started.
    pub(super) fn start(sender: &Sender<Message>, opening: u64, jobs: Jobs) -> io::Result<Self> {
        let mut watch = FileWatch::default();
        if let Some((file, mut check)) = jobs.article {
            let send = send(sender, opening);
            watch.file(&file, move || {
                if let Some(is_changed) = check() {
                    send(Message::Answer(Event::ArticleChanged(is_changed)));
                }
            });
        }
        if let Some(save_to) = &jobs.save_to {
            let send = send(sender, opening);
            watch.file(save_to.writer.path(), move || send(Message::ReviewTouched));
        }
        let saver = Self::start_saver(sender, opening, jobs.save_to)?;
        let mut background = BackgroundWorkers::new(sender, opening, jobs.reports);
        if let Some(extraction) = jobs.extraction {
            background.find_claims(extraction);
        }
        if let Some(sources) = jobs.sources {
            background.read_sources(sources);
        }
        Ok(Self {
            saver,
            background,
            _watch: watch,
        })
    }

    /// Starts the saver's thread.
    ///
    /// # Errors
    /// It cannot be started.
    pub(super) fn start_saver(
        sender: &Sender<Message>,
        opening: u64,
        save_to: Option<SaveTo>,
    ) -> io::Result<Saver> {
        Saver::start(save_to, send(sender, opening))
    }
}

/// Returns what sends the messages of one opening to the loop.
fn send(sender: &Sender<Message>, opening: u64) -> impl Fn(Message) + Send + use<> {
    let sender = sender.clone();
    move |message| drop(sender.send(message.of(opening)))
}
