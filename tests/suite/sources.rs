//! The search in the sources, tested with sentences whose passage is known.
//!
//! The figures are exact: the same files and sentences always give the same result. If a change of
//! the rules moves them, update them here and in `src/sources/sources.md`.

use std::fs;
use std::path::PathBuf;

use factdesk::sources::{Library, NearPassage, gather};
use serde_json::Value;

use crate::fixtures::{BRIDGE, alice};
use crate::pty::Home;

const DATA_FOLDER: &str = "tests/data/retrieval";

fn library() -> Library {
    let paths = ["sample-data/sources", "tests/data/retrieval/sources"].map(PathBuf::from);
    let library = gather(&paths, &[], &|_| true);
    assert!(library.skipped().is_empty(), "{:?}", library.skipped());
    library
}

fn json(path: &str) -> Vec<Value> {
    let value: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    value.as_array().unwrap().clone()
}

/// Returns whether a hit is the expected passage, ignoring line breaks.
fn is_expected(hit: &NearPassage, case: &Value) -> bool {
    let words: Vec<&str> = hit.passage.text.split_whitespace().collect();
    hit.passage
        .source
        .file
        .ends_with(case["source"].as_str().unwrap())
        && words.join(" ").contains(case["holds"].as_str().unwrap())
}

#[test]
fn sentences_find_the_passage_they_were_written_from() {
    let library = library();
    let cases = json(&format!("{DATA_FOLDER}/claims.json"));
    let mut places = [0; 4];
    let mut missed = Vec::new();
    for case in &cases {
        let claim = case["claim"].as_str().unwrap();
        let mut hits = library.find(claim, 3);
        hits.retain(|hit| !hit.is_weak);
        let place = hits
            .iter()
            .position(|hit| is_expected(hit, case))
            .unwrap_or(3);
        places[place] += 1;
        if place > 0 {
            missed.push(format!("{place}: {claim}"));
        }
    }
    let first = places[0];
    let in_three = first + places[1] + places[2];
    let figures = format!("{first} first, {in_three} in three, of {}", cases.len());
    assert_eq!(
        figures,
        "96 first, 97 in three, of 108",
        "{}",
        missed.join("\n")
    );
}

/// Adds to each sentence who says it, to whom and when.
#[test]
fn a_reporting_phrase_hides_at_most_two_passages() {
    let library = library();
    let cases = json(&format!("{DATA_FOLDER}/claims.json"));
    let mut figures = Vec::new();
    for (before, after) in [
        (
            "The ministry's spokesman told reporters in the capital late on Friday that ",
            ".",
        ),
        (
            "",
            ", a spokesman for the ministry told journalists at a briefing on Friday.",
        ),
        (
            "According to the ministry's spokesman in the capital, ",
            ".",
        ),
    ] {
        let (mut first, mut in_three) = (0, 0);
        for case in &cases {
            let claim = case["claim"].as_str().unwrap().trim_end_matches('.');
            let mut hits = library.find(&format!("{before}{claim}{after}"), 3);
            hits.retain(|hit| !hit.is_weak);
            let place = hits.iter().position(|hit| is_expected(hit, case));
            first += usize::from(place == Some(0));
            in_three += usize::from(place.is_some());
        }
        figures.push(format!("{first} first, {in_three} in three"));
    }
    assert_eq!(
        figures,
        [
            "95 first, 96 in three",
            "94 first, 95 in three",
            "95 first, 96 in three",
        ]
    );
}

#[test]
fn without_a_near_passage_the_nearest_are_weak_matches() {
    let library = library();
    let claim =
        "Ryabkov said Russia had assured the United States that there was no cause for concern";
    let hits = library.find(claim, 9);
    assert!(
        hits.len() <= 3 && hits.iter().all(|hit| hit.is_weak),
        "{hits:?}"
    );
    assert!(
        hits[0]
            .passage
            .text
            .contains("Sergei Ryabkov said on Monday"),
        "{hits:?}"
    );
    for kind in ["elsewhere", "near"] {
        for claim in json(&format!("{DATA_FOLDER}/no-source-{kind}.json")) {
            let hits = library.find(claim.as_str().unwrap(), 9);
            let weak = hits.iter().filter(|hit| hit.is_weak).count();
            assert!(weak == 0 || weak == hits.len() && weak <= 3, "{claim}");
        }
    }
}

