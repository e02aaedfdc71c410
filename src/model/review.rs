//! An article, its claims and their decisions: what may be decided, and how.
//!
//! Methods that decide only say what would change ([`Change`]); [`Review::apply`] makes it so. That
//! keeps undo, the writer of the file and the screen on one and the same notion of a change.

use std::sync::Arc;

use jiff::Timestamp;
use thiserror::Error;

use crate::text::Span;

use super::{
    Anchor, Article, Change, Claim, ClaimId, Coverage, Decision, Extra, Flags, Hint, Origin,
    Progress, Reason, Ruling, Swap,
};

/// Who does something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The reviewer's name.
    pub by: String,
    /// The moment.
    pub at: Timestamp,
}

/// Why a change is not made.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// The place in the list holds no claim.
    #[error("there is no claim to change")]
    NoClaim,
    /// Reasons belong to disputed and garbled claims.
    #[error("only a disputed or garbled claim has reasons: mark it first")]
    NoReasons,
    /// Odd but right without a word why.
    #[error("odd but right needs a note that says why")]
    NeedsNote,
    /// Nothing selected but white space.
    #[error("no words are selected")]
    NoWords,
    /// A claim covers exactly this passage already.
    #[error("this passage is a claim already")]
    AlreadyClaimed,
    /// Only a claim that was added by hand is taken out again.
    #[error("only a claim added by hand can be removed: set this one aside instead")]
    NotAdded,
    /// Only a claim whose words have changed is confirmed.
    #[error("the words of this claim have not changed: there is nothing to confirm")]
    NotChanged,
    /// Only an ambiguous claim has candidates to choose from.
    #[error("it is not in question which passage this claim is")]
    NotAmbiguous,
    /// Nothing is decided on words that are not there.
    #[error(
        "the article has changed: say first which passage this claim is, if it is there at all"
    )]
    NoPlace,
    /// The claim is not as the step left it.
    #[error("the claim has been changed by something else since")]
    Stale,
}

/// The review of one article by one reviewer.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    article: Arc<Article>,
    reviewer: String,
    created: Timestamp,
    updated: Timestamp,
    /// Fields of the file that this version does not know.
    extra: Extra,
    /// In order of [`Claim::key`].
    claims: Vec<Arc<Claim>>,
    progress: Progress,
    coverage: Coverage,
    /// How far claims have been found, in code points, while they are still being looked for.
    found: Option<u32>,
    /// The length of the longest claim, in code points: how far back a claim may begin that
    /// reaches into a passage.
    longest: u32,
}

impl Review {
    /// Begins a review. The claims may come in any order; two with the same passage are kept both.
    pub fn new(article: Arc<Article>, reviewer: &str, now: Timestamp, claims: Vec<Claim>) -> Self {
        Self::restored(article, reviewer, (now, now), claims, Extra::default())
    }

    /// Takes up a review from its file: `times` are when it was begun and last changed.
    pub fn restored(
        article: Arc<Article>,
        reviewer: &str,
        times: (Timestamp, Timestamp),
        claims: Vec<Claim>,
        extra: Extra,
    ) -> Self {
        let mut review = Self::unmeasured(article, reviewer, times, claims, extra);
        review.measure(review.article.text().span());
        review
    }

    /// Takes up a review whose claims are still being looked for, from a code point on.
    pub fn unfinished(
        article: Arc<Article>,
        reviewer: &str,
        times: (Timestamp, Timestamp),
        claims: Vec<Claim>,
        extra: Extra,
        found: u32,
    ) -> Self {
        let mut review = Self::unmeasured(article, reviewer, times, claims, extra);
        review.found = Some(found);
        review.measure(Span::new(0, found));
        review
    }

    fn unmeasured(
        article: Arc<Article>,
        reviewer: &str,
        times: (Timestamp, Timestamp),
        claims: Vec<Claim>,
        extra: Extra,
    ) -> Self {
        let mut claims: Vec<Arc<Claim>> = claims.into_iter().map(Arc::new).collect();
        claims.sort_by(|a, b| a.key().cmp(&b.key()));
        Self {
            article,
            reviewer: reviewer.to_owned(),
            created: times.0,
            updated: times.1,
            extra,
            progress: Progress::of(claims.iter().map(Arc::as_ref)),
            coverage: Coverage::default(),
            found: None,
            longest: claims.iter().map(|c| c.span.len()).max().unwrap_or(0),
            claims,
        }
    }

