use serde_json::{Value, json};

use super::ClaimJson;
use crate::model::{Anchor, Claim, Selector};
use crate::store::sample;
use crate::text::Span;

fn written(claim: &Claim) -> Value {
    let article = sample::article();
    serde_json::to_value(ClaimJson::of(claim, Some(&article))).unwrap()
}

#[test]
fn fields_come_in_the_order_of_the_contract() {
    let claim = Claim::clone(&sample::full().claims()[0]);
    let names =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let json = written(&claim);
    assert_eq!(
        names(&json).join(" "),
        "id number start end quote prefix suffix kind speaker priority origin hints decision history \
         contacts topic start_"
    );
    assert_eq!(
        names(&json["contacts"][0]).join(" "),
        "who how at outcome waiting desk"
    );
    assert_eq!(
        names(&json["decision"]).join(" "),
        "verdict reasons note correction flags evidence by at mood"
    );
    assert_eq!(
        names(&json["decision"]["evidence"][0]).join(" "),
        "stance follows_verdict primary title url file locator quote accessed archive"
    );
    assert_eq!(json["decision"]["at"], "2023-11-14T22:13:27Z");
    assert_eq!(json["priority"].to_string(), "0.81");
}

#[test]
fn an_open_claim_with_nothing_written_on_it_has_no_decision() {
    let json = written(&sample::full().claims()[1]);
    assert_eq!(
        json,
        json!({
            "id": sample::full().claims()[1].id.as_str(), "number": "2", "start": 24, "end": 39,
            "quote": "Two – is there.", "prefix": "Title “x”\n\nOne is here. ",
            "suffix": "\n日本 said “\u{1B}[31m é\u{301}”.\n", "origin": "added",
        })
    );
}

#[test]
fn a_claim_in_doubt_keeps_the_words_it_was_decided_on() {
    let mut claim = Claim::clone(&sample::full().claims()[1]);
    claim.span = Span::new(24, 24);
    claim.anchor = Anchor::Ambiguous {
        was: Box::new(Selector {
            quote: "Two was there.".into(),
            prefix: "One is here. ".into(),
            suffix: String::new(),
            extra: sample::extra(json!({"seen": true})),
        }),
        candidates: vec![Span::new(11, 23), Span::new(24, 39)],
    };
    let json = written(&claim);
    assert_eq!(json["quote"], "");
    assert_eq!(
        json["anchor"],
        json!({
            "state": "ambiguous", "quote": "Two was there.", "prefix": "One is here. ",
            "suffix": "", "candidates": [{"start": 11, "end": 23}, {"start": 24, "end": 39}],
            "seen": true,
        })
    );
    let read = |json: &Value| {
        let text = json.to_string();
        let claim: ClaimJson<'_> = serde_json::from_str(&text).unwrap();
        claim.into_claim().map(|(claim, _)| claim)
    };
    assert_eq!(read(&json).unwrap(), claim);
    for (field, value, place) in [
        ("state", json!("sure"), "anchor.state"),
        ("candidates", json!([]), "anchor.candidates"),
        (
            "candidates",
            json!([{"start": 3, "end": 3}]),
            "anchor.candidates[0].end",
        ),
        ("state", json!("changed"), "end"),
    ] {
        let mut json = json.clone();
        json["anchor"][field] = value;
        assert_eq!(read(&json).unwrap_err().place, place);
    }
}

#[test]
fn a_foreign_field_with_one_of_our_names_is_kept_beside_ours() {
    let mut claim = Claim::clone(&sample::full().claims()[1]);
    claim.extra = sample::extra(json!({"start": "now", "start_": 1, "history": "long"}));
    let json = written(&claim);
    assert_eq!(json["start"], 24);
    assert_eq!(json["start__"], "now");
    assert_eq!(json["start_"], 1);
    assert_eq!(json["history_"], "long");
}

#[test]
fn a_priority_that_is_no_number_is_not_written_as_one() {
    let mut claim = Claim::clone(&sample::full().claims()[1]);
    claim.priority = Some(f32::NAN);
    assert_eq!(written(&claim)["priority"], Value::Null);
    claim.priority = Some(7.0);
    assert_eq!(written(&claim)["priority"].to_string(), "1.0");
}
