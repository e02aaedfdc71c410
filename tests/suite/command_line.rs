//! The command line without a terminal: errors, pipes and tables.

use std::io::Write as _;
use std::process::{Output, Stdio};

use factdesk::model::{Article, Claim};
use serde_json::Value;

use crate::pty::Home;
use crate::test_app::THREE;

/// Asserts a failure's exit code and message, and that nothing was written to standard output.
pub fn assert_fails(output: &Output, code: i32, parts: &[&str]) {
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{message}");
    assert!(output.stdout.is_empty());
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in {message:?}");
    }
    let controls = message.chars().filter(|c| c.is_control() && *c != '\n');
    assert_eq!(controls.count(), 0, "{message:?}");
}

#[test]
fn each_kind_of_unreadable_article_has_its_own_error() {
    let home = Home::with_article(THREE);
    let write = |name: &str, bytes: &[u8]| std::fs::write(home.path(name), bytes).unwrap();
    write("empty.txt", b"");
    write("blank.txt", b" \n\n");
    write("binary.txt", b"PDF\0\0");
    write("latin1.txt", b"caf\xE9");
    write("utf16.txt", b"\xFF\xFEa\0");
    std::fs::create_dir(home.path("folder")).unwrap();
    for (name, parts) in [
        ("missing.txt", &["missing.txt", "no such file"][..]),
        ("folder", &["folder", "is a directory"]),
        ("empty.txt", &["empty.txt", "is empty"]),
        ("blank.txt", &["blank.txt", "is empty"]),
        ("binary.txt", &["binary.txt", "NUL byte at offset 3"]),
        (
            "latin1.txt",
            &["latin1.txt", "bad byte at offset 3", "iconv"],
        ),
        ("utf16.txt", &["utf16.txt", "UTF-16", "iconv"]),
        ("draft.txt/x", &["not a directory"]),
        ("no\u{1B}[2Jsuch", &["no␛[2Jsuch"]),
    ] {
        assert_fails(&home.run(&["review", name]), 1, parts);
        assert_fails(&home.run(&["extract", name]), 1, parts);
    }
}

#[test]
fn the_version_names_the_commit() {
    let said = Home::with_article(THREE).run(&["--version"]).stdout;
    let said = String::from_utf8(said).unwrap();
    let version = format!("factdesk {}", env!("CARGO_PKG_VERSION"));
    let git = |arguments: &[&str]| {
        let output = std::process::Command::new("git").args(arguments).output();
        let output = output.ok().filter(|output| output.status.success())?;
        Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
    };
    let top = git(&["rev-parse", "--show-toplevel"]);
    if top.as_deref() == Some(env!("CARGO_MANIFEST_DIR")) {
        let commit = git(&["log", "-1", "--abbrev=9", "--format=%h %cs"]).unwrap();
        assert_eq!(said, format!("{version} ({commit})\n"));
    } else {
        // A packed release may know its commit; a plain copy of the sources does not.
        assert!(said.starts_with(&version), "{said}");
    }
}

#[test]
fn without_a_terminal_the_error_names_a_command_that_works() {
    let home = Home::with_article(THREE);
    assert_fails(
        &home.run(&["draft.txt"]),
        2,
        &["not a terminal", "factdesk extract"],
    );
}

#[test]
fn wrong_usage_exits_with_code_2() {
    let home = Home::with_article(THREE);
    assert_fails(&home.run(&["draft.txt", "--no-such"]), 2, &["--no-such"]);
    assert_fails(&home.run(&[]), 2, &["Usage"]);
    let hostile = ["extract", "draft.txt", "--format", "\u{1B}]0;title\u{7}"];
    assert_fails(&home.run(&hostile), 2, &["--format"]);
    assert_fails(
        &home.run(&["draft.txt", "--reviewer", "/"]),
        2,
        &["\"/\"", "--reviewer"],
    );
}

#[test]
fn help_names_commands_options_and_examples() {
    let home = Home::with_article(THREE);
    let help = home.run(&["--help"]);
    assert!(help.status.success());
    let text = String::from_utf8(help.stdout).unwrap();
    for part in [
        "verified",
        "extract",
        "status",
        "--claims",
        "Exit codes",
        "NO_COLOR",
    ] {
        assert!(text.contains(part), "{part} is not in the help");
    }
}

