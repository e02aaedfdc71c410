//! The article as hints look at it: its lines and their words.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::language;
use crate::extract::words::{KeySet, Shape, Word, cut, key_set};

/// An article, cut into lines and words.
pub(super) struct Page<'a> {
    /// The whole text; every position is a byte of it.
    pub text: &'a str,
    /// Its words.
    pub words: Vec<Word>,
    /// Its lines, blank ones included.
    pub lines: Vec<Line>,
    /// The language that was asked for, such as `en`.
    pub lang: String,
}

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its bytes, without the line feed.
    pub bytes: Range<usize>,
    /// Its words, as a range of [`Page::words`].
    pub words: Range<usize>,
    /// Whether it is English, as far as can be told.
    pub is_english: bool,
    /// Whether most of its words have capitals, as in a headline.
    pub is_title: bool,
}

/// Words that make a text English. Those that other languages share are left out.
static ENGLISH: LazyLock<KeySet> = LazyLock::new(|| {
    key_set(
        "the of and to that with for his her their they which would have has had been were from this are not it its
         said who but be by as at you he she there than after when what about into more if could should our out one can
         them then because while whose these those such said",
    )
});

impl<'a> Page<'a> {
    /// Cuts a text.
    pub(super) fn of(text: &'a str, lang: &str) -> Self {
        let mut page = Self {
            text,
            words: Vec::with_capacity(text.len() / 6),
            lines: Vec::new(),
            lang: language(lang),
        };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let first = page.words.len();
            let end = start + line.trim_end_matches('\n').len();
            cut(text, start..end, &mut page.words);
            page.lines.push(Line {
                bytes: start..end,
                words: first..page.words.len(),
                is_english: false,
                is_title: false,
            });
            start += line.len();
        }
        page.judge_lines();
        page
    }

    /// A short line is English if the article is.
    fn judge_lines(&mut self) {
        const SHORT: usize = 6;
        let is_english = |words: &[Word]| {
            let known = words.iter().filter(|w| ENGLISH.contains(&w.key)).count();
            known * 10 >= words.len()
        };
        // A few lines may have hardly any of these words.
        const FEW: usize = 40;
        let is_short =
            self.words.len() < FEW && self.words.iter().any(|w| ENGLISH.contains(&w.key));
        let article = self.lang == "en" && (is_short || is_english(&self.words));
        for line in &mut self.lines {
            let words = &self.words[line.words.clone()];
            line.is_english = article && (is_short || words.len() < SHORT || is_english(words));
            let capitals = words.iter().filter(|w| w.is_capital()).count();
            line.is_title = words.len() > 3 && capitals * 10 > words.len() * 6;
        }
    }

    /// Returns the lines that are English, with their words.
    pub(super) fn english(&self) -> impl Iterator<Item = (&Line, &[Word])> {
        self.lines
            .iter()
            .filter(|line| line.is_english)
            .map(|line| (line, self.words_of(line)))
    }

    /// Returns the words of a line.
    pub(super) fn words_of(&self, line: &Line) -> &[Word] {
        &self.words[line.words.clone()]
    }

    /// Returns the text of a line.
    pub(super) fn line(&self, line: &Line) -> &'a str {
        &self.text[line.bytes.clone()]
    }

    /// Returns a word as it stands, a possessive `’s` included.
    pub(super) fn word(&self, word: &Word) -> &'a str {
        &self.text[word.bytes()]
    }

    /// Returns what stands between two words that follow each other.
    pub(super) fn between(&self, left: &Word, right: &Word) -> &'a str {
        &self.text[left.end as usize..right.start as usize]
    }

    /// Returns the number of the line a byte lies on, from 1.
    pub(super) fn line_number(&self, byte: usize) -> usize {
        self.lines
            .partition_point(|line| line.bytes.start <= byte)
            .max(1)
    }
}

/// Tells whether a word begins a sentence or a quotation, where a capital says nothing.
pub(super) fn begins_sentence(page: &Page<'_>, line: &Line, word: &Word) -> bool {
    let before = page.text[line.bytes.start..word.start as usize].trim_end();
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

/// Tells whether a word is written as a name is.
pub(super) fn looks_like_name(word: &Word) -> bool {
    word.shape == Shape::Capital
}
