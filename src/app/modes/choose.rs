//! Choosing from a list: moving, marking, and what a choice does.

use jiff::Timestamp;

use crate::app::chooser::{Chooser, ChooserPurpose};
use crate::app::command::ChooseCommand;
use crate::app::workspace::Workspace;
use crate::app::{Code, DraftKind, Effect, Key};
use crate::model::{Aside, Filter, Flag, Flags, Reason};

use super::Reply;

impl Chooser {
    /// Does what a key asks for in a list.
    pub(in crate::app) fn update(
        &mut self,
        command: ChooseCommand,
        work: &mut Workspace,
        now: Timestamp,
    ) -> Reply {
        let count = self.items.len();
        self.lifted = 0;
        match command {
            ChooseCommand::ChooseNext => self.cursor = (self.cursor + 1) % count,
            ChooseCommand::ChoosePrevious => self.cursor = (self.cursor + count - 1) % count,
            ChooseCommand::ChooseToggle if self.several => self.items[self.cursor].on ^= true,
            ChooseCommand::ChooseToggle | ChooseCommand::ChooseAccept => {
                return self.accept(work, now);
            }
            ChooseCommand::ChooseRemove => return work.remove_entry(self, now),
            ChooseCommand::ChooseStance => return self.cycle_stance(work, now),
            ChooseCommand::ChooseQuestions => return work.write_questions(self),
            ChooseCommand::ChooseCancel if self.purpose == ChooserPurpose::ArticleChanged => {
                return Effect::Quit.into();
            }
            ChooseCommand::ChooseCancel => {
                work.stay();
                return Reply::close();
            }
        }
        Reply::default()
    }

    /// Chooses the line of a digit at once, or marks it if several may be chosen.
    pub(in crate::app) fn type_key(
        &mut self,
        key: Key,
        work: &mut Workspace,
        now: Timestamp,
    ) -> Reply {
        let digit = match key {
            Key {
                code: Code::Char(c),
                ctrl: false,
                alt: false,
                ..
            } => c.to_digit(10),
            _ => None,
        };
        // A zero stands for the tenth line.
        let line = digit.map(|digit| ((digit + 9) % 10) as usize);
        let Some(line) = line.filter(|&line| line < self.items.len()) else {
            return Reply::default();
        };
        self.cursor = line;
        if self.several {
            self.items[line].on ^= true;
            return Reply::default();
        }
        self.accept(work, now)
    }

    fn accept(&mut self, work: &mut Workspace, now: Timestamp) -> Reply {
        if !self.several {
            let cursor = self.cursor;
            for (line, item) in self.items.iter_mut().enumerate() {
                item.on = line == cursor;
            }
        }
        self.chosen_in(work, now).closing()
    }

    /// Does what was chosen.
    fn chosen_in(&self, work: &mut Workspace, now: Timestamp) -> Reply {
        match &self.purpose {
            ChooserPurpose::Filter => {
                if let Some(filter) = self.chosen().next().and_then(Filter::named) {
                    work.change_filter(filter);
                }
                Reply::default()
            }
            ChooserPurpose::Drafts => work.open_draft(self.cursor),
            ChooserPurpose::ArticleChanged => work.go_on_with_changed(self.cursor),
            ChooserPurpose::Report => {
                let format = work.settings.reports().get(self.cursor);
                let report = format.map(|&(name, _)| Effect::Report(name));
                report.map_or_else(Reply::default, Reply::from)
            }
            ChooserPurpose::Source => work.choose_source(self.cursor).into(),
            ChooserPurpose::Leave => work.choose_how_to_leave(self.cursor),
            ChooserPurpose::Evidence(id, filed, used) => {
                work.choose_evidence(id, (filed, used), self.cursor, now)
            }
            ChooserPurpose::Contacts(id, log, people) => {
                work.open_contact(id, (log, people), self.cursor, now)
            }
            ChooserPurpose::Waiting(people) => {
                if let Some(person) = people.get(self.cursor) {
                    work.go_to_waiting(person);
                }
                Reply::default()
            }
            ChooserPurpose::Place(id)
            | ChooserPurpose::Aside(id)
            | ChooserPurpose::Reasons(id)
            | ChooserPurpose::Flags(id) => match work.review().index_of_id(id.as_str()) {
                Some(place) => self.chosen_on(place, work, now),
                None => Reply::default(),
            },
        }
    }

    /// Does what was chosen for the claim at a place.
    fn chosen_on(&self, place: usize, work: &mut Workspace, now: Timestamp) -> Reply {
        let effects = match &self.purpose {
            ChooserPurpose::Place(_) => work.place(place, self.cursor, now),
            ChooserPurpose::Aside(_) => {
                let aside = self.chosen().next().and_then(Aside::named);
                aside.map_or_else(Vec::new, |aside| work.set_aside(place, aside, now))
            }
            ChooserPurpose::Reasons(_) => {
                let reasons = self.chosen().filter_map(Reason::named).collect();
                work.give_reasons(place, reasons, now)
            }
            _ => {
                let flags: Flags = self.chosen().filter_map(Flag::named).collect();
                let has_note = !work.written(place, DraftKind::Note).trim().is_empty();
                if flags.contains(Flag::Cq) && !has_note {
                    // The note comes first; the flags are set together with it, as one step.
                    let reply = work.open_field(place, DraftKind::NoteFor(flags));
                    work.say_on(place, "odd but right needs a note that says why");
                    return reply;
                }
                work.give_flags(place, flags, now)
            }
        };
        effects.into()
    }

    /// Gives the evidence with the cursor the next stance.
    fn cycle_stance(&mut self, work: &mut Workspace, now: Timestamp) -> Reply {
        let ChooserPurpose::Evidence(id, filed, _) = &self.purpose else {
            return Reply::default();
        };
        let cursor = self.cursor;
        let Some(entry) = cursor.checked_sub(1).and_then(|at| filed.get(at)) else {
            work.refuse("Only a source that is filed has a stance");
            return Reply::default();
        };
        let Some(place) = work.review().index_of_id(id.as_str()) else {
            return Reply::default();
        };
        let effects = work.cycle_stance(place, entry, now);
        // The list shows what is filed now; the cursor stays.
        match Chooser::evidence(work).filter(|_| work.target() == Some(place)) {
            Some(chooser) => {
                *self = Chooser { cursor, ..chooser };
                effects.into()
            }
            None => Reply::from(effects).closing(),
        }
    }
}
