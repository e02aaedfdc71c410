//! `--extractor`: claims that another program finds.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::command_line::assert_fails;
use crate::pty::{Home, TIMEOUT};
use crate::test_app::THREE;

/// A command that writes one claim of [`THREE`].
const ONE_CLAIM_COMMAND: &str =
    r#"cat > seen.txt; echo '[{"quote": "The bridge opened in 1932."}]'"#;

fn extract(home: &Home, command: &str, more: &[&str]) -> std::process::Output {
    let mut args = vec!["extract", "draft.txt", "--extractor", command];
    args.extend(more);
    home.run(&args)
}

/// Asserts that the process whose id is in `file` ends.
fn assert_dies(home: &Home, file: &str) {
    let deadline = Instant::now() + TIMEOUT;
    let number = loop {
        let number = fs::read_to_string(home.path(file)).unwrap_or_default();
        if let Ok(number) = number.trim().parse::<u32>() {
            break number;
        }
        assert!(Instant::now() < deadline, "it did not write its process id");
        std::thread::sleep(Duration::from_millis(5));
    };
    let state = || {
        let stat = fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
        let state = stat
            .rsplit(") ")
            .next()
            .and_then(|rest| rest.chars().next());
        state.unwrap_or('Z')
    };
    while !matches!(state(), 'Z' | 'X') {
        assert!(Instant::now() < deadline, "process {number} is not killed");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_program_reads_the_text_without_markup_and_its_claims_are_used() {
    let home = Home::with_article(THREE);
    fs::write(
        home.path("draft.html"),
        "<p>The <b>bridge</b> opened in 1932.",
    )
    .unwrap();
    let output = home.run(&["extract", "draft.html", "--extractor", ONE_CLAIM_COMMAND]);
    assert!(output.status.success(), "{output:?}");
    let claims: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(claims.as_array().unwrap().len(), 1);
    assert_eq!(claims[0]["start"], 0);
    let seen = fs::read_to_string(home.path("seen.txt")).unwrap();
    assert_eq!(seen, "The bridge opened in 1932.\n");
}

#[test]
fn each_way_the_program_can_fail_has_its_own_error() {
    let home = Home::with_article(THREE);
    for (command, more, said) in [
        ("echo hello", &[][..], &["wrote no claims", "not JSON"][..]),
        ("cat > /dev/null", &[], &["wrote nothing", "write []"]),
        (
            "echo 'no \u{1B}[2Jkey' >&2; exit 3",
            &[],
            &["failed: exit status: 3", "no ␛[2Jkey"],
        ),
        ("kill -SEGV $$", &[], &["failed: signal: 11"]),
        (
            "no-such-program-here",
            &[],
            &["exit status: 127", "not found"],
        ),
        (
            "echo waiting >&2; sleep 1000",
            &["--extractor-timeout", "1"],
            &["within 1 s", "was killed", "--extractor-timeout", "waiting"],
        ),
        ("yes", &[], &["more than 64 MiB"]),
        (
            r#"echo '[{"quote": "Not there."}, {"quote": "The bridge opened in 1932."}]'"#,
            &[],
            &["1 of 2 claims cannot be placed", "--skip-bad"],
        ),
    ] {
        let output = extract(&home, command, more);
        assert_fails(&output, 1, said);
        assert_fails(&output, 1, &["leave out --extractor"]);
        assert!(output.stderr.len() < 4000);
    }
    let quotes = r#"echo '[{"quote": "Not there."}]'"#;
    assert_eq!(extract(&home, quotes, &["--skip-bad"]).stdout, b"[]\n");
}

#[test]
fn a_program_that_hangs_is_killed_with_its_children() {
    let home = Home::with_article(THREE);
    let command = "sh -c 'echo $$ > inner; sleep 1000; echo' & wait";
    assert_fails(
        &extract(&home, command, &["--extractor-timeout", "1"]),
        1,
        &["was killed"],
    );
    assert_dies(&home, "inner");
}

#[test]
fn full_pipes_do_not_cause_a_deadlock() {
    let line = "Kyiv is the capital of Ukraine, and that is that for line number 7 of this text.\n";
    let home = Home::with_article(&line.repeat(40_000));
    // The program fills both output pipes before it reads, and writes more while it reads.
    let command = "head -c 300000 /dev/zero | tr '\\0' ' '; head -c 300000 /dev/zero >&2; \
                   tee /dev/stderr | tr -c ' ' ' '; echo '[]'";
    let output = extract(&home, command, &[]);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.stdout, b"[]\n");
    // A program that reads nothing works too.
    assert_eq!(extract(&home, "echo '[]'", &[]).stdout, b"[]\n");
}

#[test]
fn the_review_offers_the_built_in_extractor_when_the_program_fails() {
    let home = Home::with_article(THREE);
    let args = ["draft.txt", "--reviewer", "alice", "--extractor"];
    let failing = "echo again >> runs; echo 'out of credit' >&2; exit 1";
    let mut pty = home.start(&[&args[..], &[failing]].concat());
    pty.shows("out of credit").shows("b, a or g?");
    pty.send("x\ra\r");
    pty.wait("a second failure", |screen| {
        screen.matches("out of credit").count() == 2
    });
    pty.send("b\r").shows("0/3 reviewed").send("q");
    assert_eq!(pty.exit_code(), 0);
    assert_eq!(
        fs::read_to_string(home.path("runs")).unwrap(),
        "again\nagain\n"
    );
    assert!(
        home.file_names()
            .iter()
            .all(|name| !name.contains("review"))
    );

    let mut pty = home.start(&[&args[..], &[failing]].concat());
    pty.shows("b, a or g?").send("g\r");
    assert_eq!(pty.exit_code(), 1);

    let mut pty = home.start(&[&args[..], &[ONE_CLAIM_COMMAND]].concat());
    pty.shows("0/1 reviewed").send("v").saved(1).send("q");
    assert_eq!(pty.exit_code(), 0);
    assert_eq!(home.review()["claims"][0]["origin"], "imported");

    // An existing review already has its claims.
    let mut pty = home.start(&[&args[..], &[failing]].concat());
    pty.shows("--extractor not used").send("q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn ctrl_c_ends_the_extractor_too() {
    let home = Home::with_article(THREE);
    let command = "echo $$ > outer; exec sleep 1000";
    let mut pty = home.start(&["draft.txt", "--reviewer", "alice", "--extractor", command]);
    pty.shows("Ctrl-C ends it");
    while !home.path("outer").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    pty.send("\u{3}");
    assert_ne!(pty.exit_code(), 0);
    assert_dies(&home, "outer");
}
