//! `factdesk schema`: the shape of the review file, for other programs.

use std::path::Path;
use std::sync::LazyLock;

use factdesk::store;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::pty::Home;
use crate::test_app::THREE;

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    jsonschema::draft202012::new(&store::json_schema()).expect("the schema is one")
});

/// Asserts that a review file is as the schema says.
pub fn assert_fits(file: &Path) {
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
fn the_reviews_of_the_sample_and_of_old_versions_fit() {
    for file in [
        "sample-data/nato-membership.example.review.json",
        "tests/data/reviews/version-1.review.json",
    ] {
        assert_fits(Path::new(file));
    }
}

#[test]
fn what_is_wrong_does_not_fit_and_what_is_new_does() {
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
