//! After a verdict the selection moves on, but the writing keys still apply to the claim just decided.

use factdesk::app::{Effect, Event, Mode};
use factdesk::model::{Flag, Reason, Ruling};
use proptest::prelude::*;

use crate::pty::{Home, claim};
use crate::test_app::{THREE, TestApp};

fn title(desk: &TestApp) -> Option<String> {
    desk.state.work().decided_note(true)
}

#[test]
fn writing_keys_apply_to_the_claim_just_decided() {
    let mut desk = TestApp::open(THREE);
    desk.keys("g");
    assert_eq!(desk.message(), "Claim 1: garbled · r why · u undoes");
    assert_eq!(desk.selected(), 2);
    let note = "r s e c f p: claim 1";
    assert_eq!(title(&desk).as_deref(), Some(note));
    assert!(
        desk.screen().contains(&format!("Claim 2 · {note}")),
        "{}",
        desk.screen()
    );
    assert!(desk.screen().contains("▷1 ≈"), "{}", desk.screen());

    desk.keys("r 1 enter");
    assert_eq!(desk.message(), "Claim 1: reasons: name · u undoes");
    desk.keys("f 1 enter");
    assert_eq!(desk.message(), "Claim 1: flags: legal · u undoes");
    desk.keys("e").types("asked").keys("enter");
    assert_eq!(desk.message(), "Claim 1: note saved · u undoes");
    desk.keys("c").types("!").keys("enter");
    assert_eq!(desk.message(), "Claim 1: correction saved · u undoes");
    desk.keys("s 1 tab").types("City archive").keys("enter");
    assert_eq!(desk.message(), "Claim 1: source filed · u undoes");
    desk.keys("p 1").types("Ada Frost").keys("enter");
    assert_eq!(desk.message(), "Claim 1: contact logged · u undoes");
    desk.keys("E");
    assert_eq!(desk.effects.last(), Some(&Effect::Edit("asked".into())));
    desk.event(Event::NoteEdited(Ok("asked twice".into())));

    let first = desk.claim(1);
    let decision = first.decision.as_ref().unwrap();
    assert_eq!(decision.reasons, [Reason::Name]);
    assert!(decision.flags.contains(Flag::Legal));
    assert_eq!(decision.note, "asked twice");
    assert_eq!(first.evidence().len(), 1);
    assert_eq!(first.contacts.len(), 1);
    assert!(desk.claim(2).is_blank(), "the selected claim is unchanged");
    assert_eq!(
        title(&desk).as_deref(),
        Some(note),
        "still the target of the writing keys"
    );
}

#[test]
fn any_other_key_returns_the_writing_keys_to_the_selected_claim() {
    for other in ["j k", "t", "?", "pgdn", "tab", "x", "Q"] {
        let mut desk = TestApp::open(THREE);
        desk.keys("g").keys(other);
        assert_eq!(title(&desk), None, "{other}");
        if matches!(desk.state.mode(), Mode::Help(_)) {
            desk.keys("esc");
        }
        desk.keys("e").types("here").keys("enter");
        assert_eq!((desk.note(1), desk.note(2)), ("", "here"), "{other}");
    }
}

#[test]
fn the_next_verdict_moves_the_target_and_undo_clears_it() {
    let mut desk = TestApp::open(THREE);
    desk.keys("v z 2 e").types("see claim 1").keys("enter");
    assert_eq!(desk.ruling(2), "repeat");
    assert_eq!((desk.note(1), desk.note(2)), ("", "see claim 1"));
    desk.keys("g");
    assert_eq!(title(&desk), None, "the last claim is the current one");
    desk.keys("r 1 enter");
    assert_eq!(desk.claim(3).decision.as_ref().unwrap().reasons.len(), 1);
    desk.keys("u u");
    assert_eq!((title(&desk), desk.selected()), (None, 3));
}

