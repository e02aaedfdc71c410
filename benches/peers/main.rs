//! Compares the built program with others, in a pseudo-terminal of 120x36 cells, on the same articles:
//!
//! ```text
//! cargo bench --bench peers [-- --huge]
//! ```
//!
//! It prints a Markdown table for factdesk and for those of less, vim, nvim and csvlens that are
//! installed. `--huge` adds an article of 100 MB. The latest results are in `benches/peers.md`.

mod articles;
mod programs;
mod terminal;

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use factdesk::model::Article;

use programs::{COLUMNS, PROGRAMS, Program};
use terminal::{Answer, Terminal};

/// Sizes of articles: name and number of claims.
const SIZES: [(&str, usize); 4] = [
    ("4 KB", 40),
    ("1 MB", 10_000),
    ("10 MB", 100_000),
    ("100 MB", 1_000_000),
];
/// How often a program is started to measure its first frame.
const STARTS: usize = 21;
/// A program that has been silent for this long has finished its start.
const SETTLED: Duration = Duration::from_millis(700);

fn main() {
    // `cargo test` runs benches too, without this argument.
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
        let workspace = Workspace::with(*claims);
        println!("\n{name}, {claims} claims\n");
        let measurements = COLUMNS
            .map(|measurement| format!(" {measurement} |"))
            .concat();
        println!("| program | first frame |{measurements} bytes in an idle second | peak memory |");
        println!("|---|---|{}---|---|", "---|".repeat(COLUMNS.len()));
        let firsts = first_frames(&here, &workspace);
        for (program, first) in here.iter().zip(firsts) {
            println!(
                "| {} | {first:.1} ms | {} |",
                program.name,
                keys(program, &workspace, *claims)
            );
        }
    }
    println!();
    for (_, claims) in &SIZES[..2] {
        measure_saving(*claims);
    }
    println!(
        "\nKeys: time to the last byte in ms, median / 99th percentile; bytes, median / 99th \
         percentile. First frames: median of {STARTS} starts."
    );
}

/// A temporary folder with an article, as text and as CSV.
struct Workspace {
    folder: tempfile::TempDir,
}

impl Workspace {
    fn with(claims: usize) -> Self {
        let workspace = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        let text = articles::article(claims);
        fs::write(workspace.path("article.txt"), &text).expect("a file");
        fs::write(workspace.path("claims.csv"), articles::table(claims)).expect("a file");
        let found = factdesk::extract::claims(&Article::new("article.txt", text), "en").len();
        assert_eq!(found, claims, "wrong number of claims in the article");
        workspace
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn review(&self) -> PathBuf {
        self.path("article.bench.review.json")
    }

    /// Opens the article in a program, waits until its words are on the screen, and returns how
    /// long that took.
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

/// Returns each program's median time to the first frame, in ms. The programs take turns, so that
/// other load on the machine affects all of them.
fn first_frames(programs: &[&Program], workspace: &Workspace) -> Vec<f64> {
    let mut times = vec![Vec::new(); programs.len()];
    for _ in 0..STARTS {
        for (program, times) in programs.iter().zip(&mut times) {
            times.push(milliseconds(workspace.open(program).1));
        }
    }
    times.iter_mut().map(|times| quantile(times, 0.5)).collect()
}

/// Measures a program's keys and returns its table cells, from the keys to peak memory.
fn keys(program: &Program, workspace: &Workspace, claims: usize) -> String {
    let (mut terminal, _) = workspace.open(program);
    terminal.settle(SETTLED);
    let mut cells = vec!["–".to_owned(); COLUMNS.len()];
    for measurement in program.measurements {
        let before = measurement.before();
        if !before.is_empty() {
            terminal.send(&before);
            terminal.settle(SETTLED);
        }
        let (times, mut in_a_row) = measurement.times;
        if measurement.by_pages && claims < 1000 {
            in_a_row = 1;
        }
        let answers: Vec<Answer> = (0..times)
            .filter_map(|n| terminal.press(measurement.keys[n / in_a_row % 2]))
            .collect();
        let column = COLUMNS.iter().position(|name| *name == measurement.name);
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

/// Measures the time from a verdict until it is on disk, and the first frame with and without a
/// saved review.
fn measure_saving(claims: usize) {
    const VERDICTS: usize = 30;
    let workspace = Workspace::with(claims);
    let factdesk = &PROGRAMS[0];
    let (mut terminal, _) = workspace.open(factdesk);
    terminal.settle(SETTLED);
    let mut times = Vec::new();
    let stamp = || {
        fs::metadata(workspace.review())
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
    let review = fs::read(workspace.review()).expect("a review");
    let mut with = Vec::new();
    let mut without = Vec::new();
    for _ in 0..STARTS {
        with.push(milliseconds(workspace.open(factdesk).1));
        fs::remove_file(workspace.review()).expect("a review");
        without.push(milliseconds(workspace.open(factdesk).1));
        fs::write(workspace.review(), &review).expect("a review");
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

/// Returns the smallest value that at least `share` of the values do not exceed.
fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() as f64 * share).ceil() as usize;
    values.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}
