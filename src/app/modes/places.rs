//! Going to hints, and to words that lie in no claim.

use crate::model::{Claim, Hint};
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
        let hint = self.hint_from(from).or_else(|| self.hint_from(0));
        self.lead_to_hint(hint);
    }

    pub(super) fn previous_hint(&mut self) {
        let hint = self
            .hint_before(self.position())
            .or_else(|| self.hint_before(u32::MAX));
        self.lead_to_hint(hint);
    }

    fn lead_to_hint(&mut self, hint: Option<(usize, Span, String)>) {
        if let Some((place, span, message)) = hint {
            self.say(message);
            self.lead_to(span, Some(place));
        }
    }

    fn hint_from(&self, position: u32) -> Option<(usize, Span, String)> {
        self.hints()
            .filter(|(_, hint)| hint.span.start >= position)
            .min_by_key(|(_, hint)| hint.span.start)
            .and_then(|found| self.found(found))
    }

    fn hint_before(&self, position: u32) -> Option<(usize, Span, String)> {
        self.hints()
            .filter(|(_, hint)| hint.span.start < position)
            .max_by_key(|(_, hint)| hint.span.start)
            .and_then(|found| self.found(found))
    }

    fn hints(&self) -> impl Iterator<Item = (&Claim, &Hint)> {
        let claims = self.review.hinted().iter();
        claims.flat_map(|claim| claim.open_hints().map(|hint| (claim.as_ref(), hint)))
    }

    fn found(&self, (claim, hint): (&Claim, &Hint)) -> Option<(usize, Span, String)> {
        let place = self.review.index_of(claim)?;
        Some((place, hint.span, one_line(&hint.message)))
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
        self.top = self.viewport().reveal(self.top, gap);
        if self.panes.layout == Layout::OneAtATime {
            self.focus = Focus::Article;
        }
        self.say(format!(
            "these words lie in no claim{}: {} makes a claim of them",
            if wrapped { " (round again)" } else { "" },
            self.keymap.sign(Command::AddClaim, false)
        ));
    }
}
