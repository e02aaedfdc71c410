//! What the claim's pane says, and how far it is scrolled.
//!
//! With the sources shown, the passage at hand comes first: where it is, how its words differ, and a
//! summary of that. What is written on the claim follows in the same pane. A line more is a line in
//! [`State::claim_text`].

use std::sync::Arc;

use jiff::Timestamp;
use ratatui::layout::{Margin, Rect};

use crate::align::word_diff;
use crate::model::{Anchor, Claim, ClaimId, Decision, Origin, Ruling};
use crate::text::{fit, fit_line, one_line};

use super::styled::{StyledPieces, StyledText, Tone, Window};
use super::target::AtHand;
use super::wording::{self, DiffView};
use super::{
    Command, EarlierCheck, Layout, Mode, SourceAnswer, SourcePassage, SourcesProgress, State,
    inside, styled,
};

/// The most of a claim's words that the pane repeats, in cells; the article has them all.
const MAX_QUOTE_CELLS: usize = 2_000;

/// How many repeats of a claim are named; an article may say one thing thousands of times.
const MAX_REPEATS: usize = 9;

/// How far the claim's pane is scrolled.
#[derive(Clone, Debug, Default)]
pub(super) struct ClaimScroll {
    /// The first row shown.
    top: usize,
    /// What it is a row of.
    subject: Option<PaneSubject>,
}

/// What the pane shows: the claim, whether with sources, and the passage at hand.
type PaneSubject = (ClaimId, bool, Option<usize>);

impl State {
    /// Returns the claim's pane with its frame: while a field is open, what is above the field.
    pub fn claim_pane(&self) -> Rect {
        match self.mode {
            Mode::Field(_) => self.panes.above_field,
            _ => self.panes.detail,
        }
    }

    /// Returns whether the list of claims is on the screen, and not covered by the claim's pane.
    pub fn is_list_shown(&self) -> bool {
        let list = inside(self.panes.claims);
        list.height > 0 && self.claim_pane().intersection(list).is_empty()
    }

    /// Returns the claim that the pane is about, and its place: the current one, or the one that a
    /// field is open for.
    pub fn shown_claim(&self) -> Option<(usize, &Arc<Claim>)> {
        let place = match &self.mode {
            Mode::Field(field) => self.place_of(&field.claim),
            _ => self.selected,
        }?;
        Some((place, self.review.claims().get(place)?))
    }

    /// Returns the rows that the claim's pane shows.
    pub fn claim_window(&self, is_ascii: bool) -> Window {
        let area = text_area(self.claim_pane());
        let is_typing = matches!(self.mode, Mode::Field(_));
        let is_its = !is_typing && self.claim_scroll.subject == self.claim_subject();
        let top = if is_its { self.claim_scroll.top } else { 0 };
        let text = self.claim_text(is_ascii);
        text.window(area.width, area.height.into(), top)
    }

    /// Scrolls the claim's pane by a number of rows, as far as it goes.
    pub(super) fn scroll_claim(&mut self, rows: isize) {
        if matches!(self.mode, Mode::Field(_)) {
            return;
        }
        let window = self.claim_window(false);
        let last = window.above + window.below;
        self.claim_scroll = ClaimScroll {
            top: window.above.saturating_add_signed(rows).min(last),
            subject: self.claim_subject(),
        };
    }

    /// Starts at the first row again when the pane shows something else.
    pub(super) fn reset_claim_scroll(&mut self) {
        if self.claim_scroll.top > 0 && self.claim_scroll.subject != self.claim_subject() {
            self.claim_scroll = ClaimScroll::default();
        }
    }

    fn claim_subject(&self) -> Option<PaneSubject> {
        let id = self.selected_claim()?.id.clone();
        let at_hand = self.sources.at_hand(&id).map(|(number, _)| number);
        Some((id, self.sources.is_open, at_hand))
    }

