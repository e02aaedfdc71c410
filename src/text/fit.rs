//! Text shortened to a number of terminal cells.

use std::borrow::Cow;

use super::harmless::on_one_line;
use super::{cells, graphemes};

/// Shortens a harmless single-line text to `width` cells, the last one an ellipsis if it was cut.
pub fn fit(text: &str, width: usize, ellipsis: &str) -> String {
    shortened(graphemes(text).map(Cow::Borrowed), width, ellipsis)
}

/// Returns the beginning of any text on one line of `width` cells, the last one an ellipsis if
/// there is more. Only as much of the text is looked at as has room.
pub fn fit_line(text: &str, width: usize, ellipsis: &str) -> String {
    shortened(on_one_line(text), width, ellipsis)
}

fn shortened<'a>(
    pieces: impl Iterator<Item = Cow<'a, str>>,
    width: usize,
    ellipsis: &str,
) -> String {
    let mut line = String::with_capacity(width);
    let mut taken = 0;
    // Where the text must end if the ellipsis has to follow.
    let mut room_for_ellipsis = 0;
    let limit = width.saturating_sub(cells(ellipsis));
    for piece in pieces {
        if taken <= limit {
            room_for_ellipsis = line.len();
        }
        taken += cells(&piece);
        if taken > width {
            line.truncate(room_for_ellipsis);
            if width > 0 {
                line.push_str(ellipsis);
            }
            break;
        }
        line.push_str(&piece);
    }
    line
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

    #[test]
    fn a_text_of_many_lines_is_folded_before_it_is_cut() {
        assert_eq!(fit_line(" two\n\n lines\t", 9, "…"), "two lines");
        assert_eq!(fit_line("two\nlines", 8, "…"), "two lin…");
        // A stand-in is not cut: it would be unreadable.
        assert_eq!(fit_line("a\u{202E}b", 8, "…"), "a…");
    }
}
