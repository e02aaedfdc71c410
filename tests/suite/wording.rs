//! Plain English: phrases that read like a translation stay out of code, comments and documents.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Where a phrase is banned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// In the whole file.
    Everywhere,
    /// In comments and documents only: sample texts and word lists may contain it.
    Prose,
}

use Scope::{Everywhere, Prose};

/// Banned phrases, in lower case, and what to say instead.
const BANNED: &[(&str, Scope, &str)] = &[
    ("all the same", Everywhere, "anyway, still"),
    ("are told", Everywhere, "are reported, are shown"),
    ("for ever", Everywhere, "forever, without end"),
    ("held against", Everywhere, "compared with, checked against"),
    ("hold against", Everywhere, "compare with, check against"),
    ("holds against", Everywhere, "compares with, checks against"),
    ("in its turn", Everywhere, "then, too"),
    ("is told", Everywhere, "is reported, is shown"),
    ("let go of", Everywhere, "discard, clear, release"),
    ("lets go of", Everywhere, "discards, clears, releases"),
    ("mend", Everywhere, "fix, edit"),
    ("mended", Everywhere, "fixed, edited"),
    ("mends", Everywhere, "fixes, edits"),
    (
        "nobody",
        Prose,
        "no one, no process; or say what is missing",
    ),
    ("none where", Everywhere, "`None` if"),
    ("over and over", Everywhere, "repeatedly"),
    ("put by", Everywhere, "kept as a draft"),
    ("puts by", Everywhere, "keeps as a draft"),
    ("sitting", Everywhere, "session"),
    ("sittings", Everywhere, "sessions"),
    ("so many", Prose, "this many, `n`"),
    ("somebody", Prose, "a person, another process, the user"),
    ("stands still", Everywhere, "is blocked, has stopped"),
    ("taken up again", Everywhere, "restored"),
    ("takes it back", Everywhere, "undoes"),
    ("tells whether", Everywhere, "returns whether"),
    (
        "the one who",
        Everywhere,
        "the process, the thread, the person who",
    ),
    ("there is none", Everywhere, "`None` if, does not exist"),
    ("told of", Everywhere, "reported"),
    ("what came of", Everywhere, "the outcome of"),
    ("whoever", Prose, "the caller, the user, a process that"),
];

/// Single files that are checked besides the folders.
const FILES: [&str; 5] = [
    "README.md",
    "CHANGELOG.md",
    "sample-data/README.md",
    "Cargo.toml",
    "build.rs",
];
const FOLDERS: [&str; 3] = ["src", "tests/suite", "benches"];
/// This file contains the phrases.
const EXEMPT: &str = "tests/suite/wording.rs";

/// Adds the Rust and Markdown files in a folder and its subfolders.
fn add_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let extension = path.extension().unwrap_or_default();
        if path.is_dir() {
            add_files(&path, files);
        } else if (extension == "rs" || extension == "md") && path != Path::new(EXEMPT) {
            files.push(path);
        }
    }
}

/// Returns the words of a line in lower case. Punctuation that ends a phrase becomes an empty word.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in line.to_lowercase().chars() {
        match c {
            _ if c.is_alphanumeric() || "_'’".contains(c) => words.last_mut().unwrap().push(c),
            _ if c.is_whitespace() || "/*#".contains(c) => words.push(String::new()),
            _ => words.extend(["\0".to_owned(), String::new()]),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns each line that begins a banned phrase, with the phrase's place in [`BANNED`]. A phrase
/// may continue on the next line.
fn violations(text: &str, is_rust: bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for scope in [Everywhere, Prose] {
        let part = |line: &'_ str| match line.split_once("//") {
            _ if scope == Everywhere || !is_rust => words(line),
            Some((_, comment)) => words(comment),
            None => vec!["\0".to_owned()],
        };
        let all: Vec<(usize, String)> = (1..)
            .zip(text.lines())
            .flat_map(|(number, line)| part(line).into_iter().map(move |word| (number, word)))
            .collect();
        for (index, (phrase, its_scope, _)) in BANNED.iter().enumerate() {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            let hits = all.windows(phrase.len()).filter(|window| {
                *its_scope == scope && window.iter().map(|(_, word)| word).eq(phrase.iter())
            });
            found.extend(hits.map(|window| (window[0].0, index)));
        }
    }
    found
}

#[test]
fn banned_phrases_are_not_used() {
    let mut files: Vec<PathBuf> = FILES.map(PathBuf::from).into();
    for folder in FOLDERS {
        add_files(Path::new(folder), &mut files);
    }
    files.sort();
    let mut report = String::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let is_rust = file.extension().is_some_and(|extension| extension == "rs");
        for (line, index) in violations(&text, is_rust) {
            let (phrase, _, instead) = BANNED[index];
            let file = file.display();
            writeln!(report, "{file}:{line}: “{phrase}”: say {instead}").unwrap();
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn a_phrase_is_found_in_its_scope_and_across_lines() {
    let found = |text: &str, is_rust: bool| violations(text, is_rust).len();
    assert_eq!(
        found(
            "/// Returns a span, none\n/// where there is no text.",
            true
        ),
        1
    );
    assert_eq!(found("let mended = 1; // Mend it.", true), 2);
    assert_eq!(found("\"Nobody came.\"", true), 0);
    assert_eq!(found("// Nobody came.", true), 1);
    assert_eq!(found("Nobody came.", false), 1);
    assert_eq!(found("amended, none. Where?", false), 0);
}
