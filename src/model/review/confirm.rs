//! What may be done with a claim whose article has changed.

use std::sync::Arc;

use crate::model::{Anchor, Change, Claim, Origin, Ruling, Swap, Verdict};
use crate::text::{Folded, Span};

use super::edit::{edit, swap};
use super::parts::Review;
use super::refusal::{Refusal, Signature};

impl Review {
    /// Says that what was decided on a changed claim holds for the new words too. The former
    /// signature goes into the history.
    pub fn confirm(&self, index: usize, sign: &Signature) -> Result<Option<Change>, Refusal> {
        let before = self.claim(index)?;
        if !matches!(before.anchor, Anchor::Changed { .. }) {
            return Err(Refusal::NotChanged);
        }
        let mut after = Claim::clone(before);
        after.anchor = Anchor::Sure;
        if let Some(decision) = &mut after.decision {
            after.history.extend(decision.replaced());
            decision.by.clone_from(&sign.by);
            decision.at = sign.at;
        }
        Ok(swap("confirmed", before, after))
    }

    /// Returns whether the article has taken over the correction proposed for a claim: its words
    /// have changed into those, except for white space and the kind of quotation marks.
    pub fn is_adopted(&self, claim: &Claim) -> bool {
        let proposed = claim
            .decision
            .as_ref()
            .and_then(|d| d.correction.as_deref());
        matches!(claim.anchor, Anchor::Changed { .. })
            && proposed.is_some_and(|words| {
                let now = Folded::new(self.article().text().slice(claim.span));
                now.as_str() == Folded::new(words).as_str()
            })
    }

    /// Verifies a claim whose correction the article has taken over. The former verdict goes into
    /// the history, and nothing is proposed any more.
    ///
    /// # Errors
    /// [`Refusal::NotChanged`] if the article has not taken it over.
    pub fn verify_adopted(
        &self,
        index: usize,
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        if !self.is_adopted(self.claim(index)?) {
            return Err(Refusal::NotChanged);
        }
        let verified = Ruling::Verdict(Verdict::Verified);
        let Some(mut change) = self.rule(index, Some(verified), sign)? else {
            return Ok(None);
        };
        for claim in change
            .swaps
            .iter_mut()
            .filter_map(|swap| swap.after.as_mut())
        {
            edit(Arc::make_mut(claim), sign, |d| d.correction = None);
        }
        verified.name().clone_into(&mut change.label);
        Ok(Some(change))
    }

    /// Says which passage an ambiguous claim is, by its place among the candidates; with none, that
    /// it is none of them. A claim that the extractor made of the same passage, and on which
    /// nothing is written, gives way.
    pub fn choose_passage(
        &self,
        index: usize,
        candidate: Option<usize>,
    ) -> Result<Change, Refusal> {
        let before = self.claim(index)?;
        let Anchor::Ambiguous { was, candidates } = &before.anchor else {
            return Err(Refusal::NotAmbiguous);
        };
        let mut after = Claim::clone(before);
        let mut swaps = Vec::new();
        match candidate {
            None => {
                after.anchor = Anchor::Gone {
                    was: was.clone(),
                    is_put_away: false,
                }
            }
            Some(candidate) => {
                let &span = candidates.get(candidate).ok_or(Refusal::NotAmbiguous)?;
                swaps.extend(self.making_way(span)?);
                let now = Folded::new(self.article().text().slice(span));
                after.span = span;
                // The checker has looked: the same words are the same claim.
                let same = now.as_str() == Folded::new(&was.quote).as_str();
                after.anchor = match same || after.is_blank() {
                    true => Anchor::Sure,
                    false => Anchor::Changed { was: was.clone() },
                };
            }
        }
        swaps.insert(
            0,
            Swap {
                before: Some(Arc::clone(before)),
                after: Some(Arc::new(after)),
            },
        );
        Ok(Change {
            label: "placed".to_owned(),
            swaps,
        })
    }

