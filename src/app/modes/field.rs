//! Typing a note or a correction.

use jiff::Timestamp;

use super::super::confirmation::Risk;
use super::super::{Command, Draft, DraftKind, Effect, Field, Key, State};
use super::Mode;

impl State {
    pub(super) fn open_field(&mut self, kind: DraftKind) {
        if let Some(place) = self.target() {
            self.open_field_on(place, kind);
        }
    }

    /// Opens the field on a claim: with a draft, else with what is written. A correction starts from the
    /// claim's own words.
    pub(super) fn open_field_on(&mut self, place: usize, kind: DraftKind) {
        let Some(claim) = self.review.claims().get(place) else {
            return;
        };
        let id = claim.id.clone();
        let decision = claim.decision.as_ref();
        let is_proposed = decision.is_some_and(|decision| decision.correction.is_some());
        let before = self.written(place, kind);
        let is_its = |draft: &Draft| match draft {
            Draft::Text {
                claim, kind: other, ..
            } => *claim == id && same_place(*other, kind),
            Draft::Form(_) => false,
        };
        let put_by = self.drafts.iter().rposition(is_its);
        let put_by = put_by.map(|at| self.drafts.remove(at));
        let is_put_by = put_by.is_some();
        let text = match put_by {
            Some(Draft::Text { text, .. }) => text,
            _ if kind == DraftKind::Correction && !is_proposed => {
                self.review.quote(claim).to_owned()
            }
            _ => before,
        };
        let field = match is_put_by {
            true => Field::restored(id, kind, &text),
            false => Field::open(id, kind, &text),
        };
        if is_put_by {
            self.say_on(place, "draft restored");
        }
        self.lay_over(Mode::Field(Box::new(field)));
    }

    /// Does what a key asks for while typing.
    pub(in crate::app) fn field_command(
        &mut self,
        command: Command,
        now: Timestamp,
    ) -> Vec<Effect> {
        match command {
            Command::FieldNewline => {
                if let Mode::Field(field) = &mut self.mode {
                    field.newline();
                }
                vec![Effect::SaveSession]
            }
            Command::FieldKeep => self.keep_field(now),
            Command::FieldReset => self.reset_field(),
            _ => self.leave_field(),
        }
    }

    /// Types a key into the field.
    pub(in crate::app) fn field_key(&mut self, key: Key) -> Vec<Effect> {
        if let Mode::Field(field) = &mut self.mode {
            field.key(key);
        }
        vec![Effect::SaveSession]
    }

    /// Pastes into the field.
    pub(in crate::app) fn field_paste(&mut self, text: &str) -> Vec<Effect> {
        if let Mode::Field(field) = &mut self.mode {
            field.paste(text);
        }
        vec![Effect::SaveSession]
    }

    /// Puts the article's words back into a correction.
    fn reset_field(&mut self) -> Vec<Effect> {
        let Mode::Field(field) = &mut self.mode else {
            return Vec::new();
        };
        let place = self.review.index_of_id(field.claim.as_str());
        match (field.kind, place) {
            (DraftKind::Correction, Some(place)) => {
                field.replace(self.review.quote(&self.review.claims()[place]));
            }
            _ => self.refuse("Only a correction starts from the article's words"),
        }
        vec![Effect::SaveSession]
    }

