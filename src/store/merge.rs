//! Two versions of a review made one: nothing that anybody decided is dropped.
//!
//! Pure: claims in, claims out. Where it helps, the version is known that both began with (`base`).

use serde_json::{Map, Value};

use crate::model::{Claim, Contact, Contacts, Decision, Hint, Stance, UnknownFields};

use super::schema::ClaimJson;

/// Merges two versions of a claim.
///
/// The newer decision holds, and the older one goes into the history, unless the newer one was
/// plainly written over it. No decision at all wins over one only where it was taken back: by us
/// (we know what we began with), or by the other side, which left it in the history. An older file
/// that was put back, by git or from a backup, therefore takes nothing away.
pub(super) fn claim(base: Option<&Claim>, ours: &Claim, theirs: &Claim) -> Claim {
    if ours == theirs || base == Some(theirs) {
        return ours.clone();
    }
    let side = MergeSide::of(ours, theirs);
    let (decision, older) = decisions(base, ours, theirs);
    // The two belong together: an empty span is right only where the words have no place.
    let place = |claim: &Claim| (claim.span, claim.anchor.clone());
    let (span, anchor) = side.pick(base.map(place).as_ref(), &place(ours), &place(theirs));
    Claim {
        id: ours.id.clone(),
        number: side.pick(base.map(|b| &b.number), &ours.number, &theirs.number),
        span,
        anchor,
        kind: side.pick(base.map(|b| &b.kind), &ours.kind, &theirs.kind),
        speaker: side.pick(base.map(|b| &b.speaker), &ours.speaker, &theirs.speaker),
        priority: side.pick(base.map(|b| &b.priority), &ours.priority, &theirs.priority),
        origin: side.pick(base.map(|b| &b.origin), &ours.origin, &theirs.origin),
        hints: hints(side, base.map(|b| &b.hints), &ours.hints, &theirs.hints),
        history: history(base, ours, theirs, older),
        contacts: contacts(side, base, ours, theirs),
        decision: decision.map(Box::new),
        extra: extra(
            side.changed(base.map(|b| &b.extra), &ours.extra, &theirs.extra),
            &ours.extra,
            &theirs.extra,
        ),
    }
}

/// Returns whether both versions say something, and not the same.
pub(super) fn is_contested(ours: &Claim, theirs: &Claim) -> bool {
    ours.decision.is_some() && theirs.decision.is_some() && ours.decision != theirs.decision
}

/// Merges the unknown fields of two objects: those of either are kept; where both have one with
/// different values, that of one side holds.
pub(super) fn extra(
    holds: MergeSide,
    ours: &UnknownFields,
    theirs: &UnknownFields,
) -> UnknownFields {
    let fields = |extra: &UnknownFields| -> Map<String, Value> {
        let copy = |(name, value): (&String, &Value)| (name.clone(), value.clone());
        extra.fields().map(copy).collect()
    };
    objects(holds, fields(ours), fields(theirs)).into()
}

fn objects(
    holds: MergeSide,
    mut ours: Map<String, Value>,
    theirs: Map<String, Value>,
) -> Map<String, Value> {
    for (name, their_value) in theirs {
        let merged = match (ours.remove(&name), their_value) {
            (None, value) => value,
            (Some(Value::Object(our_fields)), Value::Object(their_fields)) => {
                Value::Object(objects(holds, our_fields, their_fields))
            }
            (Some(our_value), their_value) => match holds {
                MergeSide::Ours => our_value,
                MergeSide::Theirs => their_value,
            },
        };
        ours.insert(name, merged);
    }
    ours
}

/// Which of two versions is the newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MergeSide {
    Ours,
    Theirs,
}

impl MergeSide {
    /// Compares two claims: by their decisions, and if these do not tell, by something that at
    /// least does not depend on who merges.
    fn of(ours: &Claim, theirs: &Claim) -> Self {
        let at = |claim: &Claim| claim.decision.as_ref().map(|decision| decision.at);
        let text = |claim: &Claim| serde_json::to_string(&ClaimJson::of(claim, None)).ok();
        let order = at(ours)
            .cmp(&at(theirs))
            .then_with(|| text(ours).cmp(&text(theirs)));
        if order.is_lt() {
            MergeSide::Theirs
        } else {
            MergeSide::Ours
        }
    }

