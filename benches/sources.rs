//! Reading and indexing sources, and finding passages for a claim, by the number of documents.
//!
//! A generated document has about 10 KB; 10,000 of them are the 100 MB that must be supported. Word
//! frequencies follow those of a language: a few words are very common, most are rare.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use divan::{Bencher, black_box};
use factdesk::sources::{Library, gather};
use tempfile::TempDir;

const DOCUMENTS: [usize; 3] = [10, 1_000, 10_000];
const LENGTH: usize = 10_000;
/// The number of different words.
const VOCABULARY: f64 = 300_000.0;

/// The most frequent words of English, most frequent first.
const COMMON: &str = "the of and to in a is that for it as was with be by on not he i this are or his from at which but
    have an had they you were their one all we can her has there been if more when will would who so no she other its
    may these what them than some him time into only do such my new about out also two any up first could our then most
    see me should after said your very between made many over like did now even well where";

fn main() {
    divan::main();
    println!("peak memory of all of it: {}", peak());
}

/// Returns the peak memory of this process.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.unwrap_or("VmHWM: not told").to_owned()
}

/// Pseudo-random numbers, the same in every run.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Returns a word; the n-th most frequent one has a probability proportional to 1/n.
    fn word(&mut self) -> String {
        const SYLLABLES: &[&str] = &[
            "the", "ra", "ne", "si", "to", "ku", "ha", "le", "mi", "do", "vu", "an", "er", "in",
            "ol", "ust", "and", "est", "ith", "ong", "urk", "ash", "elm", "ist", "orn", "ump",
        ];
        let mut rank = (self.next() * VOCABULARY.ln()).exp() as usize;
        if let Some(word) = COMMON.split_whitespace().nth(rank - 1) {
            return word.to_owned();
        }
        let mut word = String::new();
        while rank > 0 {
            word.push_str(SYLLABLES[rank % SYLLABLES.len()]);
            rank /= SYLLABLES.len();
        }
        word
    }

    fn sentence(&mut self) -> String {
        let words: Vec<String> = (0..20).map(|_| self.word()).collect();
        format!("{}. ", words.join(" "))
    }
}

/// Writes documents to a folder, in paragraphs of three sentences, and returns their texts.
fn written(documents: usize) -> (TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let mut numbers = Rng(0x9E37_79B9_7F4A_7C15);
    let mut claims = Vec::new();
    for document in 0..documents {
        let mut text = String::new();
        while text.len() < LENGTH {
            for _ in 0..3 {
                text.push_str(&numbers.sentence());
            }
            text.push_str("\n\n");
        }
        if document % documents.div_ceil(50) == 0 {
            claims.push(numbers.claim(&text));
        }
        fs::write(folder.path().join(format!("{document}.txt")), text).unwrap();
    }
    (folder, claims)
}

impl Rng {
    /// Returns a sentence of a text with every fourth word replaced.
    fn claim(&mut self, text: &str) -> String {
        let sentences: Vec<&str> = text.split(". ").collect();
        let sentence = sentences[(self.next() * sentences.len() as f64) as usize / 2];
        let words = sentence.split_whitespace().enumerate();
        let words: Vec<String> = words
            .map(|(at, word)| match at % 4 {
                3 => self.word(),
                _ => word.to_owned(),
            })
            .collect();
        words.join(" ")
    }
}

fn read(folder: &TempDir) -> Library {
    gather(&[PathBuf::from(folder.path())], &[], &|_| true)
}

#[divan::bench(args = DOCUMENTS, sample_count = 3, sample_size = 1)]
fn index(bencher: Bencher<'_, '_>, documents: usize) {
    let (folder, _) = written(documents);
    bencher.bench_local(|| black_box(read(&folder)));
}

/// Finding passages for one claim, taking turns among 50.
#[divan::bench(args = DOCUMENTS, sample_count = 200, sample_size = 1)]
fn find(bencher: Bencher<'_, '_>, documents: usize) {
    static LIBRARIES: [OnceLock<(Library, Vec<String>)>; 3] = [const { OnceLock::new() }; 3];
    let place = DOCUMENTS
        .iter()
        .position(|&other| other == documents)
        .unwrap();
    let (library, claims) = LIBRARIES[place].get_or_init(|| {
        let (folder, claims) = written(documents);
        (read(&folder), claims)
    });
    let mut claims = claims.iter().cycle();
    bencher
        .with_inputs(|| claims.next().unwrap())
        .bench_local_values(|claim| black_box(library.find(claim, 5)));
}

/// A single line of 50 MB.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn index_one_line(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let mut numbers = Rng(1);
    let mut line = String::new();
    while line.len() < 50_000_000 {
        line.push_str(&numbers.sentence());
    }
    fs::write(folder.path().join("line.txt"), line).unwrap();
    bencher.bench_local(|| black_box(read(&folder)));
}
