//! Where two wordings part, in colours and in marks: taken out in `[-…-]`, put in in `{+…+}`, so
//! that it reads without colours too.

use ratatui::style::Style;

use crate::compare::{Change, Comparison, Piece};
use crate::text::{Wording, one_line};
use crate::tui::Theme;

/// Pieces of text, each in its style.
pub type Pieces = Vec<(String, Style)>;

/// Returns words that stand only in the old wording, or in the claim.
pub fn taken_out(words: &str, theme: &Theme) -> (String, Style) {
    (format!("[-{words}-]"), theme.trouble())
}

/// Returns words that stand only in the new wording, or in the source.
pub fn put_in(words: &str, theme: &Theme) -> (String, Style) {
    (format!("{{+{words}+}}"), theme.good())
}

/// Returns an old and a new wording as one text.
pub fn changed(pieces: Vec<(Wording, String)>, theme: &Theme) -> Pieces {
    let piece = |(wording, text): (Wording, String)| match wording {
        Wording::Both => (text, Style::new()),
        Wording::Old => taken_out(&text, theme),
        Wording::New => put_in(&text, theme),
    };
    pieces.into_iter().map(piece).collect()
}

/// Which wording of two is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The claim's, with the source's words after those they stand for.
    Merged,
    /// The claim's alone.
    Claim,
    /// The source's alone.
    Source,
}

/// Returns a claim and a source's passage as one text, or one side of them.
pub fn compared(comparison: &Comparison, side: Side, theme: &Theme) -> Pieces {
    let mut pieces = Pieces::new();
    for Piece {
        change,
        claim,
        source,
    } in &comparison.pieces
    {
        if matches!(change, Change::Kept | Change::Respelt) {
            let words = if side == Side::Source { source } else { claim };
            pieces.push((harmless(words), Style::new()));
            continue;
        }
        if !claim.trim().is_empty() && side != Side::Source {
            marked(claim, |words| taken_out(words, theme), &mut pieces);
        }
        if !source.trim().is_empty() && side != Side::Claim {
            marked(source, |words| put_in(words, theme), &mut pieces);
        }
    }
    pieces
}

/// Marks words; the white space around them stays outside the marks.
fn marked(words: &str, mark: impl Fn(&str) -> (String, Style), pieces: &mut Pieces) {
    let words = harmless(words);
    let start = words.len() - words.trim_start().len();
    let end = words.trim_end().len();
    pieces.push((words[..start].to_owned(), Style::new()));
    pieces.push(mark(&words[start..end]));
    pieces.push((words[end..].to_owned(), Style::new()));
}

/// A piece of a text on one line. White space at its ends separates it from its neighbours and is
/// kept.
fn harmless(words: &str) -> String {
    let space = |is_there| if is_there { " " } else { "" };
    let starts = words.starts_with(char::is_whitespace);
    let inner = one_line(words);
    let ends = !inner.is_empty() && words.ends_with(char::is_whitespace);
    format!("{}{}{}", space(starts), inner.trim(), space(ends))
}
