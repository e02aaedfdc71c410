//! Input from the terminal that is not a key, possibly split, and a terminal that accepts no output.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::connection::Process;
use crate::pty::{Home, Pty, TIMEOUT, claim, exists};
use crate::test_app::THREE;

/// Answers that a terminal may send unasked, for example when tmux is attached.
pub const ANSWERS: &[&str] = &[
    "\u{1B}]10;rgb:dddd/dddd/dddd\u{7}",
    "\u{1B}]4;0;rgb:0000/0000/0000\u{1B}\\",
    "\u{1B}]11;rgb:1d1d/1f1f/2121\u{7}",
    "\u{1B}]12;rgb:ffff/dddd/0000\u{1B}\\",
    "\u{1B}]52;c;dmVyZGljdA==\u{7}",
    "\u{1B}P>|ghostty 1.0.1\u{1B}\\",
    "\u{1B}P1+r436F=323536\u{1B}\\",
    "\u{1B}P1$r0;4:3m\u{1B}\\",
    "\u{1B}_Gi=31;OK\u{1B}\\",
    "\u{1B}^vdg\u{1B}\\",
    "\u{1B}Xvdg\u{1B}\\",
    "\u{1B}[?62;22c",
    "\u{1B}[>41;390;0c",
    "\u{1B}[12;40R",
    "\u{1B}[?2026;2$y",
    "\u{1B}[I",
];

impl Pty {
    /// Sends a sequence in two parts, split at `place`, with a delay between them.
    pub fn send_split_after(
        &mut self,
        sequence: &str,
        place: usize,
        milliseconds: u64,
    ) -> &mut Self {
        let (begin, end) = sequence.split_at(place);
        self.send(begin);
        sleep(Duration::from_millis(milliseconds));
        self.send(end)
    }
}

fn open(home: &Home) -> Pty {
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed");
    desk
}

/// Quits and asserts that nothing was decided.
fn assert_undecided(home: &Home, mut desk: Pty) {
    assert!(desk.screen().contains("0/3 reviewed"), "{}", desk.screen());
    desk.pause().send("q");
    assert_eq!(desk.exit_code(), 0);
    desk.assert_restored();
    let file = home.path("draft.alice.review.json");
    if exists(&file) {
        let review = home.review();
        for number in 1..=3 {
            let verdict = &claim(&review, number)["decision"]["verdict"];
            assert!(verdict.is_null(), "{number}: {verdict}");
        }
    }
}

#[test]
fn terminal_answers_are_not_keys_with_any_theme() {
    for theme in ["auto", "dark"] {
        let home = Home::with_article(THREE);
        std::fs::write(home.path("c.toml"), format!("theme = '{theme}'\n")).unwrap();
        let mut desk = home.start(&["draft.txt", "--reviewer", "alice", "--config", "c.toml"]);
        desk.shows("0/3 reviewed");
        for answer in ANSWERS {
            desk.send(answer).send(&answer.repeat(2));
        }
        // The footer is unchanged: no message, and nothing was opened.
        desk.send("j")
            .wait("claim 2", |screen| screen.contains("▶2"));
        let footer = desk.screen().lines().last().unwrap_or_default().to_owned();
        assert!(footer.contains("v verified"), "{footer}");
        assert_undecided(&home, desk);
    }
}

#[test]
fn terminal_answers_split_by_a_long_delay_are_not_keys() {
    let home = Home::with_article(THREE);
    let mut desk = open(&home);
    for (turn, answer) in ANSWERS.iter().enumerate() {
        // Split after the first byte, after the second, or in the middle.
        let place = [1, 2, answer.len() / 2][turn % 3];
        desk.send_split_after(answer, place, 400);
    }
    desk.send("j")
        .wait("claim 2", |screen| screen.contains("▶2"));
    assert_undecided(&home, desk);
}

