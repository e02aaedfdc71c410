//! Texts that were typed and not kept: where they wait, and opening them again.

use crate::model::{ClaimId, Filter, Selector};
use crate::text::one_line;

use super::super::{Command, Draft, DraftKind, Effect, Field, FormDraft, FormKind, State};
use super::{Chooser, ChooserItem, ChooserPurpose, Mode};

impl Draft {
    /// Returns what it is to become.
    pub fn name(&self) -> &'static str {
        match self {
            Draft::Text { kind, .. } => match kind {
                DraftKind::Note | DraftKind::NoteFor(_) => "note",
                DraftKind::Correction => "correction",
            },
            Draft::Form(form) => match form.kind {
                FormKind::Evidence => "source",
                FormKind::Contact => "contact",
            },
        }
    }

    /// Returns the command that opens it on its claim.
    pub fn opened_by(&self) -> Command {
        match self {
            Draft::Text { kind, .. } => match kind {
                DraftKind::Note | DraftKind::NoteFor(_) => Command::Note,
                DraftKind::Correction => Command::Correct,
            },
            Draft::Form(form) => match form.kind {
                FormKind::Evidence => Command::FileEvidence,
                FormKind::Contact => Command::Contact,
            },
        }
    }

    /// Returns its words on one line, those of a form with commas between them.
    pub fn words(&self) -> String {
        match self {
            Draft::Text { text, .. } => one_line(text),
            Draft::Form(form) => form.words(),
        }
    }

    fn on(self, id: &ClaimId) -> Self {
        let claim = id.clone();
        match self {
            // What it was to go with or to replace was kept on another claim.
            Draft::Text { kind, text, .. } => Draft::Text {
                claim,
                kind: match kind {
                    DraftKind::NoteFor(_) => DraftKind::Note,
                    kind => kind,
                },
                text,
            },
            Draft::Form(form) => Draft::Form(FormDraft {
                claim,
                before: None,
                ..form
            }),
        }
    }
}

impl State {
    /// Returns the drafts that wait on a claim, the newest first.
    pub fn drafts_on<'a>(&'a self, id: &'a ClaimId) -> impl Iterator<Item = &'a Draft> {
        self.drafts
            .iter()
            .rev()
            .filter(move |draft| draft.claim() == id)
    }

    /// Returns the words of a draft's claim, from an earlier session, if the article lacks them.
    pub fn words_of_draft(&self, id: &ClaimId) -> Option<&Selector> {
        let is_its = |(other, _): &&(ClaimId, Selector)| other == id;
        self.draft_words.iter().find(is_its).map(|(_, words)| words)
    }

    /// Returns how many drafts wait, in words, and the key that lists them.
    pub(in crate::app) fn drafts_in_words(&self) -> Option<String> {
        let key = self.keymap.sign(Command::Drafts, false);
        match self.drafts.len() {
            0 => None,
            1 => Some(format!("1 half-typed text waits: {key}")),
            n => Some(format!("{n} half-typed texts wait: {key}")),
        }
    }

    /// Lists the drafts, the newest first.
    pub(super) fn list_drafts(&mut self) {
        let items = self.drafts.iter().rev().map(|draft| {
            let place = self.review.index_of_id(draft.claim().as_str());
            let of = match place {
                Some(place) => format!("Claim {}", self.number(place)),
                None => "Claim not in the article".to_owned(),
            };
            ChooserItem {
                name: format!("{of}, {}", draft.name()),
                meaning: draft.words(),
                on: false,
            }
        });
        let items = items.collect();
        let title = "Typed and not kept".to_owned();
        let mut chooser = Chooser::new(ChooserPurpose::Drafts, title, false, items);
        chooser.cursor = 0;
        self.mode = Mode::Choose(chooser);
    }

    /// Opens a draft by its place in the list; one whose claim is not in the article is opened on
    /// the current claim.
    pub(super) fn open_draft(&mut self, line: usize) -> Vec<Effect> {
        let Some(at) = self.drafts.len().checked_sub(line + 1) else {
            return Vec::new();
        };
        let is_there = |draft: &Draft| self.review.index_of_id(draft.claim().as_str()).is_some();
        let draft = match is_there(&self.drafts[at]) {
            true => self.drafts.remove(at),
            false => {
                let Some((place, claim)) = self.selected.zip(self.selected_claim()) else {
                    self.refuse("No claim is selected to open the draft on");
                    return Vec::new();
                };
                let (id, number) = (claim.id.clone(), self.number(place));
                let was = self.words_of_draft(self.drafts[at].claim());
                let was = was.map_or(String::new(), |was| one_line(&was.quote));
                let draft = self.drafts.remove(at).on(&id);
                self.open_orphan(place, draft);
                self.say(format!(
                    "Claim {number}: typed on a claim that is gone: {was}"
                ));
                return vec![Effect::SaveSession];
            }
        };
        let place = self.review.index_of_id(draft.claim().as_str());
        if place.is_some_and(|place| self.list.row_of(place).is_none()) {
            self.change_filter(Filter::All);
        }
        self.take_up(draft);
        vec![Effect::SaveSession]
    }

    /// Opens the draft of a claim that is gone on another one, after what is kept there.
    fn open_orphan(&mut self, place: usize, draft: Draft) {
        match draft {
            Draft::Text { claim, kind, text } => {
                let before = self.written(place, kind);
                let text = match (kind, before.as_str()) {
                    (DraftKind::Correction, _) | (_, "") => text,
                    _ => format!("{before}\n{text}"),
                };
                self.mode = Mode::Field(Box::new(Field::restored(claim, kind, &text)));
            }
            Draft::Form(form) => self.take_up_form(form),
        }
    }
}
