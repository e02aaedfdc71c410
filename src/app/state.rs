//! Everything there is to know about a session.

use std::fmt::Display;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{
    Article, Claim, ClaimId, Filter, Order, Review, Selector, Signature, UndoHistory,
};
use crate::text::Span;

use super::claim_text::ClaimScroll;
use super::confirmation::Confirmation;
use super::target::Reach;
use super::{
    ArticleLine, ArticleRow, Chooser, ClaimList, Command, Draft, DraftKind, EscGuard, Field,
    KeyContext, Keymap, Layout, Mode, Mouse, Panes, Repeats, Saving, ScreenLines, Search,
    SideBySide, Sources, Viewport,
};

/// Which pane the moving keys work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The article: keys scroll.
    Article,
    /// The list: keys walk the claims.
    Claims,
}

/// Something said in the bottom line until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusMessage {
    /// The words; harmless, on one line.
    pub text: String,
    /// Whether something was refused or went wrong.
    pub is_trouble: bool,
}

/// Tells what a passage of an article can be split into.
pub type Splitter = fn(&Article, Span) -> Vec<Span>;

/// What a session starts from.
#[derive(Debug)]
pub struct Setup {
    /// The review, as it is on disk or new.
    pub review: Review,
    /// The steps of an earlier sitting that can still be undone.
    pub steps: UndoHistory,
    /// The claim that was selected.
    pub selected: Option<ClaimId>,
    /// The code point that stood at the top of the article pane.
    pub scroll: Option<u32>,
    /// Which claims were listed.
    pub filter: Filter,
    /// In what order.
    pub order: Order,
    /// Words typed and not kept.
    pub drafts: Vec<Draft>,
    /// Whether the last of the drafts was being typed when the sitting ended.
    pub typing: bool,
    /// The words of drafts' claims that the article has no more.
    pub draft_words: Vec<(ClaimId, Selector)>,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// What a claim's passage can be split into: [`crate::app`] knows no extractor.
    pub parts: Splitter,
    /// The forms a report can have, each with what it is: [`crate::app`] writes none.
    pub reports: Vec<(&'static str, &'static str)>,
    /// Whether there are sources, which are still to be read.
    pub has_sources: bool,
    /// What has become of the claims, where the article has changed since it was last open.
    pub article_changed: Option<String>,
    /// When the review file was last written.
    pub saved_at: Option<Timestamp>,
    /// What the checker should know first, a line each.
    pub notice: Vec<String>,
    /// Which key does what.
    pub keymap: Keymap,
    /// Whether a verdict is followed by the next open claim.
    pub moves_on: bool,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Where times of day are shown for.
    pub zone: TimeZone,
    /// The terminal's size in cells.
    pub size: (u16, u16),
}

impl Setup {
    /// Returns the beginning of a first sitting, in a terminal of 80x24 cells until it says
    /// otherwise.
    pub fn new(review: Review) -> Self {
        Self {
            review,
            steps: UndoHistory::default(),
            selected: None,
            scroll: None,
            filter: Filter::All,
            order: Order::Article,
            drafts: Vec::new(),
            typing: false,
            draft_words: Vec::new(),
            read_only: false,
            parts: |_, span| vec![span],
            reports: Vec::new(),
            has_sources: false,
            article_changed: None,
            saved_at: None,
            notice: Vec::new(),
            keymap: Keymap::default(),
            moves_on: true,
            mouse: false,
            zone: TimeZone::UTC,
            size: (80, 24),
        }
    }
}

/// Where the last sitting ended.
#[derive(Clone, Debug)]
pub(super) struct Resuming {
    selected: Option<ClaimId>,
    scroll: Option<u32>,
    /// Whether the last of the drafts was being typed.
    typing: bool,
}

