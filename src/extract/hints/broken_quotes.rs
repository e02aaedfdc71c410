//! `broken-quote`: an opening without a closing mark, a mark on the wrong side of a space, two
//! styles within one quotation.

use std::ops::Range;

use super::RawHint;
use super::lines::{ScannedArticle, ScannedLine};
use super::quote_marks::{Mark, read};

pub(super) fn find(article: &ScannedArticle<'_>, out: &mut Vec<RawHint>) {
    let uses_curly = article.text.contains('“') && !article.text.contains('„');
    let first_angle = article.text.find(['«', '»']);
    let angles = first_angle.is_some_and(|at| article.text[at..].starts_with('«'));
    let mut marks = Vec::new();
    for (at, line) in article.lines.iter().enumerate() {
        read(article, line, &mut marks);
        if marks.is_empty() {
            continue;
        }
        let mut check = Check {
            article,
            line,
            rest: &article.lines[at + 1..],
            earlier: &article.lines[..at],
            out,
        };
        if uses_curly || marks.iter().all(|m| m.c == '"') {
            check.double(&marks);
        }
        check.single(&marks);
        if angles {
            check.lonely(&marks, '«', &['»']);
        }
        check.lonely(&marks, '„', &['“', '”', '"', '»', '‟']);
        check.lonely(&marks, '「', &['」']);
        check.lonely(&marks, '『', &['』']);
    }
}

/// One line under examination.
struct Check<'a, 'b> {
    article: &'a ScannedArticle<'a>,
    line: &'a ScannedLine,
    rest: &'a [ScannedLine],
    earlier: &'a [ScannedLine],
    out: &'b mut Vec<RawHint>,
}

impl Check<'_, '_> {
    /// Walks the double marks, straight and curly, of a line.
    fn double(&mut self, marks: &[Mark]) {
        let marks: Vec<Mark> = marks
            .iter()
            .copied()
            .filter(|m| matches!(m.c, '"' | '“' | '”'))
            .collect();
        let mut open: Option<Mark> = None;
        // A straight quotation within a curly one.
        let mut inner: Option<Mark> = None;
        for (i, &mark) in marks.iter().enumerate() {
            let later = &marks[i + 1..];
            match (mark.c, open) {
                ('“', None) => {
                    self.opening(mark);
                    open = Some(mark);
                }
                ('“', Some(before)) => {
                    if before.c == '“' {
                        self.unclosed(before);
                        open = Some(mark);
                    } else if !later.iter().any(|m| m.c == '"') {
                        self.mixed(before, mark);
                        open = None;
                    }
                    self.opening(mark);
                }
                ('”', Some(before)) if before.c == '“' => {
                    self.closing(mark);
                    open = None;
                    inner = None;
                }
                ('”', Some(before)) => {
                    if !later.iter().any(|m| m.c == '"') {
                        self.mixed(before, mark);
                        open = None;
                    }
                }
                ('”', None) => open = self.closing_without_opening(mark),
                (_, Some(before)) if before.c == '“' => {
                    let closes = later
                        .iter()
                        .find(|m| m.c != '"')
                        .is_some_and(|m| m.c == '”');
                    if closes {
                        inner = if inner.is_none() { Some(mark) } else { None };
                    } else if inner.take().is_none() {
                        self.mixed(before, mark);
                        open = None;
                    }
                }
                _ => open = self.straight(mark, open, later),
            }
        }
        if let Some(mark) = open
            && !self.goes_on(mark.c)
        {
            self.unclosed(mark);
        }
    }

    /// Reports a closing mark while no quotation is open; returns the quotation it opens by mistake.
    fn closing_without_opening(&mut self, mark: Mark) -> Option<Mark> {
        if mark.space_before() && mark.word_after() {
            self.report(
                mark,
                "a closing mark stands where a quotation opens",
                Some('“'),
            );
            return Some(Mark { c: '“', ..mark });
        }
        if !self.is_carried_on() {
            self.report(mark, "a quotation is closed here that was not opened", None);
        }
        None
    }

    /// Straight marks open and close by turns; returns the quotation that is open then.
    fn straight(&mut self, mark: Mark, open: Option<Mark>, later: &[Mark]) -> Option<Mark> {
        let straight_later = later.iter().filter(|m| m.c == '"').count();
        let Some(before) = open else {
            // 27" is inches.
            if mark.before.is_ascii_digit() && !mark.word_after() {
                return None;
            }
            if mark.space_after() && !mark.space_before() {
                if !self.is_carried_on() {
                    self.report(mark, "a quotation is closed here that was not opened", None);
                }
                return None;
            }
            self.opening(mark);
            return Some(mark);
        };
        if mark.space_before() && mark.word_after() && straight_later % 2 == 1 {
            self.unclosed(before);
            return Some(mark);
        }
        self.closing(mark);
        None
    }

