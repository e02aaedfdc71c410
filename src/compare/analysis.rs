//! A text read: its words by what they mean, its numbers and dates. Positions are bytes.

use std::ops::Range;

use super::lexicon::WordClass;
use super::normalized::{Currency, NormalizedToken, TokenKind};
use super::numbers::{self, NumberValue};
use super::tokens::{self, RawToken, TokenGap, TokenShape};
use super::vocabulary::Vocabulary;

/// A text and its tokens.
#[derive(Debug)]
pub(super) struct Analysis<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens, in order.
    pub tokens: Vec<NormalizedToken>,
    /// Whether it is read as English.
    pub english: bool,
}

impl<'a> Analysis<'a> {
    /// Reads texts that are compared with each other: as English only if all are.
    pub(super) fn of_all<const N: usize>(
        texts: [&'a str; N],
        vocabulary: &mut Vocabulary,
    ) -> [Self; N] {
        let raws = texts.map(|text| (text, tokens::cut(text)));
        let english = raws.iter().all(|(_, raws)| is_english(raws));
        raws.map(|(text, raws)| Analysis {
            text,
            tokens: tokens(text, &raws, english, vocabulary),
            english,
        })
    }

    /// Returns the text of some tokens.
    pub(super) fn slice(&self, tokens: Range<usize>) -> &'a str {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1)) {
            (Some(first), Some(last)) if tokens.start <= last => {
                &self.text[first.bytes.start..self.tokens[last].bytes.end]
            }
            _ => "",
        }
    }
}

/// Tells whether words could be English: not those of another alphabet, and no more grammatical
/// words of another language than of English.
pub(super) fn is_english(raws: &[RawToken]) -> bool {
    const ENOUGH: usize = 2000;
    let (mut ours, mut theirs, mut letters, mut foreign_letters) = (0, 0, 0, 0);
    for raw in raws.iter().take(ENOUGH) {
        ours += usize::from(raw.class.is(WordClass::FUNCTION));
        let is_accented = raw.shape == TokenShape::Small && !raw.folded.is_ascii();
        theirs += usize::from(is_accented || raw.class.is(WordClass::FOREIGN));
        letters += raw.folded.len();
        foreign_letters += raw.folded.bytes().filter(|b| !b.is_ascii()).count();
    }
    theirs <= ours && foreign_letters * 3 <= letters
}

/// Reads words.
pub(super) fn tokens(
    text: &str,
    raws: &[RawToken],
    english: bool,
    vocabulary: &mut Vocabulary,
) -> Vec<NormalizedToken> {
    let mut tokens = Vec::with_capacity(raws.len());
    let mut at = 0;
    let mut buffer = String::new();
    while at < raws.len() {
        let before = at.checked_sub(1).map(|at| &raws[at]);
        let mut read = read(text, before, &raws[at..], english, &mut buffer);
        let raw = &raws[at];
        // A hyphenated word is one: `co-operation` is `cooperation`.
        if read.kind == TokenKind::Word {
            while let Some(next) = raws.get(at + read.taken)
                && next.gap == TokenGap::Hyphen
                && !next.is_mark()
            {
                buffer.push_str(&next.folded);
                read.taken += 1;
            }
        }
        tokens.push(NormalizedToken {
            bytes: raw.start - read.before..raws[at + read.taken - 1].end,
            id: vocabulary.id(&buffer, english),
            kind: read.kind,
            gap: raw.gap,
            shape: raw.shape,
            is_possessive: raws[at + read.taken - 1].is_possessive,
            is_light: false,
        });
        at += read.taken;
    }
    if english {
        lighten(&mut tokens, vocabulary);
    }
    tokens
}

/// `in` and `on` before a date, `of` within it.
fn lighten(tokens: &mut [NormalizedToken], vocabulary: &Vocabulary) {
    for at in 0..tokens.len() {
        let Some(next) = tokens.get(at + 1) else {
            break;
        };
        let word = &*vocabulary.entry(tokens[at].id).text;
        let before_date = next.is_date() && next.gap == TokenGap::None;
        let within = word == "of"
            && matches!(next.kind, TokenKind::Year(_))
            && at > 0
            && matches!(
                tokens[at - 1].kind,
                TokenKind::Month(_) | TokenKind::DayMonth(..)
            );
        tokens[at].is_light = before_date && (within || word == "in" || word == "on");
    }
}

/// What was made of the first of some words: how many they are; their meaning is in the buffer.
struct TokenRead {
    taken: usize,
    kind: TokenKind,
    /// How many bytes before the first belong to it: a sign.
    before: usize,
}

