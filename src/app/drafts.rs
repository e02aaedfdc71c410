//! Drafts: texts and forms that were typed and not saved.

use crate::model::{ClaimId, Flags, Selector};
use crate::text::one_line;

use super::Command;

/// Stands between the values of a form's draft: no value contains it.
pub(super) const VALUE_SEPARATOR: char = '\u{1F}';

/// What is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftKind {
    /// A note.
    Note,
    /// The note that the flag "odd but right" needs; the flags are set with it.
    NoteFor(Flags),
    /// A correction.
    Correction,
}

/// What is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// A source.
    Evidence,
    /// An entry of a contact log.
    Contact,
}

/// A form that was filled in and not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormDraft {
    /// The claim it is for.
    pub claim: ClaimId,
    /// What is filled in.
    pub kind: FormKind,
    /// The values saved on the claim; `None` for a new entry.
    pub before: Option<String>,
    /// The values, see [`Form::values`](super::Form::values).
    pub values: String,
}

impl FormDraft {
    /// Returns what was typed, on one line, with commas between the values.
    pub fn words(&self) -> String {
        let values = self
            .values
            .split(VALUE_SEPARATOR)
            .map(|value| one_line(value.trim()));
        let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
        values.join(", ")
    }
}

/// Something typed and not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// The text of a field.
    Text {
        /// The claim it is for.
        claim: ClaimId,
        /// What it is.
        kind: DraftKind,
        /// The text.
        text: String,
    },
    /// The values of a form.
    Form(FormDraft),
}

impl Draft {
    /// Returns the claim it is for.
    pub fn claim(&self) -> &ClaimId {
        match self {
            Draft::Text { claim, .. } => claim,
            Draft::Form(form) => &form.claim,
        }
    }

    /// Returns what it is a draft of.
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

    /// Returns the draft for another claim: what it was to replace is on the first one.
    pub(super) fn moved_to(self, id: &ClaimId) -> Self {
        let claim = id.clone();
        match self {
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

/// The drafts, and the note that is open in an editor.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// The newest last.
    drafts: Vec<Draft>,
    /// The words of drafts' claims that the article no longer has.
    claim_words: Vec<(ClaimId, Selector)>,
    /// The claim whose note is open in an editor.
    in_editor: Option<ClaimId>,
}

impl Drafts {
    /// Starts with the drafts of an earlier session, and the words of claims that are gone.
    pub(super) fn new(drafts: Vec<Draft>, claim_words: Vec<(ClaimId, Selector)>) -> Self {
        Self {
            drafts,
            claim_words,
            in_editor: None,
        }
    }

    /// Returns the drafts, the newest last.
    pub fn all(&self) -> &[Draft] {
        &self.drafts
    }

    /// Returns the drafts on a claim, the newest first.
    pub fn on<'a>(&'a self, id: &'a ClaimId) -> impl Iterator<Item = &'a Draft> {
        let newest_first = self.drafts.iter().rev();
        newest_first.filter(move |draft| draft.claim() == id)
    }

    /// Returns the words of a draft's claim, from an earlier session, if the article lacks them.
    pub fn claim_words(&self, id: &ClaimId) -> Option<&Selector> {
        let words = self.claim_words.iter().find(|(other, _)| other == id);
        words.map(|(_, words)| words)
    }

    /// Keeps a draft.
    pub(super) fn keep(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Removes the newest draft, and returns it.
    pub(super) fn take_newest(&mut self) -> Option<Draft> {
        self.drafts.pop()
    }

    /// Removes the newest draft of which something holds, and returns it.
    pub(super) fn take_where(&mut self, holds: impl Fn(&Draft) -> bool) -> Option<Draft> {
        let at = self.drafts.iter().rposition(holds)?;
        Some(self.drafts.remove(at))
    }

    /// Removes a draft by its place from the newest, and returns it.
    pub(super) fn take_line(&mut self, line: usize) -> Option<Draft> {
        let at = self.drafts.len().checked_sub(line + 1)?;
        Some(self.drafts.remove(at))
    }

    /// Returns a draft by its place from the newest.
    pub(super) fn line(&self, line: usize) -> Option<&Draft> {
        self.drafts.iter().rev().nth(line)
    }

    /// Puts earlier drafts back.
    pub(super) fn restore(&mut self, drafts: Vec<Draft>) {
        self.drafts = drafts;
    }

    /// Notes the claim whose note was opened in an editor.
    pub(super) fn open_in_editor(&mut self, claim: ClaimId) {
        self.in_editor = Some(claim);
    }

    /// Returns the claim whose note was open in an editor: it no longer is.
    pub(super) fn close_editor(&mut self) -> Option<ClaimId> {
        self.in_editor.take()
    }
}
