//! `factdesk report`: what was decided, for other people and programs.

use std::collections::HashSet;
use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use crate::model::ReviewRecord;
use crate::report::{self, Dossier, Report, ReportError, ReportOptions};
use crate::session::{
    ArticleFiles, Failure, MissingArticle, article_beside, display_path, report_options,
};
use crate::store::{self, LoadError, REVIEW_ENDING};
use crate::text::one_line;

use super::args::ReportArgs;
use super::prompt::ask;
use super::{harmless, print, settings};

pub(super) fn run(args: &ReportArgs) -> Result<(), Failure> {
    check(args)?;
    let articles = ArticleFiles::read(&args.articles)?;
    let files = without_duplicates(&args.reviews);
    let mut reviews = Vec::new();
    for file in &files {
        reviews.push(read(file)?);
    }
    articles.check_used(reviews.iter().map(|review| review.article.sha256.as_str()))?;
    let mut dossiers = report::dossiers(reviews.clone());
    for dossier in &mut dossiers {
        find_text(dossier, &files, &reviews, &articles, args)?;
    }
    warn_of_unmerged(&dossiers);
    let report = args
        .format
        .write(&dossiers, &options(args)?)
        .map_err(|error| match error {
            ReportError::OneArticle(_) | ReportError::NoPerson => Failure::usage(error),
            _ => Failure::input(error),
        })?;
    let texts = files
        .iter()
        .zip(&reviews)
        .map(|(file, review)| article_beside(file, &review.article.name));
    let inputs: Vec<PathBuf> = texts
        .chain(files.clone())
        .chain(args.articles.clone())
        .collect();
    write(&report, &inputs, args.output.as_deref(), args.force)?;
    for remark in &report.remarks {
        eprintln!("factdesk: {}", harmless(remark));
    }
    Ok(())
}

/// Returns what the command line and else the settings say.
fn options(args: &ReportArgs) -> Result<ReportOptions, Failure> {
    let set = report_options(&settings::read(&args.config)?);
    Ok(ReportOptions {
        publisher: args.publisher.clone().or(set.publisher),
        url: args.url.clone().or(set.url),
        article_url: args.article_url.clone().or(set.article_url),
        person: args.person.clone(),
        contacts: args.contacts,
        ..set
    })
}

/// Refuses options that the format would ignore without a trace in the report.
fn check(args: &ReportArgs) -> Result<(), Failure> {
    if args.contacts && !args.format.can_include_contacts {
        let formats = report::FORMATS
            .iter()
            .filter(|format| format.can_include_contacts);
        let names: Vec<&str> = formats.map(|format| format.name).collect();
        return Err(Failure::usage(format!(
            "--contacts goes with these formats: {}",
            names.join(", ")
        )));
    }
    if args.person.is_some() && !args.format.needs_person {
        return Err(Failure::usage(
            "--person goes with --format questions: the other formats are about all claims",
        ));
    }
    Ok(())
}

/// Returns files without those that were named before by another path.
fn without_duplicates(files: &[PathBuf]) -> Vec<PathBuf> {
    let mut seen = HashSet::new();
    let canonical = |file: &PathBuf| fs::canonicalize(file).unwrap_or_else(|_| file.clone());
    files
        .iter()
        .filter(|file| seen.insert(canonical(file)))
        .cloned()
        .collect()
}

fn read(file: &Path) -> Result<ReviewRecord, Failure> {
    let failure = |message: String| {
        Failure::input(message).hint(
            "name a review, a file whose name ends in .review.json; factdesk status lists them",
        )
    };
    let shown = display_path(file);
    match store::read(file) {
        Ok(Some(stored)) => Ok(stored),
        Ok(None) => Err(failure(format!("cannot read {shown}: no such file"))),
        Err(LoadError::NotJson { .. } | LoadError::NotAReview { .. })
            if !file.to_string_lossy().ends_with(REVIEW_ENDING) =>
        {
            Err(failure(format!("{shown} is not a review")))
        }
        Err(LoadError::NotAFile { .. }) => Err(failure(format!("{shown} is not a file"))),
        Err(error) => Err(error.into()),
    }
}

/// Finds the text of a dossier beside one of its reviews. Some formats do without, but a text that
/// has changed is reported: the report is about the one that was reviewed.
fn find_text(
    dossier: &mut Dossier,
    files: &[PathBuf],
    reviews: &[ReviewRecord],
    articles: &ArticleFiles,
    args: &ReportArgs,
) -> Result<(), Failure> {
    let mut missing = None;
    for (file, review) in files.iter().zip(reviews) {
        if review.article.sha256 != dossier.article.sha256 {
            continue;
        }
        match articles.find(file, &review.article.name, &review.article.sha256) {
            Ok(original) => {
                dossier.text = Some(original);
                return Ok(());
            }
            Err(why) => {
                missing.get_or_insert((file, why));
            }
        }
    }
    let Some((file, why)) = missing else {
        return Ok(());
    };
    let failure = why.failure();
    let message = format!("{}: {}", display_path(file), failure.message);
    if args.format.needs_text {
        let message = format!("{message}; {} needs its text", args.format.name);
        return Err(Failure { message, ..failure });
    }
    if matches!(why, MissingArticle::Changed(_)) {
        eprintln!("factdesk: {message}; this report is about the text that was reviewed");
    }
    Ok(())
}

/// Warns of reviews that are not merged although their articles have the same name.
fn warn_of_unmerged(dossiers: &[Dossier]) {
    for (at, dossier) in dossiers.iter().enumerate() {
        let is_same = |other: &Dossier| other.article.name == dossier.article.name;
        if dossiers[..at].iter().any(is_same) {
            let name = one_line(&dossier.article.name);
            eprintln!(
                "factdesk: these are reviews of different texts of {name}; they are not merged"
            );
        }
    }
}

/// Writes the report where it was asked for. Asks before it replaces a file.
fn write(
    report: &Report,
    inputs: &[PathBuf],
    output: Option<&Path>,
    force: bool,
) -> Result<(), Failure> {
    let Some(output) = output else {
        return print(&report.text);
    };
    let is_output = |input: &PathBuf| {
        let paths = (fs::canonicalize(input), fs::canonicalize(output));
        matches!(paths, (Ok(input), Ok(output)) if input == output)
    };
    if inputs.iter().any(is_output) {
        return Err(Failure::usage(format!(
            "--output {} is a review or an article",
            display_path(output)
        ))
        .hint("name another file"));
    }
    if !force && store::is_overwritten(output, &report.text) && !may_replace(output)? {
        return Err(Failure::input("nothing written: the file is unchanged"));
    }
    store::write_output(output, &report.text).map_err(|error| {
        let output = display_path(output);
        Failure::input(format!("cannot write the report to {output}: {error}"))
            .hint("name another file with --output")
    })
}

/// Asks whether a file may be replaced.
fn may_replace(file: &Path) -> Result<bool, Failure> {
    let file = display_path(file);
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(
            Failure::input(format!("--output names a file that exists: {file}"))
                .hint("add --force to replace it, or name another file"),
        );
    }
    let answer = ask(&format!("Replace {file}? (y, or Enter to keep it) "))?;
    Ok(answer.is_some_and(|answer| ["y", "yes"].contains(&answer.as_str())))
}
