//! Half-typed texts whose claims have to be found again: the article has changed.

use crate::extract;
use crate::model::{Claim, ClaimId, Origin, Review};
use crate::reanchor::{self, EarlierClaim, Fate};
use crate::store::SavedSession;
use crate::text::Span;

/// Finds the claims that a session names in the article as it is now. A draft whose claim is not
/// found keeps its words, and waits.
pub(super) fn carried_over(mut session: SavedSession, review: &Review, lang: &str) -> SavedSession {
    let article = review.article();
    let is_there = |id: &ClaimId| review.index_of_id(id.as_str()).is_some();
    let lost: Vec<_> = match session.article == article.sha256() {
        // Claims that are still to be found will have the same ids.
        true => Vec::new(),
        false => session
            .words
            .iter()
            .filter(|(id, _)| !is_there(id))
            .collect(),
    };
    if lost.is_empty() {
        return session;
    }
    let passages: Vec<(Span, ClaimId)> = match review.extracted_up_to() {
        None => review
            .claims()
            .iter()
            .map(|claim| (claim.span, claim.id.clone()))
            .collect(),
        Some(_) => {
            let claims = extract::claims(article, lang).into_iter();
            claims.map(|claim| (claim.span, claim.id)).collect()
        }
    };
    let spans: Vec<Span> = passages.iter().map(|(span, _)| *span).collect();
    let earlier = lost.into_iter().map(|(id, words)| {
        let length = words.quote.chars().count() as u32;
        let claim = Claim {
            id: id.clone(),
            ..Claim::new(article, Span::new(0, length), Origin::Extracted)
        };
        EarlierClaim::new(claim, words.clone())
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

fn rename(session: &mut SavedSession, was: &ClaimId, now: &ClaimId) {
    let drafts = session.drafts.iter_mut().map(|draft| &mut draft.claim);
    for id in drafts.chain(&mut session.selected) {
        if id == was {
            id.clone_from(now);
        }
    }
}
