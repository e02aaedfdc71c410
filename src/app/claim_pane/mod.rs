//! What the claim's pane says, and how far it is scrolled.
//!
//! With the sources shown, the passage comes first: where it is, how its words differ, and a summary
//! of that. What is written on the claim follows in the same pane. To add a line, extend
//! [`ClaimPane::text`].

mod sources;
mod written;

use std::sync::Arc;

use ratatui::layout::{Margin, Rect};

use super::claim_scroll::PaneSubject;
use super::modes::Field;
use super::styled::{StyledText, Tone, Window};
use super::workspace::Workspace;
use super::{Command, Layout, inside};
use crate::model::{Anchor, Claim};
use crate::text::{fit_line, one_line};

/// The most of a claim's words that the pane repeats, in cells; the article has them all.
const MAX_QUOTE_CELLS: usize = 2_000;

/// The claim's pane: of the current claim, or above a field that is open on a claim.
#[derive(Clone, Copy, Debug)]
pub struct ClaimPane<'a> {
    work: &'a Workspace,
    field: Option<&'a Field>,
}

impl<'a> ClaimPane<'a> {
    /// Returns the pane of a workspace, above a field if one is open.
    pub(super) fn new(work: &'a Workspace, field: Option<&'a Field>) -> Self {
        Self { work, field }
    }

    /// Returns the pane with its frame: while a field is open, what is above the field.
    pub fn area(&self) -> Rect {
        match self.field {
            Some(_) => self.work.panes().above_field,
            None => self.work.panes().detail,
        }
    }

    /// Returns whether the list of claims is on the screen, and not covered by the pane.
    pub fn is_list_shown(&self) -> bool {
        let list = inside(self.work.panes().claims);
        list.height > 0 && self.area().intersection(list).is_empty()
    }

    /// Returns the claim that the pane is about, and its place: the current one, or the one that a
    /// field is open for.
    pub fn claim(&self) -> Option<(usize, &'a Arc<Claim>)> {
        let place = match self.field {
            Some(field) => self.work.place_of(field.claim()),
            None => self.work.list.selected(),
        }?;
        Some((place, self.work.review().claims().get(place)?))
    }

    /// Returns the rows that the pane shows.
    pub fn window(&self, is_ascii: bool) -> Window {
        let area = text_area(self.area());
        let top = match self.field {
            Some(_) => 0,
            None => self.work.claim_scroll.top_of(subject(self.work).as_ref()),
        };
        let text = self.text(is_ascii);
        text.window(area.width, area.height.into(), top)
    }

    fn key(&self, command: Command, is_ascii: bool) -> String {
        self.work.settings.keymap().sign(command, is_ascii)
    }

    /// Returns everything the pane says. The program's own words are ASCII if `is_ascii`.
    fn text(&self, is_ascii: bool) -> StyledText {
        let mut text = StyledText::new(is_ascii);
        // Above a field only the source counts.
        if self.field.is_none() {
            for line in self.work.messages.notice() {
                text.say(Tone::Strong, line);
            }
        }
        let Some((_, claim)) = self.claim() else {
            return text;
        };
        if self.work.sources.is_open() {
            self.say_sources(claim, &mut text);
        }
        if let Some(pieces) = self.changed_words(claim, is_ascii) {
            text.pieces(pieces);
        }
        text.say(Tone::Ruling(claim.ruling()), self.ruling(claim));
        if self.work.panes().layout == Layout::OneAtATime
            && claim.anchor == Anchor::Sure
            && !self.work.sources.is_open()
        {
            // The article is not beside it.
            let quote = fit_line(self.work.review().quote(claim), MAX_QUOTE_CELLS, "…");
            text.write(Tone::Plain, &quote);
        }
        for draft in self.work.drafts.on(&claim.id) {
            let key = self.key(draft.opened_by(), is_ascii);
            let words = draft.words();
            text.say(Tone::Hint, format!("Draft: {words} ({key} opens it)"));
        }
        if let Some(decision) = &claim.decision {
            written::written(decision, &mut text);
        }
        self.say_marks(claim, &mut text);
        text.say(Tone::Faint, written::about(claim));
        for earlier in claim.history.iter().rev() {
            text.say(Tone::Faint, self.earlier_ruling(earlier));
        }
        if self.work.sources.is_open() {
            self.say_other_passages(claim, &mut text);
        }
        text
    }

    /// Contacts, repeats, earlier checks and hints.
    fn say_marks(&self, claim: &Claim, text: &mut StyledText) {
        for contact in claim.contacts.iter() {
            let tone = if contact.waiting {
                Tone::Hint
            } else {
                Tone::Plain
            };
            text.write(tone, &self.work.contact_line(contact));
        }
        text.say(Tone::Hint, self.repeats_of(claim).unwrap_or_default());
        if !self.work.sources.is_open() {
            text.say(Tone::Hint, self.checked_before(claim).unwrap_or_default());
        }
        for hint in &claim.hints {
            let dismissed = if hint.dismissed { " (dismissed)" } else { "" };
            let asks = claim.is_open() && !hint.dismissed;
            let tone = if asks { Tone::Hint } else { Tone::Faint };
            text.write(
                tone,
                &format!("hint: {}{dismissed}", one_line(&hint.message)),
            );
        }
    }
}

/// Scrolls the pane by a number of rows, as far as it goes.
pub(super) fn scroll(work: &mut Workspace, rows: isize) {
    let window = ClaimPane::new(work, None).window(false);
    let last = window.above + window.below;
    let top = window.above.saturating_add_signed(rows).min(last);
    let subject = subject(work);
    work.claim_scroll.scroll_to(top, subject);
}

/// Starts at the first row again if the pane shows something else.
pub(super) fn reset_scroll(work: &mut Workspace) {
    let mut scroll = std::mem::take(&mut work.claim_scroll);
    scroll.follow(|| subject(work));
    work.claim_scroll = scroll;
}

fn subject(work: &Workspace) -> Option<PaneSubject> {
    let id = work.selected_claim()?.id.clone();
    let shown = work.sources.shown_passage(&id).map(|(number, _)| number);
    Some((id, work.sources.is_open(), shown))
}

/// Returns the cells of the claim's pane in which text stands.
pub fn text_area(pane: Rect) -> Rect {
    inside(pane).inner(Margin::new(1, 0))
}
