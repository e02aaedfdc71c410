//! One object of a claims file, taken apart: where the claim is said to be, what is known of it,
//! and the rest.

use serde_json::{Map, Value};

use crate::model::{ClaimKind, Hint, UnknownFields};
use crate::text::Span;

use super::ImportFault;
use super::fault::excerpt;

/// A claim as its maker put it.
#[derive(Debug, Default)]
pub(super) struct Proposal {
    /// The article's words, lines ended by `\n`.
    pub(super) quote: Option<String>,
    /// What stands before them; empty for nothing in particular.
    pub(super) prefix: String,
    /// What follows them; empty for nothing in particular.
    pub(super) suffix: String,
    /// `start` and `end`, not compared with the article yet. Present if there is no quote.
    pub(super) offsets: Option<(u64, u64)>,
    /// How it is put.
    pub(super) kind: Option<ClaimKind>,
    /// Who says it.
    pub(super) speaker: Option<String>,
    /// How worth checking it is.
    pub(super) priority: Option<f32>,
    /// Why it looks odd.
    pub(super) hints: Option<Vec<Hint>>,
    /// Everything else that was said of it.
    pub(super) extra: UnknownFields,
}

impl Proposal {
    /// Takes an object apart. `length` is the article's, in code points.
    pub(super) fn of(value: Value, length: u32) -> Result<Self, ImportFault> {
        let fields = match value {
            Value::Object(fields) => fields,
            other => {
                return Err(ImportFault::NotAnObject {
                    found: type_of(&other),
                });
            }
        };
        let mut proposal = Self::default();
        let (mut start, mut end) = (None, None);
        let mut extra = Map::new();
        let mut renamed = Vec::new();
        for (name, value) in fields {
            match name.as_str() {
                // Many programs write every field, and null for "none".
                "quote" | "prefix" | "suffix" | "start" | "end" | "kind" | "speaker"
                | "priority" | "hints"
                    if value.is_null() => {}
                "quote" => proposal.quote = Some(words("quote", value)?),
                "prefix" => proposal.prefix = words("prefix", value)?,
                "suffix" => proposal.suffix = words("suffix", value)?,
                "start" => start = Some(position("start", &value)?),
                "end" => end = Some(position("end", &value)?),
                "kind" | "speaker" | "priority" | "hints" => {
                    if !proposal.describe(&name, &value, length) {
                        renamed.push((name, value));
                    }
                }
                // These mean something in a review file: another program's id, say, or what was
                // decided in the review that is used as a claims file. A claim comes undecided.
                "id" | "origin" | "decision" | "history" | "contacts" | "anchor" => {
                    renamed.push((name, value));
                }
                _ => {
                    extra.insert(name, value);
                }
            }
        }
        for (name, value) in renamed {
            keep(&mut extra, name, value);
        }
        proposal.extra = UnknownFields::from(extra);
        proposal.offsets = offsets(start, end, proposal.quote.is_some())?;
        Ok(proposal)
    }

    /// Takes what a field says of the claim; returns whether it was well-formed.
    fn describe(&mut self, field: &str, value: &Value, length: u32) -> bool {
        match field {
            "kind" => put(&mut self.kind, value.as_str().and_then(ClaimKind::named)),
            "speaker" => put(&mut self.speaker, value.as_str().and_then(some_words)),
            "priority" => put(&mut self.priority, value.as_f64().and_then(share)),
            "hints" => put(&mut self.hints, hints(value, length)),
            _ => false,
        }
    }
}

/// Returns the offsets of a claim; `None` if it has only a quote.
fn offsets(
    start: Option<u64>,
    end: Option<u64>,
    has_quote: bool,
) -> Result<Option<(u64, u64)>, ImportFault> {
    match (start, end) {
        (Some(start), Some(end)) => Ok(Some((start, end))),
        (None, None) if has_quote => Ok(None),
        (None, None) => Err(ImportFault::NoPlace),
        (Some(_), None) => Err(ImportFault::HalfAPlace {
            has: "start",
            lacks: "end",
        }),
        (None, Some(_)) => Err(ImportFault::HalfAPlace {
            has: "end",
            lacks: "start",
        }),
    }
}

fn put<T>(field: &mut Option<T>, value: Option<T>) -> bool {
    *field = value;
    field.is_some()
}

/// Keeps a field that cannot go by its own name, as `imported_…`; nothing is overwritten.
fn keep(extra: &mut Map<String, Value>, mut name: String, value: Value) {
    name.insert_str(0, "imported_");
    while extra.contains_key(&name) {
        name.insert_str(0, "imported_");
    }
    extra.insert(name, value);
}

/// Reads words of the article: with its line ends, whatever they were where the claim was made.
fn words(field: &'static str, value: Value) -> Result<String, ImportFault> {
    match value {
        Value::String(words) if words.contains('\r') => {
            Ok(words.replace("\r\n", "\n").replace('\r', "\n"))
        }
        Value::String(words) => Ok(words),
        other => Err(ImportFault::WrongType {
            field,
            wanted: "a string",
            found: type_of(&other),
        }),
    }
}

fn position(field: &'static str, value: &Value) -> Result<u64, ImportFault> {
    let Value::Number(number) = value else {
        return Err(ImportFault::WrongType {
            field,
            wanted: "a number",
            found: type_of(value),
        });
    };
    whole(value).ok_or_else(|| ImportFault::NotAPosition {
        field,
        number: excerpt(&number.to_string()),
    })
}

/// Reads a whole number from 0. `12.0` is one: a table with gaps in it has its whole numbers
/// turned into these (pandas does so).
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let number = value.as_f64()?;
        (number.fract() == 0.0 && (0.0..=u32::MAX.into()).contains(&number))
            .then_some(number as u64)
    })
}

fn some_words(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn share(number: f64) -> Option<f32> {
    (0.0..=1.0).contains(&number).then_some(number as f32)
}

/// Reads hints as the review file has them; `None` if one of them is not well-formed.
fn hints(value: &Value, length: u32) -> Option<Vec<Hint>> {
    value
        .as_array()?
        .iter()
        .map(|hint_| hint(hint_, length))
        .collect()
}

fn hint(value: &Value, length: u32) -> Option<Hint> {
    let mut fields = value.as_object()?.clone();
    let code = fields.shift_remove("code")?.as_str().and_then(some_words)?;
    let message = fields
        .shift_remove("message")?
        .as_str()
        .and_then(some_words)?;
    let start = whole(&fields.shift_remove("start")?)?;
    let end = whole(&fields.shift_remove("end")?)?;
    let suggestion = match fields.shift_remove("suggestion") {
        None => None,
        Some(suggestion) => Some(suggestion.as_str()?.to_owned()),
    };
    let dismissed = match fields.shift_remove("dismissed") {
        None => false,
        Some(dismissed) => dismissed.as_bool()?,
    };
    (start <= end && end <= u64::from(length)).then(|| Hint {
        code,
        message,
        span: Span::new(start as u32, end as u32),
        suggestion,
        dismissed,
        extra: UnknownFields::from(fields),
    })
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
