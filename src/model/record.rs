//! A review on its own, without its article's text.

use super::{ArticleInfo, Claim, Review, ReviewHead, Selector};

/// A review as its file holds it, and as reports take it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewRecord {
    /// The article.
    pub article: ArticleInfo,
    /// What the review says about itself.
    pub head: ReviewHead,
    /// The claims in article order, each with its number and with the words at its span.
    pub claims: Vec<(Claim, Selector)>,
}

impl From<&Review> for ReviewRecord {
    fn from(review: &Review) -> Self {
        let claims = review.claims().iter();
        Self {
            article: review.article().info(),
            head: review.head().clone(),
            claims: claims
                .map(|claim| (Claim::clone(claim), review.selector(claim)))
                .collect(),
        }
    }
}

impl ReviewRecord {
    /// Returns the words of a claim; for one without a place in the text, its former words.
    pub fn words((claim, selector): &(Claim, Selector)) -> &str {
        match claim.anchor.was() {
            Some(was) if !claim.anchor.has_place() => &was.quote,
            _ => &selector.quote,
        }
    }
}
