//! Finding claims while the review is open already.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::Event;
use crate::extract::{self, Extraction};
use crate::model::Article;
use crate::run::Finder;

/// How long claims are gathered before they are told of: often enough to see them come, and
/// seldom enough that the screen is not kept busy with them.
const GATHER: Duration = Duration::from_millis(40);

/// Finds the claims of an article from a code point at the end of a line on.
pub(super) fn finder(article: &Arc<Article>, lang: &str, from: u32) -> Finder {
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
        if tell(Event::ClaimsFound { claims, upto }) {
            tell(Event::HintsFound(extract::hints(&article, &lang)));
        }
    })
}
