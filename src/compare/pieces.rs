//! The difference of two wordings, word by word, as pieces to be read one after the other.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::text::plain_mark;

use super::lexicon::Class;
use super::reading::{Kind, Reading, Token, Vocabulary, WordId};
use super::{Change, Piece};

/// A step of the way through both: tokens of the claim, and of the source.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub claim: Range<usize>,
    pub source: Range<usize>,
    /// Whether they mean the same, one by one.
    pub same: bool,
}

impl Step {
    fn size(&self) -> usize {
        self.claim.len().max(self.source.len())
    }
}

/// How many tokens, of both, are aligned one by one at most: the time goes up with the square.
const LONGEST: usize = 1 << 12;
/// How many words that stand for others are matched up one by one at most.
const NEAR: usize = 12;

/// Aligns the claim with a part of the source.
pub(super) fn align(
    claim: &Reading<'_>,
    source: &Reading<'_>,
    part: Range<usize>,
    vocabulary: &Vocabulary,
) -> Vec<Step> {
    let ids = |tokens: &[Token]| tokens.iter().map(|token| token.id).collect::<Vec<_>>();
    let (ours, theirs) = (ids(&claim.tokens), ids(&source.tokens[part.clone()]));
    let mut steps: Vec<Step> = Vec::new();
    for (claim, source, same) in diff(&ours, &theirs) {
        push(
            &mut steps,
            Step {
                claim,
                source: part.start + source.start..part.start + source.end,
                same,
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

/// Equal and unequal stretches, in order.
fn diff(ours: &[WordId], theirs: &[WordId]) -> Vec<(Range<usize>, Range<usize>, bool)> {
    if ours.len() + theirs.len() <= LONGEST {
        return capture_diff_slices(Algorithm::Patience, ours, theirs)
            .into_iter()
            .map(|op| {
                (
                    op.old_range(),
                    op.new_range(),
                    matches!(op, DiffOp::Equal { .. }),
                )
            })
            .collect();
    }
    // Pages of text: what differs is one block.
    let most = ours.len().min(theirs.len());
    let first = (0..most).take_while(|&at| ours[at] == theirs[at]).count();
    let last = (1..=most - first)
        .take_while(|&back| ours[ours.len() - back] == theirs[theirs.len() - back])
        .count();
    let (our_end, their_end) = (ours.len() - last, theirs.len() - last);
    vec![
        (0..first, 0..first, true),
        (first..our_end, first..their_end, false),
        (our_end..ours.len(), their_end..theirs.len(), true),
    ]
}

/// Adds a step; two that differ are one.
fn push(steps: &mut Vec<Step>, step: Step) {
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
fn without_islands(steps: Vec<Step>, claim: &Reading<'_>, vocabulary: &Vocabulary) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    for at in 0..steps.len() {
        let mut step = steps[at].clone();
        if step.same && at > 0 && at + 1 < steps.len() {
            let held: usize = claim.tokens[step.claim.clone()]
                .iter()
                .map(|token| match token.kind {
                    Kind::Word if vocabulary.class(token.id).is(Class::FUNCTION) => 1,
                    Kind::Opening | Kind::Closing => 1,
                    _ => 4,
                })
                .sum();
            let before = out.last().map_or(0, Step::size);
            let after = steps[at + 1].size();
            step.same = held >= before.min(after);
        }
        push(&mut out, step);
    }
    out
}

/// Matches up words within what differs.
struct Pairs<'a> {
    claim: &'a Reading<'a>,
    source: &'a Reading<'a>,
    vocabulary: &'a Vocabulary,
}

impl Pairs<'_> {
    /// Aligns anew what lies around a few words that were kept, where that leaves less that differs.
    /// Of `Crimea annexed Russia` and `Russia annexed Crimea` a diff may keep any of the words; only
    /// with the one in the middle it can be read.
    fn side_by_side(&self, steps: Vec<Step>) -> Vec<Step> {
        /// A chain of changes is broken by more words than this that are the same.
        const KEPT: usize = 3;
        /// Longer chains are left as they are: the time goes up with the square.
        const CHAIN: usize = 40;
        let mut out = Vec::new();
        let mut at = 0;
        while at < steps.len() {
            let goes_on = |step: &Step| !step.same || step.size() <= KEPT;
            let mut end = at + steps[at..].iter().take_while(|step| goes_on(step)).count();
            end = end.max(at + 1);
            let chain = &steps[at..end];
            let (first, last) = (&chain[0], &chain[chain.len() - 1]);
            let claim = first.claim.start..last.claim.end;
            let source = first.source.start..last.source.end;
            let cost: usize = chain.iter().filter(|step| !step.same).map(Step::size).sum();
            let is_short = claim.len() <= CHAIN && source.len() <= CHAIN;
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
    fn edits(&self, claim: Range<usize>, source: Range<usize>) -> (usize, Vec<Step>) {
        let (ours, theirs) = (
            &self.claim.tokens[claim.clone()],
            &self.source.tokens[source.clone()],
        );
        let is_function = |token: &Token| self.vocabulary.class(token.id).is(Class::FUNCTION);
        let replacing = |a: &Token, b: &Token| match a.id == b.id {
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
            way.push(Step {
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
    fn split(&self, step: Step, out: &mut Vec<Step>) {
        let is_long = step.claim.len() > NEAR || step.source.len() > NEAR;
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
        let rest = |ours: usize, theirs: usize| Step {
            claim: ours..step.claim.end,
            source: theirs..step.source.end,
            same: false,
        };
        for at in step.claim.clone() {
            let near = (theirs..step.source.end).find(|other| self.are_near(at, *other));
            if let Some(other) = near {
                let before = Step {
                    claim: ours..at,
                    source: theirs..other,
                    same: false,
                };
                if before.size() > 0 {
                    out.push(before);
                }
                out.push(Step {
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
        if ours.kind != Kind::Word || theirs.kind != Kind::Word {
            return std::mem::discriminant(&ours.kind) == std::mem::discriminant(&theirs.kind)
                && !ours.is_mark();
        }
        let is_function = |token: &Token| self.vocabulary.class(token.id).is(Class::FUNCTION);
        !is_function(ours) && !is_function(theirs) && are_alike(ours.id, theirs.id, self.vocabulary)
    }
}

/// Tells whether two words are forms of one, or written much alike.
pub(super) fn are_alike(ours: WordId, theirs: WordId, vocabulary: &Vocabulary) -> bool {
    const LONGEST: usize = 40;
    let (a, b) = (vocabulary.entry(ours), vocabulary.entry(theirs));
    a.stem == b.stem
        || a.text.len() > 3
            && b.text.len() > 3
            && a.text.len() < LONGEST
            && b.text.len() < LONGEST
            && strsim::normalized_damerau_levenshtein(&a.text, &b.text) >= 0.6
}

/// Writes the steps out as pieces: the claim's whole text, and `bytes` of the source's.
pub(super) fn write(
    claim: &Reading<'_>,
    source: &Reading<'_>,
    bytes: Range<usize>,
    steps: &[Step],
) -> Vec<Piece> {
    let mut writer = Writer {
        claim,
        source,
        ours: 0,
        theirs: bytes.start,
        pieces: Vec::new(),
    };
    for (at, step) in steps.iter().enumerate() {
        let is_last = at + 1 == steps.len();
        match (step.same, step.claim.is_empty(), step.source.is_empty()) {
            (true, ..) => writer.kept(step),
            (_, false, false) => writer.replaced(step),
            _ => writer.one_sided(step, is_last),
        }
    }
    writer.push(
        Change::Kept,
        &claim.text[writer.ours..],
        &source.text[writer.theirs..bytes.end],
    );
    writer.pieces
}

struct Writer<'a> {
    claim: &'a Reading<'a>,
    source: &'a Reading<'a>,
    /// How far each text is written, in bytes.
    ours: usize,
    theirs: usize,
    pieces: Vec<Piece>,
}

impl Writer<'_> {
    fn push(&mut self, change: Change, ours: &str, theirs: &str) {
        if ours.is_empty() && theirs.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.change == change && change == Change::Kept => {
                last.claim.push_str(ours);
                last.source.push_str(theirs);
            }
            _ => self.pieces.push(Piece {
                change,
                claim: ours.to_owned(),
                source: theirs.to_owned(),
            }),
        }
    }

    /// Writes both texts up to some bytes.
    fn advance(&mut self, change: Change, ours: usize, theirs: usize) {
        let (claim, source) = (self.claim.text, self.source.text);
        let (ours, theirs) = (ours.max(self.ours), theirs.max(self.theirs));
        self.push(
            change,
            &claim[self.ours..ours],
            &source[self.theirs..theirs],
        );
        (self.ours, self.theirs) = (ours, theirs);
    }

    fn kept(&mut self, step: &Step) {
        for (ours, theirs) in step.claim.clone().zip(step.source.clone()) {
            let (ours, theirs) = (
                self.claim.tokens[ours].bytes.clone(),
                self.source.tokens[theirs].bytes.clone(),
            );
            self.advance(Change::Kept, ours.start, theirs.start);
            let is_spelt_alike =
                plain(&self.claim.text[ours.clone()]) == plain(&self.source.text[theirs.clone()]);
            let change = if is_spelt_alike {
                Change::Kept
            } else {
                Change::Respelt
            };
            self.advance(change, ours.end, theirs.end);
        }
    }

    fn replaced(&mut self, step: &Step) {
        let ours = range(self.claim, &step.claim);
        let theirs = range(self.source, &step.source);
        let (claim, source) = (self.claim.text, self.source.text);
        let letters = |text: &str| -> String {
            plain(text)
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect()
        };
        let (our_letters, their_letters) = (
            letters(&claim[ours.clone()]),
            letters(&source[theirs.clone()]),
        );
        if !our_letters.is_empty() || !their_letters.is_empty() {
            self.advance(Change::Kept, ours.start, theirs.start);
            let no_marks = |reading: &Reading<'_>, tokens: &Range<usize>| {
                reading.tokens[tokens.clone()]
                    .iter()
                    .all(|token| !token.is_mark())
            };
            // `long term` and `long-term`.
            let is_same = our_letters == their_letters
                && no_marks(self.claim, &step.claim)
                && no_marks(self.source, &step.source);
            let change = if is_same {
                Change::Respelt
            } else {
                Change::Replaced
            };
            self.advance(change, ours.end, theirs.end);
            return;
        }
        // Quotation marks that open here and close there: it is the space beside them that differs.
        let before = |text: &str, from: usize, at: usize| from + text[from..at].trim_end().len();
        let start = (
            before(claim, self.ours, ours.start),
            before(source, self.theirs, theirs.start),
        );
        self.advance(Change::Kept, start.0, start.1);
        let after = |text: &str, at: usize| text.len() - text[at..].trim_start().len();
        self.advance(
            Change::Replaced,
            after(claim, ours.end),
            after(source, theirs.end),
        );
    }

    /// Writes words that only one of the texts has, with the space behind them; at the end, with
    /// that before them.
    fn one_sided(&mut self, step: &Step, is_last: bool) {
        let is_ours = step.source.is_empty();
        let (reading, tokens) = match is_ours {
            true => (self.claim, &step.claim),
            false => (self.source, &step.source),
        };
        let is_light = reading.tokens[tokens.clone()]
            .iter()
            .all(|token| token.is_light);
        let change = match (is_light, is_ours) {
            (true, _) => Change::Respelt,
            (_, true) => Change::Added,
            _ => Change::Missing,
        };
        let all = range(reading, tokens);
        if !is_last {
            let start = |reading: &Reading<'_>, at: usize| reading.tokens[at].bytes.start;
            let (ours, theirs) = (step.claim.end, step.source.end);
            match is_ours {
                true => {
                    self.advance(Change::Kept, all.start, start(self.source, theirs));
                    self.advance(change, start(self.claim, ours), self.theirs);
                }
                false => {
                    self.advance(Change::Kept, start(self.claim, ours), all.start);
                    self.advance(change, self.ours, start(self.source, theirs));
                }
            }
        } else {
            match is_ours {
                true => self.advance(change, all.end, self.theirs),
                false => self.advance(change, self.ours, all.end),
            }
        }
    }
}

/// The bytes of some tokens.
fn range(reading: &Reading<'_>, tokens: &Range<usize>) -> Range<usize> {
    reading.tokens[tokens.start].bytes.start..reading.tokens[tokens.end - 1].bytes.end
}

/// A text in which case and the style of quotation marks no longer differ, nor a hyphen.
fn plain(text: &str) -> String {
    text.chars()
        .map(plain_mark)
        .flat_map(char::to_lowercase)
        .collect()
}
