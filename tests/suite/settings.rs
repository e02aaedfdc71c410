//! The configuration file, end to end.

use factdesk::app::{Keymap, Setup};
use factdesk::config;
use factdesk::model::Review;
use serde_json::Value;

use crate::pty::{Home, claim};
use crate::test_app::{THREE, TestApp};

/// Returns a home folder with a configuration file.
fn home_with(settings: &str) -> Home {
    let home = Home::with_article(THREE);
    std::fs::create_dir_all(home.path(".config/factdesk")).unwrap();
    std::fs::write(home.path(".config/factdesk/config.toml"), settings).unwrap();
    home
}

fn said(output: &std::process::Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn rebound_keys_work_and_are_shown() {
    let home = home_with(
        "reviewer = 'alice'\nmove_on = false\n\
         [keys]\nverify = ['1', 'f5']\nnote = 'v'\nhelp = ['f1', 'ctrl-g']\nset-aside = '0'\n",
    );
    let mut desk = home.start(&["draft.txt"]);
    desk.shows("1 verified  d disputed").shows("F1 help");
    desk.send("e")
        .shows("e does nothing here: F1 lists the keys");
    desk.send("1").saved(1).shows("Claim 1: verified");
    desk.send("\u{1B}[H")
        .shows("1 verified  d disputed")
        .shows("F1 help");
    desk.send("v").shows("Note on claim 1").send("seen\r");
    desk.shows("note: seen");
    desk.send("\u{7}").shows("1 F5").send("q");
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    assert_eq!(claim(&review, 1)["decision"]["note"], "seen");
    assert_eq!(claim(&review, 1)["decision"]["verdict"], "verified");
}

#[test]
fn the_command_line_overrides_the_configuration_file() {
    let home = home_with("reviewer = 'alice'\n");
    let mut desk = home.start(&["draft.txt", "--reviewer", "bob"]);
    desk.shows("draft.txt · bob").send("v").saved(1).send("q");
    assert_eq!(desk.exit_code(), 0);
    home.json("draft.bob.review.json");

    std::fs::write(home.path("mine.toml"), "reviewer = 'carol'\nascii = true\n").unwrap();
    let mut desk = home.start(&["draft.txt", "--config", "mine.toml"]);
    desk.shows("draft.txt - carol").send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn the_configured_theme_is_used() {
    for (theme, verified) in [("light", "[38;5;29m"), ("high-contrast", "[38;5;85m")] {
        let home = home_with(&format!("reviewer = 'alice'\ntheme = '{theme}'\n"));
        let mut desk = home.start(&["draft.txt"]);
        desk.shows("0/3 reviewed").send("v").saved(1).send("q");
        assert_eq!(desk.exit_code(), 0);
        let sent = String::from_utf8_lossy(&desk.bytes()).into_owned();
        assert!(sent.contains(verified), "{theme}: {sent:?}");
    }
    let home = home_with("reviewer = 'alice'\ntheme = 'mono'\n");
    let mut desk = home.start(&["draft.txt"]);
    desk.shows("0/3 reviewed").send("v").saved(1).send("q");
    assert_eq!(desk.exit_code(), 0);
    let sent = String::from_utf8_lossy(&desk.bytes()).into_owned();
    assert!(!sent.contains("38;5;"), "{sent:?}");
}

/// The answer of a terminal with a white background.
const WHITE_BACKGROUND: &str = "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\";

#[test]
fn the_terminals_answer_about_its_background_is_not_typed() {
    for (settings, answer, verified) in [
        ("", WHITE_BACKGROUND, "38;5;29"),
        ("", "\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{7}", "38;5;43"),
        ("", "", "38;5;43"),
        // With a fixed theme the terminal is not asked.
        ("theme = 'dark'\n", "", "38;5;43"),
    ] {
        let home = home_with(&format!("reviewer = 'alice'\n{settings}"));
        let mut desk = home.start(&["draft.txt"]);
        desk.shows("0/3 reviewed");
        // The answer arrives between two keys.
        desk.send(&format!("v{answer}d")).saved(2).send("q");
        assert_eq!(desk.exit_code(), 0);
        let review = home.review();
        let verdict = |number| claim(&review, number)["decision"]["verdict"].clone();
        assert_eq!(
            [verdict(1), verdict(2), verdict(3)],
            ["verified".into(), "disputed".into(), Value::Null]
        );
        let sent = String::from_utf8_lossy(&desk.bytes()).into_owned();
        assert!(sent.contains(verified), "{settings}{answer:?}: {sent:?}");
        assert_eq!(sent.contains("\u{1B}]11;?"), settings.is_empty());
    }
}

#[test]
fn a_split_or_late_answer_about_the_background_decides_nothing() {
    let home = home_with("reviewer = 'alice'\n");
    let mut desk = home.start(&["draft.txt"]);
    desk.shows("0/3 reviewed");
    for piece in WHITE_BACKGROUND.chars() {
        desk.send(&piece.to_string());
    }
    desk.send("v").saved(1).send("q");
    assert_eq!(desk.exit_code(), 0);
    let mut desk = home.start(&["draft.txt"]);
    desk.shows("1/3 reviewed");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    desk.send(WHITE_BACKGROUND).send("v").saved(2).send("q");
    assert_eq!(desk.exit_code(), 0);
    let sent = String::from_utf8_lossy(&desk.bytes()).into_owned();
    assert!(!sent.contains("38;5;29"), "{sent:?}");
    assert!(claim(&home.review(), 3)["decision"].is_null());
}

#[test]
fn configuration_errors_name_file_and_line_and_nothing_starts() {
    let home = home_with("lang = 'en'\nreviwer = 'a'\n[keys]\nnote = 'v'\n");
    for args in [&["draft.txt"][..], &["extract", "draft.txt"], &["config"]] {
        let output = home.run(args);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        let said = said(&output);
        for part in [
            ".config/factdesk/config.toml:\n",
            "line 2: there is no setting \"reviwer\": did you mean reviewer?",
            "line 4: the key \"v\" would do both verify and note",
            "--config /dev/null",
        ] {
            assert!(said.contains(part), "{part} is not in {said}");
        }
    }
    let extract = ["extract", "draft.txt", "--config", "/dev/null"];
    assert!(home.run(&extract).status.success());
    let output = home.run(&["extract", "draft.txt", "--config", "none.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("none.toml: no such file"));
    std::fs::write(home.path("latin1.toml"), b"lang = '\xE9'").unwrap();
    let output = home.run(&["config", "--config", "latin1.toml"]);
    assert!(said(&output).contains("latin1.toml: it is not UTF-8 at byte 8"));
}

#[test]
fn the_output_of_config_can_be_used_as_configuration_file() {
    let home = home_with("reviewer = 'Ana'\n[keys]\nverify = '1'\n");
    let first = home.run(&["config"]);
    assert!(first.status.success());
    let text = String::from_utf8(first.stdout).unwrap();
    assert!(text.contains("config.toml\n"), "{text}");
    assert!(text.contains("reviewer = \"Ana\"\n"), "{text}");
    assert!(text.contains("\nverify = \"1\"  # verified: "), "{text}");
    std::fs::write(home.path(".config/factdesk/config.toml"), &text).unwrap();
    let again = home.run(&["config"]);
    assert_eq!(String::from_utf8(again.stdout).unwrap(), text);
}

#[test]
fn without_move_on_a_verdict_stays_on_its_claim_while_it_is_listed() {
    let mut desk = TestApp::open(THREE);
    desk.keys("v");
    assert_eq!(desk.selected(), 2);
    let review = desk.state.review().clone();
    let mut desk = stay(review);
    desk.keys("j d");
    assert_eq!((desk.ruling(2), desk.selected()), ("disputed", 2));
    desk.keys("z 1");
    assert_eq!(desk.selected(), 2);
    desk.keys("x F 2 v");
    assert_eq!((desk.ruling(2), desk.selected()), ("verified", 3));
}

fn stay(review: Review) -> TestApp {
    let config = config::read("move_on = false").unwrap();
    assert_eq!(config.keymap, Keymap::default());
    let mut desk = TestApp::start(Setup {
        moves_on: config.move_on,
        size: (120, 36),
        ..Setup::new(review)
    });
    desk.keys("home");
    desk
}
