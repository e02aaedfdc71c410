//! Going to hints, and to words that lie in no claim.

use crate::model::{ClaimNumber, Filter, Hint};
use crate::text::{Span, one_line};

use super::super::{Command, Focus, Layout, State};

impl State {
    pub(super) fn next_hint(&mut self) {
        // A hint at the very beginning of the current claim is ahead, unless it is the one the
        // checker was just led to.
        let from = match self.spot {
            Some(spot) => spot.start + 1,
            None => self.position(),
        };
        let hint = self.review.hint_from(from);
        let hint = hint.or_else(|| self.review.hint_from(0));
        self.lead_to_hint(hint.map(|hint| self.described(hint)));
    }

    pub(super) fn previous_hint(&mut self) {
        let hint = self.review.hint_before(self.position());
        let hint = hint.or_else(|| self.review.hint_before(u32::MAX));
        self.lead_to_hint(hint.map(|hint| self.described(hint)));
    }

    /// Returns a hint as the checker is led to it, with the key that takes its word.
    fn described(&self, (place, hint): (usize, &Hint)) -> (usize, Span, String) {
        let mut message = one_line(&hint.message);
        if hint.suggestion.is_some() {
            let take = self.keymap.sign(Command::TakeSuggestion, false);
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

    /// Goes to the claim of a number, whether or not it is listed.
    pub(super) fn go_to_claim(&mut self, number: &str) {
        let number = number.trim();
        if number.is_empty() {
            return;
        }
        let wanted: Option<ClaimNumber> = number.to_lowercase().parse().ok();
        let mut claims = self.review.claims().iter();
        let Some(place) = claims.position(|claim| Some(claim.number) == wanted) else {
            let last = match self.review.claims().len().checked_sub(1) {
                Some(place) => format!("the last one is {}", self.number(place)),
                None => "there are none".to_owned(),
            };
            self.refuse(format!("No claim {}: {last}", one_line(number)));
            return;
        };
        self.show_claim(place);
    }

    /// Makes a claim the current one. All claims are listed if it was not.
    pub(super) fn show_claim(&mut self, place: usize) {
        if self.list.row_of(place).is_none() {
            if self.review.claims()[place].is_put_away() {
                let filter = self.keymap.sign(Command::Filter, false);
                self.refuse_on(place, format!("put away: {filter} lists it"));
                return;
            }
            self.list.set_filter(Filter::All, &self.review);
            self.say_on(place, "all claims are listed now");
        }
        // The keys walk on from there, and do not scroll the article.
        self.focus = Focus::Claims;
        if let Some(row) = self.list.row_of(place) {
            self.select_row(row);
        }
    }

    pub(super) fn walk_gaps(&mut self, ahead: bool) {
        let coverage = self.review.coverage();
        let gap = if ahead {
            let from = self.position();
            coverage.gap_from(if self.spot.is_some() { from + 1 } else { from })
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
        self.spot = Some(gap);
        self.reveal(gap);
        if self.panes.layout == Layout::OneAtATime {
            self.focus = Focus::Article;
        }
        self.say(format!(
            "In no claim{}: {} makes a claim of these words",
            if wrapped { " (wrapped)" } else { "" },
            self.keymap.sign(Command::AddClaim, false)
        ));
    }
}
