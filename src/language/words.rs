//! The words of a text: the one tokeniser. Positions are bytes.
//!
//! Words are those of Unicode (UAX #29), with three rules of our own: the last stop of `U.S.`
//! belongs to it, a stop between a small letter and a capital (`over.Then`) ends a sentence whose
//! space was forgotten, and the marks of footnotes are skipped.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{footnote_marks, is_hidden, plain_mark};

use super::abbreviations::{NUMBERED_WORDS, OPEN_WORDS};
use super::keys::{WordKey, WordSet, is_dotted};
use super::pieces::Pieces;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordShape {
    /// `troops`; also every word of a script without capitals.
    Small,
    /// `Troops`, `McDonald`.
    Capital,
    /// `NATO`, `U.S.`, `MPs`.
    Capitals,
    /// Begins with a digit: `13,000`, `24th`, `10:30`.
    Number,
    /// `$`, `%`.
    Sign,
    /// A quotation mark that opens.
    Opening,
    /// A quotation mark that closes.
    Closing,
}

/// What stands before a word and could matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing but space, or not even that.
    None,
    /// A hyphen without spaces.
    Hyphen,
    /// A comma, a colon, a dash, a bracket: a part of a sentence ends.
    Clause,
    /// A sentence ends, or the text begins.
    Sentence,
}

/// What is made of a text.
///
/// Both are needed: names and verbs are recognised in whole words, while a comparison has to see
/// that `twenty-eight` is 28 and `co-operation` is `cooperation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Words only. Compounds (`co-operation`), times (`10:30`) and letters of scripts that write
    /// words without spaces are joined.
    Words,
    /// Words, with compounds in parts, and quotation marks and signs such as `%` as well.
    Tokens,
}

/// A word; with [`Detail::Tokens`] also a quotation mark or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// The word without a possessive `’s`, whatever its case.
    pub key: WordKey<'t>,
    /// Its first byte.
    pub start: u32,
    /// One past its last byte, that of a possessive `’s` included.
    pub end: u32,
    /// How it is written.
    pub shape: WordShape,
    /// What stands before it.
    pub gap: Gap,
}

impl<'t> Word<'t> {
    fn new(text: &'t str, bytes: Range<usize>, gap: Gap) -> Self {
        let whole = &text[bytes.clone()];
        let stem = &whole[..possessive(whole).unwrap_or(whole.len())];
        Self {
            key: WordKey::new(stem),
            start: bytes.start as u32,
            end: bytes.end as u32,
            shape: shape(stem),
            gap,
        }
    }

    /// Returns the bytes of the whole word.
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the word without a possessive `’s`.
    pub fn stem(&self) -> &'t str {
        self.key.text()
    }

    /// Returns one past the last byte of the word without a possessive `’s`.
    pub fn stem_end(&self) -> u32 {
        self.start + self.stem().len() as u32
    }

    /// Returns whether it has a possessive `’s`.
    pub fn is_possessive(&self) -> bool {
        self.stem_end() != self.end
    }

    /// Returns whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, WordShape::Capital | WordShape::Capitals)
    }

    /// Returns whether it begins with a digit.
    pub fn is_number(&self) -> bool {
        self.shape == WordShape::Number
    }

    /// Returns whether it is a quotation mark.
    pub fn is_mark(&self) -> bool {
        matches!(self.shape, WordShape::Opening | WordShape::Closing)
    }

    /// Returns whether it is this word, which is given in lower-case ASCII letters.
    pub fn is(&self, lower: &str) -> bool {
        self.stem().eq_ignore_ascii_case(lower)
    }

    /// Returns whether it is one of these words, which are given in lower-case ASCII letters.
    pub fn is_any(&self, lower: &[&str]) -> bool {
        lower.iter().any(|lower| self.is(lower))
    }

    /// Returns whether a set has it.
    pub fn is_in(&self, set: &WordSet<'_>) -> bool {
        set.contains(&self.key)
    }

    /// Returns it in lower case, with plain apostrophes, without the stops of `U.S.` and without a
    /// possessive; `“` and `”` for any opening and closing mark.
    pub fn folded(&self) -> Cow<'t, str> {
        match self.shape {
            WordShape::Opening => Cow::Borrowed("“"),
            WordShape::Closing => Cow::Borrowed("”"),
            _ if self.stem().bytes().all(|b| b.is_ascii_lowercase()) => Cow::Borrowed(self.stem()),
            _ => self.key.folded_chars().collect(),
        }
    }
}

