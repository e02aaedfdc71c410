//! Claims as W3C Web Annotations (JSON-LD), for tools that know nothing of factdesk.

use serde_json::{Value, json};

use crate::model::Article;

/// Returns an annotation for each claim, which is given in our own JSON.
///
/// Every annotation names its article and itself by IRIs relative to the file's folder: the article's
/// name, and the claim's id in it. Properties that the vocabulary lacks (priority, hints) are left
/// out.
pub(super) fn of(article: &Article, claims: &[Value]) -> Value {
    let source = encoded(article.name());
    claims.iter().map(|claim| one(&source, claim)).collect()
}

fn one(source: &str, claim: &Value) -> Value {
    let tags = ["kind", "speaker"].into_iter().filter_map(|name| {
        let value = claim.get(name)?;
        Some(json!({"type": "TextualBody", "purpose": "tagging", "value": value}))
    });
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{source}#{}", claim["id"].as_str().unwrap_or_default()),
        "type": "Annotation",
        "motivation": "highlighting",
        "body": tags.collect::<Value>(),
        "target": {
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": claim["quote"],
                    "prefix": claim["prefix"],
                    "suffix": claim["suffix"],
                },
                {
                    "type": "TextPositionSelector",
                    "start": claim["start"],
                    "end": claim["end"],
                },
            ],
        },
    })
}

/// Returns a file's name as a part of an IRI (RFC 3986).
fn encoded(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_parts_of_an_iri() {
        assert_eq!(encoded("draft-1.txt"), "draft-1.txt");
        assert_eq!(encoded("a b:é#.txt"), "a%20b%3A%C3%A9%23.txt");
    }
}