    /// The side on which a value was changed; if it was on both, the newer one.
    fn changed<T: PartialEq>(self, base: Option<&T>, ours: &T, theirs: &T) -> Self {
        if base == Some(ours) {
            MergeSide::Theirs
        } else if base == Some(theirs) {
            MergeSide::Ours
        } else {
            self
        }
    }

    /// The value that was changed; if both were, the newer one's.
    fn pick<T: Clone + PartialEq>(self, base: Option<&T>, ours: &T, theirs: &T) -> T {
        match self.changed(base, ours, theirs) {
            MergeSide::Ours => ours.clone(),
            MergeSide::Theirs => theirs.clone(),
        }
    }
}

/// The decision that holds, and the one that has to go into the history.
fn decisions(
    base: Option<&Claim>,
    ours: &Claim,
    theirs: &Claim,
) -> (Option<Decision>, Option<Decision>) {
    let base = base.and_then(|claim| claim.decision.as_deref());
    match (ours.decision.as_deref(), theirs.decision.as_deref()) {
        (our_decision, their_decision) if our_decision == their_decision => {
            (our_decision.cloned(), None)
        }
        (Some(our_decision), Some(their_decision)) => {
            // Times are whole seconds: of two decisions made in one, the one that changed holds.
            let side = match base {
                Some(base) if our_decision.at == their_decision.at && base == our_decision => {
                    MergeSide::Theirs
                }
                Some(base) if our_decision.at == their_decision.at && base == their_decision => {
                    MergeSide::Ours
                }
                _ => MergeSide::of(ours, theirs),
            };
            let (holds, older) = match side {
                MergeSide::Ours => (our_decision, their_decision),
                MergeSide::Theirs => (their_decision, our_decision),
            };
            // Two entries that differ only by a stance that follows the verdict are the same entry.
            let aligned = |decision: &Decision| {
                let mut evidence = decision.evidence.clone();
                for entry in evidence.iter_mut().filter(|entry| entry.follows_verdict) {
                    entry.stance = Stance::following(holds.ruling).unwrap_or(entry.stance);
                }
                evidence
            };
            let holds = Decision {
                evidence: entries(
                    side,
                    &base.map_or(Vec::new(), aligned),
                    &aligned(our_decision),
                    &aligned(their_decision),
                ),
                ..holds.clone()
            };
            // Who writes over what they had before them need not keep it, except for a ruling: an
            // editor knows nothing of the history.
            let was_written_over = base == Some(older);
            let ruling_is_lost = older.ruling.is_some() && older.ruling != holds.ruling;
            (
                Some(holds),
                (!was_written_over || ruling_is_lost).then(|| older.clone()),
            )
        }
        (None, Some(decision)) if base == Some(decision) => (None, None),
        (None, Some(decision)) => (kept_unless_in(&ours.history, decision), None),
        (Some(decision), None) => (kept_unless_in(&theirs.history, decision), None),
        (None, None) => (None, None),
    }
}

/// The entries of both lists, those of the newer side first. One that we took out is gone; one that
/// the newer side has not, though both began with it, too. That the older side has not one says
/// nothing: it may be an older file that was put back.
fn entries<T: Clone + PartialEq>(side: MergeSide, base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    let (newer, older) = match side {
        MergeSide::Ours => (ours, theirs),
        MergeSide::Theirs => (theirs, ours),
    };
    let mut entries: Vec<T> = newer
        .iter()
        .filter(|entry| ours.contains(entry) || !base.contains(entry))
        .cloned()
        .collect();
    for entry in older {
        if !entries.contains(entry) && !base.contains(entry) {
            entries.push(entry.clone());
        }
    }
    entries
}

