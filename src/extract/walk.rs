//! An article walked line by line: which passages of a line state something.

use std::ops::Range;

use crate::language::SentenceSplitter;
use crate::model::Article;
use crate::text::Span;

use super::count;
use super::statements::{LineContext, bullet, states_something};

/// Where a walk through an article is.
pub(super) struct Walk<'a> {
    article: &'a Article,
    splitter: SentenceSplitter,
    /// Where the next line begins, in bytes and in code points.
    next_byte: usize,
    next_position: u32,
    title_seen: bool,
    /// Kept from line to line to spare allocations.
    sentences: Vec<Range<usize>>,
}

impl<'a> Walk<'a> {
    /// Begins at the start of an article.
    pub(super) fn new(article: &'a Article, lang: &str) -> Self {
        Self {
            article,
            splitter: SentenceSplitter::new(lang),
            next_byte: 0,
            next_position: 0,
            title_seen: false,
            sentences: Vec::new(),
        }
    }

    /// Returns where the next line begins, in code points.
    pub(super) fn position(&self) -> u32 {
        self.next_position
    }

    /// Reads the next line and puts what it states into `out`; false at the end of the article.
    pub(super) fn read_line(&mut self, out: &mut Vec<(Span, &'a str)>) -> bool {
        out.clear();
        let rest = &self.article.text().as_str()[self.next_byte..];
        if rest.is_empty() {
            return false;
        }
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        let start = self.next_position;
        self.next_byte += line.len();
        self.next_position += count(line);
        let content = line.trim();
        if content.is_empty() {
            return true;
        }
        let bullet = bullet(line);
        let (line, start) = (&line[bullet..], start + count(&line[..bullet]));
        self.splitter.sentences(line, &mut self.sentences);
        let kind = LineContext {
            text: content,
            is_first: !self.title_seen,
            is_single: self.sentences.len() <= 1,
        };
        self.title_seen = true;
        if kind.is_furniture() {
            return true;
        }
        let mut walked = (0, start);
        for sentence in &self.sentences {
            let first = walked.1 + count(&line[walked.0..sentence.start]);
            let end = first + count(&line[sentence.clone()]);
            walked = (sentence.end, end);
            let text = &line[sentence.clone()];
            if states_something(text) {
                out.push((Span::new(first, end), text));
            }
        }
        true
    }
}
