//! A claim beside the part of its source: which tokens are in the place of which.

use std::ops::Range;

use super::analysis::Analysis;
use super::diff::DiffStep;
use super::vocabulary::Vocabulary;

/// What is compared: a claim, the part of the source it corresponds to, and the difference between them.
pub(super) struct Sides<'a> {
    pub claim: &'a Analysis<'a>,
    pub source: &'a Analysis<'a>,
    pub part: Range<usize>,
    pub steps: &'a [DiffStep],
    pub vocabulary: &'a Vocabulary,
}

impl Sides<'_> {
    /// Returns the words of some tokens of the claim.
    pub(super) fn ours(&self, tokens: &Range<usize>) -> String {
        self.claim.slice(tokens.clone()).to_owned()
    }

    /// Returns the words of some tokens of the source.
    pub(super) fn theirs(&self, tokens: &Range<usize>) -> String {
        self.source.slice(tokens.clone()).to_owned()
    }

    /// Returns the steps that reach into some tokens of the claim.
    fn steps_of(&self, ours: &Range<usize>) -> Range<usize> {
        let first = self
            .steps
            .partition_point(|step| step.claim.end <= ours.start);
        let count = self.steps[first..].partition_point(|step| step.claim.start < ours.end);
        first..first + count
    }

    /// Returns whether tokens of the claim are in place of some of the source.
    pub(super) fn replace(&self, ours: &Range<usize>, theirs: &Range<usize>) -> bool {
        self.steps[self.steps_of(ours)].iter().any(|step| {
            let shared = step.source.start.max(theirs.start)..step.source.end.min(theirs.end);
            !step.same && !step.claim.is_empty() && !shared.is_empty()
        })
    }

    /// Returns the tokens of the source that some of the claim, and no others, are in place of,
    /// with the same words on either side.
    pub(super) fn place_of(&self, ours: &Range<usize>) -> Option<&Range<usize>> {
        let at = self.steps_of(ours).find(|at| !self.steps[*at].same)?;
        let step = &self.steps[at];
        let is_same = |at: Option<usize>| {
            at.and_then(|at| self.steps.get(at))
                .is_some_and(|step| step.same)
        };
        let is_alone = is_same(at.checked_sub(1)) && is_same(Some(at + 1));
        let is_inside = ours.start <= step.claim.start && step.claim.end <= ours.end;
        (is_alone && is_inside && !step.claim.is_empty() && !step.source.is_empty())
            .then_some(&step.source)
    }

    /// Returns the source's words for some of the claim's, if at least half of them are kept.
    pub(super) fn image(&self, words: Range<usize>) -> Option<String> {
        let mut image: Option<Range<usize>> = None;
        let mut kept = 0;
        for step in self.steps {
            let (first, last) = (
                step.claim.start.max(words.start),
                step.claim.end.min(words.end),
            );
            let is_inside = step.claim.is_empty()
                && words.start < step.claim.start
                && step.claim.start < words.end;
            if first >= last && !is_inside {
                continue;
            }
            let piece = match step.same {
                true => {
                    kept += last - first;
                    step.source.start + (first - step.claim.start)
                        ..step.source.start + (last - step.claim.start)
                }
                false => step.source.clone(),
            };
            if !piece.is_empty() {
                image = Some(image.map_or(piece.clone(), |image| image.start..piece.end));
            }
        }
        image
            .filter(|_| kept * 2 >= words.len())
            .map(|image| self.theirs(&image))
    }
}
