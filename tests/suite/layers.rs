//! The rules of the house: who may use whom, and how large and how named things are.
//!
//! The map is in `src/lib.rs`; no room uses one that is not on its list, nor a package that is not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::source::{Crate, rust_files};

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
    let source = Crate::read();
    let mut wrong = Vec::new();
    for file in source.files() {
        let Some(room) = file.module.first() else {
            continue;
        };
        let Some((_, may_know)) = MAP.iter().find(|(name, _)| name == room) else {
            wrong.push(format!("{room} is not on the map"));
            continue;
        };
        for known in source.rooms_used_by(file) {
            if known != room && !may_know.contains(&known) {
                wrong.push(format!("{} uses {known}", file.file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The list in the crate's documentation says the same as the table.
#[test]
fn the_map_in_the_documentation_is_the_one_that_is_tested() {
    let documentation = fs::read_to_string("src/lib.rs").unwrap();
    let list = documentation.replace("\n//!   ", " ");
    for (room, may_know) in MAP {
        let entry = format!("//! - [`{room}`]:");
        let line = list.lines().find(|line| line.starts_with(&entry));
        let line = line.unwrap_or_else(|| panic!("{room} is not in src/lib.rs"));
        if let Some((_, known)) = line.split_once("; knows `") {
            let known = known.trim_end_matches(['.', '`']);
            let mut known: Vec<&str> = known.split("`, `").collect();
            known.sort_unstable();
            assert_eq!(&known, may_know, "{room}");
        }
    }
}

#[test]
fn what_is_inside_names_no_disk_clock_or_terminal() {
    for room in ["text", "formats", "model", "compare", "app", "report"] {
        for file in rust_files(&Path::new("src").join(room)) {
            let code = fs::read_to_string(&file).unwrap();
            for outside in ["std::fs", "Timestamp::now", "crossterm::", "std::env"] {
                assert!(!code.contains(outside), "{}: {outside}", file.display());
            }
        }
    }
}

/// How many lines of code a file may have: one with more has two purposes.
const MAX_CODE_LINES: usize = 400;

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = Crate::read()
        .files()
        .filter(|file| file.code_lines > MAX_CODE_LINES)
        .map(|file| format!("{}: {} lines of code", file.file.display(), file.code_lines))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_type_name_stands_for_two_things() {
    let source = Crate::read();
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in source.files() {
        for name in &file.types {
            let places = places.entry(name).or_default();
            places.push(file.file.display().to_string());
        }
    }
    let twice: Vec<String> = places
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect();
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

#[test]
fn no_files_of_a_room_use_each_other_in_a_circle() {
    let source = Crate::read();
    let arrows: BTreeMap<&Vec<String>, BTreeSet<&Vec<String>>> = source
        .files()
        .map(|file| (&file.module, source.used_by(file)))
        .collect();
    let reach = |from: &Vec<String>| {
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![from]);
        while let Some(module) = waiting.pop() {
            for next in &arrows[module] {
                // A folder's own file puts together what lies in it, and defines what they share.
                let is_inside = next.starts_with(module);
                let is_in_room = next.first() == from.first();
                if !is_inside && is_in_room && seen.insert(*next) {
                    waiting.push(next);
                }
            }
        }
        seen
    };
    let mut circles = BTreeSet::new();
    for file in source.files().filter(|file| !file.module.is_empty()) {
        let reached = reach(&file.module);
        let circle: BTreeSet<String> = reached
            .iter()
            .filter(|other| reach(other).contains(&file.module))
            .map(|other| other.join("::"))
            .collect();
        if !circle.is_empty() {
            circles.insert(circle);
        }
    }
    let circles: Vec<String> = circles.iter().map(|circle| format!("{circle:?}")).collect();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

/// Each room, and the packages it may use.
const PACKAGES: &[(&str, &[&str])] = &[
    ("align", &["similar", "strsim", "unicode_segmentation"]),
    ("app", &["jiff", "ratatui", "ratatui_textarea", "regex"]),
    (
        "cli",
        &[
            "clap",
            "clap_complete",
            "clap_mangen",
            "comfy_table",
            "csv",
            "jiff",
            "roff",
            "serde",
            "serde_json",
            "tempfile",
        ],
    ),
    ("compare", &["memchr", "serde_json"]),
    ("config", &["directories", "strsim", "thiserror", "toml"]),
    ("extract", &["strsim"]),
    ("formats", &["html5gum", "pulldown_cmark", "thiserror"]),
    (
        "import",
        &[
            "csv",
            "serde",
            "serde_json",
            "thiserror",
            "unicode_segmentation",
        ],
    ),
    ("language", &["sentencex", "unicode_segmentation"]),
    (
        "model",
        &[
            "base16ct",
            "compact_str",
            "jiff",
            "memchr",
            "serde_json",
            "sha2",
            "thiserror",
            "unicode_segmentation",
        ],
    ),
    ("reanchor", &["jiff"]),
    (
        "report",
        &[
            "csv",
            "jiff",
            "maud",
            "percent_encoding",
            "serde",
            "serde_json",
            "similar",
            "thiserror",
        ],
    ),
    (
        "run",
        &[
            "crossterm",
            "directories",
            "jiff",
            "notify",
            "rustix",
            "signal_hook",
            "tempfile",
            "thiserror",
        ],
    ),
    (
        "session",
        &[
            "directories",
            "jiff",
            "rustix",
            "serde",
            "signal_hook",
            "whoami",
        ],
    ),
    (
        "sources",
        &[
            "bm25",
            "memchr",
            "rustix",
            "serde_json",
            "unicode_segmentation",
            "walkdir",
        ],
    ),
    (
        "store",
        &[
            "base16ct",
            "directories",
            "jiff",
            "rustix",
            "schemars",
            "serde",
            "serde_json",
            "serde_path_to_error",
            "sha2",
            "tempfile",
            "thiserror",
        ],
    ),
    (
        "text",
        &[
            "memchr",
            "ratatui",
            "thiserror",
            "unicode_general_category",
            "unicode_linebreak",
            "unicode_segmentation",
        ],
    ),
    (
        "tui",
        &[
            "anstyle_parse",
            "crossterm",
            "memchr",
            "ratatui",
            "ratatui_textarea",
            "terminput",
        ],
    ),
];

#[test]
fn each_room_uses_its_own_packages_alone() {
    let source = Crate::read();
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let known: BTreeSet<String> = manifest["dependencies"]
        .as_table()
        .unwrap()
        .keys()
        .map(|name| name.replace('-', "_"))
        .collect();
    let mut used: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in source.files() {
        if let Some(room) = file.module.first() {
            let packages = source.packages_of(file, &known);
            used.entry(room).or_default().extend(packages);
        }
    }
    let allowed: BTreeMap<&str, BTreeSet<&str>> = PACKAGES
        .iter()
        .map(|(room, packages)| (*room, packages.iter().copied().collect()))
        .collect();
    assert_eq!(used, allowed);
}
