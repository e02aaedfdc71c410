//! Reviews an article without a screen: lists its claims, verifies the first open one, saves.
//!
//! `cargo run --example review -- draft.txt`

use std::path::Path;

use factdesk::{Failure, ReviewOptions, Ruling, Verdict};

fn main() -> Result<(), Failure> {
    let article = std::env::args()
        .nth(1)
        .ok_or_else(|| Failure::usage("no article").hint("cargo run --example review -- FILE"))?;
    print!("{}", verify_first(Path::new(&article), "robot")?);
    Ok(())
}

/// Verifies the first open claim of an article and saves the review; returns what was done.
pub fn verify_first(article: &Path, reviewer: &str) -> Result<String, Failure> {
    let options = ReviewOptions {
        reviewer: Some(reviewer.to_owned()),
        ..ReviewOptions::default()
    };
    let mut review = factdesk::review(article, options)?;
    let mut text = String::new();
    for claim in review.claims() {
        text.push_str(&format!("{}  {}\n", claim.number, review.quote(claim)));
    }
    let open = review.claims().iter().find(|claim| claim.is_open());
    if let Some(id) = open.map(|claim| claim.id.clone()) {
        review.decide(&id, Some(Ruling::Verdict(Verdict::Verified)))?;
        review.write_note(&id, "checked by a program")?;
    }
    review.save()?;
    let progress = review.progress();
    text.push_str(&format!(
        "{} of {} claims reviewed, saved in {}\n",
        progress.reviewed(),
        progress.total,
        review.path().display()
    ));
    Ok(text)
}
