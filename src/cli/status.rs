//! `factdesk status`: a table of reviews.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use comfy_table::{CellAlignment, Table, presets};
use serde::Serialize;

use crate::model::{Progress, Verdict};
use crate::store::{self, Folders};
use crate::text::one_line;

use super::args::StatusArgs;
use super::article::shown;
use super::article_files::ArticleFiles;
use super::gate::{self, Gate, Obstacle};
use super::{Failure, print, zone};

/// The exit code of a gate that is shut.
const SHUT: u8 = 3;

/// How a review file's name ends.
pub(super) const ENDING: &str = ".review.json";

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
    /// What keeps the gate shut, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    gate: Option<Vec<Obstacle>>,
}

pub(super) fn run(args: &StatusArgs) -> Result<ExitCode, Failure> {
    let gate = match args.gate {
        false => None,
        true => Some(Gate {
            originals: ArticleFiles::named(&args.articles)?,
            require_evidence: args.require_evidence,
            folders: Folders::of_user(),
        }),
    };
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() {
        &here[..]
    } else {
        &args.paths
    };
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    let mut rows = Vec::new();
    let mut unreadable = Vec::new();
    for file in files {
        match row(&file, gate.as_ref()) {
            Ok(row) => rows.push(row),
            Err(message) => unreadable.push(message),
        }
    }
    rows.sort_by(|a, b| (&a.file, &a.reviewer).cmp(&(&b.file, &b.reviewer)));
    if args.json {
        let json = serde_json::to_string_pretty(&rows)
            .map_err(|error| Failure::input(format!("a bug in factdesk: {error}")))?;
        print(&(json + "\n"))?;
    } else if rows.is_empty() && unreadable.is_empty() && gate.is_none() {
        print(&no_reviews(paths))?;
    } else if !rows.is_empty() {
        print(&table(&rows))?;
        for row in &rows {
            let obstacles = row.gate.as_deref().unwrap_or_default();
            if !obstacles.is_empty() {
                print(&gate::list(&row.file, obstacles))?;
            }
        }
    }
    // The readable ones are shown before the others are complained about.
    if !unreadable.is_empty() {
        return Err(Failure::input(unreadable.join("\nfactdesk: ")));
    }
    if gate.is_some() && rows.is_empty() {
        // Nobody has vouched for anything.
        return Err(Failure::input(no_reviews(paths).trim_end()));
    }
    let stopped = rows
        .iter()
        .filter(|row| row.gate.as_ref().is_some_and(|gate| !gate.is_empty()));
    match stopped.count() {
        0 => Ok(ExitCode::SUCCESS),
        stopped => {
            eprintln!(
                "factdesk: the gate is shut by {stopped} of {} reviews",
                rows.len()
            );
            Ok(ExitCode::from(SHUT))
        }
    }
}

fn no_reviews(paths: &[PathBuf]) -> String {
    let places: Vec<String> = paths.iter().map(|path| shown(path)).collect();
    format!(
        "no reviews (*{ENDING}) in {}: factdesk ARTICLE begins one\n",
        places.join(", ")
    )
}

/// Finds review files: the file itself, or those below a folder. Links to folders are not
/// followed, so a loop of links is no trap; hidden folders are left out.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let unreadable =
        |error: std::io::Error| Failure::input(format!("cannot read {}: {error}", shown(path)));
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
        } else if !is_folder && name.ends_with(ENDING) {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn row(file: &Path, gate: Option<&Gate>) -> Result<StatusRow, String> {
    let stored = store::read(file)
        .map_err(|error| error.to_string())?
        .ok_or_else(|| format!("{} is gone", shown(file)))?;
    let progress = Progress::of(stored.claims.iter().map(|(claim, _)| claim));
    Ok(StatusRow {
        gate: gate.map(|gate| gate.obstacles(file, &stored)),
        file: shown(file.strip_prefix(".").unwrap_or(file)),
        article: one_line(&stored.path),
        title: one_line(&stored.title),
        reviewer: one_line(&stored.reviewer),
        claims: progress.total,
        reviewed: progress.reviewed(),
        open: progress.open(),
        verified: progress.verified,
        disputed: progress.disputed,
        garbled: progress.garbled,
        set_aside: progress.aside,
        updated: stored.updated,
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
        let changed = row.updated.to_zoned_datetime(zone::local());
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
