//! Changes to the review: made, taken back, and taken in from outside.

use jiff::Timestamp;

use crate::model::{Change, Refusal, Steps};

use super::super::{Effect, State};

impl State {
    /// Makes a change: applies it, remembers it for undo, and has it saved.
    pub(in crate::app) fn make(
        &mut self,
        change: Result<Option<Change>, Refusal>,
        now: Timestamp,
    ) -> Vec<Effect> {
        match change {
            Ok(Some(change)) => match self.apply(&change, now) {
                Ok(save) => {
                    self.steps.push(change);
                    vec![save]
                }
                Err(refusal) => {
                    self.refuse(refusal.to_string());
                    Vec::new()
                }
            },
            Ok(None) => Vec::new(),
            Err(refusal) => {
                self.refuse(refusal.to_string());
                Vec::new()
            }
        }
    }

    /// Takes in what something else had written to the review file.
    pub(in crate::app) fn merge(&mut self, change: &Change, contested: usize, now: Timestamp) {
        if self.take_in(change, now).is_err() {
            // The writer tells of it again with its next answer.
            return;
        }
        let claims = change.swaps.len();
        let contested = match contested {
            0 => String::new(),
            n => {
                format!("; {n} decided on both sides: the newer holds, the older is in its history")
            }
        };
        self.say(format!(
            "the file was changed by something else: {claims} claims came in{contested}"
        ));
    }

    fn apply(&mut self, change: &Change, now: Timestamp) -> Result<Effect, Refusal> {
        self.take_in(change, now)?;
        Ok(Effect::Save {
            number: self.saving.next_number(),
            change: change.clone(),
        })
    }

    /// Makes a change on the screen, and keeps the checker's place.
    fn take_in(&mut self, change: &Change, now: Timestamp) -> Result<(), Refusal> {
        let selected = self.selected_claim().cloned();
        let old_place = self.selected.unwrap_or(0);
        let claims = self.review.claims().len();
        self.review.apply(change, now)?;
        self.list
            .refresh(&self.review, claims != self.review.claims().len());
        let place = selected
            .and_then(|claim| self.review.index_of(&claim))
            .unwrap_or(old_place);
        self.select_nearest(place);
        Ok(())
    }

    /// Selects a claim, or the nearest one that is listed.
    pub(in crate::app) fn select_nearest(&mut self, place: usize) {
        let row = self
            .list
            .row_of(place)
            .or_else(|| self.list.nearest_row(place));
        self.selected = row.and_then(|row| self.list.place(row));
        if let Some(row) = row {
            self.list.reveal(row, self.panes.claim_rows());
        }
    }

    pub(super) fn undo(&mut self, now: Timestamp) -> Vec<Effect> {
        let before = self.steps.clone();
        let back = self.steps.undo();
        self.take_step(back, before, "undone", now)
    }

    pub(super) fn redo(&mut self, now: Timestamp) -> Vec<Effect> {
        let before = self.steps.clone();
        let again = self.steps.redo();
        self.take_step(again, before, "redone", now)
    }

    fn take_step(
        &mut self,
        change: Option<Change>,
        before: Steps,
        word: &str,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Some(change) = change else {
            return Vec::new();
        };
        match self.apply(&change, now) {
            Ok(save) => {
                let place = change
                    .subject()
                    .and_then(|claim| self.review.index_of(claim));
                if let Some(place) = place {
                    self.select_nearest(place);
                    self.spot = None;
                    self.follow();
                }
                let claim = place.map_or(String::new(), |p| format!(" (claim {})", p + 1));
                self.say(format!("{word}: {}{claim}", change.label));
                vec![save]
            }
            Err(refusal) => {
                self.steps = before;
                self.refuse(format!("not {word}: {refusal}"));
                Vec::new()
            }
        }
    }

    pub(super) fn remove_claim(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.selected else {
            return Vec::new();
        };
        let effects = self.make(self.review.remove(place).map(Some), now);
        self.follow();
        if !effects.is_empty() {
            self.say("claim removed");
        }
        effects
    }

    pub(super) fn dismiss_hints(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.selected else {
            return Vec::new();
        };
        let waved_off = self.selected_claim().is_some_and(|claim| claim.is_hinted());
        let effects = self.make(self.review.dismiss_hints(place, waved_off), now);
        self.say(if waved_off {
            "hints waved off"
        } else {
            "hints are back"
        });
        effects
    }
}
