//! What is in quotation marks. Ranges are of tokens.

use std::ops::Range;

use crate::language::closing_marks;
use crate::text::plain_mark;

use super::analysis::Analysis;
use super::normalized::TokenKind;

/// The quotations of a text, without their marks; what is quoted within one is part of it.
pub(super) fn quotations(reading: &Analysis<'_>) -> Vec<Range<usize>> {
    let mut quotations = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, token) in reading
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_mark())
    {
        let mark = reading.text[token.bytes.clone()]
            .chars()
            .next()
            .unwrap_or('"');
        match open {
            None if token.kind == TokenKind::Opening || closing_marks(mark).is_some() => {
                open = Some((at, mark))
            }
            Some((start, opening)) if closes(opening, mark, token.kind) => {
                if reading.tokens[start + 1..at]
                    .iter()
                    .any(|token| !token.is_mark())
                {
                    quotations.push(start + 1..at);
                }
                open = None;
            }
            _ => {}
        }
    }
    quotations
}

fn closes(opening: char, mark: char, kind: TokenKind) -> bool {
    match closing_marks(opening) {
        // `„So,“` and, in some keyboards' texts, `“So“`.
        Some(marks) => {
            marks.contains(&mark) || mark == '“' && kind == TokenKind::Closing && opening == mark
        }
        None => {
            let single = |c: char| plain_mark(c) == '\'';
            single(mark) == single(opening)
        }
    }
}
