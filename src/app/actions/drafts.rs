//! Opening drafts again: on their claims, or on another one.

use crate::app::chooser::{Chooser, ChooserItem, ChooserPurpose};
use crate::app::modes::{Field, Mode, Reply};
use crate::app::workspace::Workspace;
use crate::app::{Command, Draft, DraftKind, Effect, Form, FormDraft, FormKind};
use crate::model::{ClaimId, Contact, Filter};
use crate::text::one_line;
use jiff::Timestamp;

impl Workspace {
    /// Returns how many drafts there are, and the key that lists them; `None` without drafts.
    pub(in crate::app) fn drafts_in_words(&self) -> Option<String> {
        let key = self.key(Command::Drafts);
        match self.drafts.all().len() {
            0 => None,
            1 => Some(format!("1 draft: {key}")),
            n => Some(format!("{n} drafts: {key}")),
        }
    }

    /// Lists the drafts, the newest first.
    pub(in crate::app) fn list_drafts(&self) -> Mode {
        let items = self.drafts.all().iter().rev().map(|draft| {
            let of = match self.review().index_of_id(draft.claim().as_str()) {
                Some(place) => format!("Claim {}", self.number(place)),
                None => "Claim not in the article".to_owned(),
            };
            ChooserItem::new(format!("{of}, {}", draft.name()), draft.words())
        });
        let items = items.collect();
        let title = "Drafts".to_owned();
        Mode::Choose(Chooser::new(ChooserPurpose::Drafts, title, false, items))
    }

    /// Opens a draft by its line in the list. If its claim is not in the article, it is opened on
    /// the current claim.
    pub(in crate::app) fn open_draft(&mut self, line: usize) -> Reply {
        let Some(draft) = self.drafts.line(line) else {
            return Reply::default();
        };
        let reply = match self.review().index_of_id(draft.claim().as_str()) {
            None => self.open_orphan(line),
            Some(place) => {
                if self.list.row_of(place).is_none() {
                    self.change_filter(Filter::All);
                }
                let draft = self.drafts.take_line(line);
                draft.map_or_else(Reply::default, |draft| self.restore_draft(draft))
            }
        };
        match reply.opens() {
            true => reply.and(Effect::SaveSession),
            false => reply,
        }
    }

    /// Opens the draft of a claim that is gone on the current one, after the text saved there.
    fn open_orphan(&mut self, line: usize) -> Reply {
        let Some((place, claim)) = self.list.selected().zip(self.selected_claim()) else {
            self.refuse("No claim is selected to open the draft on");
            return Reply::default();
        };
        let id = claim.id.clone();
        let Some(draft) = self.drafts.take_line(line) else {
            return Reply::default();
        };
        let was = self.drafts.claim_words(draft.claim());
        let was = was.map_or(String::new(), |was| one_line(&was.quote));
        let mode = match draft.moved_to(&id) {
            Draft::Text { claim, kind, text } => {
                let before = self.written(place, kind);
                let text = match (kind, before.as_str()) {
                    (DraftKind::Correction, _) | (_, "") => text,
                    _ => format!("{before}\n{text}"),
                };
                Some(Mode::Field(Box::new(Field::restored(claim, kind, &text))))
            }
            Draft::Form(draft) => self.restored_form(&draft),
        };
        self.say_on(place, format!("typed on a claim that is gone: {was}"));
        mode.map_or_else(Reply::default, Reply::from)
    }

    /// Opens the field or the form with a draft, on its claim. If the claim is not in the article,
    /// the draft is kept.
    pub(in crate::app) fn restore_draft(&mut self, draft: Draft) -> Reply {
        let Some(place) = self.review().index_of_id(draft.claim().as_str()) else {
            self.drafts.keep(draft);
            return Reply::default();
        };
        if let Some(row) = self.list.row_of(place) {
            self.select_row(row);
        }
        let (mode, [keep, cancel]) = match draft {
            Draft::Text { claim, kind, text } => (
                Some(Mode::Field(Box::new(Field::restored(claim, kind, &text)))),
                [Command::FieldKeep, Command::FieldCancel],
            ),
            Draft::Form(draft) => (
                self.restored_form(&draft),
                [Command::FormKeep, Command::FormCancel],
            ),
        };
        let [keep, cancel] = [keep, cancel].map(|command| self.key(command));
        self.say(format!(
            "Draft restored: {keep} saves it, {cancel} leaves it for later"
        ));
        mode.map_or_else(Reply::default, Reply::from)
    }

