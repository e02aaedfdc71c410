//! What is kept from one session to the next: the selected claim, drafts, steps to undo.

use crate::app::{Draft, DraftKind, FormDraft, FormKind, Setup, State};
use crate::model::{ClaimId, Selector};
use crate::store;

/// The name of a note's draft in the session file.
const NOTE: &str = "note";
/// The name of a correction's draft.
const CORRECTION: &str = "correction";
/// The name of an evidence form's draft.
const EVIDENCE: &str = "evidence";
/// The name of a contact form's draft.
const CONTACT: &str = "contact";

/// Returns what to keep of a session.
pub(super) fn of(state: &State) -> store::SavedSession {
    let (drafts, typing) = state.unsaved_texts();
    let named = drafts.iter().map(Draft::claim);
    let named = named.chain(state.selected_claim().map(|claim| &claim.id));
    let mut words: Vec<(ClaimId, Selector)> = Vec::new();
    for id in named {
        let is_known = words.iter().any(|(other, _)| other == id);
        if !is_known && let Some(selector) = selector(state, id) {
            words.push((id.clone(), selector));
        }
    }
    store::SavedSession {
        selected: state.selected_claim().map(|claim| claim.id.clone()),
        scroll: state.work().scroll(),
        filter: state.work().list().filter(),
        order: state.work().list().order(),
        drafts: drafts.into_iter().map(to_saved).collect(),
        typing,
        words,
        article: state.review().article().sha256().to_owned(),
        steps: state.work().edits().steps().clone(),
    }
}

/// Returns the words by which a claim is found again; those of an earlier session if the article does
/// not have it any more.
fn selector(state: &State, id: &ClaimId) -> Option<Selector> {
    match state.work().place_of(id) {
        Some(place) => {
            let claim = state.review().claims().get(place)?;
            Some(state.review().selector(claim))
        }
        None => state.work().drafts().claim_words(id).cloned(),
    }
}

fn to_saved(draft: Draft) -> store::SavedDraft {
    match draft {
        Draft::Text { claim, kind, text } => store::SavedDraft {
            field: match kind {
                DraftKind::Note | DraftKind::NoteFor(_) => NOTE.to_owned(),
                DraftKind::Correction => CORRECTION.to_owned(),
            },
            claim,
            text,
            before: None,
        },
        Draft::Form(form) => store::SavedDraft {
            field: match form.kind {
                FormKind::Evidence => EVIDENCE.to_owned(),
                FormKind::Contact => CONTACT.to_owned(),
            },
            claim: form.claim,
            text: form.values,
            before: form.before,
        },
    }
}

fn from_saved(draft: store::SavedDraft) -> Option<Draft> {
    let text = |kind, draft: store::SavedDraft| Draft::Text {
        claim: draft.claim,
        kind,
        text: draft.text,
    };
    let form = |kind, draft: store::SavedDraft| {
        Draft::Form(FormDraft {
            claim: draft.claim,
            kind,
            before: draft.before,
            values: draft.text,
        })
    };
    match draft.field.as_str() {
        NOTE => Some(text(DraftKind::Note, draft)),
        CORRECTION => Some(text(DraftKind::Correction, draft)),
        EVIDENCE => Some(form(FormKind::Evidence, draft)),
        CONTACT => Some(form(FormKind::Contact, draft)),
        // A newer version wrote it.
        _ => None,
    }
}

/// Returns the setup of a session that begins where an earlier one ended, if there was one.
pub fn resumed(session: Option<store::SavedSession>, setup: Setup) -> Setup {
    let Some(session) = session else {
        return setup;
    };
    Setup {
        drafts: session.drafts.into_iter().filter_map(from_saved).collect(),
        typing: session.typing,
        draft_words: session.words,
        selected: session.selected,
        scroll: Some(session.scroll),
        filter: session.filter,
        order: session.order,
        steps: session.steps,
        ..setup
    }
}
