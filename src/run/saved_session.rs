//! From one sitting to the next: what of the screen is kept, and how it comes back.

use crate::app::{Draft, DraftKind, FormDraft, FormKind, Setup, State};
use crate::model::{ClaimId, Selector};
use crate::store;

/// What the field of a half-typed note is called in the session file.
const NOTE: &str = "note";
/// And that of a correction.
const CORRECTION: &str = "correction";
/// What a half-filled form on a source is called there.
const EVIDENCE: &str = "evidence";
/// And one on a contact.
const CONTACT: &str = "contact";

/// Returns what is to be kept of a sitting.
pub(super) fn session(state: &State) -> store::SavedSession {
    let (drafts, typing) = state.unkept();
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
        scroll: state.scroll(),
        filter: state.list.filter(),
        order: state.list.order(),
        drafts: drafts.into_iter().map(kept).collect(),
        typing,
        words,
        article: state.review.article().sha256().to_owned(),
        steps: state.steps.clone(),
    }
}

/// Returns what a claim is looked for by; that of an earlier session if the article has it no more.
fn selector(state: &State, id: &ClaimId) -> Option<Selector> {
    match state.place_of(id) {
        Some(place) => {
            let claim = state.review.claims().get(place)?;
            Some(state.review.selector(claim))
        }
        None => state.words_of_draft(id).cloned(),
    }
}

fn kept(draft: Draft) -> store::Draft {
    match draft {
        Draft::Text { claim, kind, text } => store::Draft {
            field: match kind {
                DraftKind::Note | DraftKind::NoteFor(_) => NOTE.to_owned(),
                DraftKind::Correction => CORRECTION.to_owned(),
            },
            claim,
            text,
            before: None,
        },
        Draft::Form(form) => store::Draft {
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

fn taken_up(draft: store::Draft) -> Option<Draft> {
    let text = |kind, draft: store::Draft| Draft::Text {
        claim: draft.claim,
        kind,
        text: draft.text,
    };
    let form = |kind, draft: store::Draft| {
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
        // Of a newer version.
        _ => None,
    }
}

/// Lets a sitting begin where an earlier one ended, if there was one.
pub fn resumed(session: Option<store::SavedSession>, setup: Setup) -> Setup {
    let Some(session) = session else {
        return setup;
    };
    Setup {
        drafts: session.drafts.into_iter().filter_map(taken_up).collect(),
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