    /// Returns how far claims have been found, in code points; none when all have been.
    pub fn found(&self) -> Option<u32> {
        self.found
    }

    /// Takes in the claims found in the text up to a code point at the end of a line, and returns
    /// what came of it. A passage that the reviewer has made a claim of meanwhile stays theirs.
    pub fn include(&mut self, claims: Vec<Claim>, upto: u32) -> Change {
        let from = self.found.unwrap_or(upto).min(upto);
        let theirs: Vec<Arc<Claim>> = self
            .claims_within(Span::new(from, upto))
            .map(|(_, claim)| Arc::clone(claim))
            .collect();
        let mut swaps = Vec::with_capacity(claims.len());
        for mut claim in claims {
            if theirs.iter().any(|other| other.span == claim.span) {
                continue;
            }
            let mut digits = claim.id.as_str().len() - 1;
            while theirs.iter().any(|other| other.id == claim.id) {
                digits += 4;
                claim.id = ClaimId::of(&self.article, claim.span, digits);
            }
            let claim = Arc::new(claim);
            self.insert(&claim);
            swaps.push(Swap {
                before: None,
                after: Some(claim),
            });
        }
        self.measure(Span::new(from, upto));
        self.found = (upto < self.article.text().len()).then_some(upto);
        Change {
            label: "claims found".to_owned(),
            swaps,
        }
    }

    /// Gives hints, in order of their places, to the claims they lie in, and returns what came of
    /// it.
    pub fn attach(&mut self, hints: Vec<Hint>) -> Change {
        let mut swaps: Vec<Swap> = Vec::new();
        for hint in hints {
            let around = self
                .claims_within(hint.span)
                .min_by_key(|(_, claim)| claim.span.len())
                .map(|(index, _)| index);
            let Some(index) = around else { continue };
            let before = Arc::clone(&self.claims[index]);
            let mut after = Claim::clone(&before);
            after.hints.push(hint);
            let after = Arc::new(after);
            self.progress.remove(&before);
            self.progress.add(&after);
            self.claims[index] = Arc::clone(&after);
            match swaps.last_mut() {
                Some(last) if last.after.as_ref() == Some(&before) => last.after = Some(after),
                _ => swaps.push(Swap {
                    before: Some(before),
                    after: Some(after),
                }),
            }
        }
        Change {
            label: "hints found".to_owned(),
            swaps,
        }
    }

    /// Returns the article.
    pub fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// Returns whose review it is.
    pub fn reviewer(&self) -> &str {
        &self.reviewer
    }

    /// Returns when it was begun.
    pub fn created(&self) -> Timestamp {
        self.created
    }

    /// Returns when it was last changed.
    pub fn updated(&self) -> Timestamp {
        self.updated
    }

    /// Returns the file's fields that this version does not know.
    pub fn extra(&self) -> &Extra {
        &self.extra
    }

    /// Returns the claims in article order.
    pub fn claims(&self) -> &[Arc<Claim>] {
        &self.claims
    }

    /// Returns the words of a claim; of one that has no place in the article, those it had.
    pub fn quote<'a>(&'a self, claim: &'a Claim) -> &'a str {
        match claim.anchor.was() {
            Some(was) if !claim.anchor.has_place() => &was.quote,
            _ => self.article.text().slice(claim.span),
        }
    }

    /// Returns the counts.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Returns which words lie in no claim.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Returns the claims that reach into a span, with their places in the list, in order.
    pub fn claims_within(&self, span: Span) -> impl Iterator<Item = (usize, &Arc<Claim>)> {
        let from = span.start.saturating_sub(self.longest);
        let first = self.claims.partition_point(|c| c.span.start < from);
        self.claims[first..]
            .iter()
            .enumerate()
            .map(move |(offset, claim)| (first + offset, claim))
            .take_while(move |(_, claim)| claim.span.start < span.end)
            .filter(move |(_, claim)| claim.span.overlaps(span))
    }

    /// Returns the place in the list of a claim as it is now.
    pub fn index_of(&self, claim: &Claim) -> Option<usize> {
        self.claims
            .binary_search_by(|other| other.key().cmp(&claim.key()))
            .ok()
    }

