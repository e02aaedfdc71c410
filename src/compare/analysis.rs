//! A text read: its words by what they mean, its numbers and dates. Positions are bytes.

use std::ops::Range;

use super::normalized::{NormalizedToken, TokenKind};
use super::token_reading::read;
use super::vocabulary::Vocabulary;
use crate::language::{self, Detail, Gap, Word, could_be_english};

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
        let raws = texts.map(|text| (text, language::words(text, Detail::Tokens)));
        let english = raws.iter().all(|(_, raws)| could_be_english(raws.iter()));
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

/// Reads words.
pub(super) fn tokens(
    text: &str,
    raws: &[Word<'_>],
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
                && next.gap == Gap::Hyphen
                && !next.is_mark()
            {
                buffer.push_str(&next.folded());
                read.taken += 1;
            }
        }
        tokens.push(NormalizedToken {
            bytes: raw.bytes().start - read.before..raws[at + read.taken - 1].bytes().end,
            id: vocabulary.id(&buffer, english),
            kind: read.kind,
            gap: raw.gap,
            shape: raw.shape,
            is_possessive: raws[at + read.taken - 1].is_possessive(),
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
        let before_date = next.is_date() && next.gap == Gap::None;
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
