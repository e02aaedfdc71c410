//! Text whose width terminals disagree on.

use std::ops::Range;

use ratatui::buffer::Cell;

use crate::text::{cells, is_certain};

/// Returns the parts of a row whose width terminals disagree on. Each begins at an uncertain cell and
/// ends at a line of a frame, two blanks or the end of the row.
///
/// Written in one go, such a part looks as it does elsewhere in the terminal. With cursor moves
/// inside it, letters would cover each other or stand apart.
pub(super) fn uncertain_runs(row: &[Cell]) -> Vec<Range<usize>> {
    let blank_at = |x: usize| row.get(x).is_none_or(|cell| cell.symbol() == " ");
    let mut runs = Vec::new();
    let mut start = None;
    let mut x = 0;
    while let Some(cell) = row.get(x) {
        let symbol = cell.symbol();
        let ends = is_frame(symbol) || blank_at(x) && blank_at(x + 1);
        if start.is_none() && !is_certain(symbol) {
            start = Some(x);
        } else if let Some(start) = start.take_if(|_| ends) {
            runs.push(start..x);
        }
        x += cells(symbol).max(1);
    }
    runs.extend(start.map(|start| start..row.len()));
    runs
}

/// Returns whether a symbol is a line of a frame, a bar or a mark beside the text.
fn is_frame(symbol: &str) -> bool {
    symbol == "|" || symbol.starts_with(|c| matches!(c, '\u{2500}'..='\u{259F}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::graphemes;

    #[test]
    fn a_run_goes_up_to_a_frame_or_two_blanks() {
        for (row, expected) in [
            ("Plain words. 日本語 │ Été", &[][..]),
            ("An நாடு here │ and நா", &[(3, 13), (19, 21)]),
            ("நா  one", &[(0, 2)]),
            ("e\u{301}t e\u{301}t |", &[(0, 6)]),
        ] {
            let mut drawn = vec![Cell::EMPTY; cells(row)];
            let mut x = 0;
            for grapheme in graphemes(row) {
                drawn[x].set_symbol(grapheme);
                x += cells(grapheme);
            }
            let runs: Vec<_> = uncertain_runs(&drawn)
                .iter()
                .map(|run| (run.start, run.end))
                .collect();
            assert_eq!(runs, expected, "{row}");
        }
    }
}
