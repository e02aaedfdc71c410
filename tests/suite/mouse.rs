//! The mouse selects and scrolls; it never decides anything.

use factdesk::app::{Effect, Event, Mode, MouseAction, MouseInput};
use proptest::prelude::*;
use rustix::process::Signal;
use vt100::MouseProtocolMode;

use crate::pty::{Home, Pty};
use crate::test_app::{THREE, TestApp};

/// Returns the column and row where words start on a screen.
pub fn place(screen: &str, words: &str) -> (u16, u16) {
    let found = screen.lines().enumerate().find_map(|(row, line)| {
        let before = line.split_once(words)?.0;
        Some((factdesk::text::cells(before) as u16, row as u16))
    });
    found.unwrap_or_else(|| panic!("{words:?} is not on\n{screen}"))
}

/// Like [`place`], but only in the article's pane, on the left.
fn in_article(screen: &str, words: &str) -> (u16, u16) {
    let left = |line: &str| line.chars().take(60).collect::<String>();
    place(
        &screen.lines().map(left).collect::<Vec<_>>().join("\n"),
        words,
    )
}

fn desk() -> TestApp {
    let mut desk = TestApp::open(THREE);
    desk.keys("m");
    assert_eq!(desk.effects.pop(), Some(Effect::Mouse(true)));
    desk
}

fn point(desk: &mut TestApp, what: MouseAction, (column, row): (u16, u16)) {
    desk.event(Event::Mouse(MouseInput { what, column, row }));
}

pub fn click(desk: &mut TestApp, at: (u16, u16)) {
    point(desk, MouseAction::Press, at);
    point(desk, MouseAction::Release, at);
}

#[test]
fn a_click_selects_a_claim_in_the_list_or_in_the_article() {
    let mut desk = desk();
    let screen = desk.screen();
    let (column, row) = place(&screen, " 3 ·");
    click(&mut desk, (column + 20, row));
    assert_eq!(desk.selected(), 3);
    click(&mut desk, in_article(&screen, "arch"));
    assert_eq!(desk.selected(), 2);
    click(&mut desk, in_article(&screen, "What next"));
    assert_eq!(desk.selected(), 2);
    assert!(
        desk.message().contains("No claim is here"),
        "{}",
        desk.message()
    );
    // A click anywhere else does nothing.
    for at in [(0, 0), (5, 35), (0, 5), (119, 34), (110, 30)] {
        click(&mut desk, at);
        assert_eq!(desk.selected(), 2);
    }
    assert!(desk.effects.is_empty());
}

#[test]
fn dragging_selects_words_for_a_new_claim() {
    let mut desk = desk();
    let screen = desk.screen();
    let from = in_article(&screen, "itle");
    let (column, row) = in_article(&screen, "opened");
    point(&mut desk, MouseAction::Press, from);
    point(&mut desk, MouseAction::Drag, (column, row));
    point(&mut desk, MouseAction::Release, (column, row));
    let Mode::Select(selection) = desk.state.mode() else {
        panic!("{:?}", desk.state.mode());
    };
    let text = desk.state.review().article().text();
    assert_eq!(text.slice(selection.span()), "title\n\nThe bridge opened");
    desk.keys("enter");
    assert_eq!(desk.state.review().claims().len(), 4);
    assert!(desk.message().contains("added"), "{}", desk.message());

    // Backwards, and cancelled with a key.
    point(&mut desk, MouseAction::Press, in_article(&screen, "lanes"));
    point(&mut desk, MouseAction::Drag, in_article(&screen, "carries"));
    let Mode::Select(selection) = desk.state.mode() else {
        panic!("{:?}", desk.state.mode());
    };
    let text = desk.state.review().article().text();
    assert_eq!(text.slice(selection.span()), "carries eight lanes");
    desk.keys("esc");
    assert_eq!(desk.state.review().claims().len(), 4);
}

#[test]
fn the_wheel_scrolls_the_pane_under_it() {
    let mut desk = TestApp::sample();
    desk.keys("m");
    desk.resize(120, 24);
    let (top, selected) = (desk.state.work().scroll(), desk.selected());
    let list = place(&desk.screen(), " 1 ·");
    point(&mut desk, MouseAction::WheelDown, (10, 10));
    assert!(desk.state.work().scroll() > top);
    assert!(desk.screen().contains(" 1 ·"));
    point(&mut desk, MouseAction::WheelDown, list);
    assert!(!desk.screen().contains(" 1 ·"));
    assert_eq!(desk.selected(), selected);
    point(&mut desk, MouseAction::WheelUp, (10, 10));
    point(&mut desk, MouseAction::WheelUp, list);
    assert_eq!(desk.state.work().scroll(), top);
    assert!(desk.screen().contains(" 1 ·"));
    desk.keys("?");
    let help = desk.screen();
    point(&mut desk, MouseAction::WheelDown, (10, 10));
    assert_ne!(desk.screen(), help);
}

#[test]
fn on_a_wide_screen_the_wheel_scrolls_each_of_three_columns() {
    let mut desk = TestApp::sample().size(160, 12);
    desk.keys("m e").types(&"many words in a note ".repeat(40));
    desk.keys("enter");
    let screen = desk.screen();
    let list = place(&screen, " 2 ·");
    let note = place(&screen, "note: many");
    assert!(note.0 > list.0 + 30, "the claim is right of the list");
    point(&mut desk, MouseAction::WheelDown, note);
    assert!(!desk.screen().contains("note: many"), "{}", desk.screen());
    assert!(desk.screen().contains(" 2 ·"));
    point(&mut desk, MouseAction::WheelUp, note);
    assert_eq!(desk.screen(), screen);
    click(&mut desk, list);
    assert_eq!(desk.selected(), 2);
}

