//! What two texts share and where they differ, word by word.

use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation as _;

/// What a diff is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiffGoal {
    /// To measure: a longest common subsequence, so that as much as possible is shared (Myers).
    MostShared,
    /// To be read: items that both texts have once stay together (patience).
    Readable,
}

/// A stretch of both texts, equal or not; one side may be empty where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffRun {
    /// Where in the old text.
    pub old: Range<usize>,
    /// Where in the new text.
    pub new: Range<usize>,
    /// Whether both have the same there.
    pub is_equal: bool,
}

/// Returns the stretches of two texts, which together are all of both. If they have more than
/// `max_items` together, what differs between their equal ends is one stretch: the time grows
/// with the square.
pub fn diff<T: Eq + Hash + Ord>(
    old: &[T],
    new: &[T],
    goal: DiffGoal,
    max_items: usize,
) -> Vec<DiffRun> {
    if old.len() + new.len() > max_items {
        return ends_and_middle(old, new);
    }
    let algorithm = match goal {
        DiffGoal::MostShared => Algorithm::Myers,
        DiffGoal::Readable => Algorithm::Patience,
    };
    // Of an insertion or deletion, the other index is not always that of its place: only the
    // lengths can be relied on.
    let (mut old_end, mut new_end) = (0, 0);
    capture_diff_slices(algorithm, old, new)
        .into_iter()
        .map(|op| {
            let (old_start, new_start) = (old_end, new_end);
            old_end += op.old_range().len();
            new_end += op.new_range().len();
            DiffRun {
                old: old_start..old_end,
                new: new_start..new_end,
                is_equal: matches!(op, DiffOp::Equal { .. }),
            }
        })
        .collect()
}

fn ends_and_middle<T: Eq>(old: &[T], new: &[T]) -> Vec<DiffRun> {
    let most = old.len().min(new.len());
    let first = (0..most).take_while(|&at| old[at] == new[at]).count();
    let last = (1..=most - first)
        .take_while(|&back| old[old.len() - back] == new[new.len() - back])
        .count();
    let (old_end, new_end) = (old.len() - last, new.len() - last);
    let run = |old, new, is_equal| DiffRun { old, new, is_equal };
    vec![
        run(0..first, 0..first, true),
        run(first..old_end, first..new_end, false),
        run(old_end..old.len(), new_end..new.len(), true),
    ]
}

/// Which wording a piece belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Both.
    Both,
    /// Only the old one.
    Old,
    /// Only the new one.
    New,
}

/// Returns what two wordings share and where they differ, in reading order; removed words come
/// before the words that replace them. Marks and capitals count.
pub fn word_diff(old: &str, new: &str) -> Vec<(Wording, String)> {
    let [old, new] = [old, new].map(|text| text.split_word_bounds().collect::<Vec<_>>());
    let mut pieces: Vec<(Wording, String)> = Vec::new();
    let mut push = |wording: Wording, words: &[&str]| {
        if words.is_empty() {
            return;
        }
        match pieces.last_mut() {
            Some((last, text)) if *last == wording => text.push_str(&words.concat()),
            _ => pieces.push((wording, words.concat())),
        }
    };
    for run in diff(&old, &new, DiffGoal::Readable, usize::MAX) {
        if run.is_equal {
            push(Wording::Both, &old[run.old]);
        } else {
            push(Wording::Old, &old[run.old]);
            push(Wording::New, &new[run.new]);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_changed_word_is_taken_out_and_put_in() {
        let pieces = word_diff("It has thirty members.", "It has forty members.");
        let expected = [
            (Wording::Both, "It has "),
            (Wording::Old, "thirty"),
            (Wording::New, "forty"),
            (Wording::Both, " members."),
        ];
        assert_eq!(
            pieces,
            expected.map(|(wording, text)| (wording, text.to_owned()))
        );
    }

    proptest! {
        #[test]
        fn both_wordings_can_be_read_off(old in "[ab ,“é]{0,40}", new in "[ab ,“é]{0,40}") {
            let read = |skipped| -> String {
                word_diff(&old, &new)
                    .into_iter()
                    .filter(|(wording, _)| *wording != skipped)
                    .map(|(_, text)| text)
                    .collect()
            };
            prop_assert_eq!(read(Wording::New), old.clone());
            prop_assert_eq!(read(Wording::Old), new.clone());
        }
    }
}
