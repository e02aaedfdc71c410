//! Our own claims file: a JSON array of claims, or an object that has one as `claims`.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value};

use crate::model::UnknownFields;

use super::importer::{ImportError, Importer, reason};

/// Reads the claims of a file.
pub(super) fn read(text: &str, import: &mut Importer<'_>) -> Result<(), ImportError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    FileVisitor(import)
        .deserialize(&mut reader)
        .and_then(|()| reader.end())
        .map_err(named)
}

/// Tells a broken file from a whole one that holds something else.
fn named(error: serde_json::Error) -> ImportError {
    match error.classify() {
        Category::Data => ImportError::NoList {
            what: reason(&error),
            line: error.line(),
            column: error.column(),
        },
        _ => ImportError::syntax(&error, 0),
    }
}

/// The file: the list itself, or an object around it.
struct FileVisitor<'i, 'a>(&'i mut Importer<'a>);

impl<'de> DeserializeSeed<'de> for FileVisitor<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for FileVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        ListVisitor(self.0).visit_seq(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut found = false;
        let mut extra = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if name != "claims" {
                extra.insert(name, fields.next_value()?);
            } else if found {
                return Err(A::Error::custom("`claims` is there twice"));
            } else {
                fields.next_value_seed(ListVisitor(&mut *self.0))?;
                found = true;
            }
        }
        if !found {
            return Err(A::Error::custom("the object has no `claims`"));
        }
        self.0.set_extra(UnknownFields::from(extra));
        Ok(())
    }
}

/// The list of claims.
struct ListVisitor<'i, 'a>(&'i mut Importer<'a>);

impl<'de> DeserializeSeed<'de> for ListVisitor<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ListVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<Value>()? {
            self.0.add(value);
        }
        Ok(())
    }
}
