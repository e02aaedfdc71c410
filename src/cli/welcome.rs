//! `factdesk` alone, and `factdesk demo`: the first minutes.

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::session::{Failure, display_path, time_zone};
use crate::store::{Folders, RecentReview};
use crate::text::one_line;

use super::args::{ConfigFile, ReviewArgs};
use super::{print, review};

/// The files of the sample: name and content.
macro_rules! sample {
    ($($name:literal),+) => {
        [$(($name, include_str!(concat!("../../sample-data/", $name)))),+]
    };
}

/// The sample article, then its sources.
const SAMPLE: [(&str, &str); 4] = sample![
    "nato-membership.txt",
    "sources/agency.txt",
    "sources/alliance-statement.md",
    "sources/background.html"
];

const INTRODUCTION: &str = "\
factdesk helps you check an article: walk its claims, mark each one verified, disputed or garbled.

  factdesk ARTICLE    review a text file
  factdesk demo       try it on the built-in sample
  factdesk --help     everything else
";

/// Returns whether there is a terminal to talk to.
pub(super) fn has_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Says how to start, and opens one of the reviews used last.
pub(super) fn run() -> Result<ExitCode, Failure> {
    let recent = Folders::of_user().map_or_else(Vec::new, |folders| RecentReview::read(&folders));
    print(INTRODUCTION)?;
    if recent.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    print(&list(&recent))?;
    loop {
        print("Open which one? (its number; Enter for none) ")?;
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        let count = read.map_err(|error| Failure::input(format!("no answer: {error}")))?;
        let answer = line.trim();
        if count == 0 || answer.is_empty() || answer == "q" {
            return Ok(ExitCode::SUCCESS);
        }
        let number = answer.parse::<usize>().ok();
        if let Some(one) = number.and_then(|number| recent.get(number.checked_sub(1)?)) {
            return review::run(&ReviewArgs {
                reviewer: Some(one.reviewer.clone()),
                output: one.output.clone(),
                sources: one.sources.clone(),
                ..ReviewArgs::for_article(one.article.clone())
            });
        }
    }
}

fn list(recent: &[RecentReview]) -> String {
    let mut text = "\nReviews used last:\n".to_owned();
    for (place, one) in recent.iter().enumerate() {
        let opened = one.opened.to_zoned_datetime(time_zone::local());
        text.push_str(&format!(
            "{:4}  {} · {} · {}\n",
            place + 1,
            display_path(&one.article),
            one_line(&one.reviewer),
            opened.strftime("%Y-%m-%d %H:%M")
        ));
    }
    text + "\n"
}

/// Opens the sample article.
pub(super) fn demo(config: &ConfigFile) -> Result<ExitCode, Failure> {
    let article = sample()?;
    eprintln!("factdesk: the sample article is {}", display_path(&article));
    review::run(&ReviewArgs {
        lang: Some("en".to_owned()),
        config: config.clone(),
        ..ReviewArgs::for_article(article)
    })
}

/// Writes the sample to the data folder, or to a temporary one if that cannot be written; returns the
/// article. A sample that exists is left unchanged, so that its review continues.
fn sample() -> Result<PathBuf, Failure> {
    let in_data = Folders::of_user().map(|folders| folders.data.join("demo"));
    if let Some(folder) = in_data
        && fs::create_dir_all(&folder).is_ok()
        && let Ok(path) = write_sample(&folder)
    {
        return Ok(path);
    }
    let failed = |error: io::Error| {
        let folder = display_path(&std::env::temp_dir());
        Failure::input(format!(
            "cannot write the sample, not even to {folder}: {error}"
        ))
        .hint("set TMPDIR")
    };
    let folder = tempfile::Builder::new()
        .prefix("factdesk-demo-")
        .tempdir()
        .map_err(failed)?;
    write_sample(&folder.keep()).map_err(failed)
}

/// Writes the sample to a folder; returns the article.
fn write_sample(folder: &Path) -> io::Result<PathBuf> {
    fs::create_dir_all(folder.join("sources"))?;
    for (name, text) in SAMPLE {
        match fs::File::create_new(folder.join(name)) {
            Ok(mut file) => file.write_all(text.as_bytes())?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(folder.join(SAMPLE[0].0))
}
