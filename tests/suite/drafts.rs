//! Text that was typed but not saved: it is kept as a draft, and the screen says so.

use std::fs;

use factdesk::app::{Draft, DraftKind, Setup};
use factdesk::model::{ClaimId, Flags, Selector};
use rustix::process::Signal;

use crate::pty::{Home, claim};
use crate::test_app::{THREE, TestApp};

const ENTER: &str = "\r";

#[test]
fn drafts_are_shown_on_their_claims_listed_and_reopened() {
    let mut desk = TestApp::open(THREE);
    desk.keys("D");
    assert_eq!(desk.message(), "No drafts");
    desk.keys("e")
        .types("ask her")
        .keys("esc j c")
        .types(" or so")
        .keys("esc k");
    assert!(
        desk.screen().contains("Draft: ask her (e opens it)"),
        "{}",
        desk.screen()
    );
    desk.keys("D");
    let screen = desk.screen();
    assert!(screen.contains("1 Claim 2, correction"), "{screen}");
    assert!(screen.contains("2 Claim 1, note"), "{screen}");
    desk.keys("2").types(" again").keys("enter");
    assert_eq!(desk.note(1), "ask her again");
    desk.keys("D 1 enter");
    let decision = desk.claim(2).decision.as_ref().unwrap();
    assert!(decision.correction.as_ref().unwrap().ends_with(" or so"));
    assert_eq!(desk.state.unsaved_texts(), (Vec::new(), false));
}

#[test]
fn a_draft_note_of_a_gone_claim_leaves_another_claims_flags_alone() {
    let desk = TestApp::open(THREE);
    let gone = ClaimId::from_file("c0");
    let draft = Draft::Text {
        claim: gone.clone(),
        kind: DraftKind::NoteFor(Flags::default()),
        text: "which grey?".into(),
    };
    let mut desk = TestApp::start(Setup {
        drafts: vec![draft],
        ..Setup::new(desk.state.review().clone())
    });
    desk.keys("f 1 enter");
    let flags = |desk: &TestApp| desk.claim(1).decision.as_ref().unwrap().flags;
    let set = flags(&desk);
    assert!(!set.is_empty());
    desk.keys("D 1 enter");
    assert_eq!((desk.note(1), flags(&desk)), ("which grey?", set));
}

#[test]
fn a_draft_whose_claim_is_gone_opens_on_the_selected_claim() {
    let desk = TestApp::open(THREE);
    let gone = ClaimId::from_file("c0");
    let words = Selector {
        quote: "It was painted\u{1B} grey.".into(),
        ..Selector::default()
    };
    let draft = Draft::Text {
        claim: gone.clone(),
        kind: DraftKind::Note,
        text: "which grey?".into(),
    };
    let mut desk = TestApp::start(Setup {
        drafts: vec![draft],
        typing: true,
        draft_words: vec![(gone, words)],
        size: (120, 36),
        ..Setup::new(desk.state.review().clone())
    });
    assert_eq!(desk.message(), "1 draft: D");
    desk.keys("e").types("mine").keys("enter D");
    assert!(
        desk.screen().contains("Claim not in the article, note"),
        "{}",
        desk.screen()
    );
    desk.keys("1");
    assert_eq!(
        desk.message(),
        "Claim 1: typed on a claim that is gone: It was painted\u{241B} grey."
    );
    desk.keys("enter");
    assert_eq!(desk.note(1), "mine\nwhich grey?");
}

#[test]
fn a_half_typed_note_finds_its_claim_in_a_changed_article() {
    // With and without a saved review.
    for (keys, saved) in [("j", 0), ("vdj", 2)] {
        let home = Home::with_article(THREE);
        let mut desk = home.review_draft();
        desk.shows("0/3 reviewed").send(keys);
        if saved > 0 {
            desk.saved(saved);
        }
        desk.send("e").shows("Note on claim");
        desk.send("ask the engineer").shows("the engineer");
        desk.signal(Signal::HUP);
        desk.exit_code();
        // The claim's sentence and the one before it have both changed.
        let changed = THREE
            .replace("The bridge opened in 1932.", "It is a bridge of steel.")
            .replace("eight lanes of road", "eight lanes of the road")
            .replace("503 metres long", "504 metres long");
        fs::write(home.path("draft.txt"), changed).unwrap();
        let mut desk = home.review_draft();
        if saved > 0 {
            desk.shows("1 draft: D").send(ENTER);
            desk.shows("· 1 draft: D").send("D1");
        }
        desk.shows("ask the engineer").send(ENTER);
        desk.shows("note: ask the engineer").send("q");
        assert_eq!(desk.exit_code(), 0);
        let number = if saved > 0 { 3 } else { 2 };
        let review = home.review();
        let note = review["claims"]
            .as_array()
            .unwrap()
            .iter()
            .find(|claim| claim["decision"]["note"] == "ask the engineer")
            .unwrap();
        let start = if number == 3 {
            "It carries"
        } else {
            "Its arch"
        };
        assert!(note["quote"].as_str().unwrap().starts_with(start), "{note}");
        assert!(claim(&review, 1).is_object());
    }
}

#[test]
fn a_half_typed_note_whose_claim_is_gone_is_kept_across_sessions() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed")
        .send("jje")
        .shows("Note on claim 3");
    desk.send("how wide?").shows("how wide?");
    desk.signal(Signal::HUP);
    desk.exit_code();
    fs::write(
        home.path("draft.txt"),
        "A title\n\nSomething else altogether was printed on Sunday. Nobody read it.\n",
    )
    .unwrap();
    for _ in 0..2 {
        // The draft survives any number of sessions.
        let mut desk = home.review_draft();
        desk.shows("1 draft: D").send("jk").send("q");
        assert_eq!(desk.exit_code(), 0);
    }
    let mut desk = home.review_draft();
    desk.shows("1 draft: D").send("D");
    desk.shows("Claim not in the article, note")
        .shows("how wide?");
    desk.send("1")
        .shows("gone: It carries eight lanes of road.");
    desk.send(ENTER).shows("note: how wide?").send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(claim(&home.review(), 1)["decision"]["note"], "how wide?");
}

#[test]
fn undoing_a_step_of_an_earlier_session_says_so() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed").send("vg").saved(2).send("q");
    assert_eq!(desk.exit_code(), 0);
    let mut desk = home.review_draft();
    desk.shows("2 of 3 done").send("d").saved(3);
    desk.send("u").shows("Claim 3: undid disputed ");
    desk.wait("this session's", |screen| {
        !screen.contains("earlier session")
    });
    desk.send("u")
        .shows("Claim 2: undid garbled (earlier session)");
    desk.send("\u{12}")
        .shows("Claim 2: redid garbled (earlier session)");
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
}
