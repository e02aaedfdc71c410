//! Whole sessions of the built program in a real terminal, with real files.

use std::process::Command;
use std::time::Duration;

use rustix::process::Signal;

use crate::external_tools::{is_installed, skipped};
use crate::pty::{Home, claim, exists};
use crate::test_app::THREE;

const ENTER: &str = "\r";

#[test]
fn a_session_from_the_first_key_to_the_reopened_file() {
    let home = Home::with_sample();
    let mut desk = home.review_draft();
    desk.shows("0/37 reviewed");
    assert!(
        !exists(&home.path("draft.alice.review.json")),
        "a file was written before any change"
    );

    // Verdicts, a note, undo.
    desk.send("v").saved(1).send("g").saved(2);
    desk.send("ke").shows("Note on claim 2");
    desk.send("called the press office")
        .shows("press office")
        .send(ENTER);
    desk.shows("note: called the press office");
    desk.send("jd")
        .saved(3)
        .send("u")
        .saved(2)
        .shows("Claim 3: undid disputed");

    // Search, filter.
    desk.send("/sttentenberg")
        .shows("/sttentenberg")
        .send(ENTER);
    desk.wait("the search leads to claim 10", |screen| {
        screen.contains("▶10")
    });
    desk.send("F5")
        .shows("1 claim is listed: garbled")
        .send("F1")
        .shows("37 claims are listed");

    // Add a claim from the next text outside claims.
    desk.send("}")
        .shows("In no claim: a makes")
        .send("a")
        .shows("make a claim")
        .send(ENTER);
    desk.wait("a 38th claim", |screen| screen.contains("/38 reviewed"));

    // Resize and restore the size.
    desk.resize(60, 20).wait("one pane", |screen| {
        screen.lines().count() <= 20 && screen.contains("┌ Claims")
    });
    desk.resize(39, 9).shows("factdesk needs 40x10 cells");
    desk.resize(120, 36).shows("┌ Article");
    desk.send("F1").saved(2).send("q");
    assert_eq!(desk.exit_code(), 0);
    desk.assert_restored();

    let review = home.review();
    assert_eq!(review["format"], "factdesk.review");
    assert_eq!(review["version"], 1);
    assert_eq!(review["reviewer"], "alice");
    assert_eq!(review["article"]["path"], "draft.txt");
    assert_eq!(claim(&review, 1)["decision"]["verdict"], "verified");
    assert_eq!(claim(&review, 2)["decision"]["verdict"], "garbled");
    assert_eq!(
        claim(&review, 2)["decision"]["note"],
        "called the press office"
    );
    let text: Vec<char> = std::fs::read_to_string(home.path("draft.txt"))
        .unwrap()
        .chars()
        .collect();
    for claim in review["claims"].as_array().unwrap() {
        let span = |name: &str| claim[name].as_u64().unwrap() as usize;
        let words: String = text[span("start")..span("end")].iter().collect();
        assert_eq!(claim["quote"], words.as_str());
    }
    let added = review["claims"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|c| c["origin"] == "added");
    assert_eq!(added.count(), 1);

    // Reopen: everything is there, and changes of the last session can be undone.
    let mut desk = home.review_draft();
    desk.shows("2 of 38 done, last at ");
    desk.send("u").shows("undid claim added (earlier session)");
    desk.wait("37 claims again", |screen| screen.contains("2/37 reviewed"));
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn position_filter_and_half_typed_note_are_restored() {
    let home = Home::with_sample();
    let mut desk = home.review_draft();
    desk.send("vvF2jjje").shows("Note on claim 6");
    desk.send("only half").shows("only half");
    desk.signal(Signal::TERM);
    assert_eq!(desk.exit_code(), 128 + 15);
    desk.assert_restored();

    let mut desk = home.review_draft();
    desk.shows("Note on claim 6")
        .shows("only half")
        .shows("· open");
    desk.send(" a word")
        .shows("only half a word")
        .send(ENTER)
        .shows("note: only half a word");
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(
        claim(&home.review(), 6)["decision"]["note"],
        "only half a word"
    );
}

#[test]
fn a_half_typed_note_is_restored_even_if_nothing_was_saved() {
    let home = Home::with_sample();
    let mut desk = home.review_draft();
    desk.shows("0/37 reviewed")
        .send("jje")
        .shows("Note on claim 3");
    desk.send("the first words").shows("the first words");
    desk.signal(Signal::HUP);
    assert_eq!(desk.exit_code(), 128 + 1);

    let mut desk = home.review_draft();
    desk.shows("Note on claim 3").shows("the first words");
    desk.send(ENTER).shows("note: the first words").send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(
        claim(&home.review(), 3)["decision"]["note"],
        "the first words"
    );
}

#[test]
fn signals_end_the_program_with_everything_saved() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let home = Home::with_article(THREE);
        let mut desk = home.review_draft();
        desk.shows("0/3 reviewed").send("gg").saved(2);
        desk.signal(signal);
        assert_eq!(desk.exit_code(), 128 + signal.as_raw() as u32);
        desk.assert_restored();
        assert_eq!(claim(&home.review(), 2)["decision"]["verdict"], "garbled");
    }
}

