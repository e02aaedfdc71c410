//! The article's file changes during a review: the screen says so at once, and one key loads it.

use std::fs;

use factdesk::app::{self, Effect, Event, Setup};
use jiff::Timestamp;
use rustix::process::Signal;

use crate::pty::{Home, Pty, claim};
use crate::test_app::{THREE, TestApp};

const ENTER: &str = "\r";
const CHANGE_NOTICE: &str = "article changed: A";

fn wait_for_no_notice(desk: &mut Pty) {
    desk.wait("no more change", |screen| !screen.contains(CHANGE_NOTICE));
}

#[test]
fn a_change_is_shown_at_once_and_loaded_by_one_key() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed")
        .send("vgkc")
        .shows("Words proposed");
    desk.send("\u{13}").send("e").shows("Note on claim 2");
    desk.send("half a n\u{1B}")
        .shows("Draft: half a n (e opens it)");

    // Once the file has its old text again, the notice goes.
    let changed = THREE.replace("1932", "1933");
    fs::write(home.path("draft.txt"), &changed).unwrap();
    desk.shows(CHANGE_NOTICE);
    fs::write(home.path("draft.txt"), THREE).unwrap();
    wait_for_no_notice(&mut desk);
    // Written the way editors save: to another file, then renamed.
    fs::write(home.path("draft.tmp"), &changed).unwrap();
    fs::rename(home.path("draft.tmp"), home.path("draft.txt")).unwrap();
    desk.shows(CHANGE_NOTICE);
    let before = home.review();

    desk.send("A").shows("changed: 2 the same, 1 changed");
    desk.shows("[-1932-]{+1933+}").shows("1/3 reviewed");
    wait_for_no_notice(&mut desk);
    desk.wait("saved", |screen| {
        screen
            .lines()
            .last()
            .is_some_and(|line| line.contains("saved "))
    });
    desk.send(ENTER).saved(2);
    desk.send("D").shows("Drafts").shows("half a n").send("1");
    desk.shows("Note on claim 2")
        .send("ote\r")
        .shows("note: half a note");

    // Neither the lock nor the terminal was released in between.
    let mut second = home.review_draft();
    second.shows("open already: in process").send("g\r");
    assert_eq!(second.exit_code(), 1);
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    let bytes = String::from_utf8_lossy(&desk.bytes()).into_owned();
    assert_eq!(bytes.matches("\u{1B}[?1049h").count(), 1);
    desk.assert_restored();

    let review = home.review();
    assert_ne!(review["article"]["sha256"], before["article"]["sha256"]);
    assert_eq!(claim(&review, 1)["decision"]["verdict"], "verified");
    assert_eq!(claim(&review, 1)["history"][0]["verdict"], "verified");
    assert_eq!(claim(&review, 2)["decision"]["verdict"], "garbled");
    assert_eq!(claim(&review, 2)["decision"]["note"], "half a note");

    // The change was accepted: the program does not ask about it again.
    let mut desk = home.review_draft();
    desk.shows("2 of 3 done").send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn a_loaded_article_is_watched_for_further_changes() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed");
    for year in ["1933", "1934"] {
        fs::write(home.path("draft.txt"), THREE.replace("1932", year)).unwrap();
        desk.shows(CHANGE_NOTICE)
            .send("A")
            .shows("The changed article is open");
        desk.shows(&format!("opened in {year}"));
        wait_for_no_notice(&mut desk);
    }
    desk.send("v").saved(1).send("q");
    assert_eq!(desk.exit_code(), 0);
    let quote = home.review()["claims"][0]["quote"].clone();
    assert_eq!(quote, "The bridge opened in 1934.");
}

#[test]
fn any_key_after_a_keeps_the_old_article() {
    for (between, is_loaded) in [(None, true), (Some("j"), false), (Some("e"), false)] {
        let mut state = TestApp::open(THREE).state;
        let now = Timestamp::UNIX_EPOCH;
        let mut effects = Vec::new();
        let mut happens = |event| effects.extend(state.update(event, now));
        happens(Event::ArticleChanged(true));
        for written in ["v", "A"].into_iter().chain(between) {
            for key in app::keys(written).unwrap() {
                happens(Event::Key(key));
            }
        }
        happens(Event::Saved { upto: 1, at: now });
        assert_eq!(effects.contains(&Effect::Reopen), is_loaded, "{between:?}");
    }
}

