//! Earlier fact-checks: schema.org ClaimReview as JSON-LD, and this program's own review files.
//! Both are read leniently: whatever has the words of a claim and a verdict is taken.

use serde_json::{Map, Value};

/// The name that our own review files bear.
const OURS: &str = "factdesk.review";

/// A claim that was checked before.
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
    if value.get("format").and_then(Value::as_str) == Some(OURS) {
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

fn push(found: &mut Vec<Checked>, checked: Checked) {
    if !checked.claim.is_empty() && !checked.verdict.is_empty() {
        found.push(checked);
    }
}