/// Cuts the connection in the middle of a note, with the program run through `run_by`, and asserts
/// that it ends with everything saved.
fn assert_cut_connection_saves(run_by: &str) {
    if !is_installed("script") {
        return skipped("a connection that can be cut needs script");
    }
    let home = Home::with_article(THREE);
    let mut connection = home.review_over_a_connection(run_by);
    connection.local.send("vd").saved(2);
    connection.local.send("e").shows("Note on claim 2");
    connection.local.send("half a n").shows("half a n");
    connection.local.signal(Signal::KILL);
    let ending = connection.ending();
    assert!(ending.took < Duration::from_secs(5), "{ending:?}");
    assert!(ending.used < Duration::from_secs(2), "{ending:?}");
    assert_eq!(ending.exit, 128 + Signal::HUP.as_raw() as u32);
    assert_eq!(claim(&home.review(), 2)["decision"]["verdict"], "disputed");
    let mut desk = home.review_draft();
    desk.shows("Note on claim 2").shows("half a n");
}

#[test]
fn a_cut_connection_ends_the_program_with_everything_saved() {
    assert_cut_connection_saves("");
}

#[test]
fn a_program_that_ignores_hang_ups_notices_a_cut_connection() {
    let option = "--ignore-signal=HUP";
    let tried = Command::new("env").args([option, "true"]).output();
    if !tried.is_ok_and(|output| output.status.success()) {
        return skipped("a hang-up that is ignored needs env --ignore-signal");
    }
    assert_cut_connection_saves(&format!("env {option}"));
}

#[test]
fn a_program_without_a_controlling_terminal_notices_a_cut_connection() {
    if !is_installed("setsid") {
        return skipped("a program without a controlling terminal needs setsid");
    }
    assert_cut_connection_saves("setsid");
}

#[test]
fn keys_typed_before_the_first_frame_all_count() {
    let home = Home::with_sample();
    let mut desk = home.review_draft();
    desk.send(&"v".repeat(37)).saved(37).send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    for number in 1..=37 {
        assert_eq!(claim(&review, number)["decision"]["verdict"], "verified");
    }
}

#[test]
fn the_article_can_come_through_a_pipe() {
    let home = Home::with_article(THREE);
    let factdesk = env!("CARGO_BIN_EXE_factdesk");
    let piped = format!("cat draft.txt | {factdesk} - --reviewer alice --output out.json");
    let mut desk = home.start_command(&["sh", "-c", &piped], (80, 24));
    desk.shows("0/3 reviewed").send("v").saved(1).send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(
        claim(&home.json("out.json"), 1)["decision"]["verdict"],
        "verified"
    );
}

#[test]
fn suspend_and_resume_restore_both_terminals() {
    let home = Home::with_article(THREE);
    let mut shell = home.start_command(&["bash", "--norc", "-i"], (80, 24));
    shell.send(&format!(
        "PS1='READY> '; {} draft.txt --reviewer alice\r",
        env!("CARGO_BIN_EXE_factdesk")
    ));
    shell.shows("0/3 reviewed").send("v").saved(1);
    shell.send("\u{1A}").wait("the shell's prompt", |screen| {
        screen.trim_end().ends_with("READY>") && screen.contains("Stopped")
    });
    shell
        .send("fg\r")
        .shows("1/3 reviewed")
        .send("v")
        .saved(2)
        .send("q");
    shell.wait("the shell's prompt", |screen| {
        screen.trim_end().ends_with("READY>")
    });
    shell
        .send("stty -a | grep -o ' icanon'\r")
        .shows("\n icanon");
    shell.send("exit\r");
    assert_eq!(shell.exit_code(), 0);
}

#[test]
fn a_note_can_be_written_in_the_editor() {
    let home = Home::with_article(THREE);
    // An editor that shows the file, waits for a line and appends it.
    std::fs::write(
        home.path("editor.sh"),
        "printf 'EDITING '; cat \"$1\"; read line; echo \"$line\" >> \"$1\"\n",
    )
    .unwrap();
    let factdesk = env!("CARGO_BIN_EXE_factdesk");
    let line = format!("EDITOR='sh editor.sh' {factdesk} draft.txt --reviewer alice");
    let mut desk = home.start_command(&["sh", "-c", &line], (80, 24));
    desk.shows("0/3 reviewed")
        .send("efirst")
        .shows("first")
        .send(ENTER)
        .shows("note: first");
    desk.send("E")
        .shows("EDITING first")
        .send("second\r")
        .shows("│ second");
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(
        claim(&home.review(), 1)["decision"]["note"],
        "first\nsecond"
    );
}

