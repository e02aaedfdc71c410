//! A session: what the modes share, the mode in use, and where the last session ended.

use std::sync::Arc;

use crate::model::{Claim, ClaimId, Review};
use crate::text::Span;

use super::chooser::Chooser;
use super::claim_pane::{self, ClaimPane};
use super::esc_guard::EscGuard;
use super::modes::{ModeStack, Next, Reply};
use super::setup::Setup;
use super::workspace::Workspace;
use super::{Draft, Effect, Focus, Help, KeyContext, Mode, ScreenLine, SideBySide};

/// Where the last session ended.
#[derive(Clone, Debug)]
struct Resuming {
    selected: Option<ClaimId>,
    scroll: Option<u32>,
    /// Whether the last draft was being typed.
    typing: bool,
}

/// A session. The screen reads it; only [`State::update`] changes it.
#[derive(Clone, Debug)]
pub struct State {
    pub(super) work: Workspace,
    pub(super) modes: ModeStack,
    /// What keys must not do after one that left a text field.
    pub(super) esc: EscGuard,
    /// Where the last session ended, until that is reached or a key is pressed.
    resuming: Option<Resuming>,
}

impl State {
    /// Starts a session.
    pub fn new(mut setup: Setup) -> Self {
        let resuming = Resuming {
            selected: setup.selected.take(),
            scroll: setup.scroll,
            typing: setup.typing && !setup.read_only,
        };
        let article_changed = setup.article_changed.take();
        let mut state = Self {
            work: Workspace::new(setup),
            modes: ModeStack::default(),
            esc: EscGuard::default(),
            resuming: Some(resuming),
        };
        if let Some(mut summary) = article_changed {
            if let Some(drafts) = state.work.drafts_in_words() {
                summary = format!("{drafts}. {summary}");
            }
            let chooser = Chooser::article_changed(summary);
            state.modes.go(Next::Open(Mode::Choose(chooser)));
        }
        state.resume();
        state.lay_out();
        state
    }

    /// Goes on where the last session ended, once its claim is found: the claims of a review that
    /// was never written are found again.
    pub(super) fn resume(&mut self) {
        let Some(resuming) = self.resuming.take() else {
            return;
        };
        let work = &mut self.work;
        let selected = resuming.selected.as_ref();
        let place = selected.and_then(|id| work.review().index_of_id(id.as_str()));
        if selected.is_some() && place.is_none() && work.review().extracted_up_to().is_some() {
            self.resuming = Some(resuming);
            return;
        }
        if let Some(row) = place.and_then(|place| work.list.row_of(place)) {
            work.select_row(row);
        }
        if let Some(scroll) = resuming.scroll {
            let top = work.viewport().place_of(scroll);
            work.article.scroll_to(top);
        }
        if resuming.typing
            && self.modes.is_browsing()
            && let Some(draft) = work.drafts.take_newest()
        {
            let reply = work.restore_draft(draft);
            self.modes.go(reply.next);
        }
        if !matches!(self.modes.top(), Mode::Choose(_))
            && let Some(drafts) = work.drafts_in_words()
        {
            work.messages.add(&drafts);
        }
    }

    /// Stops going on where the last session ended: a key was pressed.
    pub(super) fn stop_resuming(&mut self) {
        self.resuming = None;
    }

    /// Takes a reply: changes the mode, and returns what the outside has to do.
    pub(super) fn reply(&mut self, reply: Reply) -> Vec<Effect> {
        self.modes.reply(reply)
    }

    /// Lays out the rows that the screen shows.
    pub(super) fn lay_out(&mut self) {
        self.work.lay_out();
        claim_pane::reset_scroll(&mut self.work);
    }

    /// Returns what all modes share.
    pub fn work(&self) -> &Workspace {
        &self.work
    }

    /// Returns the review.
    pub fn review(&self) -> &Review {
        self.work.review()
    }

    /// Returns the current claim.
    pub fn selected_claim(&self) -> Option<&Arc<Claim>> {
        self.work.selected_claim()
    }

    /// Returns the passage the reviewer was led to: a match, a hint or a gap.
    pub fn spot(&self) -> Option<Span> {
        self.work.article.spot()
    }

    /// Returns the rows of the article that the screen shows, after an event.
    pub fn lines(&self) -> &[ScreenLine] {
        self.work.article.lines()
    }

    /// Returns the pane in focus.
    pub fn focus(&self) -> Focus {
        self.work.screen.focus()
    }

    /// Returns the mode in use.
    pub fn mode(&self) -> &Mode {
        self.modes.top()
    }

    /// Returns where keys are looked up.
    pub fn context(&self) -> KeyContext {
        self.modes.context(self.focus())
    }

    /// Returns the help, if it is on the screen: open, or with a search typed below it.
    pub fn help(&self) -> Option<&Help> {
        self.modes.help()
    }

    /// Returns the article beside a source, if that is on the screen: open, or with something typed
    /// over it.
    pub fn side_by_side(&self) -> Option<&SideBySide> {
        self.modes.side_by_side()
    }

    /// Returns the claim's pane.
    pub fn claim_pane(&self) -> ClaimPane<'_> {
        ClaimPane::new(&self.work, self.modes.field())
    }

    /// Returns the texts typed and not saved, the one being typed last, and whether there is such a
    /// one.
    pub fn unsaved_texts(&self) -> (Vec<Draft>, bool) {
        let mut drafts = self.work.drafts.all().to_vec();
        let typed = match self.mode() {
            Mode::Field(field) if field.is_changed() => Some(field.draft()),
            Mode::Form(form) if form.is_changed() => Some(Draft::Form(form.draft())),
            _ => None,
        };
        let typing = typed.is_some();
        drafts.extend(typed);
        (drafts, typing)
    }
}
