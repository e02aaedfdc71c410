//! schema.org ClaimReview, as JSON-LD for a page's `<script type="application/ld+json">`: one for
//! each claim that is verified or disputed. Garbled claims and those set aside are the desk's own
//! business, and so are notes and evidence.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::model::Flag;

use super::dossier::{Dossier, DossierClaim, Opinion, Standing};
use super::{ARTICLE_PLACEHOLDER, Report, ReportError, ReportOptions, file_name, wording};

/// What of a name does not be in an address as it is (RFC 3986, 2.3).
const OF_A_NAME: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The scale of two that the verdicts are put on.
const WORST: u8 = 1;
const BEST: u8 = 2;

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    reviews: Vec<ClaimReview<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct ClaimReview<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    date_published: String,
    author: Vec<JsonLdParty<'a>>,
    claim_reviewed: &'a str,
    item_reviewed: JsonLdClaim<'a>,
    review_rating: JsonLdRating,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "Claim")]
struct JsonLdClaim<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<JsonLdParty<'a>>,
    appearance: JsonLdArticle<'a>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "Article")]
struct JsonLdArticle<'a> {
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "Rating", rename_all = "camelCase")]
struct JsonLdRating {
    rating_value: u8,
    best_rating: u8,
    worst_rating: u8,
    alternate_name: &'static str,
    rating_explanation: String,
}

/// Who says a claim, or who reviews it.
#[derive(Serialize)]
#[serde(tag = "@type")]
enum JsonLdParty<'a> {
    Person { name: &'a str },
    Organization { name: &'a str },
}

pub(super) fn write(dossiers: &[Dossier], options: &ReportOptions) -> Result<Report, ReportError> {
    let mut reviews = Vec::new();
    let mut remarks = Vec::new();
    for dossier in dossiers {
        reviews.extend(
            dossier
                .claims
                .iter()
                .filter_map(|joint| review(dossier, joint, options)),
        );
        remarks.extend(left_out(dossier));
        remarks.extend(to_be_read(dossier));
    }
    remarks.extend(to_be_added(dossiers, options));
    let graph = Graph {
        context: "https://schema.org",
        reviews,
    };
    let text = serde_json::to_string_pretty(&graph);
    let text = text.map_err(|error| ReportError::Bug(error.to_string()))? + "\n";
    Ok(Report {
        // It goes into a page's script element, which the words of a claim must not end.
        text: text.replace('<', "\\u003c"),
        remarks,
    })
}

fn is_published(joint: &DossierClaim) -> bool {
    matches!(joint.standing(), Standing::Verified | Standing::Disputed)
}

fn review<'a>(
    dossier: &'a Dossier,
    joint: &'a DossierClaim,
    options: &'a ReportOptions,
) -> Option<ClaimReview<'a>> {
    let standing = joint.standing();
    if !is_published(joint) {
        return None;
    }
    let settled: Vec<&Opinion> = joint
        .opinions
        .iter()
        .filter(|opinion| opinion.standing() == standing)
        .collect();
    let last = settled
        .iter()
        .filter_map(|opinion| Some(opinion.decision()?.at))
        .max()?;
    let author = match &options.publisher {
        Some(name) => vec![JsonLdParty::Organization { name }],
        None => settled
            .iter()
            .map(|opinion| JsonLdParty::Person {
                name: dossier.reviewer(opinion),
            })
            .collect(),
    };
    Some(ClaimReview {
        url: options
            .url
            .as_deref()
            .map(|url| anchored(&address(url, &dossier.article.name), joint)),
        date_published: wording::day(last, &options.zone),
        author,
        claim_reviewed: &joint.words,
        item_reviewed: JsonLdClaim {
            author: joint.speaker().map(|name| JsonLdParty::Person { name }),
            appearance: JsonLdArticle {
                headline: &dossier.article.title,
                url: options
                    .article_url
                    .as_deref()
                    .map(|url| address(url, &dossier.article.name)),
            },
        },
        review_rating: JsonLdRating {
            rating_value: if standing == Standing::Verified {
                BEST
            } else {
                WORST
            },
            best_rating: BEST,
            worst_rating: WORST,
            alternate_name: standing.word(),
            rating_explanation: explanation(standing, &settled),
        },
    })
}

/// An address with the article's name in it.
fn address(pattern: &str, name: &str) -> String {
    let stem = Path::new(name).file_stem().unwrap_or_default();
    let name = utf8_percent_encode(&stem.to_string_lossy(), OF_A_NAME).to_string();
    pattern.replace(ARTICLE_PLACEHOLDER, &name)
}

