use super::*;
use crate::model::{
    Aside, Flag, Flags, Origin, Reason, Ruling, Signature, Swap, UndoHistory, UnknownFields,
    Verdict,
};
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

/// Compares the indices and counts with those of a review made of the same claims.
fn is_as_if_new(review: &Review) -> bool {
    let article = Arc::clone(review.article());
    let claims = review.claims().iter().cloned();
    let new = Review::restored(article, ReviewHead::new("alice", sign(0).at), claims);
    (&review.claims, &review.coverage) == (&new.claims, &new.coverage)
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