    /// Opens the field on a claim: with its draft, else with what is saved. A correction starts from
    /// the claim's own words.
    pub(in crate::app) fn open_field(&mut self, place: usize, kind: DraftKind) -> Reply {
        let Some(claim) = self.review().claims().get(place) else {
            return Reply::default();
        };
        let id = claim.id.clone();
        let decision = claim.decision.as_ref();
        let is_proposed = decision.is_some_and(|decision| decision.correction.is_some());
        let text = match kind == DraftKind::Correction && !is_proposed {
            true => self.review().quote(claim).to_owned(),
            false => self.written(place, kind),
        };
        // A note is a note, whatever it was begun for.
        let is_correction = |kind| kind == DraftKind::Correction;
        let draft = self.drafts.take_where(|draft| match draft {
            Draft::Text {
                claim, kind: other, ..
            } => *claim == id && is_correction(*other) == is_correction(kind),
            Draft::Form(_) => false,
        });
        let field = match draft {
            Some(Draft::Text { text, .. }) => {
                self.say_on(place, "draft restored");
                Field::restored(id, kind, &text)
            }
            _ => Field::open(id, kind, &text),
        };
        Mode::Field(Box::new(field)).into()
    }

    /// Opens a form for something new on a claim: with its draft, else blank.
    pub(in crate::app) fn open_new_form(
        &mut self,
        place: usize,
        kind: FormKind,
        now: Timestamp,
    ) -> Reply {
        match self.blank_form(place, kind, now) {
            Some(form) => self.open_form(form),
            None => Reply::default(),
        }
    }

    /// Opens a form, with the draft left when it was last open.
    pub(in crate::app) fn open_form(&mut self, mut form: Form) -> Reply {
        let wanted = form.draft();
        let draft = self.drafts.take_where(|other| match other {
            Draft::Form(other) => {
                (&other.claim, other.kind, &other.before)
                    == (&wanted.claim, wanted.kind, &wanted.before)
            }
            Draft::Text { .. } => false,
        });
        if let Some(Draft::Form(draft)) = draft {
            form.fill(&draft.values);
            if let Some(place) = self.place_of(&form.claim) {
                self.say_on(place, "draft restored");
            }
        }
        Mode::Form(Box::new(form)).into()
    }

    /// Returns the form with a draft. If what it was to replace no longer exists, it is for
    /// something new.
    fn restored_form(&self, draft: &FormDraft) -> Option<Mode> {
        let place = self.review().index_of_id(draft.claim.as_str())?;
        let is_its = |form: &Form| Some(form.values()) == draft.before;
        let mut form = self
            .saved_forms(place, draft.kind)
            .into_iter()
            .find(is_its)
            .or_else(|| self.blank_form(place, draft.kind, self.review().updated()))?;
        form.fill(&draft.values);
        Some(Mode::Form(Box::new(form)))
    }

    /// Returns the form for something new on a claim.
    fn blank_form(&self, place: usize, kind: FormKind, now: Timestamp) -> Option<Form> {
        let claim = self.review().claims().get(place)?;
        Some(match kind {
            FormKind::Evidence => Form::on_evidence(claim, None),
            FormKind::Contact => {
                Form::on_contact(claim, Contact::blank(now), false, self.settings.zone())
            }
        })
    }

    /// Returns the forms on everything of a kind that is saved on a claim.
    fn saved_forms(&self, place: usize, kind: FormKind) -> Vec<Form> {
        let Some(claim) = self.review().claims().get(place) else {
            return Vec::new();
        };
        match kind {
            FormKind::Evidence => {
                let filed = claim.evidence().iter();
                filed.map(|e| Form::on_evidence(claim, Some(e))).collect()
            }
            FormKind::Contact => {
                let log = claim.contacts.iter().cloned();
                log.map(|contact| Form::on_contact(claim, contact, true, self.settings.zone()))
                    .collect()
            }
        }
    }

    /// Keeps a draft of what was typed, and says so.
    pub(in crate::app) fn leave_as_draft(&mut self, draft: Draft) {
        if let Some(place) = self.place_of(draft.claim()) {
            self.say_on(place, "not saved: your draft is kept");
        }
        self.drafts.keep(draft);
    }

    /// Keeps a draft of what was typed on a claim that is gone.
    pub(in crate::app) fn keep_orphan(&mut self, draft: Draft) {
        self.refuse("Not saved: the claim is gone. Your draft is kept");
        self.drafts.keep(draft);
    }

    /// Takes over the note as it came back from an editor.
    pub(in crate::app) fn note_edited(
        &mut self,
        result: Result<String, String>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Some(claim) = self.drafts.close_editor() else {
            return Vec::new();
        };
        let text = match result {
            Ok(text) => text,
            Err(why) => {
                self.refuse(why);
                return Vec::new();
            }
        };
        let place = self.review().index_of_id(claim.as_str());
        let draft = |claim: ClaimId, text| Draft::Text {
            claim,
            kind: DraftKind::Note,
            text,
        };
        let Some(place) = place else {
            self.keep_orphan(draft(claim, text));
            return vec![Effect::SaveSession];
        };
        let sign = self.signature(now);
        let change = self.review().write_note(place, &text, &sign);
        if let Err(refusal) = change {
            self.refuse_on(place, refusal);
            self.drafts.keep(draft(claim, text));
            return vec![Effect::SaveSession];
        }
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let undo = self.undo_hint();
            self.say_on(place, format!("note saved{undo}"));
        }
        effects
    }
}
