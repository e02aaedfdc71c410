//! Finding the text that was reviewed: beside the review, or in a file that was named.

use std::fs;
use std::path::{Path, PathBuf};

use crate::formats::FileFormat;
use crate::model::Article;
use crate::report::OriginalText;

use super::Failure;
use super::article::{display_path, document, read_file};

/// The name of an article that came through a pipe, in the review file.
const FROM_PIPE: &str = "standard input";

/// The articles that were named, for reviews whose article is not beside them.
pub struct ArticleFiles {
    named: Vec<(PathBuf, OriginalText)>,
}

/// Why the text of a review is not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MissingArticle {
    /// It came through a pipe and is in no file.
    Piped,
    /// There is no such file beside the review.
    NoFile(String),
    /// The file has another text now.
    Changed(String),
    /// The file cannot be read.
    Unreadable(Failure),
}

impl MissingArticle {
    /// Returns why, and what to do.
    pub fn failure(&self) -> Failure {
        let name_it = "name its file with --article";
        match self {
            MissingArticle::Piped => {
                Failure::input("its article came from standard input").hint(name_it)
            }
            MissingArticle::NoFile(file) => {
                Failure::input(format!("its article, {file}, does not exist")).hint(name_it)
            }
            MissingArticle::Changed(file) => {
                Failure::input(format!("{file} has changed since it was reviewed")).hint(
                    "open it in factdesk to move the decisions to the new text, or name the \
                     version that was reviewed with --article",
                )
            }
            MissingArticle::Unreadable(failure) => failure.clone(),
        }
    }
}

impl ArticleFiles {
    /// Reads the articles that were named.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub fn read(paths: &[PathBuf]) -> Result<Self, Failure> {
        let named = paths
            .iter()
            .map(|path| Ok((path.clone(), read_original(path)?)));
        Ok(Self {
            named: named.collect::<Result<_, Failure>>()?,
        })
    }

    /// Finds the text with a fingerprint: among the articles named, else in the file of that name
    /// beside the review.
    ///
    /// # Errors
    /// See [`MissingArticle`].
    pub fn find(
        &self,
        review: &Path,
        name: &str,
        sha256: &str,
    ) -> Result<OriginalText, MissingArticle> {
        let is_it = |original: &OriginalText| original.article().sha256() == sha256;
        if let Some((_, original)) = self.named.iter().find(|(_, original)| is_it(original)) {
            return Ok(original.clone());
        }
        if name == FROM_PIPE {
            return Err(MissingArticle::Piped);
        }
        let file = article_beside(review, name);
        if !fs::metadata(&file).is_ok_and(|metadata| metadata.is_file()) {
            return Err(MissingArticle::NoFile(display_path(&file)));
        }
        match read_original(&file) {
            Ok(original) if is_it(&original) => Ok(original),
            Ok(_) => Err(MissingArticle::Changed(display_path(&file))),
            Err(failure) => Err(MissingArticle::Unreadable(failure)),
        }
    }

    /// Checks that each article that was named belongs to one of the reviews.
    ///
    /// # Errors
    /// One does not.
    pub fn check_used<'a>(
        &self,
        reviewed: impl Iterator<Item = &'a str> + Clone,
    ) -> Result<(), Failure> {
        let unused = self.named.iter().find(|(_, original)| {
            !reviewed
                .clone()
                .any(|sha256| sha256 == original.article().sha256())
        });
        match unused {
            None => Ok(()),
            Some((path, _)) => Err(Failure::input(format!(
                "{} is not the text of any of these reviews: it is another article or another \
                 version",
                display_path(path)
            ))
            .hint("name the file as it was when it was reviewed")),
        }
    }
}

/// Returns where the article of a review is expected.
pub fn article_beside(review: &Path, name: &str) -> PathBuf {
    // A review may come from anywhere: it must not choose the folder.
    review.with_file_name(Path::new(name).file_name().unwrap_or_default())
}

/// Reads an article together with the characters of its file, if the file is plain text.
///
/// # Errors
/// It cannot be read, or is not a text.
pub(super) fn read_original(path: &Path) -> Result<OriginalText, Failure> {
    let bytes = read_file(path)?;
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let document = document(&name, bytes.clone(), &display_path(path))?;
    let format = document.format;
    let article = Article::new(name, document.text);
    Ok(match format {
        // What was decoded is UTF-8: no character is replaced.
        FileFormat::Plain => {
            OriginalText::new(article, String::from_utf8_lossy(&bytes).into_owned())
        }
        FileFormat::Markdown | FileFormat::Html => OriginalText::extracted(article),
    })
}
