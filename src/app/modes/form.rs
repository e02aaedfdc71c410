//! Filling in a form: going from line to line, keeping it, putting it by.

use jiff::Timestamp;

use crate::model::{ClaimId, Contact};

use super::super::confirmation::Risk;
use super::super::{Command, Draft, Effect, Form, FormDraft, FormKind, FormSubject, Key, State};
use super::Mode;

impl State {
    /// Opens a form for something new on a claim: with what was put by, else as it starts.
    pub(super) fn open_new(&mut self, place: usize, kind: FormKind, now: Timestamp) {
        let Some(form) = self.blank_form(place, kind, now) else {
            return;
        };
        self.open_form(form);
    }

    /// Opens a form on what is kept on a claim, or with what was put by when it was last open.
    pub(super) fn open_form(&mut self, mut form: Form) {
        let draft = form.draft();
        let is_its = |other: &Draft| match other {
            Draft::Form(other) => {
                (&other.claim, other.kind, &other.before)
                    == (&draft.claim, draft.kind, &draft.before)
            }
            Draft::Text { .. } => false,
        };
        if let Some(at) = self.drafts.iter().rposition(is_its)
            && let Draft::Form(put_by) = self.drafts.remove(at)
        {
            form.fill(&put_by.values);
            if let Some(place) = self.place_of(&form.claim) {
                self.say_on(place, "draft restored");
            }
        }
        self.mode = Mode::Form(Box::new(form));
    }

    /// Opens a form with a draft. One that was to replace something that is not there any more is
    /// for something new.
    pub(in crate::app) fn take_up_form(&mut self, draft: FormDraft) {
        let Some(place) = self.review.index_of_id(draft.claim.as_str()) else {
            return;
        };
        let is_its = |form: &Form| Some(form.values()) == draft.before;
        let form = self
            .kept_forms(place, draft.kind)
            .into_iter()
            .find(is_its)
            .or_else(|| self.blank_form(place, draft.kind, self.review.updated()));
        if let Some(mut form) = form {
            form.fill(&draft.values);
            self.mode = Mode::Form(Box::new(form));
        }
    }

    /// Returns the form for something new on a claim.
    fn blank_form(&self, place: usize, kind: FormKind, now: Timestamp) -> Option<Form> {
        let claim = self.review.claims().get(place)?;
        Some(match kind {
            FormKind::Evidence => Form::on_evidence(claim, None),
            FormKind::Contact => Form::on_contact(claim, Contact::blank(now), false, &self.zone),
        })
    }

    /// Returns the forms on all that is kept on a claim.
    fn kept_forms(&self, place: usize, kind: FormKind) -> Vec<Form> {
        let Some(claim) = self.review.claims().get(place) else {
            return Vec::new();
        };
        match kind {
            FormKind::Evidence => {
                let filed = claim.evidence().iter();
                filed.map(|e| Form::on_evidence(claim, Some(e))).collect()
            }
            FormKind::Contact => {
                let log = claim.contacts.iter().cloned();
                log.map(|contact| Form::on_contact(claim, contact, true, &self.zone))
                    .collect()
            }
        }
    }

    /// Does what a key asks for in a form.
    pub(in crate::app) fn form_command(
        &mut self,
        command: Command,
        key: Key,
        now: Timestamp,
    ) -> Vec<Effect> {
        match command {
            Command::FormKeep => self.keep_form(now),
            Command::FormCancel => self.leave_form(),
            _ => self.edit_form(|form| match command {
                Command::FormNext => form.step(true, key),
                Command::FormPrevious => form.step(false, key),
                Command::FormNewline => form.newline(),
                Command::FormChoiceNext if form.is_on_choice() => form.choose(true),
                Command::FormChoicePrevious if form.is_on_choice() => form.choose(false),
                // Where words are typed, these keys type.
                _ => form.key(key),
            }),
        }
    }

    /// Types a key into a form.
    pub(in crate::app) fn form_key(&mut self, key: Key) -> Vec<Effect> {
        self.edit_form(|form| form.key(key))
    }

    /// Pastes into a form.
    pub(in crate::app) fn form_paste(&mut self, text: &str) -> Vec<Effect> {
        self.edit_form(|form| {
            if !form.takes_address(text) {
                form.paste(text);
            }
        })
    }

    fn edit_form(&mut self, edit: impl FnOnce(&mut Form)) -> Vec<Effect> {
        if let Mode::Form(form) = &mut self.mode {
            let lacked_outcome = form.lacks_outcome();
            edit(form);
            form.follow_outcome(lacked_outcome);
        }
        vec![Effect::SaveSession]
    }

    fn keep_form(&mut self, now: Timestamp) -> Vec<Effect> {
        let Mode::Form(mut form) = std::mem::replace(&mut self.mode, Mode::Browse) else {
            return Vec::new();
        };
        let Some(place) = self.review.index_of_id(form.claim.as_str()) else {
            self.refuse("Not saved: the claim is gone. Your draft is kept");
            return self.put_form_by(&form);
        };
        let change = match &form.subject {
            FormSubject::Evidence(before) => {
                let evidence = form.evidence(before, now);
                if let Some(title) = form.short_title(&evidence)
                    && !self
                        .confirmation
                        .is_confirmed(Risk::ShortSource(form.values()))
                {
                    let keep = self.keymap.sign(Command::FormKeep, false);
                    self.refuse_on(
                        place,
                        format!("“{title}” as a source? {keep} again files it"),
                    );
                    self.mode = Mode::Form(form);
                    return Vec::new();
                }
                let replaced = form.is_kept.then_some(before);
                self.review
                    .file_evidence(place, replaced, evidence, &self.signature(now))
            }
            FormSubject::Contact(before) => {
                let contact = match form.contact(before, now, &self.zone) {
                    Ok(contact) => contact,
                    Err(refusal) => {
                        self.refuse(refusal);
                        form.go_to_time();
                        self.mode = Mode::Form(form);
                        return Vec::new();
                    }
                };
                let replaced = form.is_kept.then_some(before);
                self.review.log_contact(place, replaced, contact)
            }
        };
        if let Err(refusal) = change {
            self.refuse_on(place, refusal);
            form.go_to_first();
            self.mode = Mode::Form(form);
            return Vec::new();
        }
        let mut effects = self.make(change, now);
        if !effects.is_empty() {
            let done = match &form.subject {
                FormSubject::Evidence(_) => "source filed",
                FormSubject::Contact(_) => "contact logged",
            };
            let undo = self.undo_hint();
            self.say_on(place, format!("{done}{undo}"));
        }
        effects.push(Effect::SaveSession);
        effects
    }

    /// Leaves the form; what was filled in is put by, not thrown away.
    fn leave_form(&mut self) -> Vec<Effect> {
        let Mode::Form(form) = std::mem::replace(&mut self.mode, Mode::Browse) else {
            return Vec::new();
        };
        if !form.is_changed() {
            return vec![Effect::SaveSession];
        }
        self.say_left(&form.claim);
        self.put_form_by(&form)
    }

    /// Says that a field or a form was left, and that its words are kept as a draft.
    pub(super) fn say_left(&mut self, claim: &ClaimId) {
        if let Some(place) = self.place_of(claim) {
            self.say_on(place, "not saved: your draft is kept");
        }
    }

    fn put_form_by(&mut self, form: &Form) -> Vec<Effect> {
        self.drafts.push(Draft::Form(form.draft()));
        vec![Effect::SaveSession]
    }
}
