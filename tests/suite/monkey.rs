//! Random typing over a connection that splits escape sequences: notes full of verdict keys, mixed
//! with terminal answers, pastes and arrow keys. Only the intended verdicts may count.
//!
//! `FACTDESK_MONKEY_SECONDS=3600` runs it for an hour.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::faults::Rng;
use crate::pty::{Home, Pty};
use crate::terminal::ANSWERS;

/// How long the test runs unless `FACTDESK_MONKEY_SECONDS` is set.
const DEFAULT_SECONDS: u64 = 20;

/// Keys sent as escape sequences. In a note they move the cursor or do nothing.
const SEQUENCES: &[&str] = &[
    "\u{1B}[D",
    "\u{1B}[C",
    "\u{1B}[H",
    "\u{1B}[F",
    "\u{1B}OC",
    "\u{1B}[1;2D",
    "\u{1B}[1;5C",
    "\u{1B}[15~",
];

/// How many claims the sample article has.
const CLAIM_COUNT: usize = 37;

struct Monkey {
    desk: Pty,
    rng: Rng,
    /// How many verdicts it has given and not undone.
    given: usize,
    /// How many marks it has typed.
    marks: usize,
}

impl Monkey {
    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.rng.below(all.len())]
    }

    /// Sends a sequence in two parts, sometimes further apart than the timeout of an Esc.
    fn send_split(&mut self, sequence: &str) {
        let place = 1 + self.rng.below(sequence.len() - 1);
        let wait = match self.rng.below(10) {
            0..4 => 0,
            4..9 => self.rng.below(140),
            _ => 200 + self.rng.below(500),
        };
        self.desk.send_split_after(sequence, place, wait as u64);
    }

    /// Types a word and waits for it, so that the field is open and all earlier input is handled.
    fn mark(&mut self) {
        self.marks += 1;
        let mark = format!("mark{}", self.marks);
        // At the end of the text: in the middle, line wrapping could split the word.
        self.desk.send(&format!("\u{1B}[F {mark} ")).shows(&mark);
    }

    fn wait_for_list(&mut self) {
        self.desk.wait("the list", |screen| {
            !screen.contains("Note on claim") && screen.contains("reviewed")
        });
    }

    /// Opens a note, sends all kinds of input, and leaves it.
    fn note(&mut self) {
        self.desk.send("e").shows("Note on claim");
        for _ in 0..1 + self.rng.below(6) {
            match self.rng.below(8) {
                0..2 => {
                    let words = self.one_of(&["vdg ", "zx r", "quit", "d d d", "[g]v"]);
                    self.desk.send(words);
                }
                2..4 => {
                    let sequence = self.one_of(SEQUENCES);
                    self.send_split(sequence);
                }
                4..6 => {
                    let answer = self.one_of(ANSWERS);
                    self.send_split(answer);
                }
                6 => self.send_split("\u{1B}[200~vdg pasted\u{1B}[201~"),
                _ => {
                    let place = 1 + self.rng.below(13);
                    let paste = "\u{1B}[200~dvg cut\u{1B}[201~";
                    self.desk.send_split_after(paste, 5 + place, 2200);
                }
            }
        }
        self.mark();
        match self.rng.below(3) {
            0 => self.desk.send("\u{1B}"),
            1 => self.desk.send("\u{3}"),
            _ => self.desk.send("\u{3}vdgzx"),
        };
        self.wait_for_list();
        self.desk.pause();
        self.clear_draft();
    }

    /// Deletes the draft of the note, so that it does not grow from note to note.
    fn clear_draft(&mut self) {
        self.desk.send("e").shows("Note on claim");
        // Ctrl-w deletes a word.
        self.desk.send(&"\u{17}".repeat(60));
        self.desk.send("\u{3}");
        self.wait_for_list();
        self.desk.pause();
    }

    /// Moves between claims while terminal answers arrive.
    fn walk(&mut self) {
        for _ in 0..1 + self.rng.below(4) {
            let answer = self.one_of(ANSWERS);
            self.send_split(answer);
            let key = self.one_of(&["j", "k", "\u{1B}[B", "\u{1B}[A"]);
            self.desk.pause().send(key);
        }
        self.desk.pause();
    }

    /// Gives a verdict, or undoes the last one.
    fn decide(&mut self) {
        if self.given < CLAIM_COUNT - 7 {
            self.desk.send(" v");
            self.given += 1;
        } else {
            self.desk.send("u");
            self.given -= 1;
        }
        self.assert_given();
    }

    fn assert_given(&mut self) {
        let given = format!(" {}/{CLAIM_COUNT} reviewed", self.given);
        self.desk.shows(&given);
    }
}

#[test]
fn random_input_gives_only_the_intended_verdicts() {
    let seconds = std::env::var("FACTDESK_MONKEY_SECONDS").ok();
    let seconds = seconds.map_or(DEFAULT_SECONDS, |text| {
        text.parse().expect("a number of seconds")
    });
    let end = Instant::now() + Duration::from_secs(seconds);
    let home = Home::with_sample();
    let mut desk = home.review_draft();
    desk.shows("0/37 reviewed");
    let mut monkey = Monkey {
        desk,
        rng: Rng(0x5EED_0F12),
        given: 0,
        marks: 0,
    };
    while Instant::now() < end {
        match monkey.rng.below(4) {
            0..2 => monkey.note(),
            2 => monkey.walk(),
            _ => monkey.decide(),
        }
    }
    sleep(Duration::from_millis(300));
    monkey.assert_given();
    monkey.desk.send("q");
    assert_eq!(monkey.desk.exit_code(), 0);
    let review = home.json("draft.alice.review.json");
    let claims = review["claims"].as_array().unwrap();
    let verdicts = claims.iter().map(|claim| &claim["decision"]["verdict"]);
    let verdicts: Vec<_> = verdicts.filter(|verdict| !verdict.is_null()).collect();
    assert_eq!(verdicts, vec!["verified"; monkey.given]);
}
