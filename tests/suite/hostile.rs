//! Hostile input: text with control sequences and malformed files. Whatever they hold, they are
//! shown or refused, and never act on the terminal.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::pty::{Home, Pty};
use crate::terminal_output::assert_harmless;
use crate::test_app::THREE;

const FACTDESK: &str = env!("CARGO_BIN_EXE_factdesk");

/// Clears the screen, sets the window title, writes to the clipboard, reverses text and hides it.
const ATTACK: &str = "\u{1B}[2J\u{1B}]0;owned\u{7}\u{1B}]52;c;b3duZWQ=\u{1B}\\\u{9B}31m\u{9D}0;owned\
                    \u{9C}\u{8}\u{202E}back\u{2066}\u{200B}\u{E0041}\u{7F}";

/// Returns the files of a folder in `tests/data/hostile`, sorted by name.
fn hostile_files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new("tests/data/hostile").join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn name(file: &Path) -> &str {
    file.file_stem().unwrap().to_str().unwrap()
}

/// Shows every screen of an open review, quits, and asserts that the output was harmless.
fn show_everything_and_quit(desk: &mut Pty) {
    desk.shows("reviewed").send("?").shows("Deciding");
    desk.send("?").shows("Claims · ");
    desk.send("jjj\u{4}\u{15}kk]}y").shows("Copied");
    for (width, height) in [(60, 20), (41, 11), (200, 60), (47, 33)] {
        desk.resize_and_wait(width, height).send("\tj");
    }
    desk.resize(3, 2).resize_and_wait(120, 36);
    desk.send("\u{C}jjjjjjjj").send("e");
    desk.shows("Note on claim");
    desk.send(&format!("\u{1B}[200~pasted {ATTACK} there\u{1B}[201~"));
    // In a saved note, hidden characters are shown by their code.
    desk.shows("pasted").send("\r").shows("<U+E0041> there");
    desk.send("c").shows("Words proposed").send("!\u{13}");
    desk.shows("proposed:").send("zz").send("/e\r");
    desk.send("nNg").shows("saved ").send("\u{C}q");
    assert_eq!(desk.exit_code(), 0);
    desk.assert_restored();
    assert_harmless(&desk.bytes());
}

#[test]
fn hostile_articles_are_shown_without_effect() {
    for file in hostile_files("articles") {
        println!("{}", name(&file));
        let home = Home::with_article("");
        fs::copy(&file, home.path("draft.txt")).unwrap();
        show_everything_and_quit(&mut home.review_draft());

        // With ASCII only.
        let mut desk = home.start(&["draft.txt", "--reviewer", "bob", "--ascii"]);
        desk.shows("reviewed").send("jjj\u{C}q");
        assert_eq!(desk.exit_code(), 0);
        assert_harmless(&desk.bytes());

        // Output for other programs is harmless on a terminal too.
        for format in ["json", "jsonl", "csv"] {
            let mut list = home.start(&["extract", "draft.txt", "--format", format]);
            assert_eq!(list.exit_code(), 0);
            assert_harmless(&list.bytes());
        }
        let mut table = home.start(&["status"]);
        assert_eq!(table.exit_code(), 0);
        assert_harmless(&table.bytes());
    }
}

/// The claims files and the error for each, empty if the file can be used.
const CLAIMS: [(&str, &str); 17] = [
    ("claims-twice", "`claims` is there twice"),
    ("fields-that-act", ""),
    ("huge-numbers", "number out of range"),
    ("huge-positions", "claims[1]: `start` is 1"),
    ("ids-twice", ""),
    ("nested-too-deep", "recursion limit exceeded"),
    ("no-claims-but-names-that-act", "expected an array"),
    ("not-utf-8", "bad byte at offset 15"),
    (
        "offset-inside-a-combining-sequence",
        "lies inside a composed character",
    ),
    ("quote-that-acts", "does not occur in the article"),
    ("span-twice", "claims[1]: "),
    ("spans-beyond-the-end", "but the article has only"),
    ("spans-inverted", "it ends before it begins"),
    ("spans-overlap", ""),
    ("truncated", "EOF while parsing"),
    ("version-unknown", ""),
    ("wrong-types", "claims[0]: it is a number"),
];

#[test]
fn hostile_claims_files_are_shown_or_refused_without_effect() {
    let files = hostile_files("claims");
    assert_eq!(files.len(), CLAIMS.len(), "a file is not in the list");
    for (file, (expected_name, said)) in files.iter().zip(CLAIMS) {
        assert_eq!(name(file), expected_name);
        println!("{expected_name}");
        let home = Home::with_article("");
        fs::copy("tests/data/hostile/article.txt", home.path("draft.txt")).unwrap();
        fs::copy(file, home.path("claims.json")).unwrap();
        let mut desk = home.start(&[
            "draft.txt",
            "--reviewer",
            "alice",
            "--claims",
            "claims.json",
        ]);
        if said.is_empty() {
            show_everything_and_quit(&mut desk);
        } else {
            desk.shows(said);
            assert_eq!(desk.exit_code(), 1);
            assert_harmless(&desk.bytes());
            assert_eq!(home.file_names(), ["claims.json", "draft.txt"]);
        }
    }
}

