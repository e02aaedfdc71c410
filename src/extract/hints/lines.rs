//! The article as hints look at it: its lines. Their words are cut again for each look, because
//! those of a long article would take several times its room.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::language;
use crate::extract::words::{KeySet, Shape, Word, cut, key_set};

/// An article, cut into lines.
pub(super) struct ArticleLines<'a> {
    /// The whole text; every position is a byte of it.
    pub text: &'a str,
    /// Its lines, blank ones included.
    pub lines: Vec<ArticleLine>,
}

/// A line of a article.
#[derive(Clone, Debug)]
pub(super) struct ArticleLine {
    /// Its bytes, without the line feed.
    pub bytes: Range<usize>,
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

impl<'a> ArticleLines<'a> {
    /// Cuts a text.
    pub(super) fn of(text: &'a str, lang: &str) -> Self {
        let mut counts = Vec::new();
        let mut lines = Vec::new();
        let mut words = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.trim_end_matches('\n').len();
            words.clear();
            cut(text, start..end, &mut words);
            counts.push(Count::of(&words));
            lines.push(ArticleLine {
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
    pub(super) fn words_of(&self, line: &ArticleLine, words: &mut Vec<Word>) {
        words.clear();
        cut(self.text, line.bytes.clone(), words);
    }

    /// Returns the text of a line.
    pub(super) fn line(&self, line: &ArticleLine) -> &'a str {
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

/// How many words there are of a kind.
#[derive(Clone, Copy, Default)]
struct Count {
    all: u32,
    english: u32,
    capitals: u32,
}

impl Count {
    fn of(words: &[Word]) -> Self {
        let count = |is: fn(&Word) -> bool| words.iter().filter(|word| is(word)).count() as u32;
        Self {
            all: words.len() as u32,
            english: count(|word| ENGLISH.contains(&word.key)),
            capitals: count(Word::is_capital),
        }
    }

    fn is_english(self) -> bool {
        self.english * 10 >= self.all
    }
}

/// Judges lines by their words. A short line is English if the article is.
fn judge(lines: &mut [ArticleLine], counts: &[Count], lang: &str) {
    const SHORT: u32 = 6;
    // A few lines may have hardly any of these words.
    const FEW: u32 = 40;
    let whole = counts.iter().fold(Count::default(), |sum, line| Count {
        all: sum.all + line.all,
        english: sum.english + line.english,
        capitals: sum.capitals + line.capitals,
    });
    let is_short = whole.all < FEW && whole.english > 0;
    let article = lang == "en" && (is_short || whole.is_english());
    for (line, count) in lines.iter_mut().zip(counts) {
        line.is_english = article && (is_short || count.all < SHORT || count.is_english());
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

    /// Adds a place behind the others: its first byte and the one past its last.
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

    /// Returns the first bytes of the first place, to be compared; none where there is none.
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

/// Tells whether a word begins a sentence or a quotation, where a capital says nothing.
pub(super) fn begins_sentence(article: &ArticleLines<'_>, line: &ArticleLine, word: &Word) -> bool {
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

/// Tells whether a word is written as a name is.
pub(super) fn looks_like_name(word: &Word) -> bool {
    word.shape == Shape::Capital
}
