//! How two wordings differ, in tones and in marks: taken out in `[-…-]`, put in in `{+…+}`, so that
//! it reads without colours too.

use crate::align::Wording;
use crate::compare::{Comparison, DiffChange, DiffPiece};
use crate::text::one_line;

use super::styled::{StyledPieces, Tone};

/// Returns words that stand only in the old wording, or in the claim.
pub fn taken_out(words: &str) -> (String, Tone) {
    (format!("[-{words}-]"), Tone::Trouble)
}

/// Returns words that stand only in the new wording, or in the source.
pub fn put_in(words: &str) -> (String, Tone) {
    (format!("{{+{words}+}}"), Tone::Good)
}

/// Returns an old and a new wording as one text.
pub fn changed(pieces: Vec<(Wording, String)>) -> StyledPieces {
    let piece = |(wording, text): (Wording, String)| match wording {
        Wording::Both => (text, Tone::Plain),
        Wording::Old => taken_out(&text),
        Wording::New => put_in(&text),
    };
    pieces.into_iter().map(piece).collect()
}

/// Which wording of two is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffView {
    /// The claim's, with the source's words after those they stand for.
    Merged,
    /// The claim's alone.
    Claim,
    /// The source's alone.
    Source,
}

/// Returns a claim and a source's passage as one text, or one side of them.
pub fn compared(comparison: &Comparison, side: DiffView) -> StyledPieces {
    let mut pieces = StyledPieces::new();
    for DiffPiece {
        change,
        claim,
        source,
    } in &comparison.pieces
    {
        if matches!(change, DiffChange::Kept | DiffChange::Respelt) {
            let words = if side == DiffView::Source {
                source
            } else {
                claim
            };
            pieces.push((harmless(words), Tone::Plain));
            continue;
        }
        if !claim.trim().is_empty() && side != DiffView::Source {
            marked(claim, taken_out, &mut pieces);
        }
        if !source.trim().is_empty() && side != DiffView::Claim {
            marked(source, put_in, &mut pieces);
        }
    }
    pieces
}

/// Returns pieces with the shared words shortened to those beside a difference, for a pane that
/// cannot be scrolled.
pub fn brief(pieces: &[(String, Tone)], ellipsis: &str) -> StyledPieces {
    const BESIDE: usize = 3;
    let last = pieces.len().saturating_sub(1);
    let shorten = |(at, (text, tone)): (usize, &(String, Tone))| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let after_a_difference = if at == 0 { 0 } else { BESIDE };
        let before_one = if at == last { 0 } else { BESIDE };
        if *tone != Tone::Plain || words.len() <= after_a_difference + before_one + 1 {
            return (text.clone(), *tone);
        }
        let lead = if text.starts_with(' ') { " " } else { "" };
        let trail = if text.ends_with(' ') { " " } else { "" };
        let [head, tail] = [
            &words[..after_a_difference],
            &words[words.len() - before_one..],
        ]
        .map(|words| words.join(" "));
        (format!("{lead}{head}{ellipsis}{tail}{trail}"), *tone)
    };
    pieces.iter().enumerate().map(shorten).collect()
}

/// Marks words; the white space around them stays outside the marks.
fn marked(words: &str, mark: impl Fn(&str) -> (String, Tone), pieces: &mut StyledPieces) {
    let words = harmless(words);
    let start = words.len() - words.trim_start().len();
    let end = words.trim_end().len();
    let space = |words: &str| (words.to_owned(), Tone::Plain);
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

    fn text(pieces: &[(String, Tone)]) -> String {
        pieces.iter().map(|(text, _)| text.as_str()).collect()
    }

    #[test]
    fn what_differs_is_marked_and_what_does_not_can_be_left_out() {
        let comparison = crate::compare::compare(
            "At their summit in Bucharest in April 2008 they set no appointment for it and \
             offered neither country an action plan.",
            "At their summit in Bucharest in April 2008 they set no date for it and \
             offered neither country an action plan.",
        );
        let merged = compared(&comparison, DiffView::Merged);
        let whole = text(&merged);
        assert!(whole.starts_with("At their summit in Bucharest"), "{whole}");
        assert!(
            whole.contains(" no [-appointment-]{+date+} for it and"),
            "{whole}"
        );
        let brief = text(&brief(&merged, "…"));
        assert_eq!(brief, "…they set no [-appointment-]{+date+} for it and…");
        let claim = text(&compared(&comparison, DiffView::Claim));
        assert!(claim.contains("no [-appointment-] for") && !claim.contains("date"));
        let source = text(&compared(&comparison, DiffView::Source));
        assert!(source.contains("no {+date+} for") && !source.contains("appointment"));
    }
}
