//! Which cells have to be written, and in which order.

use std::ops::Range;

use ratatui::buffer::Cell;

use crate::text::cells;

use super::style::CellStyle;
use super::uncertain_width::uncertain_runs;

/// Cells of a row that are written in one go, without a cursor move between them.
pub(super) struct Run {
    pub(super) y: u16,
    pub(super) x: Range<usize>,
}

/// The cells to write, grouped by style: changing the style costs more bytes than moving the
/// cursor. Only positions are kept, because the changes may be the whole screen.
#[derive(Default)]
pub(super) struct Changes {
    /// To be written before everything else.
    pub(super) runs: Vec<Run>,
    plain: Vec<(u16, u16)>,
    /// In the order in which the styles occur first.
    styled: Vec<(CellStyle, Vec<(u16, u16)>)>,
}

impl Changes {
    /// Adds what turns the row `before` into `next`.
    ///
    /// When a wide character disappears, its second cell is written too, whatever was and will be
    /// in it: terminals disagree on what is left there.
    pub(super) fn add_row(&mut self, y: u16, before: &[Cell], next: &[Cell]) {
        if before == next {
            return;
        }
        let first_run = self.runs.len();
        let removed = self.add_runs(y, before, next);
        // The ends of the wide characters on the left: of one that is written, and of one that was.
        let (mut covered, mut stale) = (0, 0);
        for (x, (before, cell)) in before.iter().zip(next).enumerate() {
            let in_run = |x| self.runs[first_run..].iter().any(|run| run.x.contains(&x));
            if in_run(x) {
                continue;
            }
            // The cell after a run is written again, which keeps frames straight.
            let differs = before != cell
                || removed.iter().any(|run| run.contains(&x))
                || x > 0 && in_run(x - 1);
            if differs && !is_ascii(before) {
                stale = stale.max(x + cells(before.symbol()));
            }
            if x < covered {
                continue;
            }
            if !is_ascii(cell) {
                covered = x + cells(cell.symbol());
            }
            if differs || x < stale {
                self.add(CellStyle::of(cell), (x as u16, y));
            }
        }
    }

    /// Adds the runs of uncertain width that changed. Returns those that are gone: what they showed
    /// may be anywhere in their cells.
    fn add_runs(&mut self, y: u16, before: &[Cell], next: &[Cell]) -> Vec<Range<usize>> {
        let mut removed = uncertain_runs(before);
        let mut runs = uncertain_runs(next);
        runs.retain(|run| {
            let unchanged = removed
                .iter()
                .position(|old| old == run && before[old.clone()] == next[run.clone()]);
            unchanged.map(|at| removed.swap_remove(at)).is_none()
        });
        self.runs.extend(runs.into_iter().map(|x| Run { y, x }));
        removed
    }

    fn add(&mut self, style: CellStyle, position: (u16, u16)) {
        if style == CellStyle::PLAIN {
            self.plain.push(position);
        } else if let Some((_, group)) = self.styled.iter_mut().find(|(other, _)| *other == style) {
            group.push(position);
        } else {
            self.styled.push((style, vec![position]));
        }
    }

    /// Returns the positions, one group per style. The plain style comes last, because the terminal
    /// is left in it.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[(u16, u16)]> {
        let styled = self.styled.iter().map(|(_, group)| group.as_slice());
        styled.chain([self.plain.as_slice()])
    }
}

fn is_ascii(cell: &Cell) -> bool {
    cell.symbol().len() == 1
}
