//! The built program beside others, in a pseudo-terminal of 120x36 cells, on the same articles:
//!
//! ```text
//! cargo bench --bench peers [-- --huge]
//! ```
//!
//! It prints a Markdown table for factdesk and for whichever of less, vim, nvim and csvlens are
//! installed. `--huge` adds an article of 100 MB. What came out last is in `benches/peers.md`.

mod articles;
mod programs;
mod terminal;

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use factdesk::model::Article;

use programs::{KINDS, PROGRAMS, Program};
use terminal::{Answer, Terminal};

/// Names of sizes, and how many claims an article of each has.
const SIZES: [(&str, usize); 4] = [
    ("4 KB", 40),
    ("1 MB", 10_000),
    ("10 MB", 100_000),
    ("100 MB", 1_000_000),
];
/// How often a program is started for its first frame.
const STARTS: usize = 21;
/// After so long a silence, a program has done what it does by itself after a start.
const SETTLED: Duration = Duration::from_millis(700);

fn main() {
    // `cargo test` runs benches too, without this.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let is_huge = std::env::args().any(|arg| arg == "--huge");
    let (here, missing): (Vec<&Program>, Vec<&Program>) =
        PROGRAMS.iter().partition(|program| program.is_installed());
    for program in missing {
        println!("{} is not installed.", program.name);
    }
    for (name, claims) in &SIZES[..if is_huge { 4 } else { 3 }] {
        let desk = Desk::with(*claims);
        println!("\n{name}, {claims} claims\n");
        let kinds = KINDS.map(|kind| format!(" {kind} |")).concat();
        println!("| program | first frame |{kinds} bytes in an idle second | peak memory |");
        println!("|---|---|{}---|---|", "---|".repeat(KINDS.len()));
        let firsts = first_frames(&here, &desk);
        for (program, first) in here.iter().zip(firsts) {
            println!(
                "| {} | {first:.1} ms | {} |",
                program.name,
                keys(program, &desk, *claims)
            );
        }
    }
    println!();
    for (_, claims) in &SIZES[..2] {
        to_disk(*claims);
    }
    println!(
        "\nKeys: time to the last byte in ms, median / 99th percentile; bytes, median / 99th \
         percentile. First frames: median of {STARTS} starts."
    );
}

/// A folder with an article in it, as text and as a table.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn with(claims: usize) -> Self {
        let desk = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        let text = articles::article(claims);
        fs::write(desk.path("article.txt"), &text).expect("a file");
        fs::write(desk.path("claims.csv"), articles::table(claims)).expect("a file");
        let found = factdesk::extract::claims(&Article::new("article.txt", text), "en").len();
        assert_eq!(found, claims, "the article has another number of claims");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn review(&self) -> PathBuf {
        self.path("article.bench.review.json")
    }

    /// Opens what a program shows, and waits until words of it can be read; returns how long that
    /// took.
    fn open(&self, program: &Program) -> (Terminal, Duration) {
        let file = if program.shows_tables {
            "claims.csv"
        } else {
            "article.txt"
        };
        let argv = program.argv(Path::new(file));
        let begun = Instant::now();
        let mut terminal = Terminal::start(&argv, self.folder.path());
        let seen = terminal.shows(articles::WORDS);
        (terminal, seen - begun)
    }
}

/// The median first frames in ms. The programs take turns, so that what else the machine does
/// meets all of them.
fn first_frames(programs: &[&Program], desk: &Desk) -> Vec<f64> {
    let mut times = vec![Vec::new(); programs.len()];
    for _ in 0..STARTS {
        for (program, times) in programs.iter().zip(&mut times) {
            times.push(milliseconds(desk.open(program).1));
        }
    }
    times.iter_mut().map(|times| quantile(times, 0.5)).collect()
}

/// The cells of the table that keys fill, and those after them.
fn keys(program: &Program, desk: &Desk, claims: usize) -> String {
    let (mut terminal, _) = desk.open(program);
    terminal.settle(SETTLED);
    let mut cells = vec!["–".to_owned(); KINDS.len()];
    for kind in program.kinds {
        let before = kind.before();
        if !before.is_empty() {
            terminal.send(&before);
            terminal.settle(SETTLED);
        }
        let (times, mut in_a_row) = kind.times;
        if kind.by_pages && claims < 1000 {
            in_a_row = 1;
        }
        let answers: Vec<Answer> = (0..times)
            .filter_map(|n| terminal.press(kind.keys[n / in_a_row % 2]))
            .collect();
        let column = KINDS.iter().position(|name| *name == kind.name);
        if let Some(column) = column
            && !answers.is_empty()
        {
            cells[column] = cell(&answers);
        }
    }
    terminal.settle(SETTLED);
    let idle = terminal.idle();
    let memory = terminal.peak() as f64 / 1024.0;
    format!("{} | {idle} | {memory:.1} MB", cells.join(" | "))
}

fn cell(answers: &[Answer]) -> String {
    let mut times: Vec<f64> = answers.iter().map(|a| milliseconds(a.time)).collect();
    let mut bytes: Vec<f64> = answers.iter().map(|a| a.bytes as f64).collect();
    format!(
        "{:.2} / {:.2} ms, {} / {} B",
        quantile(&mut times, 0.5),
        quantile(&mut times, 0.99),
        quantile(&mut bytes, 0.5),
        quantile(&mut bytes, 0.99),
    )
}

/// How long it takes from a verdict until it is on disk, and what a saved review does to the first
/// frame.
fn to_disk(claims: usize) {
    const VERDICTS: usize = 30;
    let desk = Desk::with(claims);
    let factdesk = &PROGRAMS[0];
    let (mut terminal, _) = desk.open(factdesk);
    terminal.settle(SETTLED);
    let mut times = Vec::new();
    let stamp = || {
        fs::metadata(desk.review())
            .map(|file| (file.ino(), file.mtime_nsec()))
            .ok()
    };
    for _ in 0..VERDICTS {
        let before = stamp();
        let begun = terminal.send("v");
        while stamp() == before {
            assert!(begun.elapsed() < Duration::from_secs(10), "never saved");
            thread::sleep(Duration::from_micros(100));
        }
        times.push(milliseconds(begun.elapsed()));
        terminal.settle(Duration::from_millis(50));
    }
    terminal.send("q");
    terminal.wait();
    println!(
        "Verdict to disk at {claims} claims: {:.1} ms in the median, {:.1} ms at the 99th \
         percentile.",
        quantile(&mut times, 0.5),
        quantile(&mut times, 0.99)
    );
    let review = fs::read(desk.review()).expect("a review");
    let mut with = Vec::new();
    let mut without = Vec::new();
    for _ in 0..STARTS {
        with.push(milliseconds(desk.open(factdesk).1));
        fs::remove_file(desk.review()).expect("a review");
        without.push(milliseconds(desk.open(factdesk).1));
        fs::write(desk.review(), &review).expect("a review");
    }
    println!(
        "First frame at {claims} claims: {:.1} ms with a saved review, {:.1} ms without.",
        quantile(&mut with, 0.5),
        quantile(&mut without, 0.5)
    );
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The value that such a share of the values does not exceed.
fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() as f64 * share).ceil() as usize;
    values.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}
