//! Moving a review to the new text of an article that has changed.

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::{Anchor, Article, Claim, ClaimId, Review, ReviewHead, ReviewRecord};
use crate::reanchor::{self, Counts, EarlierClaim};
use crate::text::{Folded, Span};

/// Moves a review to a new text; also returns what happened to its claims. `fresh` are the claims
/// of the new text; those that no earlier claim has become are added.
pub(super) fn carried_over(
    stored: ReviewRecord,
    article: &Arc<Article>,
    fresh: Vec<Claim>,
) -> (Review, String) {
    let earlier = stored
        .claims
        .into_iter()
        .map(|(claim, selector)| EarlierClaim::new(claim, selector))
        .collect();
    let passages: Vec<Span> = fresh.iter().map(|claim| claim.span).collect();
    let found = reanchor::reanchor(earlier, article, &passages);
    let mut counts = found.counts();
    let mut new: HashSet<Span> = found.new.iter().copied().collect();
    let mut claims = found.into_claims(article);
    adopt_corrections(&mut claims, article, &mut new, &mut counts);
    add_new(&mut claims, article, fresh, &new);
    let head = ReviewHead {
        extracted_up_to: None,
        ..stored.head
    };
    let review = Review::restored(Arc::clone(article), head, claims);
    let summary = summary(&review, &counts);
    (review, summary)
}

/// Gives claims the place of the new sentence that is their correction.
fn adopt_corrections(
    claims: &mut [Claim],
    article: &Article,
    new: &mut HashSet<Span>,
    counts: &mut Counts,
) {
    for claim in claims {
        if let Some(span) = corrected_sentence(claim, article, new) {
            new.remove(&span);
            counts.new -= 1;
            match claim.is_gone() {
                true => counts.gone -= 1,
                false => counts.ambiguous -= 1,
            }
            counts.changed += 1;
            adopt(claim, span);
        }
    }
}

/// Returns the new sentence that is the correction of a claim without a place: a correction may
/// have little in common with what it corrects.
fn corrected_sentence(claim: &Claim, article: &Article, new: &HashSet<Span>) -> Option<Span> {
    if claim.anchor.has_place() {
        return None;
    }
    let proposed = Folded::new(claim.decision.as_ref()?.correction.as_deref()?);
    let is_it =
        |span: &&Span| Folded::new(article.text().slice(**span)).as_str() == proposed.as_str();
    let mut found = new.iter().filter(is_it);
    let span = *found.next()?;
    found.next().is_none().then_some(span)
}

fn adopt(claim: &mut Claim, span: Span) {
    if let Some(was) = claim.anchor.was().cloned() {
        claim.span = span;
        claim.anchor = Anchor::Changed { was: Box::new(was) };
    }
}

/// Adds the claims of the new text that no earlier claim has become.
fn add_new(claims: &mut Vec<Claim>, article: &Article, fresh: Vec<Claim>, new: &HashSet<Span>) {
    let mut taken: HashSet<ClaimId> = claims.iter().map(|claim| claim.id.clone()).collect();
    for mut claim in fresh.into_iter().filter(|claim| new.contains(&claim.span)) {
        claim.id = claim
            .id
            .unless_taken((article, claim.span), |id| !taken.insert(id.clone()));
        claims.push(claim);
    }
}

fn summary(review: &Review, counts: &Counts) -> String {
    let adopted = review
        .claims()
        .iter()
        .filter(|claim| review.is_adopted(claim));
    let adopted = match adopted.count() {
        0 => String::new(),
        1 => "1 correction adopted, ".to_owned(),
        n => format!("{n} corrections adopted, "),
    };
    format!("Since the last session the article has changed: {adopted}{counts}.")
}
