//! The files of `sample-data` are consistent with each other.

use serde_json::Value;

fn json(name: &str) -> Value {
    let text = std::fs::read_to_string(format!("sample-data/{name}")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn article() -> Vec<char> {
    let text = std::fs::read_to_string("sample-data/nato-membership.txt").unwrap();
    text.chars().collect()
}

fn span(value: &Value) -> Option<(usize, usize)> {
    let at = |name: &str| Some(value[name].as_u64()? as usize);
    Some((at("start")?, at("end")?))
}

#[test]
fn the_key_and_the_claims_quote_the_article() {
    let text = article();
    let key = json("nato-membership.key.json");
    let claims = json("nato-membership.claims.json");
    let all = key
        .as_array()
        .unwrap()
        .iter()
        .chain(claims["claims"].as_array().unwrap());
    for item in all {
        if let Some((start, end)) = span(item) {
            assert_eq!(item["quote"], text[start..end].iter().collect::<String>());
        }
    }
}

#[test]
fn the_example_review_finds_every_garbled_passage() {
    let review = json("nato-membership.example.review.json");
    let claims = review["claims"].as_array().unwrap();
    assert!(claims.iter().all(|claim| {
        let decision = &claim["decision"];
        decision["verdict"].is_string() || decision["aside"].is_string()
    }));
    for garbled in json("nato-membership.key.json").as_array().unwrap() {
        // An inconsistent spelling is a matter of style: it needs no verdict.
        if garbled["kind"] == "style" && garbled["quote"] == "U.S." {
            continue;
        }
        let (start, _) = span(garbled).unwrap();
        let claim = claims
            .iter()
            .find(|claim| span(claim).is_some_and(|(from, to)| (from..to).contains(&start)));
        let verdict = claim.unwrap()["decision"]["verdict"].as_str();
        assert!(
            matches!(verdict, Some("garbled" | "disputed")),
            "{} is {verdict:?}",
            garbled["quote"]
        );
    }
}
