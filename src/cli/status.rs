//! `factdesk status`: a table of reviews.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use crate::model::{Progress, Verdict};
use crate::session::{ArticleFiles, Failure, Gate, Obstacle, display_path, time_zone};
use crate::store::{self, Folders, REVIEW_ENDING};
use crate::text::one_line;

use super::args::StatusArgs;
use super::{bug, print};

/// The exit code if a review is not finished.
const NOT_READY: u8 = 3;

/// One review, as `--json` prints it.
#[derive(Debug, Serialize)]
struct StatusRow {
    file: String,
    article: String,
    title: String,
    reviewer: String,
    claims: usize,
    reviewed: usize,
    open: usize,
    verified: usize,
    disputed: usize,
    garbled: usize,
    set_aside: usize,
    updated: jiff::Timestamp,
    /// What keeps the review from being finished, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    gate: Option<Vec<Obstacle>>,
}

pub(super) fn run(args: &StatusArgs) -> Result<ExitCode, Failure> {
    let gate = gate(args)?;
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() {
        &here[..]
    } else {
        &args.paths
    };
    let (rows, unreadable) = rows(paths, gate.as_ref())?;
    if args.json {
        print(&(serde_json::to_string_pretty(&rows).map_err(bug)? + "\n"))?;
    } else if rows.is_empty() && unreadable.is_empty() && gate.is_none() {
        print(&format!("{}\n", no_reviews(paths)))?;
    } else if !rows.is_empty() {
        print(&table(&rows))?;
        for row in &rows {
            let obstacles = row.gate.as_deref().unwrap_or_default();
            if !obstacles.is_empty() {
                print(&obstacle_list(&row.file, obstacles))?;
            }
        }
    }
    // The readable ones are shown before the others are reported.
    if !unreadable.is_empty() {
        return Err(Failure::input(unreadable.join("\nfactdesk: ")));
    }
    if gate.is_some() && rows.is_empty() {
        // Nothing has been checked.
        return Err(Failure::input(no_reviews(paths)));
    }
    Ok(gate_code(&rows))
}

fn gate(args: &StatusArgs) -> Result<Option<Gate>, Failure> {
    if !args.gate {
        return Ok(None);
    }
    Ok(Some(Gate {
        articles: ArticleFiles::read(&args.articles)?,
        require_evidence: args.require_evidence,
        folders: Folders::of_user(),
    }))
}

/// Returns a row for each review, and a message for each file that cannot be read.
fn rows(paths: &[PathBuf], gate: Option<&Gate>) -> Result<(Vec<StatusRow>, Vec<String>), Failure> {
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    let mut rows = Vec::new();
    let mut unreadable = Vec::new();
    for file in files {
        match row(&file, gate) {
            Ok(row) => rows.push(row),
            Err(message) => unreadable.push(message),
        }
    }
    rows.sort_by(|a, b| (&a.file, &a.reviewer).cmp(&(&b.file, &b.reviewer)));
    Ok((rows, unreadable))
}

/// Says how many reviews keep the gate closed, and returns the exit code.
fn gate_code(rows: &[StatusRow]) -> ExitCode {
    let is_closed = |row: &&StatusRow| row.gate.as_ref().is_some_and(|gate| !gate.is_empty());
    match rows.iter().filter(is_closed).count() {
        0 => ExitCode::SUCCESS,
        closed => {
            eprintln!(
                "factdesk: not ready: {closed} of {} reviews not finished",
                rows.len()
            );
            ExitCode::from(NOT_READY)
        }
    }
}

/// Lists what keeps a review from being finished.
fn obstacle_list(file: &str, obstacles: &[Obstacle]) -> String {
    let mut text = format!("\n{file}\n");
    for obstacle in obstacles {
        let what = match &obstacle.number {
            Some(number) => format!("claim {number}"),
            None => "review".to_owned(),
        };
        text.push_str(&format!(
            "  {what:<10} {:<16} {}\n",
            obstacle.reason, obstacle.text
        ));
    }
    text
}

fn no_reviews(paths: &[PathBuf]) -> String {
    let folders: Vec<String> = paths.iter().map(|path| display_path(path)).collect();
    format!(
        "no reviews (*{REVIEW_ENDING}) in {}: factdesk ARTICLE begins one",
        folders.join(", ")
    )
}

/// Finds review files: the file itself, or those below a folder. Links to folders are not
/// followed, so loops are impossible; hidden folders are left out.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::input(format!("cannot read {}: {error}", display_path(path)))
    };
    if !path.is_dir() {
        fs::metadata(path).map_err(unreadable)?;
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_folder = entry.file_type().map_err(unreadable)?.is_dir();
        if is_folder && !name.starts_with('.') {
            collect(&entry.path(), files)?;
        } else if !is_folder && name.ends_with(REVIEW_ENDING) {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn row(file: &Path, gate: Option<&Gate>) -> Result<StatusRow, String> {
    let stored = store::read(file)
        .map_err(|error| Failure::from(error).to_string())?
        .ok_or_else(|| format!("{} does not exist any more", display_path(file)))?;
    let progress = Progress::of(stored.claims.iter().map(|(claim, _)| claim));
    Ok(StatusRow {
        gate: gate.map(|gate| gate.obstacles(file, &stored)),
        file: display_path(file.strip_prefix(".").unwrap_or(file)),
        article: one_line(&stored.article.name),
        title: one_line(&stored.article.title),
        reviewer: one_line(&stored.head.reviewer),
        claims: progress.total,
        reviewed: progress.reviewed(),
        open: progress.open(),
        verified: progress.verified,
        disputed: progress.disputed,
        garbled: progress.garbled,
        set_aside: progress.aside,
        updated: stored.head.updated,
    })
}

fn table(rows: &[StatusRow]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header([
        "article",
        "reviewer",
        "reviewed",
        Verdict::Verified.name(),
        Verdict::Disputed.name(),
        Verdict::Garbled.name(),
        "set aside",
        "last change",
    ]);
    for row in rows {
        let changed = row.updated.to_zoned_datetime(time_zone::local());
        table.add_row([
            row.article.clone(),
            row.reviewer.clone(),
            format!("{}/{}", row.reviewed, row.claims),
            row.verified.to_string(),
            row.disputed.to_string(),
            row.garbled.to_string(),
            row.set_aside.to_string(),
            changed.strftime("%Y-%m-%d %H:%M").to_string(),
        ]);
    }
    for column in table.column_iter_mut() {
        if (2..=6).contains(&column.index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let lines = table.to_string();
    lines
        .lines()
        .map(|line| line.trim().to_owned() + "\n")
        .collect()
}
