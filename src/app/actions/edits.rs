//! Changes to the review: made here, undone, and taken in from outside.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{Anchor, Change, Claim, Filter, Hint, Refusal, Swap};
use crate::text::Span;

use crate::app::Effect;
use crate::app::edited_review::HistoryMove;
use crate::app::workspace::Workspace;

/// The place of the current claim in the review, and the claim.
type KeptPlace = (usize, Option<Arc<Claim>>);

/// Returns the claims of a change that leaves each where it is in every order, or `None` if it moves
/// some.
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

impl Workspace {
    /// Says why the review refuses something.
    pub(in crate::app) fn refuse_with(&mut self, refusal: &Refusal) {
        let refusal = refusal.to_string();
        let mut chars = refusal.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        let sentence: String = first.chain(chars).collect();
        self.refuse(sentence);
    }

    /// Makes a change: applies it, records it for undo, and has it saved.
    pub(in crate::app) fn make(
        &mut self,
        change: Result<Option<Change>, Refusal>,
        now: Timestamp,
    ) -> Vec<Effect> {
        match change {
            Ok(Some(change)) => match self.apply(&change, now) {
                Ok(save) => {
                    self.edits.record(change);
                    vec![save]
                }
                Err(refusal) => {
                    self.refuse_with(&refusal);
                    Vec::new()
                }
            },
            Ok(None) => Vec::new(),
            Err(refusal) => {
                self.refuse_with(&refusal);
                Vec::new()
            }
        }
    }

    /// Takes in claims found while the reviewer is already at work. Returns what the outside has to
    /// do.
    pub(in crate::app) fn claims_found(&mut self, claims: Vec<Claim>, upto: u32) -> Vec<Effect> {
        let place = self.kept_place();
        let change = self.edits.include(claims, upto);
        self.list.rebuild(self.edits.review());
        match place {
            Some(place) => self.go_back_to(place),
            // These are the first claims.
            None => {
                let row = self.list.next_open(self.review(), None);
                if let Some(row) = row {
                    self.select_row(row);
                }
            }
        }
        self.included(change)
    }

    /// Takes in hints found while the reviewer is already at work.
    pub(in crate::app) fn hints_found(&mut self, hints: Vec<Hint>) -> Vec<Effect> {
        let place = self.kept_place();
        let change = self.edits.attach(hints);
        self.list.rebuild(self.edits.review());
        if let Some(place) = place {
            self.go_back_to(place);
        }
        self.included(change)
    }

    /// Tells the writer what was found. A file written before all was found is written again.
    fn included(&mut self, change: Change) -> Vec<Effect> {
        let found = self.review().extracted_up_to();
        let mut effects = vec![Effect::TellWriter { change, found }];
        if found.is_none() && self.saving.has_sent() {
            effects.push(Effect::Save {
                number: self.saving.next_number(),
                change: Change::default(),
            });
        }
        effects
    }

