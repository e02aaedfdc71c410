//! Leaving a text field with Esc.
//!
//! An Esc may turn out to be the first byte of a longer sequence: then it is retracted and what it
//! closed opens again. Keys that arrive in one burst with the Esc are ignored.

use factdesk::app::{DroppedInput, Event};

use crate::sources_pane::{open_side_by_side, with_sources};
use crate::test_app::{THREE, TestApp};

/// Returns an app with a half-typed note on the first claim.
fn typing() -> TestApp {
    let mut desk = TestApp::open(THREE);
    desk.keys("e").types("ask ");
    desk
}

fn decided(desk: &TestApp) -> usize {
    desk.state.review().progress().reviewed()
}

#[test]
fn a_retracted_esc_reopens_the_note_unchanged() {
    let mut desk = typing();
    desk.keys("left left esc").event(Event::EscRetracted);
    desk.keys("right").types("vdg").keys("enter");
    assert_eq!(desk.note(1), "askvdg");
    assert_eq!(decided(&desk), 0);
    // There is no draft left.
    desk.keys("u e enter");
    assert_eq!(desk.note(1), "");
}

#[test]
fn a_retracted_esc_reopens_whatever_it_closed() {
    for open in ["c", "/", "s 1", "F", "?", "a", "p 1"] {
        let mut desk = TestApp::open(THREE);
        desk.keys(open);
        let before = desk.screen();
        desk.keys("esc");
        assert_ne!(desk.screen(), before, "{open}");
        desk.event(Event::EscRetracted);
        assert_eq!(desk.screen(), before, "{open}");
    }
}

#[test]
fn a_retracted_esc_keeps_search_and_message() {
    let mut desk = TestApp::open(THREE);
    desk.keys("/").types("bridge").keys("enter h");
    let before = desk.screen();
    desk.keys("esc").event(Event::EscRetracted);
    assert_eq!(desk.screen(), before);
}

#[test]
fn a_retracted_esc_may_be_doubled_or_followed_by_a_bracket() {
    for (burst, late) in [
        ("esc esc", ""),
        ("esc", "["),
        ("esc", "]"),
        ("esc esc", "["),
        ("esc", "P"),
    ] {
        let mut desk = typing();
        desk.burst(burst).keys(late).event(Event::EscRetracted);
        let written = format!("{burst} {late}");
        desk.types("v").keys("enter");
        assert_eq!((desk.note(1), decided(&desk)), ("ask v", 0), "{written}");
    }
}

#[test]
fn help_reopened_over_the_side_by_side_view_is_there_only_once() {
    for close in ["? esc", "? / esc esc"] {
        let mut desk = with_sources();
        let plain = desk.screen();
        open_side_by_side(&mut desk, 0);
        let (closing, last) = close.rsplit_once(' ').unwrap();
        desk.keys(closing);
        let help = desk.screen();
        desk.keys(last).event(Event::EscRetracted);
        assert_eq!(desk.screen(), help, "{close}");
        desk.keys("q");
        assert!(desk.state.side_by_side().is_some(), "{close}");
        desk.keys("q");
        assert!(desk.state.side_by_side().is_none(), "{close}");
        assert_eq!(desk.screen(), plain, "{close}");
        desk.keys("v");
        assert_eq!(desk.ruling(1), "verified");
    }
}

#[test]
fn only_the_latest_esc_can_be_retracted() {
    let mut desk = typing();
    desk.keys("esc j").event(Event::EscRetracted);
    desk.keys("v");
    assert_eq!(desk.ruling(2), "verified");
    let mut desk = TestApp::open(THREE);
    desk.event(Event::EscRetracted).keys("v");
    assert_eq!(decided(&desk), 1);
}

#[test]
fn retracting_an_esc_does_not_undo_an_earlier_one() {
    // While browsing, in the side-by-side view, and on a screen too small to show anything.
    let mut desk = typing();
    desk.keys("esc esc").event(Event::EscRetracted).keys("v");
    assert_eq!(
        (desk.ruling(1), desk.state.unsaved_texts().0.len()),
        ("verified", 1)
    );

    let mut desk = with_sources();
    desk.keys("e").types("ask ").keys("esc");
    open_side_by_side(&mut desk, 0);
    desk.keys("esc").event(Event::EscRetracted).keys("v");
    assert_eq!(
        (desk.ruling(1), desk.state.unsaved_texts().0.len()),
        ("verified", 1)
    );

    let mut desk = typing();
    desk.keys("esc").resize(10, 3);
    desk.keys("esc").event(Event::EscRetracted);
    desk.resize(80, 24);
    desk.keys("v");
    assert_eq!(
        (desk.ruling(1), desk.state.unsaved_texts().0.len()),
        ("verified", 1)
    );
}

#[test]
fn a_retracted_esc_restores_the_selected_claim() {
    let mut desk = TestApp::sample().size(80, 24);
    desk.keys("j j e").types("ask ");
    let (before, selected) = (desk.screen(), desk.selected());
    desk.keys("esc ] ] ] ] ]");
    assert_ne!(desk.selected(), selected);
    desk.event(Event::EscRetracted);
    assert_eq!(desk.screen(), before);
    desk.keys("enter v");
    assert_eq!((desk.ruling(selected), decided(&desk)), ("verified", 1));
}

#[test]
fn keys_in_the_same_burst_as_an_esc_are_ignored() {
    for open in ["e", "c", "/", "s 1"] {
        for leave in ["esc", "ctrl-c"] {
            let mut desk = TestApp::open(THREE);
            desk.keys(open);
            desk.burst(&format!("a {leave} v d g q"));
            assert_eq!(decided(&desk), 0, "{open} {leave}");
            assert!(
                desk.message().starts_with("q ignored"),
                "{}",
                desk.message()
            );
            // The next burst is not ignored.
            desk.burst("g g");
            assert_eq!(decided(&desk), 2, "{open} {leave}");
        }
    }
}

#[test]
fn keys_in_the_same_burst_as_enter_are_not_ignored() {
    let mut desk = TestApp::open(THREE);
    desk.burst("e h i enter v v");
    assert_eq!((desk.note(1), decided(&desk)), ("hi", 2));
}

#[test]
fn dropped_input_is_reported() {
    let mut desk = TestApp::open(THREE);
    desk.event(Event::InputDropped(DroppedInput::Paste));
    assert_eq!(
        desk.message(),
        "Dropped: the rest of a paste that was cut off"
    );
    desk.event(Event::InputDropped(DroppedInput::Answer));
    assert!(desk.message().contains("Esc ends it"), "{}", desk.message());
}

#[test]
fn without_a_free_terminal_there_is_no_editor_and_no_suspending() {
    let mut desk = TestApp::open(THREE);
    desk.keys("E").event(Event::TerminalNotReleased);
    assert_eq!(
        desk.message(),
        "Not opened: the terminal takes no output (Ctrl-Q resumes it)"
    );
    desk.keys("ctrl-z").event(Event::TerminalNotReleased);
    assert!(
        desk.message().starts_with("Not suspended:"),
        "{}",
        desk.message()
    );
}
