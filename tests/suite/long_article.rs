//! A long article can be read and reviewed while its claims are still being extracted.

use serde_json::Value;

use crate::pty::{Home, claim};
use rustix::process::Signal;

/// Returns an article of distinct paragraphs, each with three sentences.
fn long_article(paragraphs: usize) -> String {
    let mut text = "A long title\n\n".to_owned();
    for number in 0..paragraphs {
        text.push_str(&format!(
            "The {number}th bridge of the province was opened in the year {}. It has carried {} \
             cars a day since then, a report says. Its {number} lamps were lit for the first time \
             on a Tuesday in May.\n\n",
            1000 + number,
            number * 7
        ));
    }
    text
}

/// Returns start, end and id of each claim of a review.
fn passages(review: &Value) -> Vec<(u64, u64, String)> {
    let claims = review["claims"].as_array().unwrap().iter();
    let number = |claim: &Value, name: &str| claim[name].as_u64().unwrap();
    claims
        .map(|c| {
            (
                number(c, "start"),
                number(c, "end"),
                c["id"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}

#[test]
fn claims_can_be_decided_while_others_are_being_extracted() {
    let home = Home::with_article(&long_article(6000));
    let mut desk = home.review_draft();
    desk.shows("▶")
        .send("vvv")
        .wait("all claims and three saved verdicts", |screen| {
            let header = screen.lines().next().unwrap_or_default();
            let footer = screen.lines().last().unwrap_or_default();
            header.contains("3/18000 reviewed") && footer.contains("saved ")
        });
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    assert!(review.get("found").is_none(), "extraction is not complete");
    assert_eq!(claim(&review, 3)["decision"]["verdict"], "verified");

    // Same ids and order as when all are extracted at once.
    let output = home.run(&["extract", "draft.txt"]);
    let extracted: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = passages(&serde_json::json!({ "claims": extracted }));
    assert_eq!(passages(&review), all);
}

#[test]
fn extraction_continues_after_an_interrupted_session() {
    let home = Home::with_article(&long_article(30_000));
    let mut desk = home.review_draft();
    desk.shows("▶").send("v");
    desk.wait("one verdict saved", |screen| {
        screen
            .lines()
            .next()
            .is_some_and(|header| header.contains("1/"))
            && screen
                .lines()
                .last()
                .is_some_and(|footer| footer.contains("saved "))
    });
    desk.signal(Signal::TERM);
    assert_eq!(desk.exit_code(), 128 + 15);
    assert_eq!(claim(&home.review(), 1)["decision"]["verdict"], "verified");

    let mut desk = home.review_draft();
    desk.wait("all claims", |screen| screen.contains("1/90000 reviewed"));
    desk.send("v").wait("saved", |screen| {
        screen.contains("2/90000 reviewed")
            && screen
                .lines()
                .last()
                .is_some_and(|footer| footer.contains("saved "))
    });
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    assert_eq!(review["claims"].as_array().unwrap().len(), 90_000);
    assert!(review.get("found").is_none());
}