/// Adds [`ATTACK`] and a line feed to every string of a review, and hostile unknown fields.
fn hostile_review(review: &mut Value, depth: usize) {
    match review {
        Value::String(words) => *words = format!("{ATTACK}\n{words}"),
        Value::Array(list) => list
            .iter_mut()
            .for_each(|one| hostile_review(one, depth + 1)),
        Value::Object(fields) => {
            // The values of these fields are checked; all others may be any text.
            const CHECKED: [&str; 15] = [
                "format", "sha256", "created", "updated", "quote", "kind", "origin", "verdict",
                "aside", "reasons", "flags", "stance", "at", "accessed", "how",
            ];
            for (name, value) in fields.iter_mut() {
                if !CHECKED.contains(&name.as_str()) || name == "quote" && depth > 3 {
                    hostile_review(value, depth + 1);
                }
            }
            fields.insert(ATTACK.to_owned(), json!([ATTACK]));
        }
        _ => {}
    }
}

/// Returns a home folder with the example review, all its text hostile, by a reviewer named
/// [`ATTACK`].
fn home_with_hostile_review() -> Home {
    let home = Home::with_article("");
    let example = Path::new("tests/data/reviews");
    fs::copy(example.join("version-1.txt"), home.path("draft.txt")).unwrap();
    let text = fs::read_to_string(example.join("version-1-contacts.review.json")).unwrap();
    let mut review: Value = serde_json::from_str(&text).unwrap();
    hostile_review(&mut review, 0);
    review["reviewer"] = ATTACK.into();
    review["article"]["path"] = "draft.txt".into();
    fs::write(home.path("draft.review.json"), review.to_string()).unwrap();
    home
}

#[test]
fn a_hostile_review_is_shown_without_effect() {
    let home = home_with_hostile_review();
    let args = [
        "draft.txt",
        "--reviewer",
        ATTACK,
        "--output",
        "draft.review.json",
    ];
    let mut desk = home.start(&args);
    desk.shows("3/5 reviewed").send("k");
    desk.shows("␛[2J␛]0;owned␇").shows("name mangled");
    // Open the form of each filed source and contact, and leave it unchanged.
    desk.send("\u{1B}[Hs").shows("type a source in").send("2");
    desk.shows("Evidence on claim 1").send("\t\t\t\t\t\u{3}");
    desk.wait("the form gone", |screen| !screen.contains("Evidence on"));
    desk.pause().send("p").shows("log whom").send("2");
    desk.shows("Contact about claim 1").send("\t\t\u{3}");
    desk.wait("the form gone", |screen| !screen.contains("Evidence on"));
    desk.pause().send("P").shows("Waiting for an answer");
    desk.send("w");
    desk.shows("Report written: ");
    show_everything_and_quit(&mut desk);

    // The article has changed: the program asks.
    let text = fs::read_to_string(home.path("draft.txt")).unwrap();
    let text = text.replace("3.4", "4.3").replace("It may rain.", ATTACK);
    fs::write(home.path("draft.txt"), text).unwrap();
    let mut desk = home.start(&args);
    desk.shows("The article has changed").send("1");
    desk.shows("reviewed").send("F1jjjjjj\u{C}q");
    assert_eq!(desk.exit_code(), 0);
    assert_harmless(&desk.bytes());

    // Reports may be shown on a terminal too.
    for format in ["md", "memo", "html", "csv", "json", "claimreview"] {
        let mut report = home.start(&["report", "draft.review.json", "--format", format]);
        assert_eq!(report.exit_code(), 0, "{}", report.screen());
        assert_harmless(&report.bytes());
    }

    for more in [
        &["--format", "md", "--contacts"][..],
        &["--format", "html", "--contacts"],
        &["--format", "csv", "--contacts"],
        &["--format", "json", "--contacts"],
        &["--format", "questions", "--person", ATTACK],
    ] {
        let mut report = home.start(&[&["report", "draft.review.json"], more].concat());
        assert_eq!(report.exit_code(), 0, "{}", report.screen());
        assert_harmless(&report.bytes());
    }

    // Names from the file also appear in tables and errors.
    for args in [
        &["status"][..],
        &["status", "--json"],
        &[
            "draft.txt",
            "--reviewer",
            "bob",
            "--output",
            "draft.review.json",
        ],
    ] {
        let mut table = home.start(args);
        table.exit_code();
        let sent = table.bytes();
        assert!(String::from_utf8_lossy(&sent).contains('␛'), "{args:?}");
        assert_harmless(&sent);
    }
}

