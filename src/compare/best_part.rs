//! Which part of a passage a claim corresponds to. Ranges are of tokens.

use std::ops::Range;

use crate::align::PartFinder;
use crate::align::thresholds::part::{CONTENT, FRAMED, GRAMMAR, MAX_CLAIM_SENTENCES, NAME};
use crate::language::{Gap, WordShape, WordTraits, reporting_frames};

use super::analysis::Analysis;
use super::normalized::{NormalizedToken, TokenKind};
use super::vocabulary::Vocabulary;

/// Returns what a token weighs: names, numbers and dates most, grammar next to nothing.
pub(super) fn weight(token: &NormalizedToken, vocabulary: &Vocabulary) -> f64 {
    match token.kind {
        TokenKind::Opening | TokenKind::Closing => 0.0,
        TokenKind::Word if vocabulary.class(token.id).is(WordTraits::FUNCTION) => GRAMMAR,
        TokenKind::Word if token.shape == WordShape::Capital && token.gap < Gap::Sentence => NAME,
        TokenKind::Word => CONTENT,
        _ => NAME,
    }
}

/// Returns the part of a passage that is most like the claim: whole sentences, and of a claim that
/// is less than one the clauses that it reaches into. `None` if nothing is like it.
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
    let mut finder = finder(claim, passage, vocabulary);
    let sentences = split(&passage.tokens, Gap::Sentence);
    let count = split(&claim.tokens, Gap::Sentence).len();
    let part = if count > MAX_CLAIM_SENTENCES {
        0..passage.tokens.len()
    } else {
        finder.best(&sentences, count)?
    };
    Some(if is_whole(claim) {
        part
    } else {
        trimmed(&finder, part, &passage.tokens)
    })
}

/// Cuts tokens where at least such a gap stands before one.
fn split(tokens: &[NormalizedToken], gap: Gap) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in 0..tokens.len() {
        let token = &tokens[at];
        // What closes a quotation stays with it.
        let begins = token.gap >= gap && token.kind != TokenKind::Closing;
        let begins = begins
            || at > 0
                && tokens[at - 1].kind == TokenKind::Closing
                && tokens[at - 1].gap >= gap
                && (gap < Gap::Sentence || token.shape != WordShape::Small);
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

/// Returns whether a claim is a sentence or more.
fn is_whole(claim: &Analysis<'_>) -> bool {
    let end = claim.text.trim_end_matches(|c: char| {
        c.is_whitespace() || crate::text::plain_mark(c) == '"' || crate::text::plain_mark(c) == '\''
    });
    let first = claim.tokens.iter().find(|token| !token.is_mark());
    end.ends_with(['.', '!', '?', '…', '。']) && first.is_some_and(|t| t.shape != WordShape::Small)
}

/// Returns what finds the claim's part among the passage's tokens. Words are compared by stem.
fn finder(claim: &Analysis<'_>, passage: &Analysis<'_>, vocabulary: &Vocabulary) -> PartFinder {
    let frames = match claim.english {
        true => reporting_frames(claim.text),
        false => Vec::new(),
    };
    let is_framed = |token: &NormalizedToken| {
        let start = token.bytes.start;
        frames.iter().any(|frame| frame.contains(&start))
    };
    let weigh = |token: &NormalizedToken| (vocabulary.stem(token.id), weight(token, vocabulary));
    let words = claim.tokens.iter().filter(|token| !token.is_mark());
    let words = words.map(|token| {
        let (stem, weight) = weigh(token);
        (stem, weight * if is_framed(token) { FRAMED } else { 1.0 })
    });
    PartFinder::new(words, passage.tokens.iter().map(weigh))
}

/// Leaves out clauses at either end that share nothing with the claim.
fn trimmed(finder: &PartFinder, part: Range<usize>, tokens: &[NormalizedToken]) -> Range<usize> {
    let shares = |clause: &Range<usize>| clause.clone().any(|at| finder.is_shared(at + part.start));
    let clauses = split(&tokens[part.clone()], Gap::Clause);
    let first = clauses.iter().find(|clause| shares(clause));
    let last = clauses.iter().rfind(|clause| shares(clause));
    match first.zip(last) {
        Some((first, last)) => part.start + first.start..part.start + last.end,
        None => part,
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
