//! The difference of a claim and its source, word by word: a diff, put right so that it reads well.

use std::ops::Range;

use crate::align::thresholds::part::{
    MAX_CHAIN_WORDS, MAX_DIFFED_TOKENS, MAX_KEPT_WORDS, MAX_MATCHED_WORDS,
};
use crate::align::{self, DiffGoal, WordId, are_spelt_alike};
use crate::language::WordTraits;

use super::analysis::Analysis;
use super::normalized::{NormalizedToken, TokenKind};
use super::vocabulary::Vocabulary;

/// A stretch of both texts: tokens of the claim, and of the source.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DiffStep {
    pub claim: Range<usize>,
    pub source: Range<usize>,
    /// Whether they mean the same, one by one.
    pub same: bool,
}

impl DiffStep {
    fn size(&self) -> usize {
        self.claim.len().max(self.source.len())
    }
}

/// Aligns the claim with a part of the source.
pub(super) fn align(
    claim: &Analysis<'_>,
    source: &Analysis<'_>,
    part: Range<usize>,
    vocabulary: &Vocabulary,
) -> Vec<DiffStep> {
    let ids = |tokens: &[NormalizedToken]| tokens.iter().map(|token| token.id).collect::<Vec<_>>();
    let (ours, theirs) = (ids(&claim.tokens), ids(&source.tokens[part.clone()]));
    let mut steps: Vec<DiffStep> = Vec::new();
    for run in align::diff(&ours, &theirs, DiffGoal::Readable, MAX_DIFFED_TOKENS) {
        push(
            &mut steps,
            DiffStep {
                claim: run.old,
                source: part.start + run.new.start..part.start + run.new.end,
                same: run.is_equal,
            },
        );
    }
    let pairs = Pairs {
        claim,
        source,
        vocabulary,
    };
    let steps = without_islands(pairs.side_by_side(steps), claim, vocabulary);
    let mut out = Vec::new();
    for step in steps {
        pairs.split(step, &mut out);
    }
    out
}

/// Adds a step; two that differ are one.
fn push(steps: &mut Vec<DiffStep>, step: DiffStep) {
    if step.size() == 0 {
        return;
    }
    match steps.last_mut() {
        Some(last) if last.same == step.same => {
            last.claim.end = step.claim.end;
            last.source.end = step.source.end;
        }
        _ => steps.push(step),
    }
}

/// Dissolves what is kept between two changes where it is too little to be read: an `of` that two
/// different phrases happen to share.
fn without_islands(
    steps: Vec<DiffStep>,
    claim: &Analysis<'_>,
    vocabulary: &Vocabulary,
) -> Vec<DiffStep> {
    let mut out: Vec<DiffStep> = Vec::new();
    for at in 0..steps.len() {
        let mut step = steps[at].clone();
        if step.same && at > 0 && at + 1 < steps.len() {
            let held: usize = claim.tokens[step.claim.clone()]
                .iter()
                .map(|token| match token.kind {
                    TokenKind::Word if vocabulary.class(token.id).is(WordTraits::FUNCTION) => 1,
                    TokenKind::Opening | TokenKind::Closing => 1,
                    _ => 4,
                })
                .sum();
            let before = out.last().map_or(0, DiffStep::size);
            let after = steps[at + 1].size();
            step.same = held >= before.min(after);
        }
        push(&mut out, step);
    }
    out
}

/// Matches up words within what differs.
struct Pairs<'a> {
    claim: &'a Analysis<'a>,
    source: &'a Analysis<'a>,
    vocabulary: &'a Vocabulary,
}

