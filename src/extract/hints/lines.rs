//! The article as hints look at it: its lines. Their words are cut again for each look, because
//! those of a long article would take several times its room.

use std::ops::Range;

use crate::language::{Detail, Word, WordCounts, WordShape, language, read};

/// An article, cut into lines.
pub(super) struct ScannedArticle<'a> {
    /// The whole text; every position is a byte of it.
    pub text: &'a str,
    /// Its lines, blank ones included.
    pub lines: Vec<ScannedLine>,
}

/// A line of a article.
#[derive(Clone, Debug)]
pub(super) struct ScannedLine {
    /// Its bytes, without the line feed.
    pub bytes: Range<usize>,
    /// Whether it is English, as far as can be told.
    pub is_english: bool,
    /// Whether most of its words have capitals, as in a headline.
    pub is_title: bool,
}

impl<'a> ScannedArticle<'a> {
    /// Cuts a text.
    pub(super) fn of(text: &'a str, lang: &str) -> Self {
        let mut counts = Vec::new();
        let mut lines = Vec::new();
        let mut words = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end_matches('\n').len();
            words.clear();
            read(text, start..end, Detail::Words, &mut words);
            counts.push(WordCounts::of(&words));
            lines.push(ScannedLine {
                bytes: start..end,
                is_english: false,
                is_title: false,
            });
            start += line.len();
        }
        judge(&mut lines, &counts, &language(lang));
        Self { text, lines }
    }

    /// Cuts a line into its words, in place of those there are.
    pub(super) fn words_of(&self, line: &ScannedLine, words: &mut Vec<Word<'a>>) {
        words.clear();
        read(self.text, line.bytes.clone(), Detail::Words, words);
    }

    /// Returns the text of a line.
    pub(super) fn line(&self, line: &ScannedLine) -> &'a str {
        &self.text[line.bytes.clone()]
    }

    /// Returns a word as it stands, a possessive `’s` included.
    pub(super) fn word(&self, word: &Word<'_>) -> &'a str {
        &self.text[word.bytes()]
    }

    /// Returns what is between two words that follow each other.
    pub(super) fn between(&self, left: &Word<'_>, right: &Word<'_>) -> &'a str {
        &self.text[left.end as usize..right.start as usize]
    }

    /// Returns the number of the line a byte is on, from 1.
    pub(super) fn line_number(&self, byte: usize) -> usize {
        self.lines
            .partition_point(|line| line.bytes.start <= byte)
            .max(1)
    }
}

/// Judges lines by their words. A short line is English if the article is.
fn judge(lines: &mut [ScannedLine], counts: &[WordCounts], lang: &str) {
    const MAX_SHORT_LINE: u32 = 6;
    // A few lines may have hardly any of these words.
    const MAX_SHORT_ARTICLE: u32 = 40;
    let whole = counts
        .iter()
        .fold(WordCounts::default(), |sum, line| sum.plus(*line));
    let is_short = whole.all < MAX_SHORT_ARTICLE && whole.english > 0;
    let article = lang == "en" && (is_short || whole.is_english());
    for (line, count) in lines.iter_mut().zip(counts) {
        line.is_english = article && (is_short || count.all < MAX_SHORT_LINE || count.is_english());
        line.is_title = count.all > 3 && count.capitals * 10 > count.all * 6;
    }
}

/// The places of one spelling: how many there are, and the first ones, which is all that is shown.
#[derive(Default)]
pub(super) struct Places {
    count: usize,
    first: Vec<(u32, u32)>,
}

impl Places {
    /// The most that are pointed at.
    const MAX_SHOWN: usize = 3;

    /// Adds a place after the others: its first byte and the one past its last.
    pub(super) fn push(&mut self, start: u32, end: u32) {
        self.count += 1;
        if self.first.len() < Self::MAX_SHOWN {
            self.first.push((start, end));
        }
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Returns the first bytes of the first occurrence, for comparison, or `None`.
    pub(super) fn start(&self) -> Option<u32> {
        self.first.first().map(|(start, _)| *start)
    }

    /// Returns the bytes of the first places.
    pub(super) fn iter(&self) -> impl Iterator<Item = Range<usize>> {
        self.first
            .iter()
            .map(|&(start, end)| start as usize..end as usize)
    }
}

/// Returns whether a word begins a sentence or a quotation, where a capital says nothing.
pub(super) fn begins_sentence(
    article: &ScannedArticle<'_>,
    line: &ScannedLine,
    word: &Word<'_>,
) -> bool {
    let before = article.text[line.bytes.start..word.start as usize].trim_end();
    before.is_empty()
        || before.ends_with(|c: char| {
            matches!(
                c,
                '.' | '!'
                    | '?'
                    | '…'
                    | ':'
                    | '"'
                    | '“'
                    | '‘'
                    | '«'
                    | '•'
                    | '–'
                    | '—'
                    | '('
                    | '”'
                    | '’'
            )
        })
}

/// Returns whether a word is written as a name is.
pub(super) fn looks_like_name(word: &Word<'_>) -> bool {
    word.shape == WordShape::Capital
}
