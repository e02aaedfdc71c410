//! Which part of a passage a claim corresponds to. Ranges are of tokens.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::reporting_frames;

use super::analysis::{Analysis, NormalizedToken, TokenKind, Vocabulary, WordId};
use super::lexicon::WordClass;
use super::tokens::{TokenGap, TokenShape};

/// Claims of more sentences than this are held against the whole passage.
const MOST_SENTENCES: usize = 40;
/// What the weight of words that the claim does not have counts, of one that it has: less, since
/// claims lose words more often than they gain any.
const FOREIGN: f32 = 0.4;
/// The least share of the claim's weight that a part has to have.
const LEAST: f32 = 0.2;
/// What the weight of words in a reporting frame counts: the source may say the same without it.
const FRAMED: f32 = 0.25;

/// From this weight on a word says something.
const CONTENT: f32 = 0.9;

/// Returns what a token weighs: names, numbers and dates most, grammar next to nothing.
pub(super) fn weight(token: &NormalizedToken, vocabulary: &Vocabulary) -> f32 {
    match token.kind {
        TokenKind::Opening | TokenKind::Closing => 0.0,
        TokenKind::Word if vocabulary.class(token.id).is(WordClass::FUNCTION) => 0.1,
        TokenKind::Word if token.shape == TokenShape::Capital && token.gap < TokenGap::Sentence => {
            1.5
        }
        TokenKind::Word => 1.0,
        _ => 1.5,
    }
}

/// Returns the part of a passage that is most like the claim: whole sentences, and of a claim that
/// is less than one the clauses that it reaches into. None if nothing is like it.
pub(super) fn find(
    claim: &Analysis<'_>,
    passage: &Analysis<'_>,
    vocabulary: &Vocabulary,
) -> Option<Range<usize>> {
    if passage.tokens.is_empty() {
        return None;
    }
    let ids = |tokens: &[NormalizedToken]| tokens.iter().map(|token| token.id).collect::<Vec<_>>();
    if ids(&claim.tokens) == ids(&passage.tokens) {
        return Some(0..passage.tokens.len());
    }
    let wanted = ClaimWords::of(claim, passage, vocabulary);
    let sentences = split(&passage.tokens, TokenGap::Sentence);
    let count = split(&claim.tokens, TokenGap::Sentence).len();
    let part = if count > MOST_SENTENCES {
        0..passage.tokens.len()
    } else {
        wanted.best(&sentences, count)?
    };
    Some(if is_whole(claim) {
        part
    } else {
        wanted.trimmed(part, &passage.tokens)
    })
}

