//! The questions of opening a review, asked in the terminal.

use crate::session::{
    CopyOffer, Dialogue, Failure, WhenFailed, WhenOpen, claim_count, display_path, time_zone,
};
use crate::store::LockHolder;

use super::prompt::choose;
use super::{harmless, printed};

/// Asks in the terminal.
pub(super) struct TerminalDialogue;

impl Dialogue for TerminalDialogue {
    fn show(&mut self, message: &str) {
        eprintln!("factdesk: {}", harmless(message));
    }

    fn review_is_open(&mut self, holder: Option<&LockHolder>) -> Result<WhenOpen, Failure> {
        let can_take_over = holder.is_none_or(LockHolder::is_here);
        eprintln!("This review is open already: {}.", described(holder));
        if can_take_over {
            eprintln!("  t  take over: the other process saves and quits");
        } else {
            eprintln!("     it is on another machine: to take over, quit it there first");
        }
        eprintln!("  r  read only: look, without changing anything");
        eprintln!("  g  give up");
        let (question, letters) = match can_take_over {
            true => ("t, r or g? ", "trgq"),
            false => ("r or g? ", "rgq"),
        };
        match choose(question, letters, 'g')? {
            't' => Ok(WhenOpen::TakeOver),
            'r' => Ok(WhenOpen::ReadOnly),
            _ => Err(Failure::input(
                "given up: another process has the review open",
            )),
        }
    }

    fn extractor_failed(&mut self, failure: Failure) -> Result<WhenFailed, Failure> {
        eprint!("{}", printed(&failure));
        eprintln!("  b  use the built-in extractor");
        eprintln!("  a  run it again");
        eprintln!("  g  give up");
        match choose("b, a or g? ", "bagq", 'g')? {
            'b' => Ok(WhenFailed::UseBuiltIn),
            'a' => Ok(WhenFailed::RunAgain),
            _ => Err(Failure::input("given up: nothing was written")
                .hint("leave out --extractor to use the built-in extractor")),
        }
    }

    fn takes_in(&mut self, copy: &CopyOffer<'_>) -> Result<bool, Failure> {
        let at = copy.updated.to_zoned_datetime(time_zone::local());
        eprintln!(
            "This review could not be saved in an earlier session; a copy of {} was rescued.",
            at.strftime("%Y-%m-%d %H:%M")
        );
        eprintln!("It has something new on {}.", claim_count(copy.claims));
        eprintln!("  t  take it in: the newer decision counts, the older one stays in the history");
        eprintln!("  l  leave it: {}", display_path(copy.path));
        Ok(choose("t or l? ", "tl", 'l')? == 't')
    }
}

/// Describes the process that has a review open.
fn described(holder: Option<&LockHolder>) -> String {
    match holder {
        None => "in an unknown process".to_owned(),
        Some(holder) => format!(
            "in process {} on {}, since {}",
            holder.pid(),
            holder.host(),
            holder
                .since()
                .to_zoned_datetime(time_zone::local())
                .strftime("%Y-%m-%d %H:%M")
        ),
    }
}
