//! Reviews to text, never to disk: what is handed on to the editor, the writer, the web desk or a
//! script. A file per format, and one line each in [`FORMATS`].
//!
//! The caller hands over reviews ([`ReviewRecord`](crate::model::ReviewRecord)), puts them together ([`dossiers`]), adds the articles'
//! texts where it finds them, and takes a [`Report`].

mod claimreview;
mod corrections;
mod criticmarkup;
mod csv;
mod dossier;
mod html;
mod json;
mod markdown;
mod memo;
mod patch;
mod questions;
#[cfg(test)]
mod sample;
mod wording;

use jiff::tz::TimeZone;
use thiserror::Error;

use crate::model::Contact;
use crate::text::one_line;

pub use dossier::{Dossier, DossierClaim, Opinion, OriginalText, Standing, dossiers};

/// A form a report can have.
#[derive(Debug)]
pub struct ReportFormat {
    /// What it is called on the command line.
    pub name: &'static str,
    /// How the name of a file that holds such a report ends.
    pub ending: &'static str,
    /// What it is, in one line.
    pub doc: &'static str,
    /// Whether it cannot do without the article's text.
    pub needs_text: bool,
    /// Whether it is about one person, who must be named.
    pub needs_person: bool,
    /// Whether it can tell of contacts ([`ReportOptions::contacts`]).
    pub can_include_contacts: bool,
    write: fn(&[Dossier], &ReportOptions) -> Result<Report, ReportError>,
}

/// Every format, in the order in which they are offered.
#[rustfmt::skip]
pub const FORMATS: &[ReportFormat] = &[
    ReportFormat { name: "md", ending: "report.md", doc: "Markdown for the editor: what is wrong first", needs_text: false, needs_person: false, can_include_contacts: true, write: markdown::write },
    ReportFormat { name: "memo", ending: "memo.txt", doc: "A correction memo: old words, new words, why, who", needs_text: false, needs_person: false, can_include_contacts: false, write: memo::write },
    ReportFormat { name: "patch", ending: "patch", doc: "The corrections as a unified diff of the article", needs_text: true, needs_person: false, can_include_contacts: false, write: patch::write },
    ReportFormat { name: "criticmarkup", ending: "critic.md", doc: "The article with the corrections as CriticMarkup", needs_text: true, needs_person: false, can_include_contacts: false, write: criticmarkup::write },
    ReportFormat { name: "html", ending: "report.html", doc: "One page: the article, every claim marked, notes in the margin", needs_text: true, needs_person: false, can_include_contacts: true, write: html::write },
    ReportFormat { name: "csv", ending: "report.csv", doc: "A row per claim and reviewer (RFC 4180)", needs_text: false, needs_person: false, can_include_contacts: true, write: csv::write },
    ReportFormat { name: "json", ending: "report.json", doc: "The claims of all reviews, merged", needs_text: false, needs_person: false, can_include_contacts: true, write: json::write },
    ReportFormat { name: "claimreview", ending: "claimreview.json", doc: "schema.org ClaimReview (JSON-LD) of verified and disputed claims", needs_text: false, needs_person: false, can_include_contacts: false, write: claimreview::write },
    ReportFormat { name: "questions", ending: "questions.txt", doc: "The open claims to ask one person about, with room for answers", needs_text: false, needs_person: true, can_include_contacts: false, write: questions::write },
];

impl ReportFormat {
    /// Returns the format of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Writes a report.
    ///
    /// # Errors
    /// See [`ReportError`].
    pub fn write(
        &self,
        dossiers: &[Dossier],
        options: &ReportOptions,
    ) -> Result<Report, ReportError> {
        (self.write)(dossiers, options)
    }
}

/// What is in an address for the name of the article's file, without its ending.
pub const ARTICLE_PLACEHOLDER: &str = "{article}";

/// What a report is to say beyond what is in the reviews.
#[derive(Clone, Debug)]
pub struct ReportOptions {
    /// The zone in which times are shown.
    pub zone: TimeZone,
    /// Who publishes a ClaimReview.
    pub publisher: Option<String>,
    /// The page on which it is published; [`ARTICLE_PLACEHOLDER`] in it stands for the article's name.
    pub url: Option<String>,
    /// The page on which the article can be read; [`ARTICLE_PLACEHOLDER`] in it stands for the article's name.
    pub article_url: Option<String>,
    /// Whom a question sheet is for.
    pub person: Option<String>,
    /// Whether to include whom the reviewers have asked, and the outcome. That is private, and
    /// left out by default.
    pub contacts: bool,
}

/// A report, and remarks for the user.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The report itself.
    pub text: String,
    /// What is not in it, and what is still to be done.
    pub remarks: Vec<String>,
}

/// Why there is no report.
#[derive(Debug, Error)]
pub enum ReportError {
    /// The format cannot do without the article's text.
    #[error("the text of {0} is needed for this format (name its file with --article)")]
    NoText(String),
    /// The format is about one person.
    #[error("a question sheet is for one person (name them with --person)")]
    NoPerson,
    /// The format is about one article.
    #[error("this format takes the reviews of one article; these are of {0} (name those of one)")]
    OneArticle(usize),
    /// A file whose lines end in a carriage return.
    #[error(
        "{0} has lines that end in a carriage return alone, which no patch program understands \
         (convert it: tr '\\r' '\\n', or use --format criticmarkup)"
    )]
    LineEnds(String),
    /// An article whose text was taken from markup.
    #[error(
        "{0} is Markdown or HTML: what was reviewed is its text without the markup, and a patch of \
         that would not fit the file (--format memo lists the corrections, --format criticmarkup \
         shows them in the text)"
    )]
    Markup(String),
    /// Something that cannot happen.
    #[error("a bug in factdesk: {0}")]
    Bug(String),
}

impl Opinion {
    /// Returns the contacts that a report is to tell of.
    fn include_contacts(&self, options: &ReportOptions) -> impl Iterator<Item = &Contact> {
        let told = match options.contacts {
            true => &self.claim.contacts[..],
            false => &[],
        };
        told.iter()
    }
}

impl Dossier {
    /// Returns the text, for a format that cannot do without.
    fn original(&self) -> Result<&OriginalText, ReportError> {
        let text = self.text.as_ref();
        text.ok_or_else(|| ReportError::NoText(file_name(self)))
    }
}

/// The name of an article's file as it may be written anywhere. What a review says of it may hold
/// folders; a report names files to be changed, and must not lead elsewhere.
fn file_name(dossier: &Dossier) -> String {
    let name = dossier
        .article
        .name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default();
    match one_line(name) {
        name if ["", ".", ".."].contains(&name.as_str()) => "article".to_owned(),
        name => name,
    }
}
