//! The worker that writes reports while a review is open.

use std::path::{Path, PathBuf};

use crate::formats::FileFormat;
use crate::model::{Article, Review, ReviewRecord};
use crate::report::{self, OriginalText, Report, ReportFormat, ReportOptions};
use crate::store::{self, Folders};
use crate::text::one_line;

/// The format of a question sheet.
const QUESTIONS: &str = "questions";

/// Which report is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::run) enum ReportRequest {
    /// One in the format of this name.
    Format(&'static str),
    /// The sheet with the open claims for this person.
    Questions(String),
}

/// Writes reports beside the review. Each replaces the last one of its format, unless that file is
/// not as factdesk wrote it: then the report gets a number.
#[derive(Clone)]
pub struct ReportWorker {
    /// The review's file.
    pub review_file: PathBuf,
    /// The article's file; `None` if it came through a pipe.
    pub article_file: Option<PathBuf>,
    /// Reads an article's file, or returns `None` if it cannot be read.
    pub read_original: fn(&Path) -> Option<OriginalText>,
    /// What the settings say about reports.
    pub options: ReportOptions,
    /// Where factdesk keeps the list of its own reports.
    pub folders: Option<Folders>,
}

impl ReportWorker {
    /// Writes a report; returns its file's name and the remarks on it.
    ///
    /// # Errors
    /// Says why there is no report.
    pub(super) fn write(&self, review: &Review, request: &ReportRequest) -> Result<String, String> {
        let (name, person) = match request {
            ReportRequest::Format(name) => (*name, None),
            ReportRequest::Questions(person) => (QUESTIONS, Some(person.as_str())),
        };
        let format = ReportFormat::named(name).ok_or("there is no such format")?;
        let mut dossiers = report::dossiers(vec![ReviewRecord::from(review)]);
        for dossier in &mut dossiers {
            dossier.text = Some(self.original(review));
        }
        let options = ReportOptions {
            person: person.map(str::to_owned),
            ..self.options.clone()
        };
        let report = format
            .write(&dossiers, &options)
            .map_err(|error| format!("No report: {}", one_line(&error.to_string())))?;
        let file = self.free_file(&report, format, person);
        store::write_output(&file, &report.text)
            .map_err(|error| format!("No report: {error}: {}", shown(&file)))?;
        if let Some(folders) = &self.folders {
            // Without the list, the next report gets a number.
            drop(store::remember_report(&file, &report.text, folders));
        }
        let name = shown(Path::new(file.file_name().unwrap_or_default()));
        let remarks = report.remarks.iter().map(|remark| one_line(remark));
        let parts: Vec<String> = std::iter::once(name).chain(remarks).collect();
        Ok(parts.join(" · "))
    }

    /// Returns the file for a report: the first name that is free or has our own content.
    fn free_file(&self, report: &Report, format: &ReportFormat, person: Option<&str>) -> PathBuf {
        let name = self.review_file.file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        let stem = name.strip_suffix(store::REVIEW_ENDING).unwrap_or(&name);
        let person = person.and_then(store::file_safe);
        let person = person.map_or_else(String::new, |person| format!(".{person}"));
        let named = |number: String| {
            let name = format!("{stem}{person}{number}.{}", format.ending);
            self.review_file.with_file_name(name)
        };
        let folders = self.folders.as_ref();
        let is_free = |file: &PathBuf| {
            !store::is_overwritten(file, &report.text) || store::is_own_report(file, folders)
        };
        let numbers = (2..u32::MAX).map(|number| format!("-{number}"));
        let mut files = std::iter::once(String::new()).chain(numbers).map(named);
        files.find(is_free).unwrap_or_else(|| named(String::new()))
    }

    /// Returns the text under review, with the line ends of its file if that still has it.
    fn original(&self, review: &Review) -> OriginalText {
        let article = review.article();
        let file = self.article_file.as_deref();
        let original = file.and_then(self.read_original);
        original
            .filter(|original| original.article().sha256() == article.sha256())
            .unwrap_or_else(|| original_without_file(article))
    }
}

fn original_without_file(article: &Article) -> OriginalText {
    match FileFormat::of(article.name()) {
        FileFormat::Plain => OriginalText::new(article.clone(), article.text().as_str().to_owned()),
        FileFormat::Markdown | FileFormat::Html => OriginalText::extracted(article.clone()),
    }
}

fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}
