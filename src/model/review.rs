//! An article, its claims and their decisions: what may be decided, and how.
//!
//! Methods that decide only say what would change ([`Change`]); [`Review::apply`] makes it so. That
//! keeps undo, the writer of the file and the screen on one and the same notion of a change.

use std::sync::Arc;

use jiff::Timestamp;
use thiserror::Error;

use crate::text::Span;

use super::filter_index::FilterIndex;
use super::hint_index::HintIndex;
use super::kind_index::{IndexedKind, KindIndex};
use super::number::fill_numbers;
use super::{
    Article, Change, Claim, ClaimNumber, Coverage, Filter, Hint, Progress, Selector, Swap,
    UnknownFields,
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
    /// Nothing is decided on words that the article no longer has.
    #[error("its words are gone from the article")]
    Gone,
    /// Only a claim that is gone is put away.
    #[error("only a claim whose words are gone from the article can be put away")]
    NotGone,
    /// The parts would lose words of the correction.
    #[error("its correction changes words between the parts: edit the correction first")]
    CorrectionBetweenParts,
    /// Two corrections cannot both be made.
    #[error("the two corrections ask for different words in one place: edit one first")]
    CorrectionsClash,
    /// Nothing is decided on words that are not there.
    #[error(
        "the article has changed: say first which passage this claim is, if it is there at all"
    )]
    NoPlace,
    /// Some sentences say one thing only.
    #[error("this claim has no parts: a selects any words you like")]
    NoParts,
    /// Claims are joined with the next one of their paragraph.
    #[error("nothing to join: last claim of its paragraph")]
    NothingToJoin,
    /// Evidence that names nothing to look at.
    #[error("evidence needs a title, an address, a file or a quotation: fill one in")]
    NoSource,
    /// A contact with nobody.
    #[error("a contact needs a name: say who was asked")]
    NoPerson,
    /// The claim is not as the step left it.
    #[error("the claim has been changed by something else since")]
    Stale,
}

/// The review of one article by one reviewer.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub(super) article: Arc<Article>,
    reviewer: String,
    created: Timestamp,
    updated: Timestamp,
    /// Fields of the file that this version does not know.
    extra: UnknownFields,
    /// In order of [`Claim::key`].
    pub(super) claims: Vec<Arc<Claim>>,
    pub(super) progress: Progress,
    coverage: Coverage,
    /// How far claims have been found, in code points, while they are still being looked for.
    pub(super) found: Option<u32>,
    admitted: FilterIndex,
    written: KindIndex,
    backed: KindIndex,
    hinted: HintIndex,
    long: KindIndex,
    /// The length of the longest claim but for those that are set apart as long, in code points:
    /// how far back a claim may begin that reaches into a passage.
    longest: u32,
    /// The highest number given so far, without its letter.
    pub(super) last_base: u32,
}

impl Review {
    /// Begins a review. The claims may come in any order; two with the same passage are kept both.
    pub fn new(article: Arc<Article>, reviewer: &str, now: Timestamp, claims: Vec<Claim>) -> Self {
        Self::restored(
            article,
            reviewer,
            (now, now),
            claims,
            UnknownFields::default(),
        )
    }

    /// Takes up a review from its file: `times` are when it was begun and last changed.
    pub fn restored(
        article: Arc<Article>,
        reviewer: &str,
        times: (Timestamp, Timestamp),
        claims: impl IntoIterator<Item = impl Into<Arc<Claim>>>,
        extra: UnknownFields,
    ) -> Self {
        let mut review = Self::unmeasured(article, reviewer, times, claims, extra);
        review.measure(review.article.text().span());
        review
    }

    /// Takes up a review whose claims are still being looked for, from a code point on.
    pub fn partly_extracted(
        article: Arc<Article>,
        reviewer: &str,
        times: (Timestamp, Timestamp),
        claims: impl IntoIterator<Item = impl Into<Arc<Claim>>>,
        extra: UnknownFields,
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
        claims: impl IntoIterator<Item = impl Into<Arc<Claim>>>,
        extra: UnknownFields,
    ) -> Self {
        let mut claims: Vec<Arc<Claim>> = claims.into_iter().map(Into::into).collect();
        claims.sort_by(|a, b| a.key().cmp(&b.key()));
        let mut numbers: Vec<ClaimNumber> = claims.iter().map(|claim| claim.number).collect();
        fill_numbers(&mut numbers);
        for (claim, number) in claims.iter_mut().zip(numbers) {
            if claim.number != number {
                Arc::make_mut(claim).number = number;
            }
        }
        Self {
            article,
            reviewer: reviewer.to_owned(),
            created: times.0,
            updated: times.1,
            extra,
            progress: Progress::of(claims.iter().map(Arc::as_ref)),
            coverage: Coverage::default(),
            found: None,
            admitted: FilterIndex::of(&claims),
            written: KindIndex::of(IndexedKind::Written, &claims),
            backed: KindIndex::of(IndexedKind::Backed, &claims),
            hinted: HintIndex::of(&claims),
            long: KindIndex::of(IndexedKind::Long, &claims),
            longest: claims.iter().map(|claim| reach(claim)).max().unwrap_or(0),
            last_base: claims.iter().map(|c| c.number.base()).max().unwrap_or(0),
            claims,
        }
    }

