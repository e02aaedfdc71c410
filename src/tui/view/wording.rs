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

/// Returns pieces with what both wordings have shortened to the words beside what they differ in,
/// for where there is no room for all.
pub fn brief(pieces: &[(String, Style)], ellipsis: &str) -> Pieces {
    const BESIDE: usize = 3;
    let last = pieces.len().saturating_sub(1);
    let shorten = |(at, (text, style)): (usize, &(String, Style))| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let after_a_difference = if at == 0 { 0 } else { BESIDE };
        let before_one = if at == last { 0 } else { BESIDE };
        if *style != Style::new() || words.len() <= after_a_difference + before_one + 1 {
            return (text.clone(), *style);
        }
        let lead = if text.starts_with(' ') { " " } else { "" };
        let trail = if text.ends_with(' ') { " " } else { "" };
        let [head, tail] = [
            &words[..after_a_difference],
            &words[words.len() - before_one..],
        ]
        .map(|words| words.join(" "));
        (format!("{lead}{head}{ellipsis}{tail}{trail}"), *style)
    };
    pieces.iter().enumerate().map(shorten).collect()
}

/// Marks words; the white space around them stays outside the marks.
fn marked(words: &str, mark: impl Fn(&str) -> (String, Style), pieces: &mut Pieces) {
    let words = harmless(words);
    let start = words.len() - words.trim_start().len();
    let end = words.trim_end().len();
    let space = |words: &str| (words.to_owned(), Style::new());
    let around = [
        space(&words[..start]),
        mark(&words[start..end]),
        space(&words[end..]),
    ];
    pieces.extend(around.into_iter().filter(|(text, _)| !text.is_empty()));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::Colours;

    fn text(pieces: &[(String, Style)]) -> String {
        pieces.iter().map(|(text, _)| text.as_str()).collect()
    }

    #[test]
    fn what_differs_is_marked_and_what_does_not_can_be_left_out() {
        let theme = Theme::new(Colours::Sixteen, false);
        let comparison = crate::compare::compare(
            "At their summit in Bucharest in April 2008 they set no appointment for it and \
             offered neither country an action plan.",
            "At their summit in Bucharest in April 2008 they set no date for it and \
             offered neither country an action plan.",
        );
        let merged = compared(&comparison, Side::Merged, &theme);
        let whole = text(&merged);
        assert!(whole.starts_with("At their summit in Bucharest"), "{whole}");
        assert!(
            whole.contains(" no [-appointment-]{+date+} for it and"),
            "{whole}"
        );
        let brief = text(&brief(&merged, "…"));
        assert_eq!(brief, "…they set no [-appointment-]{+date+} for it and…");
        let claim = text(&compared(&comparison, Side::Claim, &theme));
        assert!(claim.contains("no [-appointment-] for") && !claim.contains("date"));
        let source = text(&compared(&comparison, Side::Source, &theme));
        assert!(source.contains("no {+date+} for") && !source.contains("appointment"));
    }
}
