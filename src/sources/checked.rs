//! Earlier fact-checks: schema.org ClaimReview as JSON-LD, and this program's own review files.
//! Both are read leniently: whatever has the words of a claim and a verdict is taken.

use memchr::memmem;
use serde_json::{Map, Value};

/// The name that our own review files bear.
const REVIEW_FORMAT: &str = "factdesk.review";
/// A claim with more bytes is an article.
const MAX_CLAIM_BYTES: usize = 4096;
/// What is kept of a verdict, a name, a date or an address, in bytes.
const MAX_FIELD_BYTES: usize = 1024;

/// A claim that was checked before. All but the path is as it is in the file, and may hold
/// control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// The claim, in the words of the earlier check.
    pub claim: String,
    /// The verdict as it was published: `False`, `Mostly true`, `garbled`.
    pub verdict: String,
    /// Who checked it; empty where the file does not say.
    pub by: String,
    /// When, as the file has it (`2021-04-07`); empty where it does not say.
    pub when: String,
    /// Where the check can be read; empty where the file does not say.
    pub url: String,
    /// The file it was found in, as shown.
    pub path: String,
}

/// Reads the earlier checks in a JSON file.
///
/// # Errors
/// Says in plain words why there are none.
pub(super) fn read(json: &str, path: &str) -> Result<Vec<Checked>, String> {
    let value: Value =
        serde_json::from_str(json).map_err(|error| format!("it is not proper JSON: {error}"))?;
    let mut found = Vec::new();
    if value.get("format").and_then(Value::as_str) == Some(REVIEW_FORMAT) {
        ours(&value, &mut found);
        if found.is_empty() {
            return Err("it is a review without a verdict".to_owned());
        }
    } else {
        claim_reviews(&value, &mut found);
        if found.is_empty() {
            return Err("it holds no ClaimReview, and is no review of factdesk".to_owned());
        }
    }
    for checked in &mut found {
        checked.path = path.to_owned();
    }
    Ok(found)
}

/// Reads the earlier checks in the JSON-LD scripts of a page; scripts that are broken are passed
/// over, as a browser does.
pub(super) fn read_page(html: &str, path: &str) -> Vec<Checked> {
    if memmem::find(html.as_bytes(), b"ld+json").is_none() {
        return Vec::new();
    }
    scripts(html)
        .filter_map(|script| read(script, path).ok())
        .flatten()
        .collect()
}

/// The contents of a page's `application/ld+json` scripts.
fn scripts(html: &str) -> impl Iterator<Item = &str> {
    let lower = html.to_ascii_lowercase();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let tag = at + lower[at..].find("<script")?;
            let open = tag + lower[tag..].find('>')? + 1;
            let close = open + lower[open..].find("</script")?;
            at = close;
            if lower[tag..open].contains("application/ld+json") {
                return Some(&html[open..close]);
            }
        }
    })
}

/// Claims of one of our reviews that have a verdict.
fn ours(review: &Value, found: &mut Vec<Checked>) {
    let reviewer = text(review.get("reviewer"));
    let claims = review.get("claims").and_then(Value::as_array);
    for claim in claims.into_iter().flatten() {
        let Some(decision) = claim.get("decision") else {
            continue;
        };
        let by = text(decision.get("by"));
        push(
            found,
            Checked {
                claim: text(claim.get("quote")),
                verdict: text(decision.get("verdict")),
                by: if by.is_empty() { reviewer.clone() } else { by },
                when: text(decision.get("at")),
                ..Checked::default()
            },
        );
    }
}

/// Every ClaimReview in a value, wherever it stands: alone, in a list, in `@graph`, in a DataFeed.
fn claim_reviews(value: &Value, found: &mut Vec<Checked>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| claim_reviews(value, found)),
        Value::Object(fields) => {
            if is_claim_review(fields) {
                push(found, claim_review(fields));
            } else {
                fields
                    .values()
                    .filter(|value| value.is_array() || value.is_object())
                    .for_each(|value| claim_reviews(value, found));
            }
        }
        _ => {}
    }
}

fn is_claim_review(fields: &Map<String, Value>) -> bool {
    let is_it = |name: &Value| {
        name.as_str()
            .is_some_and(|name| name.rsplit(['/', ':', '#']).next() == Some("ClaimReview"))
    };
    match fields.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is_it),
        Some(name) => is_it(name),
        None => false,
    }
}

fn claim_review(fields: &Map<String, Value>) -> Checked {
    let author = names(fields.get("author"));
    Checked {
        claim: text(fields.get("claimReviewed")),
        verdict: verdict(fields.get("reviewRating")),
        by: if author.is_empty() {
            names(fields.get("publisher"))
        } else {
            author
        },
        when: first_text(fields, &["datePublished", "dateModified", "dateCreated"]),
        url: first_text(fields, &["url", "@id"]),
        path: String::new(),
    }
}