/// A session: the review, and what is shown of it.
///
/// The fields are open to the screen, which reads them; only [`State::update`] changes them.
#[derive(Clone, Debug)]
pub struct State {
    /// The review.
    pub review: Review,
    /// What can be undone and redone.
    pub steps: UndoHistory,
    /// The keys.
    pub keymap: Keymap,
    /// Where everything is.
    pub panes: Panes,
    /// The claims listed.
    pub list: ClaimList,
    /// The current claim, as a place in the review; none when the list is empty.
    pub selected: Option<usize>,
    /// What the article pane shows.
    pub top: ArticleRow,
    /// The rows of the article that are on the screen, after each event.
    pub(super) page: ScreenLines,
    /// Which pane is in focus.
    pub focus: Focus,
    /// What the keys are for just now.
    pub mode: Mode,
    /// The article beside its source, while something typed lies over it.
    pub(super) covered: Option<Box<SideBySide>>,
    /// What is searched for.
    pub search: Option<Search>,
    /// How many searches there were.
    pub(super) searches: u64,
    /// The passage the checker was led to: a match, a hint or a gap.
    pub spot: Option<Span>,
    /// What is on disk.
    pub saving: Saving,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Whether a verdict is followed by the next open claim.
    pub(super) moves_on: bool,
    /// What a claim's passage can be split into.
    pub(super) parts: Splitter,
    /// The forms a report can have, each with what it is.
    pub(super) reports: Vec<(&'static str, &'static str)>,
    /// The sources, and what they say.
    pub sources: Sources,
    /// Which claims say the same as others.
    pub repeats: Repeats,
    /// The mouse.
    pub mouse: Mouse,
    /// What the checker should know first, a line each; `None` once a key was pressed.
    pub(super) notice: Option<Vec<String>>,
    /// How far the claim's pane is scrolled.
    pub(super) claim_scroll: ClaimScroll,
    /// What is said in the bottom line.
    pub message: Option<StatusMessage>,
    /// Where times of day are shown for.
    pub zone: TimeZone,
    /// When something happened last; none before the first event.
    pub(super) now: Option<Timestamp>,
    /// Drafts, the newest last.
    pub drafts: Vec<Draft>,
    /// The words of drafts' claims that the article has no more.
    pub(super) draft_words: Vec<(ClaimId, Selector)>,
    /// Whether the article's file holds another text than the one under review.
    pub article_is_changed: bool,
    /// Whether to take that in as soon as everything is on disk.
    pub(super) reopening: bool,
    /// The claim decided last, while the writing keys mean it.
    pub(super) reach: Option<Reach>,
    /// What the last key asked, to be answered by the same key.
    pub(super) confirmation: Confirmation,
    /// Whether to leave as soon as everything is on disk.
    pub(super) quitting: bool,
    /// Where the last sitting ended, until that is reached or a key is pressed.
    pub(super) resuming: Option<Resuming>,
    /// The claim whose note is open in an editor.
    pub(super) in_editor: Option<ClaimId>,
    /// What the last key that left something must not do.
    pub(super) leaving: EscGuard,
}

impl State {
    /// Starts a session.
    pub fn new(setup: Setup) -> Self {
        let list = ClaimList::new(&setup.review, setup.filter, setup.order);
        let panes = Panes::of(setup.size.0, setup.size.1, false);
        let mut state = Self {
            list,
            panes,
            review: setup.review,
            steps: setup.steps,
            keymap: setup.keymap,
            moves_on: setup.moves_on,
            mouse: Mouse::new(setup.mouse),
            selected: None,
            top: ArticleRow::default(),
            page: ScreenLines::default(),
            focus: Focus::Claims,
            mode: Mode::Browse,
            covered: None,
            search: None,
            searches: 0,
            spot: None,
            saving: Saving::since(setup.saved_at),
            read_only: setup.read_only,
            quitting: false,
            parts: setup.parts,
            reports: setup.reports,
            sources: Sources::new(setup.has_sources),
            repeats: Repeats::default(),
            notice: Some(setup.notice),
            claim_scroll: ClaimScroll::default(),
            message: None,
            zone: setup.zone,
            now: None,
            drafts: setup.drafts,
            draft_words: setup.draft_words,
            article_is_changed: false,
            reopening: false,
            reach: None,
            confirmation: Confirmation::default(),
            resuming: None,
            in_editor: None,
            leaving: EscGuard::default(),
        };
        let row = state.list.next_open(&state.review, None);
        match row.or((!state.list.is_empty()).then_some(0)) {
            Some(row) => state.select_row(row),
            None => state.follow(),
        }
        if let Some(mut summary) = setup.article_changed {
            if let Some(waiting) = state.drafts_in_words() {
                summary = format!("{waiting}. {summary}");
            }
            state.mode = Mode::Choose(Chooser::article_changed(summary));
        }
        state.resuming = Some(Resuming {
            selected: setup.selected,
            scroll: setup.scroll,
            typing: setup.typing && !state.read_only,
        });
        state.resume();
        state.lay_out();
        state
    }

    /// Goes on where the last sitting ended, once the claim it was at is there: those of a review
    /// that was never written are found anew.
    pub(super) fn resume(&mut self) {
        let Some(resuming) = self.resuming.take() else {
            return;
        };
        let selected = resuming.selected.as_ref();
        let place = selected.and_then(|id| self.review.index_of_id(id.as_str()));
        if selected.is_some() && place.is_none() && self.review.extracted_up_to().is_some() {
            self.resuming = Some(resuming);
            return;
        }
        if let Some(row) = place.and_then(|place| self.list.row_of(place)) {
            self.select_row(row);
        }
        if let Some(scroll) = resuming.scroll {
            self.top = self.viewport().place_of(scroll);
        }
        if resuming.typing
            && matches!(self.mode, Mode::Browse)
            && let Some(draft) = self.drafts.pop()
        {
            self.take_up(draft);
        }
        if !matches!(self.mode, Mode::Choose(_))
            && let Some(waiting) = self.drafts_in_words()
        {
            let said = self
                .message
                .take()
                .map_or(String::new(), |said| said.text + " · ");
            self.say(format!("{said}{waiting}"));
        }
    }

