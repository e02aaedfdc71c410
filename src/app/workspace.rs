//! What all modes share: the review, the list, the article pane, the search, the messages.
//!
//! Each part keeps its fields to itself. A mode gets the workspace with a key, and never the mode
//! before it or the whole [`State`](super::State).

use std::fmt::Display;
use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{Claim, ClaimId, Filter, Review, Signature};
use crate::text::Span;

use super::article_pane::{ArticlePane, viewport};
use super::claim_scroll::ClaimScroll;
use super::confirmation::Confirmation;
use super::edited_review::EditedReview;
use super::screen::{Focus, ScreenLayout};
use super::search::Searching;
use super::setup::Setup;
use super::target::{DecidedClaim, NAMED_WRITING_COMMANDS, PassageThen};
use super::{
    Command, DraftKind, Drafts, ListedClaims, Messages, Mouse, Panes, Repeats, Saving,
    SessionSettings, SourcePassage, Sources, Viewport,
};

/// What all modes share.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// What does not change: keys, time zone and so on.
    pub(super) settings: SessionSettings,
    /// The review and its undo history.
    pub(super) edits: EditedReview,
    /// The claims listed, and the current one.
    pub(super) list: ListedClaims,
    /// The panes, and the one in focus.
    pub(super) screen: ScreenLayout,
    /// What the article pane shows.
    pub(super) article: ArticlePane,
    /// How far the claim's pane is scrolled.
    pub(super) claim_scroll: ClaimScroll,
    /// What is searched for.
    pub(super) search: Searching,
    /// What the program says.
    pub(super) messages: Messages,
    /// What is on disk.
    pub(super) saving: Saving,
    /// The sources, and what they say.
    pub(super) sources: Sources,
    /// Which claims say the same as others.
    pub(super) repeats: Repeats,
    /// The mouse.
    pub(super) mouse: Mouse,
    /// Texts typed and not saved.
    pub(super) drafts: Drafts,
    /// Risky steps that need the same key twice.
    pub(super) confirmation: Confirmation,
    /// The claim decided last, while the writing keys mean it.
    pub(super) decided: Option<DecidedClaim>,
    /// Whether the article's file holds another text than the one under review.
    pub(super) is_article_changed: bool,
    /// When the last event happened.
    pub(super) now: Option<Timestamp>,
}

impl Workspace {
    /// Starts with the first open claim, or the first one, selected.
    pub(super) fn new(setup: Setup) -> Self {
        let list = ListedClaims::new(&setup.review, setup.filter, setup.order);
        let mut work = Self {
            list,
            screen: ScreenLayout::new(setup.size),
            edits: EditedReview::new(setup.review, setup.steps),
            settings: SessionSettings {
                keymap: setup.keymap,
                is_read_only: setup.read_only,
                moves_on: setup.moves_on,
                splitter: setup.splitter,
                reports: setup.reports,
                zone: setup.zone,
            },
            mouse: Mouse::new(setup.mouse),
            article: ArticlePane::default(),
            claim_scroll: ClaimScroll::default(),
            search: Searching::default(),
            messages: Messages::new(setup.notice),
            saving: Saving::since(setup.saved_at),
            sources: Sources::new(setup.has_sources),
            repeats: Repeats::default(),
            drafts: Drafts::new(setup.drafts, setup.draft_words),
            confirmation: Confirmation::default(),
            decided: None,
            is_article_changed: false,
            now: None,
        };
        let row = work.list.next_open(work.review(), None);
        match row.or((!work.list.is_empty()).then_some(0)) {
            Some(row) => work.select_row(row),
            None => work.follow(),
        }
        work
    }
}

// What the screen and the run read.
impl Workspace {
    /// Returns the settings.
    pub fn settings(&self) -> &SessionSettings {
        &self.settings
    }

    /// Returns the review.
    pub fn review(&self) -> &Review {
        self.edits.review()
    }

    /// Returns the review and its undo history.
    pub fn edits(&self) -> &EditedReview {
        &self.edits
    }

    /// Returns the claims listed.
    pub fn list(&self) -> &ListedClaims {
        &self.list
    }

    /// Returns the panes and the focus.
    pub fn screen(&self) -> &ScreenLayout {
        &self.screen
    }

    /// Returns where everything is.
    pub fn panes(&self) -> &Panes {
        self.screen.panes()
    }

    /// Returns what the article pane shows.
    pub fn article(&self) -> &ArticlePane {
        &self.article
    }

    /// Returns what is searched for.
    pub fn search(&self) -> &Searching {
        &self.search
    }

    /// Returns what the program says.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// Returns what is on disk.
    pub fn saving(&self) -> &Saving {
        &self.saving
    }

    /// Returns the sources.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Returns which claims say the same as others.
    pub fn repeats(&self) -> &Repeats {
        &self.repeats
    }

    /// Returns the mouse.
    pub fn mouse(&self) -> &Mouse {
        &self.mouse
    }