#[test]
fn extract_prints_claims_that_slice_the_article() {
    let home = Home::with_sample();
    let output = home.run(&["extract", "draft.txt"]);
    let claims: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text: Vec<char> = std::fs::read_to_string(home.path("draft.txt"))
        .unwrap()
        .chars()
        .collect();
    assert_eq!(claims.as_array().unwrap().len(), 37);
    for claim in claims.as_array().unwrap() {
        let at = |name: &str| claim[name].as_u64().unwrap() as usize;
        let words: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(claim["quote"], words.as_str());
    }
    // The output can be read back.
    std::fs::write(home.path("claims.json"), &output.stdout).unwrap();
    let again = home.run(&["extract", "draft.txt", "--format", "jsonl"]);
    assert_eq!(again.stdout.iter().filter(|&&b| b == b'\n').count(), 37);
}

#[test]
fn extract_prints_csv_that_other_programs_read() {
    let home = Home::with_article("Title\n\nHe said \"yes, we can\", twice.\n");
    let output = home.run(&["extract", "draft.txt", "--format", "csv"]);
    let mut table = csv::Reader::from_reader(&output.stdout[..]);
    assert_eq!(table.headers().unwrap().get(6), Some("quote"));
    let row = table.records().next().unwrap().unwrap();
    assert_eq!(row.get(6), Some("He said \"yes, we can\", twice."));
    assert_eq!(row.get(1), Some("7"));
}

#[test]
fn output_of_extract_in_each_format_is_read_back_unchanged() {
    let home = Home::with_sample();
    let text = std::fs::read_to_string(home.path("draft.txt")).unwrap();
    let article = Article::new("draft.txt", text);
    let claims = factdesk::extract::claims(&article, "en");
    for format in ["json", "jsonl", "csv", "webannotation"] {
        let output = home.run(&["extract", "draft.txt", "--format", format]);
        let imported = factdesk::import::claims(&output.stdout, &article).unwrap();
        assert_eq!(imported.rejected, [], "{format}");
        let places = |claims: &[Claim]| claims.iter().map(|c| c.span).collect::<Vec<_>>();
        assert_eq!(places(&imported.claims), places(&claims), "{format}");
    }
}

#[test]
fn a_web_annotation_names_its_source_and_position() {
    let home = Home::with_article(THREE);
    let output = home.run(&["extract", "draft.txt", "--format", "webannotation"]);
    let annotations: Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = &annotations[0];
    assert_eq!(first["@context"], "http://www.w3.org/ns/anno.jsonld");
    assert_eq!(first["type"], "Annotation");
    assert!(first["id"].as_str().unwrap().starts_with("draft.txt#c"));
    assert_eq!(first["target"]["source"], "draft.txt");
    let selectors = &first["target"]["selector"];
    assert_eq!(selectors[0]["exact"], "The bridge opened in 1932.");
    assert_eq!(selectors[1]["start"], 9);
    assert_eq!(selectors[1]["end"], 35);
}

#[test]
fn extract_reads_standard_input_and_survives_a_closed_pipe() {
    let home = Home::with_article(THREE);
    let mut child = home
        .command(&["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(THREE.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let claims: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(claims[0]["quote"], "The bridge opened in 1932.");

    let factdesk = env!("CARGO_BIN_EXE_factdesk");
    let script = format!("set -o pipefail; {factdesk} extract draft.txt | head -n 1");
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(home.path(""))
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!(output.stdout, b"[\n");
    assert!(output.stderr.is_empty());
}

#[test]
fn claims_that_cannot_be_located_stop_the_run_before_anything_is_written() {
    let home = Home::with_article(THREE);
    let claims = r#"[{"quote":"The bridge opened in 1932."},{"quote":"nowhere"},
        {"start":9,"end":12,"quote":"Tho"}]"#;
    std::fs::write(home.path("claims.json"), claims).unwrap();
    let output = home.run(&[
        "draft.txt",
        "--claims",
        "claims.json",
        "--reviewer",
        "alice",
    ]);
    assert_fails(
        &output,
        1,
        &["claims.json", "claims[1]", "claims[2]", "--skip-bad"],
    );
    for (content, part) in [("{", "JSON"), ("{\"a\":1}", "claims"), ("", "JSON")] {
        std::fs::write(home.path("claims.json"), content).unwrap();
        let output = home.run(&[
            "draft.txt",
            "--claims",
            "claims.json",
            "--reviewer",
            "alice",
        ]);
        assert_fails(&output, 1, &["claims.json", part]);
    }
    let output = home.run(&["draft.txt", "--claims", "none.json", "--reviewer", "alice"]);
    assert_fails(&output, 1, &["none.json", "no such file"]);
    let names: Vec<_> = std::fs::read_dir(home.path(""))
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
}
