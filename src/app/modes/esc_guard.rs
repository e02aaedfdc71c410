//! What a key that leaves a text field must not do: turn the words still to come into verdicts.
//!
//! Two cases. An Esc may turn out to be the beginning of an arrow key that the line tore apart: then
//! what it did is undone. And keys typed in one burst with the key that left the field were meant for
//! the field: they are no commands.

use super::super::target::Reach;
use super::super::{Code, NamedKey};
use super::super::{Command, Draft, Effect, Focus, Key, KeyContext, Search, State, StatusMessage};
use super::Mode;
use crate::model::ClaimId;
use crate::text::Span;

/// What is known of the last key that left something.
#[derive(Clone, Debug, Default)]
pub struct EscGuard {
    /// What stood there before the last Esc, until another key is pressed.
    before_esc: Option<Box<BeforeEsc>>,
    /// Whether there was a pause since the last key.
    is_after_pause: bool,
    /// Whether keys are ignored until the next pause.
    ignores_keys: bool,
}

/// What an Esc changes, or the rest of a sequence when it is taken for keys.
#[derive(Clone, Debug)]
struct BeforeEsc {
    mode: Mode,
    message: Option<StatusMessage>,
    search: Option<Search>,
    spot: Option<Span>,
    drafts: Vec<Draft>,
    quitting: bool,
    reach: Option<Reach>,
    place: ViewPlace,
}

/// Where the checker was.
#[derive(Clone, Debug)]
struct ViewPlace {
    selected: Option<ClaimId>,
    /// The code point at the top of the article pane.
    scroll: u32,
    /// The first row of the list on the screen.
    list_top: usize,
    focus: Focus,
}

impl State {
    /// Takes note of a key before anything is done with it. Returns whether it was typed in one
    /// burst with the key that left a text field, and is to be ignored.
    pub(in crate::app) fn is_rest_of_burst(&mut self, key: Key) -> bool {
        if self.leaving.ignores_keys {
            self.refuse(format!(
                "{} ignored: it came in one go with the key that left the text",
                key.sign(false)
            ));
            return true;
        }
        let is_first = std::mem::take(&mut self.leaving.is_after_pause);
        // Esc comes twice in a burst where Alt is held with an arrow key: the first one counts.
        if key != Key::plain(Code::Named(NamedKey::Esc)) {
            if !is_introducer(key) {
                self.leaving.before_esc = None;
            }
        } else if is_first || self.leaving.before_esc.is_none() {
            // The article beside its source can be large, and nothing typed is lost with it.
            let is_kept = !matches!(self.mode, Mode::SideBySide(_));
            self.leaving.before_esc = is_kept.then(|| Box::new(self.before_esc()));
        }
        false
    }

    fn before_esc(&self) -> BeforeEsc {
        BeforeEsc {
            mode: self.mode.clone(),
            message: self.message.clone(),
            search: self.search.clone(),
            spot: self.spot,
            drafts: self.drafts.clone(),
            quitting: self.quitting,
            reach: self.reach.clone(),
            place: ViewPlace {
                selected: self.selected_claim().map(|claim| claim.id.clone()),
                scroll: self.scroll(),
                list_top: self.list.window(self.panes.claim_rows()).start,
                focus: self.focus,
            },
        }
    }

    /// Takes note of what a key has done: `context` is where it was pressed.
    pub(in crate::app) fn key_done(&mut self, context: KeyContext, command: Option<Command>) {
        let cancels = matches!(
            command,
            Some(Command::FieldCancel | Command::FormCancel | Command::PromptCancel)
        );
        self.leaving.ignores_keys = cancels && self.context() != context;
    }

    /// The burst is over.
    pub(in crate::app) fn pause(&mut self) {
        self.leaving.ignores_keys = false;
        self.leaving.is_after_pause = true;
    }

    /// Undoes what the last Esc did: it was no key.
    pub(in crate::app) fn retract_esc(&mut self) -> Vec<Effect> {
        let Some(before) = self.leaving.before_esc.take() else {
            return Vec::new();
        };
        let BeforeEsc {
            mode,
            message,
            search,
            spot,
            drafts,
            quitting,
            reach,
            place,
        } = *before;
        self.return_to(mode);
        self.return_to_place(&place);
        self.reach = reach;
        self.message = message;
        self.search = search;
        self.spot = spot;
        self.drafts = drafts;
        self.quitting = quitting;
        self.leaving.ignores_keys = false;
        vec![Effect::SaveSession]
    }

    fn return_to_place(&mut self, before: &ViewPlace) {
        // Claims may have come or gone since.
        let selected = before.selected.as_ref().and_then(|id| self.place_of(id));
        if let Some(row) = selected.and_then(|place| self.list.row_of(place)) {
            self.select_row(row);
        }
        self.top = self.viewport().place_of(before.scroll);
        self.list
            .scroll_to(before.list_top, self.panes.claim_rows());
        self.focus = before.focus;
    }
}

/// Returns whether a key can be the second byte of a sequence. One that came late is reported before
/// the rest shows that it was no key either.
fn is_introducer(key: Key) -> bool {
    "[]PO_^X".chars().any(|c| key == Key::plain(Code::Char(c)))
}
