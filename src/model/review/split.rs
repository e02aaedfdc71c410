//! One claim made several, and several made one.

use std::sync::Arc;

use crate::model::{Anchor, Change, Claim, Decision, Swap, correction};
use crate::text::Span;

use super::parts::Review;
use super::refusal::{Refusal, Signature};

impl Review {
    /// Splits a claim into parts, which are in it in order and do not overlap. Each part is open:
    /// what was decided was decided on the whole, and goes into the history of each. The first part
    /// keeps the number, and what else is written (note, flags, evidence); a correction moves to the
    /// parts whose words it changes.
    pub fn split(&self, index: usize, parts: &[Span], sign: &Signature) -> Result<Change, Refusal> {
        let whole = self.claim(index)?;
        if whole.anchor != Anchor::Sure {
            return Err(Refusal::NoPlace);
        }
        if parts.len() < 2 {
            return Err(Refusal::NoParts);
        }
        let mut corrections = match whole
            .decision
            .as_ref()
            .and_then(|d| d.correction.as_deref())
        {
            None => vec![None; parts.len()],
            Some(words) => correction::moved(self.article().text(), whole.span, words, parts)
                .ok_or(Refusal::CorrectionBetweenParts)?,
        }
        .into_iter();
        let mut swaps = vec![Swap {
            before: Some(Arc::clone(whole)),
            after: None,
        }];
        let mut number = whole.number;
        for (at, &span) in parts.iter().enumerate() {
            let correction = corrections.next().flatten();
            let mut part = match at {
                0 => self.first_part(whole, span, correction, sign)?,
                _ => self.later_part(whole, span, correction, sign)?,
            };
            if at > 0 {
                let taken = self.claims().iter().map(|claim| claim.number);
                number = whole.number.free_after(taken.chain([number]));
            }
            part.number = number;
            swaps.push(Swap {
                before: None,
                after: Some(Arc::new(part)),
            });
        }
        Ok(Change {
            label: "split".to_owned(),
            swaps,
        })
    }

    /// Returns the part that keeps what is written on the whole.
    fn first_part(
        &self,
        whole: &Claim,
        span: Span,
        correction: Option<String>,
        sign: &Signature,
    ) -> Result<Claim, Refusal> {
        let decision = whole.decision.as_deref().cloned();
        Ok(Claim {
            contacts: whole.contacts.clone(),
            ..self.part(whole, span, decision, correction, sign)?
        })
    }

    /// Returns a part on which nothing is written but its share of the correction.
    fn later_part(
        &self,
        whole: &Claim,
        span: Span,
        correction: Option<String>,
        sign: &Signature,
    ) -> Result<Claim, Refusal> {
        let decision = whole.decision.as_ref();
        let decision = decision.map(|_| Decision::blank(&sign.by, sign.at));
        self.part(whole, span, decision, correction, sign)
    }

    fn part(
        &self,
        whole: &Claim,
        span: Span,
        decision: Option<Decision>,
        correction: Option<String>,
        sign: &Signature,
    ) -> Result<Claim, Refusal> {
        let hints = whole.hints.iter().filter(|hint| hint.span.overlaps(span));
        let replaced = whole.decision.as_ref().and_then(|d| d.replaced());
        let decision = decision.map(|decision| Decision {
            correction,
            ..decision
        });
        Ok(Claim {
            hints: hints.cloned().collect(),
            history: whole.history.iter().cloned().chain(replaced).collect(),
            decision: decision.and_then(|d| reopened(d, sign)).map(Box::new),
            ..self.claim_on(span, whole)?
        })
    }

