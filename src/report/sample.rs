//! Reviews to test with.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{Article, Claim, Decision, Origin, Ruling, Verdict};
use crate::text::Span;

use super::{Dossier, Filed, OriginalText, ReportOptions, dossiers};

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

pub(super) fn filed(article: &Article, reviewer: &str, claims: Vec<Claim>) -> Filed {
    let words = |claim: &Claim| match claim.anchor.was() {
        Some(was) if !claim.anchor.has_place() => was.quote.clone(),
        _ => article.text().slice(claim.span).to_owned(),
    };
    Filed {
        name: article.name().to_owned(),
        title: article.title().to_owned(),
        sha256: article.sha256().to_owned(),
        length: article.text().len(),
        reviewer: reviewer.to_owned(),
        created: time(-600),
        updated: time(120),
        claims: claims
            .into_iter()
            .map(|claim| (claim.clone(), words(&claim)))
            .collect(),
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
    let filed = filed(&article, "alice", claims);
    let mut dossier = dossiers(vec![filed]).remove(0);
    // A text without a claim to correct has no dossier of its own to tell it by.
    dossier.text = Some(OriginalText::new(article, raw.to_owned()));
    dossier
}
