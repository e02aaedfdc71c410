//! What the ClaimBuster API answers: `results`, each with a sentence and how worth checking it is.

use serde_json::{Map, Value};

use super::ImportError;
use super::importer::Importer;

pub(super) fn read(text: &str, import: &mut Importer<'_>) -> Result<(), ImportError> {
    let mut value: Value =
        serde_json::from_str(text).map_err(|error| ImportError::syntax(&error, 0))?;
    let Value::Array(results) = value["results"].take() else {
        return Err(ImportError::NoResults);
    };
    for result in results {
        import.add(match result {
            Value::Object(fields) => claim(fields),
            other => other,
        });
    }
    Ok(())
}

/// `text` is the sentence in the answers of the sentence scorer, `claim` in those that match
/// claims; `result` says in words what `score` says as a number.
fn claim(fields: Map<String, Value>) -> Value {
    let has_text = fields.contains_key("text");
    let named = fields.into_iter().map(|(name, value)| match name.as_str() {
        "text" => ("quote".to_owned(), value),
        "claim" if !has_text => ("quote".to_owned(), value),
        "score" => ("priority".to_owned(), value),
        _ => (name, value),
    });
    Value::Object(named.collect())
}

#[cfg(test)]
mod tests {
    use crate::import::claims;
    use crate::model::Article;

    #[test]
    fn scores_are_priorities() {
        let article = Article::new("a.txt", "Title\nOne is here. Two is here.\n".into());
        let file = r#"{"version": "2", "claim": "One is here. Two is here.", "results": [
            {"text": "One is here.", "index": 0, "score": 0.25, "result": "Unimportant Factual Statement"},
            {"text": "Two is here.", "index": 1, "score": 0.75, "result": "Check-worthy Factual Statement"},
            {"text": "Three is not.", "index": 2, "score": 0.5}]}"#;
        let imported = claims(file.as_bytes(), &article).unwrap();
        let priorities: Vec<_> = imported.claims.iter().map(|claim| claim.priority).collect();
        assert_eq!(priorities, [Some(0.25), Some(0.75)]);
        assert_eq!(imported.rejected.len(), 1);
        assert!(
            imported.claims[1]
                .extra
                .fields()
                .any(|(name, _)| name == "result")
        );
        let none = claims(b"{\"results\": 3}", &article).unwrap_err();
        assert!(none.to_string().contains("`results`"));
    }
}
