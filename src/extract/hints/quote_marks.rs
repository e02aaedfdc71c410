//! The quotation marks of a line, each with what is beside it.

use super::lines::{ScannedArticle, ScannedLine};

/// A quotation mark and what is beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Its byte in the text.
    pub at: usize,
    /// The mark.
    pub c: char,
    /// The character before it, or a space.
    pub before: char,
    /// The character after it, or a space.
    pub after: char,
}

impl Mark {
    pub(super) fn space_before(self) -> bool {
        self.before.is_whitespace()
    }

    pub(super) fn space_after(self) -> bool {
        self.after.is_whitespace()
    }

    pub(super) fn word_after(self) -> bool {
        is_spaced_letter(self.after)
    }

    pub(super) fn word_before(self) -> bool {
        is_spaced_letter(self.before)
    }
}

/// A letter or digit of a script that parts its words by spaces.
fn is_spaced_letter(c: char) -> bool {
    c.is_alphanumeric()
        && !matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
            | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Reads the quotation marks of a line, in place of those there are.
pub(super) fn read(article: &ScannedArticle<'_>, line: &ScannedLine, marks: &mut Vec<Mark>) {
    marks.clear();
    let text = article.line(line);
    if text.is_ascii() && !text.contains('"') {
        return;
    }
    for (at, mark) in text.match_indices(is_mark) {
        let (before, after) = (&text[..at], &text[at + mark.len()..]);
        let mark = mark.chars().next();
        marks.extend(mark.map(|c| Mark {
            at: line.bytes.start + at,
            c,
            before: before.chars().next_back().unwrap_or(' '),
            after: after.chars().next().unwrap_or(' '),
        }));
    }
}

fn is_mark(c: char) -> bool {
    c == '"'
        || !c.is_ascii()
            && matches!(
                c,
                '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '「' | '」' | '『' | '』'
            )
}
