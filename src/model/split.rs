//! One claim made several, and several made one.

use std::sync::Arc;

use crate::text::Span;

use super::{Anchor, Change, Claim, Decision, Refusal, Review, Signature, Swap};

impl Review {
    /// Splits a claim into parts, which lie in it in order and do not overlap. Each part is open:
    /// what was decided was decided on the whole, and goes into the history of each. What is
    /// written besides (note, correction, flags, evidence) stays with the first.
    pub fn split(&self, index: usize, parts: &[Span], sign: &Signature) -> Result<Change, Refusal> {
        let whole = self.claim(index)?;
        if whole.anchor != Anchor::Sure {
            return Err(Refusal::NoPlace);
        }
        if parts.len() < 2 {
            return Err(Refusal::NoParts);
        }
        let mut swaps = vec![Swap {
            before: Some(Arc::clone(whole)),
            after: None,
        }];
        for (number, &span) in parts.iter().enumerate() {
            let mut part = Claim {
                hints: whole
                    .hints
                    .iter()
                    .filter(|h| h.span.overlaps(span))
                    .cloned()
                    .collect(),
                history: whole.history.clone(),
                ..self.claim_on(span, whole)?
            };
            if number == 0 {
                part.contacts.clone_from(&whole.contacts);
            }
            if let Some(decision) = &whole.decision {
                part.history.extend(decision.replaced());
                part.decision = (number == 0)
                    .then(|| open_again(decision, sign))
                    .flatten()
                    .map(Box::new);
            }
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

    /// Joins a claim with the one that follows it in the same paragraph. What was decided on
    /// either goes into the history; the notes and the rest of both are kept.
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
        let decisions = [first, second].map(|claim| claim.decision.as_deref());
        for decision in decisions.into_iter().flatten() {
            joined.history.extend(decision.replaced());
        }
        joined.history.sort_by_key(|entry| entry.at);
        let mut log = [&first.contacts[..], &second.contacts[..]].concat();
        log.sort_by_key(|contact| contact.at);
        joined.contacts = log.into_iter().collect();
        let [left, right] = decisions.map(|d| d.and_then(|d| open_again(d, sign)));
        joined.decision = match (left, right) {
            (Some(left), Some(right)) => Some(both(left, right)),
            (left, right) => left.or(right),
        }
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

/// What is written on a claim besides its ruling; none if there is nothing.
fn open_again(decision: &Decision, sign: &Signature) -> Option<Decision> {
    let open = Decision {
        ruling: None,
        reasons: Vec::new(),
        by: sign.by.clone(),
        at: sign.at,
        ..decision.clone()
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
        correction: lines(&left.correction, &right.correction),
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
