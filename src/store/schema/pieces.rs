//! The pieces that the file's objects are made of: strings, names from a table, and the fields that
//! this version does not know.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error as _, Visitor};
use serde::ser::{SerializeMap as _, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Map;

use crate::model::{
    Aside, ClaimKind, ClaimNumber, ContactMethod, Filter, Flag, Order, Origin, Reason, Stance,
    UnknownFields, Verdict,
};

/// A string of the file, borrowed from it where it holds no escapes. (serde borrows a `Cow` only
/// when it is not inside an `Option`.)
#[derive(Default)]
pub(in crate::store) struct Str<'a>(pub(in crate::store) Cow<'a, str>);

impl<'a> From<&'a str> for Str<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<Str<'_>> for String {
    fn from(text: Str<'_>) -> Self {
        text.0.into_owned()
    }
}

impl Serialize for Str<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StrVisitor;
        impl<'de> Visitor<'de> for StrVisitor {
            type Value = Cow<'de, str>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
            fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text))
            }
        }
        deserializer.deserialize_str(StrVisitor).map(Str)
    }
}

impl JsonSchema for Str<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string"})
    }
}

/// What a time is in the file's schema.
pub(in crate::store) struct TimeSchema;

impl JsonSchema for TimeSchema {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Time".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date-time"})
    }
}

/// A claim's number, as it is written.
pub(in crate::store) struct NumberJson(pub(in crate::store) ClaimNumber);

impl Serialize for NumberJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for NumberJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Str::deserialize(deserializer)?.0;
        written.parse().map(NumberJson).map_err(|_| {
            D::Error::custom(format_args!(
                "{written:?} is not a claim's number, such as \"14\" or \"14a\""
            ))
        })
    }
}

/// A value that is in the file by its name.
pub(in crate::store) struct ByName<T>(pub(in crate::store) T);

/// The tables of names of the model.
pub(in crate::store) trait NamedValue: Copy + 'static {
    /// What the values are called together.
    const WHAT: &'static str;
    /// Every value.
    const VALUES: &'static [Self];
    /// The name of a value.
    fn name_of(self) -> &'static str;
}

macro_rules! named {
    ($($type:ident = $what:literal),+) => {
        $(impl NamedValue for $type {
            const WHAT: &'static str = $what;
            const VALUES: &'static [Self] = Self::ALL;
            fn name_of(self) -> &'static str {
                self.name()
            }
        })+
    };
}
named!(
    ClaimKind = "kind",
    Origin = "origin",
    Verdict = "verdict",
    Aside = "reason for setting aside",
    Reason = "reason",
    Flag = "flag",
    Stance = "stance",
    ContactMethod = "way to reach somebody",
    Filter = "filter",
    Order = "order"
);

impl<T: NamedValue> Serialize for ByName<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name_of())
    }
}

impl<'de, T: NamedValue> Deserialize<'de> for ByName<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Str::deserialize(deserializer)?.0;
        let value = T::VALUES.iter().find(|value| value.name_of() == name);
        value.copied().map(ByName).ok_or_else(|| {
            let known: Vec<&str> = T::VALUES.iter().map(|value| value.name_of()).collect();
            D::Error::custom(format_args!(
                "unknown {} {name:?}, expected one of: {}",
                T::WHAT,
                known.join(", ")
            ))
        })
    }
}

impl<T: NamedValue> JsonSchema for ByName<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::WHAT.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = T::VALUES.iter().map(|value| value.name_of()).collect();
        json_schema!({"type": "string", "enum": names})
    }
}

/// The fields of an object that this version does not know. Numbers among them are kept as 64-bit
/// integers and doubles, which is as much as JSON's users can rely on (RFC 8259, 6).
pub(in crate::store) struct UnknownJson<'a> {
    pub(super) extra: Cow<'a, UnknownFields>,
    /// The names that must not come twice.
    pub(super) known: &'static [&'static str],
}

impl<'a> UnknownJson<'a> {
    pub(super) fn of(extra: &'a UnknownFields, known: &'static [&'static str]) -> Self {
        Self {
            extra: Cow::Borrowed(extra),
            known,
        }
    }
}

impl From<UnknownJson<'_>> for UnknownFields {
    fn from(rest: UnknownJson<'_>) -> Self {
        rest.extra.into_owned()
    }
}

impl Serialize for UnknownJson<'_> {
    /// Writes the fields after the known ones. A field of a claims file may be called like one of
    /// ours (`history`); written as it is it would make the review unreadable, left out it would be
    /// lost, so it gets an underscore.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.extra.fields() {
            if !self.known.contains(&name.as_str()) {
                map.serialize_entry(name, value)?;
                continue;
            }
            let mut free = format!("{name}_");
            while self.extra.fields().any(|(other, _)| *other == free) {
                free.push('_');
            }
            map.serialize_entry(&free, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for UnknownJson<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = Map::deserialize(deserializer)?;
        Ok(Self {
            extra: Cow::Owned(map.into()),
            known: &[],
        })
    }
}
