//! Marks of footnotes in running text: they are neither words nor numbers of it.

use std::ops::Range;

/// The longest mark, in bytes.
const MAX_MARK_BYTES: usize = 24;

/// Returns the bytes of each mark in a text, in order: `[7]`, `[12, 13]`, `[note 3]`, `[b]`.
///
/// A number in brackets that an editor put into a sentence (`killed [7] people`) is not
/// a mark: a mark follows a word directly, or is at the end of a sentence.
pub fn footnote_marks(text: &str) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (start, _) in text.match_indices('[') {
        let rest = &text.as_bytes()[start..];
        let Some(length) = rest.iter().take(MAX_MARK_BYTES).position(|&b| b == b']') else {
            continue;
        };
        let end = start + length + 1;
        let follows_a_mark = || {
            let before = text[..start].trim_end_matches(' ').len();
            marks.last().is_some_and(|mark| mark.end == before)
        };
        if is_reference(&text[start + 1..end - 1])
            && (ends_a_sentence(&text[..start], &text[end..]) || follows_a_mark())
        {
            marks.push(start..end);
        }
    }
    marks
}

/// Numbers of up to three digits, or a small letter; with commas or dashes between several.
fn is_reference(inside: &str) -> bool {
    let numbers = ["note ", "n ", "fn "]
        .iter()
        .find_map(|word| inside.strip_prefix(word))
        .unwrap_or(inside);
    let is_one = |one: &str| match one.trim().as_bytes() {
        [letter] => letter.is_ascii_lowercase() || letter.is_ascii_digit(),
        digits => (2..=3).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
    };
    numbers.split([',', '-', '–']).all(is_one)
}

fn ends_a_sentence(before: &str, after: &str) -> bool {
    let last = before.chars().next_back();
    let hangs = last.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | '“' | '"'));
    let is_stop = |c: char| c.is_ascii_punctuation() || matches!(c, '”' | '’' | '»' | '…');
    hangs
        || before.trim_end().ends_with(is_stop)
        || !before.is_empty()
            && (after.trim_start_matches(' ').is_empty() || after.starts_with(['.', ',', '\n']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marks(text: &str) -> Vec<&str> {
        let ranges = footnote_marks(text).into_iter();
        ranges.map(|range| &text[range]).collect()
    }

    #[test]
    fn marks_of_footnotes_are_found() {
        for (text, expected) in [
            ("In the spring of 2004. [7]", vec!["[7]"]),
            ("In 2004.[7] It rained.", vec!["[7]"]),
            (
                "In 2004[7][12] and later [note 3].",
                vec!["[7]", "[12]", "[note 3]"],
            ),
            ("A vegan.[24] [25]", vec!["[24]", "[25]"]),
            ("So they say.[a] [7, 8]", vec!["[a]", "[7, 8]"]),
            ("In [2019] it rained.", vec![]),
            ("They killed [7] people.", vec![]),
            ("He said: “[7] men came.”", vec![]),
            ("[7] men came.", vec![]),
            ("The vote was [sic] close.", vec![]),
            ("An open [ bracket", vec![]),
        ] {
            assert_eq!(marks(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_may_be_asked(text in "(\\PC|[\\[\\]0-9,. ]|é){0,40}") {
            let mut end = 0;
            for mark in footnote_marks(&text) {
                prop_assert!(end <= mark.start && text[mark.clone()].ends_with(']'));
                end = mark.end;
            }
        }
    }
}