#[test]
fn faulty_reviews_are_refused_harmlessly_and_left_unchanged() {
    for file in fs::read_dir("tests/data/reviews").unwrap() {
        let file = file.unwrap().path();
        if name(&file).starts_with("version-1") {
            continue;
        }
        println!("{}", name(&file));
        let home = Home::with_article("");
        fs::copy("tests/data/reviews/version-1.txt", home.path("draft.txt")).unwrap();
        fs::copy(&file, home.path("draft.alice.review.json")).unwrap();
        let mut desk = home.review_draft();
        assert_eq!(desk.exit_code(), 1);
        assert_harmless(&desk.bytes());
        assert!(desk.screen().contains("factdesk: "), "{}", desk.screen());
        let left = fs::read(home.path("draft.alice.review.json")).unwrap();
        assert_eq!(left, fs::read(&file).unwrap());
        assert_eq!(home.file_names(), ["draft.alice.review.json", "draft.txt"]);
    }
}

#[test]
fn hostile_names_are_shown_without_effect() {
    let home = Home::with_article(THREE);
    // A slash would name a folder.
    let attack = ATTACK.replace('/', "");
    let article = format!("{attack}.txt");
    fs::rename(home.path("draft.txt"), home.path(&article)).unwrap();
    let mut desk = home.start(&[&article, "--reviewer", &format!("{ATTACK} bob")]);
    desk.shows("␛[2J");
    show_everything_and_quit(&mut desk);
    let mut welcome = home.start(&[]);
    welcome.shows("␛[2J").shows("for none) ").send("\r");
    assert_eq!(welcome.exit_code(), 0);
    assert_harmless(&welcome.bytes());
    for args in [
        &["status"][..],
        &["status", "--json"],
        &["status", ATTACK],
        &["extract", ATTACK],
        &["extract", "--format", ATTACK],
        &[&article, "--reviewer", "alice", "--claims", ATTACK],
        &[&article, "--reviewer", "alice", "--claims", &article],
        &[
            &article,
            "--reviewer",
            "alice",
            "--output",
            &format!("{attack}/{attack}"),
        ],
        &[&article, "--reviewer", "\u{202E}\u{1B}"],
        &[ATTACK],
        &["--", ATTACK, ATTACK],
    ] {
        let mut desk = home.start(args);
        desk.exit_code();
        assert_harmless(&desk.bytes());
    }
}

#[test]
fn a_hostile_environment_is_shown_without_effect() {
    let home = Home::with_article(THREE);
    let attack = ATTACK.replace('/', "");
    let folder = home.path(&attack);
    fs::create_dir(&folder).unwrap();
    let folder = folder.to_str().unwrap();
    let variables = [
        format!("EDITOR={ATTACK}"),
        format!("HOME={folder}"),
        format!("LOGNAME={ATTACK}"),
        format!("USER={ATTACK}"),
        format!("TZ={ATTACK}"),
        format!("TMPDIR={folder}"),
        format!("XDG_DATA_HOME={folder}/data"),
        format!("XDG_STATE_HOME={folder}/state"),
        format!("COLORTERM={ATTACK}"),
        format!("LC_ALL={ATTACK}.UTF-8"),
    ];
    let mut env: Vec<&str> = vec!["env"];
    env.extend(variables.iter().map(String::as_str));
    let with = |args: &[&str]| {
        let argv = [&env[..], &[FACTDESK], args].concat();
        home.start_command(&argv, (120, 36))
    };
    let mut desk = with(&["draft.txt", "--reviewer", "alice"]);
    desk.shows("reviewed").send("E");
    desk.shows("note unchanged: ␛[2J");
    show_everything_and_quit(&mut desk);

    // The article's folder is read-only: the message names the data directory.
    let mut desk = with(&["/proc/version", "--reviewer", "alice"]);
    desk.shows(": saves to ").send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_harmless(&desk.bytes());
}

#[test]
fn the_rescue_message_is_harmless() {
    let home = Home::with_article("");
    let attack = ATTACK.replace('/', "");
    let folder = home.path(&attack);
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("draft.txt"), THREE).unwrap();
    let article = format!("{attack}/draft.txt");
    let output = format!("{attack}/{attack}.json");
    let mut desk = home.start(&[&article, "--reviewer", "alice", "--output", &output]);
    desk.shows("0/3 reviewed");
    fs::remove_dir_all(&folder).unwrap();
    desk.send("v").shows("NOT SAVED: ");
    desk.signal(Signal::TERM);
    assert_eq!(desk.exit_code(), 1);
    desk.shows("was saved to");
    assert_harmless(&desk.bytes());
}

#[test]
fn the_details_of_the_lock_holder_are_shown_harmlessly() {
    let home = Home::with_article(THREE);
    let file = fs::File::create(home.path(".draft.alice.review.json.lock")).unwrap();
    let holder = json!({
        "pid": 4_000_000, "host": ATTACK, "machine": ATTACK, "started": null,
        "since": "2026-11-24T10:00:00Z",
    });
    fs::write(
        home.path(".draft.alice.review.json.lock"),
        holder.to_string(),
    )
    .unwrap();
    file.lock().unwrap();
    let mut desk = home.review_draft();
    desk.shows("in process 4000000 on ␛[2J").send("g\r");
    assert_eq!(desk.exit_code(), 1);
    assert_harmless(&desk.bytes());
}
