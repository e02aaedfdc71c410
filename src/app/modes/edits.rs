//! Changes to the review: made, taken back, and taken in from outside.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{Anchor, Change, Claim, Hint, Refusal, Swap, UndoHistory};

use super::super::{Effect, State};

/// The place of the current claim in the review, and the claim.
type KeptPlace = (usize, Option<Arc<Claim>>);

/// The claims of a change that leaves each where it is in every order; none if it is no such change.
fn in_place(change: &Change) -> Option<Vec<&Claim>> {
    let same = |swap: &'_ Swap| match (&swap.before, &swap.after) {
        (Some(before), Some(after)) => {
            before.key() == after.key() && before.priority == after.priority
        }
        _ => false,
    };
    let claims = change.swaps.iter().map(|swap| swap.after.as_deref());
    change
        .swaps
        .iter()
        .all(same)
        .then(|| claims.flatten().collect())
}

/// Returns a refusal with a capital letter first.
pub(super) fn sentence(refusal: &Refusal) -> String {
    let refusal = refusal.to_string();
    let mut chars = refusal.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

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
                    self.refuse(sentence(&refusal));
                    Vec::new()
                }
            },
            Ok(None) => Vec::new(),
            Err(refusal) => {
                self.refuse(sentence(&refusal));
                Vec::new()
            }
        }
    }

    /// Takes in claims found while the checker is at work already.
    pub(in crate::app) fn claims_found(&mut self, claims: Vec<Claim>, upto: u32) -> Vec<Effect> {
        let place = self.kept_place();
        let change = self.review.add_extracted(claims, upto);
        self.list.rebuild(&self.review);
        match place {
            Some(place) => self.go_back_to(place),
            // These are the first ones.
            None => {
                let row = self.list.next_open(&self.review, None);
                if let Some(row) = row {
                    self.select_row(row);
                }
            }
        }
        self.resume();
        self.included(change)
    }

    /// Takes in hints found while the checker is at work already.
    pub(in crate::app) fn hints_found(&mut self, hints: Vec<Hint>) -> Vec<Effect> {
        let place = self.kept_place();
        let change = self.review.add_hints(hints);
        self.list.rebuild(&self.review);
        if let Some(place) = place {
            self.go_back_to(place);
        }
        self.included(change)
    }

    /// The writer has to know; and what it wrote while not all was found is to be made whole.
    fn included(&mut self, change: Change) -> Vec<Effect> {
        let found = self.review.extracted_up_to();
        let mut effects = vec![Effect::TellWriter { change, found }];
        if found.is_none() && self.saving.has_sent() {
            effects.push(Effect::Save {
                number: self.saving.next_number(),
                change: Change::default(),
            });
        }
        effects
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
        let claims = match claims {
            1 => "1 claim".to_owned(),
            n => format!("{n} claims"),
        };
        self.say(format!(
            "Another program changed the review: {claims} came in{contested}"
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
        let place = self.kept_place();
        self.review.apply(change, now)?;
        match in_place(change) {
            None => self.list.rebuild(&self.review),
            Some(claims) => {
                for claim in claims {
                    if let Some(place) = self.review.index_of(claim) {
                        self.list.refresh(&self.review, place);
                    }
                }
            }
        }
        self.go_back_to(place.unwrap_or_default());
        Ok(())
    }

    /// Where the checker is, to be found again when claims have come or gone.
    fn kept_place(&self) -> Option<KeptPlace> {
        Some((self.selected?, self.selected_claim().cloned()))
    }

    fn go_back_to(&mut self, (old_place, claim): KeptPlace) {
        let place = claim.and_then(|claim| self.review.index_of(&claim));
        self.select_nearest(place.unwrap_or(old_place));
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
        let step = self.steps.done().last().map(Arc::clone);
        let change = step.as_ref().map(|step| step.reversed());
        self.take_step(step.zip(change), UndoHistory::undo, "undid", now)
    }

    pub(super) fn redo(&mut self, now: Timestamp) -> Vec<Effect> {
        let step = self.steps.undone().last().map(Arc::clone);
        let change = step.as_ref().map(|step| Change::clone(step));
        self.take_step(step.zip(change), UndoHistory::redo, "redid", now)
    }

    /// Makes the change of a step, and takes the step only if that could be made.
    fn take_step(
        &mut self,
        step: Option<(Arc<Change>, Change)>,
        take: fn(&mut UndoHistory) -> Option<Change>,
        word: &str,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Some((step, change)) = step else {
            return Vec::new();
        };
        let number_of = |state: &Self, claim: &Arc<Claim>| {
            let place = state.review.index_of(claim)?;
            Some(state.number(place))
        };
        // A claim that goes with the change has its number only before it.
        let before = change.subject().and_then(|claim| number_of(self, claim));
        match self.apply(&change, now) {
            Ok(save) => {
                let earlier = match self.steps.is_from_earlier_session(&step) {
                    true => " (earlier session)",
                    false => "",
                };
                take(&mut self.steps);
                let place = change
                    .subject()
                    .and_then(|claim| self.review.index_of(claim));
                if let Some(place) = place {
                    self.select_nearest(place);
                    self.spot = None;
                    self.follow();
                }
                let number = place.map(|place| self.number(place)).or(before);
                let done = format!("{word} {}{earlier}", change.label);
                self.say(match number {
                    Some(number) => format!("Claim {number}: {done}"),
                    None => done,
                });
                vec![save]
            }
            Err(refusal) => {
                self.refuse(format!("Not {word}: {refusal}"));
                Vec::new()
            }
        }
    }

    /// Says which of its candidates a claim is, or that it is none of them.
    pub(super) fn place(&mut self, place: usize, candidate: usize, now: Timestamp) -> Vec<Effect> {
        let count = match self.review.claims().get(place).map(|claim| &claim.anchor) {
            Some(Anchor::Ambiguous { candidates, .. }) => candidates.len(),
            _ => 0,
        };
        let candidate = (candidate < count).then_some(candidate);
        let change = self.review.choose_passage(place, candidate).map(Some);
        let effects = self.make(change, now);
        self.follow();
        effects
    }

    pub(super) fn split(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some((place, claim)) = self.selected.zip(self.selected_claim()) else {
            return Vec::new();
        };
        let parts = (self.parts)(self.review.article(), claim.span);
        let again = if claim.is_open() { "" } else { ", open again" };
        let change = self.review.split(place, &parts, &self.signature(now));
        if let Err(refusal) = change {
            self.refuse_on(place, refusal);
            return Vec::new();
        }
        let effects = self.make(change.map(Some), now);
        if !effects.is_empty() {
            self.select_nearest(place);
            self.follow();
            let undo = self.undo_hint();
            self.say_on(place, format!("split into {}{again}{undo}", parts.len()));
        }
        effects
    }

    pub(super) fn join(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.selected else {
            return Vec::new();
        };
        let both = self.review.claims().iter().skip(place).take(2);
        let again = match both.clone().all(|claim| claim.is_open()) {
            true => "",
            false => ", open again",
        };
        let change = self.review.join(place, &self.signature(now));
        if let Err(refusal) = change {
            self.refuse_on(place, refusal);
            return Vec::new();
        }
        let effects = self.make(change.map(Some), now);
        if !effects.is_empty() {
            self.select_nearest(place);
            self.follow();
            let undo = self.undo_hint();
            self.say_on(place, format!("joined with the next one{again}{undo}"));
        }
        effects
    }

    pub(super) fn remove_claim(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.selected else {
            return Vec::new();
        };
        let number = self.number(place);
        let is_gone = self.selected_claim().is_some_and(|claim| claim.is_gone());
        let (change, done) = match is_gone {
            true => (self.review.put_away(place), "put away"),
            false => (self.review.remove(place), "removed"),
        };
        let effects = self.make(change.map(Some), now);
        self.follow();
        if !effects.is_empty() {
            self.say(format!("Claim {number}: {done}{}", self.undo_hint()));
        }
        effects
    }

    pub(super) fn dismiss_hints(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.selected else {
            return Vec::new();
        };
        let waved_off = self
            .selected_claim()
            .is_some_and(|claim| claim.hints.iter().any(|hint| !hint.dismissed));
        let effects = self.make(self.review.dismiss_hints(place, waved_off), now);
        self.say_on(
            place,
            if waved_off {
                "hints waved off"
            } else {
                "hints are back"
            },
        );
        effects
    }
}
