//! How many terminal cells a piece of text takes: the one place that asks.

use ratatui::buffer::CellWidth as _;

use super::{grapheme_indices, graphemes};

/// Returns the cells of a text that has been through [`super::shown`], grapheme by grapheme, as it
/// will be drawn.
///
/// The answer for a grapheme is the screen library's own, so that what is measured is what will be
/// drawn. A whole text may be narrower by Unicode's count, where letters join (Arabic lam and
/// alef); cells on a screen do not.
pub fn cells(shown: &str) -> usize {
    if shown.is_ascii() {
        return shown.len();
    }
    graphemes(shown)
        .map(|grapheme| usize::from(grapheme.cell_width()))
        .sum()
}

/// Shortens a harmless single-line text to `width` cells, the last one an ellipsis if it was cut.
pub fn fit(text: &str, width: usize, ellipsis: &str) -> String {
    let mut taken = 0;
    // Where the text must end if the ellipsis has to follow.
    let mut room_for_ellipsis = 0;
    let limit = width.saturating_sub(cells(ellipsis));
    for (at, grapheme) in grapheme_indices(text) {
        if taken <= limit {
            room_for_ellipsis = at;
        }
        taken += cells(grapheme);
        if taken > width {
            return match width {
                0 => String::new(),
                _ => format!("{}{ellipsis}", &text[..room_for_ellipsis]),
            };
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_is_left_alone() {
        assert_eq!(fit("claim", 5, "…"), "claim");
        assert_eq!(fit("", 0, "…"), "");
    }

    #[test]
    fn a_cut_never_splits_a_wide_or_composed_character() {
        assert_eq!(fit("日本語", 5, "…"), "日本…");
        assert_eq!(fit("日本語", 4, "…"), "日…");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2, "…"), "e\u{301}…");
        assert_eq!(fit("claims", 4, "..."), "c...");
        assert_eq!(fit("claims", 0, "…"), "");
    }
}
