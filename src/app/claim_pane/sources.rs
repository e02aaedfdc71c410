//! What the claim's pane says of the sources.

use crate::app::styled::{self, StyledText, Tone};
use crate::app::target::PassageThen;
use crate::app::wording::{self, DiffView};
use crate::app::{Command, EarlierCheck, SourceAnswer, SourcePassage, SourcesProgress};
use crate::model::Claim;
use crate::text::{fit, one_line};

use super::{ClaimPane, text_area};

impl ClaimPane<'_> {
    pub(super) fn say_sources(&self, claim: &Claim, text: &mut StyledText) {
        // For a claim that the cursor has left, only the passage shown then is known.
        let is_current = self
            .work
            .selected_claim()
            .is_some_and(|it| it.id == claim.id);
        match self.work.passage_then().filter(|_| !is_current) {
            Some(PassageThen::Shown(passage)) => return self.say_passage(passage, text),
            Some(PassageThen::Nothing) => return text.say(Tone::Strong, "No passage found"),
            Some(PassageThen::Awaited) | None => {}
        }
        match (
            self.work.sources.progress(),
            self.work.sources.on(&claim.id),
        ) {
            (SourcesProgress::Ready(_), Some(finding)) => self.say_finding(claim, finding, text),
            (SourcesProgress::Ready(_), None) => text.say(Tone::Faint, "looking …"),
            (SourcesProgress::Reading { .. }, _) => {
                text.say(Tone::Faint, "the sources are being read")
            }
            (SourcesProgress::None, _) => text.say(Tone::Faint, "no sources"),
        }
    }

    /// The passage shown word by word, a summary, and earlier checks of such a claim.
    fn say_finding(&self, claim: &Claim, finding: &SourceAnswer, text: &mut StyledText) {
        match self.work.sources.shown_passage(&claim.id) {
            None => text.say(Tone::Strong, "No passage found"),
            Some((_, passage)) => self.say_passage(passage, text),
        }
        for check in &finding.checks {
            text.say(Tone::Strong, earlier_check(check));
            text.pieces(wording::compared(&check.comparison, DiffView::Merged));
        }
    }

    /// Where the passage is, how it differs from the claim, a summary, and the source's title. Above
    /// a field the difference comes first: it cannot be scrolled there.
    fn say_passage(&self, passage: &SourcePassage, text: &mut StyledText) {
        let is_typing = self.field.is_some();
        if passage.is_weak {
            text.say(Tone::Hint, "Weak match: only some words in common");
        }
        let mut pieces = match passage.comparison.part {
            Some(_) => wording::compared(&passage.comparison, DiffView::Merged),
            None => vec![(one_line(&passage.words), Tone::Plain)],
        };
        let area = text_area(self.area());
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

    /// The other passages, a row for each.
    pub(super) fn say_other_passages(&self, claim: &Claim, text: &mut StyledText) {
        let shown = self
            .work
            .sources
            .shown_passage(&claim.id)
            .map(|(number, _)| number);
        let Some(finding) = self.work.sources.on(&claim.id) else {
            return;
        };
        if finding.passages.len() < 2 {
            return;
        }
        let key = |command| self.key(command, text.is_ascii());
        let keys = [Command::NextPassage, Command::PreviousPassage].map(key);
        text.say(Tone::Faint, format!("more ({}):", keys.join(" ")));
        let width = text_area(self.area()).width.into();
        let ellipsis = if text.is_ascii() { "~" } else { "…" };
        for (number, other) in finding.passages.iter().enumerate() {
            if Some(number) != shown {
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

    /// Returns the closest earlier check of such a claim, on one line.
    pub(super) fn checked_before(&self, claim: &Claim) -> Option<String> {
        let check = self.work.sources.on(&claim.id)?.checks.first()?;
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
}

/// Returns an earlier check of such a claim: by whom, when, and where it can be read.
fn earlier_check(check: &EarlierCheck) -> String {
    let by = [&check.by, &check.at].into_iter().flatten();
    let by: Vec<String> = by.map(|text| one_line(text)).collect();
    format!(
        "checked before: {} · {} · {}",
        one_line(&check.verdict),
        by.join(", "),
        one_line(&check.place)
    )
}

/// Returns the file of a passage, and where in it.
fn place(passage: &SourcePassage) -> String {
    format!(
        "{}, {}",
        one_line(&passage.file),
        one_line(&passage.locator)
    )
}
