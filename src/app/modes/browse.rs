//! Walking the claims, deciding, and going from place to place.

use jiff::Timestamp;

use crate::model::{Anchor, Aside, Filter, Order, Ruling, Stance, Verdict};
use crate::text::Span;

use super::super::{Command, DraftKind, Effect, Focus, Layout, State, Viewport};
use super::prompt::PromptLine;
use super::{Chooser, Mode};

/// The longest text that is copied, in bytes. Terminals drop what is longer than some 100,000
/// characters of base64 (xterm's limit).
const MAX_COPY_BYTES: usize = 74_000;

impl State {
    /// Does what a key asks for while browsing.
    pub(in crate::app) fn browse(&mut self, command: Command, now: Timestamp) -> Vec<Effect> {
        if let Some(reason) = command.why_off(self) {
            self.refuse(reason);
            return Vec::new();
        }
        match command {
            Command::Verify => return self.decide(Ruling::Verdict(Verdict::Verified), now),
            Command::Dispute => return self.decide(Ruling::Verdict(Verdict::Disputed), now),
            Command::Garble => return self.decide(Ruling::Verdict(Verdict::Garbled), now),
            Command::Clear => return self.clear_verdict(now),
            Command::Confirm => return self.confirm(now),
            Command::Undo => return self.undo(now),
            Command::Redo => return self.redo(now),
            Command::SetAside => self.choose(Chooser::aside(self)),
            Command::Reasons => self.choose(Chooser::reasons(self)),
            Command::Flags => self.choose(Chooser::flags(self)),
            Command::Filter => self.choose(Some(Chooser::filter(self))),
            Command::Order => self.change_order(),
            Command::Drafts => self.list_drafts(),
            Command::TakeInArticle => return self.take_in_article(),
            Command::Note => self.open_field(DraftKind::Note),
            Command::Correct => self.open_field(DraftKind::Correction),
            Command::FileEvidence => match self.file_passage(now) {
                Some(effects) => return effects,
                None => self.choose(Chooser::evidence(self)),
            },
            Command::Contact => self.choose(Chooser::contacts(self)),
            Command::Waiting => self.choose_waiting(),
            Command::NoteInEditor => return self.edit_note(),
            Command::Copy => return self.copy(),
            Command::AddClaim => self.begin_selection(),
            Command::Split => return self.split(now),
            Command::Join => return self.join(now),
            Command::RemoveClaim => return self.remove_claim(now),
            Command::DismissHint => return self.dismiss_hints(now),
            Command::Search => self.open_search(),
            Command::NextMatch => self.next_match(self.position() + 1),
            Command::PreviousMatch => self.previous_match(),
            Command::ClearSearch => {
                self.search = None;
                self.spot = None;
            }
            Command::NextHint => self.next_hint(),
            Command::PreviousHint => self.previous_hint(),
            Command::NextGap => self.walk_gaps(true),
            Command::PreviousGap => self.walk_gaps(false),
            Command::Sources => self.toggle_sources(),
            Command::NextPassage => self.turn_passages(true),
            Command::PreviousPassage => self.turn_passages(false),
            Command::TakeWords => self.take_words(),
            Command::TakeSuggestion => return self.take_suggestion(now),
            Command::ListSources => self.list_sources(),
            Command::SideBySide => return self.compare_whole(),
            Command::SameForRepeats => return self.same_for_repeats(now),
            Command::Report => self.choose(Some(Chooser::report(self))),
            Command::Mouse => return self.change_mouse(),
            Command::Help => self.open_help(),
            Command::Quit => return self.quit(),
            Command::Suspend => return vec![Effect::Suspend],
            Command::Redraw => return vec![Effect::Redraw],
            Command::GoToClaim => self.prompt(PromptLine::GoToClaim),
            _ => self.walk(command),
        }
        Vec::new()
    }

    /// Moves in the list or scrolls the article.
    fn walk(&mut self, command: Command) {
        let row = self.selected.and_then(|place| self.list.row_of(place));
        let last = self.list.len().saturating_sub(1);
        let page = i32::from(self.panes.article_text().height).max(2);
        match command {
            Command::NextClaim => self.go_to_row(row.map_or(0, |row| (row + 1).min(last))),
            Command::PreviousClaim => self.go_to_row(row.map_or(last, |row| row.saturating_sub(1))),
            Command::FirstClaim => self.go_to_row(0),
            Command::LastClaim => self.go_to_row(last),
            Command::NextOpen => match self.list.next_open(&self.review, row) {
                Some(next) if Some(next) != row => self.go_to_row(next),
                Some(_) => self.say("This is the last open claim"),
                None => self.say(self.nothing_open()),
            },
            // A line of overlap keeps the place for the eye.
            Command::PageDown => self.scroll_by(page - 1),
            Command::PageUp => self.scroll_by(1 - page),
            Command::HalfDown => self.scroll_by(page / 2),
            Command::HalfUp => self.scroll_by(-page / 2),
            Command::LineDown => self.scroll_by(1),
            Command::LineUp => self.scroll_by(-1),
            Command::Top => self.top = super::super::ArticleRow::default(),
            Command::Bottom => self.top = self.viewport().last(),
            Command::ScrollDown => self.scroll_claim(1),
            Command::ScrollUp => self.scroll_claim(-1),
            Command::OtherPane => self.focus_other(),
            _ => {}
        }
    }

