//! Text that does not fit: an edge says how much is hidden, and keys scroll to it.

use std::fs;

use factdesk::app::{Mode, Setup};
use factdesk::model::{Article, Review};
use factdesk::tui::{Colours, Theme};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::pty::Home;
use crate::sources_pane::{answer, with_sources};
use crate::test_app::{THREE, TestApp};

const SIZES: [(u16, u16); 5] = [(160, 45), (120, 36), (80, 24), (60, 20), (40, 10)];

/// Returns the words on a screen, without its frames.
fn words(screen: &str) -> String {
    let words: String = screen
        .chars()
        .map(|c| {
            if "│┌┐└┘├┤─".contains(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns how many lines are hidden lines_below, as the lowest frame on the screen says.
fn lines_below(screen: &str) -> usize {
    let edge = screen.lines().rev().find(|line| line.contains('└'));
    let sign = edge.and_then(|edge| edge.rsplit_once("▼ "));
    sign.map_or(0, |(_, sign)| {
        let number = sign.split_whitespace().next().unwrap();
        number.parse().unwrap()
    })
}

/// Returns an app with a claim whose source differs in 160 words.
fn long_claim(width: u16, height: u16) -> TestApp {
    let mut desk = with_sources().size(width, height);
    desk.keys("t j");
    let words: Vec<String> = (0..160).map(|number| format!("word{number}")).collect();
    let passage = format!("Its arch is 503 metres long, {}.", words.join(" "));
    answer(&mut desk, &[&passage, "The arch weighs 39,000 tonnes."]);
    desk
}

#[test]
fn a_long_word_diff_shows_what_is_hidden_and_scrolls() {
    for (width, height) in [(80, 24), (60, 20), (40, 10)] {
        let mut desk = long_claim(width, height);
        let first = desk.screen();
        let mut left = lines_below(&first);
        assert!(left > 0, "{first}");
        assert!(first.contains(&format!("▼ {left} more lines")), "{first}");
        let mut seen = words(&first);
        while left > 0 {
            desk.keys("ctrl-e");
            let screen = desk.screen();
            assert_eq!(lines_below(&screen), left - 1, "{screen}");
            assert!(screen.contains('▲'), "{screen}");
            seen.push_str(&words(&screen));
            left -= 1;
        }
        for number in 0..160 {
            assert!(seen.contains(&format!("word{number}")), "{number}: {seen}");
        }
        assert!(seen.contains("2 wire.txt, para 2:"), "{seen}");
        // Scrolling stops at the end, so the first key back has an effect.
        let end = desk.screen();
        desk.keys("ctrl-e ctrl-e ctrl-e");
        assert_eq!(desk.screen(), end);
        desk.keys("ctrl-y");
        assert_eq!(lines_below(&desk.screen()), 1);
        // Selecting another claim resets the scroll position.
        desk.keys("k j");
        desk.keys("ctrl-y");
        assert!(!desk.screen().contains('▲'), "{}", desk.screen());
    }
}

#[test]
fn the_passage_comes_before_the_notes_on_the_claim() {
    let mut desk = with_sources();
    desk.keys("t j");
    answer(&mut desk, &["Its arch is 503 feet long."]);
    desk.keys("s e")
        .types("asked the harbour board")
        .keys("enter f 1 enter");
    let screen = words(&desk.screen());
    let place = |words: &str| {
        screen
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {screen}"))
    };
    let order = [
        place("wire.txt, para 2"),
        place("[-metres-]{+feet+}"),
        place("number differs"),
        place("flags: legal"),
        place("note: asked the harbour board"),
        place("contradicts: The wire, para 2"),
    ];
    assert!(order.is_sorted(), "{order:?} {screen}");
}

#[test]
fn the_source_stays_visible_above_a_text_field() {
    for (width, height) in SIZES {
        for key in ["c", "e", "C"] {
            let mut desk = with_sources().size(width, height);
            desk.keys("t j");
            answer(&mut desk, &["Its arch is 503 feet long."]);
            desk.keys(key);
            let screen = desk.screen();
            assert!(matches!(desk.state.mode(), Mode::Field(_)));
            assert!(screen.contains("[-metres-]"), "{key}: {screen}");
            assert!(screen.contains("{+feet+}"), "{key}: {screen}");
            desk.types(" typed");
            assert!(desk.screen().contains("typed"), "{}", desk.screen());
        }
    }
    let mut desk = long_claim(80, 24);
    desk.keys("c");
    insta::assert_snapshot!("a_correction_beside_a_source_at_80x24", desk.screen());
    desk.resize(40, 10);
    let screen = words(&desk.screen());
    assert!(screen.contains("503 metres long{+, word0"), "{screen}");
    insta::assert_snapshot!("a_correction_beside_a_source_at_40x10", desk.screen());
}

#[test]
fn a_text_field_shows_how_many_lines_are_hidden() {
    for (width, height) in [(120, 36), (80, 24), (40, 10)] {
        let mut desk = TestApp::open(THREE).size(width, height);
        desk.keys("e").types("one");
        assert!(!desk.screen().contains('▲') && !desk.screen().contains("▼ "));
        for _ in 0..60 {
            desk.keys("alt-enter").types("more");
        }
        let rows = usize::from(desk.state.work().panes().field.height) - 2;
        let hidden = 61 - rows;
        let screen = desk.screen();
        assert!(screen.contains(&format!("▲ {hidden}")), "{screen}");
        desk.keys("up ".repeat(60).trim_end());
        let screen = desk.screen();
        assert!(screen.contains("one"), "{screen}");
        assert!(
            screen.contains(&format!("▼ {hidden} more lines")),
            "{screen}"
        );
    }
}

#[test]
fn lists_and_forms_are_as_wide_as_their_lines() {
    let mut desk = TestApp::open(THREE).size(80, 24);
    desk.keys("d k r");
    let screen = desk.screen();
    assert!(screen.contains("a source says otherwise"), "{screen}");
    assert!(!screen.contains("otherwi…"), "{screen}");
    desk.keys("esc s enter");
    let screen = desk.screen();
    assert!(
        screen.contains("supports [contradicts] context"),
        "{screen}"
    );
    desk.types(&"A long title of a report ".repeat(3));
    let screen = desk.screen();
    assert!(
        words(&screen).contains("report A long title of a report A long"),
        "{screen}"
    );
    insta::assert_snapshot!("a_wide_form_at_80x24", screen);
}

#[test]
fn a_list_shows_how_many_lines_are_hidden() {
    let mut desk = TestApp::sample().size(80, 24);
    let rows = desk.state.work().panes().claim_rows();
    let screen = desk.screen();
    assert!(
        screen.contains(&format!("▼ {} more claims", 37 - rows)),
        "{screen}"
    );
    desk.keys("end");
    let screen = desk.screen();
    assert!(screen.contains(&format!("▲ {}", 37 - rows)), "{screen}");
    assert!(!screen.contains('▼'), "{screen}");
    let desk = TestApp::sample().size(80, 24);
    let screen = desk.screen_in(&Theme::new(Colours::None, true));
    assert!(
        screen.contains(&format!("v {} more claims", 37 - rows)),
        "{screen}"
    );

    let mut desk = TestApp::open(THREE).size(40, 10);
    desk.keys("d k r");
    assert!(desk.screen().contains("▼"), "{}", desk.screen());
    desk.keys("k");
    assert!(desk.screen().contains("▲"), "{}", desk.screen());
}

#[test]
fn two_marks_fit_beside_a_claim() {
    let mut desk = TestApp::sample().size(120, 36);
    // Claim 9 has a hint.
    desk.keys("/").types("firmly supports").keys("enter esc");
    let mark = |desk: &TestApp| {
        let screen = desk.screen();
        let row = screen.lines().find(|line| line.contains("▶")).unwrap();
        let (_, row) = row.split_once('▶').unwrap();
        row.chars().skip(3).take(4).collect::<String>()
    };
    assert_eq!(mark(&desk), "·!  ");
    desk.keys("e").types("x").keys("enter");
    assert_eq!(mark(&desk), "·!✎ ");
    desk.keys("f 1 enter");
    assert_eq!(mark(&desk), "·⚑! ");
    desk.keys("h");
    assert_eq!(mark(&desk), "·⚑✎ ");
}

#[test]
fn hints_of_decided_claims_are_dim_and_not_counted() {
    let mut desk = TestApp::sample().size(120, 36);
    let hints = desk.state.review().progress().hints;
    desk.keys("]");
    let selected = desk.selected();
    let of_claim = desk.claim(selected).open_hints().count();
    let theme = Theme::new(Colours::Sixteen, false);
    let mark = |desk: &TestApp| {
        let buffer = desk.buffer(&theme);
        let x = desk.state.work().panes().claims.x + 6;
        let rows = 2..desk.state.work().panes().detail.y;
        let y = rows
            .into_iter()
            .find(|&y| buffer[(x - 5, y)].symbol() == "▶");
        let cell = &buffer[(x, y.unwrap())];
        assert_eq!(cell.symbol(), "!");
        (cell.fg, cell.modifier)
    };
    let open = mark(&desk);
    desk.keys("g k");
    assert_eq!(desk.selected(), selected);
    assert_ne!(mark(&desk), open);
    assert_eq!(desk.state.review().progress().hints, hints - of_claim);
    assert!(desk.screen().contains(&format!(" {}! ", hints - of_claim)));
    desk.keys("home ]");
    assert_ne!(
        desk.selected(),
        selected,
        "the next hint is on an open claim"
    );
}

/// Returns an app with a notice at its start.
fn with_notice(width: u16, height: u16) -> TestApp {
    let article = Article::new("bridge.txt", THREE.to_owned());
    let claims = factdesk::extract::claims(&article, "en");
    let now = Timestamp::from_second(1_790_000_000).unwrap();
    TestApp::start(Setup {
        size: (width, height),
        notice: vec!["12 of 37 done, last at 2026-11-24 10:42".to_owned()],
        ..Setup::new(Review::new(article.into(), "alice", now, claims))
    })
}

#[test]
fn the_first_bottom_line_shows_the_verdict_keys() {
    for (width, height) in SIZES {
        let mut desk = with_notice(width, height);
        let screen = desk.screen();
        let bottom = screen.lines().last().unwrap();
        for (key, sign) in [("v ", "✓"), ("d ", "✗"), ("g ", "≈")] {
            let word = ["verified", "disputed", "garbled"].map(|w| format!("{key}{w}"));
            let is_shown = bottom.contains(&format!("{key}{sign}"))
                || word.iter().any(|word| bottom.contains(word));
            assert!(is_shown, "{width}x{height}: {bottom}");
        }
        assert!(bottom.contains("? help"), "{bottom}");
        assert!(words(&screen).contains("12 of 37 done"), "{screen}");
        desk.keys("j");
        assert!(!desk.screen().contains("12 of 37"), "{}", desk.screen());
    }
}

#[test]
fn the_program_shows_the_verdict_keys_before_any_key_is_pressed() {
    let home = Home::with_sample();
    fs::create_dir(home.path("sources")).unwrap();
    fs::write(home.path("sources/wire.txt"), "NATO has 30 members.\n").unwrap();
    for (size, keys) in [
        ((120, 36), "v verified  d disputed  g garbled"),
        ((80, 24), "v verified  d disputed  g garbled"),
        ((40, 10), "v ✓  d ✗  g ≈  ? help"),
    ] {
        let argv = [
            env!("CARGO_BIN_EXE_factdesk"),
            "draft.txt",
            "--reviewer",
            "alice",
        ];
        let mut desk = home.start_command(&argv, size);
        desk.shows("t shows what the sources say").shows(keys);
        desk.send("q");
        assert_eq!(desk.exit_code(), 0);
    }
}

#[test]
fn help_starts_with_the_current_mode_and_returns_to_it() {
    let first = |desk: &TestApp| {
        let screen = desk.screen();
        words(screen.lines().nth(2).unwrap())
    };
    let mut desk = TestApp::open(THREE).size(80, 24);
    desk.keys("?");
    assert_eq!(first(&desk), "Deciding");
    desk.keys("esc tab ?");
    assert_eq!(first(&desk), "Moving around");
    desk.keys("esc tab a ?");
    assert_eq!(first(&desk), "Selecting the text of a new claim");
    desk.keys("esc");
    assert!(matches!(desk.state.mode(), Mode::Select(_)));
    desk.keys("esc F ?");
    assert_eq!(first(&desk), "In a list or the help");
    desk.keys("q");
    assert!(matches!(desk.state.mode(), Mode::Choose(_)));
}

#[test]
fn help_explains_priority_hints_and_coverage() {
    for (width, height) in SIZES {
        let mut desk = TestApp::open(THREE).size(width, height);
        desk.keys("?");
        let mut seen = words(&desk.screen());
        for _ in 0..40 {
            desk.keys("j");
            seen.push(' ');
            seen.push_str(&words(&desk.screen()));
        }
        for sentence in [
            "Priority, 0 to 1, says",
            "A hint says why",
            "is the share of",
        ] {
            assert!(seen.contains(sentence), "{width}x{height}: {sentence}");
        }
    }
}

#[test]
fn help_can_be_searched() {
    let mut desk = TestApp::open(THREE).size(80, 24);
    desk.keys("? /").types("hint");
    assert!(desk.screen().contains("found"), "{}", desk.screen());
    desk.keys("enter");
    let total = {
        let screen = desk.screen();
        let (_, rest) = screen.split_once("Help · 1 of ").expect(&screen);
        rest.split_whitespace()
            .next()
            .unwrap()
            .parse::<usize>()
            .unwrap()
    };
    assert!(total > 3);
    for number in (2..=total).chain([1]) {
        desk.keys("n");
        let screen = desk.screen();
        assert!(
            screen.contains(&format!("Help · {number} of {total}")),
            "{screen}"
        );
        assert!(screen.to_lowercase().contains("hint"), "{screen}");
    }
    desk.keys("N");
    assert!(
        desk.screen()
            .contains(&format!("Help · {total} of {total}"))
    );
    let theme = Theme::new(Colours::Sixteen, false);
    let is_marked = |desk: &TestApp| {
        let style = theme.matched();
        desk.buffer(&theme)
            .content
            .iter()
            .any(|cell| Some(cell.bg) == style.bg)
    };
    assert!(is_marked(&desk));
    desk.keys("/ esc");
    assert!(!is_marked(&desk), "{}", desk.screen());
    desk.keys("/").types("xyzzy").keys("enter");
    assert_eq!(desk.message(), "Not in the help: xyzzy");
    desk.keys("q");
    assert!(matches!(desk.state.mode(), Mode::Browse));
    assert!(
        desk.state.work().search().current().is_none(),
        "a search in the help searches the article"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn scrolling_stops_at_both_ends_at_every_size(
        width in 40u16..200, height in 10u16..50, note in "[a-z \n]{0,900}",
        steps in proptest::collection::vec(any::<bool>(), 0..60),
    ) {
        let mut desk = TestApp::open(THREE).size(width, height);
        desk.keys("e");
        desk.event(factdesk::app::Event::Paste(note));
        desk.keys("enter");
        // The first key clears the message.
        desk.keys("ctrl-y");
        let first = desk.screen();
        for down in steps {
            desk.keys(if down { "ctrl-e" } else { "ctrl-y" });
            desk.screen();
        }
        for _ in 0..400 {
            desk.keys("ctrl-y");
        }
        prop_assert_eq!(desk.screen(), first);
    }
}
