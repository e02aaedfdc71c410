//! Verdicts, reasons, notes, corrections and flags; adding and removing claims.

use std::sync::Arc;

use crate::model::{
    Anchor, Change, Claim, ClaimNumber, Decision, Flag, Flags, Origin, Reason, Ruling, Swap,
};
use crate::text::Span;

use super::edit::{edit, swap};
use super::parts::Review;
use super::refusal::{Refusal, Signature};

impl Review {
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
        match before.anchor {
            Anchor::Gone { .. } => return Err(Refusal::Gone),
            Anchor::Ambiguous { .. } => return Err(Refusal::NoPlace),
            Anchor::Sure | Anchor::Changed { .. } => {}
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
            decision.align_stances();
        });
        Ok(swap(label, before, after))
    }

    /// Says what is wrong with a disputed or garbled claim.
    pub fn set_reasons(
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
        if flags.contains(Flag::Cq) && note.trim().is_empty() {
            return Err(Refusal::NeedsNote);
        }
        self.rewrite(index, "note", sign, |d| d.note = note.trim_end().to_owned())
    }

    /// Proposes other words for a claim's passage, or withdraws the proposal (`None`). Empty words
    /// propose to cut the passage.
    pub fn propose_correction(
        &self,
        index: usize,
        correction: Option<&str>,
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        self.rewrite(index, "correction", sign, |d| {
            d.correction = correction.map(|words| words.trim().to_owned());
        })
    }

    /// Puts flags up and takes the others down. Odd but right needs a note, given here (`note`) or
    /// there already; both are one step.
    pub fn set_flags(
        &self,
        index: usize,
        flags: Flags,
        note: Option<&str>,
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        let claim = self.claim(index)?;
        let written = claim.decision.as_ref().map_or("", |d| d.note.as_str());
        let note = note.map_or(written, str::trim_end);
        if flags.contains(Flag::Cq) && note.trim().is_empty() {
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

    /// Rules on other claims as was ruled on one that says the same, as one step: ruling, reasons
    /// and flags; its note and its evidence where they have none. Each keeps its own record. The
    /// correction goes to those that have the very same words: it proposes words for a passage.
    pub fn copy_to_repeats(
        &self,
        index: usize,
        others: &[usize],
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        let Some(model) = self.claim(index)?.decision.as_ref() else {
            return Ok(None);
        };
        let mut swaps = Vec::new();
        for &other in others {
            let Some(change) = self.rule(other, model.ruling, sign)? else {
                continue;
            };
            let has_same_words = self.quote(self.claim(other)?) == self.quote(self.claim(index)?);
            for mut swap in change.swaps {
                if let Some(after) = swap.after.as_mut().map(Arc::make_mut) {
                    edit(after, sign, |decision| {
                        decision.reasons.clone_from(&model.reasons);
                        decision.flags = decision.flags.iter().chain(model.flags.iter()).collect();
                        if decision.correction.is_none() && has_same_words {
                            decision.correction.clone_from(&model.correction);
                        }
                        if decision.note.is_empty() {
                            decision.note.clone_from(&model.note);
                        }
                        if decision.evidence.is_empty() {
                            decision.evidence.clone_from(&model.evidence);
                        }
                        decision.align_stances();
                    });
                }
                swaps.push(swap);
            }
        }
        let ruling = model.ruling.map_or("", Ruling::name);
        Ok((!swaps.is_empty()).then(|| Change {
            label: format!("repeats {ruling}"),
            swaps,
        }))
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
        let claim = self.fresh(span, Origin::Added);
        Ok(Change {
            label: "claim added".to_owned(),
            swaps: vec![Swap {
                before: None,
                after: Some(Arc::new(claim)),
            }],
        })
    }

    /// Returns an open claim on a passage, under an id that no other claim has.
    pub(super) fn fresh(&self, span: Span, origin: Origin) -> Claim {
        let mut claim = Claim::new(self.article(), span, origin);
        claim.number = self.number_for(span);
        claim.id = claim.id.unless_taken((self.article(), span), |id| {
            self.claims().iter().any(|other| other.id == *id)
        });
        claim
    }

    /// Returns the number for a claim that comes to be on a passage: that of the claim before it
    /// with a letter, or 1 for the first of all.
    fn number_for(&self, span: Span) -> ClaimNumber {
        if self.claims().is_empty() {
            return ClaimNumber::new(1);
        }
        let before = self
            .claims()
            .partition_point(|claim| claim.span.start <= span.start);
        let before = before
            .checked_sub(1)
            .map(|index| self.claims()[index].number);
        let taken = self.claims().iter().map(|claim| claim.number);
        before.unwrap_or(ClaimNumber::new(0)).free_after(taken)
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

    /// Puts a claim that is gone from the article away: it stays in the file and is listed only
    /// among the others that were put away.
    pub fn put_away(&self, index: usize) -> Result<Change, Refusal> {
        let before = self.claim(index)?;
        let Anchor::Gone { was, .. } = &before.anchor else {
            return Err(Refusal::NotGone);
        };
        let mut after = Claim::clone(before);
        after.anchor = Anchor::Gone {
            was: was.clone(),
            is_put_away: true,
        };
        swap("put away", before, after).ok_or(Refusal::NotGone)
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
        let text = self.article().text().slice(span);
        let leading = text.chars().take_while(|c| c.is_whitespace()).count() as u32;
        let trimmed = text.trim().chars().count() as u32;
        Span::new(span.start + leading, span.start + leading + trimmed)
    }
}