    fn opening(&mut self, mark: Mark) {
        if mark.space_after() {
            self.misplaced(
                mark,
                "a space comes after the opening quote",
                |before, after| format!("{before}{}{}", mark.c, after.trim_start()),
            );
        } else if mark.word_before() && mark.word_after() {
            self.misplaced(
                mark,
                "no space before the opening quote",
                |before, after| format!("{before} {}{after}", mark.c),
            );
        }
    }

    fn closing(&mut self, mark: Mark) {
        if mark.space_before() && mark.word_after() {
            self.misplaced(
                mark,
                "closing quote comes after the space",
                |before, after| format!("{}{} {after}", before.trim_end(), mark.c),
            );
        } else if mark.space_before() {
            self.misplaced(
                mark,
                "a space comes before the closing quote",
                |before, after| format!("{}{}{after}", before.trim_end(), mark.c),
            );
        } else if mark.word_after() && !mark.word_before() {
            self.misplaced(mark, "no space after the closing quote", |before, after| {
                format!("{before}{} {after}", mark.c)
            });
        }
    }

    fn unclosed(&mut self, mark: Mark) {
        self.report(mark, "a quotation opens here and is not closed", None);
    }

    fn mixed(&mut self, open: Mark, close: Mark) {
        let message = format!(
            "a quotation opens with {} and closes with {}",
            open.c, close.c
        );
        let partner = if open.c == '“' { '”' } else { open.c };
        self.report(close, &message, Some(partner));
    }

    /// A quotation in single marks: only one that nothing could close, because a closing mark
    /// looks like an apostrophe.
    fn single(&mut self, marks: &[Mark]) {
        const CLIPPED: &[&str] = &[
            "tis", "twas", "til", "em", "cause", "n", "round", "bout", "cos", "neath",
        ];
        if !self.line.is_english {
            return;
        }
        for (i, mark) in marks.iter().enumerate() {
            if mark.c != '‘' || mark.word_before() || !mark.after.is_alphabetic() {
                continue;
            }
            let rest = &self.article.text[mark.at + mark.c.len_utf8()..self.line.bytes.end];
            let word: String = rest
                .chars()
                .take_while(|c| c.is_alphabetic())
                .flat_map(char::to_lowercase)
                .collect();
            let closes = |m: &Mark| m.c == '’' && !(m.word_before() && m.word_after());
            if !marks[i + 1..].iter().any(closes)
                && !rest.contains('\'')
                && !CLIPPED.contains(&word.as_str())
                && !self.goes_on('‘')
            {
                self.unclosed(*mark);
            }
        }
    }

    /// A kind of mark whose partner is missing from the line altogether. Less than that is not
    /// asked of languages that close two quotations with one mark.
    fn lonely(&mut self, marks: &[Mark], opening: char, closing: &[char]) {
        let opens = marks.iter().find(|m| m.c == opening);
        let closes = marks.iter().any(|m| closing.contains(&m.c));
        if let Some(mark) = opens
            && !closes
            && !self.goes_on(opening)
        {
            self.unclosed(*mark);
        }
    }

    /// Returns whether the quotation that is open at the end of the line continues in the next
    /// ones: they open it again, or one closes it.
    fn goes_on(&self, opening: char) -> bool {
        const MAX_LINES: usize = 40;
        let closing: &[char] = match opening {
            '“' => &['”'],
            '‘' => &['’'],
            '«' => &['»'],
            '„' => &['“', '”'],
            '「' => &['」'],
            '『' => &['』'],
            _ => &['"'],
        };
        let full = self
            .rest
            .iter()
            .map(|line| self.article.line(line).trim())
            .filter(|l| !l.is_empty());
        for line in full.take(MAX_LINES) {
            let line = line.trim_start_matches(['>', '-', '–', '—', ' ']);
            if line.starts_with(opening) || opening != '"' && line.starts_with('"') {
                return true;
            }
            match line.find(|c| c == opening || closing.contains(&c)) {
                Some(at) => return opening != '"' && line[at..].starts_with(closing),
                None => continue,
            }
        }
        false
    }

    /// Returns whether a quotation was opened in an earlier line and is still open.
    fn is_carried_on(&self) -> bool {
        const MAX_LINES: usize = 40;
        let full = self
            .earlier
            .iter()
            .rev()
            .map(|line| self.article.line(line))
            .filter(|l| !l.trim().is_empty());
        for line in full.take(MAX_LINES) {
            match line.rfind(['“', '”']) {
                Some(at) => return line[at..].starts_with('“'),
                None => continue,
            }
        }
        false
    }

