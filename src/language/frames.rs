//! Reporting frames: the words of a sentence that say who said it, to whom and when.

use std::ops::Range;

use super::attribution::{attributes_with_that, attributes_without_that, is_audience};
use super::words::{Detail, Gap, Word, words};

/// What begins a part of a sentence that is not a frame although it holds a verb of saying.
const OTHER_PARTS: &[&str] = &[
    "and", "but", "or", "which", "who", "whom", "because", "while", "if", "when", "although",
];

/// Words before a frame's verb that make its clause belong to something else.
const RELATIVE: &[&str] = &["who", "which", "that", "to", "not"];

/// What begins an apposition.
const ARTICLE: &[&str] = &["a", "an", "the", "who", "whose", "his", "her", "its"];

/// What begins words that say when.
const TIME: &[&str] = &[
    "on",
    "in",
    "at",
    "after",
    "before",
    "during",
    "earlier",
    "late",
    "later",
    "last",
    "yesterday",
];

/// The most words of a frame, before its verb and after it.
const MAX_FRAME_WORDS: usize = 16;
/// A sentence is left with at least as many words outside its frames: else the frame is what it says.
const MIN_WORDS_LEFT: usize = 3;

/// Returns the bytes of the reporting frames of an English text, in order: `Ann Lee told reporters
/// that`, `, the ministry said on Monday`, `according to the police`.
///
/// What is left says the same without saying who says so. It is found by words alone, so a frame
/// may be overlooked, and other words be taken for one.
pub fn reporting_frames(text: &str) -> Vec<Range<usize>> {
    let words = words(text, Detail::Words);
    let mut frames = Vec::new();
    for sentence in words.chunk_by(|_, next| !(next.gap == Gap::Sentence && next.is_capital())) {
        FrameSentence {
            text,
            words: sentence,
        }
        .frames(&mut frames);
    }
    frames
}

/// The words of one sentence.
struct FrameSentence<'t, 'w> {
    text: &'t str,
    words: &'w [Word<'t>],
}

impl FrameSentence<'_, '_> {
    fn frames(&self, frames: &mut Vec<Range<usize>>) {
        let mut start = 0;
        let mut found = Vec::new();
        // `X said Y had assured Z that …`
        while let Some(end) = self
            .lead(start)
            .filter(|end| end + MIN_WORDS_LEFT <= self.words.len())
        {
            found.push(start..end);
            start = end;
        }
        let mut end = self.words.len();
        if let Some(tail) = self
            .tail(start)
            .filter(|tail| tail - start >= MIN_WORDS_LEFT)
        {
            end = tail;
        }
        found.extend(self.between(start, end));
        if end < self.words.len() {
            found.push(end..self.words.len());
        }
        let left = self.words.len() - found.iter().map(ExactSizeIterator::len).sum::<usize>();
        if left < MIN_WORDS_LEFT {
            return;
        }
        for words in found {
            let last = &self.words[words.end - 1];
            let frame = self.words[words.start].bytes().start..last.bytes().end;
            frames.push(frame);
        }
    }

    fn is(&self, at: usize, test: impl Fn(&Word<'_>) -> bool) -> bool {
        self.words.get(at).is_some_and(test)
    }

    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.is(at, |word| word.is_any(words))
    }

    /// Returns whether a comma, a colon, a dash or a double quotation mark follows a word.
    fn ends_part(&self, at: usize) -> bool {
        let start = self.words[at].end as usize;
        let end = self.words.get(at + 1).map_or_else(
            || {
                start
                    + self.text[start..]
                        .find(char::is_alphanumeric)
                        .unwrap_or(self.text.len() - start)
            },
            |next| next.start as usize,
        );
        self.text[start..end].contains([',', ':', '”', '"', '»', '—', '–'])
    }

    /// Returns whether an attribution verb is there, as far as words tell: `States` is a name.
    fn is_verb(&self, at: usize) -> bool {
        let is_relative = at > 0 && self.is_any(at - 1, RELATIVE);
        self.is(at, attributes_with_that) && !self.words[at].is_capital() && !is_relative
    }

    /// Returns the end of a frame that begins at a word.
    fn lead(&self, start: usize) -> Option<usize> {
        if self.is_any(start, &["according"]) && self.is_any(start + 1, &["to"]) {
            let last = (start + 2..self.words.len().min(start + MAX_FRAME_WORDS))
                .find(|&at| self.ends_part(at))?;
            return Some(last + 1);
        }
        let verb = (start + 1..self.words.len().min(start + MAX_FRAME_WORDS))
            .find(|&at| self.is_verb(at))?;
        let that = (verb + 1..self.words.len().min(verb + MAX_FRAME_WORDS))
            .take_while(|&at| at == verb + 1 || !self.is_verb(at))
            .find(|&at| self.is_any(at, &["that"]));
        if let Some(that) = that {
            return Some(that + 1);
        }
        // A frame within another is recognised by its `that` alone.
        if start > 0 || !self.is(verb, attributes_without_that) || !self.begins_with_subject(verb) {
            return None;
        }
        let article = usize::from(self.is_any(verb + 1, &["the"]));
        if self.is(verb + 1 + article, is_audience) {
            return Some(verb + 2 + article);
        }
        (!self.ends_part(verb)).then_some(verb + 1)
    }

