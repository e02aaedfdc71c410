//! What a key that leaves a text field must not do: turn the words still to come into verdicts.
//!
//! Two cases. An Esc may turn out to be the beginning of an arrow key that the line tore apart: then
//! what it did is undone. And keys typed in one burst with the key that left the field were meant for
//! the field: they are no commands.

use crate::model::ClaimId;
use crate::text::Span;

use super::modes::ModeStack;
use super::target::DecidedClaim;
use super::workspace::Workspace;
use super::{Code, Command, Draft, Effect, Focus, Key, Mode, NamedKey, Search, StatusMessage};

/// What is known of the last key that left something.
#[derive(Clone, Debug, Default)]
pub(super) struct EscGuard {
    /// The state before the last Esc, until another key is pressed.
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
    /// How many modes were under it.
    depth: usize,
    message: Option<StatusMessage>,
    search: Option<Search>,
    spot: Option<Span>,
    drafts: Vec<Draft>,
    is_quitting: bool,
    decided: Option<DecidedClaim>,
    place: ViewPlace,
}

/// Where the reviewer was.
#[derive(Clone, Debug)]
struct ViewPlace {
    selected: Option<ClaimId>,
    /// The code point at the top of the article pane.
    scroll: u32,
    /// The first row of the list on the screen.
    list_top: usize,
    focus: Focus,
}

impl EscGuard {
    /// Takes note of a key before anything is done with it. Returns whether it was typed in one
    /// burst with the key that left a text field, and is to be ignored.
    pub(super) fn is_rest_of_burst(
        &mut self,
        key: Key,
        work: &mut Workspace,
        modes: &ModeStack,
    ) -> bool {
        if self.ignores_keys {
            work.refuse(format!(
                "{} ignored: typed in one burst with the key that left the text",
                key.sign(false)
            ));
            return true;
        }
        let is_first = std::mem::take(&mut self.is_after_pause);
        // Esc comes twice in a burst when Alt is held with an arrow key: the first one counts.
        if key != Key::plain(Code::Named(NamedKey::Esc)) {
            if !is_introducer(key) {
                self.before_esc = None;
            }
        } else if is_first || self.before_esc.is_none() {
            // The article beside a source can be large, and nothing typed is lost with it.
            let is_kept = !matches!(modes.top(), Mode::SideBySide(_));
            self.before_esc = is_kept.then(|| Box::new(BeforeEsc::of(work, modes)));
        }
        false
    }

    /// Takes note of what a key has done: whether it left its mode.
    pub(super) fn key_done(&mut self, command: Option<Command>, has_left: bool) {
        let cancels = matches!(
            command,
            Some(Command::FieldCancel | Command::FormCancel | Command::PromptCancel)
        );
        self.ignores_keys = cancels && has_left;
    }

    /// Takes note of a pause: the burst is over.
    pub(super) fn pause(&mut self) {
        self.ignores_keys = false;
        self.is_after_pause = true;
    }

    /// Undoes what the last Esc did: it was not a key.
    pub(super) fn retract(&mut self, work: &mut Workspace, modes: &mut ModeStack) -> Vec<Effect> {
        let Some(before) = self.before_esc.take() else {
            return Vec::new();
        };
        before.restore(work, modes);
        self.ignores_keys = false;
        vec![Effect::SaveSession]
    }
}

impl BeforeEsc {
    fn of(work: &Workspace, modes: &ModeStack) -> Self {
        Self {
            mode: modes.top().clone(),
            depth: modes.depth(),
            message: work.messages.status().cloned(),
            search: work.search.current().cloned(),
            spot: work.article.spot(),
            drafts: work.drafts.all().to_vec(),
            is_quitting: work.saving.is_quitting(),
            decided: work.decided.clone(),
            place: ViewPlace::of(work),
        }
    }

    fn restore(self, work: &mut Workspace, modes: &mut ModeStack) {
        modes.restore(self.depth, self.mode);
        self.place.restore(work);
        work.decided = self.decided;
        work.messages.restore(self.message);
        work.search.set(self.search);
        work.article.set_spot(self.spot);
        work.drafts.restore(self.drafts);
        work.saving.set_quitting(self.is_quitting);
    }
}

impl ViewPlace {
    fn of(work: &Workspace) -> Self {
        Self {
            selected: work.selected_claim().map(|claim| claim.id.clone()),
            scroll: work.scroll(),
            list_top: work.list.window(work.panes().claim_rows()).start,
            focus: work.screen.focus(),
        }
    }

    fn restore(&self, work: &mut Workspace) {
        // Claims may have come or gone since.
        let selected = self.selected.as_ref().and_then(|id| work.place_of(id));
        if let Some(row) = selected.and_then(|place| work.list.row_of(place)) {
            work.select_row(row);
        }
        let top = work.viewport().place_of(self.scroll);
        work.article.scroll_to(top);
        let height = work.panes().claim_rows();
        work.list.scroll_to(self.list_top, height);
        work.screen.set_focus(self.focus);
    }
}

/// Returns whether a key can be the second byte of a sequence. One that came late is reported before
/// the rest shows that it was not a key either.
fn is_introducer(key: Key) -> bool {
    "[]PO_^X".chars().any(|c| key == Key::plain(Code::Char(c)))
}
