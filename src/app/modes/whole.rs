//! Looking at the whole article beside its source.

use super::super::{Command, Pairing, State, Whole};
use super::Mode;

impl State {
    /// The article beside a source has been asked for, and is there. While something is typed or
    /// chosen it comes too late.
    pub(in crate::app) fn compared(&mut self, answer: Result<Whole, String>) {
        match answer {
            Ok(mut whole) if matches!(self.mode, Mode::Browse) => {
                self.message = None;
                whole.begin_at(self.position());
                self.mode = Mode::Whole(Box::new(whole));
            }
            Ok(_) => {}
            Err(why) => self.refuse(why),
        }
    }

    /// Does what a key asks for with the article beside its source.
    pub(in crate::app) fn whole_command(&mut self, command: Command) {
        let Mode::Whole(whole) = &mut self.mode else {
            return;
        };
        let any: fn(&Pairing) -> bool = |_| true;
        let (there, what) = match command {
            Command::WholeNext => (
                whole.step(true, Pairing::differs),
                "No later passage differs",
            ),
            Command::WholePrevious => (
                whole.step(false, Pairing::differs),
                "No earlier passage differs",
            ),
            Command::WholeLeftOut => (
                whole.step(true, Pairing::is_left_out),
                "Nothing further on was left out",
            ),
            Command::WholeDown => (whole.step(true, any), "This is the last passage"),
            Command::WholeUp => (whole.step(false, any), "This is the first passage"),
            Command::WholeGo => return self.leave_whole_for_its_claim(),
            _ => {
                self.mode = Mode::Browse;
                return;
            }
        };
        if !there {
            self.say(what);
        }
    }

    fn leave_whole_for_its_claim(&mut self) {
        let Mode::Whole(whole) = &self.mode else {
            return;
        };
        let span = whole.pairings.get(whole.at_hand).and_then(Pairing::article);
        match span {
            Some(span) => {
                self.mode = Mode::Browse;
                self.lead_to(span, None);
            }
            None => self.say("The article left this sentence out: no claim holds it"),
        }
    }
}