/// The words of a rating; without words its number, and out of how many.
fn verdict(rating: Option<&Value>) -> String {
    let rating = match rating {
        Some(Value::Array(ratings)) => ratings.first(),
        rating => rating,
    };
    let Some(Value::Object(fields)) = rating else {
        return text(rating);
    };
    let words = first_text(fields, &["alternateName", "name"]);
    if !words.is_empty() {
        return words;
    }
    let (value, best) = (
        text(fields.get("ratingValue")),
        text(fields.get("bestRating")),
    );
    if value.is_empty() || best.is_empty() {
        value
    } else {
        format!("{value} of {best}")
    }
}

/// The names of one or several people or houses.
fn names(value: Option<&Value>) -> String {
    match value {
        Some(Value::Array(values)) => {
            let names: Vec<String> = values
                .iter()
                .map(|value| names(Some(value)))
                .filter(|name| !name.is_empty())
                .collect();
            names.join(", ")
        }
        Some(Value::Object(fields)) => first_text(fields, &["name", "url", "@id"]),
        value => text(value),
    }
}

fn first_text(fields: &Map<String, Value>, names: &[&str]) -> String {
    names
        .iter()
        .map(|&name| text(fields.get(name)))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// A value as text: of a list its first, of a language-tagged value its value.
fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(values)) => text(values.first()),
        Some(Value::Object(fields)) => text(fields.get("@value")),
        _ => String::new(),
    }
}

fn push(found: &mut Vec<Checked>, mut checked: Checked) {
    let is_claim = (1..=MAX_CLAIM_BYTES).contains(&checked.claim.len());
    if !is_claim || checked.verdict.is_empty() {
        return;
    }
    for word in [
        &mut checked.verdict,
        &mut checked.by,
        &mut checked.when,
        &mut checked.url,
    ] {
        word.truncate(word.floor_char_boundary(MAX_FIELD_BYTES));
    }
    found.push(checked);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn review(claim: &str, rating: &str) -> String {
        format!(
            r#"{{"@type": "ClaimReview", "claimReviewed": "{claim}", "reviewRating": {rating}}}"#
        )
    }

    fn verdict_of(rating: &str) -> Option<String> {
        let found = read(&review("It rains.", rating), "a.json").ok()?;
        Some(found[0].verdict.clone())
    }

    #[test]
    fn a_verdict_is_taken_in_the_words_it_was_published_in() {
        for (rating, verdict) in [
            (
                r#"{"alternateName": "Pants on fire", "ratingValue": 1}"#,
                Some("Pants on fire"),
            ),
            (
                r#"{"alternateName": " ", "ratingValue": 3, "bestRating": "5"}"#,
                Some("3 of 5"),
            ),
            (r#"{"alternateName": ["Faux", "False"]}"#, Some("Faux")),
            (r#"[{"name": "True"}]"#, Some("True")),
            (r#"{"ratingValue": 3.5}"#, Some("3.5")),
            (r#""Misleading""#, Some("Misleading")),
            (r#"{"ratingValue": null}"#, None),
            ("null", None),
        ] {
            assert_eq!(verdict_of(rating).as_deref(), verdict, "{rating}");
        }
    }

    #[test]
    fn a_file_without_checks_says_what_it_is() {
        for (json, reason) in [
            (
                "{}",
                "it holds no ClaimReview, and is no review of factdesk",
            ),
            ("7", "it holds no ClaimReview, and is no review of factdesk"),
            (
                r#"{"format": "factdesk.review", "claims": 7}"#,
                "it is a review without a verdict",
            ),
            (
                "{",
                "it is not proper JSON: EOF while parsing an object at line 1 column 1",
            ),
        ] {
            assert_eq!(read(json, "a.json").unwrap_err(), reason);
        }
    }

    #[test]
    fn what_is_far_too_long_is_no_claim_and_no_name() {
        assert!(read(&review(&"a".repeat(5_000), "\"False\""), "a.json").is_err());
        let verdict = format!("\"{}\"", "é".repeat(5_000));
        assert_eq!(verdict_of(&verdict).unwrap().len(), MAX_FIELD_BYTES);
    }

    proptest! {
        #[test]
        fn any_page_is_read(
            html in "(<script|>|</script>|<SCRIPT type=\"application/ld\\+json\">|\\{\"@type\":\"ClaimReview\"\\}|é|İ| ){0,40}"
        ) {
            read_page(&html, "a.html");
        }
    }
}