/// Returns the words of a text, in order.
pub fn words(text: &str, detail: Detail) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / 6 + 1);
    read(text, 0..text.len(), detail, &mut words);
    words
}

/// Adds the words of `text[range]` to `out`.
pub fn read<'t>(text: &'t str, range: Range<usize>, detail: Detail, out: &mut Vec<Word<'t>>) {
    let footnotes = footnote_marks(&text[range.clone()]);
    let mut reader = Reader {
        text,
        detail,
        end: range.end,
        gap: Gap::Sentence,
        is_in_single_marks: false,
        pending: None,
        out,
    };
    let mut pieces = Pieces::of(&text[range.clone()]).peekable();
    while let Some((at, piece)) = pieces.next() {
        if footnotes.iter().any(|mark| mark.contains(&at)) {
            continue;
        }
        let start = range.start + at;
        if !piece.contains(char::is_alphanumeric) {
            reader.mark(start, piece);
            continue;
        }
        let mut end = start + piece.len();
        if is_dotted(piece) && matches!(pieces.peek(), Some((_, "."))) {
            pieces.next();
            end += 1;
        }
        reader.word(start..end);
    }
    reader.flush();
}

/// A text that is being read.
struct Reader<'t, 'o> {
    text: &'t str,
    detail: Detail,
    end: usize,
    /// What stands before the next word.
    gap: Gap,
    is_in_single_marks: bool,
    /// A word that may continue.
    pending: Option<(Range<usize>, Gap)>,
    out: &'o mut Vec<Word<'t>>,
}

