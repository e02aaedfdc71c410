//! Drafts of notes, corrections and forms whose claims have moved: the article has changed.

use crate::extract;
use crate::model::{Claim, ClaimId, Origin, Review, Selector};
use crate::reanchor::{self, EarlierClaim, Fate};
use crate::store::SavedSession;
use crate::text::Span;

/// Finds the claims that a saved session names in the article as it is now. A draft whose claim is
/// not found is kept.
pub(super) fn reanchored(mut session: SavedSession, review: &Review, lang: &str) -> SavedSession {
    let article = review.article();
    let lost = lost_claims(&session, review);
    if lost.is_empty() {
        return session;
    }
    let passages = passages(review, lang);
    let spans: Vec<Span> = passages.iter().map(|(span, _)| *span).collect();
    let earlier = lost.into_iter().map(|(id, selector)| {
        let length = selector.quote.chars().count() as u32;
        let claim = Claim {
            id,
            ..Claim::new(article, Span::new(0, length), Origin::Extracted)
        };
        EarlierClaim::new(claim, selector)
    });
    let found = reanchor::reanchor(earlier.collect(), article, &spans);
    for outcome in found.outcomes {
        let span = match outcome.fate {
            Fate::Same { span, .. } => span,
            Fate::Changed(candidate) => candidate.span,
            Fate::Ambiguous(_) | Fate::Gone { .. } => continue,
        };
        let touching = passages
            .iter()
            .filter(|(passage, _)| passage.overlaps(span));
        let shared = |passage: &Span| passage.end.min(span.end) - passage.start.max(span.start);
        if let Some((_, now)) = touching.max_by_key(|(passage, _)| shared(passage)) {
            rename(&mut session, &outcome.earlier.claim.id, now);
        }
    }
    session
}

/// Returns the claims of a session that the review does not have. There are none if the text is
/// the same: claims that are still to be found will have the same ids.
fn lost_claims(session: &SavedSession, review: &Review) -> Vec<(ClaimId, Selector)> {
    if session.article == review.article().sha256() {
        return Vec::new();
    }
    let is_lost = |id: &ClaimId| review.index_of_id(id.as_str()).is_none();
    let words = session.words.iter().filter(|(id, _)| is_lost(id));
    words.cloned().collect()
}

/// Returns the claims of a review, or those that it will have when all are found.
fn passages(review: &Review, lang: &str) -> Vec<(Span, ClaimId)> {
    match review.extracted_up_to() {
        None => review
            .claims()
            .iter()
            .map(|claim| (claim.span, claim.id.clone()))
            .collect(),
        Some(_) => {
            let claims = extract::claims(review.article(), lang).into_iter();
            claims.map(|claim| (claim.span, claim.id)).collect()
        }
    }
}

fn rename(session: &mut SavedSession, was: &ClaimId, now: &ClaimId) {
    let drafts = session.drafts.iter_mut().map(|draft| &mut draft.claim);
    for id in drafts.chain(&mut session.selected) {
        if id == was {
            id.clone_from(now);
        }
    }
}