    /// Returns the current claim.
    pub fn selected_claim(&self) -> Option<&Arc<Claim>> {
        self.review.claims().get(self.selected?)
    }

    /// Returns the place of the claim with an id. One that is neither the current claim nor the one
    /// just decided is looked for.
    pub fn place_of(&self, id: &ClaimId) -> Option<usize> {
        let is_its = |&place: &usize| {
            let claim = self.review.claims().get(place);
            claim.is_some_and(|claim| claim.id == *id)
        };
        self.selected
            .filter(is_its)
            .or_else(|| self.reached().filter(is_its))
            .or_else(|| self.review.index_of_id(id.as_str()))
    }

    /// Returns the article as the screen shows it.
    pub fn viewport(&self) -> Viewport<'_> {
        let text = self.panes.article_text();
        Viewport::new(self.review.article(), text.width, text.height)
    }

    /// Puts a mode over the article beside its source, which comes back after it; else in place of
    /// the mode before.
    pub(super) fn lay_over(&mut self, mode: Mode) {
        if let Mode::SideBySide(whole) = std::mem::replace(&mut self.mode, mode) {
            self.covered = Some(whole);
        }
    }

    /// Goes back to an earlier mode. Only what is typed lies over the article beside its source; the help
    /// holds on to what is under it.
    pub(super) fn return_to(&mut self, mode: Mode) {
        if self.covered.is_some() {
            self.uncover();
        }
        match &mode {
            Mode::Field(_) => self.lay_over(mode),
            Mode::Prompt(prompt) if prompt.help().is_none() => self.lay_over(mode),
            _ => self.mode = mode,
        }
    }

    /// Ends a mode, and returns it: back to the article beside its source, if that lies under it.
    pub(super) fn uncover(&mut self) -> Mode {
        let under = self.covered.take().map_or(Mode::Browse, Mode::SideBySide);
        std::mem::replace(&mut self.mode, under)
    }

    /// Returns the article beside its source, if that is shown, if only under something typed.
    pub fn side_by_side(&self) -> Option<&SideBySide> {
        match &self.mode {
            Mode::SideBySide(whole) => Some(whole),
            _ => self.covered.as_deref(),
        }
    }

    /// Returns where keys are looked up just now.
    pub fn context(&self) -> KeyContext {
        match &self.mode {
            Mode::Browse => match self.focus {
                Focus::Article => KeyContext::Article,
                Focus::Claims => KeyContext::Browse,
            },
            Mode::Field(_) => KeyContext::Field,
            Mode::Form(_) => KeyContext::Form,
            Mode::Prompt(_) => KeyContext::Prompt,
            Mode::Select(_) => KeyContext::Select,
            Mode::Choose(_) => KeyContext::Choose,
            Mode::SideBySide(_) => KeyContext::SideBySide,
            Mode::Help(_) => KeyContext::Help,
        }
    }

    /// Tells whether a pane is on the screen.
    pub fn is_shown(&self, pane: Focus) -> bool {
        match self.panes.layout {
            Layout::TwoColumns | Layout::ThreeColumns => true,
            Layout::OneAtATime => self.focus == pane,
            Layout::TooSmall => false,
        }
    }

    /// Returns the words typed and not kept, the ones being typed last, and whether there are
    /// such.
    pub fn unkept(&self) -> (Vec<Draft>, bool) {
        let mut drafts = self.drafts.clone();
        let typed = match &self.mode {
            Mode::Field(field) if field.is_changed() => Some(field.draft()),
            Mode::Form(form) if form.is_changed() => Some(Draft::Form(form.draft())),
            _ => None,
        };
        let typing = typed.is_some();
        drafts.extend(typed);
        (drafts, typing)
    }

    /// Returns the number that people know a claim by, given its place in the review.
    pub fn number(&self, place: usize) -> String {
        let claim = self.review.claims().get(place);
        claim.map_or_else(String::new, |claim| claim.number.to_string())
    }

    /// Returns the code point at the top of the article pane.
    pub fn scroll(&self) -> u32 {
        self.viewport().position_of(self.top)
    }

    pub(super) fn signature(&self, at: Timestamp) -> Signature {
        Signature {
            by: self.review.reviewer().to_owned(),
            at,
        }
    }

    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.message = Some(StatusMessage {
            text: text.into(),
            is_trouble: false,
        });
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
        format!(" · {} undoes", self.keymap.sign(Command::Undo, false))
    }

    pub(super) fn refuse(&mut self, text: impl Into<String>) {
        self.message = Some(StatusMessage {
            text: text.into(),
            is_trouble: true,
        });
    }

    /// Says something that no key asked for: above the claim until the first key, so that the
    /// bottom line shows the keys; in the bottom line after it.
    pub(super) fn announce(&mut self, text: String) {
        match &mut self.notice {
            Some(notice) => notice.push(text),
            None => self.say(text),
        }
    }

    /// Makes the claim in a row the current one.
    pub(super) fn select_row(&mut self, row: usize) {
        self.selected = self.list.place(row);
        self.spot = None;
        let (top, height) = (self.top, self.panes.claim_rows());
        self.follow();
        // The list turns with the article, so that it seldom has to be sent between.
        if self.top == top {
            self.list.reveal(row, height);
        } else {
            self.list.turn_to(row, height);
        }
    }

    /// Scrolls the article to the current claim.
    pub(super) fn follow(&mut self) {
        if let Some(claim) = self.selected_claim() {
            self.reveal(claim.span);
        }
    }

    /// Scrolls the article to a passage.
    pub(super) fn reveal(&mut self, passage: Span) {
        if !self.page.shows(self.viewport(), self.top, passage) {
            self.top = self.viewport().reveal(self.top, passage);
            self.lay_out();
        }
    }

    /// Has the rows at hand that the screen is to show.
    pub(super) fn lay_out(&mut self) {
        let mut page = std::mem::take(&mut self.page);
        page.turn_to(self.viewport(), self.top);
        self.page = page;
        self.reset_claim_scroll();
    }

    /// Returns the rows of the article that the screen shows, after an event.
    pub fn lines(&self) -> &[ArticleLine] {
        self.page.lines()
    }

    /// Leads the checker to a passage, and to the claim it belongs to if that is listed.
    pub(super) fn lead_to(&mut self, span: Span, claim: Option<usize>) {
        let claim = claim.or_else(|| self.claim_at(span));
        if let Some(place) = claim {
            match self.list.row_of(place) {
                Some(row) => self.select_row(row),
                None if self.message.is_none() => self.say(format!(
                    "Claim {} is not listed (filter: {})",
                    self.number(place),
                    self.list.filter()
                )),
                None => {}
            }
        }
        self.spot = Some(span);
        self.reveal(span);
    }

    /// The shortest claim that holds the beginning of a passage.
    pub(super) fn claim_at(&self, span: Span) -> Option<usize> {
        self.review
            .claims_within(Span::new(span.start, span.start + 1))
            .min_by_key(|(_, claim)| claim.span.len())
            .map(|(place, _)| place)
    }

    /// Returns where the checker is: at the passage led to, else at the current claim, else at
    /// the top of the pane.
    pub(super) fn position(&self) -> u32 {
        match (self.spot, self.selected_claim()) {
            (Some(spot), _) => spot.start,
            (None, Some(claim)) => claim.span.start,
            (None, None) => self.scroll(),
        }
    }

    /// Opens the field or the form with a draft, on its claim. One whose claim is not in the article
    /// stays where it is.
    pub(super) fn take_up(&mut self, draft: Draft) {
        let Some(place) = self.review.index_of_id(draft.claim().as_str()) else {
            self.drafts.push(draft);
            return;
        };
        if let Some(row) = self.list.row_of(place) {
            self.select_row(row);
        }
        let [keep, cancel] = match draft {
            Draft::Text { claim, kind, text } => {
                self.mode = Mode::Field(Box::new(Field::restored(claim, kind, &text)));
                [Command::FieldKeep, Command::FieldCancel]
            }
            Draft::Form(draft) => {
                self.take_up_form(draft);
                [Command::FormKeep, Command::FormCancel]
            }
        };
        let [keep, cancel] = [keep, cancel].map(|command| self.keymap.sign(command, false));
        self.say(format!(
            "Draft restored: {keep} saves it, {cancel} leaves it for later"
        ));
    }

    /// Returns what is kept on a claim of what a field would change.
    pub(super) fn written(&self, place: usize, kind: DraftKind) -> String {
        let decision = self
            .review
            .claims()
            .get(place)
            .and_then(|claim| claim.decision.as_ref());
        decision
            .map(|decision| match kind {
                DraftKind::Note | DraftKind::NoteFor(_) => decision.note.clone(),
                DraftKind::Correction => decision.correction.clone().unwrap_or_default(),
            })
            .unwrap_or_default()
    }
}
