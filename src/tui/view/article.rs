//! The article pane: the text, a verdict beside each claim, and marks on the text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Focus, GUTTER, Mode, ScreenLine, State, inside};
use crate::text::{Span, graphemes, shown};
use crate::tui::theme::Theme;

use super::frame::PaneFrame;
use super::pen::Pen;

/// Draws the article pane.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let pane = state.work().panes().article;
    let in_focus = state.focus() == Focus::Article;
    let lines = state.lines();
    let title = title(state, lines);
    PaneFrame {
        title: &title,
        in_focus,
        ..PaneFrame::default()
    }
    .draw(pane, theme, buffer);
    let marks = Marks::of(state, lines, theme);
    let gutter = Rect {
        width: GUTTER,
        ..inside(pane)
    };
    let text_area = state.work().panes().article_text();
    for (row, line) in (0..).zip(lines) {
        draw_gutter(state, theme, line, gutter, row, buffer);
        let mut pen = Pen::new(text_area, row, buffer);
        let mut position = line.span.start;
        // White space at a line break may be wider than the pane, and is not drawn.
        let text = state.review().article().text().slice(line.span).trim_end();
        let end = position + text.chars().count() as u32;
        let words = Span::new(position, end);
        if marks.is_unmarked(words) {
            pen.write(text, Style::new());
            continue;
        }
        for grapheme in graphemes(text) {
            pen.put(&shown(grapheme), marks.style(words, position));
            position += grapheme.chars().count() as u32;
        }
    }
}

fn title(state: &State, lines: &[ScreenLine]) -> String {
    let search = state.work().search().current();
    let matches = match search.and_then(|search| search.standing(state.spot())) {
        None => String::new(),
        Some((Some(number), total)) => format!(" · {number} of {total}"),
        Some((None, total)) => format!(" · {total} found"),
    };
    position(state, lines) + &matches
}

fn position(state: &State, lines: &[ScreenLine]) -> String {
    let length = state.review().article().text().len();
    let seen = lines.last().map_or(0, |line| line.span.end);
    let at_top = state.work().article().top() == crate::app::ArticleRow::default();
    match (at_top, seen >= length) {
        (true, true) => "Article".to_owned(),
        (true, false) => "Article · top".to_owned(),
        (false, true) => "Article · end".to_owned(),
        (false, false) => {
            let percent = u64::from(seen) * 100 / u64::from(length.max(1));
            format!("Article · {percent}%")
        }
    }
}

/// Draws the verdict of the claim that starts in the row, and a bar along the current claim.
fn draw_gutter(
    state: &State,
    theme: &Theme,
    line: &ScreenLine,
    gutter: Rect,
    row: u16,
    buffer: &mut Buffer,
) {
    let beginning = state
        .review()
        .claims_within(line.span)
        .filter(|(_, claim)| line.span.contains(claim.span.start));
    // If several claims start in the row: the current one, or else an open one, or else the first.
    let claim = beginning.min_by_key(|(place, claim)| {
        (
            Some(*place) != state.work().list().selected(),
            !claim.is_open(),
            *place,
        )
    });
    let mut pen = Pen::new(gutter, row, buffer);
    match claim {
        Some((_, claim)) => {
            let (sign, style) = theme.sign_of(claim);
            pen.put(sign, style)
        }
        None => pen.put(" ", Style::new()),
    };
    let current = state.selected_claim();
    if current.is_some_and(|claim| claim.span.overlaps(line.span)) {
        pen.put(theme.sign("▌", "|"), theme.strong());
    }
}

/// The marked text on the screen, with its style.
///
/// The current claim's words are marked only in rows that have other words too; in the other rows,
/// the bar is enough. Marking every word would be most of the bytes of a key.
struct Marks {
    current: Option<(Span, Style)>,
    /// Later ones cover earlier ones.
    layers: Vec<(Span, Style)>,
}

impl Marks {
    fn of(state: &State, lines: &[ScreenLine], theme: &Theme) -> Self {
        let mut layers = Vec::new();
        let claim = state.selected_claim();
        let current = claim.map(|claim| (claim.span, theme.current()));
        if let Some(search) = state.work().search().current() {
            let text = state.review().article().text();
            let mut seen = None;
            for line in lines {
                // A match may span several rows of a block, so blocks are searched, not rows.
                if seen == Some(line.at.block) {
                    continue;
                }
                seen = Some(line.at.block);
                let block = state.review().article().blocks().span(line.at.block);
                let start = text.byte_of(block.start);
                for found in search.matches(text.slice(block)) {
                    let span = text.span_of(start + found.start..start + found.end);
                    layers.push((span, theme.matched()));
                }
            }
        }
        if let Some(spot) = state.spot() {
            layers.push((spot, theme.spot()));
        }
        if let Mode::Select(selection) = state.mode() {
            layers.push((selection.span(), theme.spot()));
        }
        // Each layer is checked for every character, so keep only those on the screen.
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            let screen = first.span.join(last.span);
            layers.retain(|(span, _)| span.overlaps(screen));
        }
        Self { current, layers }
    }

    /// Returns whether nothing in a row is marked.
    fn is_unmarked(&self, row: Span) -> bool {
        let is_marked = |(span, _): &(Span, Style)| span.overlaps(row);
        let current = self.current.filter(|(span, _)| !span.covers(row));
        !current.iter().chain(&self.layers).any(is_marked)
    }

    fn style(&self, row: Span, position: u32) -> Style {
        let current = self.current.iter().filter(|(span, _)| !span.covers(row));
        current
            .chain(&self.layers)
            .rev()
            .find(|(span, _)| span.contains(position))
            .map_or_else(Style::new, |(_, style)| *style)
    }
}