fn read(
    text: &str,
    before: Option<&RawToken>,
    raws: &[RawToken],
    english: bool,
    buffer: &mut String,
) -> TokenRead {
    use std::fmt::Write as _;
    let raw = &raws[0];
    let mut give = |taken: usize, kind: TokenKind, meaning: std::fmt::Arguments<'_>| {
        buffer.clear();
        // Writing to a string cannot fail.
        let _ = buffer.write_fmt(meaning);
        TokenRead {
            taken,
            kind,
            before: 0,
        }
    };
    match raw.shape {
        TokenShape::Opening => return give(1, TokenKind::Opening, format_args!("“")),
        TokenShape::Closing => return give(1, TokenKind::Closing, format_args!("”")),
        _ => {}
    }
    if english {
        if let Some((taken, kind)) = super::dates::read(text, before, raws) {
            return match kind {
                TokenKind::DayMonth(day, month) => {
                    give(taken, kind, format_args!("@{day}/{month}"))
                }
                TokenKind::Month(month) => give(taken, kind, format_args!("@/{month}")),
                TokenKind::Year(year) => give(taken, kind, format_args!("@{year}")),
                TokenKind::Weekday(day) => give(taken, kind, format_args!("@w{day}")),
                _ => give(taken, kind, format_args!("{}", raw.folded)),
            };
        }
        let next = |at: usize, word: &str| {
            raws.get(at)
                .is_some_and(|raw| raw.folded == word && raw.gap == TokenGap::None)
        };
        if raw.folded == "%" || raw.folded == "percent" || raw.folded == "pct" {
            return give(1, TokenKind::Percent, format_args!("%"));
        }
        if raw.folded == "per" && next(1, "cent") {
            return give(2, TokenKind::Percent, format_args!("%"));
        }
        for (names, one) in ALIASES {
            if let Some(taken) = alias(raws, names) {
                return give(taken, TokenKind::Word, format_args!("{one}"));
            }
        }
    }
    let sign = CURRENCIES.iter().find(|(sign, ..)| *sign == raw.folded);
    let behind_sign = usize::from(sign.is_some());
    if let Some((taken, value)) = numbers::read(&raws[behind_sign..], english) {
        let taken = taken + behind_sign;
        let sign_before = minus(text, raw);
        return match value {
            NumberValue::Ordinal(number) => {
                give(taken, TokenKind::Ordinal, format_args!("#{number}th"))
            }
            NumberValue::Count(number) => {
                let named = raws
                    .get(taken)
                    .filter(|raw| raw.gap == TokenGap::None)
                    .and_then(|raw| {
                        CURRENCIES
                            .iter()
                            .find(|(_, names, _)| english && names.contains(&&raw.folded[..]))
                    });
                let currency = sign.or(named).map(|(.., name)| *name);
                let taken = taken + usize::from(sign.is_none() && named.is_some());
                let number = if sign_before == 0 { number } else { -number };
                let kind = TokenKind::Number(number, currency.map(Currency));
                let unit = currency.unwrap_or_default();
                TokenRead {
                    before: sign_before,
                    ..give(taken, kind, format_args!("#{number}{unit}"))
                }
            }
        };
    }
    // Two capitals are no pronoun: `US`, `IT`.
    if raw.shape == TokenShape::Capitals
        && raw.folded.len() <= 3
        && raw.class != WordClass::default()
    {
        return give(1, TokenKind::Word, format_args!("{}.", raw.folded));
    }
    give(1, TokenKind::Word, format_args!("{}", raw.folded))
}

/// The bytes of the sign of `-5`, when it stands apart from what is before it.
fn minus(text: &str, raw: &RawToken) -> usize {
    let mut before = text[..raw.start].chars().rev();
    match before.next() {
        Some(sign @ ('-' | '−')) if before.next().is_none_or(char::is_whitespace) => {
            sign.len_utf8()
        }
        _ => 0,
    }
}

/// Sign, names, unit.
const CURRENCIES: [(&str, &[&str], &str); 7] = [
    ("$", &["dollar", "dollars", "usd"], "$"),
    ("€", &["euro", "euros", "eur"], "€"),
    ("£", &["pound", "pounds", "gbp"], "£"),
    ("¥", &["yen"], "¥"),
    ("₴", &["hryvnia", "hryvnias"], "₴"),
    ("₽", &["rouble", "roubles", "ruble", "rubles"], "₽"),
    ("₹", &["rupee", "rupees"], "₹"),
];

/// Names of one thing; the short ones only in capitals.
const ALIASES: [(&[&str], &str); 4] = [
    (
        &["us", "usa", "united states of america", "united states"],
        "us.",
    ),
    (&["uk", "united kingdom"], "uk"),
    (&["eu", "european union"], "eu"),
    (&["un", "united nations"], "un"),
];

fn alias(raws: &[RawToken], names: &[&str]) -> Option<usize> {
    if !matches!(raws[0].shape, TokenShape::Capital | TokenShape::Capitals) {
        return None;
    }
    names.iter().find_map(|name| {
        let count = name.split(' ').count();
        let stands = name.split(' ').enumerate().all(|(at, word)| {
            raws.get(at)
                .is_some_and(|raw| raw.folded == word && (at == 0 || raw.gap == TokenGap::None))
        });
        let fits = count > 1 || raws[0].shape == TokenShape::Capitals;
        (stands && fits).then_some(count)
    })
}