#[test]
fn sentences_without_a_source_find_few_passages() {
    let library = library();
    let mut figures = Vec::new();
    let mut found = Vec::new();
    for kind in ["elsewhere", "near"] {
        let claims = json(&format!("{DATA_FOLDER}/no-source-{kind}.json"));
        let mut count = 0;
        for claim in &claims {
            let claim = claim.as_str().unwrap();
            let hits = library.find(claim, 9);
            assert!(
                hits.iter().all(|hit| !hit.is_weak) || hits.len() <= 3,
                "{claim}"
            );
            if let Some(hit) = hits.first().filter(|hit| !hit.is_weak) {
                count += 1;
                found.push(format!("{:.2} {claim}: {}", hit.score, hit.passage.text));
            }
        }
        figures.push(format!("{kind}: {count} of {}", claims.len()));
    }
    assert_eq!(
        figures,
        ["elsewhere: 0 of 40", "near: 7 of 20"],
        "{}",
        found.join("\n")
    );
}

#[test]
fn the_best_hit_for_each_garbled_sentence_of_the_sample_is_its_source() {
    let library = library();
    let article = fs::read_to_string("sample-data/nato-membership.txt").unwrap();
    let article: Vec<char> = article.chars().collect();
    for (passage, expected) in json("sample-data/nato-membership.key.json").iter().zip([
        "“But reforms alone will not stop Russia,” he wrote on Twitter.",
        "\"firmly supports\" the sovereignty and territorial integrity of Ukraine",
        "In his public message, Stoltenberg did not mention the membership plan.",
        "they set no date for it and offered neither country an action plan",
        "Ukraine wrote the goal of joining NATO into its constitution",
        "breaking the ceasefire of July 2020",
        "stood along the border and in Crimea",
        "whether Washington believed that an invasion was being prepared",
        "US President Joe Biden spoke to Zelenskyy on Friday",
        "Crimea was taken over by Russia",
        "the self-proclaimed republics",
        "at its own discretion",
    ]) {
        let sentence = sentence_around(&article, passage["start"].as_u64().unwrap() as usize);
        let hits = library.find(&sentence, 3);
        let best = &hits
            .first()
            .unwrap_or_else(|| panic!("no hit for {sentence}"));
        assert!(
            best.passage.text.contains(expected)
                && best.passage.source.file.ends_with("agency.txt"),
            "{sentence}\n{best:?}"
        );
    }
}

/// Returns the sentence around a code point: from a full stop or line feed to the next.
fn sentence_around(article: &[char], at: usize) -> String {
    let ends = |at: usize| match article[at] {
        '\n' => true,
        '.' => article[at + 1].is_whitespace() && !article[at - 1].is_uppercase(),
        _ => false,
    };
    let start = (0..at).rev().find(|&at| ends(at)).map_or(0, |at| at + 1);
    let end = (at..article.len())
        .find(|&at| ends(at))
        .unwrap_or(article.len());
    let sentence: String = article[start..end].iter().collect();
    sentence.trim().to_owned()
}

#[test]
fn the_agency_text_is_the_original_of_the_sample_only() {
    let library = library();
    let article = fs::read_to_string("sample-data/nato-membership.txt").unwrap();
    let original = library.original_of(&article).unwrap();
    let original = library.document(original);
    assert_eq!(original.listed().file, "sample-data/sources/agency.txt");
    assert_eq!(
        original.listed().title.as_deref(),
        Some("Ukraine's president asks NATO for a Membership Action Plan")
    );
    for other in ["bridge", "budget", "harbour", "hospital", "river"] {
        let article = fs::read_to_string(format!("tests/data/clean/{other}.txt")).unwrap();
        assert_eq!(library.original_of(&article), None, "{other}");
    }
    assert_eq!(library.original_of(""), None);
    // An article on the same subject, with a source for some of its sentences.
    let background = "NATO and Ukraine have a long history. NATO leaders said in 2008 that Ukraine \
        would one day become a member. The country gave up its nuclear weapons in 1994 in return \
        for guarantees. A charter on a distinctive partnership was signed in Madrid in 1997. \
        Polls show that support for membership doubled in the years after the war began.";
    assert_eq!(library.original_of(background), None);
}

fn checks() -> Library {
    gather(&[PathBuf::from("tests/data/checked")], &[], &|_| true)
}