/// The page with the place in it: that of the passage in the HTML report.
fn anchored(url: &str, joint: &DossierClaim) -> String {
    match url.contains('#') {
        true => url.to_owned(),
        false => format!("{url}#c{}", joint.number),
    }
}

/// What the verdict means, why it was given, and the scale it is on.
fn explanation(standing: Standing, settled: &[&Opinion]) -> String {
    let mut why: Vec<String> = settled
        .iter()
        .map(|opinion| (wording::ruling(opinion), wording::meanings(opinion)))
        .filter(|(_, meanings)| !meanings.is_empty())
        .map(|(ruling, meanings)| format!("{ruling}: {meanings}"))
        .collect();
    why.dedup();
    if why.is_empty() {
        why.push(format!("{}: {}", standing.word(), standing.meaning()));
    }
    let (verified, disputed) = (Standing::Verified.meaning(), Standing::Disputed.meaning());
    format!(
        "{}. Scale of two: {BEST} verified ({verified}), {WORST} disputed ({disputed}).",
        why.join("; ")
    )
}

/// Which claims are not published.
fn left_out(dossier: &Dossier) -> Option<String> {
    let parts: Vec<String> = dossier
        .counts()
        .into_iter()
        .filter(|(standing, _)| !matches!(standing, Standing::Verified | Standing::Disputed))
        .map(|(standing, count)| match standing {
            Standing::Split => format!("{count} on which the reviewers disagree"),
            _ => format!("{count} {}", standing.word()),
        })
        .collect();
    (!parts.is_empty()).then(|| {
        format!(
            "{}: left out are {} (only verified and disputed claims are published)",
            file_name(dossier),
            parts.join(", ")
        )
    })
}

/// Flags that concern who publishes.
fn to_be_read(dossier: &Dossier) -> Vec<String> {
    [Flag::Legal, Flag::Sensitive, Flag::LookAgain]
        .into_iter()
        .filter_map(|flag| {
            let numbers =
                wording::numbers(dossier.flagged(flag).filter(|joint| is_published(joint)));
            (!numbers.is_empty()).then(|| {
                let name = file_name(dossier);
                format!(
                    "{name}: flagged {}, to be read before publishing: claims {numbers}",
                    wording::flag(flag)
                )
            })
        })
        .collect()
}

/// What a publisher still has to add.
fn to_be_added(dossiers: &[Dossier], options: &ReportOptions) -> Vec<String> {
    let published = || {
        dossiers
            .iter()
            .flat_map(|d| &d.claims)
            .filter(|joint| is_published(joint))
    };
    if published().next().is_none() {
        return vec!["no claim is verified or disputed: there is nothing to publish".to_owned()];
    }
    let mut remarks = Vec::new();
    let mut add = |is_missing: bool, what: &str| {
        if is_missing {
            remarks.push(format!("still to be added: {what}"));
        }
    };
    add(
        options.url.is_none(),
        "url, the page the fact-check is published on (--url URL, or the setting url)",
    );
    add(
        options.publisher.is_none(),
        "the publisher as author, instead of the reviewers' names (--publisher NAME, or the setting publisher)",
    );
    add(
        options.article_url.is_none(),
        "itemReviewed.appearance.url, where the article can be read (--article-url URL, or the setting article_url)",
    );
    let nameless = published()
        .filter(|joint| joint.speaker().is_none())
        .count();
    add(
        nameless > 0,
        &format!(
            "itemReviewed.author, who says it, of {}",
            wording::count(nameless, "claim")
        ),
    );
    add(
        published().any(|joint| joint.speaker().is_some()),
        "Organization instead of Person where a speaker is one",
    );
    add(
        true,
        "the day of publication in datePublished, which says when it was decided",
    );
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_in_an_address_whatever_is_in_it() {
        for (name, expected) in [
            ("bridge-2.final.txt", "https://a.example/bridge-2.final?x"),
            ("a b&c#/d\u{e9}.md", "https://a.example/d%C3%A9?x"),
            ("a b&c#\u{e9}.md", "https://a.example/a%20b%26c%23%C3%A9?x"),
        ] {
            assert_eq!(address("https://a.example/{article}?x", name), expected);
        }
        assert_eq!(address("https://a.example/", "b.txt"), "https://a.example/");
    }
}
