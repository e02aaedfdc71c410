//! Deciding claims that say the same thing, each with its own record.

use jiff::Timestamp;

use crate::model::Ruling;

use super::super::{Command, Effect, Repeat, Repeats, State};

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

    /// The claim whose verdict its repeats can be given: the one decided last if it has open
    /// repeats, else the current one.
    pub(in crate::app) fn to_be_repeated(&self) -> Option<(usize, Ruling)> {
        let decided = self
            .decided
            .as_ref()
            .and_then(|id| self.review.index_of_id(id.as_str()));
        let settled = |place: usize| Some((place, self.review.claims().get(place)?.settled()?));
        [decided, self.selected]
            .into_iter()
            .flatten()
            .filter(|&place| !self.open_repeats(place).is_empty())
            .find_map(settled)
    }

    /// Gives the open repeats of a claim what was given to it, as one step.
    pub(super) fn same_for_repeats(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some((place, ruling)) = self.to_be_repeated() else {
            return Vec::new();
        };
        let others = self.open_repeats(place);
        let change = self.review.repeat(place, &others, &self.signature(now));
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let undo = self.keymap.sign(Command::Undo, false);
            self.say(format!(
                "{} more {} like claim {} ({undo} takes it back)",
                others.len(),
                ruling.name(),
                self.number(place)
            ));
            self.move_on(place);
        }
        effects
    }
}
