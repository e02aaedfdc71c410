//! The file's objects made of the model's, and the model's of the file's, with the checks that need
//! neither the article nor the other claims.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::model::{
    Anchor, Article, ArticleInfo, Claim, ClaimId, Contact, Decision, Evidence, Hint, ReviewHead,
    Ruling, Selector, UnknownFields,
};
use crate::text::Span;

use super::{
    AnchorJson, ArticleJson, ByName, ClaimJson, ContactJson, DecisionJson, EvidenceJson, FORMAT,
    HintJson, NumberJson, ReviewJson, SpanJson, Str, UnknownJson, VERSION,
};

/// Code points of `prefix` and `suffix`.
const CONTEXT: u32 = 32;

/// What is wrong with a value that has the right type, and where in the claim it stands.
#[derive(Debug)]
pub(in crate::store) struct FieldFault {
    /// The path from the claim on: `decision.aside`.
    pub(in crate::store) place: String,
    pub(in crate::store) problem: String,
}

/// A claim's selector as it is in the file.
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

// --- Model to file.

impl<C> ReviewJson<'_, C> {
    /// Returns whether the file is one that this program may take for its own.
    pub(in crate::store) fn is_ours(&self) -> bool {
        self.format.0 == FORMAT && self.version == VERSION
    }
}

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

// --- File to model.

impl<C> ReviewJson<'_, C> {
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

/// A priority as people read it: 0.81, and not the 0.8100000023841858 that it is to a double.
fn decimal(priority: f32) -> f64 {
    let priority = priority.clamp(0.0, 1.0);
    let shortest = priority.to_string();
    shortest.parse().unwrap_or(f64::from(priority))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sample;
    use serde_json::json;

    fn written(claim: &Claim) -> Value {
        let article = sample::article();
        serde_json::to_value(ClaimJson::of(claim, Some(&article))).unwrap()
    }

    #[test]
    fn fields_come_in_the_order_of_the_contract() {
        let claim = Claim::clone(&sample::full().claims()[0]);
        let names =
            |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
        let json = written(&claim);
        assert_eq!(
            names(&json).join(" "),
            "id number start end quote prefix suffix kind speaker priority origin hints decision history \
             contacts topic start_"
        );
        assert_eq!(
            names(&json["contacts"][0]).join(" "),
            "who how at outcome waiting desk"
        );
        assert_eq!(
            names(&json["decision"]).join(" "),
            "verdict reasons note correction flags evidence by at mood"
        );
        assert_eq!(
            names(&json["decision"]["evidence"][0]).join(" "),
            "stance follows_verdict primary title url file locator quote accessed archive"
        );
        assert_eq!(json["decision"]["at"], "2023-11-14T22:13:27Z");
        assert_eq!(json["priority"].to_string(), "0.81");
    }

    #[test]
    fn an_open_claim_with_nothing_written_on_it_has_no_decision() {
        let json = written(&sample::full().claims()[1]);
        assert_eq!(
            json,
            json!({
                "id": sample::full().claims()[1].id.as_str(), "number": "2", "start": 24, "end": 39,
                "quote": "Two – is there.", "prefix": "Title “x”\n\nOne is here. ",
                "suffix": "\n日本 said “\u{1B}[31m é\u{301}”.\n", "origin": "added",
            })
        );
    }

    #[test]
    fn a_claim_in_doubt_keeps_the_words_it_was_decided_on() {
        let mut claim = Claim::clone(&sample::full().claims()[1]);
        claim.span = Span::new(24, 24);
        claim.anchor = Anchor::Ambiguous {
            was: Box::new(Selector {
                quote: "Two was there.".into(),
                prefix: "One is here. ".into(),
                suffix: String::new(),
                extra: sample::extra(json!({"seen": true})),
            }),
            candidates: vec![Span::new(11, 23), Span::new(24, 39)],
        };
        let json = written(&claim);
        assert_eq!(json["quote"], "");
        assert_eq!(
            json["anchor"],
            json!({
                "state": "ambiguous", "quote": "Two was there.", "prefix": "One is here. ",
                "suffix": "", "candidates": [{"start": 11, "end": 23}, {"start": 24, "end": 39}],
                "seen": true,
            })
        );
        let read = |json: &Value| {
            let text = json.to_string();
            let claim: ClaimJson<'_> = serde_json::from_str(&text).unwrap();
            claim.into_claim().map(|(claim, _)| claim)
        };
        assert_eq!(read(&json).unwrap(), claim);
        for (field, value, place) in [
            ("state", json!("sure"), "anchor.state"),
            ("candidates", json!([]), "anchor.candidates"),
            (
                "candidates",
                json!([{"start": 3, "end": 3}]),
                "anchor.candidates[0].end",
            ),
            ("state", json!("changed"), "end"),
        ] {
            let mut json = json.clone();
            json["anchor"][field] = value;
            assert_eq!(read(&json).unwrap_err().place, place);
        }
    }

    #[test]
    fn a_foreign_field_with_one_of_our_names_is_kept_beside_ours() {
        let mut claim = Claim::clone(&sample::full().claims()[1]);
        claim.extra = sample::extra(json!({"start": "now", "start_": 1, "history": "long"}));
        let json = written(&claim);
        assert_eq!(json["start"], 24);
        assert_eq!(json["start__"], "now");
        assert_eq!(json["start_"], 1);
        assert_eq!(json["history_"], "long");
    }

    #[test]
    fn a_priority_that_is_no_number_is_not_written_as_one() {
        let mut claim = Claim::clone(&sample::full().claims()[1]);
        claim.priority = Some(f32::NAN);
        assert_eq!(written(&claim)["priority"], Value::Null);
        claim.priority = Some(7.0);
        assert_eq!(written(&claim)["priority"].to_string(), "1.0");
    }
}
