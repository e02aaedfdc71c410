//! Which words of an old text became which words of a new one.

use std::ops::Range;

use crate::align::thresholds::reanchor::MAX_DIFFED_WORDS;
use crate::align::{DiffGoal, DiffRun, WordId, diff};

/// Two texts, aligned word by word.
#[derive(Debug)]
pub(super) struct Alignment {
    runs: Vec<DiffRun>,
    new_len: usize,
}

impl Alignment {
    /// Aligns two texts so that as many words as possible are shared.
    pub(super) fn of(old: &[WordId], new: &[WordId]) -> Self {
        Self {
            runs: diff(old, new, DiffGoal::MostShared, MAX_DIFFED_WORDS),
            new_len: new.len(),
        }
    }

    /// Returns how many words the new text has.
    pub(super) fn new_len(&self) -> usize {
        self.new_len
    }

    /// Returns the runs of equal words.
    pub(super) fn equal(&self) -> impl Iterator<Item = &DiffRun> {
        self.runs
            .iter()
            .filter(|run| run.is_equal && !run.old.is_empty())
    }

    /// Returns the words of the new text from the first that is shared to the last.
    pub(super) fn covered(&self) -> Option<Range<usize>> {
        let first = self.equal().next()?;
        let last = self.equal().last()?;
        Some(first.new.start..last.new.end)
    }

    /// Returns what some words of the old text became, or `None` if nothing is left of them.
    pub(super) fn image(&self, old: Range<usize>) -> Option<Range<usize>> {
        let mut image: Option<Range<usize>> = None;
        for DiffRun {
            old: from,
            new: to,
            is_equal,
        } in &self.runs
        {
            let first = from.start.max(old.start);
            let last = from.end.min(old.end);
            let is_inside = first < last;
            let is_inserted = from.is_empty() && old.start < from.start && from.start < old.end;
            let piece = match *is_equal {
                true if is_inside => {
                    to.start + (first - from.start)..to.start + (last - from.start)
                }
                false if !to.is_empty() && (is_inside || is_inserted) => to.clone(),
                _ => continue,
            };
            image = Some(match image {
                None => piece,
                Some(image) => image.start..piece.end,
            });
        }
        image
    }
}