#[test]
fn writing_keys_apply_even_if_the_claim_has_left_the_list() {
    let mut desk = TestApp::open(THREE);
    desk.keys("F 2 v v d");
    assert_eq!((desk.state.work().list().len(), desk.selected()), (0, 0));
    assert!(desk.screen().contains("r s e c f p: claim 3"));
    desk.keys("r 1 enter");
    assert_eq!(desk.claim(3).decision.as_ref().unwrap().reasons.len(), 1);
    desk.keys("j e");
    assert!(
        desk.message().contains("the list is empty"),
        "{}",
        desk.message()
    );
}

#[test]
fn a_cancelled_field_keeps_its_draft_for_the_claim_just_decided() {
    let mut desk = TestApp::open(THREE);
    desk.keys("g e").types("half a").keys("esc");
    assert_eq!(desk.message(), "Claim 1: not saved: your draft is kept");
    desk.keys("e");
    assert_eq!(desk.message(), "Claim 1: draft restored");
    desk.types(" word").keys("enter");
    assert_eq!(desk.note(1), "half a word");
}

#[test]
fn a_click_returns_the_writing_keys_to_the_selected_claim() {
    use factdesk::app::{MouseAction, MouseInput};
    let mut desk = TestApp::open(THREE);
    desk.keys("m g");
    desk.event(Event::Mouse(MouseInput {
        what: MouseAction::Press,
        column: 100,
        row: 3,
    }));
    assert_eq!(title(&desk), None);
}

#[test]
fn the_target_of_the_writing_keys_at_80x24_and_40x10() {
    for (width, height) in [(80, 24), (40, 10)] {
        let mut desk = TestApp::unweighed(THREE).size(width, height);
        desk.keys("d");
        insta::assert_snapshot!(
            format!("after_a_verdict_at_{width}x{height}"),
            desk.screen()
        );
    }
}

#[test]
fn a_note_after_a_verdict_is_saved_on_that_claim() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed")
        .send("g")
        .shows("r s e c f p: claim 1");
    desk.send("r3\r").shows("Claim 1: reasons: wrong-word");
    desk.send("e").shows("Note on claim 1").send("sic\r");
    desk.shows("Claim 1: note saved").send("j");
    desk.wait("the next claim alone", |screen| {
        !screen.contains("r s e c f p:")
    });
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    assert_eq!(claim(&review, 1)["decision"]["note"], "sic");
    assert_eq!(claim(&review, 2)["decision"], serde_json::Value::Null);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A writing key changes only the claim that the screen names, whatever was pressed before.
    #[test]
    fn a_writing_key_changes_only_the_claim_that_the_screen_names(
        keys in proptest::collection::vec(
            prop::sample::select(vec![
                "v", "d", "g", "z 1", "j", "k", "u", "ctrl-r", "F 2", "F 1", "x", "t", "+", "-",
            ]),
            0..14,
        ),
        writes in prop::sample::select(vec!["e", "f 1 enter", "s 1 tab", "c end"]),
    ) {
        let mut desk = TestApp::open(THREE);
        for key in keys {
            desk.keys(key);
        }
        let named = match desk.state.work().decided_elsewhere() {
            Some(place) => Some(place),
            None => desk.state.work().list().selected(),
        };
        let before = desk.state.review().claims().to_vec();
        desk.keys(writes);
        if writes != "f 1 enter" {
            desk.types("abcd").keys("enter");
        }
        prop_assert_eq!(before.len(), desk.state.review().claims().len());
        for (place, claim) in desk.state.review().claims().iter().enumerate() {
            if Some(place) != named {
                prop_assert_eq!(claim, &before[place]);
            }
        }
        let rulings = |claims: &[std::sync::Arc<factdesk::model::Claim>]| -> Vec<Option<Ruling>> {
            claims.iter().map(|claim| claim.ruling()).collect()
        };
        prop_assert_eq!(rulings(&before), rulings(desk.state.review().claims()));
    }
}
