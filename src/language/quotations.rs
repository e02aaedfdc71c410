//! The quotations of a text.

use std::ops::Range;

/// Returns the ranges of bytes between double or angle marks, the marks left out. A mark on the
/// wrong side of a space still closes; one that is never closed opens nothing.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    if text.is_ascii() && !text.contains('"') {
        return ranges;
    }
    let mut open: Option<(usize, &[char])> = None;
    for (at, c) in text.char_indices() {
        if let Some((start, closing)) = open {
            if closing.contains(&c) {
                ranges.push(start..at);
                open = None;
            }
            continue;
        }
        let closing = match c {
            '"' => Some(&['"'][..]),
            // An apostrophe closes nothing.
            '‘' => opens_single(text, at).then_some(&['’'][..]),
            '»' | '‚' => None,
            _ => closing_marks(c),
        };
        let Some(closing) = closing else {
            continue;
        };
        open = Some((at + c.len_utf8(), closing));
    }
    ranges
}

/// Returns what closes a quotation, for a mark that can open one and is not a straight mark.
pub fn closing_marks(opening: char) -> Option<&'static [char]> {
    Some(match opening {
        '“' => &['”', '"'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '»' => &['«'],
        '‘' => &['’', '\''],
        '‚' => &['‘', '’'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    })
}

/// A single mark opens a quotation if what closes it is not an apostrophe.
fn opens_single(text: &str, at: usize) -> bool {
    let rest = &text[at + '‘'.len_utf8()..];
    match rest.find('’') {
        Some(end) => !rest[end + '’'.len_utf8()..].starts_with(char::is_alphabetic),
        None => false,
    }
}