    /// Returns how far claims have been found, in code points; none when all have been.
    pub fn extracted_up_to(&self) -> Option<u32> {
        self.found
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
    pub fn extra(&self) -> &UnknownFields {
        &self.extra
    }

    /// Returns the claims in article order.
    pub fn claims(&self) -> &[Arc<Claim>] {
        &self.claims
    }

    /// Returns the claims on which a note or a correction is written, in article order.
    pub fn written(&self) -> &[Arc<Claim>] {
        self.written.claims()
    }

    /// Returns the claims on which a source is filed, in article order.
    pub fn claims_with_evidence(&self) -> &[Arc<Claim>] {
        self.backed.claims()
    }

    /// Returns the first hint not waved off that begins at or behind a code point, and the place of
    /// its claim.
    pub fn hint_from(&self, position: u32) -> Option<(usize, &Hint)> {
        let (claim, hint) = self.hinted.from(position)?;
        Some((self.index_of(claim)?, hint))
    }

    /// Returns the last hint not waved off that begins before a code point, and the place of its
    /// claim.
    pub fn hint_before(&self, position: u32) -> Option<(usize, &Hint)> {
        let (claim, hint) = self.hinted.before(position)?;
        Some((self.index_of(claim)?, hint))
    }

    /// Returns the words of a claim; of one that has no place in the article, those it had.
    pub fn quote<'a>(&'a self, claim: &'a Claim) -> &'a str {
        match claim.anchor.was() {
            Some(was) if !claim.anchor.has_place() => &was.quote,
            _ => self.article.text().slice(claim.span),
        }
    }

    /// Returns what a claim is looked for by in another text: its words, and what stands around them.
    pub fn selector(&self, claim: &Claim) -> Selector {
        const CONTEXT: u32 = 32;
        match claim.anchor.was() {
            Some(was) if !claim.anchor.has_place() => was.clone(),
            _ => {
                let (text, Span { start, end }) = (self.article.text(), claim.span);
                let cut = |start, end| text.slice(Span::new(start, end)).to_owned();
                Selector {
                    quote: cut(start, end),
                    prefix: cut(start.saturating_sub(CONTEXT), start),
                    suffix: cut(end, (end + CONTEXT).min(text.len())),
                    ..Selector::default()
                }
            }
        }
    }

    /// Returns the counts.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Returns how many claims a filter admits.
    pub fn count(&self, filter: Filter) -> usize {
        self.admitted.counted(filter)
    }

    /// Returns the places of the claims that a filter admits, in article order.
    pub fn matching(&self, filter: Filter) -> impl Iterator<Item = usize> {
        self.admitted.places(filter)
    }

    /// Returns which words lie in no claim.
    pub fn coverage(&self) -> &Coverage {
        &self.coverage
    }

    /// Returns the claims that reach into a span, with their places in the list, in order.
    pub fn claims_within(&self, span: Span) -> impl Iterator<Item = (usize, &Arc<Claim>)> {
        let from = span.start.saturating_sub(self.longest);
        let first = self.claims.partition_point(|c| c.span.start < from);
        let from_afar = self
            .long
            .claims()
            .iter()
            .take_while(move |claim| claim.span.start < from)
            .filter(move |claim| claim.span.overlaps(span))
            .filter_map(|claim| Some((self.index_of(claim)?, claim)));
        let near = self.claims[first..]
            .iter()
            .enumerate()
            .map(move |(offset, claim)| (first + offset, claim))
            .take_while(move |(_, claim)| claim.span.start < span.end)
            .filter(move |(_, claim)| claim.span.overlaps(span));
        from_afar.chain(near)
    }

    /// Returns the place in the list of a claim as it is now.
    pub fn index_of(&self, claim: &Claim) -> Option<usize> {
        self.index_of_key(claim.key())
    }

    /// Returns the place of the claim with a [`Claim::key`].
    pub fn index_of_key(&self, key: (Span, &super::ClaimId)) -> Option<usize> {
        let found = self.claims.binary_search_by(|other| other.key().cmp(&key));
        found.ok()
    }

    /// Returns the place of the claim with an id. Walks the list.
    pub fn index_of_id(&self, id: &str) -> Option<usize> {
        self.claims.iter().position(|claim| claim.id.as_str() == id)
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
            let index = before.as_ref().and_then(|claim| self.index_of(claim));
            match (index, before, after) {
                (Some(index), Some(before), Some(after)) if before.key() == after.key() => {
                    self.exchange(index, after);
                }
                (Some(index), ..) => {
                    let before = self.claims.remove(index);
                    self.admitted.remove(index);
                    self.count_out(&before);
                    if let Some(after) = after {
                        self.insert(after);
                    }
                }
                (None, _, Some(after)) => self.insert(after),
                (None, _, None) => {}
            }
        }
        if let Some(span) = measure {
            self.measure_again(span);
        }
        // Of two copies the later one is read; a clock that was set back must not hide this one.
        self.updated = self.updated.max(at);
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

    pub(super) fn insert(&mut self, claim: &Arc<Claim>) {
        let index = self
            .claims
            .partition_point(|other| other.key() < claim.key());
        self.count_in(claim);
        self.admitted.insert(index, claim);
        self.claims.insert(index, Arc::clone(claim));
    }

    /// Puts a claim in the place of one with the same key.
    pub(super) fn exchange(&mut self, index: usize, after: &Arc<Claim>) {
        let before = std::mem::replace(&mut self.claims[index], Arc::clone(after));
        self.count_out(&before);
        self.admitted.exchange(index, after);
        self.count_in(after);
    }

    fn count_in(&mut self, claim: &Arc<Claim>) {
        self.progress.add(claim);
        self.longest = self.longest.max(reach(claim));
        self.written.add(claim);
        self.backed.add(claim);
        self.hinted.add(claim);
        self.long.add(claim);
    }

    fn count_out(&mut self, claim: &Claim) {
        self.progress.remove(claim);
        self.written.remove(claim);
        self.backed.remove(claim);
        self.hinted.remove(claim);
        self.long.remove(claim);
    }

    /// Measures the coverage of lines that were not measured before.
    pub(super) fn measure(&mut self, lines: Span) {
        let spans = self.spans_within(lines);
        let text = (self.article.text(), self.article.blocks());
        self.coverage.extend(text, lines, spans);
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
        let text = (self.article.text(), self.article.blocks());
        self.coverage.update(text, lines, spans);
    }

    fn spans_within(&self, lines: Span) -> Vec<Span> {
        self.claims_within(lines)
            .map(|(_, claim)| claim.span)
            .collect()
    }
}

/// How far a claim reaches that is not set apart as long.
fn reach(claim: &Claim) -> u32 {
    match claim.span.len() {
        0..=IndexedKind::LONG => claim.span.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Aside, Flag, Flags, Origin, Reason, Ruling, UndoHistory, Verdict};
    use proptest::prelude::*;

    const TEXT: &str = "Title\nOne is here. Two is there.\nThree “é” is nowhere.\n";

    fn review() -> Review {
        let article = Arc::new(Article::new("a.txt", TEXT.into()));
        let claims = [(6, 18), (19, 32), (33, 54)].map(|(start, end)| {
            let hint = Hint {
                suggestion: None,
                code: "odd".into(),
                message: "Odd".into(),
                span: Span::new(start, start + 1),
                dismissed: false,
                extra: UnknownFields::default(),
            };
            Claim {
                hints: vec![hint],
                ..Claim::new(&article, Span::new(start, end), Origin::Extracted)
            }
        });
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
        let change = review.set_reasons(0, reasons, &sign(2)).unwrap().unwrap();
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
        assert_eq!(
            review.set_flags(0, cq, None, &sign(1)),
            Err(Refusal::NeedsNote)
        );
        let change = review.set_flags(0, cq, Some("so spelt"), &sign(1)).unwrap();
        review.apply(&change.unwrap(), sign(1).at).unwrap();
        assert_eq!(review.write_note(0, " ", &sign(2)), Err(Refusal::NeedsNote));
    }

    #[test]
    fn reasons_go_with_disputed_and_garbled_only() {
        let review = review();
        assert_eq!(
            review.set_reasons(0, vec![Reason::Name], &sign(1)),
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
    fn hints_of_a_decided_claim_are_passed_over_everywhere() {
        let mut review = review();
        assert_eq!(review.progress().hints, 3);
        let change = review.rule(0, garbled(), &sign(1)).unwrap().unwrap();
        review.apply(&change, sign(1).at).unwrap();
        assert_eq!(review.progress().hints, 2);
        assert_eq!(review.count(Filter::Hinted), 2);
        assert_eq!(review.hint_from(0).map(|(place, _)| place), Some(1));
        assert!(review.hint_before(19).is_none());
        let change = review.rule(0, None, &sign(2)).unwrap().unwrap();
        review.apply(&change, sign(2).at).unwrap();
        assert_eq!(review.progress().hints, 3);
        assert_eq!(review.hint_from(0).map(|(place, _)| place), Some(0));
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
        match kind % 9 {
            8 => review.dismiss_hints(index, second % 2 == 0).ok()?,
            0 => review.rule(index, garbled(), &sign).ok()?,
            1 => review
                .rule(index, Some(Ruling::Verdict(Verdict::Verified)), &sign)
                .ok()?,
            2 => review
                .rule(index, Some(Ruling::Aside(Aside::Repeat)), &sign)
                .ok()?,
            3 => review.rule(index, None, &sign).ok()?,
            4 => review.write_note(index, "a note", &sign).ok()?,
            5 => review
                .propose_correction(index, Some("other words"), &sign)
                .ok()?,
            6 => {
                let start = (second as u32 * 7) % 50;
                review.add(Span::new(start, start + 5)).ok()
            }
            _ => review.remove(index).ok(),
        }
    }

    /// Everything kept beside the claims, against a review made of them afresh.
    fn is_as_if_new(review: &Review) -> bool {
        let article = Arc::clone(&review.article);
        let claims = review.claims.iter().cloned();
        let new = Review::restored(
            article,
            "alice",
            (sign(0).at, sign(0).at),
            claims,
            UnknownFields::default(),
        );
        (&review.progress, &review.coverage) == (&new.progress, &new.coverage)
            && review.admitted == new.admitted
            && review.written == new.written
            && review.hinted == new.hinted
            && review.long == new.long
            && review.longest >= new.longest
    }

    proptest! {
        #[test]
        fn claims_of_any_length_are_found_by_the_passage_they_reach_into(
            spans in proptest::collection::vec((0u32..6_000, 1u32..60, any::<bool>()), 0..30),
            added in 0usize..30,
            (start, length) in (0u32..6_000, 0u32..100),
        ) {
            let article = Arc::new(Article::new("a.txt", "word ".repeat(2_000)));
            let claims = spans.into_iter().map(|(start, length, is_long)| {
                let length = if is_long { length * 60 } else { length };
                let span = Span::new(start, start + length);
                let number = ClaimNumber::new(1);
                Claim { number, ..Claim::new(&article, span, Origin::Added) }
            });
            let mut claims: Vec<Claim> = claims.collect();
            claims.sort_by(|a, b| a.key().cmp(&b.key()));
            claims.dedup_by(|a, b| a.id == b.id);
            let later = claims.split_off(added.min(claims.len()));
            let mut review = Review::new(article, "alice", sign(0).at, claims);
            for claim in later {
                let swap = Swap { before: None, after: Some(Arc::new(claim)) };
                let change = Change { label: String::new(), swaps: vec![swap] };
                review.apply(&change, sign(1).at).unwrap();
            }
            let span = Span::new(start, start + length);
            let found: Vec<usize> = review.claims_within(span).map(|(index, _)| index).collect();
            let naive: Vec<usize> = (0..review.claims().len())
                .filter(|&index| review.claims()[index].span.overlaps(span))
                .collect();
            prop_assert_eq!(found, naive);
            prop_assert!(is_as_if_new(&review));
        }

        #[test]
        fn undo_then_redo_is_the_identity(
            deeds in proptest::collection::vec((any::<u8>(), 0usize..12), 1..40)
        ) {
            let mut review = review();
            let mut steps = UndoHistory::default();
            let mut states = vec![review.claims().to_vec()];
            for (second, (kind, index)) in deeds.into_iter().enumerate() {
                let Some(change) = deed(&review, kind, index, second as i64) else { continue };
                review.apply(&change, sign(second as i64).at).unwrap();
                prop_assert!(is_as_if_new(&review));
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
                prop_assert!(is_as_if_new(&review));
            }
            prop_assert!(steps.redo().is_none());
        }
    }
}
