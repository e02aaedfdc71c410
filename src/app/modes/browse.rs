//! Walking the claims, deciding, and going from place to place.

use jiff::Timestamp;

use crate::model::{Anchor, Change, Filter, Order, Refusal, Ruling, Verdict};
use crate::text::Span;

use super::super::{Command, DraftKind, Effect, Focus, Layout, State, Viewport};
use super::{Chooser, Mode};

/// The longest text that is copied, in bytes. Terminals drop what is longer than some 100,000
/// characters of base64 (xterm's limit).
const LONGEST_COPY: usize = 74_000;

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
            Command::Reasons => self.choose_reasons(),
            Command::Flags => self.choose(Chooser::flags(self)),
            Command::Filter => self.choose(Some(Chooser::filter(self))),
            Command::Order => self.change_order(),
            Command::Note => self.open_field(DraftKind::Note),
            Command::Correct => self.open_field(DraftKind::Correction),
            Command::NoteInEditor => return self.edit_note(),
            Command::Copy => return self.copy(),
            Command::AddClaim => self.begin_selection(),
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
            Command::Help => self.mode = Mode::Help(0),
            Command::Quit => return self.quit(),
            Command::Suspend => return vec![Effect::Suspend],
            Command::Redraw => return vec![Effect::Redraw],
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
                Some(_) => self.say("this is the last open claim"),
                None => self.say(self.nothing_open()),
            },
            // A line of overlap keeps the place for the eye.
            Command::PageDown => self.scroll_by(page - 1),
            Command::PageUp => self.scroll_by(1 - page),
            Command::HalfDown => self.scroll_by(page / 2),
            Command::HalfUp => self.scroll_by(-page / 2),
            Command::LineDown => self.scroll_by(1),
            Command::LineUp => self.scroll_by(-1),
            Command::Top => self.top = super::super::Top::default(),
            Command::Bottom => self.top = self.viewport().last(),
            Command::OtherPane => self.focus_other(),
            _ => {}
        }
    }

    fn go_to_row(&mut self, row: usize) {
        if self.list.is_empty() {
            self.refuse(format!(
                "no claim is {}: F lists others",
                self.list.filter()
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
        let change = self.review.rule(place, Some(ruling), &self.signature(now));
        let effects = self.make(change, now);
        self.say_decided(place, ruling);
        self.move_on(place);
        effects
    }

    /// Says what was decided, and what can be added to it.
    pub(in crate::app) fn say_decided(&mut self, place: usize, ruling: Ruling) {
        let Some(claim) = self.review.claims().get(place) else {
            return;
        };
        self.decided = Some(claim.id.clone());
        let key = |command| {
            let keys = self.keymap.keys(command);
            keys.first().map_or_else(String::new, |key| key.sign(false))
        };
        let why = match ruling {
            Ruling::Verdict(Verdict::Disputed | Verdict::Garbled) => {
                format!(" · {} says why", key(Command::Reasons))
            }
            _ => String::new(),
        };
        self.say(format!(
            "claim {} {}{why} · {} takes it back",
            place + 1,
            ruling.name(),
            key(Command::Undo)
        ));
    }

    /// Goes from a claim just settled to the next open one.
    pub(in crate::app) fn move_on(&mut self, decided: usize) {
        let next = match self.list.row_of(decided) {
            Some(row) => self.list.next_open(&self.review, Some(row)),
            // It left the list; in its row stands the one that followed.
            None => self.list.nearest_row(decided).and_then(|row| {
                let before = row.checked_sub(1).or(self.list.len().checked_sub(1));
                self.list.next_open(&self.review, before).or(Some(row))
            }),
        };
        match next {
            Some(row) => self.select_row(row),
            None => self.say(self.nothing_open()),
        }
    }

    /// What to say when no open claim is listed.
    fn nothing_open(&self) -> String {
        let progress = self.review.progress();
        match progress.open() {
            0 => format!(
                "no claim is open: {} reviewed, {}% of the words lie in no claim",
                progress.reviewed(),
                self.review.coverage().percent_in_no_claim()
            ),
            open => format!(
                "no open claim is listed; {open} elsewhere (filter: {})",
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
        self.say(format!("claim {} is open again", place + 1));
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
        let change = self.review.confirm(place, &self.signature(now));
        let effects = self.make(change, now);
        self.say(format!("claim {} confirmed", place + 1));
        self.move_on(place);
        effects
    }

    fn choose_reasons(&mut self) {
        let has_reasons = |place: &usize| self.review.reasons_for(*place).is_ok();
        let decided = || self.review.index_of_id(self.decided.as_ref()?.as_str());
        let place = self
            .selected
            .filter(has_reasons)
            .or_else(|| decided().filter(has_reasons));
        match place {
            Some(place) => self.choose(Chooser::reasons(self, place)),
            None => self.refuse(Refusal::NoReasons.to_string()),
        }
    }

    fn choose(&mut self, chooser: Option<Chooser>) {
        if let Some(chooser) = chooser {
            self.mode = Mode::Choose(chooser);
        }
    }

    // --- Changes, made and taken back.

    /// Makes a change: applies it, remembers it for undo, and has it saved.
    pub(in crate::app) fn make(
        &mut self,
        change: Result<Option<Change>, Refusal>,
        now: Timestamp,
    ) -> Vec<Effect> {
        match change {
            Ok(Some(change)) => match self.apply(&change, now) {
                Ok(save) => {
                    self.steps.push(change);
                    vec![save]
                }
                Err(refusal) => {
                    self.refuse(refusal.to_string());
                    Vec::new()
                }
            },
            Ok(None) => Vec::new(),
            Err(refusal) => {
                self.refuse(refusal.to_string());
                Vec::new()
            }
        }
    }

    /// Takes in what something else had written to the review file.
    pub(in crate::app) fn merge(&mut self, change: &Change, contested: usize, now: Timestamp) {
        if self.take_in(change, now).is_err() {
            // The writer tells of it again with its next answer.
            return;
        }
        let claims = change.swaps.len();
        let contested = match contested {
            0 => String::new(),
            n => {
                format!("; {n} decided on both sides: the newer holds, the older is in its history")
            }
        };
        self.say(format!(
            "the file was changed by something else: {claims} claims came in{contested}"
        ));
    }

    fn apply(&mut self, change: &Change, now: Timestamp) -> Result<Effect, Refusal> {
        self.take_in(change, now)?;
        Ok(Effect::Save {
            number: self.saving.next_number(),
            change: change.clone(),
        })
    }

    /// Makes a change on the screen, and keeps the checker's place.
    fn take_in(&mut self, change: &Change, now: Timestamp) -> Result<(), Refusal> {
        let selected = self.selected_claim().cloned();
        let old_place = self.selected.unwrap_or(0);
        let claims = self.review.claims().len();
        self.review.apply(change, now)?;
        self.list
            .refresh(&self.review, claims != self.review.claims().len());
        let place = selected
            .and_then(|claim| self.review.index_of(&claim))
            .unwrap_or(old_place);
        self.select_nearest(place);
        Ok(())
    }

    /// Selects a claim, or the nearest one that is listed.
    pub(in crate::app) fn select_nearest(&mut self, place: usize) {
        let row = self
            .list
            .row_of(place)
            .or_else(|| self.list.nearest_row(place));
        self.selected = row.and_then(|row| self.list.place(row));
        if let Some(row) = row {
            self.list.reveal(row, self.panes.claim_rows());
        }
    }

    fn undo(&mut self, now: Timestamp) -> Vec<Effect> {
        let before = self.steps.clone();
        let back = self.steps.undo();
        self.take_step(back, before, "undone", now)
    }

    fn redo(&mut self, now: Timestamp) -> Vec<Effect> {
        let before = self.steps.clone();
        let again = self.steps.redo();
        self.take_step(again, before, "redone", now)
    }

    fn take_step(
        &mut self,
        change: Option<Change>,
        before: crate::model::Steps,
        word: &str,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Some(change) = change else {
            return Vec::new();
        };
        match self.apply(&change, now) {
            Ok(save) => {
                let place = change
                    .subject()
                    .and_then(|claim| self.review.index_of(claim));
                if let Some(place) = place {
                    self.select_nearest(place);
                    self.spot = None;
                    self.follow();
                }
                let claim = place.map_or(String::new(), |p| format!(" (claim {})", p + 1));
                self.say(format!("{word}: {}{claim}", change.label));
                vec![save]
            }
            Err(refusal) => {
                self.steps = before;
                self.refuse(format!("not {word}: {refusal}"));
                Vec::new()
            }
        }
    }

    fn remove_claim(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.selected else {
            return Vec::new();
        };
        let effects = self.make(self.review.remove(place).map(Some), now);
        self.follow();
        if !effects.is_empty() {
            self.say("claim removed");
        }
        effects
    }

    fn dismiss_hints(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.selected else {
            return Vec::new();
        };
        let waved_off = self.selected_claim().is_some_and(|claim| claim.is_hinted());
        let effects = self.make(self.review.dismiss_hints(place, waved_off), now);
        self.say(if waved_off {
            "hints waved off"
        } else {
            "hints are back"
        });
        effects
    }

    // --- Going places.

    fn next_hint(&mut self) {
        // A hint at the very beginning of the current claim is ahead, unless it is the one the
        // checker was just led to.
        let from = match self.spot {
            Some(spot) => spot.start + 1,
            None => self.position(),
        };
        let hint = self.hint_from(from).or_else(|| self.hint_from(0));
        self.lead_to_hint(hint);
    }

    fn previous_hint(&mut self) {
        let hint = self
            .hint_before(self.position())
            .or_else(|| self.hint_before(u32::MAX));
        self.lead_to_hint(hint);
    }

    fn lead_to_hint(&mut self, hint: Option<(usize, Span, String)>) {
        if let Some((place, span, message)) = hint {
            self.say(message);
            self.lead_to(span, Some(place));
        }
    }

    fn hint_from(&self, position: u32) -> Option<(usize, Span, String)> {
        self.hints()
            .filter(|(_, span, _)| span.start >= position)
            .min_by_key(|(_, span, _)| span.start)
            .map(|(place, span, message)| (place, span, crate::text::one_line(message)))
    }

    fn hint_before(&self, position: u32) -> Option<(usize, Span, String)> {
        self.hints()
            .filter(|(_, span, _)| span.start < position)
            .max_by_key(|(_, span, _)| span.start)
            .map(|(place, span, message)| (place, span, crate::text::one_line(message)))
    }

    fn hints(&self) -> impl Iterator<Item = (usize, Span, &str)> {
        self.review
            .claims()
            .iter()
            .enumerate()
            .flat_map(|(place, claim)| {
                claim
                    .open_hints()
                    .map(move |hint| (place, hint.span, hint.message.as_str()))
            })
    }

    fn walk_gaps(&mut self, ahead: bool) {
        let coverage = self.review.coverage();
        let gap = if ahead {
            let from = self.position();
            coverage.gap_from(if self.spot.is_some() { from + 1 } else { from })
        } else {
            coverage.gap_before(self.position())
        };
        let wrapped = gap.is_none();
        let gap = gap.or_else(|| {
            if ahead {
                coverage.gap_from(0)
            } else {
                coverage.gap_before(u32::MAX)
            }
        });
        let Some(gap) = gap else { return };
        self.spot = Some(gap);
        self.top = self.viewport().reveal(self.top, gap);
        if self.panes.layout == Layout::OneAtATime {
            self.focus = Focus::Article;
        }
        self.say(format!(
            "these words lie in no claim{}: {} makes a claim of them",
            if wrapped { " (round again)" } else { "" },
            self.keymap
                .keys(Command::AddClaim)
                .first()
                .map_or_else(String::new, |key| key.sign(false))
        ));
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
            Order::Article => "in the article's order",
            Order::Priority => "the most worth checking first",
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
            0 => format!("no claim is {filter}"),
            1 => format!("1 claim is listed: {filter}"),
            n => format!("{n} claims are listed: {filter}"),
        });
    }

    // --- The outside.

    fn copy(&mut self) -> Vec<Effect> {
        let Some(claim) = self.selected_claim() else {
            return Vec::new();
        };
        let quote = self.review.quote(claim).to_owned();
        if quote.len() > LONGEST_COPY {
            self.refuse(format!(
                "not copied: {} bytes are more than terminals take ({LONGEST_COPY})",
                quote.len()
            ));
            return Vec::new();
        }
        vec![Effect::Copy(quote)]
    }

    fn edit_note(&mut self) -> Vec<Effect> {
        let Some(claim) = self.selected_claim() else {
            return Vec::new();
        };
        let note = claim
            .decision
            .as_ref()
            .map_or_else(String::new, |d| d.note.clone());
        self.in_editor = Some(claim.id.clone());
        vec![Effect::Edit(note)]
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
        self.panes = super::super::Panes::of(width, height);
        self.top = self
            .viewport()
            .place_of(position)
            .min(self.viewport().last());
        if was_seen && let Some(passage) = passage {
            self.top = self.viewport().reveal(self.top, passage);
        }
        if let Some(row) = self.selected.and_then(|place| self.list.row_of(place)) {
            self.list.reveal(row, self.panes.claim_rows());
        }
    }
}
