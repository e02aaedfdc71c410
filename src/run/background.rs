//! The terminal's answer to the question what its background is.
//!
//! The reader of keys does not know this answer (`ESC ] 11 ; rgb:RRRR/GGGG/BBBB ESC \`) and takes it
//! for keys, `g` among them: a decision. So what is read goes through here until the answer has
//! come, whenever that is. It is told by how it begins, which nobody types.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crate::app::{Code, Event, Key, Named};

use super::{Desk, Ending, Message};

/// An answer that comes later than this is of no use: nobody likes colours that change while they
/// work.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long the end of the program waits for an answer, from the question on: longer than most lines
/// take to bring it.
const MOMENT: Duration = Duration::from_millis(300);

/// How far the pieces of an answer can be apart. What may be the beginning of one is held so long,
/// and is then taken for typed.
pub(super) const PIECES: Duration = Duration::from_millis(500);

/// The longest answer, in characters. What goes on for longer is none.
const LONGEST: usize = 64;

/// How an answer goes on behind `ESC ]`.
const BEGINNING: &str = "11;";

/// Asks the terminal for its background. The question is left in `out`.
///
/// # Errors
/// What the terminal answers to the write.
pub(super) fn ask(out: &mut impl Write) -> io::Result<Replies> {
    out.write_all(b"\x1B]11;?\x1B\\")?;
    Ok(Replies {
        asked: Instant::now(),
        reading: Reading::Nothing,
        held: Vec::new(),
    })
}

impl Desk {
    /// Gives the terminal a moment to answer before it is given back: whoever reads it next would
    /// take the answer for keys.
    pub(super) fn await_background(&mut self) {
        let Some(asked) = self.asked.filter(|_| self.ending == Some(Ending::Quit)) else {
            return;
        };
        let until = Some(asked + MOMENT);
        while let Some(message) = self.inbox.next_until(until) {
            match message {
                Message::Written(_) => self.screen.out().written(),
                Message::Background(_) | Message::Hangup | Message::Signal(_) => break,
                _ => {}
            }
        }
    }
}

/// Takes the terminal's answer out of what is typed.
#[derive(Debug)]
pub(super) struct Replies {
    asked: Instant,
    reading: Reading,
    /// What may be the beginning of an answer, and is passed on when it is not.
    held: Vec<Event>,
}

/// How much of an answer there is.
#[derive(Debug, PartialEq, Eq)]
enum Reading {
    Nothing,
    /// `ESC`, which has been passed on: it may have been typed.
    Escape,
    /// `ESC ]` and so many characters of [`BEGINNING`].
    Beginning(usize),
    /// All that, and this.
    Colour(String),
    /// All that, and an `ESC` at its end.
    End(String),
}

/// What came of an event.
#[derive(Debug, PartialEq)]
pub(super) enum Taken {
    /// These are what was typed.
    Typed(Vec<Event>),
    /// The answer is complete: whether the background is light, if it came in time to be of use.
    Answered(Option<bool>),
}

impl Replies {
    /// Tells whether there may be the beginning of an answer.
    pub(super) fn is_reading(&self) -> bool {
        !matches!(self.reading, Reading::Nothing | Reading::Escape)
    }

    /// Gives up an answer that does not go on; returns what was typed after all.
    pub(super) fn give_up(&mut self) -> Vec<Event> {
        self.reading = Reading::Nothing;
        std::mem::take(&mut self.held)
    }

    /// Takes what was typed.
    pub(super) fn take(&mut self, event: Event) -> Taken {
        let (letter, held) = match event {
            Event::Key(Key {
                code,
                ctrl: false,
                alt,
                shift: false,
            }) => match code {
                Code::Char(c) => (Some(c), alt),
                Code::Named(Named::Esc) => (Some('\u{1B}'), alt),
                _ => (None, alt),
            },
            Event::Key(Key {
                code: Code::Char('g'),
                ctrl: true,
                alt: false,
                shift: false,
            }) => (Some('\u{7}'), false),
            _ => (None, false),
        };
        match (
            std::mem::replace(&mut self.reading, Reading::Nothing),
            letter,
            held,
        ) {
            (Reading::Colour(colour), Some('\u{7}'), _)
            | (Reading::Colour(colour), Some('\\'), true)
            | (Reading::End(colour), Some('\\'), false) => {
                let in_time = self.asked.elapsed() < PATIENCE;
                Taken::Answered(is_light(&colour).filter(|_| in_time))
            }
            (Reading::Colour(colour), Some('\u{1B}'), false) => {
                self.reading = Reading::End(colour);
                Taken::Typed(Vec::new())
            }
            (Reading::Colour(mut colour), Some(c), false) if colour.len() < LONGEST => {
                colour.push(c);
                self.reading = Reading::Colour(colour);
                Taken::Typed(Vec::new())
            }
            (Reading::Beginning(count), Some(c), false) if BEGINNING[count..].starts_with(c) => {
                self.held.push(event);
                self.reading = match count + 1 {
                    all if all == BEGINNING.len() => {
                        self.held.clear();
                        Reading::Colour(String::new())
                    }
                    count => Reading::Beginning(count),
                };
                Taken::Typed(Vec::new())
            }
            (Reading::Escape, Some(']'), false) | (_, Some(']'), true) => {
                let typed = std::mem::replace(&mut self.held, vec![event]);
                self.reading = Reading::Beginning(0);
                Taken::Typed(typed)
            }
            (_, letter, _) => {
                if letter == Some('\u{1B}') {
                    self.reading = Reading::Escape;
                }
                let mut typed = std::mem::take(&mut self.held);
                typed.push(event);
                Taken::Typed(typed)
            }
        }
    }
}