    fn go_to_row(&mut self, row: usize) {
        if self.list.is_empty() {
            self.refuse(format!(
                "No claim is {}: {} lists others",
                self.list.filter(),
                self.keymap.sign(Command::Filter, false)
            ));
            return;
        }
        self.select_row(row);
    }

    fn scroll_by(&mut self, rows: i32) {
        self.top = self.viewport().scrolled(self.top, rows);
    }

    fn focus_other(&mut self) {
        self.focus = match self.focus {
            Focus::Claims => Focus::Article,
            Focus::Article => Focus::Claims,
        };
        // Back at the claims, the article shows the current one again. Where one pane is shown at
        // a time, that is what the way to the article is for.
        let wanted = match self.panes.layout {
            Layout::OneAtATime => Focus::Article,
            _ => Focus::Claims,
        };
        if self.focus == wanted {
            self.follow();
        }
    }

    // --- Deciding.

    fn decide(&mut self, ruling: Ruling, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.selected else {
            return Vec::new();
        };
        self.rule(place, ruling, now)
    }

    pub(super) fn set_aside(&mut self, place: usize, aside: Aside, now: Timestamp) -> Vec<Effect> {
        self.rule(place, Ruling::Aside(aside), now)
    }

    /// Gives a ruling, puts the claim in reach of the keys that add to it, and moves on.
    fn rule(&mut self, place: usize, ruling: Ruling, now: Timestamp) -> Vec<Effect> {
        let stances = |state: &Self| -> Vec<Stance> {
            let claim = state.review.claims().get(place);
            let evidence = claim.map_or(&[][..], |claim| claim.evidence());
            evidence.iter().map(|evidence| evidence.stance).collect()
        };
        let before = stances(self);
        let change = self.review.rule(place, Some(ruling), &self.signature(now));
        let effects = self.make(change, now);
        let followed = before.iter().zip(stances(self));
        let followed = followed.filter(|(before, now)| *before != now).count();
        if self
            .review
            .claims()
            .get(place)
            .is_some_and(|claim| claim.ruling() == Some(ruling))
        {
            self.say_decided(place, ruling, followed);
            self.begin_reach(place);
            self.move_on(place);
        }
        effects
    }

    /// Says what was decided, of how many sources the stance has followed it, and what can be added.
    fn say_decided(&mut self, place: usize, ruling: Ruling, followed: usize) {
        let key = |command| self.keymap.sign(command, false);
        let decided = match ruling {
            Ruling::Verdict(verdict) => verdict.name().to_owned(),
            Ruling::Aside(aside) => format!("set aside, {aside}"),
        };
        let why = match ruling {
            Ruling::Verdict(Verdict::Disputed | Verdict::Garbled) => {
                format!(" · {} why", key(Command::Reasons))
            }
            _ => String::new(),
        };
        let same = match self.open_repeats(place).len() {
            0 => String::new(),
            1 => format!(" · {} its repeat too", key(Command::SameForRepeats)),
            n => format!(" · {} its {n} repeats too", key(Command::SameForRepeats)),
        };
        let stance = match (followed, Stance::following(Some(ruling))) {
            (0, _) | (_, None) => String::new(),
            (1, Some(stance)) => format!(", its source now {stance} it"),
            (n, Some(stance)) => format!(", {n} sources now: {stance}"),
        };
        let undo = self.undo_hint();
        self.say_on(place, format!("{decided}{stance}{same}{why}{undo}"));
    }

    /// Goes from a claim just settled to the next open one, unless the checker wants to stay.
    pub(super) fn move_on(&mut self, decided: usize) {
        let next = match self.list.row_of(decided) {
            Some(_) if !self.moves_on => return,
            Some(row) => self.list.next_open(&self.review, Some(row)),
            // It left the list; in its row stands the one that followed.
            None => self.list.nearest_row(decided).and_then(|row| {
                let before = row.checked_sub(1).or(self.list.len().checked_sub(1));
                self.list.next_open(&self.review, before).or(Some(row))
            }),
        };
        match next {
            Some(row) => self.select_row(row),
            None => {
                let done = self.message.take();
                let done = done.map_or_else(String::new, |done| format!("{}. ", done.text));
                self.say(done + &self.nothing_open());
            }
        }
    }

