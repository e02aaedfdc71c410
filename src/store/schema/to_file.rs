//! The file's objects made from the model's.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::model::{Anchor, Article, Claim, Contact, Decision, Evidence, Hint, ReviewHead, Ruling};
use crate::text::Span;

use super::objects::{
    AnchorJson, ArticleJson, ClaimJson, ContactJson, DecisionJson, EvidenceJson, FORMAT, HintJson,
    ReviewJson, SpanJson, VERSION,
};
use super::pieces::{ByName, NumberJson, Str, UnknownJson};

/// Code points of `prefix` and `suffix`.
const CONTEXT: u32 = 32;

impl<'a> ReviewJson<'a, ()> {
    /// Makes a file without claims. Unknown fields of `article` are in a field of that name.
    pub(in crate::store) fn head(article: &'a Article, head: &'a ReviewHead) -> Self {
        let mut article_extra = Map::new();
        let mut top_extra = Map::new();
        for (name, value) in head.extra.fields() {
            match value {
                Value::Object(fields) if name == "article" => article_extra = fields.clone(),
                _ => {
                    top_extra.insert(name.clone(), value.clone());
                }
            }
        }
        Self {
            format: FORMAT.into(),
            version: VERSION,
            article: ArticleJson {
                path: article.name().into(),
                title: article.title().into(),
                sha256: article.sha256().into(),
                length: article.text().len(),
                rest: UnknownJson {
                    extra: Cow::Owned(article_extra.into()),
                    known: ArticleJson::FIELDS,
                },
            },
            reviewer: head.reviewer.as_str().into(),
            created: head.created,
            updated: head.updated,
            found: head.extracted_up_to,
            claims: (),
            rest: UnknownJson {
                extra: Cow::Owned(top_extra.into()),
                known: Self::FIELDS,
            },
        }
    }
}

impl<'a> ClaimJson<'a> {
    /// Makes the file's form of a claim; with an article, its selectors too.
    pub(in crate::store) fn of(claim: &'a Claim, article: Option<&'a Article>) -> Self {
        let Span { start, end } = claim.span;
        let cut =
            |start, end| article.map(|article| article.text().slice(Span::new(start, end)).into());
        Self {
            id: claim.id.as_str().into(),
            number: claim.number.is_given().then_some(NumberJson(claim.number)),
            start,
            end,
            quote: cut(start, end),
            prefix: cut(start.saturating_sub(CONTEXT), start),
            suffix: cut(end, end.saturating_add(CONTEXT)),
            anchor: AnchorJson::of(&claim.anchor),
            kind: claim.kind.map(ByName),
            speaker: claim.speaker.as_deref().map(Str::from),
            priority: claim.priority.map(decimal),
            origin: ByName(claim.origin),
            hints: claim.hints.iter().map(HintJson::of).collect(),
            decision: claim.decision.as_deref().map(DecisionJson::of),
            history: claim.history.iter().map(DecisionJson::of).collect(),
            contacts: claim.contacts.iter().map(ContactJson::of).collect(),
            rest: UnknownJson::of(&claim.extra, Self::FIELDS),
        }
    }
}

impl<'a> AnchorJson<'a> {
    fn of(anchor: &'a Anchor) -> Option<Self> {
        let was = anchor.was()?;
        let candidates = match anchor {
            Anchor::Ambiguous { candidates, .. } => candidates.as_slice(),
            _ => &[],
        };
        Some(Self {
            state: anchor.name().into(),
            quote: was.quote.as_str().into(),
            prefix: was.prefix.as_str().into(),
            suffix: was.suffix.as_str().into(),
            candidates: candidates
                .iter()
                .map(|&Span { start, end }| SpanJson { start, end })
                .collect(),
            put_away: matches!(
                anchor,
                Anchor::Gone {
                    is_put_away: true,
                    ..
                }
            ),
            rest: UnknownJson::of(&was.extra, Self::FIELDS),
        })
    }
}

impl<'a> HintJson<'a> {
    fn of(hint: &'a Hint) -> Self {
        Self {
            code: hint.code.as_str().into(),
            message: hint.message.as_str().into(),
            start: hint.span.start,
            end: hint.span.end,
            suggestion: hint.suggestion.as_deref().map(Str::from),
            dismissed: hint.dismissed,
            rest: UnknownJson::of(&hint.extra, Self::FIELDS),
        }
    }
}

impl<'a> DecisionJson<'a> {
    fn of(decision: &'a Decision) -> Self {
        let written = |text: &'a str| (!text.is_empty()).then(|| text.into());
        Self {
            verdict: decision.ruling.and_then(Ruling::verdict).map(ByName),
            aside: decision.ruling.and_then(Ruling::aside).map(ByName),
            reasons: decision.reasons.iter().copied().map(ByName).collect(),
            note: written(&decision.note),
            correction: decision.correction.as_deref().map(Str::from),
            flags: decision.flags.iter().map(ByName).collect(),
            evidence: decision.evidence.iter().map(EvidenceJson::of).collect(),
            by: decision.by.as_str().into(),
            at: decision.at,
            rest: UnknownJson::of(&decision.extra, Self::FIELDS),
        }
    }
}

impl<'a> EvidenceJson<'a> {
    fn of(evidence: &'a Evidence) -> Self {
        let text = |text: &'a Option<String>| text.as_deref().map(Str::from);
        Self {
            stance: ByName(evidence.stance),
            follows_verdict: evidence.follows_verdict,
            primary: evidence.primary,
            title: text(&evidence.title),
            url: text(&evidence.url),
            file: text(&evidence.file),
            locator: text(&evidence.locator),
            quote: text(&evidence.quote),
            accessed: evidence.accessed,
            rest: UnknownJson::of(&evidence.extra, Self::FIELDS),
        }
    }
}

impl<'a> ContactJson<'a> {
    fn of(contact: &'a Contact) -> Self {
        let outcome = contact.outcome.as_str();
        Self {
            who: contact.who.as_str().into(),
            how: ByName(contact.how),
            at: contact.at,
            outcome: (!outcome.is_empty()).then(|| outcome.into()),
            waiting: contact.waiting,
            rest: UnknownJson::of(&contact.extra, Self::FIELDS),
        }
    }
}

/// A priority as people read it: 0.81, and not the 0.8100000023841858 that it is to a double.
fn decimal(priority: f32) -> f64 {
    let priority = priority.clamp(0.0, 1.0);
    let shortest = priority.to_string();
    shortest.parse().unwrap_or(f64::from(priority))
}
