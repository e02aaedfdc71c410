//! A monkey at the keyboard, on a line that tears what it sends: it writes notes full of the keys that
//! decide, while the terminal answers, pastes and sends arrows. It knows which verdicts it gave.
//!
//! `FACTDESK_MONKEY_SECONDS=3600` keeps it there for an hour.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::faults::Dice;
use crate::pty::{Home, Pty};
use crate::terminal::ANSWERS;

/// How long the monkey stays where nothing else is asked for.
const SECONDS: u64 = 20;

/// Keys that are sequences; in a note they move the cursor or do nothing.
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

/// The claims of the sample.
const CLAIMS: usize = 37;

struct Monkey {
    desk: Pty,
    dice: Dice,
    /// How many verdicts it gave and did not undo.
    given: usize,
    /// How many marks it typed.
    marks: usize,
}

impl Monkey {
    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.dice.roll(all.len())]
    }

    /// Sends a sequence, mostly torn, now and then for longer than an Esc waits.
    fn torn(&mut self, sequence: &str) {
        let place = 1 + self.dice.roll(sequence.len() - 1);
        let wait = match self.dice.roll(10) {
            0..4 => 0,
            4..9 => self.dice.roll(140),
            _ => 200 + self.dice.roll(500),
        };
        self.desk.send_torn(sequence, place, wait as u64);
    }

    /// Types a word and waits to see it: the field is open, and everything before is taken in.
    fn mark(&mut self) {
        self.marks += 1;
        let mark = format!("mark{}", self.marks);
        // At the end of the text, wherever the cursor was: a word in the middle could be torn.
        self.desk.send(&format!("\u{1B}[F {mark} ")).shows(&mark);
    }

    fn wait_for_list(&mut self) {
        self.desk.wait("the list", |screen| {
            !screen.contains("Note on claim") && screen.contains("reviewed")
        });
    }

    /// Opens a note, has all kinds of things come in, and leaves it.
    fn note(&mut self) {
        self.desk.send("e").shows("Note on claim");
        for _ in 0..1 + self.dice.roll(6) {
            match self.dice.roll(8) {
                0..2 => {
                    let words = self.one_of(&["vdg ", "zx r", "quit", "d d d", "[g]v"]);
                    self.desk.send(words);
                }
                2..4 => {
                    let sequence = self.one_of(SEQUENCES);
                    self.torn(sequence);
                }
                4..6 => {
                    let answer = self.one_of(ANSWERS);
                    self.torn(answer);
                }
                6 => self.torn("\u{1B}[200~vdg pasted\u{1B}[201~"),
                _ => {
                    let place = 1 + self.dice.roll(13);
                    let paste = "\u{1B}[200~dvg cut\u{1B}[201~";
                    self.desk.send_torn(paste, 5 + place, 2200);
                }
            }
        }
        self.mark();
        match self.dice.roll(3) {
            0 => self.desk.send("\u{1B}"),
            1 => self.desk.send("\u{3}"),
            _ => self.desk.send("\u{3}vdgzx"),
        };
        self.wait_for_list();
        self.desk.pause();
        self.empty_the_draft();
    }

    /// The words of a note left wait for the next one: without them it stays short.
    fn empty_the_draft(&mut self) {
        self.desk.send("e").shows("Note on claim");
        // Ctrl-w deletes a word.
        self.desk.send(&"\u{17}".repeat(60));
        self.desk.send("\u{3}");
        self.wait_for_list();
        self.desk.pause();
    }

    /// Has answers come in while claims are walked.
    fn walk(&mut self) {
        for _ in 0..1 + self.dice.roll(4) {
            let answer = self.one_of(ANSWERS);
            self.torn(answer);
            let key = self.one_of(&["j", "k", "\u{1B}[B", "\u{1B}[A"]);
            self.desk.pause().send(key);
        }
        self.desk.pause();
    }

    /// Gives a verdict, or takes the last one back.
    fn decide(&mut self) {
        if self.given < CLAIMS - 7 {
            self.desk.send(" v");
            self.given += 1;
        } else {
            self.desk.send("u");
            self.given -= 1;
        }
        self.assert_given();
    }

    fn assert_given(&mut self) {
        let given = format!(" {}/{CLAIMS} reviewed", self.given);
        self.desk.shows(&given);
    }
}

#[test]
fn a_monkey_among_answers_torn_sequences_and_pastes_gives_no_verdict_that_it_did_not_press() {
    let seconds = std::env::var("FACTDESK_MONKEY_SECONDS").ok();
    let seconds = seconds.map_or(SECONDS, |text| text.parse().expect("a number of seconds"));
    let end = Instant::now() + Duration::from_secs(seconds);
    let home = Home::with_sample();
    let mut desk = home.review_draft();
    desk.shows("0/37 reviewed");
    let mut monkey = Monkey {
        desk,
        dice: Dice(0x5EED_0F12),
        given: 0,
        marks: 0,
    };
    while Instant::now() < end {
        match monkey.dice.roll(4) {
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
