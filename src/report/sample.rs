//! Reviews to test with.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{
    Article, Claim, Decision, Origin, ReviewHead, ReviewRecord, Ruling, Selector, Verdict,
};
use crate::text::Span;

use super::{Dossier, OriginalText, ReportOptions, dossiers};

pub(super) fn time(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

pub(super) fn options() -> ReportOptions {
    ReportOptions {
        zone: TimeZone::UTC,
        publisher: None,
        url: None,
        article_url: None,
        person: None,
        contacts: false,
    }
}

/// The place of words in a text.
pub(super) fn span(article: &Article, words: &str) -> Span {
    let at = article.text().as_str().find(words).unwrap();
    article.text().span_of(at..at + words.len())
}

/// A claim on words of a text, as a decision leaves it.
pub(super) fn claim(
    article: &Article,
    words: &str,
    verdict: Option<Verdict>,
    write: impl FnOnce(&mut Decision),
) -> Claim {
    let mut claim = Claim::new(article, span(article, words), Origin::Extracted);
    let mut decision = Decision::blank("alice", time(0));
    decision.ruling = verdict.map(Ruling::Verdict);
    write(&mut decision);
    claim.decision = Some(Box::new(decision));
    claim
}

pub(super) fn record(article: &Article, reviewer: &str, claims: Vec<Claim>) -> ReviewRecord {
    let claims = claims.into_iter().map(|claim| {
        let selector = Selector::of(article.text(), claim.span);
        (claim, selector)
    });
    ReviewRecord {
        article: article.info(),
        head: ReviewHead {
            updated: time(120),
            ..ReviewHead::new(reviewer, time(-600))
        },
        claims: claims.collect(),
    }
}

/// Alice's review of a text in which each claim is garbled, with other words proposed.
pub(super) fn corrected(raw: &str, corrections: &[(&str, &str)]) -> Dossier {
    let text = crate::text::decode(raw.as_bytes().to_vec()).unwrap();
    let article = Article::new("draft.txt", text);
    let claims = corrections
        .iter()
        .map(|(words, correction)| {
            claim(&article, words, Some(Verdict::Garbled), |decision| {
                decision.correction = Some((*correction).to_owned());
            })
        })
        .collect();
    let record = record(&article, "alice", claims);
    let mut dossier = dossiers(vec![record]).remove(0);
    // A text without a claim to correct has no dossier of its own to tell it by.
    dossier.text = Some(OriginalText::new(article, raw.to_owned()));
    dossier
}
