//! The sentences of a whole text, each by its words.

use crate::align::WordId;
use crate::language::{Detail, Word, WordTraits, words};
use crate::text::Span;

use super::normalized::{NormalizedToken, TokenKind};
use super::vocabulary::Vocabulary;

/// Cuts each unit of a text.
pub(super) fn cut<'a>(text: &'a str, units: &[Span]) -> Vec<(&'a str, Vec<Word<'a>>)> {
    let mut bounds: Vec<u32> = units
        .iter()
        .flat_map(|unit| [unit.start, unit.end])
        .collect();
    bounds.sort_unstable();
    bounds.dedup();
    let mut bytes = Vec::with_capacity(bounds.len());
    let (mut at, mut byte) = (0, 0);
    for bound in &bounds {
        let steps = (bound - at) as usize;
        let rest = &text[byte..];
        byte += rest
            .char_indices()
            .nth(steps)
            .map_or(rest.len(), |(byte, _)| byte);
        at = *bound;
        bytes.push(byte);
    }
    let byte = |bound: u32| bounds.binary_search(&bound).map_or(0, |place| bytes[place]);
    units
        .iter()
        .map(|unit| &text[byte(unit.start)..byte(unit.end)])
        .map(|text| (text, words(text, Detail::Tokens)))
        .collect()
}

/// Returns the words of all units, in order.
pub(super) fn all_words<'w, 'a>(
    units: &'w [(&'a str, Vec<Word<'a>>)],
) -> impl Iterator<Item = &'w Word<'a>> {
    units.iter().flat_map(|(_, words)| words)
}

/// A sentence by its words.
pub(super) struct SentenceWords {
    /// Every word and quotation mark.
    pub all: Vec<WordId>,
    /// What its words say, ascending, each once.
    pub content: Vec<WordId>,
}

impl SentenceWords {
    /// Takes down what tokens say.
    pub(super) fn of(tokens: &[NormalizedToken], vocabulary: &mut Vocabulary) -> Self {
        let mut content: Vec<WordId> = tokens
            .iter()
            .filter(|token| match token.kind {
                TokenKind::Word => !vocabulary.class(token.id).is(WordTraits::FUNCTION),
                TokenKind::Opening | TokenKind::Closing => false,
                _ => true,
            })
            .map(|token| vocabulary.stem(token.id))
            .collect();
        content.sort_unstable();
        content.dedup();
        Self {
            all: tokens
                .iter()
                .filter(|token| !token.is_light)
                .map(|token| token.id)
                .collect(),
            content,
        }
    }
}
