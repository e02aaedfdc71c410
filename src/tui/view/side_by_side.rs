//! The whole article beside one source, passage by passage.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use crate::app::wording::{self, DiffView};
use crate::app::{PairedPassage, SideBySide, State, StyledPieces, Tone, inside};
use crate::text::one_line;
use crate::tui::theme::Theme;

use super::frame::{Overflow, PaneFrame};
use super::pen::{self, Pen};

/// The width from which the two are side by side.
const MIN_SIDE_BY_SIDE_WIDTH: u16 = 66;

/// The cells of the sign before a passage, and of the space between the columns.
const GUTTER: u16 = 3;

/// The height from which the passage before the current one is visible too.
const MIN_CONTEXT_HEIGHT: u16 = 16;

/// Draws article and source. If there is room, the passage before the current one is visible too.
pub fn draw(state: &State, theme: &Theme, view: &SideBySide, area: Rect, buffer: &mut Buffer) {
    let (differ, left_out) = view.counts();
    let source = view.title().unwrap_or(view.file_name());
    let title = format!(
        "{differ} passages differ, {left_out} left out · {}",
        one_line(source)
    );
    let pane = area;
    let mut area = inside(area).inner(Margin::new(1, 0));
    let before = usize::from(area.height >= MIN_CONTEXT_HEIGHT);
    let first = view.shown().saturating_sub(before);
    let mut shown = 0;
    for (number, pairing) in view.passages().iter().enumerate().skip(first) {
        if area.height == 0 {
            break;
        }
        shown += 1;
        let is_at_hand = number == view.shown();
        sign(pairing, is_at_hand, theme, area, buffer);
        let text = Rect {
            x: area.x + GUTTER,
            width: area.width - GUTTER,
            ..area
        };
        let taken = both(state, theme, pairing, text, buffer).max(1);
        let taken = (taken + 1).min(area.height);
        area.y += taken;
        area.height -= taken;
    }
    // In passages: counting rows would mean wrapping all of them for every key.
    let cut = Overflow::lines("passage", view.passages().len(), first, shown);
    PaneFrame {
        title: &title,
        in_focus: true,
        cut,
        ..PaneFrame::default()
    }
    .draw(pane, theme, buffer);
}

/// Draws the signs before a passage: whether it is current, and whether it differs.
fn sign(pairing: &PairedPassage, is_at_hand: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut pen = Pen::new(area, 0, buffer);
    let cursor = if is_at_hand {
        theme.sign("▶", ">")
    } else {
        " "
    };
    pen.write(cursor, theme.strong());
    let (sign, style) = match pairing {
        PairedPassage::Both { difference, .. } if difference.is_none() => (" ", Style::new()),
        PairedPassage::Both { .. } => (theme.sign("≠", "#"), theme.hint()),
        PairedPassage::Article(_) => ("-", theme.trouble()),
        PairedPassage::Source(_) => ("+", theme.good()),
    };
    pen.write(sign, style);
}

/// Draws article and source side by side, or one below the other if there is no room; returns the
/// number of rows.
fn both(
    state: &State,
    theme: &Theme,
    pairing: &PairedPassage,
    area: Rect,
    buffer: &mut Buffer,
) -> u16 {
    let [article, source] =
        [DiffView::Claim, DiffView::Source].map(|which| marked(side(state, pairing, which), state));
    if area.width + GUTTER < MIN_SIDE_BY_SIDE_WIDTH {
        let taken = pen::paragraph(&article, area, theme, buffer);
        let below = Rect {
            y: area.y + taken,
            height: area.height - taken,
            ..area
        };
        let same = matches!(
            pairing,
            PairedPassage::Both {
                difference: None,
                ..
            }
        );
        return taken
            + if same {
                0
            } else {
                pen::paragraph(&source, below, theme, buffer)
            };
    }
    let width = (area.width - GUTTER) / 2;
    let left = Rect { width, ..area };
    let right = Rect {
        x: area.right() - width,
        width,
        ..area
    };
    let left = pen::paragraph(&article, left, theme, buffer);
    let right = pen::paragraph(&source, right, theme, buffer);
    left.max(right)
}

/// Marks the search matches in each piece.
fn marked(pieces: StyledPieces, state: &State) -> StyledPieces {
    let Some(search) = state.work().search().current() else {
        return pieces;
    };
    let mut all = StyledPieces::new();
    for (words, tone) in pieces {
        let mut written = 0;
        for found in search.matches(&words) {
            all.push((words[written..found.start].to_owned(), tone));
            all.push((words[found.clone()].to_owned(), Tone::Matched));
            written = found.end;
        }
        all.push((words[written..].to_owned(), tone));
    }
    all.retain(|(words, _)| !words.is_empty());
    all
}

/// Returns the words of one side, with the words that only it has marked.
fn side(state: &State, pairing: &PairedPassage, side: DiffView) -> StyledPieces {
    let article = |span| one_line(state.review().article().text().slice(span));
    match (pairing, side) {
        (
            PairedPassage::Both {
                difference: Some(comparison),
                ..
            },
            side,
        ) => wording::compared(comparison, side),
        (PairedPassage::Both { source, .. }, DiffView::Source) => {
            vec![(one_line(source), Tone::Faint)]
        }
        (PairedPassage::Both { article: span, .. }, _) => vec![(article(*span), Tone::Faint)],
        (PairedPassage::Article(span), DiffView::Claim) => {
            vec![wording::taken_out(&article(*span))]
        }
        (PairedPassage::Source(words), DiffView::Source) => {
            vec![wording::put_in(&one_line(words))]
        }
        _ => Vec::new(),
    }
}