    /// Takes out what the extractor made of a passage.
    fn making_way(&self, span: Span) -> Result<Vec<Swap>, Refusal> {
        self.claims_within(span)
            .filter(|(_, claim)| claim.span == span)
            .map(|(_, claim)| match claim.origin {
                Origin::Extracted if claim.is_blank() => Ok(Swap {
                    before: Some(Arc::clone(claim)),
                    after: None,
                }),
                _ => Err(Refusal::AlreadyClaimed),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Filter, Progress, Ruling, Selector, Verdict};
    use jiff::Timestamp;

    const VERIFIED: Option<Ruling> = Some(Ruling::Verdict(Verdict::Verified));

    fn sign(second: i64) -> Signature {
        Signature {
            by: "alice".into(),
            at: Timestamp::from_second(second).unwrap(),
        }
    }

    /// One claim that was verified, then anchored again, and one that the extractor has made.
    fn review(anchor: Anchor, span: Span) -> Review {
        let text = "One is here. Two is there. Three is not.";
        let article = Arc::new(Article::new("a.txt", text.into()));
        let fresh = Claim::new(&article, Span::new(13, 26), Origin::Extracted);
        let claim = Claim::new(&article, span, Origin::Extracted);
        let mut review = Review::new(Arc::clone(&article), "alice", sign(0).at, vec![claim]);
        let change = review.rule(0, VERIFIED, &sign(1)).unwrap().unwrap();
        review.apply(&change, sign(1).at).unwrap();
        let mut claim = Claim::clone(&review.claims()[0]);
        claim.anchor = anchor;
        Review::new(article, "alice", sign(0).at, vec![claim, fresh])
    }

    fn was(quote: &str) -> Box<Selector> {
        Box::new(Selector {
            quote: quote.into(),
            ..Selector::default()
        })
    }

    fn apply(review: &mut Review, change: &Change) {
        review.apply(change, sign(9).at).unwrap();
        let counted = Progress::of(review.claims().iter().map(Arc::as_ref));
        assert_eq!(review.progress(), &counted);
    }

    #[test]
    fn a_changed_claim_is_open_until_it_is_confirmed() {
        let changed = Anchor::Changed {
            was: was("One was here."),
        };
        let mut review = review(changed, Span::new(0, 12));
        assert!(review.claims()[0].is_open());
        assert!(!Filter::Verified.admits(&review.claims()[0]));
        let progress = review.progress();
        assert_eq!(
            (progress.verified, progress.unconfirmed, progress.open()),
            (0, 1, 2)
        );

        // The same verdict again is as good as confirming it.
        let confirmed = review.confirm(0, &sign(2)).unwrap().unwrap();
        assert_eq!(
            review.rule(0, VERIFIED, &sign(2)).unwrap().unwrap(),
            confirmed
        );
        apply(&mut review, &confirmed);
        let claim = &review.claims()[0];
        assert_eq!(claim.settled(), VERIFIED);
        assert_eq!(claim.decision.as_ref().unwrap().at, sign(2).at);
        assert_eq!(claim.history[0].at, sign(1).at);
        assert_eq!(review.confirm(0, &sign(3)), Err(Refusal::NotChanged));

        apply(&mut review, &confirmed.reversed());
        assert_eq!(review.progress().unconfirmed, 1);
    }

    #[test]
    fn a_correction_that_was_adopted_is_verified_in_one_step() {
        let changed = Anchor::Changed {
            was: was("One was here."),
        };
        let mut review = review(changed, Span::new(0, 12));
        let garbled = Some(Ruling::Verdict(Verdict::Garbled));
        for (correction, is_adopted) in [("One  is\nhere.", true), ("One was there.", false)] {
            let mut claim = Claim::clone(&review.claims()[0]);
            let decision = claim.decision.as_mut().unwrap();
            decision.ruling = garbled;
            decision.reasons = vec![crate::model::Reason::Name];
            decision.correction = Some(correction.to_owned());
            let before = [claim, Claim::clone(&review.claims()[1])];
            review = Review::new(
                Arc::clone(review.article()),
                "alice",
                sign(0).at,
                before.to_vec(),
            );
            assert_eq!(review.is_adopted(&review.claims()[0]), is_adopted);
            if !is_adopted {
                assert_eq!(review.verify_adopted(0, &sign(2)), Err(Refusal::NotChanged));
                continue;
            }
            let change = review.verify_adopted(0, &sign(2)).unwrap().unwrap();
            apply(&mut review, &change);
            let claim = &review.claims()[0];
            assert_eq!(claim.settled(), VERIFIED);
            let decision = claim.decision.as_ref().unwrap();
            assert_eq!(
                (decision.correction.as_deref(), &decision.reasons[..]),
                (None, &[][..])
            );
            assert_eq!(claim.history[0].ruling, garbled);
            apply(&mut review, &change.reversed());
            assert_eq!(*review.claims()[0], before[0]);
        }
    }

    #[test]
    fn another_verdict_on_a_changed_claim_needs_no_confirming() {
        let changed = Anchor::Changed {
            was: was("One was here."),
        };
        let mut review = review(changed, Span::new(0, 12));
        let disputed = Some(Ruling::Verdict(Verdict::Disputed));
        let change = review.rule(0, disputed, &sign(2)).unwrap().unwrap();
        apply(&mut review, &change);
        assert_eq!(review.claims()[0].settled(), disputed);
    }

    #[test]
    fn a_claim_that_is_gone_shows_its_old_words_and_counts_apart() {
        let gone = Anchor::Gone {
            was: was("Zero."),
            is_put_away: false,
        };
        let mut review = review(gone, Span::new(5, 5));
        let claim = &review.claims()[0];
        assert!(claim.is_gone() && !claim.is_open());
        assert_eq!(review.quote(claim), "Zero.");
        assert_eq!((review.progress().total, review.progress().gone), (1, 1));
        assert_eq!(review.claims_within(Span::new(0, 12)).count(), 0);
        assert_eq!(review.coverage().gap_from(0), Some(Span::new(0, 11)));
        assert_eq!(review.rule(0, VERIFIED, &sign(2)), Err(Refusal::Gone));
        assert_eq!(review.put_away(1), Err(Refusal::NotGone));

        assert_eq!(review.count(Filter::All), 2);
        let change = review.put_away(0).unwrap();
        apply(&mut review, &change);
        assert_eq!((review.progress().total, review.progress().gone), (1, 0));
        assert_eq!(review.matching(Filter::All).collect::<Vec<_>>(), [1]);
        assert_eq!(review.matching(Filter::PutAway).collect::<Vec<_>>(), [0]);
        assert_eq!(review.put_away(0), Err(Refusal::NotGone));
        apply(&mut review, &change.reversed());
        assert_eq!(review.count(Filter::All), 2);
    }

    #[test]
    fn an_ambiguous_claim_takes_the_place_of_what_was_extracted_there() {
        let anchor = |quote| Anchor::Ambiguous {
            was: was(quote),
            candidates: vec![Span::new(0, 12), Span::new(13, 26)],
        };
        let mut review = review(anchor("Two was there."), Span::new(0, 0));
        let before = review.claims().to_vec();
        assert_eq!(review.rule(0, VERIFIED, &sign(2)), Err(Refusal::NoPlace));
        assert_eq!(
            review.choose_passage(0, Some(2)),
            Err(Refusal::NotAmbiguous)
        );
        let change = review.choose_passage(0, Some(1)).unwrap();
        apply(&mut review, &change);
        assert_eq!(review.claims().len(), 1);
        assert_eq!(review.quote(&review.claims()[0]), "Two is there.");
        assert_eq!(review.claims()[0].anchor.name(), "changed");
        apply(&mut review, &change.reversed());
        assert_eq!(review.claims(), before);

        let change = review.choose_passage(0, None).unwrap();
        apply(&mut review, &change);
        assert!(review.claims()[0].is_gone());
        let mut review = super::tests::review(anchor("Two  is there."), Span::new(0, 0));
        let change = review.choose_passage(0, Some(1)).unwrap();
        apply(&mut review, &change);
        assert_eq!(review.claims()[0].settled(), VERIFIED);
    }
}