/// Tells whether a colour (`rgb:ffff/ffff/ffff`, with one to four digits for each part) is nearer
/// to white than to black.
fn is_light(colour: &str) -> Option<bool> {
    let (_, parts) = colour.split_once(':')?;
    let mut shares = parts.split('/').map(|part| {
        let most = 16u32
            .checked_pow(u32::try_from(part.len()).ok()?)?
            .checked_sub(1)?;
        let value = u32::from_str_radix(part, 16).ok()?;
        (most > 0).then(|| f64::from(value) / f64::from(most))
    });
    let mut share = || shares.next().flatten();
    let brightness = 0.299 * share()? + 0.587 * share()? + 0.114 * share()?;
    Some(brightness > 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::input;
    use crossterm::event::{Event as Sent, KeyCode, KeyEvent, KeyModifiers};

    /// What the reader of keys makes of characters; `~` stands for a lone ESC, `^` for ESC with
    /// what follows, and `@` for BEL.
    fn events(read: &str) -> Vec<Event> {
        let mut alt = KeyModifiers::NONE;
        let mut events = Vec::new();
        for c in read.chars() {
            let (code, modifiers) = match c {
                '^' => {
                    alt = KeyModifiers::ALT;
                    continue;
                }
                '~' => (KeyCode::Esc, KeyModifiers::NONE),
                '@' => (KeyCode::Char('g'), KeyModifiers::CONTROL),
                c => (
                    KeyCode::Char(c),
                    std::mem::replace(&mut alt, KeyModifiers::NONE),
                ),
            };
            events.extend(input::event(Sent::Key(KeyEvent::new(code, modifiers))));
        }
        events
    }

    /// What is passed on, and the answer.
    fn read(keys: &str) -> (Vec<Event>, Option<Option<bool>>) {
        let mut replies = ask(&mut Vec::new()).unwrap();
        let (mut typed, mut answer) = (Vec::new(), None);
        for event in events(keys) {
            match replies.take(event.clone()) {
                _ if answer.is_some() => typed.push(event),
                Taken::Typed(more) => typed.extend(more),
                Taken::Answered(is_light) => answer = Some(is_light),
            }
        }
        (typed, answer)
    }

    #[test]
    fn an_answer_is_taken_out_however_it_comes_in() {
        for (answer, is_light) in [
            ("^]11;rgb:ffff/ffff/ffff^\\", Some(true)),
            ("^]11;rgb:ffff/ffff/ffff~\\", Some(true)),
            ("^]11;rgb:1e1e/1e1e/2e2e@", Some(false)),
            ("^]11;rgb:f/f/e@", Some(true)),
            ("^]11;rgba:00/00/00/ff^\\", Some(false)),
            ("^]11;#ggg^\\", None),
            ("^]11;^\\", None),
            ("^]11;rgb:ffffffffffff/0/0@", None),
        ] {
            let keys = format!("vj{answer}gd");
            assert_eq!(read(&keys), (events("vjgd"), Some(is_light)), "{answer}");
        }
        // Cut behind its first byte, a lone Esc gets through, which decides nothing.
        let (typed, answer) = read("v~]11;rgb:ffff/ffff/ffff^\\g");
        assert_eq!((typed, answer), (events("v~g"), Some(Some(true))));
    }

    #[test]
    fn what_is_typed_is_passed_on_whole() {
        for keys in [
            "vdg",
            "~v",
            "~~]x",
            "^]^]g",
            "^]1g",
            "^]11g",
            "~]1~]1v",
            "@^\\11;rgb:",
        ] {
            assert_eq!(read(keys), (events(keys), None), "{keys}");
        }
    }

    #[test]
    fn what_does_not_go_on_was_typed() {
        let mut replies = ask(&mut Vec::new()).unwrap();
        for event in events("~]") {
            replies.take(event);
        }
        assert!(replies.is_reading());
        assert_eq!(replies.give_up(), events("]"));
        assert!(!replies.is_reading());
    }

    #[test]
    fn what_never_ends_is_not_swallowed_for_ever() {
        let (typed, answer) = read(&format!("^]11;{}v", "x".repeat(LONGEST + 1)));
        assert_eq!((typed, answer), (events("xv"), None));
    }

    #[test]
    fn an_answer_that_is_late_changes_nothing_and_types_nothing() {
        let mut replies = ask(&mut Vec::new()).unwrap();
        replies.asked -= PATIENCE;
        let taken: Vec<Taken> = events("^]11;rgb:f/f/f@")
            .into_iter()
            .map(|event| replies.take(event))
            .collect();
        let (last, before) = taken.split_last().unwrap();
        assert_eq!(last, &Taken::Answered(None));
        assert!(
            before
                .iter()
                .all(|taken| *taken == Taken::Typed(Vec::new()))
        );
    }
}
