//! The model's values made from the file's objects, with the checks that need neither the article
//! nor the other claims.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::model::{
    Anchor, ArticleInfo, Claim, ClaimId, Contact, Decision, Evidence, Hint, ReviewHead, Ruling,
    Selector, UnknownFields,
};
use crate::text::Span;

use super::objects::{
    AnchorJson, ClaimJson, ContactJson, DecisionJson, EvidenceJson, FORMAT, HintJson, ReviewJson,
    SpanJson, VERSION,
};
use super::pieces::UnknownJson;

/// What is wrong with a value that has the right type, and where in the claim it stands.
#[derive(Debug)]
pub(in crate::store) struct FieldFault {
    /// The path from the claim on: `decision.aside`.
    pub(in crate::store) place: String,
    pub(in crate::store) problem: String,
}

/// A claim's selector as it stands in the file.
pub(in crate::store) struct SelectorJson<'a> {
    pub(in crate::store) quote: Option<Cow<'a, str>>,
    prefix: Option<Cow<'a, str>>,
    suffix: Option<Cow<'a, str>>,
}

impl From<SelectorJson<'_>> for Selector {
    fn from(json: SelectorJson<'_>) -> Self {
        let text = |text: Option<Cow<'_, str>>| text.unwrap_or_default().into_owned();
        Self {
            quote: text(json.quote),
            prefix: text(json.prefix),
            suffix: text(json.suffix),
            ..Self::default()
        }
    }
}

impl<C> ReviewJson<'_, C> {
    /// Returns whether the file has this program's format and version.
    pub(in crate::store) fn is_ours(&self) -> bool {
        self.format.0 == FORMAT && self.version == VERSION
    }

    /// Returns what the file says about the review and about the article.
    pub(in crate::store) fn into_model(self) -> (ReviewHead, ArticleInfo) {
        let article = ArticleInfo {
            name: self.article.path.into(),
            title: self.article.title.into(),
            sha256: self.article.sha256.into(),
            length: self.article.length,
        };
        let head = ReviewHead {
            reviewer: self.reviewer.into(),
            created: self.created,
            updated: self.updated,
            extracted_up_to: self.found.filter(|&found| found < article.length),
            extra: unknown_fields(&self.rest, &self.article.rest),
        };
        (head, article)
    }
}

/// Returns a file's unknown fields as a review carries them: those of `article` are in a field of
/// that name, as in the file.
fn unknown_fields(top: &UnknownJson<'_>, article: &UnknownJson<'_>) -> UnknownFields {
    let fields = |extra: &UnknownFields| -> Map<String, Value> {
        let copy = |(name, value): (&String, &Value)| (name.clone(), value.clone());
        extra.fields().map(copy).collect()
    };
    let mut all = fields(&top.extra);
    let article = fields(&article.extra);
    if !article.is_empty() {
        all.insert("article".to_owned(), Value::Object(article));
    }
    all.into()
}

impl<'a> ClaimJson<'a> {
    /// Checks what can be checked without the article, and gives the claim and its selector.
    pub(in crate::store) fn into_claim(self) -> Result<(Claim, SelectorJson<'a>), FieldFault> {
        let selector = SelectorJson {
            quote: self.quote.map(|text| text.0),
            prefix: self.prefix.map(|text| text.0),
            suffix: self.suffix.map(|text| text.0),
        };
        let claim = Claim {
            id: ClaimId::from_file(&self.id.0),
            number: self.number.map(|number| number.0).unwrap_or_default(),
            span: span(self.start, self.end, || String::from("end"))?,
            anchor: match self.anchor {
                Some(anchor) => anchor.into_anchor()?,
                None => Anchor::Sure,
            },
            kind: self.kind.map(|kind| kind.0),
            speaker: self.speaker.map(|name| name.0.into()),
            priority: self.priority.map(|priority| priority as f32),
            origin: self.origin.0,
            hints: self
                .hints
                .into_iter()
                .enumerate()
                .map(|(index, hint)| hint.into_hint(index))
                .collect::<Result<_, _>>()?,
            decision: self
                .decision
                .map(|decision| decision.into_decision(|| String::from("decision.")))
                .transpose()?
                .filter(|decision| !decision.is_blank())
                .map(Box::new),
            history: self
                .history
                .into_iter()
                .enumerate()
                .map(|(index, entry)| entry.into_decision(|| format!("history[{index}].")))
                .collect::<Result<_, _>>()?,
            contacts: self.contacts.into_iter().map(Contact::from).collect(),
            extra: self.rest.into(),
        };
        if claim.id.as_str().is_empty() {
            return Err(FieldFault::at("id", "it is empty"));
        }
        if claim.span.is_empty() && claim.anchor.has_place() {
            return Err(FieldFault::at("end", "the claim holds no text"));
        }
        if !claim.span.is_empty() && !claim.anchor.has_place() {
            let problem = format!("a claim that is {} holds no text", claim.anchor.name());
            return Err(FieldFault::at("end", &problem));
        }
        if claim.priority.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
            return Err(FieldFault::at(
                "priority",
                "it does not lie between 0 and 1",
            ));
        }
        Ok((claim, selector))
    }
}