    /// Returns all that the claim's pane says. The program's own words are ASCII if `is_ascii`.
    fn claim_text(&self, is_ascii: bool) -> StyledText {
        let mut text = StyledText::new(is_ascii);
        // Above a field only the source counts.
        if !matches!(self.mode, Mode::Field(_)) {
            for line in self.notice.iter().flatten() {
                text.say(Tone::Strong, line);
            }
        }
        let Some((_, claim)) = self.shown_claim() else {
            return text;
        };
        if self.sources.is_open {
            self.say_sources(claim, &mut text);
        }
        if let Some(pieces) = self.changed_words(claim, is_ascii) {
            text.pieces(pieces);
        }
        text.say(Tone::Ruling(claim.ruling()), self.ruling(claim));
        if self.panes.layout == Layout::OneAtATime
            && claim.anchor == Anchor::Sure
            && !self.sources.is_open
        {
            // The article is not beside it.
            let quote = fit_line(self.review.quote(claim), MAX_QUOTE_CELLS, "…");
            text.write(Tone::Plain, &quote);
        }
        for draft in self.drafts_on(&claim.id) {
            let key = self.keymap.sign(draft.opened_by(), is_ascii);
            let words = draft.words();
            text.say(Tone::Hint, format!("Draft: {words} ({key} opens it)"));
        }
        if let Some(decision) = &claim.decision {
            written(decision, &mut text);
        }
        for contact in claim.contacts.iter() {
            let tone = if contact.waiting {
                Tone::Hint
            } else {
                Tone::Plain
            };
            text.write(tone, &self.contact_line(contact));
        }
        text.say(Tone::Hint, self.repeats_of(claim).unwrap_or_default());
        if !self.sources.is_open {
            text.say(Tone::Hint, self.checked_before(claim).unwrap_or_default());
        }
        for hint in &claim.hints {
            let waved_off = if hint.dismissed { " (waved off)" } else { "" };
            let asks = claim.is_open() && !hint.dismissed;
            let tone = if asks { Tone::Hint } else { Tone::Faint };
            text.write(
                tone,
                &format!("hint: {}{waved_off}", one_line(&hint.message)),
            );
        }
        text.say(Tone::Faint, about(claim));
        for earlier in claim.history.iter().rev() {
            text.say(Tone::Faint, self.earlier_ruling(earlier));
        }
        if self.sources.is_open {
            self.say_other_passages(claim, &mut text);
        }
        text
    }

    // --- The sources.

    fn say_sources(&self, claim: &Claim, text: &mut StyledText) {
        // Of a claim that the cursor has left, what was shown is known, and the rest no more.
        let is_current = self.selected_claim().is_some_and(|it| it.id == claim.id);
        match self.left_at_hand().filter(|_| !is_current) {
            Some(AtHand::Passage(passage)) => return self.say_passage(passage, text),
            Some(AtHand::Nothing) => return text.say(Tone::Strong, "No passage found"),
            Some(AtHand::Awaited) | None => {}
        }
        match (&self.sources.reading, self.sources.on(&claim.id)) {
            (SourcesProgress::Ready(_), Some(finding)) => self.say_finding(claim, finding, text),
            (SourcesProgress::Ready(_), None) => text.say(Tone::Faint, "looking …"),
            (SourcesProgress::Reading { .. }, _) => {
                text.say(Tone::Faint, "the sources are being read")
            }
            (SourcesProgress::None, _) => text.say(Tone::Faint, "no sources"),
        }
    }

    /// The passage at hand word by word, what that comes to, and earlier checks of such a claim.
    fn say_finding(&self, claim: &Claim, finding: &SourceAnswer, text: &mut StyledText) {
        match self.sources.at_hand(&claim.id) {
            None => text.say(Tone::Strong, "No passage found"),
            Some((_, passage)) => self.say_passage(passage, text),
        }
        for check in &finding.checks {
            text.say(Tone::Strong, found(check));
            text.pieces(wording::compared(&check.comparison, DiffView::Merged));
        }
    }

