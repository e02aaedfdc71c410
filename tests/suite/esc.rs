//! Leaving a text field: an Esc that was no key, and keys typed in one burst with one that was.

use factdesk::app::{DroppedInput, Event};

use crate::sources_pane::{laid_beside, with_sources};
use crate::test_app::{THREE, TestApp};

/// A desk with a note begun on its first claim.
fn typing() -> TestApp {
    let mut desk = TestApp::open(THREE);
    desk.keys("e").types("ask ");
    desk
}

fn decided(desk: &TestApp) -> usize {
    desk.state.review.progress().reviewed()
}

#[test]
fn an_esc_that_was_no_key_opens_the_note_again_as_it_was() {
    let mut desk = typing();
    desk.keys("left left esc").event(Event::EscRetracted);
    desk.keys("right").types("vdg").keys("enter");
    assert_eq!(desk.note(1), "askvdg");
    assert_eq!(decided(&desk), 0);
    // No draft is left.
    desk.keys("u e enter");
    assert_eq!(desk.note(1), "");
}

#[test]
fn an_esc_that_was_no_key_opens_whatever_it_closed() {
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
fn an_esc_that_was_no_key_lets_go_of_no_search_and_no_message() {
    let mut desk = TestApp::open(THREE);
    desk.keys("/").types("bridge").keys("enter h");
    let before = desk.screen();
    desk.keys("esc").event(Event::EscRetracted);
    assert_eq!(desk.screen(), before);
}

#[test]
fn esc_may_come_twice_and_a_bracket_after_it() {
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
fn help_opened_again_over_the_view_of_article_and_source_lies_on_it_once() {
    for close in ["? esc", "? / esc esc"] {
        let mut desk = with_sources();
        let plain = desk.screen();
        laid_beside(&mut desk, 0);
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
fn only_the_last_esc_can_have_been_no_key() {
    let mut desk = typing();
    desk.keys("esc j").event(Event::EscRetracted);
    desk.keys("v");
    assert_eq!(desk.ruling(2), "verified");
    let mut desk = TestApp::open(THREE);
    desk.event(Event::EscRetracted).keys("v");
    assert_eq!(decided(&desk), 1);
}

#[test]
fn an_esc_that_was_no_key_undoes_no_earlier_one() {
    // In browsing, in the view of article and source, and on a screen too small to show anything.
    let mut desk = typing();
    desk.keys("esc esc").event(Event::EscRetracted).keys("v");
    assert_eq!(
        (desk.ruling(1), desk.state.unkept().0.len()),
        ("verified", 1)
    );

    let mut desk = with_sources();
    desk.keys("e").types("ask ").keys("esc");
    laid_beside(&mut desk, 0);
    desk.keys("esc").event(Event::EscRetracted).keys("v");
    assert_eq!(
        (desk.ruling(1), desk.state.unkept().0.len()),
        ("verified", 1)
    );

    let mut desk = typing();
    desk.keys("esc").resize(10, 3);
    desk.keys("esc").event(Event::EscRetracted);
    desk.resize(80, 24);
    desk.keys("v");
    assert_eq!(
        (desk.ruling(1), desk.state.unkept().0.len()),
        ("verified", 1)
    );
}

#[test]
fn an_esc_that_was_no_key_brings_the_cursor_back_too() {
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
fn keys_in_one_burst_with_the_one_that_left_a_text_are_no_commands() {
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
            // The next burst counts.
            desk.burst("g g");
            assert_eq!(decided(&desk), 2, "{open} {leave}");
        }
    }
}

#[test]
fn a_burst_may_end_a_text_that_is_kept_and_go_on() {
    let mut desk = TestApp::open(THREE);
    desk.burst("e h i enter v v");
    assert_eq!((desk.note(1), decided(&desk)), ("hi", 2));
}

#[test]
fn what_is_dropped_is_said() {
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
fn a_terminal_that_takes_no_output_is_not_handed_over() {
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