    /// Returns the place of the claim with an id. Walks the list.
    pub fn index_of_id(&self, id: &str) -> Option<usize> {
        self.claims.iter().position(|claim| claim.id.as_str() == id)
    }

    // --- What may be decided.

    /// Gives a verdict, sets aside, or (with none) opens again. A ruling that is replaced goes
    /// into the claim's history; reasons that do not go with the new one are dropped. On a claim
    /// whose words have changed the same ruling again confirms it.
    pub fn rule(
        &self,
        index: usize,
        ruling: Option<Ruling>,
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        let before = self.claim(index)?;
        if !before.anchor.has_place() {
            return Err(Refusal::NoPlace);
        }
        if before.ruling() == ruling {
            return match before.anchor {
                Anchor::Changed { .. } => self.confirm(index, sign),
                _ => Ok(None),
            };
        }
        let label = ruling.map_or("verdict cleared", Ruling::name);
        let mut after = Claim::clone(before);
        after.anchor = Anchor::Sure;
        if let Some(decision) = &before.decision {
            after.history.extend(decision.replaced());
        }
        edit(&mut after, sign, |decision| {
            decision.ruling = ruling;
            let allowed = ruling
                .and_then(Ruling::verdict)
                .map_or(&[][..], Reason::for_verdict);
            decision.reasons.retain(|reason| allowed.contains(reason));
        });
        Ok(swap(label, before, after))
    }

    /// Says what is wrong with a disputed or garbled claim.
    pub fn give_reasons(
        &self,
        index: usize,
        reasons: Vec<Reason>,
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        let allowed = self.reasons_for(index)?;
        if reasons.iter().any(|reason| !allowed.contains(reason)) {
            return Err(Refusal::NoReasons);
        }
        self.rewrite(index, "reasons", sign, |d| d.reasons = reasons)
    }