impl Pairs<'_> {
    /// Aligns again what is around a few words that were kept, where that leaves less that differs.
    /// Of `Crimea annexed Russia` and `Russia annexed Crimea` a diff may keep any of the words; only
    /// with the one in the middle it can be read.
    fn side_by_side(&self, steps: Vec<DiffStep>) -> Vec<DiffStep> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < steps.len() {
            let goes_on = |step: &DiffStep| !step.same || step.size() <= MAX_KEPT_WORDS;
            let mut end = at + steps[at..].iter().take_while(|step| goes_on(step)).count();
            end = end.max(at + 1);
            let chain = &steps[at..end];
            let (first, last) = (&chain[0], &chain[chain.len() - 1]);
            let claim = first.claim.start..last.claim.end;
            let source = first.source.start..last.source.end;
            let cost: usize = chain
                .iter()
                .filter(|step| !step.same)
                .map(DiffStep::size)
                .sum();
            let is_short = claim.len() <= MAX_CHAIN_WORDS && source.len() <= MAX_CHAIN_WORDS;
            let better = match is_short && chain.len() > 2 {
                true => Some(self.edits(claim, source)),
                false => None,
            };
            match better {
                Some((edits, steps)) if edits < 2 * cost => {
                    steps.into_iter().for_each(|step| push(&mut out, step));
                }
                _ => chain.iter().cloned().for_each(|step| push(&mut out, step)),
            }
            at = end;
        }
        out
    }

    /// Returns the way with the fewest words replaced, missing and added, and twice their number.
    fn edits(&self, claim: Range<usize>, source: Range<usize>) -> (usize, Vec<DiffStep>) {
        let (ours, theirs) = (
            &self.claim.tokens[claim.clone()],
            &self.source.tokens[source.clone()],
        );
        let is_function =
            |token: &NormalizedToken| self.vocabulary.class(token.id).is(WordTraits::FUNCTION);
        let replacing = |a: &NormalizedToken, b: &NormalizedToken| match a.id == b.id {
            true => 0,
            // A name in place of an article is no help.
            false => 2 + usize::from(is_function(a) != is_function(b)),
        };
        let width = theirs.len() + 1;
        let mut costs = vec![0; (ours.len() + 1) * width];
        for a in 0..=ours.len() {
            for b in 0..=theirs.len() {
                let ways = [
                    (a > 0 && b > 0).then(|| {
                        costs[(a - 1) * width + b - 1] + replacing(&ours[a - 1], &theirs[b - 1])
                    }),
                    (a > 0).then(|| costs[(a - 1) * width + b] + 2),
                    (b > 0).then(|| costs[a * width + b - 1] + 2),
                ];
                costs[a * width + b] = ways.into_iter().flatten().min().unwrap_or(0);
            }
        }
        let (mut a, mut b) = (ours.len(), theirs.len());
        let mut way = Vec::new();
        while a > 0 || b > 0 {
            let cost = costs[a * width + b];
            let (from_a, from_b) = if a > 0
                && b > 0
                && cost == costs[(a - 1) * width + b - 1] + replacing(&ours[a - 1], &theirs[b - 1])
            {
                (a - 1, b - 1)
            } else if a > 0 && cost == costs[(a - 1) * width + b] + 2 {
                (a - 1, b)
            } else {
                (a, b - 1)
            };
            way.push(DiffStep {
                claim: claim.start + from_a..claim.start + a,
                source: source.start + from_b..source.start + b,
                same: a > from_a && b > from_b && ours[from_a].id == theirs[from_b].id,
            });
            (a, b) = (from_a, from_b);
        }
        way.reverse();
        (costs[costs.len() - 1], way)
    }

    /// Splits a step at the words that are near each other: other forms of one word, or names with
    /// other letters.
    fn split(&self, step: DiffStep, out: &mut Vec<DiffStep>) {
        let is_long = step.claim.len() > MAX_MATCHED_WORDS || step.source.len() > MAX_MATCHED_WORDS;
        if step.same
            || step.size() < 2
            || step.claim.is_empty()
            || step.source.is_empty()
            || is_long
        {
            out.push(step);
            return;
        }
        let (mut ours, mut theirs) = (step.claim.start, step.source.start);
        let rest = |ours: usize, theirs: usize| DiffStep {
            claim: ours..step.claim.end,
            source: theirs..step.source.end,
            same: false,
        };
        for at in step.claim.clone() {
            let near = (theirs..step.source.end).find(|other| self.are_near(at, *other));
            if let Some(other) = near {
                let before = DiffStep {
                    claim: ours..at,
                    source: theirs..other,
                    same: false,
                };
                if before.size() > 0 {
                    out.push(before);
                }
                out.push(DiffStep {
                    claim: at..at + 1,
                    source: other..other + 1,
                    same: self.claim.tokens[at].id == self.source.tokens[other].id,
                });
                (ours, theirs) = (at + 1, other + 1);
            }
        }
        let rest = rest(ours, theirs);
        if rest.size() > 0 {
            out.push(rest);
        }
    }

    fn are_near(&self, ours: usize, theirs: usize) -> bool {
        let (ours, theirs) = (&self.claim.tokens[ours], &self.source.tokens[theirs]);
        if ours.kind != TokenKind::Word || theirs.kind != TokenKind::Word {
            return std::mem::discriminant(&ours.kind) == std::mem::discriminant(&theirs.kind)
                && !ours.is_mark();
        }
        let is_function =
            |token: &NormalizedToken| self.vocabulary.class(token.id).is(WordTraits::FUNCTION);
        !is_function(ours) && !is_function(theirs) && are_alike(ours.id, theirs.id, self.vocabulary)
    }
}

/// Returns whether two words are forms of one, or written much alike.
pub(super) fn are_alike(ours: WordId, theirs: WordId, vocabulary: &Vocabulary) -> bool {
    let (a, b) = (vocabulary.entry(ours), vocabulary.entry(theirs));
    a.stem == b.stem || are_spelt_alike(&a.text, &b.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn steps_lead_through_both_texts_without_a_gap(
            claim in "((not|did|agree|agreed|Kyiv|the|of|a|b|c) ){0,40}",
            source in "((not|did|agree|agreed|Kyiv|the|of|a|b|c) ){0,40}"
        ) {
            let mut vocabulary = Vocabulary::default();
            let [claim, source] = Analysis::of_all([&claim, &source], &mut vocabulary);
            let (mut ours, mut theirs) = (0, 0);
            for step in align(&claim, &source, 0..source.tokens.len(), &vocabulary) {
                prop_assert_eq!((step.claim.start, step.source.start), (ours, theirs));
                prop_assert!(!step.same || step.claim.len() == step.source.len());
                (ours, theirs) = (step.claim.end, step.source.end);
            }
            prop_assert_eq!((ours, theirs), (claim.tokens.len(), source.tokens.len()));
        }
    }
}
