//! `factdesk report`: what was decided, for other people and programs.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::report::{self, Dossier, Filed, Options, Report, ReportError};
use crate::store::{self, LoadError, Stored};

use super::args::ReportArgs;
use super::article::shown;
use super::originals::{Absence, Originals, beside};
use super::status::ENDING;
use super::{Failure, harmless, print};

pub(super) fn run(args: &ReportArgs) -> Result<(), Failure> {
    let originals = Originals::named(&args.articles)?;
    let files = each_once(&args.reviews);
    let mut reviews = Vec::new();
    for file in &files {
        reviews.push(read(file)?);
    }
    originals.check_used(reviews.iter().map(|review| review.sha256.as_str()))?;
    let mut dossiers = report::dossiers(reviews.iter().cloned().map(filed).collect());
    for dossier in &mut dossiers {
        find_text(dossier, &files, &reviews, &originals, args)?;
    }
    let options = Options {
        zone: TimeZone::system(),
        publisher: args.publisher.clone(),
        url: args.url.clone(),
        article_url: args.article_url.clone(),
    };
    let report = args
        .format
        .write(&dossiers, &options)
        .map_err(|error| match error {
            ReportError::OneArticle(_) => Failure::usage(error),
            _ => Failure::input(error),
        })?;
    let beside = files
        .iter()
        .zip(&reviews)
        .map(|(file, review)| beside(file, &review.path));
    let inputs: Vec<PathBuf> = beside
        .chain(files.clone())
        .chain(args.articles.clone())
        .collect();
    hand_over(&report, &inputs, args.output.as_deref())?;
    for remark in &report.remarks {
        eprint!("{}", harmless(&format!("factdesk: {remark}")));
    }
    Ok(())
}

/// The files without those that were named before, whatever way leads to them.
fn each_once(files: &[PathBuf]) -> Vec<PathBuf> {
    let mut seen = HashSet::new();
    let known = |file: &PathBuf| fs::canonicalize(file).unwrap_or_else(|_| file.clone());
    files
        .iter()
        .filter(|file| seen.insert(known(file)))
        .cloned()
        .collect()
}

fn read(file: &Path) -> Result<Stored, Failure> {
    let advice =
        "name a review, a file whose name ends in .review.json; factdesk status lists them";
    match store::read(file) {
        Ok(Some(stored)) => Ok(stored),
        Ok(None) => Err(Failure::input(format!(
            "cannot read {}: no such file ({advice})",
            shown(file)
        ))),
        Err(LoadError::NotJson { .. } | LoadError::NotAReview { .. })
            if !file.to_string_lossy().ends_with(ENDING) =>
        {
            Err(Failure::input(format!(
                "{} is not a review ({advice})",
                shown(file)
            )))
        }
        Err(LoadError::NotAFile { .. }) => Err(Failure::input(format!(
            "{} is not a file ({advice})",
            shown(file)
        ))),
        Err(error) => Err(Failure::input(error)),
    }
}

/// A review as reports take it.
fn filed(stored: Stored) -> Filed {
    let words = |(claim, selector): (crate::model::Claim, crate::model::Selector)| {
        let words = match claim.anchor.was() {
            Some(was) if !claim.anchor.has_place() => was.quote.clone(),
            _ => selector.quote,
        };
        (claim, words)
    };
    Filed {
        name: stored.path,
        title: stored.title,
        sha256: stored.sha256,
        length: stored.length,
        reviewer: stored.reviewer,
        created: stored.created,
        updated: stored.updated,
        claims: stored.claims.into_iter().map(words).collect(),
    }
}

/// Finds the text of a dossier beside one of its reviews. A format that can do without gets along,
/// but a text that has changed is told of: the report is about the one that was reviewed.
fn find_text(
    dossier: &mut Dossier,
    files: &[PathBuf],
    reviews: &[Stored],
    originals: &Originals,
    args: &ReportArgs,
) -> Result<(), Failure> {
    let mut absent = None;
    for (file, review) in files.iter().zip(reviews) {
        if review.sha256 != dossier.sha256 {
            continue;
        }
        match originals.find(file, &review.path, &review.sha256) {
            Ok(original) => {
                dossier.text = Some(original);
                return Ok(());
            }
            Err(absence) => {
                absent.get_or_insert((file, absence));
            }
        }
    }
    let Some((file, absence)) = absent else {
        return Ok(());
    };
    let told = format!("{}: {}", shown(file), absence.told());
    if args.format.needs_text {
        return Err(Failure::input(format!(
            "{told}; {} needs its text",
            args.format.name
        )));
    }
    if matches!(absence, Absence::Changed(_)) {
        eprintln!("factdesk: {told}; this report is about the text that was reviewed");
    }
    Ok(())
}

/// Writes the report where it was asked for.
fn hand_over(report: &Report, inputs: &[PathBuf], output: Option<&Path>) -> Result<(), Failure> {
    let Some(output) = output else {
        return print(&report.text);
    };
    let is_input = |input: &PathBuf| {
        let paths = (fs::canonicalize(input), fs::canonicalize(output));
        matches!(paths, (Ok(input), Ok(output)) if input == output)
    };
    if inputs.iter().any(is_input) {
        return Err(Failure::usage(format!(
            "--output {} is a review or an article: name another file",
            shown(output)
        )));
    }
    fs::write(output, &report.text).map_err(|error| {
        let output = shown(output);
        Failure::input(format!(
            "cannot write {output}: {error} (name another file with --output)"
        ))
    })
}
