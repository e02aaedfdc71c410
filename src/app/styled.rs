//! Text in tones, wrapped to rows and scrolled: what the claim's pane says.
//!
//! The rows are known here, so a scroll offset is limited before anything is drawn. The theme gives
//! each tone its style.

use std::ops::Range;

use crate::model::{Ruling, Verdict};
use crate::text::{WrappedRow, ascii_words, cells, wrap};

/// How many rows below the window are counted at most. It limits the work per key: a claim may be
/// a whole document.
const MAX_COUNTED_ROWS: usize = 100;

/// What a piece of text is; the theme decides how that looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// A heading, or something to see first.
    Strong,
    /// What matters less.
    Faint,
    /// What agrees.
    Good,
    /// What asks for a look.
    Hint,
    /// What is wrong.
    Trouble,
    /// A verdict, or none yet.
    Ruling(Option<Ruling>),
    /// Words that match a search.
    Matched,
}

/// Returns the sign of a verdict, of what is set aside, and of what is open.
pub fn glyph(ruling: Option<Ruling>, is_ascii: bool) -> &'static str {
    let (unicode, ascii) = match ruling {
        None => ("·", "."),
        Some(Ruling::Verdict(Verdict::Verified)) => ("✓", "+"),
        Some(Ruling::Verdict(Verdict::Disputed)) => ("✗", "x"),
        Some(Ruling::Verdict(Verdict::Garbled)) => ("≈", "~"),
        Some(Ruling::Aside(_)) => ("–", "-"),
    };
    if is_ascii { ascii } else { unicode }
}

/// Pieces of one paragraph, each in its tone.
pub type StyledPieces = Vec<(String, Tone)>;

/// Returns the rows of a paragraph: its pieces wrapped as one text.
pub fn rows(pieces: &[(String, Tone)], width: u16) -> Vec<WrappedRow> {
    wrap(&joined(pieces), width)
}

/// Returns the part of a paragraph that is in one of its rows.
pub fn row(pieces: &[(String, Tone)], bytes: Range<usize>) -> StyledPieces {
    let mut start = 0;
    let mut row = StyledPieces::new();
    for (text, tone) in pieces {
        let from = bytes.start.clamp(start, start + text.len()) - start;
        let to = bytes.end.clamp(start, start + text.len()) - start;
        if from < to {
            row.push((text[from..to].to_owned(), *tone));
        }
        start += text.len();
    }
    row
}

/// Joins pieces to find where lines break. A line may end after a hyphen, but not between a mark
/// and the word that it marks: there a plus is in, which is as long.
fn joined(pieces: &[(String, Tone)]) -> String {
    let text: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
    text.replace("[-", "[+").replace("-]", "+]")
}

/// Paragraphs, one below the other.
#[derive(Clone, Debug, Default)]
pub struct StyledText {
    paragraphs: Vec<StyledPieces>,
    is_ascii: bool,
}

impl StyledText {
    /// Starts an empty text. `is_ascii` is for screens that show ASCII only.
    pub fn new(is_ascii: bool) -> Self {
        Self {
            paragraphs: Vec::new(),
            is_ascii,
        }
    }

    /// Returns whether the screen shows ASCII only.
    pub fn is_ascii(&self) -> bool {
        self.is_ascii
    }

    /// Adds a paragraph in the program's own words; nothing if there are none.
    pub fn say(&mut self, tone: Tone, words: impl AsRef<str>) {
        match self.is_ascii {
            true => self.write(tone, &ascii_words(words.as_ref())),
            false => self.write(tone, words.as_ref()),
        }
    }

    /// Adds text as it is, a paragraph for each of its lines; nothing if there
    /// are none.
    pub fn write(&mut self, tone: Tone, words: &str) {
        for line in words.lines() {
            self.paragraphs.push(vec![(line.to_owned(), tone)]);
        }
    }

    /// Adds a paragraph of pieces.
    pub fn pieces(&mut self, pieces: StyledPieces) {
        self.paragraphs.push(pieces);
    }