/// The contact logs of both, in order of time.
fn contacts(side: MergeSide, base: Option<&Claim>, ours: &Claim, theirs: &Claim) -> Contacts {
    let base = base.map_or(&[][..], |claim| &claim.contacts);
    // An entry says nothing of when it was written, and a file put back nothing of what it lacks:
    // what they have not is kept.
    let mut contacts = entries(side, &[], &ours.contacts, &theirs.contacts);
    contacts.retain(|entry| ours.contacts.contains(entry) || !base.contains(entry));
    contacts.sort_by_key(|contact: &Contact| contact.at);
    contacts.into_iter().collect()
}

/// A decision, unless the side without one shows by its history that it was taken back.
fn kept_unless_in(history: &[Decision], decision: &Decision) -> Option<Decision> {
    let was_taken_back = decision.ruling.is_some() && holds(history, decision);
    (!was_taken_back).then(|| decision.clone())
}

/// Returns whether a history holds a decision, be it only its ruling: what the model puts there.
fn holds(history: &[Decision], decision: &Decision) -> bool {
    let mark = |d: &Decision| (d.ruling, d.at);
    history
        .iter()
        .any(|entry| mark(entry) == mark(decision) && entry.by == decision.by)
}

/// The entries of both, except for those that we took back, and the older decision.
fn history(
    base: Option<&Claim>,
    ours: &Claim,
    theirs: &Claim,
    older: Option<Decision>,
) -> Vec<Decision> {
    let taken_back = |entry: &Decision| {
        base.is_some_and(|base| base.history.contains(entry)) && !ours.history.contains(entry)
    };
    let theirs = theirs.history.iter().filter(|entry| !taken_back(entry));
    let mut history: Vec<Decision> = Vec::new();
    // Entries that are the same in everything say nothing, and would keep two programs that merge
    // with each other from ever agreeing on how many there are.
    for entry in ours.history.iter().chain(theirs) {
        if !history.contains(entry) {
            history.push(entry.clone());
        }
    }
    if let Some(older) = older
        && !holds(&history, &older)
    {
        history.push(older);
    }
    history.sort_by(|a, b| {
        let text = |decision: &Decision| format!("{decision:?}");
        a.at.cmp(&b.at).then_with(|| text(a).cmp(&text(b)))
    });
    history
}

