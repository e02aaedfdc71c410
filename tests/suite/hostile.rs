//! Text that wants to act on the terminal, files that want to break their reader: whatever they
//! hold, all they do is show.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::pty::{Home, Pty};
use crate::terminal_output::assert_harmless;
use crate::test_app::THREE;

const FACTDESK: &str = env!("CARGO_BIN_EXE_factdesk");

/// Clears the screen, names the window, writes to the clipboard, turns the text around, hides.
const ACTS: &str = "\u{1B}[2J\u{1B}]0;owned\u{7}\u{1B}]52;c;b3duZWQ=\u{1B}\\\u{9B}31m\u{9D}0;owned\
                    \u{9C}\u{8}\u{202E}back\u{2066}\u{200B}\u{E0041}\u{7F}";

/// The files of a folder of hostile ones, by name.
fn hostile(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new("tests/data/hostile").join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn name(file: &Path) -> &str {
    file.file_stem().unwrap().to_str().unwrap()
}

/// Has everything shown that can be shown of an open review, and leaves.
fn look_around(desk: &mut Pty) {
    desk.shows("reviewed").send("?").shows("Deciding");
    desk.send("?").shows("Claims · ");
    desk.send("jjj\u{4}\u{15}kk]}y").shows("Copied");
    for (width, height) in [(60, 20), (41, 11), (200, 60), (47, 33)] {
        desk.resize_and_wait(width, height).send("\tj");
    }
    desk.resize(3, 2).resize_and_wait(120, 36);
    desk.send("\u{C}jjjjjjjj").send("e");
    desk.shows("Note on claim");
    desk.send(&format!("\u{1B}[200~pasted {ACTS} there\u{1B}[201~"));
    // Once kept, what hides is shown.
    desk.shows("pasted").send("\r").shows("<U+E0041> there");
    desk.send("c").shows("Words proposed").send("!\u{13}");
    desk.shows("proposed:").send("zz").send("/e\r");
    desk.send("nNg").shows("saved ").send("\u{C}q");
    assert_eq!(desk.exit_code(), 0);
    desk.assert_restored();
    assert_harmless(&desk.bytes());
}

#[test]
fn hostile_articles_are_shown_and_do_nothing() {
    for file in hostile("articles") {
        println!("{}", name(&file));
        let home = Home::with_article("");
        fs::copy(&file, home.path("draft.txt")).unwrap();
        look_around(&mut home.review_draft());

        // Other locales, other colours.
        let mut desk = home.start(&["draft.txt", "--reviewer", "bob", "--ascii"]);
        desk.shows("reviewed").send("jjj\u{C}q");
        assert_eq!(desk.exit_code(), 0);
        assert_harmless(&desk.bytes());

        // What is meant for other programs is harmless on a terminal all the same.
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

/// The claims files, and what is said of them; nothing is said of those that can be used.
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
fn hostile_claims_files_are_shown_or_refused_and_do_nothing() {
    let files = hostile("claims");
    assert_eq!(files.len(), CLAIMS.len(), "a file is not looked at");
    for (file, (its_name, said)) in files.iter().zip(CLAIMS) {
        assert_eq!(name(file), its_name);
        println!("{its_name}");
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
            look_around(&mut desk);
        } else {
            desk.shows(said);
            assert_eq!(desk.exit_code(), 1);
            assert_harmless(&desk.bytes());
            assert_eq!(home.file_names(), ["claims.json", "draft.txt"]);
        }
    }
}

/// Everything in a review that is words: they act, and more than one line of them.
fn hostile_review(review: &mut Value, depth: usize) {
    match review {
        Value::String(words) => *words = format!("{ACTS}\n{words}"),
        Value::Array(list) => list
            .iter_mut()
            .for_each(|one| hostile_review(one, depth + 1)),
        Value::Object(fields) => {
            // What these say is checked; the rest may be any words.
            const CHECKED: [&str; 15] = [
                "format", "sha256", "created", "updated", "quote", "kind", "origin", "verdict",
                "aside", "reasons", "flags", "stance", "at", "accessed", "how",
            ];
            for (name, value) in fields.iter_mut() {
                if !CHECKED.contains(&name.as_str()) || name == "quote" && depth > 3 {
                    hostile_review(value, depth + 1);
                }
            }
            fields.insert(ACTS.to_owned(), json!([ACTS]));
        }
        _ => {}
    }
}

/// A home with the example review, all its words hostile; its reviewer's name is [`ACTS`].
fn home_with_hostile_review() -> Home {
    let home = Home::with_article("");
    let example = Path::new("tests/data/reviews");
    fs::copy(example.join("version-1.txt"), home.path("draft.txt")).unwrap();
    let text = fs::read_to_string(example.join("version-1-contacts.review.json")).unwrap();
    let mut review: Value = serde_json::from_str(&text).unwrap();
    hostile_review(&mut review, 0);
    review["reviewer"] = ACTS.into();
    review["article"]["path"] = "draft.txt".into();
    fs::write(home.path("draft.review.json"), review.to_string()).unwrap();
    home
}

#[test]
fn a_hostile_review_is_shown_and_does_nothing() {
    let home = home_with_hostile_review();
    let args = [
        "draft.txt",
        "--reviewer",
        ACTS,
        "--output",
        "draft.review.json",
    ];
    let mut desk = home.start(&args);
    desk.shows("3/5 reviewed").send("k");
    desk.shows("␛[2J␛]0;owned␇").shows("name mangled");
    // Every form on what is filed and logged, and back; the words in them stay as they are.
    desk.send("\u{1B}[Hs").shows("type a source in").send("2");
    desk.shows("Evidence on claim 1").send("\t\t\t\t\t\u{3}");
    desk.wait("the form gone", |screen| !screen.contains("Evidence on"));
    desk.pause().send("p").shows("log whom").send("2");
    desk.shows("Contact about claim 1").send("\t\t\u{3}");
    desk.wait("the form gone", |screen| !screen.contains("Evidence on"));
    desk.pause().send("P").shows("Waiting for an answer");
    desk.send("w");
    desk.shows("Report written: ");
    look_around(&mut desk);

    // The article has changed since; it is asked about.
    let text = fs::read_to_string(home.path("draft.txt")).unwrap();
    let text = text.replace("3.4", "4.3").replace("It may rain.", ACTS);
    fs::write(home.path("draft.txt"), text).unwrap();
    let mut desk = home.start(&args);
    desk.shows("The article has changed").send("1");
    desk.shows("reviewed").send("F1jjjjjj\u{C}q");
    assert_eq!(desk.exit_code(), 0);
    assert_harmless(&desk.bytes());

    // What is written about it for others may be looked at, too.
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
        &["--format", "questions", "--person", ACTS],
    ] {
        let mut report = home.start(&[&["report", "draft.review.json"], more].concat());
        assert_eq!(report.exit_code(), 0, "{}", report.screen());
        assert_harmless(&report.bytes());
    }

    // Of others it tells in a table or in an error.
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
fn reviews_with_faults_are_refused_in_harmless_words_and_left_alone() {
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
fn hostile_names_are_shown_and_do_nothing() {
    let home = Home::with_article(THREE);
    // A slash would be a folder.
    let acts = ACTS.replace('/', "");
    let article = format!("{acts}.txt");
    fs::rename(home.path("draft.txt"), home.path(&article)).unwrap();
    let mut desk = home.start(&[&article, "--reviewer", &format!("{ACTS} bob")]);
    desk.shows("␛[2J");
    look_around(&mut desk);
    let mut welcome = home.start(&[]);
    welcome.shows("␛[2J").shows("for none) ").send("\r");
    assert_eq!(welcome.exit_code(), 0);
    assert_harmless(&welcome.bytes());
    for args in [
        &["status"][..],
        &["status", "--json"],
        &["status", ACTS],
        &["extract", ACTS],
        &["extract", "--format", ACTS],
        &[&article, "--reviewer", "alice", "--claims", ACTS],
        &[&article, "--reviewer", "alice", "--claims", &article],
        &[
            &article,
            "--reviewer",
            "alice",
            "--output",
            &format!("{acts}/{acts}"),
        ],
        &[&article, "--reviewer", "\u{202E}\u{1B}"],
        &[ACTS],
        &["--", ACTS, ACTS],
    ] {
        let mut told = home.start(args);
        told.exit_code();
        assert_harmless(&told.bytes());
    }
}

#[test]
fn a_hostile_environment_is_shown_and_does_nothing() {
    let home = Home::with_article(THREE);
    let acts = ACTS.replace('/', "");
    let folder = home.path(&acts);
    fs::create_dir(&folder).unwrap();
    let folder = folder.to_str().unwrap();
    let variables = [
        format!("EDITOR={ACTS}"),
        format!("HOME={folder}"),
        format!("LOGNAME={ACTS}"),
        format!("USER={ACTS}"),
        format!("TZ={ACTS}"),
        format!("TMPDIR={folder}"),
        format!("XDG_DATA_HOME={folder}/data"),
        format!("XDG_STATE_HOME={folder}/state"),
        format!("COLORTERM={ACTS}"),
        format!("LC_ALL={ACTS}.UTF-8"),
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
    look_around(&mut desk);

    // Nothing can be written beside this one: the data directory is named.
    let mut desk = with(&["/proc/version", "--reviewer", "alice"]);
    desk.shows(": saves to ").send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_harmless(&desk.bytes());
}

#[test]
fn a_review_that_is_rescued_is_told_of_in_harmless_words() {
    let home = Home::with_article("");
    let acts = ACTS.replace('/', "");
    let folder = home.path(&acts);
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("draft.txt"), THREE).unwrap();
    let article = format!("{acts}/draft.txt");
    let output = format!("{acts}/{acts}.json");
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
fn whoever_holds_a_review_is_told_of_in_harmless_words() {
    let home = Home::with_article(THREE);
    let file = fs::File::create(home.path(".draft.alice.review.json.lock")).unwrap();
    let holder = json!({
        "pid": 4_000_000, "host": ACTS, "machine": ACTS, "started": null,
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
