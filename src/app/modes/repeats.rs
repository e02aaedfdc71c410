//! Deciding claims that say the same thing, each with its own record.

use jiff::Timestamp;

use super::super::{Effect, Repeat, Repeats, State};

impl State {
    /// Claims are known that say the same thing as others.
    pub(in crate::app) fn repeats_found(&mut self, groups: Vec<Vec<Repeat>>) {
        self.repeats = Repeats::of(groups);
    }

    /// Returns the places of the open claims that say the same as the one at a place.
    pub(in crate::app) fn open_repeats(&self, place: usize) -> Vec<usize> {
        let Some(claim) = self.review.claims().get(place) else {
            return Vec::new();
        };
        self.repeats
            .of_claim(&claim.id)
            .filter_map(|(span, id)| self.review.index_of_key((*span, id)))
            .filter(|&place| self.review.claims()[place].is_open())
            .collect()
    }

    /// Copies a claim's verdict, and what goes with it, to its open repeats, as one step.
    pub(super) fn same_for_repeats(&mut self, now: Timestamp) -> Vec<Effect> {
        let settled = |place: usize| Some((place, self.review.claims().get(place)?.settled()?));
        let Some((place, ruling)) = self.target().and_then(settled) else {
            return Vec::new();
        };
        let others = self.open_repeats(place);
        let change = self
            .review
            .copy_to_repeats(place, &others, &self.signature(now));
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let undo = self.undo_hint();
            self.say_on(
                place,
                format!("{} more {} like it{undo}", others.len(), ruling.name()),
            );
            self.begin_reach(place);
            self.move_on(place);
        }
        effects
    }
}
