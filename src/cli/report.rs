//! `factdesk report`: what was decided, for other people and programs.

use std::collections::HashSet;
use std::fs::{self, Permissions};
use std::io::{self, IsTerminal as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::Config;
use crate::formats;
use crate::model::{Article, Review};
use crate::report::{
    self, Dossier, Filed, OriginalText, Report, ReportError, ReportFormat, ReportOptions,
};
use crate::run::{ReportRequest, ReportWriter};
use crate::store::{self, Folders, LoadError, ReviewRecord};
use crate::text::one_line;

use super::args::ReportArgs;
use super::article::shown;
use super::article_files::{ArticleFiles, MissingArticle, beside, original};
use super::prompt::ask;
use super::status::ENDING;
use super::{Failure, harmless, print, settings, zone};

/// The form of a sheet for one person.
const QUESTIONS: &str = "questions";

pub(super) fn run(args: &ReportArgs) -> Result<(), Failure> {
    check(args)?;
    let originals = ArticleFiles::named(&args.articles)?;
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
    for (at, dossier) in dossiers.iter().enumerate() {
        if dossiers[..at]
            .iter()
            .any(|other| other.name == dossier.name)
        {
            let name = one_line(&dossier.name);
            eprintln!(
                "factdesk: these are reviews of different texts of {name}; they are not merged"
            );
        }
    }
    let set = options(&settings::read(&args.config)?);
    let options = ReportOptions {
        publisher: args.publisher.clone().or(set.publisher),
        url: args.url.clone().or(set.url),
        article_url: args.article_url.clone().or(set.article_url),
        person: args.person.clone(),
        contacts: args.contacts,
        ..set
    };
    let report = args
        .format
        .write(&dossiers, &options)
        .map_err(|error| match error {
            ReportError::OneArticle(_) | ReportError::NoPerson => Failure::usage(error),
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
    hand_over(&report, &inputs, args.output.as_deref(), args.force)?;
    for remark in &report.remarks {
        eprintln!("factdesk: {}", harmless(remark));
    }
    Ok(())
}

/// Refuses what the format can make nothing of, where that would not be seen in the report.
fn check(args: &ReportArgs) -> Result<(), Failure> {
    if args.contacts && !args.format.can_include_contacts {
        let telling = report::FORMATS
            .iter()
            .filter(|format| format.can_include_contacts);
        let telling: Vec<&str> = telling.map(|format| format.name).collect();
        return Err(Failure::usage(format!(
            "--contacts goes with these formats: {}",
            telling.join(", ")
        )));
    }
    if args.person.is_some() && !args.format.needs_person {
        return Err(Failure::usage(
            "--person goes with --format questions: the other formats are about all claims",
        ));
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

fn read(file: &Path) -> Result<ReviewRecord, Failure> {
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
fn filed(stored: ReviewRecord) -> Filed {
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
    reviews: &[ReviewRecord],
    originals: &ArticleFiles,
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
    if matches!(absence, MissingArticle::Changed(_)) {
        eprintln!("factdesk: {told}; this report is about the text that was reviewed");
    }
    Ok(())
}

/// Writes the report where it was asked for. A file that is there is replaced only if the user
/// agrees.
fn hand_over(
    report: &Report,
    inputs: &[PathBuf],
    output: Option<&Path>,
    force: bool,
) -> Result<(), Failure> {
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
    if !force && is_lost(output, &report.text) && !is_given_up(output)? {
        return Err(Failure::input("nothing written: the file stays as it is"));
    }
    put(output, &report.text).map_err(|error| {
        let output = shown(output);
        Failure::input(format!(
            "cannot write the report: {error} (name another file with --output): {output}"
        ))
    })
}

/// Tells whether what a file holds would be lost to a report.
fn is_lost(file: &Path, text: &str) -> bool {
    let is_file = fs::metadata(file).is_ok_and(|metadata| metadata.is_file());
    is_file && fs::read(file).map_or(true, |there| there != text.as_bytes())
}

/// Asks whether a file may be replaced.
fn is_given_up(file: &Path) -> Result<bool, Failure> {
    let file = shown(file);
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Failure::input(format!(
            "--output names a file that exists: add --force to replace it, or name another: {file}"
        )));
    }
    let answer = ask(&format!("Replace {file}? (y, or Enter to keep it) "))?;
    Ok(answer.is_some_and(|answer| ["y", "yes"].contains(&answer.as_str())))
}

/// Writes a file whole or not at all; what is no file (a pipe, a terminal) is written to.
fn put(file: &Path, text: &str) -> io::Result<()> {
    let file = &fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let old = fs::metadata(file).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return fs::write(file, text);
    }
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // The user's umask is taken off.
    let mode = old.map_or(Permissions::from_mode(0o666), |old| old.permissions());
    let mut written = tempfile::Builder::new()
        .permissions(mode)
        .tempfile_in(folder)?;
    written.write_all(text.as_bytes())?;
    written.persist(file).map_err(|error| error.error)?;
    Ok(())
}

/// What a report is to say by the settings.
pub(super) fn options(config: &Config) -> ReportOptions {
    ReportOptions {
        zone: zone::local(),
        publisher: config.publisher.clone(),
        url: config.url.clone(),
        article_url: config.article_url.clone(),
        person: None,
        contacts: false,
    }
}

/// The forms a report can have, for the review to offer.
pub(super) fn forms() -> Vec<(&'static str, &'static str)> {
    let formats = report::FORMATS.iter().filter(|format| !format.needs_person);
    formats.map(|format| (format.name, format.doc)).collect()
}

/// Returns what writes reports while a review is open: each beside it, in the place of the one of
/// that form before. A file that is not as factdesk wrote it stays: the report gets a number.
pub(super) fn reporter(
    review_file: PathBuf,
    article_file: Option<PathBuf>,
    set: ReportOptions,
    folders: Option<Folders>,
) -> ReportWriter {
    Arc::new(move |review, asked| {
        let (form, person) = match asked {
            ReportRequest::Form(form) => (*form, None),
            ReportRequest::Questions(person) => (QUESTIONS, Some(person.as_str())),
        };
        let format = ReportFormat::named(form).ok_or("there is no such form")?;
        let mut dossiers = report::dossiers(vec![Filed::of(review)]);
        for dossier in &mut dossiers {
            dossier.text = Some(original_of(review, article_file.as_deref()));
        }
        let options = ReportOptions {
            person: person.map(str::to_owned),
            ..set.clone()
        };
        let report = format
            .write(&dossiers, &options)
            .map_err(|error| format!("No report: {}", one_line(&error.to_string())))?;
        let name = review_file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let stem = name.strip_suffix(ENDING).unwrap_or(&name);
        let whose = person.and_then(store::file_safe);
        let whose = whose.map_or_else(String::new, |person| format!(".{person}"));
        let named = |number: String| {
            review_file.with_file_name(format!("{stem}{whose}{number}.{}", format.ending))
        };
        let mut file = named(String::new());
        let folders = folders.as_ref();
        let is_free =
            |file: &Path| !is_lost(file, &report.text) || store::is_own_report(file, folders);
        for number in 2..u32::MAX {
            if is_free(&file) {
                break;
            }
            file = named(format!("-{number}"));
        }
        put(&file, &report.text)
            .map_err(|error| format!("No report: {error}: {}", shown(&file)))?;
        if let Some(folders) = folders {
            // Without the list, the next report gets a number.
            drop(store::remember_report(&file, &report.text, folders));
        }
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let remarks = report.remarks.iter().map(|remark| one_line(remark));
        let told: Vec<String> = std::iter::once(one_line(&name)).chain(remarks).collect();
        Ok(told.join(" · "))
    })
}

/// The text under review with the line ends of its file, if that still holds it.
fn original_of(review: &Review, file: Option<&Path>) -> OriginalText {
    let article = Article::clone(review.article());
    let on_disk = file.and_then(|file| original(file).ok());
    on_disk
        .filter(|original| original.article().sha256() == article.sha256())
        .unwrap_or_else(|| match formats::FileFormat::of(article.name()) {
            formats::FileFormat::Plain => {
                let raw = article.text().as_str().to_owned();
                OriginalText::new(article, raw)
            }
            _ => OriginalText::extracted(article),
        })
}
