//! The difference of two wordings as pieces to be read one after the other.

use std::ops::Range;

use crate::text::plain_mark;

use super::analysis::Analysis;
use super::diff::DiffStep;
use super::normalized::TokenKind;
use super::{DiffChange, DiffPiece};

/// Writes the steps out as pieces: the claim's whole text, and `bytes` of the source's.
pub(super) fn write(
    claim: &Analysis<'_>,
    source: &Analysis<'_>,
    bytes: Range<usize>,
    steps: &[DiffStep],
) -> Vec<DiffPiece> {
    let mut writer = PieceWriter {
        claim,
        source,
        ours: 0,
        theirs: bytes.start,
        end: bytes.end,
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
        DiffChange::Kept,
        &claim.text[writer.ours..],
        &source.text[writer.theirs..writer.end],
    );
    writer.pieces
}

struct PieceWriter<'a> {
    claim: &'a Analysis<'a>,
    source: &'a Analysis<'a>,
    /// How far each text is written, in bytes.
    ours: usize,
    theirs: usize,
    /// How far the source's is to be written.
    end: usize,
    pieces: Vec<DiffPiece>,
}

impl PieceWriter<'_> {
    fn push(&mut self, change: DiffChange, ours: &str, theirs: &str) {
        if ours.is_empty() && theirs.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.change == change && change == DiffChange::Kept => {
                last.claim.push_str(ours);
                last.source.push_str(theirs);
            }
            _ => self.pieces.push(DiffPiece {
                change,
                claim: ours.to_owned(),
                source: theirs.to_owned(),
            }),
        }
    }

    /// Writes both texts up to some bytes.
    fn advance(&mut self, change: DiffChange, ours: usize, theirs: usize) {
        let (claim, source) = (self.claim.text, self.source.text);
        let (ours, theirs) = (ours.max(self.ours), theirs.max(self.theirs));
        self.push(
            change,
            &claim[self.ours..ours],
            &source[self.theirs..theirs],
        );
        (self.ours, self.theirs) = (ours, theirs);
    }

    fn kept(&mut self, step: &DiffStep) {
        for (ours, theirs) in step.claim.clone().zip(step.source.clone()) {
            let (ours, theirs) = (
                self.claim.tokens[ours].bytes.clone(),
                self.source.tokens[theirs].bytes.clone(),
            );
            self.advance(DiffChange::Kept, ours.start, theirs.start);
            let is_spelt_alike =
                plain(&self.claim.text[ours.clone()]) == plain(&self.source.text[theirs.clone()]);
            let change = if is_spelt_alike {
                DiffChange::Kept
            } else {
                DiffChange::Respelt
            };
            self.advance(change, ours.end, theirs.end);
        }
    }

    fn replaced(&mut self, step: &DiffStep) {
        let ours = range(self.claim, &step.claim);
        let theirs = range(self.source, &step.source);
        let (claim, source) = (self.claim.text, &self.source.text[..self.end]);
        let marks = |reading: &Analysis<'_>, tokens: &Range<usize>| {
            reading.tokens[tokens.clone()]
                .iter()
                .filter(|token| token.is_mark())
                .count()
        };
        let only_marks = marks(self.claim, &step.claim) == step.claim.len()
            && marks(self.source, &step.source) == step.source.len();
        if !only_marks {
            self.advance(DiffChange::Kept, ours.start, theirs.start);
            let change = match self.is_joined_otherwise(step) {
                true => DiffChange::Respelt,
                false => DiffChange::Replaced,
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
        self.advance(DiffChange::Kept, start.0, start.1);
        let after = |text: &str, at: usize| text.len() - text[at..].trim_start().len();
        self.advance(
            DiffChange::Replaced,
            after(claim, ours.end),
            after(source, theirs.end),
        );
    }

    /// Returns whether words differ only in how they are joined: `long term` and `long-term`.
    fn is_joined_otherwise(&self, step: &DiffStep) -> bool {
        let letters = |reading: &Analysis<'_>, tokens: &Range<usize>| -> Option<String> {
            let are_words = reading.tokens[tokens.clone()]
                .iter()
                .all(|token| token.kind == TokenKind::Word);
            let text = plain(&reading.text[range(reading, tokens)]);
            are_words.then(|| text.chars().filter(|c| c.is_alphanumeric()).collect())
        };
        let ours = letters(self.claim, &step.claim);
        ours.is_some() && ours == letters(self.source, &step.source)
    }

    /// Writes words that only one of the texts has, with the space after them; at the end, with
    /// that before them.
    fn one_sided(&mut self, step: &DiffStep, is_last: bool) {
        let is_ours = step.source.is_empty();
        let (reading, tokens) = match is_ours {
            true => (self.claim, &step.claim),
            false => (self.source, &step.source),
        };
        let is_light = reading.tokens[tokens.clone()]
            .iter()
            .all(|token| token.is_light);
        let change = match (is_light, is_ours) {
            (true, _) => DiffChange::Respelt,
            (_, true) => DiffChange::Added,
            _ => DiffChange::Missing,
        };
        let all = range(reading, tokens);
        if !is_last {
            let start = |reading: &Analysis<'_>, at: usize| reading.tokens[at].bytes.start;
            let (ours, theirs) = (step.claim.end, step.source.end);
            match is_ours {
                true => {
                    self.advance(DiffChange::Kept, all.start, start(self.source, theirs));
                    self.advance(change, start(self.claim, ours), self.theirs);
                }
                false => {
                    self.advance(DiffChange::Kept, start(self.claim, ours), all.start);
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
fn range(reading: &Analysis<'_>, tokens: &Range<usize>) -> Range<usize> {
    reading.tokens[tokens.start].bytes.start..reading.tokens[tokens.end - 1].bytes.end
}

/// A text in which case and the style of quotation marks no longer differ, nor a hyphen.
fn plain(text: &str) -> String {
    text.chars()
        .map(plain_mark)
        .flat_map(char::to_lowercase)
        .collect()
}