    /// Returns the texts typed and not saved.
    pub fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    /// Returns whether the article's file holds another text than the one under review.
    pub fn is_article_changed(&self) -> bool {
        self.is_article_changed
    }

    /// Returns the current claim.
    pub fn selected_claim(&self) -> Option<&Arc<Claim>> {
        self.review().claims().get(self.list.selected()?)
    }

    /// Returns the place in the review of the claim with an id. The current claim and the one just
    /// decided are found without a search.
    pub fn place_of(&self, id: &ClaimId) -> Option<usize> {
        let is_its = |&place: &usize| {
            let claim = self.review().claims().get(place);
            claim.is_some_and(|claim| claim.id == *id)
        };
        self.list
            .selected()
            .filter(is_its)
            .or_else(|| self.decided_elsewhere().filter(is_its))
            .or_else(|| self.review().index_of_id(id.as_str()))
    }

    /// Returns the number that people know a claim by, given its place in the review.
    pub fn number(&self, place: usize) -> String {
        let claim = self.review().claims().get(place);
        claim.map_or_else(String::new, |claim| claim.number.to_string())
    }

    /// Returns the article as its pane shows it.
    pub fn viewport(&self) -> Viewport<'_> {
        viewport(self.review().article(), self.panes())
    }

    /// Returns the code point at the top of the article pane.
    pub fn scroll(&self) -> u32 {
        self.viewport().position_of(self.article.top())
    }

    /// Returns the key of a command as messages name it.
    pub(super) fn key(&self, command: Command) -> String {
        self.settings.key(command)
    }

    /// Returns who decides something at a time.
    pub(super) fn signature(&self, at: Timestamp) -> Signature {
        Signature {
            by: self.review().reviewer().to_owned(),
            at,
        }
    }

    /// Returns the note or the correction saved on a claim.
    pub(super) fn written(&self, place: usize, kind: DraftKind) -> String {
        let claim = self.review().claims().get(place);
        let decision = claim.and_then(|claim| claim.decision.as_ref());
        decision
            .map(|decision| match kind {
                DraftKind::Note | DraftKind::NoteFor(_) => decision.note.clone(),
                DraftKind::Correction => decision.correction.clone().unwrap_or_default(),
            })
            .unwrap_or_default()
    }
}

// Messages.
impl Workspace {
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.messages.say(text);
    }

    pub(super) fn refuse(&mut self, text: impl Into<String>) {
        self.messages.refuse(text);
    }

    /// Says something about the claim at a place: `Claim 8: …`.
    pub(super) fn say_on(&mut self, place: usize, text: impl Display) {
        self.say(format!("Claim {}: {text}", self.number(place)));
    }

    /// Refuses something on the claim at a place.
    pub(super) fn refuse_on(&mut self, place: usize, text: impl Display) {
        self.refuse(format!("Claim {}: {text}", self.number(place)));
    }

    /// Returns the end of a message about something that can be undone: ` · u undoes`.
    pub(super) fn undo_hint(&self) -> String {
        format!(" · {} undoes", self.key(Command::Undo))
    }
}

// The current claim and the article pane.
impl Workspace {
    /// Makes the claim in a row the current one.
    pub(super) fn select_row(&mut self, row: usize) {
        self.list.select_row(row);
        self.article.set_spot(None);
        let (top, height) = (self.article.top(), self.panes().claim_rows());
        self.follow();
        // The list turns with the article, so that it seldom has to be sent between.
        if self.article.top() == top {
            self.list.reveal(row, height);
        } else {
            self.list.turn_to(row, height);
        }
    }

    /// Makes a claim, or the nearest one that is listed, the current one.
    pub(super) fn select_nearest(&mut self, place: usize) {
        let height = self.panes().claim_rows();
        self.list.select_nearest(place, height);
    }

    /// Makes a claim the current one. All claims are listed if it was not.
    pub(super) fn show_claim(&mut self, place: usize) {
        if self.list.row_of(place).is_none() {
            if self.review().claims()[place].is_put_away() {
                let filter = self.key(Command::Filter);
                self.refuse_on(place, format!("put away: {filter} lists it"));
                return;
            }
            self.set_filter(Filter::All);
            self.say_on(place, "all claims are listed now");
        }
        // The keys move on from there, and do not scroll the article.
        self.screen.set_focus(Focus::Claims);
        if let Some(row) = self.list.row_of(place) {
            self.select_row(row);
        }
    }

    /// Lists other claims.
    pub(super) fn set_filter(&mut self, filter: Filter) {
        self.list.set_filter(filter, self.edits.review());
    }

    /// Scrolls the article to the current claim.
    pub(super) fn follow(&mut self) {
        if let Some(claim) = self.selected_claim() {
            self.reveal(claim.span);
        }
    }

