//! doccano and Prodigy: a text and the spans annotated in it.
//!
//! doccano writes `"label": [[start, end, "name"]]`, and where relations are marked too
//! `"entities": [{"start_offset": …, "end_offset": …, "label": …}]`; Prodigy writes
//! `"spans": [{"start": …, "end": …, "label": …}]`. Offsets count code points of that text, which
//! may be the article or a part of it. What Prodigy's user rejected or left is not a claim.

use serde_json::{Map, Value, json};

use super::ImportFault;
use super::importer::Importer;

/// Where spans are listed.
pub(super) const FIELDS: [&str; 4] = ["spans", "entities", "label", "labels"];
/// How much of the text around a span goes along, in code points, to tell it from its likes.
const AROUND: usize = 200;

/// Returns whether an object is a text with spans.
pub(super) fn are_in(fields: &Map<String, Value>) -> bool {
    let is_list = |field: &str| fields.get(field).is_some_and(Value::is_array);
    fields.get("text").is_some_and(Value::is_string) && FIELDS.iter().any(|field| is_list(field))
}

pub(super) fn take(mut fields: Map<String, Value>, import: &mut Importer<'_>) {
    let answer = fields.get("answer").and_then(Value::as_str);
    if answer.is_some_and(|answer| answer != "accept") {
        return;
    }
    let lists = FIELDS.map(|field| fields.shift_remove(field));
    let Some(Value::String(text)) = fields.shift_remove("text") else {
        return;
    };
    let is_article = import.begins_with(&text);
    let chars: Vec<char> = text.chars().collect();
    for list in lists {
        for span in list
            .as_ref()
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            match claim(span, &chars, is_article) {
                Ok(claim) => import.add(claim),
                Err(fault) => import.refuse(fault),
            }
        }
    }
}

fn claim(span: &Value, text: &[char], is_article: bool) -> Result<Value, ImportFault> {
    let (mut start, mut end) = (Value::Null, Value::Null);
    let mut claim = Map::new();
    match span {
        Value::Array(parts) => {
            let mut parts = parts.iter().cloned();
            start = parts.next().unwrap_or_default();
            end = parts.next().unwrap_or_default();
            claim.extend(parts.next().map(|label| ("label".to_owned(), label)));
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                match name.as_str() {
                    "start" | "start_offset" => start = value.clone(),
                    "end" | "end_offset" => end = value.clone(),
                    // Counted in that program's tokens, and its text again.
                    "token_start" | "token_end" | "text" => {}
                    _ => drop(claim.insert(name.clone(), value.clone())),
                }
            }
        }
        _ => return Ok(span.clone()),
    }
    let range = start.as_u64().zip(end.as_u64());
    if let Some((from, to)) = range {
        let length = text.len();
        let (from, to) = (from as usize, to as usize);
        if to > length {
            return Err(ImportFault::BeyondItsText { end: to, length });
        }
        if from < to {
            let words = |range: &[char]| Value::String(range.iter().collect());
            claim.insert("quote".to_owned(), words(&text[from..to]));
            if !is_article {
                let before = &text[from.saturating_sub(AROUND)..from];
                let after = &text[to..(to + AROUND).min(length)];
                claim.insert("prefix".to_owned(), words(before));
                claim.insert("suffix".to_owned(), words(after));
                return Ok(Value::Object(claim));
            }
        }
    }
    // The article's own offsets, or such that the reader of claims has something to say of.
    claim.insert("start".to_owned(), start);
    claim.insert("end".to_owned(), end);
    Ok(json!(claim))
}

#[cfg(test)]
mod tests {
    use crate::import::{Imported, claims};
    use crate::model::Article;

    const TEXT: &str = "Title\nOne is here. Two is here.\nOne is here.\n";

    fn import(file: &str) -> (Vec<String>, Imported) {
        let article = Article::new("a.txt", TEXT.into());
        let imported = claims(file.as_bytes(), &article).unwrap();
        let placed = imported
            .claims
            .iter()
            .map(|claim| format!("{} {}", claim.span.start, article.text().slice(claim.span)))
            .collect();
        (placed, imported)
    }

    #[test]
    fn doccano_in_both_its_shapes() {
        let file = r#"{"id": 1, "text": "Title\nOne is here.", "label": [[6, 18, "CLAIM"]]}
            {"id": 2, "text": "Two is here.\nOne is here.", "entities": [{"id": 4, "label": "CLAIM",
            "start_offset": 0, "end_offset": 12}, {"start_offset": 13, "end_offset": 25}], "relations": []}"#
            .replace("\n            \"start_offset", "\"start_offset");
        let (placed, imported) = import(&file);
        assert_eq!(imported.rejected, []);
        assert_eq!(
            placed,
            ["6 One is here.", "19 Two is here.", "32 One is here."]
        );
        let label = imported.claims[0].extra.fields().next().unwrap();
        assert_eq!((label.0.as_str(), label.1), ("label", &"CLAIM".into()));
    }

    #[test]
    fn prodigy_without_what_was_rejected() {
        let file = r#"{"text": "Two is here.", "spans": [{"start": 0, "end": 12, "token_start": 0, "token_end": 3, "label": "CLAIM"}], "answer": "accept"}
{"text": "One is here.", "spans": [{"start": 0, "end": 3}], "answer": "reject"}
{"text": "Two is here.", "spans": [], "answer": "accept"}"#;
        let (placed, imported) = import(file);
        assert_eq!(placed, ["19 Two is here."]);
        assert_eq!(imported.rejected, []);
    }

    #[test]
    fn a_list_of_texts_is_read_like_lines() {
        let (placed, _) = import(r#"[{"text": "Two is here.", "label": [[0, 3, "x"]]}]"#);
        assert_eq!(placed, ["19 Two"]);
    }

    #[test]
    fn what_has_no_place_is_said() {
        let file = r#"{"text": "Two is here.", "label": [[0, 99, "x"], ["a", 2], [3, 3], [4], 7]}
{"text": "One is here.", "spans": [{"start": 0, "end": 3}]}
{"text": "Three.", "spans": [{"start": 0, "end": 5}]}"#;
        let (placed, imported) = import(file);
        assert!(placed.is_empty());
        let said: Vec<String> = imported.rejected.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 7, "{said:?}");
        for (said, part) in said.iter().zip([
            "claims[0]: it ends at 99, but the text it was marked in has only 12 code points",
            "claims[1]: `start` is a string",
            "claims[2]: it is empty",
            "claims[3]: it has `start` but no `end`",
            "claims[4]: it is a number, not an object",
            "claims[5]: its quote occurs 2 times",
            "claims[6]: its quote does not occur",
        ]) {
            assert!(said.starts_with(part), "{said}");
        }
    }
}