    /// Where the passage is, how it differs from the claim, what that comes to, and the source's
    /// title. Above a field the difference comes first: it cannot be scrolled there.
    fn say_passage(&self, passage: &SourcePassage, text: &mut StyledText) {
        let is_typing = matches!(self.mode, Mode::Field(_));
        if passage.is_weak {
            text.say(Tone::Hint, "Weak match: only some words in common");
        }
        let mut pieces = match passage.comparison.part {
            Some(_) => wording::compared(&passage.comparison, DiffView::Merged),
            None => vec![(one_line(&passage.words), Tone::Plain)],
        };
        let area = text_area(self.claim_pane());
        if is_typing && styled::rows(&pieces, area.width).len() > area.height.into() {
            let ellipsis = if text.is_ascii() { "..." } else { "…" };
            pieces = wording::brief(&pieces, ellipsis);
        }
        if is_typing {
            text.pieces(pieces);
            text.write(Tone::Strong, &place(passage));
        } else {
            text.write(Tone::Strong, &place(passage));
            text.pieces(pieces);
        }
        if passage.is_stale {
            text.say(Tone::Trouble, "The file has changed since it was read");
        }
        let agreement = &passage.comparison.agreement;
        let tone = match agreement.is_complete() {
            true => Tone::Good,
            false if agreement.roles.is_some() => Tone::Trouble,
            false => Tone::Hint,
        };
        text.say(tone, passage.comparison.summary());
        let title = passage.title.as_deref().map(one_line);
        text.write(Tone::Faint, &title.unwrap_or_default());
    }

    /// The passages that are not at hand, a row for each.
    fn say_other_passages(&self, claim: &Claim, text: &mut StyledText) {
        let at_hand = self.sources.at_hand(&claim.id).map(|(number, _)| number);
        let Some(finding) = self.sources.on(&claim.id) else {
            return;
        };
        if finding.passages.len() < 2 {
            return;
        }
        let key = |command| self.keymap.sign(command, text.is_ascii());
        let keys = [Command::NextPassage, Command::PreviousPassage].map(key);
        text.say(Tone::Faint, format!("more ({}):", keys.join(" ")));
        let width = text_area(self.claim_pane()).width.into();
        let ellipsis = if text.is_ascii() { "~" } else { "…" };
        for (number, other) in finding.passages.iter().enumerate() {
            if Some(number) != at_hand {
                let words = format!(
                    "{} {}: {}",
                    number + 1,
                    place(other),
                    one_line(&other.words)
                );
                text.write(Tone::Plain, &fit(&words, width, ellipsis));
            }
        }
    }

    // --- What is written on the claim.

    /// How the words have changed since they were decided on.
    fn changed_words(&self, claim: &Claim, is_ascii: bool) -> Option<StyledPieces> {
        let key = |command| self.keymap.sign(command, is_ascii);
        let (label, now) = match &claim.anchor {
            Anchor::Sure => return None,
            Anchor::Changed { .. } => (
                match self.review.is_adopted(claim) {
                    true => format!("Correction adopted ({} verifies): ", key(Command::Confirm)),
                    false => format!("changed ({} confirms): ", key(Command::Confirm)),
                },
                Some(one_line(self.review.quote(claim))),
            ),
            Anchor::Ambiguous { .. } => (
                format!("which words now? ({} asks): ", key(Command::Confirm)),
                None,
            ),
            Anchor::Gone { is_put_away, .. } => {
                let put_away = match is_put_away {
                    true => String::new(),
                    false => format!(" ({} puts it away)", key(Command::RemoveClaim)),
                };
                let proposed = claim.decision.as_ref().map(|decision| &decision.correction);
                let gone = match proposed.and_then(Option::as_deref) == Some("") {
                    true => "cut, as proposed",
                    false => "gone from the article",
                };
                (format!("{gone}{put_away}: "), None)
            }
        };
        let was = one_line(&claim.anchor.was()?.quote);
        let mut pieces = vec![(label, Tone::Hint)];
        match now {
            None => pieces.push((was, Tone::Plain)),
            Some(now) => pieces.extend(wording::changed(word_diff(&was, &now))),
        }
        Some(pieces)
    }

    fn ruling(&self, claim: &Claim) -> String {
        match &claim.decision {
            None => "open".to_owned(),
            Some(decision) => format!(
                "{}{} · {} · {}",
                match decision.ruling {
                    None => "open".to_owned(),
                    Some(Ruling::Aside(aside)) => format!("set aside: {aside}"),
                    Some(ruling) => ruling.name().to_owned(),
                },
                reasons(decision),
                self.minute(decision.at),
                one_line(&decision.by),
            ),
        }
    }

