//! What kind of file it is, told by its content alone and without holding it as a tree.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A JSON array of claims, or an object that has one as `claims`; also what is not a kind at
    /// all, for that reader to say what is wrong.
    Claims,
    /// A JSON array of other programs' texts with spans.
    Texts,
    /// One JSON object a line.
    Lines,
    /// Separated values with a header.
    Table,
    /// W3C Web Annotations.
    Annotations,
    /// What the ClaimBuster API answers.
    Scores,
}

impl FileKind {
    pub(super) fn of(text: &str) -> Self {
        if !text.trim_start().starts_with(['{', '[']) {
            return if super::table::has_header(text) {
                FileKind::Table
            } else {
                FileKind::Claims
            };
        }
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<Outline>();
        let Some(Ok(first)) = values.next() else {
            return FileKind::Claims;
        };
        let rest = text[values.byte_offset()..].trim_start();
        match first {
            Outline::Object(_) if rest.starts_with('{') => FileKind::Lines,
            Outline::Object(fields) if fields.is_annotations() => FileKind::Annotations,
            Outline::Object(fields) if fields.has("claims") => FileKind::Claims,
            Outline::Object(fields) if fields.has("results") => FileKind::Scores,
            Outline::Object(fields) if fields.is_text_with_spans() => FileKind::Lines,
            Outline::Object(fields) if fields.has("quote") || fields.has("start") => {
                FileKind::Lines
            }
            Outline::Array(Some(fields)) if fields.is_annotations() => FileKind::Annotations,
            Outline::Array(Some(fields)) if fields.is_text_with_spans() => FileKind::Texts,
            _ => FileKind::Claims,
        }
    }
}

/// The names in a JSON object, and its `type`.
#[derive(Debug, Default)]
struct Fields {
    names: Vec<String>,
    types: Value,
}

impl Fields {
    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    fn is_annotations(&self) -> bool {
        let is_one = |value: &Value| {
            let name = value.as_str().unwrap_or_default();
            ["Annotation", "AnnotationPage", "AnnotationCollection"].contains(&name)
        };
        match &self.types {
            Value::Array(types) => types.iter().any(is_one),
            one => is_one(one),
        }
    }

    fn is_text_with_spans(&self) -> bool {
        self.has("text") && super::spans::FIELDS.iter().any(|field| self.has(field))
    }
}

/// A JSON value's outermost shape: of an array, its first object.
enum Outline {
    Object(Fields),
    Array(Option<Fields>),
    Other,
}

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(Outliner)
    }
}

struct Outliner;

impl<'de> Visitor<'de> for Outliner {
    type Value = Outline;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let mut fields = Fields::default();
        while let Some(name) = map.next_key::<String>()? {
            if name == "type" || name == "@type" {
                fields.types = map.next_value()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            fields.names.push(name);
        }
        Ok(Outline::Object(fields))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Outline, A::Error> {
        let first = match list.next_element::<Outline>()? {
            Some(Outline::Object(fields)) => Some(fields),
            _ => None,
        };
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Outline::Array(first))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Outline, E> {
        Ok(Outline::Other)
    }

    fn visit_unit<E>(self) -> Result<Outline, E> {
        Ok(Outline::Other)
    }
}
