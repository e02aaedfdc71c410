//! `factdesk schema`: the JSON Schema of the review file.

use std::path::Path;
use std::sync::LazyLock;

use factdesk::store;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::pty::Home;
use crate::test_app::THREE;

static SCHEMA: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::draft202012::new(&store::json_schema()).expect("a valid schema"));

/// Asserts that a review file matches the schema.
pub fn assert_matches(file: &Path) {
    let text = std::fs::read_to_string(file).unwrap();
    let review = serde_json::from_str(&text).unwrap();
    let errors = errors(&review);
    assert!(errors.is_empty(), "{}: {errors:#?}", file.display());
}

fn errors(review: &Value) -> Vec<String> {
    let errors = SCHEMA.iter_errors(review);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn the_command_prints_a_schema() {
    let output = Home::with_article(THREE).run(&["schema"]);
    assert!(output.status.success());
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed, store::json_schema());
    assert!(jsonschema::draft202012::meta::is_valid(&printed));
}

#[test]
fn the_example_review_and_old_versions_match_the_schema() {
    for file in [
        "sample-data/nato-membership.example.review.json",
        "tests/data/reviews/version-1.review.json",
    ] {
        assert_matches(Path::new(file));
    }
}

#[test]
fn wrong_fields_do_not_match_the_schema_and_unknown_fields_do() {
    let text = std::fs::read_to_string("tests/data/reviews/version-1.review.json").unwrap();
    let review: Value = serde_json::from_str(&text).unwrap();
    let changed = |change: fn(&mut Value)| {
        let mut review = review.clone();
        change(&mut review);
        errors(&review)
    };
    assert_eq!(changed(|review| review["newer"] = json!({"a": 1})), [""; 0]);
    assert_eq!(
        changed(|review| review["claims"][0]["newer"] = json!(1)),
        [""; 0]
    );
    let wrong: [fn(&mut Value); 6] = [
        |review| review["format"] = json!("other"),
        |review| review["version"] = json!(2),
        |review| review["updated"] = json!(7),
        |review| review["claims"][0]["start"] = json!("7"),
        |review| review["claims"][0]["origin"] = json!("nowhere"),
        |review| drop(review.as_object_mut().unwrap().remove("reviewer")),
    ];
    for (at, change) in wrong.into_iter().enumerate() {
        assert_eq!(changed(change).len(), 1, "change {at}");
    }
}
