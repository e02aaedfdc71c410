//! Reviews to test with.

use std::sync::Arc;

use jiff::Timestamp;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::model::{
    Anchor, Article, Aside, Claim, ClaimKind, Contact, ContactMethod, Decision, Evidence, Flag,
    Hint, Origin, Reason, Review, ReviewHead, Ruling, Selector, Stance, UnknownFields, Verdict,
};
use crate::text::Span;

const TEXT: &str = "Title “x”\n\nOne is here. Two – is there.\n日本 said “\u{1B}[31m é\u{301}”.\n";

pub(super) fn article() -> Arc<Article> {
    Arc::new(Article::new("a.txt", TEXT.into()))
}

pub(super) fn time(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

pub(super) fn extra(value: Value) -> UnknownFields {
    match value {
        Value::Object(map) => map.into(),
        _ => panic!("{value} is no object"),
    }
}

/// A review in which everything that can be written is written once.
pub(super) fn full() -> Review {
    let article = article();
    let mut one = Claim::new(&article, Span::new(11, 23), Origin::Extracted);
    one.kind = Some(ClaimKind::Quotation);
    one.speaker = Some("Sttentenberg".into());
    one.priority = Some(0.81);
    one.hints = vec![Hint {
        code: "name-variant".into(),
        message: "looks like “Stoltenberg”".into(),
        span: Span::new(11, 14),
        suggestion: Some("Stoltenberg".into()),
        dismissed: true,
        extra: extra(json!({"weight": 1.5e300})),
    }];
    one.decision = Some(Box::new(Decision {
        ruling: Some(Ruling::Verdict(Verdict::Garbled)),
        reasons: vec![Reason::Name],
        note: "two\nlines".into(),
        correction: Some("Stoltenberg".into()),
        flags: [Flag::Legal, Flag::Cq].into_iter().collect(),
        evidence: vec![Evidence {
            stance: Stance::Contradicts,
            follows_verdict: true,
            primary: true,
            title: Some("Report".into()),
            url: Some("https://example.org/".into()),
            file: Some("sources/a.txt".into()),
            locator: Some("para 4".into()),
            quote: Some("“Stoltenberg”".into()),
            accessed: Some(time(1_700_000_000)),
            extra: extra(json!({"archive": null})),
        }],
        by: "alice".into(),
        at: time(1_700_000_007),
        extra: extra(json!({"mood": ["odd", {"deep": true}]})),
    }));
    one.history = vec![Decision {
        ruling: Some(Ruling::Aside(Aside::Repeat)),
        extra: extra(json!({"why": "haste"})),
        ..Decision::blank("bob", time(1_600_000_000))
    }];
    one.contacts = [Contact {
        who: "Ada Frost".into(),
        how: ContactMethod::Mail,
        at: time(1_700_000_001),
        outcome: "no answer".into(),
        waiting: true,
        extra: extra(json!({"desk": 3})),
    }]
    .into_iter()
    .collect();
    one.extra = extra(json!({"topic": "war", "start_": 4}));
    let two = Claim::new(&article, Span::new(24, 39), Origin::Added);
    let head = ReviewHead {
        updated: time(1_700_000_007),
        extra: extra(json!({"desk": {"a": 1}, "article": {"language": "en"}})),
        ..ReviewHead::new("alice", time(1_500_000_000))
    };
    Review::restored(article, head, vec![one, two])
}

/// Any review of the sample article that a session can come to.
pub(super) fn reviews() -> impl Strategy<Value = Review> {
    let claims = vec(claim(), 0..5);
    (claims, times(), times(), extras()).prop_map(|(mut claims, created, updated, extra)| {
        claims.sort_by(|a, b| a.id.cmp(&b.id));
        claims.dedup_by(|a, b| a.id == b.id);
        let head = ReviewHead {
            updated,
            extra,
            ..ReviewHead::new("alice", created)
        };
        Review::restored(article(), head, claims)
    })
}

prop_compose! {
    fn claim()(
        (start, length) in (0u32..40, 1u32..20),
        anchor in anchor(),
        kind in option::of(one_of(ClaimKind::ALL)),
        speaker in option::of(any::<String>()),
        priority in option::of(0f32..=1.0),
        origin in one_of(Origin::ALL),
        hints in vec(hint(), 0..3),
        decision in option::of(decision()),
        history in vec(decision(), 0..3),
        contacts in vec(contact(), 0..3),
        extra in extras(),
    ) -> Claim {
        let length = if anchor.has_place() { length } else { 0 };
        Claim {
            anchor, kind, priority, hints, history, extra,
            contacts: contacts.into_iter().collect(),
            speaker: speaker.map(Arc::from),
            decision: decision.filter(|decision| !decision.is_blank()).map(Box::new),
            ..Claim::new(&article(), Span::new(start, start + length), origin)
        }
    }
}

fn anchor() -> impl Strategy<Value = Anchor> {
    let was = (any::<[String; 3]>(), extras()).prop_map(|([quote, prefix, suffix], extra)| {
        Box::new(Selector {
            quote,
            prefix,
            suffix,
            extra,
        })
    });
    let span = (0u32..40, 1u32..20).prop_map(|(start, length)| Span::new(start, start + length));
    (0..5, was, vec(span, 1..4)).prop_map(|(state, was, candidates)| match state {
        0 => Anchor::Sure,
        1 => Anchor::Changed { was },
        2 => Anchor::Ambiguous { was, candidates },
        gone => Anchor::Gone {
            was,
            is_put_away: gone == 4,
        },
    })
}

prop_compose! {
    fn hint()(
        code in any::<String>(),
        message in any::<String>(),
        (start, length) in (0u32..40, 0u32..20),
        suggestion in option::of(any::<String>()),
        dismissed in any::<bool>(),
        extra in extras(),
    ) -> Hint {
        let span = Span::new(start, start + length);
        Hint { code, message, span, suggestion, dismissed, extra }
    }
}

prop_compose! {
    /// Any decision, a blank one too.
    pub(super) fn decision()(
        ruling in option::of(prop_oneof![
            one_of(Verdict::ALL).prop_map(Ruling::Verdict),
            one_of(Aside::ALL).prop_map(Ruling::Aside),
        ]),
        reasons in vec(one_of(Reason::ALL), 0..3),
        note in any::<String>(),
        correction in option::of(any::<String>()),
        flags in vec(one_of(Flag::ALL), 0..3),
        evidence in vec(evidence(), 0..2),
        by in any::<String>(),
        at in times(),
        extra in extras(),
    ) -> Decision {
        let flags = flags.into_iter().collect();
        let aligned = |entry: Evidence| match Stance::following(ruling) {
            Some(stance) if entry.follows_verdict => Evidence { stance, ..entry },
            _ => entry,
        };
        let evidence = evidence.into_iter().map(aligned).collect();
        Decision { ruling, reasons, note, correction, flags, evidence, by, at, extra }
    }
}

prop_compose! {
    fn evidence()(
        stance in one_of(Stance::ALL),
        follows_verdict in any::<bool>(),
        primary in any::<bool>(),
        title in option::of(any::<String>()),
        url in option::of(any::<String>()),
        accessed in option::of(times()),
        extra in extras(),
    ) -> Evidence {
        Evidence {
            stance,
            follows_verdict, primary, title, url, accessed, extra,
            file: None, locator: None, quote: None,
        }
    }
}

prop_compose! {
    fn contact()(
        who in any::<String>(),
        how in one_of(ContactMethod::ALL),
        at in times(),
        outcome in any::<String>(),
        waiting in any::<bool>(),
        extra in extras(),
    ) -> Contact {
        Contact { who, how, at, outcome, waiting, extra }
    }
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

/// Moments to the nanosecond, before 1970 too.
fn times() -> impl Strategy<Value = Timestamp> {
    (-5_000_000_000i64..5_000_000_000, 0i32..1_000_000_000)
        .prop_map(|(second, nano)| Timestamp::new(second, nano).unwrap())
}

/// Fields that no version knows.
fn extras() -> impl Strategy<Value = UnknownFields> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(json!([{"a": [1, 2.5]}, null])),
    ];
    vec(("x-[a-z\"é\u{1B}]{0,3}", value), 0..3)
        .prop_map(|fields| fields.into_iter().collect::<Map<_, _>>().into())
}