#[test]
fn a_review_of_a_file_in_a_read_only_folder_is_saved_in_the_data_directory() {
    let home = Home::with_article(THREE);
    // Not even root can create files in /proc.
    let mut desk = home.start(&["/proc/version", "--reviewer", "alice"]);
    desk.shows(": saves to ~/.local/share/factdesk/reviews/");
    desk.send("}")
        .shows("In no claim: a makes")
        .send("a")
        .shows("make a claim")
        .send(ENTER);
    desk.shows(": added · u undoes")
        .send("v")
        .saved(1)
        .send("q");
    assert_eq!(desk.exit_code(), 0);
    let folder = home.path(".local/share/factdesk/reviews");
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap();
    let name = file.file_name().into_string().unwrap();
    assert!(name.starts_with("version.alice"), "{name}");
    let mut desk = home.start(&["/proc/version", "--reviewer", "alice"]);
    desk.shows("1/1 reviewed").send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn copied_words_are_sent_to_the_terminal_as_base64() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed").send("y").shows("Copied");
    let sent = String::from_utf8_lossy(&desk.bytes()).into_owned();
    // printf 'The bridge opened in 1932.' | base64
    assert!(
        sent.contains("\u{1B}]52;c;VGhlIGJyaWRnZSBvcGVuZWQgaW4gMTkzMi4=\u{1B}\\"),
        "{sent:?}"
    );
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn an_idle_review_sends_nothing() {
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed")
        .send("j")
        .wait("claim 2", |screen| screen.contains("▶2"));
    let before = desk.bytes().len();
    // The sleep is what is tested here: nothing may be sent meanwhile.
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(desk.bytes().len(), before);
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn imported_claims_are_reviewed_and_keep_their_unknown_fields() {
    let home = Home::with_sample();
    let claims = std::fs::read_to_string("sample-data/nato-membership.claims.json").unwrap();
    std::fs::write(home.path("claims.json"), &claims).unwrap();
    let mut desk = home.start(&[
        "draft.txt",
        "--reviewer",
        "alice",
        "--claims",
        "claims.json",
    ]);
    desk.shows("0/14 reviewed").send("vg").saved(2).send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    let theirs: serde_json::Value = serde_json::from_str(&claims).unwrap();
    for number in 1..=14 {
        let (ours, theirs) = (claim(&review, number), &theirs["claims"][number - 1]);
        assert_eq!(ours["quote"], theirs["quote"]);
        assert_eq!(ours["origin"], "imported");
        for (name, value) in theirs.as_object().unwrap() {
            if !["start", "end", "quote", "prefix", "suffix"].contains(&name.as_str()) {
                assert_eq!(&ours[name], value, "{name} of claim {number}");
            }
        }
    }
    // The next session needs no claims file.
    let mut desk = home.review_draft();
    desk.shows("2/14 reviewed").send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn skip_bad_leaves_bad_claims_out_and_counts_them() {
    let home = Home::with_article(THREE);
    let claims = r#"[{"quote":"The bridge opened in 1932."},{"quote":"nowhere"},{"start":5}]"#;
    std::fs::write(home.path("claims.json"), claims).unwrap();
    let options = [
        "draft.txt",
        "--reviewer",
        "alice",
        "--claims",
        "claims.json",
        "--skip-bad",
    ];
    let mut desk = home.start(&options);
    desk.shows("2 claims left out")
        .shows("0/1 reviewed")
        .send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn status_shows_the_progress_of_the_reviews_in_a_folder() {
    let home = Home::with_article(THREE);
    let nothing = home.run(&["status"]);
    assert!(nothing.status.success());
    assert!(String::from_utf8_lossy(&nothing.stdout).contains("no reviews"));

    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed").send("vgz2").saved(3).send("q");
    assert_eq!(desk.exit_code(), 0);
    let mut desk = home.start(&["draft.txt", "--reviewer", "bob"]);
    desk.shows("0/3 reviewed").send("d").saved(1).send("q");
    assert_eq!(desk.exit_code(), 0);

    let table = home.run(&["status"]);
    let table = String::from_utf8(table.stdout).unwrap();
    let words: Vec<Vec<&str>> = table
        .lines()
        .map(|l| l.split_whitespace().collect())
        .collect();
    assert_eq!(
        &words[1][..7],
        ["draft.txt", "alice", "3/3", "1", "0", "1", "1"]
    );
    assert_eq!(
        &words[2][..7],
        ["draft.txt", "bob", "1/3", "0", "1", "0", "0"]
    );

    let json = home.run(&["status", "--json", "."]);
    let rows: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        (rows[0]["reviewed"].as_u64(), rows[1]["open"].as_u64()),
        (Some(3), Some(2))
    );
    assert_eq!(rows[1]["file"], "draft.bob.review.json");

    // An unreadable review is named, and the others are still shown.
    std::fs::write(home.path("bad.review.json"), "{").unwrap();
    let output = home.run(&["status"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("alice"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("bad.review.json"));
}
