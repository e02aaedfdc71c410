//! Two wordings side by side, word by word.

use similar::{Algorithm, ChangeTag, TextDiff};
use unicode_segmentation::UnicodeSegmentation as _;

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

/// Returns what two wordings share and where they part, in reading order; what was taken out comes
/// before what stands there instead. Words are compared as they are, marks and capitals included.
pub fn word_diff(old: &str, new: &str) -> Vec<(Wording, String)> {
    let [old, new] = [old, new].map(|text| text.split_word_bounds().collect::<Vec<_>>());
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .diff_slices(&old, &new);
    let mut pieces: Vec<(Wording, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        let wording = match change.tag() {
            ChangeTag::Equal => Wording::Both,
            ChangeTag::Delete => Wording::Old,
            ChangeTag::Insert => Wording::New,
        };
        match pieces.last_mut() {
            Some((last, text)) if *last == wording => text.push_str(change.value()),
            _ => pieces.push((wording, change.value().to_owned())),
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
