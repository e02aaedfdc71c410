//! What the sources say on the current claim: in place of its details, while they are asked for.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use crate::app::{Command, EarlierCheck, Finding, Passage, Reading, State, inside};
use crate::text::{fit, one_line};
use crate::tui::Theme;

use super::frame;
use super::paint::{self, Pen};
use super::wording::{self, Side};

/// Draws the sources beside the current claim.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let pane = state.panes.detail;
    let below_the_list = state.panes.claim_rows() > 0;
    let Some((place, claim)) = state.selected.zip(state.selected_claim()) else {
        let title = state.reach_note(theme.is_ascii());
        let title = title.as_deref().unwrap_or("Sources");
        frame::draw(pane, title, false, below_the_list, theme, buffer);
        return;
    };
    let at_hand = state.sources.at_hand(&claim.id).map(|(number, _)| number);
    let finding = state.sources.on(&claim.id);
    let count = finding.map_or(0, |finding| finding.passages.len());
    let mut title = match at_hand {
        Some(number) => format!(
            "Sources · claim {} · {} of {count}",
            state.number(place),
            number + 1
        ),
        None => format!("Sources · claim {}", state.number(place)),
    };
    // Which claim the keys mean must be read in the narrowest pane too, so it comes first.
    if let Some(note) = state.reach_note(theme.is_ascii()) {
        title = format!("{note} · {title}");
    }
    frame::draw(pane, &title, !below_the_list, below_the_list, theme, buffer);
    let mut page = Page {
        area: inside(pane).inner(Margin::new(1, 0)),
        theme,
        buffer,
    };
    match (&state.sources.reading, finding) {
        (Reading::Ready(_), Some(finding)) => said(state, finding, at_hand, &mut page),
        (Reading::Ready(_), None) => page.words("looking …", theme.faint()),
        (Reading::Going { .. }, _) => page.words("the sources are being read", theme.faint()),
        (Reading::None, _) => page.words("no sources", theme.faint()),
    }
}

fn said(state: &State, finding: &Finding, at_hand: Option<usize>, page: &mut Page<'_>) {
    let theme = page.theme;
    // What was found before comes first; how the words differ stands below the passage.
    for check in &finding.checks {
        page.words(&found(check), theme.strong());
    }
    let Some(at_hand) = at_hand else {
        page.words("No passage found", theme.strong());
        differences(finding, page);
        return;
    };
    let passage = &finding.passages[at_hand];
    if passage.is_weak {
        page.words("Weak match: only some words in common", theme.hint());
    }
    page.line(&theme.words(&heading(passage)), theme.strong());
    if passage.is_stale {
        page.words("The file has changed since it was read", theme.trouble());
    }
    let agreement = &passage.comparison.agreement;
    let style = match agreement.is_complete() {
        true => theme.good(),
        false if agreement.roles.is_some() => theme.trouble(),
        false => theme.hint(),
    };
    page.words(&passage.comparison.summary(), style);
    match passage.comparison.part {
        Some(_) => page.flowed(&wording::compared(&passage.comparison, Side::Merged, theme)),
        None => page.words(&one_line(&passage.words), Style::new()),
    }
    if finding.passages.len() > 1 {
        let key = |command| state.keymap.sign(command, theme.is_ascii());
        let keys = [Command::NextPassage, Command::PreviousPassage].map(key);
        page.words(&format!("more ({}):", keys.join(" ")), theme.faint());
    }
    for (number, other) in finding.passages.iter().enumerate() {
        if number != at_hand {
            let words = format!(
                "{} {}: {}",
                number + 1,
                place(other),
                one_line(&other.words)
            );
            page.line(&words, Style::new());
        }
    }
    differences(finding, page);
}

/// What was found of a claim checked before, by whom and when, and where that can be read.
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

/// How the words of claims checked before differ from this one's.
fn differences(finding: &Finding, page: &mut Page<'_>) {
    for check in &finding.checks {
        page.words("as it was checked before:", page.theme.faint());
        page.flowed(&wording::compared(
            &check.comparison,
            Side::Merged,
            page.theme,
        ));
    }
}

/// File, place and title.
fn heading(passage: &Passage) -> String {
    match &passage.title {
        Some(title) => format!("{} · {}", place(passage), one_line(title)),
        None => place(passage),
    }
}

fn place(passage: &Passage) -> String {
    format!(
        "{}, {}",
        one_line(&passage.file),
        one_line(&passage.locator)
    )
}

/// The rows of the pane, written from the top.
struct Page<'a> {
    area: Rect,
    theme: &'a Theme,
    buffer: &'a mut Buffer,
}

impl Page<'_> {
    fn words(&mut self, words: &str, style: Style) {
        let taken = paint::wrapped(&self.theme.words(words), self.area, style, self.buffer);
        self.down(taken);
    }

    /// Writes pieces of a text; where there is no room for all of it, what differs and the words
    /// beside that.
    fn flowed(&mut self, pieces: &[(String, Style)]) {
        let brief;
        let pieces = if paint::rows(pieces, self.area.width) > usize::from(self.area.height) {
            brief = wording::brief(pieces, self.theme.sign("…", "..."));
            &brief
        } else {
            pieces
        };
        let taken = paint::flowed(pieces, self.area, self.buffer);
        self.down(taken);
    }

    /// Writes one row, shortened if it is longer.
    fn line(&mut self, words: &str, style: Style) {
        if self.area.height > 0 {
            let ellipsis = self.theme.sign("…", "~");
            let words = fit(words, usize::from(self.area.width), ellipsis);
            Pen::new(self.area, 0, self.buffer).write(&words, style);
            self.down(1);
        }
    }

    fn down(&mut self, rows: u16) {
        self.area.y += rows;
        self.area.height -= rows;
    }
}