    /// Joins a claim with the one that follows it in the same paragraph, under the first one's number.
    /// What was decided on either goes into the history; the notes, corrections and the rest of both
    /// are kept.
    pub fn join(&self, index: usize, sign: &Signature) -> Result<Change, Refusal> {
        let first = self.claim(index)?;
        let second = self.claim(index + 1).map_err(|_| Refusal::NothingToJoin)?;
        if first.anchor != Anchor::Sure || second.anchor != Anchor::Sure {
            return Err(Refusal::NoPlace);
        }
        let span = first.span.join(second.span);
        if self.article().text().slice(span).contains('\n') {
            return Err(Refusal::NothingToJoin);
        }
        let mut joined = Claim {
            hints: [&first.hints[..], &second.hints[..]].concat(),
            history: [&first.history[..], &second.history[..]].concat(),
            ..self.claim_on(span, first)?
        };
        joined.number = first.number;
        let decisions = [first, second].map(|claim| claim.decision.as_deref());
        for decision in decisions.into_iter().flatten() {
            joined.history.extend(decision.replaced());
        }
        joined.history.sort_by_key(|entry| entry.at);
        let mut log = [&first.contacts[..], &second.contacts[..]].concat();
        log.sort_by_key(|contact| contact.at);
        joined.contacts = log.into_iter().collect();
        let of = [first, second].map(|claim| {
            let decision = claim.decision.as_ref();
            (claim.span, decision.and_then(|d| d.correction.as_deref()))
        });
        let correction =
            correction::joined(self.article().text(), span, of).ok_or(Refusal::CorrectionsClash)?;
        let [left, right] = decisions.map(Option::<&Decision>::cloned);
        let both = match (left, right) {
            (Some(left), Some(right)) => Some(both(left, right)),
            (left, right) => left.or(right),
        };
        joined.decision = both
            .and_then(|both| reopened(Decision { correction, ..both }, sign))
            .map(Box::new);
        let gone = |claim: &Arc<Claim>| Swap {
            before: Some(Arc::clone(claim)),
            after: None,
        };
        let (first, second) = (gone(first), gone(second));
        let joined = Swap {
            before: None,
            after: Some(Arc::new(joined)),
        };
        Ok(Change {
            label: "joined".to_owned(),
            swaps: vec![first, second, joined],
        })
    }

    /// A claim on another passage of the same origin, of which less is known.
    fn claim_on(&self, span: Span, like: &Claim) -> Result<Claim, Refusal> {
        if self
            .claims_within(span)
            .any(|(_, claim)| claim.span == span)
        {
            return Err(Refusal::AlreadyClaimed);
        }
        let mut claim = self.fresh(span, like.origin);
        claim.kind = like.kind;
        claim.speaker.clone_from(&like.speaker);
        claim.priority = like.priority;
        claim.extra = like.extra.clone();
        Ok(claim)
    }
}

/// Returns what is written on a claim besides its ruling, or `None` if nothing is.
fn reopened(decision: Decision, sign: &Signature) -> Option<Decision> {
    let open = Decision {
        ruling: None,
        reasons: Vec::new(),
        by: sign.by.clone(),
        at: sign.at,
        ..decision
    };
    (!open.is_blank()).then_some(open)
}

