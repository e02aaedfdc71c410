//! What one text denies and the other states.

use std::collections::HashMap;
use std::ops::Range;

use crate::align::WordId;
use crate::language::{Gap, WordTraits};

use super::analysis::Analysis;
use super::diff::DiffStep;
use super::normalized::TokenKind;
use super::sides::Sides;
use super::summary::WordingPair;
use super::vocabulary::Vocabulary;

/// How far a negating word reaches, in tokens.
const MAX_DISTANCE: usize = 5;

/// Longer changes are not looked into: the time would go up with the square.
const MAX_CHANGE_TOKENS: usize = 40;

/// A content word, and what negates it.
struct Use {
    /// What it has in common with its other forms.
    stem: WordId,
    /// The tokens from the negating word to this, or this alone.
    tokens: Range<usize>,
    is_negated: bool,
}

/// Returns the first thing that is negated in one of the texts only.
pub(super) fn difference(sides: &Sides<'_>) -> Option<WordingPair> {
    if !sides.claim.english {
        return None;
    }
    let ours = uses(sides.claim, 0..sides.claim.tokens.len(), sides.vocabulary);
    let theirs = uses(sides.source, sides.part.clone(), sides.vocabulary);
    let theirs: HashMap<usize, &Use> = theirs
        .iter()
        .map(|theirs| (theirs.tokens.end - 1, theirs))
        .collect();
    let (ours, theirs) = ours.iter().find_map(|ours| {
        let mut beside = beside(sides.steps, ours.tokens.end - 1);
        beside.find_map(|at| {
            let theirs = theirs.get(&at)?;
            let differs = theirs.stem == ours.stem && theirs.is_negated != ours.is_negated;
            differs.then_some((ours, theirs))
        })
    })?;
    Some(WordingPair {
        claim: sides.claim.slice(ours.tokens.clone()).to_owned(),
        source: sides.source.slice(theirs.tokens.clone()).to_owned(),
    })
}

/// Returns the tokens of the source that are beside one of the claim: the same word, or those of
/// the same change.
fn beside(steps: &[DiffStep], ours: usize) -> Range<usize> {
    let at = steps.partition_point(|step| step.claim.end <= ours);
    match steps.get(at) {
        Some(step) if step.same => {
            let theirs = step.source.start + (ours - step.claim.start);
            theirs..theirs + 1
        }
        Some(step) if step.source.len() <= MAX_CHANGE_TOKENS => step.source.clone(),
        _ => 0..0,
    }
}

/// The content words of some tokens, in order.
fn uses(reading: &Analysis<'_>, range: Range<usize>, vocabulary: &Vocabulary) -> Vec<Use> {
    let tokens = &reading.tokens;
    let mut uses = Vec::new();
    // Where negation began, and whether it still is one: `did not deny` is none.
    let mut open: Option<(usize, bool)> = None;
    for at in range.clone() {
        let token = &tokens[at];
        let class = vocabulary.class(token.id);
        if token.gap >= Gap::Clause || open.is_some_and(|(start, _)| at > start + MAX_DISTANCE) {
            open = None;
        }
        if class.is(WordTraits::NEGATOR) {
            let next = tokens.get(at + 1).filter(|_| at + 1 < range.end);
            let next = next.map_or("", |next| &*vocabulary.entry(next.id).text);
            let verb = at > range.start
                && vocabulary
                    .class(tokens[at - 1].id)
                    .is(WordTraits::AUXILIARY | WordTraits::BE);
            let from = at - usize::from(verb);
            // `never denied`: what negates can be negated itself.
            if !class.is(WordTraits::FUNCTION) {
                let (start, is_negated) = open.unwrap_or((at, false));
                uses.push(Use {
                    stem: vocabulary.stem(token.id),
                    tokens: start..at + 1,
                    is_negated,
                });
            }
            // `not only`
            if !matches!(
                next,
                "only" | "just" | "merely" | "alone" | "least" | "doubt"
            ) {
                open = Some(open.map_or((from, true), |(start, negates)| (start, !negates)));
            }
            continue;
        }
        let is_content = match token.kind {
            TokenKind::Word => {
                !class.is(WordTraits::FUNCTION) && !vocabulary.entry(token.id).text.ends_with("ly")
            }
            TokenKind::Number(..) => true,
            _ => false,
        };
        if is_content {
            let (start, is_negated) = open.take().unwrap_or((at, false));
            uses.push(Use {
                stem: vocabulary.stem(token.id),
                tokens: start..at + 1,
                is_negated,
            });
        }
    }
    uses
}