/// Cuts tokens where at least such a gap stands before one.
fn split(tokens: &[NormalizedToken], gap: TokenGap) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in 0..tokens.len() {
        let token = &tokens[at];
        // What closes a quotation stays with it.
        let begins = token.gap >= gap && token.kind != TokenKind::Closing;
        let begins = begins
            || at > 0
                && tokens[at - 1].kind == TokenKind::Closing
                && tokens[at - 1].gap >= gap
                && (gap < TokenGap::Sentence || token.shape != TokenShape::Small);
        match parts.last_mut() {
            Some(last) if !begins || at > 0 && follows_an_opening(tokens, at) => last.end = at + 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}

fn follows_an_opening(tokens: &[NormalizedToken], at: usize) -> bool {
    tokens[at - 1].kind == TokenKind::Opening
}

/// Tells whether a claim is a sentence or more.
fn is_whole(claim: &Analysis<'_>) -> bool {
    let end = claim.text.trim_end_matches(|c: char| {
        c.is_whitespace() || crate::text::plain_mark(c) == '"' || crate::text::plain_mark(c) == '\''
    });
    let first = claim.tokens.iter().find(|token| !token.is_mark());
    end.ends_with(['.', '!', '?', '…', '。']) && first.is_some_and(|t| t.shape != TokenShape::Small)
}

/// The claim's words, and which of them the passage's tokens are.
struct ClaimWords {
    /// For each token of the passage the word of the claim it is, if any.
    slots: Vec<Option<usize>>,
    /// What each token of the passage weighs.
    weights: Vec<f32>,
    /// How often the claim has each word.
    counts: Vec<u32>,
    /// The weight of the claim.
    total: f32,
}

impl ClaimWords {
    fn of(claim: &Analysis<'_>, passage: &Analysis<'_>, vocabulary: &Vocabulary) -> Self {
        let mut places: HashMap<WordId, usize> = HashMap::new();
        let mut counts = Vec::new();
        let mut total = 0.0;
        let frames = match claim.english {
            true => reporting_frames(claim.text),
            false => Vec::new(),
        };
        for token in claim.tokens.iter().filter(|token| !token.is_mark()) {
            let is_framed = frames
                .iter()
                .any(|frame| frame.contains(&token.bytes.start));
            total += weight(token, vocabulary) * if is_framed { FRAMED } else { 1.0 };
            let place = *places
                .entry(vocabulary.stem(token.id))
                .or_insert(counts.len());
            match counts.get_mut(place) {
                Some(count) => *count += 1,
                None => counts.push(1),
            }
        }
        let tokens = &passage.tokens;
        Self {
            slots: tokens
                .iter()
                .map(|token| places.get(&vocabulary.stem(token.id)).copied())
                .collect(),
            weights: tokens
                .iter()
                .map(|token| weight(token, vocabulary))
                .collect(),
            counts,
            total,
        }
    }

    /// Returns the neighbouring sentences that share most with the claim for what they hold.
    fn best(&self, sentences: &[Range<usize>], count: usize) -> Option<Range<usize>> {
        let mut best: Option<(f32, Range<usize>)> = None;
        let mut left = self.counts.clone();
        for first in 0..sentences.len() {
            left.copy_from_slice(&self.counts);
            let (mut shared, mut all) = (0.0, 0.0);
            for (more, sentence) in sentences[first..].iter().take(count + 3).enumerate() {
                let (mut words, mut alien) = (0, 0.0);
                for at in sentence.clone() {
                    all += self.weights[at];
                    if let Some(slot) = self.slots[at].filter(|slot| left[*slot] > 0) {
                        left[slot] -= 1;
                        shared += self.weights[at];
                        words += usize::from(self.weights[at] >= CONTENT);
                    } else {
                        alien += self.weights[at];
                    }
                }
                // A neighbour that has no more than a name in common is not meant.
                let is_meant = words >= 2 || alien <= 0.0;
                if !is_meant && more > 0 {
                    continue;
                }
                let foreign = FOREIGN * (all - shared);
                let likeness = shared / (self.total + foreign).max(f32::MIN_POSITIVE);
                if shared >= LEAST * self.total
                    && shared >= CONTENT
                    && best.as_ref().is_none_or(|(most, _)| likeness > *most)
                {
                    best = Some((likeness, sentences[first].start..sentence.end));
                }
                if !is_meant {
                    break;
                }
            }
        }
        best.map(|(_, part)| part)
    }

    /// Leaves out clauses at either end that share nothing with the claim.
    fn trimmed(&self, part: Range<usize>, tokens: &[NormalizedToken]) -> Range<usize> {
        let shares = |clause: &Range<usize>| {
            clause.clone().any(|at| {
                let at = at + part.start;
                self.slots[at].is_some() && self.weights[at] >= CONTENT
            })
        };
        let clauses = split(&tokens[part.clone()], TokenGap::Clause);
        let first = clauses.iter().find(|clause| shares(clause));
        let last = clauses.iter().rfind(|clause| shares(clause));
        match first.zip(last) {
            Some((first, last)) => part.start + first.start..part.start + last.end,
            None => part,
        }
    }
}

/// Returns the bytes of a part: its tokens, and the marks that stand right beside them.
pub(super) fn bytes(passage: &Analysis<'_>, part: &Range<usize>) -> Range<usize> {
    let text = passage.text;
    let before = match part.start {
        0 => 0,
        at => passage.tokens[at - 1].bytes.end,
    };
    let first = passage.tokens[part.start].bytes.start;
    let space = text[before..first]
        .char_indices()
        .rfind(|(_, c)| c.is_whitespace());
    let start = match space {
        Some((space, c)) => before + space + c.len_utf8(),
        None if before == 0 => 0,
        None => first,
    };
    let last = passage.tokens[part.end - 1].bytes.end;
    let after = passage.tokens.get(part.end).map(|next| next.bytes.start);
    let space = text[last..after.unwrap_or(text.len())].find(char::is_whitespace);
    let end = match (space, after) {
        (Some(space), _) => last + space,
        (None, None) => text.len(),
        (None, Some(_)) => last,
    };
    start..end
}