impl<'t> Reader<'t, '_> {
    fn flush(&mut self) {
        if let Some((bytes, gap)) = self.pending.take() {
            self.out.push(Word::new(self.text, bytes, gap));
        }
    }

    fn word(&mut self, bytes: Range<usize>) {
        // To Unicode, characters that are not seen are part of the word beside them.
        let piece = &self.text[bytes.clone()];
        let end = bytes.start + piece.trim_end_matches(is_hidden).len();
        let mut bytes = bytes.end - piece.trim_start_matches(is_hidden).len()..end;
        while let Some(stop) = forgotten_space(&self.text[bytes.clone()]) {
            self.whole_word(bytes.start..bytes.start + stop);
            self.gap = Gap::Sentence;
            bytes.start += stop + 1;
        }
        self.whole_word(bytes);
    }

    fn whole_word(&mut self, bytes: Range<usize>) {
        if self.detail == Detail::Words
            && let Some((pending, _)) = &mut self.pending
            && joins(self.text, pending, &bytes)
        {
            pending.end = bytes.end;
        } else {
            self.flush();
            self.pending = Some((bytes, self.gap));
        }
        self.gap = Gap::None;
    }

    /// Reads what is not a word: a space or a mark.
    fn mark(&mut self, start: usize, piece: &str) {
        if piece == " " {
            return;
        }
        let Some(c) = piece.chars().next() else {
            return;
        };
        let end = start + piece.len();
        let before = self.text[..start].chars().next_back().unwrap_or(' ');
        let after = self.text[end..self.end].chars().next().unwrap_or(' ');
        if self.detail == Detail::Tokens {
            if let Some(shape) = self.quotation_mark(c, before, after) {
                self.token(start..end, shape);
                // What stood before a mark still stands before the next word.
                if self.gap == Gap::Hyphen {
                    self.gap = Gap::None;
                }
                return;
            }
            if is_sign(c) {
                self.token(start..end, WordShape::Sign);
                self.gap = Gap::None;
                return;
            }
        }
        let gap = match c {
            '-' | '\u{2010}' | '\u{2011}'
                if before.is_alphanumeric() && after.is_alphanumeric() =>
            {
                Gap::Hyphen
            }
            '.' if self.is_abbreviation(start, end) => Gap::None,
            // A line may end within a sentence; an empty line ends it.
            '\n' if before != '\n' => Gap::None,
            '.' | '!' | '?' | '…' | '\n' | '。' | '！' | '？' | '।' => Gap::Sentence,
            ',' | ';' | ':' | '(' | ')' | '[' | ']' | '–' | '—' | '、' | '，' | '；' | '-' => {
                Gap::Clause
            }
            _ => Gap::None,
        };
        self.gap = self.gap.max(gap);
    }

    fn token(&mut self, bytes: Range<usize>, shape: WordShape) {
        self.flush();
        self.out.push(Word {
            key: WordKey::new(&self.text[bytes.clone()]),
            start: bytes.start as u32,
            end: bytes.end as u32,
            shape,
            gap: self.gap,
        });
    }

    /// Returns whether the stop at `start` belongs to the word before it.
    fn is_abbreviation(&mut self, start: usize, end: usize) -> bool {
        self.flush();
        let next = self.text[end..self.end].trim_start().chars().next();
        self.out
            .last()
            .is_some_and(|last| last.end as usize == start && ends_in_a_stop(last, next))
    }

    /// Tells how a mark quotes, if it does.
    fn quotation_mark(&mut self, c: char, before: char, after: char) -> Option<WordShape> {
        let is_outside = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–');
        let is_opener = matches!(c, '“' | '„' | '«' | '‘' | '‚' | '「' | '『' | '‹');
        let opens = match is_outside(before) {
            true => after.is_alphanumeric(),
            false => !after.is_whitespace() && is_opener && !before.is_alphanumeric(),
        };
        let quotes = match plain_mark(c) {
            '"' => true,
            '\'' if opens && !after.is_numeric() => {
                self.is_in_single_marks = true;
                true
            }
            '\'' => std::mem::take(&mut self.is_in_single_marks),
            '「' | '」' | '『' | '』' => true,
            _ => false,
        };
        let shape = match opens || (is_opener && is_outside(before)) {
            true => WordShape::Opening,
            false => WordShape::Closing,
        };
        quotes.then_some(shape)
    }
}

fn is_sign(c: char) -> bool {
    matches!(c, '%' | '$' | '€' | '£' | '¥' | '₴' | '₽' | '₹' | '°')
}

/// Returns whether a stop directly after a word belongs to it: `Mr.`, the `J.` of a name, `No.`
/// before a number. `next` is the first character after the stop that is not a space.
fn ends_in_a_stop(word: &Word<'_>, next: Option<char>) -> bool {
    let is_initial = matches!(word.shape, WordShape::Capital | WordShape::Capitals)
        && word.stem().chars().nth(1).is_none();
    is_initial
        || word.is_in(&OPEN_WORDS)
        || next.is_some_and(|c| c.is_ascii_digit()) && word.is_in(&NUMBERED_WORDS)
}