fn both(left: Decision, right: Decision) -> Decision {
    let lines = |a: &str, b: &str| match (a, b) {
        ("", text) | (text, "") => text.to_owned(),
        (a, b) => format!("{a}\n{b}"),
    };
    Decision {
        note: lines(&left.note, &right.note),
        flags: left.flags.iter().chain(right.flags.iter()).collect(),
        evidence: [&left.evidence[..], &right.evidence[..]].concat(),
        ..left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Origin, Ruling, Verdict};
    use jiff::Timestamp;

    const TEXT: &str = "It rained, and it snowed. It froze.\nThe end came.\n";

    fn sign(second: i64) -> Signature {
        Signature {
            by: "alice".into(),
            at: Timestamp::from_second(second).unwrap(),
        }
    }

    fn review() -> Review {
        let article = Arc::new(Article::new("a.txt", TEXT.into()));
        let claims = [(0, 25), (26, 35), (36, 49)]
            .map(|(start, end)| Claim::new(&article, Span::new(start, end), Origin::Extracted));
        let mut review = Review::new(article, "alice", sign(0).at, claims.into());
        let garbled = Some(Ruling::Verdict(Verdict::Garbled));
        let change = review.rule(0, garbled, &sign(1)).unwrap().unwrap();
        review.apply(&change, sign(1).at).unwrap();
        let change = review.write_note(0, "wet", &sign(2)).unwrap().unwrap();
        review.apply(&change, sign(2).at).unwrap();
        review
    }

    fn quotes(review: &Review) -> Vec<&str> {
        review.claims().iter().map(|c| review.quote(c)).collect()
    }

    #[test]
    fn parts_are_open_and_know_what_was_decided_on_the_whole() {
        let mut review = review();
        let before = review.claims().to_vec();
        let parts = [Span::new(0, 10), Span::new(11, 25)];
        let change = review.split(0, &parts, &sign(3)).unwrap();
        review.apply(&change, sign(3).at).unwrap();
        assert_eq!(
            quotes(&review),
            ["It rained,", "and it snowed.", "It froze.", "The end came."]
        );
        for part in &review.claims()[..2] {
            assert!(part.is_open());
            assert_eq!(part.history.len(), 1);
        }
        assert_eq!(review.claims()[0].decision.as_ref().unwrap().note, "wet");
        assert_eq!(review.claims()[1].decision, None);
        review.apply(&change.reversed(), sign(4).at).unwrap();
        assert_eq!(review.claims(), before);
    }

    #[test]
    fn numbers_stay_with_the_claims_that_had_them() {
        let mut review = review();
        let numbers = |review: &Review| -> Vec<String> {
            review
                .claims()
                .iter()
                .map(|c| c.number.to_string())
                .collect()
        };
        let parts = [Span::new(0, 10), Span::new(11, 25)];
        let change = review.split(0, &parts, &sign(3)).unwrap();
        review.apply(&change, sign(3).at).unwrap();
        assert_eq!(numbers(&review), ["1", "1a", "2", "3"]);
        let added = review.add(Span::new(3, 9)).unwrap();
        review.apply(&added, sign(3).at).unwrap();
        assert_eq!(numbers(&review), ["1", "1b", "1a", "2", "3"]);
        let joined = review.join(2, &sign(4)).unwrap();
        review.apply(&joined, sign(4).at).unwrap();
        assert_eq!(numbers(&review), ["1", "1b", "1a", "3"]);
        review.apply(&joined.reversed(), sign(5).at).unwrap();
        review.apply(&added.reversed(), sign(5).at).unwrap();
        review.apply(&change.reversed(), sign(5).at).unwrap();
        assert_eq!(numbers(&review), ["1", "2", "3"]);
    }

    #[test]
    fn a_correction_goes_along_with_the_words_it_changes() {
        let mut review = review();
        let corrections = |review: &Review| -> Vec<Option<String>> {
            let claims = review.claims().iter();
            let written = |claim: &Arc<Claim>| claim.decision.clone()?.correction;
            claims.map(written).collect()
        };
        let propose = |review: &mut Review, index, words| {
            let change = review
                .propose_correction(index, Some(words), &sign(3))
                .unwrap()
                .unwrap();
            review.apply(&change, sign(3).at).unwrap();
        };
        propose(&mut review, 0, "It poured, and it snowed.");
        propose(&mut review, 1, "It thawed.");
        let parts = [Span::new(0, 10), Span::new(11, 25)];
        let split = review.split(0, &parts, &sign(4)).unwrap();
        let joined = review.join(0, &sign(4)).unwrap();
        let some = |words: &str| Some(words.to_owned());
        let before = review.clone();
        review.apply(&split, sign(4).at).unwrap();
        let expected = [some("It poured,"), None, some("It thawed."), None];
        assert_eq!(corrections(&review), expected);
        review = before;
        review.apply(&joined, sign(4).at).unwrap();
        let expected = [some("It poured, and it snowed. It thawed."), None];
        assert_eq!(corrections(&review), expected);
    }

    #[test]
    fn neighbours_are_joined_within_a_paragraph_only() {
        let mut review = review();
        let change = review.join(0, &sign(3)).unwrap();
        review.apply(&change, sign(3).at).unwrap();
        assert_eq!(
            quotes(&review),
            ["It rained, and it snowed. It froze.", "The end came."]
        );
        let joined = &review.claims()[0];
        assert!(joined.is_open());
        assert_eq!(joined.history.len(), 1);
        assert_eq!(joined.decision.as_ref().unwrap().note, "wet");
        assert_eq!(review.join(0, &sign(4)), Err(Refusal::NothingToJoin));
        assert_eq!(review.join(1, &sign(4)), Err(Refusal::NothingToJoin));
    }

    #[test]
    fn contacts_stay_with_the_first_part_and_come_together_in_order_of_time() {
        let mut review = review();
        let asked = |second: i64| crate::model::Contact {
            who: "Ada Frost".into(),
            ..crate::model::Contact::blank(sign(second).at)
        };
        for (index, second) in [(0, 9), (1, 8)] {
            let change = review.log_contact(index, None, asked(second));
            review.apply(&change.unwrap().unwrap(), sign(9).at).unwrap();
        }
        let change = review.join(0, &sign(9)).unwrap();
        review.apply(&change, sign(9).at).unwrap();
        assert_eq!(review.claims()[0].contacts[..], [asked(8), asked(9)]);
        let parts = [Span::new(0, 25), Span::new(26, 35)];
        let change = review.split(0, &parts, &sign(9)).unwrap();
        review.apply(&change, sign(9).at).unwrap();
        assert_eq!(review.claims()[0].contacts.len(), 2);
        assert_eq!(review.claims()[1].contacts.len(), 0);
    }

    #[test]
    fn a_claim_without_parts_is_left_whole() {
        let review = review();
        let whole = [Span::new(0, 25)];
        assert_eq!(review.split(0, &whole, &sign(3)), Err(Refusal::NoParts));
    }
}