    /// Whether the words before a verb are who speaks, with an apposition or when that was before:
    /// `Ann Lee, a nurse, said`, but not `prices rose, said`, nor `“I left,” she said`.
    fn begins_with_subject(&self, verb: usize) -> bool {
        let mut ends = (0..verb).filter(|&at| self.ends_part(at)).rev();
        let first_is = |words: &[&str], at| self.is_any(at, words);
        match (ends.next(), ends.next()) {
            (None, _) => true,
            (Some(last), Some(other)) if last + 1 == verb => first_is(ARTICLE, other + 1),
            (Some(last), None) => last + 1 < verb && last < 4 && first_is(TIME, 0),
            _ => false,
        }
    }

    /// Returns the first word of a frame at the end.
    fn tail(&self, start: usize) -> Option<usize> {
        let count = self.words.len();
        let first = count.saturating_sub(MAX_FRAME_WORDS).max(start + 1);
        (first..count).find(|&at| {
            if self.is_any(at, &["according"]) && self.is_any(at + 1, &["to"]) {
                return true;
            }
            let begins = self.ends_part(at - 1) && !self.is_any(at, OTHER_PARTS);
            let ends = |at: usize| at > 0 && self.ends_part(at - 1);
            let subject = (at + 1..count.min(at + MAX_FRAME_WORDS / 2)).take_while(|&at| !ends(at));
            let verb = || [at].into_iter().chain(subject).find(|&at| self.is_verb(at));
            begins && verb().is_some_and(|verb| !(verb..count).any(|at| self.is_any(at, &["that"])))
        })
    }

    /// Finds frames between commas, `, he said,`.
    fn between(&self, start: usize, end: usize) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut part = start;
        for at in start..end {
            if !self.ends_part(at) {
                continue;
            }
            let verb = self.is_verb(at) || self.is_verb(part);
            if part > start
                && at - part < MAX_FRAME_WORDS / 2
                && verb
                && !self.is_any(part, OTHER_PARTS)
            {
                found.push(part..at + 1);
            }
            part = at + 1;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn frames_are_taken_off() {
        for (text, left) in [
            (
                "The mayor told reporters on Monday that the dam had failed.",
                "the dam had failed.",
            ),
            (
                "Peskov said Russia moves forces at will.",
                "Russia moves forces at will.",
            ),
            (
                "Russia moves forces at will, Peskov said.",
                "Russia moves forces at will, .",
            ),
            (
                "Russia moves forces at will, said Dmitry Peskov, the spokesman.",
                "Russia moves forces at will, .",
            ),
            (
                "Ryabkov said Russia had assured the United States that there was no cause for concern",
                "there was no cause for concern",
            ),
            (
                "According to the police, nine people died.",
                ", nine people died.",
            ),
            (
                "Nine people died there, according to the police.",
                "Nine people died there, .",
            ),
            (
                "The dam, he said, failed on Friday.",
                "The dam, , failed on Friday.",
            ),
            (
                "“We have 300 beds,” she told the BBC in an interview.",
                "“We have 300 beds,” .",
            ),
            (
                "A spokesman for the firm told AFP it paid 3 million euros.",
                "it paid 3 million euros.",
            ),
            (
                "K.C. Maurer, an officer of the fund, said 500 museums got the letter.",
                "500 museums got the letter.",
            ),
            (
                "The dam failed on Friday. Nobody was hurt, police said.",
                "The dam failed on Friday. Nobody was hurt, .",
            ),
            (
                "On Monday, the mayor said the dam had failed.",
                "the dam had failed.",
            ),
            (
                "Ann Lee, a nurse, said the dam had failed.",
                "the dam had failed.",
            ),
            // No frames.
            (
                "The dam of Tarnsea failed on Friday.",
                "The dam of Tarnsea failed on Friday.",
            ),
            (
                "The United States left the talks.",
                "The United States left the talks.",
            ),
            ("He said so.", "He said so."),
            (
                "The man who said that he saw it died.",
                "The man who said that he saw it died.",
            ),
            (
                "Prices rose, and wages fell.",
                "Prices rose, and wages fell.",
            ),
        ] {
            let mut rest = text.to_owned();
            for frame in reporting_frames(text).into_iter().rev() {
                rest.replace_range(frame, "");
            }
            assert_eq!(rest.trim(), left, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_may_be_asked(
            text in "((said|told|that|according to|Ann|he|é|reporters|the|dam|日本|’|-|\\PC)[ ,.”]?[ ]?){0,40}"
        ) {
            let mut end = 0;
            for frame in reporting_frames(&text) {
                prop_assert!(end <= frame.start && frame.start < frame.end);
                prop_assert!(text.get(frame.clone()).is_some());
                end = frame.end;
            }
        }
    }
}