    fn earlier_ruling(&self, earlier: &Decision) -> String {
        format!(
            "before: {}{} · {} · {}",
            earlier.ruling.map_or("open", |ruling| ruling.name()),
            reasons(earlier),
            self.minute(earlier.at),
            one_line(&earlier.by),
        )
    }

    /// The claims that say the same.
    fn repeats_of(&self, claim: &Claim) -> Option<String> {
        let numbers: Vec<String> = self
            .repeats
            .of_claim(&claim.id)
            .take(MAX_REPEATS)
            .filter_map(|(span, id)| self.review.index_of_key((*span, id)))
            .map(|place| self.number(place))
            .collect();
        let more = match self.repeats.count(&claim.id).saturating_sub(MAX_REPEATS) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let numbers = numbers.join(", ");
        (!numbers.is_empty()).then(|| format!("says the same as claim {numbers}{more}"))
    }

    /// The closest earlier check of such a claim.
    fn checked_before(&self, claim: &Claim) -> Option<String> {
        let check = self.sources.on(&claim.id)?.checks.first()?;
        let by = check.by.as_deref();
        let by = by.map(|by| format!(" by {}", one_line(by)));
        let at = check.at.as_deref().map(|at| format!(", {}", one_line(at)));
        Some(format!(
            "checked before: {}{}{}",
            one_line(&check.verdict),
            by.unwrap_or_default(),
            at.unwrap_or_default(),
        ))
    }

    /// Day and time, where the reviewer is.
    fn minute(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone())
            .strftime("%Y-%m-%d %H:%M")
            .to_string()
    }
}

/// The cells of the claim's pane in which text stands.
pub fn text_area(pane: Rect) -> Rect {
    inside(pane).inner(Margin::new(1, 0))
}

fn reasons(decision: &Decision) -> String {
    match &decision.reasons[..] {
        [] => String::new(),
        reasons => {
            let names: Vec<&str> = reasons.iter().map(|reason| reason.name()).collect();
            format!(" ({})", names.join(", "))
        }
    }
}

fn written(decision: &Decision, text: &mut StyledText) {
    if !decision.flags.is_empty() {
        let flags: Vec<&str> = decision.flags.iter().map(|flag| flag.name()).collect();
        text.say(Tone::Strong, format!("flags: {}", flags.join(", ")));
    }
    if !decision.note.is_empty() {
        text.write(Tone::Plain, &format!("note: {}", decision.note));
    }
    match decision.correction.as_deref() {
        None => {}
        Some("") => text.say(Tone::Plain, "proposed: cut this sentence"),
        Some(words) => text.write(Tone::Plain, &format!("proposed: {words}")),
    }
    for evidence in &decision.evidence {
        let primary = if evidence.primary { ", primary" } else { "" };
        let place = evidence.locator.as_deref().map(|l| format!(", {l}"));
        let line = format!(
            "{}{primary}: {}{}",
            evidence.stance,
            one_line(evidence.name().unwrap_or("a source")),
            one_line(&place.unwrap_or_default()),
        );
        text.write(Tone::Plain, &line);
    }
}

/// What the extractor, or whoever made the claim, says about it.
fn about(claim: &Claim) -> String {
    let mut about = Vec::new();
    // What is as wide for every claim comes first, so that the next claim changes few cells.
    about.extend(claim.priority.map(|p| format!("priority {p:.2}")));
    about.extend(claim.kind.map(|kind| kind.name().to_owned()));
    about.extend(claim.speaker.as_deref().map(one_line));
    if claim.origin == Origin::Added {
        about.push("added by hand".to_owned());
    }
    about.join(" · ")
}

/// An earlier check of such a claim: by whom, when, and where it can be read.
fn found(check: &EarlierCheck) -> String {
    let by = [&check.by, &check.at].into_iter().flatten();
    let by: Vec<String> = by.map(|text| one_line(text)).collect();
    format!(
        "checked before: {} · {} · {}",
        one_line(&check.verdict),
        by.join(", "),
        one_line(&check.place)
    )
}

/// File and place.
fn place(passage: &SourcePassage) -> String {
    format!(
        "{}, {}",
        one_line(&passage.file),
        one_line(&passage.locator)
    )
}
