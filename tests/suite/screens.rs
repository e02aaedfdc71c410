//! Snapshots of whole screens, and properties of every screen.

use factdesk::model::Article;
use factdesk::tui::{Colours, Theme};
use proptest::prelude::*;
use ratatui::style::Modifier;

use crate::test_app::{THREE, TestApp};

/// Returns the sample with some decisions made.
fn under_review(width: u16, height: u16) -> TestApp {
    let mut desk = TestApp::sample().size(width, height);
    desk.keys("v v d z 1 v g r 1 enter v");
    desk.keys("k k e")
        .types("name mangled, see two lines up")
        .keys("enter");
    // A key that clears the message.
    desk.keys("k j");
    desk
}

#[test]
fn the_review_at_120x36() {
    insta::assert_snapshot!(under_review(120, 36).screen());
}

#[test]
fn the_review_at_160x45() {
    insta::assert_snapshot!(under_review(160, 45).screen());
}

#[test]
fn the_review_at_80x24() {
    insta::assert_snapshot!(under_review(80, 24).screen());
}

#[test]
fn one_pane_at_60x20() {
    let mut desk = under_review(60, 20);
    insta::assert_snapshot!("claims_at_60x20", desk.screen());
    desk.keys("tab");
    insta::assert_snapshot!("article_at_60x20", desk.screen());
}

#[test]
fn the_smallest_screen_at_40x10() {
    let mut desk = under_review(40, 10);
    insta::assert_snapshot!("claims_at_40x10", desk.screen());
    desk.keys("tab");
    insta::assert_snapshot!("article_at_40x10", desk.screen());
}

#[test]
fn a_message_instead_of_the_review_at_39x9() {
    insta::assert_snapshot!(under_review(39, 9).screen());
}

#[test]
fn a_note_being_typed_at_80x24() {
    let mut desk = under_review(80, 24);
    desk.keys("j e")
        .types("Asked the press office on Tuesday; an answer is due by noon.");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn choosing_reasons_at_80x24() {
    let mut desk = under_review(80, 24);
    desk.keys("home j d r j space");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn searching_at_80x24() {
    let mut desk = under_review(80, 24);
    desk.keys("/").types("nato");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_help_at_80x24() {
    let mut desk = under_review(80, 24);
    desk.keys("?");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_ascii_option_draws_only_ascii() {
    let mut desk = TestApp::open(THREE);
    let theme = Theme::new(Colours::None, true);
    for keys in [
        "g",
        "r 1 enter k",
        "x f 2 enter",
        "z",
        "esc F",
        "esc s enter",
        "esc p enter x tab tab tab tab space enter",
        "p",
        "esc P",
        "esc ?",
        "pgdn",
        "/ k enter",
        "esc }",
        "a",
    ] {
        desk.keys(keys);
        let screen = desk.screen_in(&theme);
        let foreign: Vec<char> = screen.chars().filter(|c| !c.is_ascii()).collect();
        assert!(foreign.is_empty(), "{foreign:?}\n{screen}");
    }
}

#[test]
fn the_current_passage_and_matches_are_marked_with_and_without_colours() {
    let mut desk = TestApp::open(THREE);
    desk.keys("/").types("arch").keys("enter");
    for colours in [
        Colours::None,
        Colours::Sixteen,
        Colours::Indexed,
        Colours::True,
    ] {
        let theme = Theme::new(colours, false);
        let buffer = desk.buffer(&theme);
        let find = |words: &str| {
            let article = desk.state.work().panes().article_text();
            let rows = article.rows().map(|row| {
                let cells = row.columns().map(|cell| buffer[(cell.x, cell.y)].symbol());
                (row, cells.collect::<String>())
            });
            let (row, at) = rows
                .filter_map(|(row, text)| Some((row, text.find(words)?)))
                .next()
                .unwrap();
            (usize::from(row.x) + at, usize::from(row.y))
        };
        let (x, y) = find("Its arch");
        let style = |x: usize| {
            let cell = &buffer[(x as u16, y as u16)];
            (cell.fg, cell.bg, cell.modifier - Modifier::empty())
        };
        let plain = style(x - 3);
        assert_ne!(style(x), plain, "{colours:?}: the passage is not marked");
        assert_ne!(
            style(x + 4),
            style(x),
            "{colours:?}: the match is not marked"
        );
    }
}

/// Asserts that each framed row is exactly as wide as the screen.
fn assert_rows_have_width(screen: &str, width: usize) {
    for line in screen.lines().filter(|line| line.starts_with('│')) {
        let cells: usize = factdesk::text::cells(line);
        assert_eq!(cells, width, "{line}");
    }
}

#[test]
fn wide_and_combining_characters_keep_columns_aligned() {
    let text = "Заголовок\n\nУкраїна просить НАТО пришвидшити вступ, сказав Зеленський у вівторок.\n\
        北大西洋条約機構はウクライナの主権を強く支持していると事務総長が述べた。\n\
        قال الرئيس إن العضوية هي السبيل الوحيد لإنهاء الحرب في دونباس.\n\
        A family 👨\u{200D}👩\u{200D}👧 and a flag 🇺🇦 were seen, and e\u{301}te\u{301} was written with marks.\n";
    for (width, height) in [(120, 36), (80, 24), (60, 20), (40, 10)] {
        let mut desk = TestApp::open(text).size(width, height);
        for _ in 0..6 {
            assert_rows_have_width(&desk.screen(), usize::from(width));
            desk.keys("j");
        }
        desk.keys("tab");
        assert_rows_have_width(&desk.screen(), usize::from(width));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_article_causes_a_panic_or_a_control_character(
        text in any::<String>(), keys in proptest::collection::vec(0usize..31, 0..40),
        width in 0u16..180, height in 0u16..40
    ) {
        let Ok(text) = factdesk::text::decode(text.into_bytes()) else { return Ok(()) };
        let article = Article::new("a\u{1B}[2J.txt", text);
        let claims = factdesk::extract::claims(&article, "en");
        let mut desk = TestApp::with(article, claims).size(width, height);
        const KEYS: [&str; 31] = [
            "j", "k", "v", "d", "g", "x", "u", "ctrl-r", "tab", "pgdn", "pgup", "e", "enter",
            "a", "space", "w", "}", "z 1", "F 2", "F 1", "?", "esc", "o", "/", "s enter",
            "p enter", "P", "delete", "ctrl-e", "ctrl-y", "n",
        ];
        for key in keys {
            desk.keys(KEYS[key]);
            let screen = desk.screen();
            prop_assert!(!screen.chars().any(|c| c != '\n' && (c.is_control() || factdesk::text::is_hidden(c))));
        }
    }
}
