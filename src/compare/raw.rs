//! A text cut into words and marks, before anything is made of them. Positions are bytes.

use crate::text::{footnote_marks, plain_mark};

use super::cutter::Pieces;
use super::lexicon::{self, Class};

/// What stands between two words and could matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing but space, or not even that.
    None,
    /// A hyphen without spaces.
    Hyphen,
    /// A comma, a colon, a dash, a bracket: a part of a sentence ends.
    Clause,
    /// A sentence ends.
    Sentence,
}

/// A word, a quotation mark or a sign such as `%`.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// In lower case, with plain apostrophes, without stops (`u.s.`) and a possessive `'s`.
    pub folded: String,
    /// What stands before it.
    pub gap: Gap,
    /// How it is written.
    pub shape: Shape,
    /// Whether it has a possessive `'s`.
    pub is_possessive: bool,
    /// What it does, as an English word.
    pub class: Class,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `troops`; also every word of a script without capitals.
    Small,
    /// `Troops`.
    Capital,
    /// `NATO`, `U.S.`.
    Capitals,
    /// Begins with a digit.
    Digits,
    /// `$`, `%`.
    Sign,
    /// A quotation mark that opens.
    Opening,
    /// A quotation mark that closes.
    Closing,
}

impl Raw {
    /// Tells whether it is a quotation mark.
    pub(super) fn is_mark(&self) -> bool {
        matches!(self.shape, Shape::Opening | Shape::Closing)
    }

    /// Tells whether it is made of digits alone, `13,000` and `3.5` among them.
    pub(super) fn is_digits(&self) -> bool {
        self.shape == Shape::Digits
    }
}

/// Words behind which a stop ends no sentence.
const ABBREVIATIONS: [&str; 26] = [
    "mr", "mrs", "ms", "dr", "st", "gen", "col", "lt", "capt", "sgt", "prof", "rep", "sen", "gov",
    "no", "vs", "jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Cuts a text. Marks of footnotes are skipped.
pub(super) fn cut(text: &str) -> Vec<Raw> {
    let mut raws: Vec<Raw> = Vec::with_capacity(text.len() / 6 + 1);
    let mut gap = Gap::Sentence;
    let mut single_is_open = false;
    let footnotes = footnote_marks(text);
    let mut pieces = Pieces::of(text).peekable();
    while let Some((start, piece)) = pieces.next() {
        let end = start + piece.len();
        if footnotes.iter().any(|mark| mark.contains(&start)) {
            continue;
        }
        let Some(c) = piece.chars().next() else {
            continue;
        };
        if piece.contains(char::is_alphanumeric) {
            let joined = gap == Gap::Hyphen
                && c.is_alphabetic()
                && raws
                    .last()
                    .is_some_and(|last| last.folded.ends_with(char::is_alphabetic));
            let dotted = is_dotted(piece) && matches!(pieces.peek(), Some((_, ".")));
            let folded = folded(piece);
            raws.push(Raw {
                start,
                end: if dotted { end + 1 } else { end },
                class: lexicon::class(&folded),
                folded,
                gap: if joined { Gap::Hyphen } else { gap },
                shape: shape(piece),
                is_possessive: is_possessive(piece),
            });
            if dotted {
                pieces.next();
            }
            gap = Gap::None;
            continue;
        }
        let after = text[end..].chars().next().unwrap_or(' ');
        let before = text[..start].chars().next_back().unwrap_or(' ');
        let opens = is_outside(before) && after.is_alphanumeric()
            || !is_outside(before)
                && !after.is_whitespace()
                && is_opener(c)
                && !before.is_alphanumeric();
        let mark = match plain_mark(c) {
            '"' => true,
            '\'' if opens && !after.is_numeric() => {
                single_is_open = true;
                true
            }
            '\'' => std::mem::take(&mut single_is_open),
            '「' | '」' | '『' | '』' => true,
            _ => false,
        };
        if mark {
            let shape = match opens || (is_opener(c) && is_outside(before)) {
                true => Shape::Opening,
                false => Shape::Closing,
            };
            raws.push(Raw {
                start,
                end,
                folded: if shape == Shape::Opening {
                    "“"
                } else {
                    "”"
                }
                .to_owned(),
                gap,
                shape,
                is_possessive: false,
                class: Class::default(),
            });
            // What stood before a mark still stands before the next word.
            if gap == Gap::Hyphen {
                gap = Gap::None;
            }
        } else if matches!(c, '%' | '$' | '€' | '£' | '¥' | '₴' | '₽' | '₹' | '°') {
            raws.push(Raw {
                start,
                end,
                folded: c.to_string(),
                gap,
                shape: Shape::Sign,
                is_possessive: false,
                class: Class::default(),
            });
            gap = Gap::None;
        } else {
            let next = match c {
                '-' | '\u{2010}' | '\u{2011}'
                    if before.is_alphanumeric() && after.is_alphanumeric() =>
                {
                    Gap::Hyphen
                }
                '.' if raws.last().is_some_and(|last| ends_in_a_stop(last, start)) => Gap::None,
                // A line may end within a sentence; an empty line ends it.
                '\n' if before != '\n' => Gap::None,
                '.' | '!' | '?' | '…' | '\n' | '。' | '！' | '？' | '।' => Gap::Sentence,
                ',' | ';' | ':' | '(' | ')' | '[' | ']' | '–' | '—' | '、' | '，' | '；' => {
                    Gap::Clause
                }
                '-' => Gap::Clause,
                _ => Gap::None,
            };
            gap = gap.max(next);
        }
    }
    raws
}

/// Tells whether the stop at `at` belongs to the word: `Mr.`, the `J.` of a name.
fn ends_in_a_stop(word: &Raw, at: usize) -> bool {
    word.end == at
        && (ABBREVIATIONS.contains(&&word.folded[..])
            || word.shape != Shape::Small && word.folded.chars().count() == 1 && !word.is_digits())
}

fn is_outside(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–')
}

fn is_opener(c: char) -> bool {
    matches!(c, '“' | '„' | '«' | '‘' | '‚' | '「' | '『' | '‹')
}

/// `U.S`, `p.m`: single letters with stops between them.
fn is_dotted(word: &str) -> bool {
    word.len() >= 3
        && word.len() <= 11
        && word.bytes().enumerate().all(|(at, b)| match at % 2 {
            0 => b.is_ascii_alphabetic(),
            _ => b == b'.',
        })
}

fn folded(word: &str) -> String {
    let mut folded = match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => word
            .chars()
            .flat_map(char::to_lowercase)
            .map(plain_mark)
            .collect(),
    };
    if is_dotted(&folded) {
        folded.retain(|c| c != '.');
    }
    if is_possessive(word) {
        folded.truncate(folded.len() - 2);
    }
    folded
}

fn is_possessive(word: &str) -> bool {
    let body = word.strip_suffix(['s', 'S']);
    let body = body.and_then(|body| body.strip_suffix(['\'', '’', '＇']));
    body.is_some_and(|body| !body.is_empty())
}

fn shape(word: &str) -> Shape {
    let mut chars = word.chars().filter(|c| c.is_alphanumeric());
    let Some(first) = chars.next() else {
        return Shape::Small;
    };
    if first.is_numeric() {
        return Shape::Digits;
    }
    if !first.is_uppercase() {
        return Shape::Small;
    }
    let mut others = chars.filter(|c| *c != 's');
    match others.next() {
        Some(c) if c.is_uppercase() && others.all(|c| !c.is_lowercase()) => Shape::Capitals,
        _ => Shape::Capital,
    }
}
