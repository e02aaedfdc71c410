//! Comparing a claim with its source, an article with its original, and finding repeated claims.
//!
//! `cargo bench --bench compare`; the figures are in `src/compare/compare.md`.

use std::fmt::Write as _;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use factdesk::compare::{Corpus, FactKind, compare, pair_articles, repeats};
use factdesk::text::Span;

fn main() {
    divan::main();
}

const AGENCY: &str = include_str!("../sample-data/sources/agency.txt");
const SOURCES: [&str; 6] = [
    include_str!("../tests/data/clean/bridge.txt"),
    include_str!("../tests/data/clean/budget.txt"),
    include_str!("../tests/data/clean/harbour.txt"),
    include_str!("../tests/data/clean/hospital.txt"),
    include_str!("../tests/data/clean/river.txt"),
    AGENCY,
];

struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Returns news prose: sentences in a non-repeating order, with different figures and names.
fn prose(size: usize) -> String {
    let lines: Vec<&str> = SOURCES.iter().flat_map(|source| source.lines()).collect();
    let mut text = String::with_capacity(size + 1000);
    let mut random = Rng(1);
    while text.len() < size {
        for c in lines[random.below(lines.len() as u64) as usize].chars() {
            match c {
                '1'..='9' if random.below(3) == 0 => {
                    text.push(char::from(b'1' + random.below(9) as u8))
                }
                'a'..='z' if random.below(60) == 0 => {
                    text.push(char::from(b'a' + random.below(26) as u8))
                }
                _ => text.push(c),
            }
        }
        text.push('\n');
    }
    text
}

/// Returns the prose with words changed, sentences left out and others moved.
fn garbled(source: &str) -> String {
    let mut random = Rng(7);
    let mut lines: Vec<String> = Vec::new();
    for line in source.lines() {
        if random.below(12) == 0 {
            continue;
        }
        let words: Vec<&str> = line.split(' ').filter(|_| random.below(40) > 0).collect();
        let mut line = words.join(" ");
        if random.below(8) == 0 {
            line.push_str(" Nobody was surprised.");
        }
        lines.push(line);
        let last = lines.len() - 1;
        if last > 6 && random.below(20) == 0 {
            lines.swap(last, last - 5);
        }
    }
    lines.join("\n")
}

/// Splits a text into sentences, at full stops and line ends.
fn units(text: &str) -> Vec<Span> {
    let mut units = Vec::new();
    let (mut start, mut before) = (0, ' ');
    for (at, c) in (0..).zip(text.chars()) {
        if c == '\n' || before == '.' && c == ' ' {
            units.push(Span::new(start, at));
            start = at + 1;
        }
        before = c;
    }
    units.push(Span::new(start, text.chars().count() as u32));
    units.retain(|unit| !unit.is_empty());
    units
}

const CLAIM: &str =
    "NATO, he added, \"firmly supports\" the sovereignty and local integrity of Ukraine.";

/// Indexing the facts of 1 MiB of sources, for facts that a passage lacks.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn corpus_of_a_mebibyte(bencher: Bencher<'_, '_>) {
    let text = prose(1 << 20);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| black_box(corpus(black_box(&text))));
}

/// Looking up facts that no passage has.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn asked_of_a_mebibyte(bencher: Bencher<'_, '_>) {
    let mut corpus = corpus(&prose(1 << 20));
    bencher.bench_local(|| {
        let things = [
            (FactKind::Name, "Anna Weber"),
            (FactKind::Number, "17 mills"),
            (FactKind::Date, "3 March 1911"),
            (FactKind::Quotation, "for a song"),
        ];
        things.map(|(matter, words)| corpus.place_of(matter, black_box(words)))
    });
}

fn corpus(text: &str) -> Corpus {
    let mut corpus = Corpus::default();
    text.lines().for_each(|line| corpus.add(line));
    corpus
}

#[divan::bench]
fn a_claim_and_a_sentence(bencher: Bencher<'_, '_>) {
    let sentence =
        "NATO, he added, \"firmly supports\" the sovereignty and territorial integrity of Ukraine.";
    bencher.bench(|| compare(black_box(CLAIM), black_box(sentence)));
}

#[divan::bench]
fn a_claim_and_a_paragraph(bencher: Bencher<'_, '_>) {
    let paragraph = AGENCY
        .lines()
        .find(|line| line.contains("firmly"))
        .unwrap_or_default();
    bencher.bench(|| compare(black_box(CLAIM), black_box(paragraph)));
}

#[divan::bench]
fn a_claim_and_2000_words(bencher: Bencher<'_, '_>) {
    let words = prose(30_000);
    let passage: String = words
        .split_inclusive(char::is_whitespace)
        .take(2000)
        .collect();
    bencher.bench(|| compare(black_box(CLAIM), black_box(&passage)));
}

/// One word repeated: every alignment is equally good.
#[divan::bench]
fn a_hostile_claim_and_passage(bencher: Bencher<'_, '_>) {
    let claim = "a b c a ".repeat(5000);
    let passage = "a c b. ".repeat(7000);
    bencher.bench(|| compare(black_box(&claim), black_box(&passage)));
}

#[divan::bench(args = [10_000, 1_000_000], sample_count = 10, sample_size = 1)]
fn an_article_and_its_source(bencher: Bencher<'_, '_>, size: usize) {
    let source = prose(size);
    let article = garbled(&source);
    let (ours, theirs) = (units(&article), units(&source));
    bencher
        .counter(BytesCount::new(source.len() + article.len()))
        .bench_local(|| pair_articles(black_box(&article), &ours, black_box(&source), &theirs));
}

/// One sentence repeated 100,000 times.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn a_hostile_article_and_source(bencher: Bencher<'_, '_>) {
    let source = "He said no so.\n".repeat(70_000);
    let article = "He said so no.\n".repeat(70_000);
    let (ours, theirs) = (units(&article), units(&source));
    bencher
        .counter(BytesCount::new(source.len() + article.len()))
        .bench_local(|| pair_articles(black_box(&article), &ours, black_box(&source), &theirs));
}

#[divan::bench(args = [1_000, 100_000], sample_count = 10, sample_size = 1)]
fn the_repeats_among_claims(bencher: Bencher<'_, '_>, count: usize) {
    let mut text = prose(count * 90);
    // Every tenth claim is repeated.
    let again: Vec<String> = text.lines().step_by(10).map(str::to_owned).collect();
    for line in again {
        let _ = writeln!(text, "{line}");
    }
    let places: Vec<(usize, usize)> = {
        let bytes: Vec<usize> = text
            .char_indices()
            .map(|(byte, _)| byte)
            .chain([text.len()])
            .collect();
        let units = units(&text).into_iter().take(count);
        units
            .map(|unit| (bytes[unit.start as usize], bytes[unit.end as usize]))
            .collect()
    };
    let claims: Vec<&str> = places
        .iter()
        .map(|(start, end)| &text[*start..*end])
        .collect();
    bencher
        .counter(ItemsCount::new(claims.len()))
        .bench_local(|| repeats(black_box(&claims)));
}
