//! A text cut into words and marks, before anything is made of them. Positions are bytes.

use crate::text::{footnote_marks, plain_mark};

use super::lexicon::{self, WordClass};
use super::word_breaks::WordBreaks;

/// What stands between two words and could matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TokenGap {
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
pub(super) struct RawToken {
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// In lower case, with plain apostrophes, without stops (`u.s.`) and a possessive `'s`.
    pub folded: String,
    /// What stands before it.
    pub gap: TokenGap,
    /// How it is written.
    pub shape: TokenShape,
    /// Whether it has a possessive `'s`.
    pub is_possessive: bool,
    /// What it does, as an English word.
    pub class: WordClass,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenShape {
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

impl RawToken {
    /// Tells whether it is a quotation mark.
    pub(super) fn is_mark(&self) -> bool {
        matches!(self.shape, TokenShape::Opening | TokenShape::Closing)
    }

    /// Tells whether it is made of digits alone, `13,000` and `3.5` among them.
    pub(super) fn is_digits(&self) -> bool {
        self.shape == TokenShape::Digits
    }
}

/// Words behind which a stop ends no sentence.
const ABBREVIATIONS: [&str; 26] = [
    "mr", "mrs", "ms", "dr", "st", "gen", "col", "lt", "capt", "sgt", "prof", "rep", "sen", "gov",
    "no", "vs", "jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Cuts a text. Marks of footnotes are skipped.
pub(super) fn cut(text: &str) -> Vec<RawToken> {
    let mut raws: Vec<RawToken> = Vec::with_capacity(text.len() / 6 + 1);
    let mut gap = TokenGap::Sentence;
    let mut single_is_open = false;
    let footnotes = footnote_marks(text);
    let mut pieces = WordBreaks::of(text).peekable();
    while let Some((start, piece)) = pieces.next() {
        let end = start + piece.len();
        if footnotes.iter().any(|mark| mark.contains(&start)) {
            continue;
        }
        let Some(c) = piece.chars().next() else {
            continue;
        };
        if piece.contains(char::is_alphanumeric) {
            let joined = gap == TokenGap::Hyphen
                && c.is_alphabetic()
                && raws
                    .last()
                    .is_some_and(|last| last.folded.ends_with(char::is_alphabetic));
            let dotted = is_dotted(piece) && matches!(pieces.peek(), Some((_, ".")));
            let folded = folded(piece);
            raws.push(RawToken {
                start,
                end: if dotted { end + 1 } else { end },
                class: lexicon::class(&folded),
                folded,
                gap: if joined { TokenGap::Hyphen } else { gap },
                shape: shape(piece),
                is_possessive: is_possessive(piece),
            });
            if dotted {
                pieces.next();
            }
            gap = TokenGap::None;
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
                true => TokenShape::Opening,
                false => TokenShape::Closing,
            };
            raws.push(RawToken {
                start,
                end,
                folded: if shape == TokenShape::Opening {
                    "“"
                } else {
                    "”"
                }
                .to_owned(),
                gap,
                shape,
                is_possessive: false,
                class: WordClass::default(),
            });
            // What stood before a mark still stands before the next word.
            if gap == TokenGap::Hyphen {
                gap = TokenGap::None;
            }
        } else if matches!(c, '%' | '$' | '€' | '£' | '¥' | '₴' | '₽' | '₹' | '°') {
            raws.push(RawToken {
                start,
                end,
                folded: c.to_string(),
                gap,
                shape: TokenShape::Sign,
                is_possessive: false,
                class: WordClass::default(),
            });
            gap = TokenGap::None;
        } else {
            let next = match c {
                '-' | '\u{2010}' | '\u{2011}'
                    if before.is_alphanumeric() && after.is_alphanumeric() =>
                {
                    TokenGap::Hyphen
                }
                '.' if raws.last().is_some_and(|last| ends_in_a_stop(last, start)) => {
                    TokenGap::None
                }
                // A line may end within a sentence; an empty line ends it.
                '\n' if before != '\n' => TokenGap::None,
                '.' | '!' | '?' | '…' | '\n' | '。' | '！' | '？' | '।' => {
                    TokenGap::Sentence
                }
                ',' | ';' | ':' | '(' | ')' | '[' | ']' | '–' | '—' | '、' | '，' | '；' => {
                    TokenGap::Clause
                }
                '-' => TokenGap::Clause,
                _ => TokenGap::None,
            };
            gap = gap.max(next);
        }
    }
    raws
}

/// Tells whether the stop at `at` belongs to the word: `Mr.`, the `J.` of a name.
fn ends_in_a_stop(word: &RawToken, at: usize) -> bool {
    word.end == at
        && (ABBREVIATIONS.contains(&&word.folded[..])
            || word.shape != TokenShape::Small
                && word.folded.chars().count() == 1
                && !word.is_digits())
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

fn shape(word: &str) -> TokenShape {
    let mut chars = word.chars().filter(|c| c.is_alphanumeric());
    let Some(first) = chars.next() else {
        return TokenShape::Small;
    };
    if first.is_numeric() {
        return TokenShape::Digits;
    }
    if !first.is_uppercase() {
        return TokenShape::Small;
    }
    let mut others = chars.filter(|c| *c != 's');
    match others.next() {
        Some(c) if c.is_uppercase() && others.all(|c| !c.is_lowercase()) => TokenShape::Capitals,
        _ => TokenShape::Capital,
    }
}