    fn keep_field(&mut self, now: Timestamp) -> Vec<Effect> {
        let Mode::Field(field) = self.uncover() else {
            return Vec::new();
        };
        let Some(place) = self.review.index_of_id(field.claim.as_str()) else {
            self.refuse("Not saved: the claim is gone. Your draft is kept");
            return self.put_by(field.draft());
        };
        let text = field.text();
        let sign = self.signature(now);
        let change = match field.kind {
            DraftKind::Note => self.review.write_note(place, &text, &sign),
            DraftKind::NoteFor(flags) => self.review.set_flags(place, flags, Some(&text), &sign),
            // The claim's own words, unchanged, are no proposal.
            DraftKind::Correction if self.is_quote(place, &text) => {
                self.review.propose_correction(place, None, &sign)
            }
            DraftKind::Correction if text.trim().is_empty() && !self.is_cut_meant(place) => {
                self.lay_over(Mode::Field(field));
                return Vec::new();
            }
            DraftKind::Correction => self.review.propose_correction(place, Some(&text), &sign),
        };
        if let Err(refusal) = change {
            self.refuse_on(place, refusal);
            self.lay_over(Mode::Field(field));
            return Vec::new();
        }
        let mut effects = self.make(change, now);
        if !effects.is_empty() {
            let what = match field.kind {
                DraftKind::Note | DraftKind::NoteFor(_) => "note saved",
                DraftKind::Correction if text.trim().is_empty() => "proposes to cut the sentence",
                DraftKind::Correction => "correction saved",
            };
            let undo = self.undo_hint();
            self.say_on(place, format!("{what}{undo}"));
        }
        effects.push(Effect::SaveSession);
        effects
    }

    /// Returns whether an empty correction is meant to cut the sentence; asks if it was not asked yet.
    fn is_cut_meant(&mut self, place: usize) -> bool {
        let claim = self.review.claims().get(place);
        let decision = claim.and_then(|claim| claim.decision.as_ref());
        let is_proposed = decision.is_some_and(|d| d.correction.as_deref() == Some(""));
        let is_meant = is_proposed || self.confirmation.is_confirmed(Risk::Cut);
        if !is_meant {
            let [keep, reset] = [Command::FieldKeep, Command::FieldReset]
                .map(|command| self.keymap.sign(command, false));
            self.say_on(
                place,
                format!("{keep} again proposes to cut the sentence · {reset} article's words"),
            );
        }
        is_meant
    }

    /// Leaves the field; changed words are put by, not thrown away.
    fn leave_field(&mut self) -> Vec<Effect> {
        let Mode::Field(field) = self.uncover() else {
            return Vec::new();
        };
        let untouched_quote = field.kind == DraftKind::Correction
            && self
                .review
                .index_of_id(field.claim.as_str())
                .is_some_and(|place| self.is_quote(place, &field.text()));
        if !field.is_changed() || untouched_quote {
            return vec![Effect::SaveSession];
        }
        self.say_left(&field.claim);
        self.put_by(field.draft())
    }

    fn put_by(&mut self, draft: Draft) -> Vec<Effect> {
        self.drafts.push(draft);
        vec![Effect::SaveSession]
    }

    fn is_quote(&self, place: usize, text: &str) -> bool {
        let claim = self.review.claims().get(place);
        claim.is_some_and(|claim| self.review.quote(claim).trim() == text.trim())
    }

    /// Takes over the note as it came back from an editor.
    pub(in crate::app) fn edited(
        &mut self,
        result: Result<String, String>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Some(claim) = self.in_editor.take() else {
            return Vec::new();
        };
        let text = match result {
            Ok(text) => text,
            Err(why) => {
                self.refuse(why);
                return Vec::new();
            }
        };
        let place = self.review.index_of_id(claim.as_str());
        let draft = |text| Draft::Text {
            claim,
            kind: DraftKind::Note,
            text,
        };
        let Some(place) = place else {
            self.refuse("Not saved: the claim is gone. Your draft is kept");
            return self.put_by(draft(text));
        };
        let change = self.review.write_note(place, &text, &self.signature(now));
        if let Err(refusal) = change {
            self.refuse_on(place, refusal);
            return self.put_by(draft(text));
        }
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let undo = self.undo_hint();
            self.say_on(place, format!("note saved{undo}"));
        }
        effects
    }
}

/// A note is a note, whatever it was begun for.
fn same_place(a: DraftKind, b: DraftKind) -> bool {
    (a == DraftKind::Correction) == (b == DraftKind::Correction)
}