#[test]
fn earlier_fact_checks_are_read_in_every_format() {
    let library = checks();
    assert!(library.skipped().is_empty(), "{:?}", library.skipped());
    let told: Vec<String> = library
        .checks()
        .iter()
        .map(|c| {
            let path = c.path.rsplit('/').next().unwrap();
            format!(
                "{path}: {} | {} | {} | {} | {}",
                c.claim, c.verdict, c.by, c.when, c.url
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "desk.alice.review.json: Mount Karsa erupted for the first time in more than a hundred years. | verified | bob | 2022-05-11T09:00:00Z | ",
            "desk.alice.review.json: Seventeen people are known to have died on the island. | garbled | alice | 2022-05-11T09:05:00Z | ",
            "feed.json: Turnout in Velland's election was the lowest since the war. | Mostly true | Velland Facts | 2022-09-21 | https://facts.example/turnout",
            "feed.json: Free school meals cost the state 1.9 billion crowns a year. | True | Velland Facts | 2022-09-25 | https://facts.example/meals",
            "graph.json: Waiting times at St Brannoc's Hospital doubled within a year. | Exaggerated | https://county.example | 2022-10-20 | ",
            "list.json: Thirteen thousand people have been killed in the war in eastern Ukraine. | Correct | Ada Quill, Ben Marsh | 2020-11-02T08:00:00Z | https://checks.example/dead-in-donbas",
            "list.json: The referendum in Crimea was recognised by the United Nations. | 1 of 6 | Desk of the Morning Paper |  | ",
            "page.html: The driver of the Ostby train was asleep when it derailed. | Unproven | Rail Watch | 2022-11-01 | https://rail.example/ostby",
            "single.jsonld: Ukraine became a member of NATO in April 2021. | False | Checks Example | 2021-04-09 | https://checks.example/nato-votes",
        ]
    );
}

#[test]
fn html_and_markdown_sources_are_read_without_markup() {
    let library = library();
    let hit = &library.find(
        "Moscow's treaty to annex the peninsula was signed on 18 March 2014",
        1,
    )[0];
    assert_eq!(
        hit.passage.source.file,
        "sample-data/sources/background.html"
    );
    assert_eq!(
        hit.passage.source.title.as_deref(),
        Some("Background: Crimea, the Donbas and the ceasefires, 2014–2021")
    );
    assert!(
        hit.passage
            .text
            .contains("on 18\u{A0}March 2014 Russia signed"),
        "{hit:?}"
    );
    let hit = &library.find(
        "The Secretary General spoke by telephone with the President",
        1,
    )[0];
    assert_eq!(
        hit.passage.source.file,
        "sample-data/sources/alliance-statement.md"
    );
    assert!(
        hit.passage
            .text
            .contains("General, Jens Stoltenberg, spoke"),
        "{hit:?}"
    );
}

#[test]
fn our_own_review_and_its_claimreview_report_are_read_back() {
    let home = Home::with_article(BRIDGE);
    alice().file(&home);
    let review = "draft.alice.review.json";
    let report = home.run(&["report", review, "--format", "claimreview"]);
    assert!(report.status.success());
    let path = home.path("report.json");
    fs::write(&path, report.stdout).unwrap();
    let library = gather(&[path, home.path(review)], &[], &|_| true);
    assert!(library.skipped().is_empty(), "{:?}", library.skipped());
    let (published, reviewed): (Vec<_>, Vec<_>) = library
        .checks()
        .iter()
        .partition(|checked| checked.path.ends_with("report.json"));
    assert!(!published.is_empty() && published.len() < reviewed.len());
    for checked in published {
        assert_eq!(checked.by, "alice");
        assert!(library.checked(&checked.claim, 5).len() >= 2, "{checked:?}");
    }
}

#[test]
fn a_claim_checked_before_is_recognised_and_a_similar_one_is_not() {
    let library = checks();
    let cases = json("tests/data/checked-claims.json");
    let mut wrong = Vec::new();
    let (mut same, mut other) = (0, 0);
    for case in &cases {
        let claim = case["claim"].as_str().unwrap();
        let expected = case["same_as"].as_str();
        let found = library.checked(claim, 3);
        let first = found.first().map(|earlier| earlier.checked.claim.as_str());
        match expected {
            Some(_) => same += 1,
            None => other += 1,
        }
        if first.is_some() != expected.is_some()
            || expected.is_some_and(|words| !first.unwrap().contains(words))
        {
            let score = found.first().map_or(0.0, |earlier| earlier.score);
            wrong.push(format!("{score:.2} {claim}: {first:?}"));
        }
    }
    assert!(same >= 15 && other >= 20);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