    /// Returns the reasons that a claim's verdict allows.
    pub fn reasons_for(&self, index: usize) -> Result<&'static [Reason], Refusal> {
        match self.claim(index)?.verdict().map(Reason::for_verdict) {
            None | Some([]) => Err(Refusal::NoReasons),
            Some(reasons) => Ok(reasons),
        }
    }

    /// Writes the note; an empty one removes it. A claim that is odd but right keeps its note.
    pub fn write_note(
        &self,
        index: usize,
        note: &str,
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        let flags = self.flags(index)?;
        if flags.contains(super::Flag::Cq) && note.trim().is_empty() {
            return Err(Refusal::NeedsNote);
        }
        self.rewrite(index, "note", sign, |d| d.note = note.trim_end().to_owned())
    }

    /// Proposes other words; empty ones withdraw the proposal.
    pub fn propose(
        &self,
        index: usize,
        correction: &str,
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        self.rewrite(index, "correction", sign, |d| {
            d.correction = correction.trim().to_owned();
        })
    }

    /// Puts flags up and takes the others down. Odd but right needs a note, given here (`note`) or
    /// there already; both are one step.
    pub fn flag(
        &self,
        index: usize,
        flags: Flags,
        note: Option<&str>,
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        let claim = self.claim(index)?;
        let written = claim.decision.as_ref().map_or("", |d| d.note.as_str());
        let note = note.map_or(written, str::trim_end);
        if flags.contains(super::Flag::Cq) && note.trim().is_empty() {
            return Err(Refusal::NeedsNote);
        }
        self.rewrite(index, "flags", sign, |d| {
            d.flags = flags;
            d.note = note.to_owned();
        })
    }

    /// Returns the flags that are up on a claim.
    pub fn flags(&self, index: usize) -> Result<Flags, Refusal> {
        let claim = self.claim(index)?;
        Ok(claim
            .decision
            .as_ref()
            .map_or(Flags::default(), |d| d.flags))
    }

    /// Waves all hints of a claim off, or brings them back.
    pub fn dismiss_hints(&self, index: usize, dismissed: bool) -> Result<Option<Change>, Refusal> {
        let before = self.claim(index)?;
        let mut after = Claim::clone(before);
        for hint in &mut after.hints {
            hint.dismissed = dismissed;
        }
        Ok(swap("hints", before, after))
    }

    /// Makes a claim of a passage; white space around it is left out.
    pub fn add(&self, span: Span) -> Result<Change, Refusal> {
        let span = self.trimmed(span);
        if span.is_empty() {
            return Err(Refusal::NoWords);
        }
        if self.claims_within(span).any(|(_, c)| c.span == span) {
            return Err(Refusal::AlreadyClaimed);
        }
        let mut claim = Claim::new(&self.article, span, Origin::Added);
        let mut digits = 8;
        while self.claims.iter().any(|other| other.id == claim.id) {
            digits += 4;
            claim.id = ClaimId::of(&self.article, span, digits);
        }
        Ok(Change {
            label: "claim added".to_owned(),
            swaps: vec![Swap {
                before: None,
                after: Some(Arc::new(claim)),
            }],
        })
    }

    /// Takes out a claim that was added by hand.
    pub fn remove(&self, index: usize) -> Result<Change, Refusal> {
        let claim = self.claim(index)?;
        if claim.origin != Origin::Added {
            return Err(Refusal::NotAdded);
        }
        Ok(Change {
            label: "claim removed".to_owned(),
            swaps: vec![Swap {
                before: Some(Arc::clone(claim)),
                after: None,
            }],
        })
    }

    /// Makes a change, or refuses the whole of it when a claim is not as the change found it.
    ///
    /// # Errors
    /// [`Refusal::Stale`], and nothing has changed.
    pub fn apply(&mut self, change: &Change, at: Timestamp) -> Result<(), Refusal> {
        if !change.swaps.iter().all(|swap| self.can_swap(swap)) {
            return Err(Refusal::Stale);
        }
        let mut measure: Option<Span> = None;
        for Swap { before, after } in &change.swaps {
            let spans = [before, after].map(|claim| claim.as_ref().map(|claim| claim.span));
            if spans[0] != spans[1] {
                for span in spans.into_iter().flatten() {
                    measure = Some(measure.map_or(span, |all| all.join(span)));
                }
            }
            if let Some(claim) = before
                && let Some(index) = self.index_of(claim)
            {
                self.progress.remove(claim);
                self.claims.remove(index);
            }
            if let Some(claim) = after {
                self.insert(claim);
            }
        }
        if let Some(span) = measure {
            self.measure_again(span);
        }
        self.updated = at;
        Ok(())
    }

    fn can_swap(&self, swap: &Swap) -> bool {
        let as_found = match &swap.before {
            None => true,
            Some(claim) => self
                .index_of(claim)
                .is_some_and(|index| self.claims[index] == *claim),
        };
        let room = match (&swap.before, &swap.after) {
            (Some(before), Some(after)) if before.key() == after.key() => true,
            (_, Some(after)) => self.index_of(after).is_none(),
            (_, None) => true,
        };
        as_found && room
    }

    pub(super) fn claim(&self, index: usize) -> Result<&Arc<Claim>, Refusal> {
        self.claims.get(index).ok_or(Refusal::NoClaim)
    }

    fn rewrite(
        &self,
        index: usize,
        label: &str,
        sign: &Signature,
        write: impl FnOnce(&mut Decision),
    ) -> Result<Option<Change>, Refusal> {
        let before = self.claim(index)?;
        let mut after = Claim::clone(before);
        edit(&mut after, sign, write);
        Ok(swap(label, before, after))
    }

    fn trimmed(&self, span: Span) -> Span {
        let text = self.article.text().slice(span);
        let leading = text.chars().take_while(|c| c.is_whitespace()).count() as u32;
        let trimmed = text.trim().chars().count() as u32;
        Span::new(span.start + leading, span.start + leading + trimmed)
    }

    fn insert(&mut self, claim: &Arc<Claim>) {
        let index = self
            .claims
            .partition_point(|other| other.key() < claim.key());
        self.progress.add(claim);
        self.longest = self.longest.max(claim.span.len());
        self.claims.insert(index, Arc::clone(claim));
    }

    /// Measures the coverage of lines that were not measured before.
    fn measure(&mut self, lines: Span) {
        let spans = self.spans_within(lines);
        self.coverage.extend(self.article.text(), lines, spans);
    }

    /// Measures the coverage of the lines around a passage anew.
    fn measure_again(&mut self, passage: Span) {
        let blocks = self.article.blocks();
        let first = blocks.span(blocks.at(passage.start));
        let last = blocks.span(blocks.at(passage.end));
        let lines = first.join(last);
        // What is still to be looked through is measured when it has been.
        let lines = match self.found {
            Some(found) => Span::new(lines.start.min(found), lines.end.min(found)),
            None => lines,
        };
        let spans = self.spans_within(lines);
        self.coverage.update(self.article.text(), lines, spans);
    }

    fn spans_within(&self, lines: Span) -> Vec<Span> {
        self.claims_within(lines)
            .map(|(_, claim)| claim.span)
            .collect()
    }
}

