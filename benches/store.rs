//! Opening and saving a review, by the number of its claims.

use std::path::PathBuf;
use std::sync::Arc;

use divan::{Bencher, black_box};
use factdesk::model::{Article, Claim, Decision, Origin, Review, Ruling, Signature, Verdict};
use factdesk::store::{ReviewWriter, load, read};
use factdesk::text::Span;
use jiff::Timestamp;

const CLAIMS: [usize; 4] = [40, 1_000, 10_000, 100_000];
const SENTENCE: &str = "Sttentenberg said he had expressed “grave concern” about the activities of \
                        Russian troops near the border in the first week of April 2021.\n";

fn main() {
    divan::main();
}

/// A review with a verdict and a note on every second claim.
fn review(claims: usize) -> Review {
    let article = Arc::new(Article::new("long.txt", SENTENCE.repeat(claims)));
    let length = SENTENCE.chars().count() as u32;
    let claims = (0..claims as u32)
        .map(|number| {
            let span = Span::new(number * length, (number + 1) * length - 1);
            let mut claim = Claim::new(&article, span, Origin::Extracted);
            // With this many claims, two would share the same eight digits.
            claim.id = claim
                .id
                .unless_taken((&article, span), |id| id.as_str().len() <= 9);
            claim.priority = Some(0.5);
            claim.decision = number.is_multiple_of(2).then(|| {
                Box::new(Decision {
                    ruling: Some(Ruling::Verdict(Verdict::Garbled)),
                    note: "name mangled, Stoltenberg two lines up".into(),
                    ..Decision::blank("alice", Timestamp::UNIX_EPOCH)
                })
            });
            claim
        })
        .collect();
    Review::new(article, "alice", Timestamp::UNIX_EPOCH, claims)
}

fn saved(claims: usize) -> (tempfile::TempDir, PathBuf, Review, ReviewWriter) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.alice.review.json");
    let review = review(claims);
    let mut writer = ReviewWriter::new(path.clone(), &review, None);
    writer.write().unwrap();
    (folder, path, review, writer)
}

#[divan::bench(args = CLAIMS, sample_count = 20, sample_size = 1)]
fn open(bencher: Bencher<'_, '_>, claims: usize) {
    let (_folder, path, review, _) = saved(claims);
    bencher.bench(|| black_box(load(&path, review.article()).unwrap()));
}

/// Reading without the article, as reports and `status` do.
#[divan::bench(args = CLAIMS, sample_count = 20, sample_size = 1)]
fn read_alone(bencher: Bencher<'_, '_>, claims: usize) {
    let (_folder, path, _, _) = saved(claims);
    bencher.bench(|| black_box(read(&path).unwrap()));
}

#[divan::bench(args = CLAIMS, sample_count = 20, sample_size = 1)]
fn save_first(bencher: Bencher<'_, '_>, claims: usize) {
    let (_folder, path, review, _) = saved(claims);
    bencher
        .with_inputs(|| {
            std::fs::remove_file(&path).unwrap();
            ReviewWriter::new(path.clone(), &review, None)
        })
        .bench_values(|mut writer| writer.write().unwrap());
}

/// Saving over a file that another program has written.
#[divan::bench(args = CLAIMS, sample_count = 20, sample_size = 1)]
fn save_and_merge(bencher: Bencher<'_, '_>, claims: usize) {
    let (_folder, path, review, _) = saved(claims);
    bencher
        .with_inputs(|| ReviewWriter::new(path.clone(), &review, None))
        .bench_values(|mut writer| writer.write().unwrap());
}

#[divan::bench(args = CLAIMS, sample_count = 20, sample_size = 1)]
fn save_one_change(bencher: Bencher<'_, '_>, claims: usize) {
    let (_folder, _, review, mut writer) = saved(claims);
    let sign = Signature {
        by: "alice".into(),
        at: Timestamp::UNIX_EPOCH,
    };
    let ruling = Some(Ruling::Verdict(Verdict::Disputed));
    let mut change = review.rule(claims / 2, ruling, &sign).unwrap().unwrap();
    bencher.bench_local(|| {
        writer.apply(&change, sign.at);
        change = change.reversed();
        writer.write().unwrap()
    });
}
