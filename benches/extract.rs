//! Finding claims: with everything, without the hints of the whole article, and the hints alone; by
//! the size of the article. The figure to look at is the throughput.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use factdesk::extract::{self, Extraction};
use factdesk::model::Article;

fn main() {
    divan::main();
}

/// Sizes of articles, in bytes.
const SIZES: [usize; 3] = [4_000, 100_000, 10_000_000];

/// News of so many bytes, no two sentences alike.
fn article(size: usize) -> Article {
    let mut text = "A long title\n\n".to_owned();
    let mut number = 0;
    while text.len() < size {
        number += 1;
        text.push_str(&format!(
            "The {number}th bridge of the province was opened in {}, the council said on Monday. \
             “It has carried {} cars a day since then,” Mayor Ada Okafor told reporters. Its \
             {number} lamps, she added, were paid for by the harbour.\n\n",
            1800 + number % 200,
            number * 7
        ));
    }
    Article::new("bench.txt", text)
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn with_everything(bencher: Bencher<'_, '_>, size: usize) {
    let article = article(size);
    bencher
        .counter(BytesCount::of_str(article.text().as_str()))
        .bench_local(|| black_box(extract::claims(&article, "en")));
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn without_hints(bencher: Bencher<'_, '_>, size: usize) {
    let article = article(size);
    bencher
        .counter(BytesCount::of_str(article.text().as_str()))
        .bench_local(|| black_box(Extraction::without_hints(&article, "en").count()));
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn hints_alone(bencher: Bencher<'_, '_>, size: usize) {
    let article = article(size);
    bencher
        .counter(BytesCount::of_str(article.text().as_str()))
        .bench_local(|| black_box(extract::hints(&article, "en")));
}