    /// Returns `height` rows from row `top` on, or the last `height` rows if there are fewer below.
    pub fn window(&self, width: u16, height: usize, top: usize) -> Window {
        let limit = top + height + MAX_COUNTED_ROWS;
        let mut laid: Vec<(usize, Range<usize>)> = Vec::new();
        let mut is_cut = false;
        for (number, paragraph) in self.paragraphs.iter().enumerate() {
            let left = limit.saturating_sub(laid.len());
            if left == 0 {
                is_cut = true;
                break;
            }
            let text = joined(paragraph);
            // The first character that takes a cell after these rows are full is in a later row.
            let mut with_cells = text
                .char_indices()
                .filter(|(_, c)| cells(c.encode_utf8(&mut [0; 4])) > 0);
            let end = with_cells.nth(left * usize::from(width.max(1)));
            let end = end.map_or(text.len(), |(byte, _)| byte);
            let rows = wrap(&text[..end], width);
            is_cut |= end < text.len() || rows.len() > left;
            laid.extend(rows.into_iter().take(left).map(|row| (number, row.bytes)));
        }
        let top = top.min(laid.len().saturating_sub(height));
        let shown = laid.iter().skip(top).take(height);
        let rows: Vec<StyledPieces> = shown
            .map(|(number, bytes)| row(&self.paragraphs[*number], bytes.clone()))
            .collect();
        Window {
            above: top,
            below: laid.len() - top - rows.len(),
            is_cut,
            rows,
        }
    }
}

/// The rows of a text that a pane shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The rows.
    pub rows: Vec<StyledPieces>,
    /// How many are above them.
    pub above: usize,
    /// How many are below them.
    pub below: usize,
    /// Whether there are more below than were counted.
    pub is_cut: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(window: &Window) -> Vec<String> {
        let text = |row: &StyledPieces| {
            row.iter()
                .map(|(text, _)| text.as_str())
                .collect::<String>()
        };
        window
            .rows
            .iter()
            .map(|row| text(row).trim_end().to_owned())
            .collect()
    }

    #[test]
    fn a_window_stops_at_the_last_row() {
        let mut text = StyledText::default();
        text.say(Tone::Plain, "one two");
        text.say(Tone::Plain, "");
        text.pieces(vec![
            ("three ".into(), Tone::Plain),
            ("four".into(), Tone::Good),
        ]);
        let window = text.window(5, 2, 0);
        assert_eq!(words(&window), ["one", "two"]);
        assert_eq!((window.above, window.below), (0, 2));
        let window = text.window(5, 2, 99);
        assert_eq!(words(&window), ["three", "four"]);
        assert_eq!(window.rows[1], [("four".to_owned(), Tone::Good)]);
        assert_eq!((window.above, window.below), (2, 0));
        assert!(!window.is_cut);
    }

    #[test]
    fn only_what_is_near_the_window_is_wrapped() {
        let mut text = StyledText::default();
        text.write(Tone::Plain, &"word ".repeat(100_000));
        let window = text.window(10, 5, 7);
        assert_eq!((window.above, window.below), (7, MAX_COUNTED_ROWS));
        assert!(window.is_cut);
    }

    proptest! {
        #[test]
        fn every_row_is_reached_once(
            paragraphs in proptest::collection::vec("[a-zé—‍ \\[\\-\\]]{0,60}", 0..8),
            width in 2u16..30, height in 1usize..12,
        ) {
            let mut text = StyledText::default();
            for paragraph in &paragraphs {
                text.write(Tone::Plain, paragraph);
            }
            let all = text.window(width, 10_000, 0);
            let count: usize = text.paragraphs.iter().map(|p| rows(p, width).len()).sum();
            prop_assert_eq!(all.rows.len(), count);
            for top in 0..all.rows.len() + 2 {
                let window = text.window(width, height, top);
                let counted = window.above + window.rows.len() + window.below;
                prop_assert!(counted <= all.rows.len());
                prop_assert_eq!(counted == all.rows.len(), !window.is_cut);
                prop_assert_eq!(&window.rows[..], &all.rows[window.above..][..window.rows.len()]);
                prop_assert!(window.rows.len() == height.min(all.rows.len()));
            }
        }
    }
}
