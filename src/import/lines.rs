//! JSON Lines: a claim, or a text with spans, on every line.

use serde_json::Value;

use super::importer::Importer;
use super::{ImportError, spans};

pub(super) fn read(text: &str, import: &mut Importer<'_>) -> Result<(), ImportError> {
    for (place, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let value =
            serde_json::from_str(line).map_err(|error| ImportError::syntax(&error, place))?;
        take(value, import);
    }
    Ok(())
}

/// Takes what one line, or one place in a list of texts, holds.
pub(super) fn take(value: Value, import: &mut Importer<'_>) {
    match value {
        Value::Object(fields) if spans::are_in(&fields) => spans::take(fields, import),
        Value::Object(mut fields) => {
            if !fields.contains_key("quote") {
                for other in ["text", "claim"] {
                    if let Some(words) = fields.shift_remove(other) {
                        fields.insert("quote".to_owned(), words);
                        break;
                    }
                }
            }
            import.add(Value::Object(fields));
        }
        other => import.add(other),
    }
}
