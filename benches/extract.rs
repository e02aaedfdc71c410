//! Extracting passages, claims and hints from an article, on one core, at three sizes.
//!
//! `cargo bench --bench extract`; throughput is in bytes of the article.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use factdesk::extract::{Extraction, claims, hints, passages};
use factdesk::model::Article;

const SIZES: [usize; 3] = [100_000, 1_000_000, 10_000_000];
const SOURCES: [&str; 6] = [
    include_str!("../tests/data/clean/bridge.txt"),
    include_str!("../tests/data/clean/budget.txt"),
    include_str!("../tests/data/clean/harbour.txt"),
    include_str!("../tests/data/clean/hospital.txt"),
    include_str!("../tests/data/clean/river.txt"),
    include_str!("../sample-data/nato-membership.txt"),
];

fn main() {
    divan::main();
}

/// Returns news prose: lines in a non-repeating order, with different figures and names.
fn article(size: usize) -> Article {
    let lines: Vec<&str> = SOURCES.iter().flat_map(|source| source.lines()).collect();
    let mut text = String::with_capacity(size + 1000);
    let mut random = 1u64;
    let mut next = |below: u64| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    while text.len() < size {
        let line = lines[next(lines.len() as u64) as usize];
        for c in line.chars() {
            match c {
                '1'..='9' if next(3) == 0 => text.push(char::from(b'1' + next(9) as u8)),
                'a'..='z' if next(300) == 0 => text.push(char::from(b'a' + next(26) as u8)),
                _ => text.push(c),
            }
        }
        text.push('\n');
    }
    Article::new("long.txt", text)
}

fn throughput(bencher: Bencher<'_, '_>, size: usize, mut run: impl FnMut(&Article)) {
    let article = article(size);
    bencher
        .counter(BytesCount::new(article.text().as_str().len()))
        .bench_local(|| run(black_box(&article)));
}

/// Splitting into sentences and selecting those that state something.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn segmentation_and_spans(bencher: Bencher<'_, '_>, size: usize) {
    throughput(bencher, size, |article| {
        black_box(passages(article, "en"));
    });
}

/// Hints alone.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn hints_alone(bencher: Bencher<'_, '_>, size: usize) {
    throughput(bencher, size, |article| {
        black_box(hints(article, "en"));
    });
}

/// Claims with ids, kinds, speakers, priorities and hints.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn everything(bencher: Bencher<'_, '_>, size: usize) {
    throughput(bencher, size, |article| {
        black_box(claims(article, "en"));
    });
}

/// Until the first claim is available.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn first_claim(bencher: Bencher<'_, '_>, size: usize) {
    throughput(bencher, size, |article| {
        black_box(Extraction::without_hints(article, "en").next());
    });
}