fn hints(
    side: MergeSide,
    base: Option<&Vec<Hint>>,
    ours: &Vec<Hint>,
    theirs: &Vec<Hint>,
) -> Vec<Hint> {
    if ours == theirs || base == Some(ours) || base == Some(theirs) {
        return side.pick(base, ours, theirs);
    }
    let (newer, older) = match side {
        MergeSide::Ours => (ours, theirs),
        MergeSide::Theirs => (theirs, ours),
    };
    let same = |a: &Hint, b: &Hint| a.code == b.code && a.span == b.span;
    let mut hints = newer.clone();
    for hint in older {
        match hints.iter_mut().find(|other| same(other, hint)) {
            Some(other) => other.dismissed |= hint.dismissed,
            None => hints.push(hint.clone()),
        }
    }
    hints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Ruling, Verdict};
    use crate::store::sample;
    use proptest::prelude::*;
    use serde_json::json;

    /// The second claim of the sample, open.
    fn open() -> Claim {
        Claim::clone(&sample::full().claims()[1])
    }

    fn decision(verdict: Verdict, second: i64, by: &str) -> Decision {
        Decision {
            ruling: Some(Ruling::Verdict(verdict)),
            ..Decision::blank(by, sample::time(second))
        }
    }

    fn decided(verdict: Verdict, second: i64, by: &str) -> Claim {
        Claim {
            decision: Some(Box::new(decision(verdict, second, by))),
            ..open()
        }
    }

    /// A claim opened again after a decision.
    fn opened_again(decision: Decision) -> Claim {
        Claim {
            history: vec![decision],
            ..open()
        }
    }

    #[test]
    fn the_newer_decision_holds_and_the_older_one_is_kept() {
        let mut ours = decided(Verdict::Verified, 5, "alice");
        ours.decision.as_mut().unwrap().note = "two sources".into();
        let theirs = decided(Verdict::Disputed, 7, "alice");
        let merged = claim(Some(&open()), &ours, &theirs);
        assert_eq!(merged.decision, theirs.decision);
        assert_eq!(merged.history, [*ours.decision.clone().unwrap()]);
        assert_eq!(claim(Some(&open()), &theirs, &ours), merged);
        assert!(is_contested(&ours, &theirs));
    }

    #[test]
    fn a_decision_that_was_changed_on_one_side_only_leaves_no_trace_of_a_conflict() {
        let base = decided(Verdict::Verified, 5, "alice");
        let mut theirs = base.clone();
        theirs.decision.as_mut().unwrap().note = "two sources".into();
        theirs.decision.as_mut().unwrap().at = sample::time(6);
        assert_eq!(claim(Some(&base), &base, &theirs), theirs);
        assert_eq!(claim(Some(&base), &theirs, &base), theirs);
    }

    #[test]
    fn an_old_file_put_back_takes_nothing_away() {
        let ours = Claim {
            decision: Some(Box::new(decision(Verdict::Garbled, 7, "alice"))),
            history: vec![decision(Verdict::Verified, 5, "alice")],
            ..open()
        };
        for theirs in [open(), decided(Verdict::Verified, 5, "alice")] {
            assert_eq!(claim(Some(&ours), &ours, &theirs), ours);
            assert_eq!(claim(None, &ours, &theirs), ours);
        }
    }

    #[test]
    fn a_decision_taken_back_stays_taken_back() {
        let base = decided(Verdict::Garbled, 5, "alice");
        let cleared = opened_again(*base.decision.clone().unwrap());
        // By us: the file is as we left it, or changed in something else.
        assert_eq!(claim(Some(&base), &cleared, &base), cleared);
        let mut theirs = base.clone();
        theirs.speaker = Some("Stoltenberg".into());
        let merged = claim(Some(&base), &open(), &theirs);
        assert_eq!((merged.decision, merged.speaker), (None, theirs.speaker));
        // By them.
        assert_eq!(claim(Some(&base), &base, &cleared), cleared);
        assert_eq!(claim(None, &cleared, &base), cleared);
        // But not by them who knew nothing of it.
        let newer = decided(Verdict::Disputed, 6, "alice");
        assert_eq!(
            claim(Some(&base), &newer, &cleared).decision,
            newer.decision
        );
    }

    #[test]
    fn evidence_filed_on_either_side_is_kept_and_what_was_taken_out_stays_out() {
        let source = |title: &str| Evidence {
            title: Some(title.into()),
            ..Evidence::blank()
        };
        let filed = |titles: &str, second: i64| {
            let mut claim = decided(Verdict::Verified, second, "alice");
            let titles = titles.chars().map(|title| source(&title.to_string()));
            claim.decision.as_mut().unwrap().evidence = titles.collect();
            claim
        };
        let titles = |claim: &Claim| -> String {
            let titles = claim.evidence().iter();
            titles.map(|entry| entry.name().unwrap()).collect()
        };
        let merged = |base: Option<&str>, ours: (&str, i64), theirs: (&str, i64)| {
            let base = base.map(|titles| filed(titles, 5));
            let (ours, theirs) = (filed(ours.0, ours.1), filed(theirs.0, theirs.1));
            titles(&claim(base.as_ref(), &ours, &theirs))
        };
        // Filed on both sides.
        assert_eq!(merged(Some("a"), ("ab", 6), ("ac", 7)), "acb");
        assert_eq!(merged(Some("a"), ("ab", 7), ("ac", 6)), "abc");
        assert_eq!(merged(None, ("ab", 7), ("ac", 6)), "abc");
        assert_eq!(merged(None, ("ac", 6), ("ab", 7)), "abc");
        // Taken out here, while something was filed there, and the other way round.
        assert_eq!(merged(Some("ab"), ("b", 6), ("abc", 7)), "bc");
        assert_eq!(merged(Some("ab"), ("abc", 6), ("b", 7)), "bc");
        // An older file was put back.
        assert_eq!(merged(Some("ab"), ("abc", 8), ("a", 4)), "abc");
    }

    #[test]
    fn contacts_logged_on_either_side_are_kept_in_order_of_time() {
        let logged = |seconds: &[i64]| Claim {
            contacts: seconds
                .iter()
                .map(|&second| Contact::blank(sample::time(second)))
                .collect(),
            ..open()
        };
        let merged = |base: Option<&[i64]>, ours: &[i64], theirs: &[i64]| -> Vec<i64> {
            let base = base.map(logged);
            let merged = claim(base.as_ref(), &logged(ours), &logged(theirs));
            merged.contacts.iter().map(|c| c.at.as_second()).collect()
        };
        assert_eq!(merged(Some(&[2]), &[2, 3], &[1, 2]), [1, 2, 3]);
        assert_eq!(merged(None, &[1, 2], &[2, 3]), [1, 2, 3]);
        assert_eq!(
            merged(Some(&[1, 2]), &[2], &[1, 2, 3]),
            [2, 3],
            "taken out here"
        );
        assert_eq!(
            merged(Some(&[1, 2]), &[1, 2], &[1]),
            [1, 2],
            "an older file put back"
        );
    }

    #[test]
    fn unknown_fields_of_both_are_kept() {
        let mut ours = decided(Verdict::Verified, 5, "alice");
        let mut theirs = decided(Verdict::Verified, 7, "alice");
        ours.extra = sample::extra(json!({"a": 1, "both": {"x": 1, "y": 1}}));
        theirs.extra = sample::extra(json!({"b": 2, "both": {"y": 2, "z": 2}}));
        let expected = json!({"a": 1, "b": 2, "both": {"x": 1, "y": 2, "z": 2}});
        assert_eq!(claim(None, &ours, &theirs).extra, sample::extra(expected));
    }

    #[test]
    fn a_hint_waved_off_on_either_side_is_waved_off() {
        let base = Claim::clone(&sample::full().claims()[0]);
        let mut ours = base.clone();
        ours.hints[0].dismissed = false;
        let mut theirs = base.clone();
        theirs.speaker = None;
        assert!(!claim(Some(&base), &ours, &theirs).hints[0].dismissed);
        assert!(claim(None, &ours, &theirs).hints[0].dismissed);
    }

    proptest! {
        #[test]
        fn it_makes_no_difference_who_merges_and_no_decision_is_lost(
            (ours, theirs) in versions(), base in proptest::option::of(versions())
        ) {
            let merged = claim(None, &ours, &theirs);
            prop_assert_eq!(&claim(None, &theirs, &ours), &merged);
            prop_assert_eq!(&claim(None, &merged, &ours).decision, &merged.decision);

            let base = base.map(|(base, _)| base);
            let merged = claim(base.as_ref(), &ours, &theirs);
            let written_over = base.as_ref().and_then(|base| base.decision.as_deref());
            for version in [&ours, &theirs] {
                for known in version.decision.as_deref().into_iter().chain(&version.history) {
                    let is_there = merged.decision.as_deref().is_some_and(|d| has_all_of(d, known))
                        || holds(&merged.history, known)
                        || written_over == Some(known)
                        || base.as_ref().is_some_and(|base| base.history.contains(known));
                    prop_assert!(is_there, "{:?} is lost in {:?}", known, merged);
                }
            }
        }
    }

    /// Returns whether a decision says all that another says, be it with more evidence.
    fn has_all_of(decision: &Decision, known: &Decision) -> bool {
        let evidence = known.evidence.clone();
        evidence
            .iter()
            .all(|entry| decision.evidence.contains(entry))
            && *known
                == Decision {
                    evidence,
                    ..decision.clone()
                }
    }

    /// Two versions of one claim.
    fn versions() -> impl Strategy<Value = (Claim, Claim)> {
        let version = || {
            let decisions = (sample::decision(), sample::decision(), 0u8..4, 0i64..3);
            decisions.prop_map(|(mut one, two, shape, second)| {
                one.at = sample::time(second);
                Claim {
                    decision: (shape & 1 != 0 && !one.is_blank()).then(|| Box::new(one)),
                    history: (shape & 2 != 0).then_some(two).into_iter().collect(),
                    ..open()
                }
            })
        };
        (version(), version())
    }
}
