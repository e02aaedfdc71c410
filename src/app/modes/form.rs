//! Filling in a form: going from line to line, saving it, leaving it as a draft.

use jiff::Timestamp;

use crate::app::command::FormCommand;
use crate::app::confirmation::Risk;
use crate::app::workspace::Workspace;
use crate::app::{Command, Draft, Effect, Form, FormSubject, Key};
use crate::model::{Change, Refusal};

use super::Reply;

impl Form {
    /// Does what a key asks for in a form.
    pub(super) fn update(
        &mut self,
        command: FormCommand,
        key: Key,
        work: &mut Workspace,
        now: Timestamp,
    ) -> Reply {
        match command {
            FormCommand::FormKeep => self.save(work, now),
            FormCommand::FormCancel => {
                if self.is_changed() {
                    work.leave_as_draft(Draft::Form(self.draft()));
                }
                Reply::from(Effect::SaveSession).closing()
            }
            FormCommand::FormNext => self.edit(|form| form.step(true, key)),
            FormCommand::FormPrevious => self.edit(|form| form.step(false, key)),
            FormCommand::FormNewline => self.edit(Form::newline),
            FormCommand::FormChoiceNext if self.is_on_choice() => {
                self.edit(|form| form.choose(true))
            }
            FormCommand::FormChoicePrevious if self.is_on_choice() => {
                self.edit(|form| form.choose(false))
            }
            // On lines where nothing is chosen, these keys type.
            FormCommand::FormChoiceNext | FormCommand::FormChoicePrevious => {
                self.edit(|form| form.key(key))
            }
        }
    }

    /// Edits the form, and sets what follows from the edit.
    pub(super) fn edit(&mut self, edit: impl FnOnce(&mut Form)) -> Reply {
        let lacked_outcome = self.lacks_outcome();
        edit(self);
        self.follow_outcome(lacked_outcome);
        Effect::SaveSession.into()
    }

    fn save(&mut self, work: &mut Workspace, now: Timestamp) -> Reply {
        let Some(place) = work.review().index_of_id(self.claim.as_str()) else {
            work.keep_orphan(Draft::Form(self.draft()));
            return Reply::from(Effect::SaveSession).closing();
        };
        let Some(change) = self.change(place, work, now) else {
            return Reply::default();
        };
        if let Err(refusal) = change {
            work.refuse_on(place, refusal);
            self.go_to_first();
            return Reply::default();
        }
        let effects = work.make(change, now);
        if !effects.is_empty() {
            let done = match &self.subject {
                FormSubject::Evidence(_) => "source filed",
                FormSubject::Contact(_) => "contact logged",
            };
            let undo = work.undo_hint();
            work.say_on(place, format!("{done}{undo}"));
        }
        Reply::from(effects).and(Effect::SaveSession).closing()
    }

    /// Returns the change that the form makes. `None` if its values are refused, or have to be
    /// confirmed first.
    fn change(
        &mut self,
        place: usize,
        work: &mut Workspace,
        now: Timestamp,
    ) -> Option<Result<Option<Change>, Refusal>> {
        let is_kept = self.is_kept;
        match &self.subject {
            FormSubject::Evidence(before) => {
                let evidence = self.evidence(before, now);
                if let Some(title) = self.short_title(&evidence)
                    && !work
                        .confirmation
                        .is_confirmed(Risk::ShortTitle(self.values()))
                {
                    let keep = work.key(Command::FormKeep);
                    let question = format!("“{title}” as a source? {keep} again files it");
                    work.refuse_on(place, question);
                    return None;
                }
                let replaced = is_kept.then_some(before);
                let sign = work.signature(now);
                Some(
                    work.review()
                        .file_evidence(place, replaced, evidence, &sign),
                )
            }
            FormSubject::Contact(before) => match self.contact(before, now, work.settings.zone()) {
                Ok(contact) => {
                    let replaced = is_kept.then_some(before);
                    Some(work.review().log_contact(place, replaced, contact))
                }
                Err(refusal) => {
                    work.refuse(refusal);
                    self.go_to_time();
                    None
                }
            },
        }
    }
}