/// Changes the decision on a claim, signs it if it changed, and drops it if nothing is left.
fn edit(claim: &mut Claim, sign: &Signature, write: impl FnOnce(&mut Decision)) {
    let old = claim.decision.take();
    let mut new = old
        .clone()
        .unwrap_or_else(|| Decision::blank(&sign.by, sign.at));
    write(&mut new);
    if old.as_ref() != Some(&new) {
        new.by.clone_from(&sign.by);
        new.at = sign.at;
    }
    claim.decision = (!new.is_blank()).then_some(new);
}

pub(super) fn swap(label: &str, before: &Arc<Claim>, after: Claim) -> Option<Change> {
    (**before != after).then(|| Change {
        label: label.to_owned(),
        swaps: vec![Swap {
            before: Some(Arc::clone(before)),
            after: Some(Arc::new(after)),
        }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Aside, Flag, Steps, Verdict};
    use proptest::prelude::*;

    const TEXT: &str = "Title\nOne is here. Two is there.\nThree “é” is nowhere.\n";

    fn review() -> Review {
        let article = Arc::new(Article::new("a.txt", TEXT.into()));
        let claims = [(6, 18), (19, 32), (33, 54)]
            .map(|(start, end)| Claim::new(&article, Span::new(start, end), Origin::Extracted));
        Review::new(article, "alice", sign(0).at, claims.into())
    }

    fn sign(second: i64) -> Signature {
        Signature {
            by: "alice".into(),
            at: Timestamp::from_second(second).unwrap(),
        }
    }

    fn garbled() -> Option<Ruling> {
        Some(Ruling::Verdict(Verdict::Garbled))
    }

    #[test]
    fn a_replaced_verdict_is_kept_in_the_history() {
        let mut review = review();
        let change = review.rule(0, garbled(), &sign(1)).unwrap().unwrap();
        review.apply(&change, sign(1).at).unwrap();
        let reasons = vec![Reason::Name];
        let change = review.give_reasons(0, reasons, &sign(2)).unwrap().unwrap();
        review.apply(&change, sign(2).at).unwrap();
        let verified = Some(Ruling::Verdict(Verdict::Verified));
        let change = review.rule(0, verified, &sign(3)).unwrap().unwrap();
        review.apply(&change, sign(3).at).unwrap();

        let claim = &review.claims()[0];
        assert_eq!(claim.verdict(), Some(Verdict::Verified));
        assert!(claim.decision.as_ref().unwrap().reasons.is_empty());
        assert_eq!(claim.history.len(), 1);
        assert_eq!(claim.history[0].ruling, garbled());
        assert_eq!(claim.history[0].reasons, [Reason::Name]);
        assert_eq!(claim.history[0].at, sign(2).at);
        assert_eq!(review.progress().verified, 1);
        assert_eq!(review.progress().open(), 2);
    }

    #[test]
    fn the_same_verdict_again_changes_nothing() {
        let mut review = review();
        let change = review.rule(0, garbled(), &sign(1)).unwrap().unwrap();
        review.apply(&change, sign(1).at).unwrap();
        assert_eq!(review.rule(0, garbled(), &sign(2)), Ok(None));
    }

    #[test]
    fn nothing_is_left_of_a_decision_in_which_nothing_is_written() {
        let mut review = review();
        let change = review.write_note(0, "look\n", &sign(1)).unwrap().unwrap();
        review.apply(&change, sign(1).at).unwrap();
        assert_eq!(review.claims()[0].decision.as_ref().unwrap().note, "look");
        let change = review.write_note(0, "", &sign(2)).unwrap().unwrap();
        review.apply(&change, sign(2).at).unwrap();
        assert_eq!(review.claims()[0].decision, None);
    }

    #[test]
    fn odd_but_right_needs_a_note() {
        let mut review = review();
        let cq = Flags::default().with(Flag::Cq, true);
        assert_eq!(review.flag(0, cq, None, &sign(1)), Err(Refusal::NeedsNote));
        let change = review.flag(0, cq, Some("so spelt"), &sign(1)).unwrap();
        review.apply(&change.unwrap(), sign(1).at).unwrap();
        assert_eq!(review.write_note(0, " ", &sign(2)), Err(Refusal::NeedsNote));
    }

    #[test]
    fn reasons_go_with_disputed_and_garbled_only() {
        let review = review();
        assert_eq!(
            review.give_reasons(0, vec![Reason::Name], &sign(1)),
            Err(Refusal::NoReasons)
        );
    }

    #[test]
    fn an_added_claim_is_trimmed_and_can_be_removed() {
        let mut review = review();
        let change = review.add(Span::new(32, 39)).unwrap();
        review.apply(&change, sign(1).at).unwrap();
        let added = change.subject().unwrap();
        assert_eq!(review.quote(added), "Three");
        assert_eq!(review.add(Span::new(33, 38)), Err(Refusal::AlreadyClaimed));
        assert_eq!(review.add(Span::new(18, 19)), Err(Refusal::NoWords));
        assert_eq!(review.remove(0), Err(Refusal::NotAdded));
        let index = review.index_of(added).unwrap();
        let removal = review.remove(index).unwrap();
        review.apply(&removal, sign(2).at).unwrap();
        assert_eq!(review.claims().len(), 3);
    }

    #[test]
    fn a_stale_step_changes_nothing() {
        let mut review = review();
        let first = review.rule(0, garbled(), &sign(1)).unwrap().unwrap();
        let other = review.write_note(0, "x", &sign(1)).unwrap().unwrap();
        review.apply(&other, sign(1).at).unwrap();
        let untouched = review.clone();
        assert_eq!(review.apply(&first, sign(2).at), Err(Refusal::Stale));
        assert_eq!(review, untouched);
    }

    #[test]
    fn claims_are_found_by_the_passage_they_reach_into() {
        let review = review();
        let found: Vec<usize> = review
            .claims_within(Span::new(17, 34))
            .map(|(index, _)| index)
            .collect();
        assert_eq!(found, [0, 1, 2]);
        assert_eq!(review.claims_within(Span::new(0, 6)).count(), 0);
    }

    /// One thing a checker may do, drawn at random.
    fn deed(review: &Review, kind: u8, index: usize, second: i64) -> Option<Change> {
        let sign = sign(second);
        let index = index % review.claims().len().max(1);
        match kind % 8 {
            0 => review.rule(index, garbled(), &sign).ok()?,
            1 => review
                .rule(index, Some(Ruling::Verdict(Verdict::Verified)), &sign)
                .ok()?,
            2 => review
                .rule(index, Some(Ruling::Aside(Aside::Repeat)), &sign)
                .ok()?,
            3 => review.rule(index, None, &sign).ok()?,
            4 => review.write_note(index, "a note", &sign).ok()?,
            5 => review.propose(index, "other words", &sign).ok()?,
            6 => {
                let start = (second as u32 * 7) % 50;
                review.add(Span::new(start, start + 5)).ok()
            }
            _ => review.remove(index).ok(),
        }
    }

    proptest! {
        #[test]
        fn undo_then_redo_is_the_identity(
            deeds in proptest::collection::vec((any::<u8>(), 0usize..12), 1..40)
        ) {
            let mut review = review();
            let mut steps = Steps::default();
            let mut states = vec![review.claims().to_vec()];
            for (second, (kind, index)) in deeds.into_iter().enumerate() {
                let Some(change) = deed(&review, kind, index, second as i64) else { continue };
                review.apply(&change, sign(second as i64).at).unwrap();
                steps.push(change);
                states.push(review.claims().to_vec());
            }
            let last = states.len() - 1;
            for state in states[..last].iter().rev() {
                let back = steps.undo().expect("as many steps as states");
                review.apply(&back, sign(99).at).unwrap();
                prop_assert_eq!(review.claims(), &state[..]);
            }
            prop_assert!(steps.undo().is_none());
            for state in &states[1..] {
                let again = steps.redo().expect("as many steps as states");
                review.apply(&again, sign(99).at).unwrap();
                prop_assert_eq!(review.claims(), &state[..]);
                let counted = Progress::of(review.claims().iter().map(Arc::as_ref));
                prop_assert_eq!(review.progress(), &counted);
            }
            prop_assert!(steps.redo().is_none());
        }
    }
}
