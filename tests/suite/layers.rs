//! The map of the house, in `src/lib.rs`, holds: no module knows one that it must not.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the rooms it may know. The last ones tie everything together.
const MAP: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("language", &["text"]),
    ("align", &["text"]),
    ("formats", &["text"]),
    ("model", &["align", "text"]),
    ("extract", &["language", "model", "text"]),
    ("import", &["model", "text"]),
    ("reanchor", &["align", "language", "model", "text"]),
    ("compare", &["align", "language", "text"]),
    (
        "sources",
        &["align", "formats", "language", "model", "text"],
    ),
    ("store", &["model", "text"]),
    ("report", &["align", "model", "text"]),
    ("app", &["align", "compare", "model", "text"]),
    ("tui", &["app", "compare", "model", "text"]),
    ("config", &["app", "model", "text", "tui"]),
    (
        "run",
        &[
            "app", "compare", "extract", "formats", "model", "report", "sources", "store", "text",
            "tui",
        ],
    ),
    (
        "session",
        &[
            "app", "compare", "config", "extract", "formats", "import", "model", "reanchor",
            "report", "run", "sources", "store", "text", "tui",
        ],
    ),
    (
        "cli",
        &[
            "app", "config", "extract", "model", "report", "run", "session", "store", "text", "tui",
        ],
    ),
];

#[test]
fn arrows_point_inward() {
    let mut wrong = Vec::new();
    for (room, may_know) in MAP {
        for file in files(&Path::new("src").join(room)) {
            let code = fs::read_to_string(&file).unwrap();
            for known in rooms_named_in(&code) {
                if known != *room && !may_know.contains(&known.as_str()) {
                    wrong.push(format!("{} knows {known}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_is_on_the_map() {
    for entry in fs::read_dir("src").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if !["lib", "main", "bin"].contains(&name) {
            assert!(
                MAP.iter().any(|(room, _)| *room == name),
                "{name} is not on the map"
            );
        }
    }
}

#[test]
fn what_is_inside_names_no_disk_clock_or_terminal() {
    for room in ["text", "formats", "model", "compare", "app", "report"] {
        for file in files(&Path::new("src").join(room)) {
            let code = fs::read_to_string(&file).unwrap();
            for outside in ["std::fs", "Timestamp::now", "crossterm::", "std::env"] {
                assert!(!code.contains(outside), "{}: {outside}", file.display());
            }
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// The rooms that code names as `crate::room`, in `use crate::{a, b}` too.
fn rooms_named_in(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split('}').next().unwrap_or_default();
            rooms.extend(list.split(',').map(first_name));
        } else {
            rooms.push(first_name(rest));
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

fn first_name(path: &str) -> String {
    path.trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}