    /// Reports a mark with the word it is at, and the mark that is meant.
    fn report(&mut self, mark: Mark, message: &str, meant: Option<char>) {
        let start = if mark.space_before() {
            mark.at
        } else {
            self.word_start(mark.at)
        };
        let end = mark.at + mark.c.len_utf8();
        let end = if mark.space_after() {
            end
        } else {
            self.word_end(end)
        };
        let (before, after) = self.around(mark, start..end);
        let suggestion = meant.map(|meant| format!("{before}{meant}{after}"));
        self.push(start..end, message, suggestion);
    }

    /// Reports a mark with the words on both sides of it, over a space, and what becomes of them when
    /// it is put right.
    fn misplaced(&mut self, mark: Mark, message: &str, right: impl Fn(&str, &str) -> String) {
        let end = mark.at + mark.c.len_utf8();
        let bytes = self.word_start(mark.at)..self.word_end(end);
        let (before, after) = self.around(mark, bytes.clone());
        let suggestion = right(before, after);
        self.push(bytes, message, Some(suggestion));
    }

    /// Returns the text of a passage before and after a mark in it.
    fn around(&self, mark: Mark, bytes: Range<usize>) -> (&str, &str) {
        let text = self.article.text;
        let after = mark.at + mark.c.len_utf8();
        (&text[bytes.start..mark.at], &text[after..bytes.end])
    }

    /// Returns where the word begins that ends before `at`, spaces skipped.
    fn word_start(&self, at: usize) -> usize {
        let start = self.line.bytes.start;
        let left = &self.article.text[start..at];
        left.trim_end()
            .char_indices()
            .rfind(|(_, c)| c.is_whitespace())
            .map_or(start, |(space, c)| start + space + c.len_utf8())
    }

    /// Returns where the word ends that begins after `at`, spaces skipped.
    fn word_end(&self, at: usize) -> usize {
        let right = &self.article.text[at..self.line.bytes.end];
        let skipped = right.len() - right.trim_start().len();
        right
            .trim_start()
            .find(char::is_whitespace)
            .map_or(self.line.bytes.end, |end| at + skipped + end)
    }

    fn push(&mut self, bytes: Range<usize>, message: &str, suggestion: Option<String>) {
        self.out.push(RawHint {
            code: "broken-quote",
            bytes,
            message: message.to_owned(),
            suggestion,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::hints::passages;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passages("broken-quote", text), expected, "{text}");
    }

    #[test]
    fn marks_on_the_wrong_side_of_a_space_are_seen() {
        check(
            "“We remain firm on our co-operation, ”he said on Twitter.",
            &["co-operation, ”he"],
        );
        check(
            "\"We remain firm on our co-operation, \"he said on Twitter.",
            &["co-operation, \"he"],
        );
        check("“We remain firm. ” he said.", &["firm. ” he"]);
        check("He said: “ We remain firm.”", &["said: “ We"]);
        check("“We remain firm,”he said.", &["firm,”he"]);
        check("He said that“we remain firm” here.", &["that“we"]);
    }

    #[test]
    fn an_opening_without_a_closing_mark_is_seen() {
        check("He said: “We remain firm. He left.", &["“We"]);
        check("He said: \"We remain firm. He left.", &["\"We"]);
        check("We remain firm,” he said. “We do.”", &["firm,”"]);
        check("He said ‘we remain firm and left.", &["‘we"]);
        check("“We remain firm,\" he said. “We do.”", &["firm,\""]);
        check("\"We remain firm,” he said. \"We do.\" “Yes.”", &["\"We"]);
    }

    #[test]
    fn a_quotation_may_run_over_paragraphs() {
        check(
            "“We remain firm.\n\n“We do.\n\n“And we will,” he said.",
            &[],
        );
        check("\"We remain firm.\n\n\"We do,\" he said.", &[]);
        check(
            "He read: “We remain firm\nand calm\nand will not go.” He left.",
            &[],
        );
    }

    #[test]
    fn sound_marks_are_left_alone() {
        for text in [
            "“He told me: ‘Go home.’ I did,” she said.",
            "“It was his ‘last word’ on it,” she said, “and the soldiers’ too.”",
            "The 27\" screen and the 5'10\" man. He said \"no\".",
            "He sang ‘Tis the season’ in the ’90s and rock ’n’ roll.",
            "The so-called “deal” (“a fraud”) was “off”—“for now”.",
            "“Is it over?”—“Yes.”",
            "She called it \"the so-called 'deal'\" and left.",
        ] {
            check(text, &[]);
        }
    }
}
