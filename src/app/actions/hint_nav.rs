//! Going to hints, to words in no claim, and to the claim of a number.

use crate::model::{ClaimNumber, Hint};
use crate::text::{Span, one_line};

use crate::app::workspace::Workspace;
use crate::app::{Command, Focus};

impl Workspace {
    /// Goes to the next hint of an open claim.
    pub(in crate::app) fn next_hint(&mut self) {
        // A hint at the very beginning of the current claim is ahead, unless it is the one the
        // reviewer was just led to.
        let from = match self.article.spot() {
            Some(spot) => spot.start + 1,
            None => self.position(),
        };
        let hint = self.review().hint_from(from);
        let hint = hint.or_else(|| self.review().hint_from(0));
        self.lead_to_hint(hint.map(|hint| self.described(hint)));
    }

    /// Goes to the previous hint of an open claim.
    pub(in crate::app) fn previous_hint(&mut self) {
        let hint = self.review().hint_before(self.position());
        let hint = hint.or_else(|| self.review().hint_before(u32::MAX));
        self.lead_to_hint(hint.map(|hint| self.described(hint)));
    }

    /// Returns a hint's claim, its passage, and its message with the key that takes its word.
    fn described(&self, (place, hint): (usize, &Hint)) -> (usize, Span, String) {
        let mut message = one_line(&hint.message);
        if hint.suggestion.is_some() {
            let take = self.key(Command::TakeSuggestion);
            message.push_str(&format!(" · {take} proposes that"));
        }
        (place, hint.span, message)
    }

    fn lead_to_hint(&mut self, hint: Option<(usize, Span, String)>) {
        if let Some((place, span, message)) = hint {
            self.say_on(place, message);
            self.lead_to(span, Some(place));
        }
    }

    /// Goes to the claim with a number, whether or not it is listed.
    pub(in crate::app) fn go_to_claim(&mut self, number: &str) {
        let number = number.trim();
        if number.is_empty() {
            return;
        }
        let wanted: Option<ClaimNumber> = number.to_lowercase().parse().ok();
        let mut claims = self.review().claims().iter();
        let Some(place) = claims.position(|claim| Some(claim.number) == wanted) else {
            let last = match self.review().claims().len().checked_sub(1) {
                Some(place) => format!("the last one is {}", self.number(place)),
                None => "there are none".to_owned(),
            };
            self.refuse(format!("No claim {}: {last}", one_line(number)));
            return;
        };
        self.show_claim(place);
    }

    /// Goes to the next words in no claim, or the ones before.
    pub(in crate::app) fn go_to_gap(&mut self, ahead: bool) {
        let coverage = self.review().coverage();
        let gap = if ahead {
            let from = self.position();
            coverage.gap_from(if self.article.spot().is_some() {
                from + 1
            } else {
                from
            })
        } else {
            coverage.gap_before(self.position())
        };
        let wrapped = gap.is_none();
        let gap = gap.or_else(|| {
            if ahead {
                coverage.gap_from(0)
            } else {
                coverage.gap_before(u32::MAX)
            }
        });
        let Some(gap) = gap else { return };
        self.article.set_spot(Some(gap));
        self.reveal(gap);
        self.screen.bring_forward(Focus::Article);
        self.say(format!(
            "In no claim{}: {} makes a claim of these words",
            if wrapped { " (wrapped)" } else { "" },
            self.key(Command::AddClaim)
        ));
    }
}