    /// Takes in what another program wrote to the review file.
    pub(in crate::app) fn merge(&mut self, change: &Change, contested: usize, now: Timestamp) {
        if self.take_in(change, now).is_err() {
            // The writer reports it again with its next answer.
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

    /// Applies a change, and keeps the reviewer's place.
    fn take_in(&mut self, change: &Change, now: Timestamp) -> Result<(), Refusal> {
        let place = self.kept_place();
        self.edits.apply(change, now)?;
        match in_place(change) {
            None => self.list.rebuild(self.edits.review()),
            Some(claims) => {
                let review = self.edits.review();
                for place in claims
                    .into_iter()
                    .filter_map(|claim| review.index_of(claim))
                {
                    self.list.refresh(review, place);
                }
            }
        }
        self.go_back_to(place.unwrap_or_default());
        Ok(())
    }

    /// Returns where the reviewer is, to go back there when claims have come or gone.
    fn kept_place(&self) -> Option<KeptPlace> {
        Some((self.list.selected()?, self.selected_claim().cloned()))
    }

    fn go_back_to(&mut self, (old_place, claim): KeptPlace) {
        let place = claim.and_then(|claim| self.review().index_of(&claim));
        self.select_nearest(place.unwrap_or(old_place));
    }

    /// Undoes the last step.
    pub(in crate::app) fn undo(&mut self, now: Timestamp) -> Vec<Effect> {
        self.take_step(HistoryMove::Undo, "undid", now)
    }

    /// Redoes the last step undone.
    pub(in crate::app) fn redo(&mut self, now: Timestamp) -> Vec<Effect> {
        self.take_step(HistoryMove::Redo, "redid", now)
    }

    /// Makes the change of a step, and takes the step only if that could be made.
    fn take_step(&mut self, way: HistoryMove, word: &str, now: Timestamp) -> Vec<Effect> {
        let Some((step, change)) = self.edits.next_step(way) else {
            return Vec::new();
        };
        // A claim that goes with the change has its number only before it.
        let before = change.subject().and_then(|claim| self.number_of(claim));
        match self.apply(&change, now) {
            Ok(save) => {
                let earlier = match self.edits.steps().is_from_earlier_session(&step) {
                    true => " (earlier session)",
                    false => "",
                };
                self.edits.take_step(way);
                let subject = change.subject();
                if let Some(place) = subject.and_then(|claim| self.review().index_of(claim)) {
                    self.go_to_place(place);
                }
                let number = subject.and_then(|claim| self.number_of(claim)).or(before);
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

    fn number_of(&self, claim: &Arc<Claim>) -> Option<String> {
        Some(self.number(self.review().index_of(claim)?))
    }

    /// Selects a claim and scrolls the article to it.
    fn go_to_place(&mut self, place: usize) {
        self.select_nearest(place);
        self.article.set_spot(None);
        self.follow();
    }

    /// Makes a claim of a passage. Returns `None` if the review refuses it.
    pub(in crate::app) fn add_claim(
        &mut self,
        passage: Span,
        now: Timestamp,
    ) -> Option<Vec<Effect>> {
        let change = match self.review().add(passage) {
            Ok(change) => change,
            Err(refusal) => {
                self.refuse_with(&refusal);
                return None;
            }
        };
        let added = change.subject().cloned();
        let effects = self.make(Ok(Some(change)), now);
        if let Some(place) = added.and_then(|claim| self.review().index_of(&claim)) {
            if self.list.row_of(place).is_none() {
                // The new claim must be seen.
                self.set_filter(Filter::All);
            }
            self.go_to_place(place);
            let undo = self.undo_hint();
            self.say_on(place, format!("added{undo}"));
        }
        Some(effects)
    }

    /// Places a claim at one of its candidates, or nowhere: it is gone.
    pub(in crate::app) fn place(
        &mut self,
        place: usize,
        candidate: usize,
        now: Timestamp,
    ) -> Vec<Effect> {
        let count = match self.review().claims().get(place).map(|claim| &claim.anchor) {
            Some(Anchor::Ambiguous { candidates, .. }) => candidates.len(),
            _ => 0,
        };
        let candidate = (candidate < count).then_some(candidate);
        let change = self.review().choose_passage(place, candidate).map(Some);
        let effects = self.make(change, now);
        self.follow();
        effects
    }

    /// Splits the current claim into its parts.
    pub(in crate::app) fn split(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some((place, claim)) = self.list.selected().zip(self.selected_claim()) else {
            return Vec::new();
        };
        let parts = self.settings.parts(self.review().article(), claim.span);
        let again = if claim.is_open() { "" } else { ", open again" };
        let change = self.review().split(place, &parts, &self.signature(now));
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

    /// Joins the current claim with the next one of its paragraph.
    pub(in crate::app) fn join(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.list.selected() else {
            return Vec::new();
        };
        let both = self.review().claims().iter().skip(place).take(2);
        let again = match both.clone().all(|claim| claim.is_open()) {
            true => "",
            false => ", open again",
        };
        let change = self.review().join(place, &self.signature(now));
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

    /// Removes the current claim, or puts it away.
    pub(in crate::app) fn remove_claim(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.list.selected() else {
            return Vec::new();
        };
        let number = self.number(place);
        let is_gone = self.selected_claim().is_some_and(|claim| claim.is_gone());
        let (change, done) = match is_gone {
            true => (self.review().put_away(place), "put away"),
            false => (self.review().remove(place), "removed"),
        };
        let effects = self.make(change.map(Some), now);
        self.follow();
        if !effects.is_empty() {
            self.say(format!("Claim {number}: {done}{}", self.undo_hint()));
        }
        effects
    }

    /// Dismisses the current claim's hints, or brings them back.
    pub(in crate::app) fn dismiss_hints(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.list.selected() else {
            return Vec::new();
        };
        let dismissed = self
            .selected_claim()
            .is_some_and(|claim| claim.hints.iter().any(|hint| !hint.dismissed));
        let change = self.review().dismiss_hints(place, dismissed);
        let effects = self.make(change, now);
        self.say_on(
            place,
            if dismissed {
                "hints dismissed"
            } else {
                "hints are back"
            },
        );
        effects
    }
}