impl AnchorJson<'_> {
    fn into_anchor(self) -> Result<Anchor, FieldFault> {
        let was = Box::new(Selector {
            quote: self.quote.into(),
            prefix: self.prefix.into(),
            suffix: self.suffix.into(),
            extra: self.rest.into(),
        });
        let mut candidates = Vec::with_capacity(self.candidates.len());
        for (index, SpanJson { start, end }) in self.candidates.into_iter().enumerate() {
            let place = || format!("anchor.candidates[{index}].end");
            let candidate = span(start, end, place)?;
            if candidate.is_empty() {
                return Err(FieldFault::at(&place(), "the passage holds no text"));
            }
            candidates.push(candidate);
        }
        match &*self.state.0 {
            "changed" => Ok(Anchor::Changed { was }),
            "ambiguous" if candidates.is_empty() => {
                Err(FieldFault::at("anchor.candidates", "there are none"))
            }
            "ambiguous" => Ok(Anchor::Ambiguous { was, candidates }),
            "gone" => Ok(Anchor::Gone {
                was,
                is_put_away: self.put_away,
            }),
            _ => Err(FieldFault::at(
                "anchor.state",
                "expected one of: changed, ambiguous, gone",
            )),
        }
    }
}

impl HintJson<'_> {
    fn into_hint(self, index: usize) -> Result<Hint, FieldFault> {
        Ok(Hint {
            span: span(self.start, self.end, || format!("hints[{index}].end"))?,
            code: self.code.into(),
            message: self.message.into(),
            suggestion: self.suggestion.map(String::from),
            dismissed: self.dismissed,
            extra: self.rest.into(),
        })
    }
}

impl DecisionJson<'_> {
    fn into_decision(self, place: impl Fn() -> String) -> Result<Decision, FieldFault> {
        let ruling = match (self.verdict, self.aside) {
            (None, None) => None,
            (Some(verdict), None) => Some(Ruling::Verdict(verdict.0)),
            (None, Some(aside)) => Some(Ruling::Aside(aside.0)),
            (Some(_), Some(_)) => {
                return Err(FieldFault::at(
                    &format!("{}aside", place()),
                    "a claim has a verdict or is set aside, not both",
                ));
            }
        };
        Ok(Decision {
            ruling,
            reasons: self.reasons.into_iter().map(|reason| reason.0).collect(),
            note: self.note.map(String::from).unwrap_or_default(),
            correction: self.correction.map(String::from),
            flags: self.flags.into_iter().map(|flag| flag.0).collect(),
            evidence: self
                .evidence
                .into_iter()
                .map(EvidenceJson::into_evidence)
                .collect(),
            by: self.by.into(),
            at: self.at,
            extra: self.rest.into(),
        })
    }
}

impl EvidenceJson<'_> {
    fn into_evidence(self) -> Evidence {
        Evidence {
            stance: self.stance.0,
            follows_verdict: self.follows_verdict,
            primary: self.primary,
            title: self.title.map(String::from),
            url: self.url.map(String::from),
            file: self.file.map(String::from),
            locator: self.locator.map(String::from),
            quote: self.quote.map(String::from),
            accessed: self.accessed,
            extra: self.rest.into(),
        }
    }
}

impl From<ContactJson<'_>> for Contact {
    fn from(json: ContactJson<'_>) -> Self {
        Self {
            who: json.who.into(),
            how: json.how.0,
            at: json.at,
            outcome: json.outcome.map(String::from).unwrap_or_default(),
            waiting: json.waiting,
            extra: json.rest.into(),
        }
    }
}

impl FieldFault {
    pub(in crate::store) fn at(place: &str, problem: &str) -> Self {
        Self {
            place: place.to_owned(),
            problem: problem.to_owned(),
        }
    }
}

/// A span that is not inverted.
fn span(start: u32, end: u32, place: impl Fn() -> String) -> Result<Span, FieldFault> {
    if end < start {
        return Err(FieldFault {
            place: place(),
            problem: format!("it lies before the start ({start})"),
        });
    }
    Ok(Span::new(start, end))
}
