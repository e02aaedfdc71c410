//! The words proposed for a passage, as changes to single places of the article.
//!
//! A correction holds the whole passage as it should read. When claims are split or joined it has
//! to move to other passages; what moves is only what it changes.

use crate::align::{Wording, word_diff};
use crate::text::{Span, Text};

/// Words to put in place of a stretch of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CorrectionEdit {
    /// The stretch, in code points; empty where words are only inserted.
    pub(super) span: Span,
    /// The new words; empty where words are only removed.
    pub(super) new: String,
}

/// Returns what a correction of a passage changes, in order.
pub(super) fn edits(text: &Text, passage: Span, correction: &str) -> Vec<CorrectionEdit> {
    let mut at = passage.start;
    let mut edits: Vec<CorrectionEdit> = Vec::new();
    let mut is_open = false;
    for (wording, words) in word_diff(text.slice(passage), correction) {
        let length = words.chars().count() as u32;
        if wording == Wording::Both {
            at += length;
            is_open = false;
            continue;
        }
        if !is_open {
            edits.push(CorrectionEdit {
                span: Span::new(at, at),
                new: String::new(),
            });
            is_open = true;
        }
        if let Some(edit) = edits.last_mut() {
            if wording == Wording::Old {
                at += length;
                edit.span.end = at;
            } else {
                edit.new.push_str(&words);
            }
        }
    }
    edits
}

/// Returns a passage with edits applied. They are in it, in order, and do not overlap.
pub(super) fn applied(text: &Text, passage: Span, edits: &[CorrectionEdit]) -> String {
    let mut words = String::new();
    let mut at = passage.start;
    for edit in edits {
        words.push_str(text.slice(Span::new(at, edit.span.start)));
        words.push_str(&edit.new);
        at = edit.span.end;
    }
    words.push_str(text.slice(Span::new(at, passage.end)));
    words
}

/// Returns the correction of a passage that makes these edits, or `None` if it changes nothing.
fn correction(text: &Text, passage: Span, edits: &[CorrectionEdit]) -> Option<String> {
    let words = applied(text, passage, edits);
    (words != text.slice(passage)).then(|| words.trim().to_owned())
}

/// Moves the correction of a passage to its parts, which are in it in order: one for each part,
/// `None` where a part stays as it is. Returns `None` if the correction changes words that are in
/// none of the parts; white space between them does not count.
pub(super) fn moved(
    text: &Text,
    passage: Span,
    words: &str,
    parts: &[Span],
) -> Option<Vec<Option<String>>> {
    let mut of_parts: Vec<Vec<CorrectionEdit>> = vec![Vec::new(); parts.len()];
    for edit in edits(text, passage, words) {
        let mut new = Some(edit.new);
        let mut is_covered = Vec::new();
        for (&part, edits) in parts.iter().zip(&mut of_parts) {
            let start = edit.span.start.max(part.start);
            let end = edit.span.end.min(part.end);
            let touches = start < end || (edit.span.is_empty() && start == end);
            if touches {
                is_covered.push(Span::new(start, end));
                // The new words go to the first part that the edit reaches.
                edits.push(CorrectionEdit {
                    span: Span::new(start, end),
                    new: new.take().unwrap_or_default(),
                });
            }
        }
        let mut at = edit.span.start;
        for covered in is_covered
            .iter()
            .chain([&Span::new(edit.span.end, edit.span.end)])
        {
            if covered.start > at && !text.slice(Span::new(at, covered.start)).trim().is_empty() {
                return None;
            }
            at = at.max(covered.end);
        }
        if new.is_some_and(|new| !new.trim().is_empty()) {
            return None;
        }
    }
    let parts = parts.iter().zip(&of_parts);
    Some(
        parts
            .map(|(&part, edits)| correction(text, part, edits))
            .collect(),
    )
}

/// Returns the correction of a passage that makes those of two passages in it, or `None` if they
/// ask for different words in one place.
pub(super) fn joined(
    text: &Text,
    passage: Span,
    of: [(Span, Option<&str>); 2],
) -> Option<Option<String>> {
    let mut all: Vec<CorrectionEdit> = Vec::new();
    for (span, words) in of {
        all.extend(words.map_or_else(Vec::new, |words| edits(text, span, words)));
    }
    all.sort_by_key(|edit| (edit.span.start, edit.span.end));
    all.dedup();
    let is_clash = |pair: &[CorrectionEdit]| {
        pair[0].span.end > pair[1].span.start
            || (pair[0].span.end == pair[1].span.start
                && (pair[0].span.is_empty() || pair[1].span.is_empty()))
    };
    if all.windows(2).any(is_clash) {
        return None;
    }
    Some(correction(text, passage, &all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "It rained, and it snowed. It froze.";

    fn text() -> Text {
        Text::new(TEXT.to_owned())
    }

    fn moved_to(words: &str, parts: &[(u32, u32)]) -> Option<Vec<Option<String>>> {
        let parts: Vec<Span> = parts.iter().map(|&(a, b)| Span::new(a, b)).collect();
        moved(&text(), Span::new(0, 25), words, &parts)
    }

    #[test]
    fn a_correction_moves_to_the_part_whose_words_it_changes() {
        let parts = [(0, 10), (11, 25)];
        let some = |words: &str| Some(words.to_owned());
        for (words, expected) in [
            ("It poured, and it snowed.", [some("It poured,"), None]),
            ("It rained, and it hailed.", [None, some("and it hailed.")]),
            (
                "It poured, and it hailed.",
                [some("It poured,"), some("and it hailed.")],
            ),
            ("", [some(""), some("")]),
            ("It rained, and it snowed!", [None, some("and it snowed!")]),
        ] {
            assert_eq!(moved_to(words, &parts), Some(expected.to_vec()), "{words}");
        }
    }

    #[test]
    fn a_correction_of_words_between_the_parts_cannot_move() {
        let parts = [(0, 9), (15, 25)];
        assert_eq!(moved_to("It rained, but it snowed.", &parts), None);
        assert_eq!(
            moved_to("It poured, and it snowed.", &parts),
            Some(vec![Some("It poured".to_owned()), None])
        );
    }

    #[test]
    fn joining_keeps_the_articles_own_words_and_gap() {
        let whole = Span::new(0, 35);
        let [first, second] = [Span::new(0, 25), Span::new(26, 35)];
        let join =
            |a: Option<&str>, b: Option<&str>| joined(&text(), whole, [(first, a), (second, b)]);
        assert_eq!(join(None, None), Some(None));
        assert_eq!(
            join(None, Some("It thawed.")),
            Some(Some("It rained, and it snowed. It thawed.".to_owned()))
        );
        assert_eq!(
            join(Some("It rained and snowed."), None),
            Some(Some("It rained and snowed. It froze.".to_owned()))
        );
        assert_eq!(join(Some(""), None), Some(Some("It froze.".to_owned())));
        assert_eq!(join(Some(""), Some("")), Some(Some(String::new())));
        let over = [
            (whole, Some("It rained, and it hailed. It froze.")),
            (first, Some("It rained, and it blew.")),
        ];
        assert_eq!(joined(&text(), whole, over), None);
    }

    proptest! {
        #[test]
        fn edits_make_the_correction(old in "[ab ,é]{1,30}", new in "[ab ,é]{0,30}") {
            let text = Text::new(old);
            let edits = edits(&text, text.span(), &new);
            prop_assert_eq!(applied(&text, text.span(), &edits), new);
        }
    }
}