#[test]
fn a_split_arrow_key_in_a_note_leaves_the_note_open() {
    for milliseconds in [20, 140, 500] {
        let home = Home::with_article(THREE);
        let mut desk = open(&home);
        desk.send("e").shows("Note on claim 1").send("ask ");
        desk.send_split_after("\u{1B}[D", 1, milliseconds)
            .send("vdg");
        desk.shows("askvdg").shows("Note on claim 1");
        desk.send("\u{3}").wait("the note closed", |screen| {
            !screen.contains("Note on claim 1")
        });
        assert_undecided(&home, desk);
    }
}

#[test]
fn keys_in_the_same_burst_as_leaving_a_note_decide_nothing() {
    let home = Home::with_article(THREE);
    let mut desk = open(&home);
    desk.send("e").shows("Note on claim 1");
    desk.send("half\u{3}vdgvdg").shows("g ignored");
    assert_undecided(&home, desk);
}

#[test]
fn an_unfinished_paste_keeps_its_text_and_frees_the_keyboard() {
    for end in ["", "\u{1B}", "\u{3}"] {
        let home = Home::with_article(THREE);
        let mut desk = open(&home);
        desk.send("e").shows("Note on claim 1");
        desk.send("\u{1B}[200~cut off").pause().send(end);
        desk.shows("cut off").pause();
        // The late rest of the paste is ignored too.
        desk.send("vdg and the rest\u{1B}[201~").pause().send("!\r");
        desk.shows("note: cut off!");
        assert_undecided(&home, desk);
    }
}

#[test]
fn an_unfinished_answer_frees_the_keyboard() {
    let home = Home::with_article(THREE);
    let mut desk = open(&home);
    // Alt-P looks like the start of an answer.
    desk.send("\u{1B}P").pause().send("v").pause().send("\r");
    desk.pause().send("j");
    desk.wait("claim 2", |screen| screen.contains("▶2"));
    assert_undecided(&home, desk);
}

#[test]
fn no_editor_is_opened_while_output_is_blocked() {
    let home = Home::with_article(THREE);
    let mut desk = open(&home);
    desk.send("v").saved(1);
    desk.while_output_is_blocked(|desk| {
        // The verdict key is handled once the program stops waiting for the terminal.
        desk.send("Ed");
        let deadline = Instant::now() + TIMEOUT;
        while claim(&home.review(), 2)["decision"]["verdict"] != "disputed" {
            assert!(Instant::now() < deadline, "the program never stops waiting");
            sleep(Duration::from_millis(5));
        }
    });
    // The program redraws over what filled the terminal.
    desk.shows("Not opened: the terminal takes no output");
    desk.send("\u{C}v").saved(3).send("q");
    assert_eq!(desk.exit_code(), 0);
    desk.assert_restored();
}

#[test]
fn output_stopped_by_ctrl_s_in_the_editor_resumes_afterwards() {
    let home = Home::with_article(THREE);
    std::fs::write(home.path("editor.sh"), "printf EDITING; read line\n").unwrap();
    let factdesk = env!("CARGO_BIN_EXE_factdesk");
    let line = format!("EDITOR='sh editor.sh' {factdesk} draft.txt --reviewer alice");
    let mut desk = home.start_command(&["sh", "-c", &line], (80, 24));
    desk.shows("0/3 reviewed").send("E").shows("EDITING");
    desk.send("\u{13}\r").shows("0/3 reviewed").pause();
    desk.send("v").saved(1);
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    desk.assert_restored();
}

#[test]
fn quitting_works_while_output_is_blocked() {
    let home = Home::with_article(THREE);
    let mut desk = open(&home);
    desk.send("v").saved(1);
    let program = Process::with_pid(desk.pid());
    desk.while_output_is_blocked(|desk| {
        desk.send("q");
        program.wait();
    });
    assert_eq!(desk.exit_code(), 0);
    let mut desk = home.review_draft();
    desk.shows("1/3 reviewed").send("q");
    assert_eq!(desk.exit_code(), 0);
}
