//! W3C Web Annotation (JSON-LD): one, a list, a page of them, or a collection with its pages.
//!
//! A claim is a target with a text quote selector, a text position selector, or both. Both say the
//! same passage where they were made for this very text; in another rendering of it the quote
//! holds, so that positions that lead elsewhere are left out of account.

use serde_json::{Map, Value, json};

use super::ImportError;
use super::importer::Importer;

pub(super) fn read(text: &str, import: &mut Importer<'_>) -> Result<(), ImportError> {
    let value = serde_json::from_str(text).map_err(|error| ImportError::syntax(&error, 0))?;
    walk(&value, import);
    Ok(())
}

fn walk(value: &Value, import: &mut Importer<'_>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| walk(one, import)),
        Value::Object(fields) if fields.contains_key("target") => annotation(fields, import),
        Value::Object(fields) => {
            for inside in ["first", "items", "next"] {
                match fields.get(inside) {
                    // A link to another page: there is no network here.
                    Some(Value::String(_)) | None => {}
                    Some(more) => walk(more, import),
                }
            }
        }
        other => import.add(other.clone()),
    }
}

fn annotation(fields: &Map<String, Value>, import: &mut Importer<'_>) {
    let targets = match &fields["target"] {
        Value::Array(targets) => targets.iter().collect(),
        one => vec![one],
    };
    for target in targets {
        let mut claim = Map::new();
        if let Some(selector) = target.get("selector") {
            select(selector, &mut claim);
        }
        let leads_elsewhere = claim
            .get("quote")
            .and_then(Value::as_str)
            .is_some_and(|quote| !import.has(quote, claim.get("start"), claim.get("end")));
        if leads_elsewhere {
            claim.shift_remove("start");
            claim.shift_remove("end");
        }
        for name in ["id", "body", "motivation", "creator", "created"] {
            if let Some(value) = fields.get(name) {
                claim.insert(name.to_owned(), value.clone());
            }
        }
        import.add(json!(claim));
    }
}

/// Takes from a selector, a list of them, or those that refine it.
fn select(selector: &Value, claim: &mut Map<String, Value>) {
    let pairs: &[(&str, &str)] = match selector.get("type").and_then(Value::as_str) {
        Some("TextQuoteSelector") => &[
            ("exact", "quote"),
            ("prefix", "prefix"),
            ("suffix", "suffix"),
        ],
        Some("TextPositionSelector") => &[("start", "start"), ("end", "end")],
        _ => &[],
    };
    for (name, ours) in pairs {
        if let Some(value) = selector.get(name) {
            claim.insert((*ours).to_owned(), value.clone());
        }
    }
    for inside in selector.as_array().into_iter().flatten() {
        select(inside, claim);
    }
    if let Some(inside) = selector.get("refinedBy") {
        select(inside, claim);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::import::{Imported, claims};
    use crate::model::Article;

    fn import(file: &Value) -> (Vec<u32>, Imported) {
        let text = "Title\nOne is here. Two is here.\n";
        let article = Article::new("a.txt", text.into());
        let imported = claims(file.to_string().as_bytes(), &article).unwrap();
        let starts = imported.claims.iter().map(|claim| claim.span.start);
        (starts.collect(), imported)
    }

    fn annotation(selector: Value) -> Value {
        json!({
            "@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/1",
            "type": "Annotation", "body": {"type": "TextualBody", "value": "check"},
            "target": {"source": "http://example.org/page", "selector": selector}
        })
    }

    fn quote(exact: &str) -> Value {
        json!({"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""})
    }

    #[test]
    fn one_a_list_a_page_and_a_collection() {
        let one = annotation(quote("One"));
        let two = annotation(json!({"type": "TextPositionSelector", "start": 19, "end": 31}));
        let page = json!({"type": "AnnotationPage", "items": [one, two]});
        for (file, starts) in [
            (one.clone(), vec![6]),
            (json!([one, two]), vec![6, 19]),
            (page.clone(), vec![6, 19]),
            (
                json!({"type": ["AnnotationCollection"], "first": page}),
                vec![6, 19],
            ),
            (json!({"type": "AnnotationPage", "items": []}), vec![]),
        ] {
            let (found, imported) = import(&file);
            assert_eq!(imported.rejected, []);
            assert_eq!(found, starts);
        }
        let (_, imported) = import(&one);
        let names: Vec<_> = imported.claims[0]
            .extra
            .fields()
            .map(|f| f.0.as_str())
            .collect();
        assert_eq!(names, ["body", "imported_id"]);
    }

    #[test]
    fn the_quote_holds_where_the_positions_lead_elsewhere() {
        let both =
            json!([quote("Two"), {"type": "TextPositionSelector", "start": 900, "end": 903}]);
        assert_eq!(import(&annotation(both)).0, [19]);
        // Positions tell apart what occurs twice; so does what stands around it.
        let both = json!([quote("is"), {"type": "TextPositionSelector", "start": 23, "end": 25}]);
        assert_eq!(import(&annotation(both)).0, [23]);
        let refined = json!({"type": "XPathSelector", "value": "/p[1]", "refinedBy":
            {"type": "TextQuoteSelector", "exact": "is", "prefix": "One ", "suffix": " here"}});
        assert_eq!(import(&annotation(refined)).0, [10]);
    }

    #[test]
    fn what_points_at_no_words_is_said() {
        let mut page_note = annotation(quote("One"));
        page_note["target"] = json!("http://example.org/page");
        let (found, imported) = import(&json!([page_note, annotation(quote("is")), 7]));
        assert!(found.is_empty());
        assert_eq!(imported.rejected.len(), 3);
        assert!(
            imported.rejected[0]
                .to_string()
                .contains("neither `quote` nor")
        );
    }
}
