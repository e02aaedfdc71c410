//! The front door, `factdesk::review`: a review that another program works on.

use factdesk::{ReviewOptions, Ruling, Verdict};

use crate::pty::{Home, claim};
use crate::test_app::THREE;

#[path = "../../examples/review.rs"]
#[allow(dead_code, reason = "its `main` is for cargo run --example review")]
mod example;

#[test]
fn the_example_verifies_one_claim_after_another_and_saves() {
    let home = Home::with_article(THREE);
    let article = home.path("draft.txt");
    let text = example::verify_first(&article, "alice").unwrap();
    assert!(
        text.starts_with("1  The bridge opened in 1932.\n2  "),
        "{text}"
    );
    assert!(text.contains("1 of 3 claims reviewed"), "{text}");
    let text = example::verify_first(&article, "alice").unwrap();
    assert!(text.contains("2 of 3 claims reviewed"), "{text}");
    let review = home.review();
    for number in [1, 2] {
        let decision = &claim(&review, number)["decision"];
        assert_eq!(decision["verdict"], "verified");
        assert_eq!(decision["note"], "checked by a program");
        assert_eq!(decision["by"], "alice");
    }
    let mut desk = home.review_draft();
    desk.shows("2 of 3 done").send("q");
    assert_eq!(desk.exit_code(), 0);
}

fn options(reviewer: &str) -> ReviewOptions {
    ReviewOptions {
        reviewer: Some(reviewer.to_owned()),
        ..ReviewOptions::default()
    }
}

#[test]
fn nothing_is_written_before_save() {
    let home = Home::with_article(THREE);
    let mut review = factdesk::review(home.path("draft.txt"), options("alice")).unwrap();
    let first = review.claims()[0].id.clone();
    let verdict = Some(Ruling::Verdict(Verdict::Disputed));
    review.decide(&first, verdict).unwrap();
    assert!(!home.path("draft.alice.review.json").exists());
    review.save().unwrap();
    assert_eq!(claim(&home.review(), 1)["decision"]["verdict"], "disputed");
}

#[test]
fn a_review_that_is_open_elsewhere_is_refused() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed");
    let failure = factdesk::review(home.path("draft.txt"), options("alice"))
        .err()
        .unwrap();
    assert!(failure.message.contains("is open in process"), "{failure}");
    assert_eq!(failure.hints, ["quit it there first"]);
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn failures_keep_their_hints_apart() {
    let home = Home::with_article(THREE);
    let failure = factdesk::review(home.path("missing.txt"), options("alice"))
        .err()
        .unwrap();
    assert!(failure.message.ends_with("no such file"), "{failure}");
    assert_eq!(failure.hints.len(), 1);
}