    /// What to say when no open claim is listed.
    fn nothing_open(&self) -> String {
        let progress = self.review.progress();
        match progress.open() {
            0 => format!(
                "No claim is open: {} reviewed, {}% covered",
                progress.reviewed(),
                self.review.coverage().percent_covered()
            ),
            open => format!(
                "No open claim is listed; {open} elsewhere (filter: {})",
                self.list.filter()
            ),
        }
    }

    fn clear_verdict(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.selected else {
            return Vec::new();
        };
        let change = self.review.rule(place, None, &self.signature(now));
        let effects = self.make(change, now);
        let undo = self.undo_hint();
        self.say_on(place, format!("open again{undo}"));
        effects
    }

    /// Says that a verdict holds for changed words, or asks which words are meant.
    fn confirm(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some((place, claim)) = self.selected.zip(self.selected_claim()) else {
            return Vec::new();
        };
        if matches!(claim.anchor, Anchor::Ambiguous { .. }) {
            self.choose(Chooser::candidates(self));
            return Vec::new();
        }
        if self.review.is_adopted(claim) {
            return self.verify_adopted(place, now);
        }
        let change = self.review.confirm(place, &self.signature(now));
        let effects = self.make(change, now);
        let undo = self.undo_hint();
        self.say_on(place, format!("confirmed{undo}"));
        self.begin_reach(place);
        self.move_on(place);
        effects
    }

    fn choose(&mut self, chooser: Option<Chooser>) {
        if let Some(chooser) = chooser {
            self.mode = Mode::Choose(chooser);
        }
    }

    // --- What is listed.

    fn change_order(&mut self) {
        let order = match self.list.order() {
            Order::Article => Order::Priority,
            Order::Priority => Order::Article,
        };
        self.list.set_order(order, &self.review);
        if let Some(place) = self.selected {
            self.select_nearest(place);
        }
        self.say(match order {
            Order::Article => "In the article's order",
            Order::Priority => "The most worth checking first",
        });
    }

    pub(in crate::app) fn change_filter(&mut self, filter: Filter) {
        let place = self.selected.unwrap_or_else(|| {
            // After an empty list: the claim nearest to what is on the screen.
            let position = self.scroll();
            self.review
                .claims()
                .partition_point(|claim| claim.span.start < position)
        });
        self.list.set_filter(filter, &self.review);
        self.select_nearest(place);
        self.spot = None;
        self.follow();
        self.say(match self.list.len() {
            0 => format!("No claim is {filter}"),
            1 => format!("1 claim is listed: {filter}"),
            n => format!("{n} claims are listed: {filter}"),
        });
    }

    // --- The outside.

    fn copy(&mut self) -> Vec<Effect> {
        let Some(claim) = self.selected_claim() else {
            return Vec::new();
        };
        self.copy_words(self.review.quote(claim).to_owned())
    }

    /// Copies words, unless there are too many.
    pub(super) fn copy_words(&mut self, words: String) -> Vec<Effect> {
        if words.len() > MAX_COPY_BYTES {
            self.refuse(format!(
                "Not copied: {} bytes are more than terminals take ({MAX_COPY_BYTES})",
                words.len()
            ));
            return Vec::new();
        }
        vec![Effect::Copy(words)]
    }

    fn edit_note(&mut self) -> Vec<Effect> {
        let Some(place) = self.target() else {
            return Vec::new();
        };
        self.in_editor = Some(self.review.claims()[place].id.clone());
        vec![Effect::Edit(self.written(place, DraftKind::Note))]
    }

    /// Keeps what the screen shows in place when its size changes.
    pub(in crate::app) fn resize(&mut self, width: u16, height: u16) {
        let position = self.scroll();
        let seen = |view: Viewport<'_>, top, span: Option<Span>| {
            span.is_some_and(|span| view.reveal(top, span) == top)
        };
        let passage = self
            .spot
            .or_else(|| self.selected_claim().map(|claim| claim.span));
        let was_seen = seen(self.viewport(), self.top, passage);
        self.panes = super::super::Panes::of(width, height, self.sources.is_open);
        self.top = self
            .viewport()
            .place_of(position)
            .min(self.viewport().last());
        if was_seen && let Some(passage) = passage {
            self.reveal(passage);
        }
        if let Some(row) = self.selected.and_then(|place| self.list.row_of(place)) {
            self.list.reveal(row, self.panes.claim_rows());
        }
    }
}