/// Returns whether two pieces are one word: `co-operation`, `10:30`, `本日`.
fn joins(text: &str, left: &Range<usize>, right: &Range<usize>) -> bool {
    match &text[left.end..right.start] {
        "" | "-" | "\u{2010}" | "\u{2011}" => true,
        ":" => {
            text[left.clone()].ends_with(|c: char| c.is_ascii_digit())
                && text[right.clone()].starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    }
}

/// Returns where the stop is in a word such as `over.Then`.
fn forgotten_space(piece: &str) -> Option<usize> {
    let stops = piece.match_indices('.').map(|(at, _)| at);
    stops.into_iter().find(|&at| {
        piece[..at].ends_with(char::is_lowercase)
            && piece[at + 1..].starts_with(char::is_uppercase)
            && !is_dotted(piece)
    })
}

/// Returns the length of a word without its possessive `’s`.
fn possessive(word: &str) -> Option<usize> {
    let body = word.strip_suffix(['s', 'S'])?;
    let body = body.strip_suffix(['\'', '’', '＇'])?;
    (!body.is_empty()).then_some(body.len())
}

fn shape(stem: &str) -> WordShape {
    let mut chars = stem.chars().filter(|c| c.is_alphanumeric());
    let Some(first) = chars.next() else {
        return WordShape::Small;
    };
    if first.is_numeric() {
        return WordShape::Number;
    }
    if !first.is_uppercase() {
        return WordShape::Small;
    }
    // The plural of `MP` is `MPs`.
    let mut others = chars.filter(|c| *c != 's');
    match others.next() {
        Some(c) if c.is_uppercase() && others.all(|c| !c.is_lowercase()) => WordShape::Capitals,
        _ => WordShape::Capital,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shapes(text: &str) -> Vec<(&str, WordShape)> {
        let words = words(text, Detail::Words);
        words.iter().map(|w| (w.stem(), w.shape)).collect()
    }

    #[test]
    fn marks_inside_a_word_belong_to_it() {
        use WordShape::*;
        assert_eq!(
            shapes("The U.S. said co-operation, ”he don’t Russia’s 13,000 at 10:30 p.m. (3.5%)."),
            [
                ("The", Capital),
                ("U.S.", Capitals),
                ("said", Small),
                ("co-operation", Small),
                ("he", Small),
                ("don’t", Small),
                ("Russia", Capital),
                ("13,000", Number),
                ("at", Small),
                ("10:30", Number),
                ("p.m.", Small),
                ("3.5", Number),
            ]
        );
        assert_eq!(
            shapes("of \u{2067}NATO\u{2069}. Then it was over.Then MPs went."),
            [
                ("of", Small),
                ("NATO", Capitals),
                ("Then", Capital),
                ("it", Small),
                ("was", Small),
                ("over", Small),
                ("Then", Capital),
                ("MPs", Capitals),
                ("went", Small),
            ]
        );
    }

    #[test]
    fn tokens_have_the_parts_of_compounds_and_the_marks_that_matter() {
        let words = words(
            "“Twenty-eight,” Dr. Lee said. $5 (3.5%) [7]",
            Detail::Tokens,
        );
        let found: Vec<_> = words.iter().map(|w| (w.stem(), w.gap)).collect();
        assert_eq!(
            found,
            [
                ("“", Gap::Sentence),
                ("Twenty", Gap::Sentence),
                ("eight", Gap::Hyphen),
                ("”", Gap::Clause),
                ("Dr", Gap::Clause),
                ("Lee", Gap::None),
                ("said", Gap::None),
                ("$", Gap::Sentence),
                ("5", Gap::None),
                ("3.5", Gap::Clause),
                ("%", Gap::None),
            ]
        );
    }

    proptest! {
        #[test]
        fn words_are_in_order_and_hold_every_letter(text in "(\\PC|[a-zA-Z0-9 .,:’'\"-]|\n){0,60}") {
            for detail in [Detail::Words, Detail::Tokens] {
                let mut at = 0;
                for word in words(&text, detail) {
                    let outside = &text[at..word.start as usize];
                    let footnotes = footnote_marks(&text).len();
                    prop_assert!(footnotes > 0 || !outside.contains(char::is_alphanumeric));
                    prop_assert!(word.start < word.stem_end() && word.stem_end() <= word.end);
                    at = word.end as usize;
                }
            }
        }
    }
}
