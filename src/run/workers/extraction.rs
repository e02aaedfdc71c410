//! The worker that finds claims while the review is open already.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Event;
use crate::extract::{self, Extraction};
use crate::model::Article;

/// How long claims are gathered before they are sent: few enough at a time that no key waits for
/// them, and seldom enough that the screen is not kept busy.
const GATHER_TIME: Duration = Duration::from_millis(15);

/// How many hints are sent at once, and how long keys are left alone before the next ones.
const HINTS_AT_ONCE: usize = 500;
const PAUSE: Duration = Duration::from_millis(2);

/// Finds the claims of an article, then the hints.
#[derive(Debug)]
pub struct ExtractionWorker {
    article: Arc<Article>,
    lang: String,
    from: u32,
}

impl ExtractionWorker {
    /// Prepares to find the claims from a code point at the end of a line on.
    pub fn new(article: &Arc<Article>, lang: &str, from: u32) -> Self {
        Self {
            article: Arc::clone(article),
            lang: lang.to_owned(),
            from,
        }
    }

    /// Finds the claims and hints; stops as soon as `send` returns `false`.
    pub(super) fn run(&self, send: &dyn Fn(Event) -> bool) {
        if self.find_claims(send) {
            self.find_hints(send);
        }
    }

    fn find_claims(&self, send: &dyn Fn(Event) -> bool) -> bool {
        let mut extraction = Extraction::without_hints(&self.article, &self.lang);
        let mut gathered = Vec::new();
        // The first ones at once, so that there is something to begin with.
        let mut next_time = Instant::now();
        loop {
            let upto = extraction.position();
            let Some(claim) = extraction.next() else {
                break;
            };
            let is_end_of_line = extraction.position() != upto;
            if is_end_of_line && !gathered.is_empty() && Instant::now() >= next_time {
                let claims = std::mem::take(&mut gathered);
                if !send(Event::ClaimsFound { claims, upto }) {
                    return false;
                }
                next_time = Instant::now() + GATHER_TIME;
            }
            if claim.span.start >= self.from {
                gathered.push(claim);
            }
        }
        send(Event::ClaimsFound {
            claims: gathered,
            upto: self.article.text().len(),
        })
    }

    fn find_hints(&self, send: &dyn Fn(Event) -> bool) {
        let mut hints = extract::hints(&self.article, &self.lang)
            .into_iter()
            .peekable();
        while hints.peek().is_some() {
            if !send(Event::HintsFound(
                hints.by_ref().take(HINTS_AT_ONCE).collect(),
            )) {
                return;
            }
            thread::sleep(PAUSE);
        }
    }
}