#[test]
fn a_missing_or_unreadable_file_does_not_count_as_a_change() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed");
    fs::remove_file(home.path("draft.txt")).unwrap();
    fs::write(home.path("draft.txt"), b"\xff\xfe\x00\xd8").unwrap();
    desk.send("v").saved(1);
    assert!(!desk.screen().contains(CHANGE_NOTICE));
    desk.send("A").shows("The article has not changed");
    fs::write(home.path("draft.txt"), THREE.replace("1932", "1933")).unwrap();
    desk.shows(CHANGE_NOTICE);
    desk.signal(Signal::TERM);
    assert_eq!(desk.exit_code(), 128 + 15);
}

#[test]
fn an_adopted_correction_is_recognised_and_verified_by_one_key() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed").send("g").saved(1).send("kc");
    desk.shows("Words proposed")
        .send(&"\u{7F}".repeat(26))
        .send("The crossing  \u{201C}opened\u{201D} in May 1923.");
    desk.shows("May 1923.")
        .send(ENTER)
        .shows("proposed: The crossing");
    // With different quotation marks and white space.
    let adopted = THREE.replace(
        "The bridge opened in 1932.",
        "The crossing \"opened\" in May 1923.",
    );
    fs::write(home.path("draft.txt"), adopted).unwrap();
    desk.shows(CHANGE_NOTICE)
        .send("A")
        .shows("correction adopted, 2 the same");
    desk.shows("Correction adopted (Enter verifies)");
    desk.send(ENTER)
        .shows("Claim 1: correction adopted, verified · u undoes")
        .shows("1✓");
    desk.send("u").shows("Claim 1: undid verified").shows("0✓");
    desk.send("\u{12}").shows("1✓").saved(1).send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    let decision = &claim(&review, 1)["decision"];
    assert_eq!(decision["verdict"], "verified");
    assert!(decision.get("correction").is_none());
    assert_eq!(claim(&review, 1)["history"][0]["verdict"], "garbled");
    assert_eq!(review["claims"].as_array().unwrap().len(), 3);
}

#[test]
fn a_read_only_review_loads_the_article_and_saves_nothing() {
    let desk = TestApp::open(THREE);
    let mut desk = TestApp::start(Setup {
        read_only: true,
        article_changed: Some("3 the same".to_owned()),
        ..Setup::new(desk.state.review().clone())
    });
    desk.event(Event::ArticleAccepted).keys("q");
    assert_eq!(desk.effects, [Effect::Quit]);
}

#[test]
fn the_article_is_loaded_only_after_every_change_is_saved() {
    let mut desk = TestApp::open(THREE);
    desk.keys("A");
    assert_eq!(desk.message(), "The article has not changed");
    desk.event(Event::ArticleChanged(true));
    assert!(desk.screen().contains(CHANGE_NOTICE), "{}", desk.screen());
    desk.keys("A");
    assert_eq!(desk.effects.last(), Some(&Effect::Reopen));
    desk.event(Event::NotReopened("no such file".into()));
    assert_eq!(desk.message(), "Not taken in: no such file");
    // A pending change is saved first. If that fails, the article is not loaded.
    let now = jiff::Timestamp::from_second(1_800_000_000).unwrap();
    let key = |written: &str| Event::Key(factdesk::app::keys(written).unwrap()[0]);
    desk.state.update(key("v"), now);
    let number = 1;
    assert_eq!(desk.state.update(key("A"), now), [Effect::SaveAgain]);
    let saved = Event::Saved {
        upto: number,
        at: now,
    };
    assert_eq!(desk.state.update(saved, now), [Effect::Reopen]);
    desk.state.update(key("u"), now);
    desk.state.update(
        Event::SaveFailed {
            why: "the disk is full".into(),
        },
        now,
    );
    assert_eq!(desk.state.update(key("A"), now), []);
    assert_eq!(
        desk.message(),
        "Not taken in: the review is not saved (the disk is full)"
    );
    desk.event(Event::ArticleChanged(false));
    assert!(!desk.screen().contains(CHANGE_NOTICE));
}
