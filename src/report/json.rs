//! The claims of all reviews, merged, for scripts: each claim once, with every reviewer's decision.
//!
//! Fields are named as in the review file. Spans count Unicode code points of the text that has the
//! fingerprint.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::model::{Anchor, Contact, Decision};

use super::dossier::{Dossier, DossierClaim, Opinion, Standing};
use super::{Report, ReportError, ReportOptions};

#[derive(Serialize)]
struct ReportJson<'a> {
    format: &'static str,
    version: u32,
    articles: Vec<ArticleReportJson<'a>>,
}

#[derive(Serialize)]
struct ArticleReportJson<'a> {
    path: &'a str,
    title: &'a str,
    sha256: &'a str,
    length: u32,
    reviews: Vec<ReviewReportJson<'a>>,
    counts: BTreeMap<&'static str, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words_in_no_claim: Option<u64>,
    claims: Vec<ClaimReportJson<'a>>,
}

#[derive(Serialize)]
struct ReviewReportJson<'a> {
    reviewer: &'a str,
    created: Timestamp,
    updated: Timestamp,
}

#[derive(Serialize)]
struct ClaimReportJson<'a> {
    number: String,
    id: &'a str,
    start: u32,
    end: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    quote: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<f32>,
    origin: &'static str,
    standing: &'static str,
    reviews: Vec<OpinionReportJson<'a>>,
}

/// What one reviewer made of a claim.
#[derive(Serialize)]
struct OpinionReportJson<'a> {
    reviewer: &'a str,
    standing: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<AnchorReportJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionReportJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    history: Vec<DecisionReportJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contacts: Vec<ContactReportJson<'a>>,
}

#[derive(Serialize)]
struct AnchorReportJson<'a> {
    state: &'static str,
    /// The words that were decided on.
    quote: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<SpanReportJson>,
}

#[derive(Serialize)]
struct SpanReportJson {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct DecisionReportJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aside: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    flags: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<EvidenceReportJson<'a>>,
    by: &'a str,
    at: Timestamp,
}

#[derive(Serialize)]
struct ContactReportJson<'a> {
    who: &'a str,
    how: &'static str,
    at: Timestamp,
    #[serde(skip_serializing_if = "str::is_empty")]
    outcome: &'a str,
    waiting: bool,
}

#[derive(Serialize)]
struct EvidenceReportJson<'a> {
    stance: &'static str,
    primary: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Timestamp>,
}

pub(super) fn write(dossiers: &[Dossier], options: &ReportOptions) -> Result<Report, ReportError> {
    let report = ReportJson {
        format: "factdesk.report",
        version: 1,
        articles: dossiers
            .iter()
            .map(|dossier| article(dossier, options))
            .collect(),
    };
    let text = serde_json::to_string_pretty(&report);
    Ok(Report {
        text: text.map_err(|error| ReportError::Bug(error.to_string()))? + "\n",
        remarks: Vec::new(),
    })
}

fn article<'a>(dossier: &'a Dossier, options: &ReportOptions) -> ArticleReportJson<'a> {
    let mut counts: BTreeMap<_, _> = Standing::ALL.iter().map(|s| (s.name(), 0)).collect();
    counts.extend(
        dossier
            .counts()
            .into_iter()
            .map(|(standing, count)| (standing.name(), count)),
    );
    let coverage = dossier.coverage();
    ArticleReportJson {
        path: &dossier.article.name,
        title: &dossier.article.title,
        sha256: &dossier.article.sha256,
        length: dossier.article.length,
        reviews: dossier
            .reviews
            .iter()
            .map(|review| ReviewReportJson {
                reviewer: &review.reviewer,
                created: review.created,
                updated: review.updated,
            })
            .collect(),
        counts,
        words: coverage.as_ref().map(|coverage| coverage.words()),
        words_in_no_claim: coverage
            .as_ref()
            .map(|coverage| coverage.words_in_no_claim()),
        claims: dossier
            .claims
            .iter()
            .map(|joint| claim(dossier, joint, options))
            .collect(),
    }
}

fn claim<'a>(
    dossier: &'a Dossier,
    joint: &'a DossierClaim,
    options: &ReportOptions,
) -> ClaimReportJson<'a> {
    let claim = joint.claim();
    ClaimReportJson {
        number: joint.number.to_string(),
        id: claim.id.as_str(),
        start: claim.span.start,
        end: claim.span.end,
        line: dossier.line_of(joint),
        quote: &joint.words,
        kind: claim.kind.map(|kind| kind.name()),
        speaker: joint.speaker(),
        priority: claim.priority,
        origin: claim.origin.name(),
        standing: joint.standing().name(),
        reviews: joint
            .opinions
            .iter()
            .map(|opinion| made(dossier, opinion, options))
            .collect(),
    }
}

fn made<'a>(
    dossier: &'a Dossier,
    opinion: &'a Opinion,
    options: &ReportOptions,
) -> OpinionReportJson<'a> {
    let anchor = &opinion.claim.anchor;
    let candidates = match anchor {
        Anchor::Ambiguous { candidates, .. } => &candidates[..],
        _ => &[],
    };
    let span = |span: &crate::text::Span| SpanReportJson {
        start: span.start,
        end: span.end,
    };
    OpinionReportJson {
        reviewer: dossier.reviewer(opinion),
        standing: opinion.standing().name(),
        anchor: anchor.was().map(|was| AnchorReportJson {
            state: anchor.name(),
            quote: &was.quote,
            candidates: candidates.iter().map(span).collect(),
        }),
        decision: opinion.decision().map(decision),
        history: opinion.claim.history.iter().map(decision).collect(),
        contacts: opinion.include_contacts(options).map(contact).collect(),
    }
}

fn contact(contact: &Contact) -> ContactReportJson<'_> {
    ContactReportJson {
        who: &contact.who,
        how: contact.how.name(),
        at: contact.at,
        outcome: &contact.outcome,
        waiting: contact.waiting,
    }
}

fn decision(decision: &Decision) -> DecisionReportJson<'_> {
    DecisionReportJson {
        verdict: decision.ruling.and_then(|r| r.verdict()).map(|v| v.name()),
        aside: decision.ruling.and_then(|r| r.aside()).map(|a| a.name()),
        reasons: decision
            .reasons
            .iter()
            .map(|reason| reason.name())
            .collect(),
        note: &decision.note,
        correction: decision.correction.as_deref(),
        flags: decision.flags.iter().map(|flag| flag.name()).collect(),
        evidence: decision
            .evidence
            .iter()
            .map(|evidence| EvidenceReportJson {
                stance: evidence.stance.name(),
                primary: evidence.primary,
                title: evidence.title.as_deref(),
                url: evidence.url.as_deref(),
                file: evidence.file.as_deref(),
                locator: evidence.locator.as_deref(),
                quote: evidence.quote.as_deref(),
                accessed: evidence.accessed,
            })
            .collect(),
        by: &decision.by,
        at: decision.at,
    }
}