#[test]
fn the_wheel_does_not_scroll_what_is_under_a_list() {
    let mut desk = TestApp::sample().size(80, 24);
    desk.keys("m d k r");
    let reasons = place(&desk.screen(), "Why claim 1");
    let top = desk.state.work().scroll();
    assert!(reasons.0 < 36, "the list does not cover the article");
    point(
        &mut desk,
        MouseAction::WheelDown,
        (reasons.0, reasons.1 + 2),
    );
    assert_eq!(desk.state.work().scroll(), top);
    point(&mut desk, MouseAction::WheelDown, (5, 3));
    assert!(desk.state.work().scroll() > top);
}

#[test]
fn the_mouse_does_nothing_in_a_text_field_or_when_off() {
    let mut desk = desk();
    let arch = in_article(&desk.screen(), "arch");
    desk.keys("e").types("x");
    click(&mut desk, arch);
    assert!(matches!(desk.state.mode(), Mode::Field(_)));
    desk.keys("esc m");
    let selected = desk.selected();
    click(&mut desk, arch);
    assert_eq!(desk.selected(), selected);
}

proptest! {
    #[test]
    fn no_mouse_input_decides_anything(
        steps in proptest::collection::vec((0usize..5, 0u16..130, 0u16..40, 0usize..6), 1..60),
        size in prop_oneof![Just((160, 40)), Just((120, 36)), Just((50, 14)), Just((10, 3))]
    ) {
        let mut desk = desk();
        desk.resize(size.0, size.1);
        for (what, column, row, key) in steps {
            use MouseAction::{Drag, Press, Release, WheelDown, WheelUp};
            let what = [Press, Drag, Release, WheelDown, WheelUp][what];
            desk.event(Event::Mouse(MouseInput { what, column, row }));
            desk.keys(["j", "?", "esc", "tab", "/", "F"][key]);
            desk.screen();
        }
        let changes = desk.effects.iter().any(|effect| matches!(effect, Effect::Save { .. }));
        prop_assert!(!changes);
    }
}

/// Sends a mouse report as a terminal does: SGR, with cells counted from 1.
fn report(pty: &mut Pty, button: u8, (column, row): (u16, u16), end: char) {
    pty.send(&format!("\u{1B}[<{button};{};{}{end}", column + 1, row + 1));
}

fn home(settings: &str) -> Home {
    let home = Home::with_article(THREE);
    std::fs::create_dir_all(home.path(".config/factdesk")).unwrap();
    std::fs::write(home.path(".config/factdesk/config.toml"), settings).unwrap();
    home
}

#[test]
fn the_mouse_works_in_a_terminal_and_is_switched_off_at_the_end() {
    let home = home("mouse = true\n");
    let mut pty = home.review_draft();
    pty.shows("0/3 reviewed");
    pty.wait_for_mouse(MouseProtocolMode::ButtonMotion);
    let screen = pty.screen();
    report(&mut pty, 0, in_article(&screen, "arch"), 'M');
    report(&mut pty, 0, in_article(&screen, "arch"), 'm');
    pty.shows("Claim 2").shows("▶2");
    report(&mut pty, 0, in_article(&screen, "What"), 'M');
    report(&mut pty, 32, in_article(&screen, "next"), 'M');
    report(&mut pty, 0, in_article(&screen, "next"), 'm');
    pty.shows("make a claim")
        .send("\r")
        .shows("Claim 3a: added");
    pty.send("q");
    assert_eq!(pty.exit_code(), 0);
    pty.assert_restored();
    assert_eq!(home.review()["claims"][3]["quote"], "What next");
}

#[test]
fn every_way_out_switches_the_mouse_off() {
    let home = home("");
    let mut pty = home.review_draft();
    pty.shows("0/3 reviewed");
    assert!(!String::from_utf8_lossy(&pty.bytes()).contains("\u{1B}[?1000h"));
    pty.send("m")
        .wait_for_mouse(MouseProtocolMode::ButtonMotion);
    pty.signal(Signal::TERM);
    assert_eq!(pty.exit_code(), 128 + 15);
    pty.assert_restored();

    let home = self::home("mouse = true\n");
    let script = home.path("editor");
    std::fs::write(&script, "#!/bin/sh\nprintf in-the-editor; read -r _\n").unwrap();
    let mut pty = home.start_command(
        &[
            "sh",
            "-c",
            "EDITOR='sh ./editor' exec \"$0\" draft.txt --reviewer alice",
            env!("CARGO_BIN_EXE_factdesk"),
        ],
        (120, 36),
    );
    pty.shows("0/3 reviewed").send("E").shows("in-the-editor");
    pty.wait_for_mouse(MouseProtocolMode::None);
    pty.send("\r")
        .wait_for_mouse(MouseProtocolMode::ButtonMotion);
    pty.shows("0/3 reviewed").send("q");
    assert_eq!(pty.exit_code(), 0);
    pty.assert_restored();
}
