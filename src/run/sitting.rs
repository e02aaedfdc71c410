//! From one sitting to the next: what of the screen is kept, and how it comes back.

use crate::app::{Draft, DraftKind, Setup, State};
use crate::store;

/// What the field of a half-typed note is called in the session file.
const NOTE: &str = "note";
/// And that of a correction.
const CORRECTION: &str = "correction";

/// Returns what is to be kept of a sitting.
pub(super) fn session(state: &State) -> store::Session {
    let (drafts, typing) = state.unkept();
    store::Session {
        selected: state.selected_claim().map(|claim| claim.id.clone()),
        scroll: state.scroll(),
        filter: state.list.filter(),
        order: state.list.order(),
        drafts: drafts
            .into_iter()
            .map(|draft| store::Draft {
                claim: draft.claim,
                field: match draft.kind {
                    DraftKind::Note | DraftKind::NoteFor(_) => NOTE.to_owned(),
                    DraftKind::Correction => CORRECTION.to_owned(),
                },
                text: draft.text,
            })
            .collect(),
        typing,
        steps: state.steps.clone(),
    }
}

/// Lets a sitting begin where an earlier one ended, if there was one.
pub fn resumed(session: Option<store::Session>, setup: Setup) -> Setup {
    let Some(session) = session else {
        return setup;
    };
    let drafts = session.drafts.into_iter().filter_map(|draft| {
        let kind = match draft.field.as_str() {
            NOTE => DraftKind::Note,
            CORRECTION => DraftKind::Correction,
            // Of a newer version.
            _ => return None,
        };
        Some(Draft {
            claim: draft.claim,
            kind,
            text: draft.text,
        })
    });
    Setup {
        drafts: drafts.collect(),
        typing: session.typing,
        selected: session.selected,
        scroll: Some(session.scroll),
        filter: session.filter,
        order: session.order,
        steps: session.steps,
        ..setup
    }
}
