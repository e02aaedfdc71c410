//! `factdesk status --gate`: exit codes and reasons for pipelines.

use std::process::Output;

use factdesk::model::{Anchor, Selector, Stance, Verdict};
use factdesk::text::Span;
use serde_json::Value;

use crate::command_line::assert_fails;
use crate::fixtures::{BRIDGE, ReviewBuilder, alice, evidence};
use crate::pty::Home;
use crate::test_app::THREE;

fn gate(home: &Home, args: &[&str]) -> Output {
    home.run(&[&["status", "--gate"], args].concat())
}

/// Asserts that the gate is shut and that each of `parts` is listed.
fn assert_shut(output: &Output, parts: &[&str]) {
    let list = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(3), "{list}");
    for part in parts {
        assert!(list.contains(part), "{part} is not in {list}");
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("not ready"), "{said}");
}

fn assert_open(output: &Output) {
    let list = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{list}");
    assert!(output.stderr.is_empty());
}

/// Returns a review of [`THREE`] with a verdict on each claim.
fn settled(reviewer: &str) -> ReviewBuilder {
    ReviewBuilder::of(THREE, reviewer)
        .claim("The bridge opened in 1932.", |_, decision| {
            decision.ruling = Some(factdesk::model::Ruling::Verdict(Verdict::Verified));
            decision.evidence = vec![evidence(Stance::Supports, true)];
        })
        .ruled("Its arch is 503 metres long.", Verdict::Disputed)
        .ruled("It carries eight lanes of road.", Verdict::Garbled)
}

#[test]
fn an_open_claim_shuts_the_gate() {
    let home = Home::with_article(BRIDGE);
    alice().file(&home);
    assert_shut(
        &gate(&home, &[]),
        &[
            "draft.alice.review.json",
            "claim 5",
            "open",
            "What comes next?",
        ],
    );
    // Without `--gate`, an open claim does not matter.
    let plain = home.run(&["status"]);
    assert_eq!(plain.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&plain.stdout).contains("What comes next?"));
}

#[test]
fn the_gate_is_open_when_every_claim_is_settled() {
    let home = Home::with_article(THREE);
    settled("alice").file(&home);
    assert_open(&gate(&home, &[]));
    assert_shut(
        &gate(&home, &["--require-evidence"]),
        &["claim 2", "no-evidence", "Its arch"],
    );
    let list = gate(&home, &["--require-evidence", "--json"]);
    assert_eq!(list.status.code(), Some(3));
    let rows: Value = serde_json::from_slice(&list.stdout).unwrap();
    assert_eq!(rows[0]["gate"].as_array().unwrap().len(), 1);
    assert_eq!(rows[0]["gate"][0]["reason"], "no-evidence");
    assert_eq!(rows[0]["gate"][0]["number"], "2");
    let rows: Value = serde_json::from_slice(&gate(&home, &["--json"]).stdout).unwrap();
    assert_eq!(rows[0]["gate"], Value::Array(Vec::new()));
}

#[test]
fn one_unfinished_review_of_several_shuts_the_gate() {
    let home = Home::with_article(THREE);
    settled("alice").file(&home);
    ReviewBuilder::of(THREE, "bob")
        .claim("Its arch", |_, _| {})
        .file(&home);
    let output = gate(&home, &[]);
    assert_shut(&output, &["draft.bob.review.json", "claim 1"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("1 of 2 reviews"), "{said}");
}

#[test]
fn changed_claims_shut_the_gate_and_gone_claims_do_not() {
    let home = Home::with_article(THREE);
    let was = |quote: &str| {
        Box::new(Selector {
            quote: quote.into(),
            ..Selector::default()
        })
    };
    let review = settled("alice");
    let there = review.span("What next?");
    let nowhere = Span::new(there.start, there.start);
    review
        .claim("A title", |claim, decision| {
            decision.ruling = Some(factdesk::model::Ruling::Verdict(Verdict::Verified));
            claim.anchor = Anchor::Changed {
                was: was("The title"),
            };
        })
        .claim("What", |claim, decision| {
            decision.ruling = Some(factdesk::model::Ruling::Verdict(Verdict::Verified));
            claim.span = nowhere;
            claim.anchor = Anchor::Ambiguous {
                was: was("Which of them?"),
                candidates: vec![there],
            };
        })
        .claim("next", |claim, decision| {
            decision.ruling = Some(factdesk::model::Ruling::Verdict(Verdict::Disputed));
            claim.span = nowhere;
            claim.anchor = Anchor::Gone {
                was: was("Cut by the editor."),
                is_put_away: false,
            };
        })
        .file(&home);
    let output = gate(&home, &[]);
    assert_shut(
        &output,
        &["changed", "A title", "ambiguous", "Which of them?"],
    );
    let list = String::from_utf8_lossy(&output.stdout);
    assert!(!list.contains("Cut by"), "{list}");
}

#[test]
fn a_changed_or_missing_article_shuts_the_gate() {
    let home = Home::with_article(THREE);
    settled("alice").file(&home);
    std::fs::write(home.path("draft.txt"), THREE.replace("1932", "1933")).unwrap();
    assert_shut(&gate(&home, &[]), &["article-changed", "draft.txt"]);
    std::fs::remove_file(home.path("draft.txt")).unwrap();
    assert_shut(&gate(&home, &[]), &["article-missing", "--article"]);
    std::fs::write(home.path("elsewhere.txt"), THREE).unwrap();
    assert_open(&gate(&home, &["--article", "elsewhere.txt"]));
}

#[test]
fn a_review_in_use_or_with_a_rescued_copy_shuts_the_gate() {
    let home = Home::with_article(THREE);
    let review = settled("alice").file(&home);
    let mut desk = home.review_draft();
    desk.shows("3 of 3 done");
    assert_shut(&gate(&home, &[]), &["in-use"]);
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_open(&gate(&home, &[]));

    let data = home.path(".local/share/factdesk/rescued");
    std::fs::create_dir_all(&data).unwrap();
    let copy = data.join("rescued-4711.review.json");
    let mut content = home.json(&review);
    std::fs::write(&copy, content.to_string()).unwrap();
    // A copy without anything new does not count, whatever its date.
    assert_open(&gate(&home, &[]));
    content["claims"][0]["decision"]["note"] = "said on the phone".into();
    content["claims"][0]["decision"]["at"] = "2100-01-01T00:00:00Z".into();
    std::fs::write(&copy, content.to_string()).unwrap();
    assert_shut(&gate(&home, &[]), &["not-saved", "rescued-4711"]);
    std::fs::write(home.path(&review), content.to_string()).unwrap();
    assert_open(&gate(&home, &[]));
}

#[test]
fn without_a_readable_review_the_gate_fails_with_code_1() {
    let home = Home::with_article(THREE);
    assert_fails(&gate(&home, &[]), 1, &["no reviews"]);
    settled("alice").file(&home);
    std::fs::write(home.path("broken.review.json"), "{").unwrap();
    let output = gate(&home, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_fails(&home.run(&["status", "--require-evidence"]), 2, &["--gate"]);
}