    /// Scrolls the article to a passage.
    pub(super) fn reveal(&mut self, passage: Span) {
        let view = viewport(self.edits.review().article(), self.screen.panes());
        self.article.reveal(view, passage);
    }

    /// Scrolls the article by rows, as far as it goes.
    pub(super) fn scroll_article(&mut self, rows: i32) {
        let top = self.viewport().scrolled(self.article.top(), rows);
        self.article.scroll_to(top);
    }

    /// Lays out the rows of the article that the screen shows.
    pub(super) fn lay_out(&mut self) {
        let view = viewport(self.edits.review().article(), self.screen.panes());
        self.article.lay_out(view);
    }

    /// Leads the reviewer to a passage, and to the claim it belongs to if that is listed.
    pub(super) fn lead_to(&mut self, span: Span, claim: Option<usize>) {
        let claim = claim.or_else(|| self.claim_at(span));
        if let Some(place) = claim {
            match self.list.row_of(place) {
                Some(row) => self.select_row(row),
                None if self.messages.status().is_none() => self.say(self.not_listed(place)),
                None => {}
            }
        }
        self.article.set_spot(Some(span));
        self.reveal(span);
    }

    /// Returns what to say of a claim that the filter hides.
    pub(super) fn not_listed(&self, place: usize) -> String {
        let number = self.number(place);
        format!(
            "Claim {number} is not listed (filter: {})",
            self.list.filter()
        )
    }

    /// Returns the shortest claim that holds the beginning of a passage.
    pub(super) fn claim_at(&self, span: Span) -> Option<usize> {
        self.review()
            .claims_within(Span::new(span.start, span.start + 1))
            .min_by_key(|(_, claim)| claim.span.len())
            .map(|(place, _)| place)
    }

    /// Returns where the reviewer is: at the passage led to, else at the current claim, else at
    /// the top of the pane.
    pub(super) fn position(&self) -> u32 {
        match (self.article.spot(), self.selected_claim()) {
            (Some(spot), _) => spot.start,
            (None, Some(claim)) => claim.span.start,
            (None, None) => self.scroll(),
        }
    }
}

// The claim that the writing keys mean.
impl Workspace {
    /// Lets the writing keys mean the claim at a place, which was just decided. Call before the
    /// cursor moves on.
    pub(super) fn begin_decided(&mut self, place: usize) {
        self.decided = self.review().claims().get(place).map(|claim| {
            let passage = match self.shown_passage(&claim.id) {
                Some(passage) => PassageThen::Shown(Box::new(passage.clone())),
                None if self.sources.is_open() && self.sources.is_looking(&claim.id) => {
                    PassageThen::Awaited
                }
                None => PassageThen::Nothing,
            };
            DecidedClaim::new(claim.span, claim.id.clone(), passage)
        });
    }

    /// Lets the writing keys mean the current claim again, unless the key pressed is one of them.
    pub(super) fn keep_decided_for(&mut self, command: Option<Command>) {
        if !command.is_some_and(Command::means_decided_claim) {
            self.decided = None;
        }
    }

    /// Returns the place of the claim that the writing keys mean.
    pub(super) fn target(&self) -> Option<usize> {
        self.decided_place().or(self.list.selected())
    }

    fn decided_place(&self) -> Option<usize> {
        self.decided.as_ref()?.place(self.review())
    }

    /// Returns the place of the claim that the writing keys mean, if that is not the current one.
    pub fn decided_elsewhere(&self) -> Option<usize> {
        self.decided_place()
            .filter(|&place| self.list.selected() != Some(place))
    }

    /// Returns what the screen says while the writing keys mean another claim than the current one:
    /// `r s e c f p: claim 7`.
    pub fn decided_note(&self, ascii: bool) -> Option<String> {
        let place = self.decided_elsewhere()?;
        let keymap = self.settings.keymap();
        let keys = NAMED_WRITING_COMMANDS.map(|command| keymap.sign(command, ascii));
        Some(format!("{}: claim {}", keys.join(" "), self.number(place)))
    }

    /// Returns the passage that the writing keys use: for a claim that the cursor has left, the one
    /// shown when it was decided.
    pub(super) fn target_passage(&self) -> Option<&SourcePassage> {
        match self.passage_then() {
            Some(PassageThen::Shown(passage)) => Some(passage),
            Some(_) => None,
            None => self.shown_passage(&self.selected_claim()?.id),
        }
    }

    /// Returns what the sources said when the claim that the writing keys mean was decided, if the
    /// cursor has left it.
    pub(super) fn passage_then(&self) -> Option<&PassageThen> {
        self.decided_elsewhere()?;
        Some(self.decided.as_ref()?.passage())
    }

    /// Returns the passage shown for a claim, while the sources are shown.
    fn shown_passage(&self, claim: &ClaimId) -> Option<&SourcePassage> {
        let shown = self.sources.shown_passage(claim);
        let (_, passage) = shown.filter(|_| self.sources.is_open())?;
        Some(passage)
    }
}
