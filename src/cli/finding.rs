//! Finding claims while the review is open already.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Event;
use crate::extract::{self, Extraction};
use crate::model::Article;
use crate::run::ExtractionWorker;

/// How long claims are gathered before they are told of: few enough at a time that no key waits for
/// them, and seldom enough that the screen is not kept busy with them.
const GATHER: Duration = Duration::from_millis(15);

/// How many hints are told of at once, and how long keys have the word before the next ones.
const PORTION: usize = 500;
const BREATH: Duration = Duration::from_millis(2);

/// Finds the claims of an article from a code point at the end of a line on.
pub(super) fn finder(article: &Arc<Article>, lang: &str, from: u32) -> ExtractionWorker {
    let article = Arc::clone(article);
    let lang = lang.to_owned();
    Box::new(move |tell| {
        let mut extraction = Extraction::without_hints(&article, &lang);
        let mut gathered = Vec::new();
        // At once, so that there is something to begin with.
        let mut next_time = Instant::now();
        loop {
            let upto = extraction.position();
            let Some(claim) = extraction.next() else {
                break;
            };
            let is_whole = extraction.position() != upto;
            if is_whole && !gathered.is_empty() && Instant::now() >= next_time {
                let claims = std::mem::take(&mut gathered);
                if !tell(Event::ClaimsFound { claims, upto }) {
                    return;
                }
                next_time = Instant::now() + GATHER;
            }
            if claim.span.start >= from {
                gathered.push(claim);
            }
        }
        let upto = article.text().len();
        let claims = gathered;
        if !tell(Event::ClaimsFound { claims, upto }) {
            return;
        }
        let mut hints = extract::hints(&article, &lang).into_iter().peekable();
        while hints.peek().is_some() {
            let portion = hints.by_ref().take(PORTION).collect();
            if !tell(Event::HintsFound(portion)) {
                return;
            }
            thread::sleep(BREATH);
        }
    })
}
