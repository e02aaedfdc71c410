//! Typing a note or a correction.

use jiff::Timestamp;
use ratatui_textarea::{TextArea, WrapMode};

use crate::app::command::FieldCommand;
use crate::app::confirmation::Risk;
use crate::app::text_input;
use crate::app::workspace::Workspace;
use crate::app::{Command, Draft, DraftKind, Effect, Key};
use crate::model::ClaimId;

use super::Reply;

/// The field, open on one claim.
#[derive(Clone, Debug)]
pub struct Field {
    claim: ClaimId,
    kind: DraftKind,
    /// The text it was opened with, unless the reviewer typed that.
    untouched: Option<String>,
    area: TextArea<'static>,
}

impl Field {
    /// Opens a field with the text saved on the claim, or one proposed to start from, and the cursor
    /// at its end.
    pub(in crate::app) fn open(claim: ClaimId, kind: DraftKind, text: &str) -> Self {
        let untouched = Some(text.to_owned());
        Self {
            untouched,
            ..Self::restored(claim, kind, text)
        }
    }

    /// Opens a field with a draft.
    pub(in crate::app) fn restored(claim: ClaimId, kind: DraftKind, text: &str) -> Self {
        let mut area = text_input::text_area(text);
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        Self {
            claim,
            kind,
            untouched: None,
            area,
        }
    }

    /// Returns the claim.
    pub fn claim(&self) -> &ClaimId {
        &self.claim
    }

    /// Returns what is typed.
    pub fn kind(&self) -> DraftKind {
        self.kind
    }

    /// Returns the text.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Returns whether it holds typed text that is not saved.
    pub fn is_changed(&self) -> bool {
        self.untouched.as_ref() != Some(&self.text())
    }

    /// Returns the text as a draft.
    pub fn draft(&self) -> Draft {
        Draft::Text {
            claim: self.claim.clone(),
            kind: self.kind,
            text: self.text(),
        }
    }

    /// Returns the widget that draws the field.
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Types a key.
    pub(super) fn type_key(&mut self, key: Key) -> Reply {
        self.area.input(text_input::input(key));
        Effect::SaveSession.into()
    }

    /// Types pasted text.
    pub(super) fn type_text(&mut self, text: &str) -> Reply {
        self.area.insert_str(text_input::pasted(text));
        Effect::SaveSession.into()
    }

    /// Does what a key asks for while typing.
    pub(super) fn update(
        &mut self,
        command: FieldCommand,
        work: &mut Workspace,
        now: Timestamp,
    ) -> Reply {
        match command {
            FieldCommand::FieldNewline => self.area.insert_newline(),
            FieldCommand::FieldReset => self.reset(work),
            FieldCommand::FieldKeep => return self.save(work, now),
            FieldCommand::FieldCancel => {
                if self.is_changed() && !self.is_untouched_quote(work) {
                    work.leave_as_draft(self.draft());
                }
                return Reply::from(Effect::SaveSession).closing();
            }
        }
        Effect::SaveSession.into()
    }

    /// Puts the article's words back into a correction. The field's own undo brings the text back.
    fn reset(&mut self, work: &mut Workspace) {
        let place = work.review().index_of_id(self.claim.as_str());
        match (self.kind, place) {
            (DraftKind::Correction, Some(place)) => {
                let claim = &work.review().claims()[place];
                self.area.select_all();
                self.area.insert_str(work.review().quote(claim));
            }
            _ => work.refuse("Only a correction starts from the article's words"),
        }
    }

    fn save(&mut self, work: &mut Workspace, now: Timestamp) -> Reply {
        let Some(place) = work.review().index_of_id(self.claim.as_str()) else {
            work.keep_orphan(self.draft());
            return Reply::from(Effect::SaveSession).closing();
        };
        let text = self.text();
        let sign = work.signature(now);
        let change = match self.kind {
            DraftKind::Note => work.review().write_note(place, &text, &sign),
            DraftKind::NoteFor(flags) => work.review().set_flags(place, flags, Some(&text), &sign),
            // The claim's own words, unchanged, are no proposal.
            DraftKind::Correction if self.is_quote(place, work) => {
                work.review().propose_correction(place, None, &sign)
            }
            DraftKind::Correction if text.trim().is_empty() && !is_cut_meant(place, work) => {
                return Reply::default();
            }
            DraftKind::Correction => work.review().propose_correction(place, Some(&text), &sign),
        };
        if let Err(refusal) = change {
            work.refuse_on(place, refusal);
            return Reply::default();
        }
        let effects = work.make(change, now);
        if !effects.is_empty() {
            let what = match self.kind {
                DraftKind::Note | DraftKind::NoteFor(_) => "note saved",
                DraftKind::Correction if text.trim().is_empty() => "proposes to cut the sentence",
                DraftKind::Correction => "correction saved",
            };
            let undo = work.undo_hint();
            work.say_on(place, format!("{what}{undo}"));
        }
        Reply::from(effects).and(Effect::SaveSession).closing()
    }

    /// Returns whether a correction still has the claim's own words.
    fn is_untouched_quote(&self, work: &Workspace) -> bool {
        let place = work.review().index_of_id(self.claim.as_str());
        self.kind == DraftKind::Correction && place.is_some_and(|place| self.is_quote(place, work))
    }

    fn is_quote(&self, place: usize, work: &Workspace) -> bool {
        let claim = work.review().claims().get(place);
        claim.is_some_and(|claim| work.review().quote(claim).trim() == self.text().trim())
    }
}

/// Returns whether an empty correction is meant to cut the sentence; if not confirmed yet, says how.
fn is_cut_meant(place: usize, work: &mut Workspace) -> bool {
    let claim = work.review().claims().get(place);
    let decision = claim.and_then(|claim| claim.decision.as_ref());
    let is_proposed = decision.is_some_and(|d| d.correction.as_deref() == Some(""));
    let is_meant = is_proposed || work.confirmation.is_confirmed(Risk::CutSentence);
    if !is_meant {
        let [keep, reset] = [Command::FieldKeep, Command::FieldReset].map(|c| work.key(c));
        work.say_on(
            place,
            format!("{keep} again proposes to cut the sentence · {reset} article's words"),
        );
    }
    is_meant
}
