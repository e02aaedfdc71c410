//! Finding the text that was reviewed: beside the review, or where `--article` says.

use std::fs;
use std::path::{Path, PathBuf};

use crate::formats::FileFormat;
use crate::model::Article;
use crate::report::OriginalText;

use super::Failure;
use super::article::{document, read_file, shown};

/// What `article.path` says where the article came from a pipe.
const FROM_PIPE: &str = "standard input";

/// The articles that were named on the command line.
pub(super) struct ArticleFiles {
    named: Vec<(PathBuf, OriginalText)>,
}

/// Why the text of a review is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MissingArticle {
    /// It came from a pipe and is in no file.
    Piped,
    /// There is no such file beside the review.
    Missing(String),
    /// There is, but its text is another one.
    Changed(String),
    /// There is, but it cannot be read.
    Unreadable(String),
}

impl MissingArticle {
    /// Says what has happened and what to do.
    pub(super) fn told(&self) -> String {
        match self {
            MissingArticle::Piped => {
                "its article came from standard input (name its file with --article)".to_owned()
            }
            MissingArticle::Missing(file) => {
                format!("its article, {file}, is not there (name its file with --article)")
            }
            MissingArticle::Changed(file) => format!(
                "{file} is not the text that was reviewed: it has changed since (open it in \
                 factdesk to take the decisions over, or name the version that was reviewed with \
                 --article)"
            ),
            MissingArticle::Unreadable(why) => why.clone(),
        }
    }
}

impl ArticleFiles {
    /// Reads the articles that were named.
    ///
    /// # Errors
    /// One of them cannot be read.
    pub(super) fn named(paths: &[PathBuf]) -> Result<Self, Failure> {
        let named = paths.iter().map(|path| Ok((path.clone(), original(path)?)));
        Ok(Self {
            named: named.collect::<Result<_, Failure>>()?,
        })
    }

    /// Finds the text with a fingerprint: among the articles named, else in the file of that name
    /// beside the review.
    pub(super) fn find(
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
        let file = beside(review, name);
        if !fs::metadata(&file).is_ok_and(|metadata| metadata.is_file()) {
            return Err(MissingArticle::Missing(shown(&file)));
        }
        match original(&file) {
            Ok(original) if is_it(&original) => Ok(original),
            Ok(_) => Err(MissingArticle::Changed(shown(&file))),
            Err(failure) => Err(MissingArticle::Unreadable(failure.message)),
        }
    }

    /// Complains of an article that was named and that none of the reviews is of.
    ///
    /// # Errors
    /// There is one.
    pub(super) fn check_used<'a>(
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
                 version (name the file as it was when it was reviewed)",
                shown(path)
            ))),
        }
    }
}

/// Returns where the article of a review is looked for.
pub(super) fn beside(review: &Path, name: &str) -> PathBuf {
    // A review may come from anywhere: it does not get to say which folder is looked into.
    review.with_file_name(Path::new(name).file_name().unwrap_or_default())
}

/// Reads an article with the characters of its file, if those are its text.
///
/// # Errors
/// Says what is wrong with it and what to do.
pub(super) fn original(path: &Path) -> Result<OriginalText, Failure> {
    let bytes = read_file(path)?;
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let document = document(&name, bytes.clone(), &shown(path))?;
    let format = document.format;
    let article = Article::new(name, document.text);
    Ok(match format {
        // What could be decoded is UTF-8; not a character is replaced.
        FileFormat::Plain => {
            OriginalText::new(article, String::from_utf8_lossy(&bytes).into_owned())
        }
        FileFormat::Markdown | FileFormat::Html => OriginalText::extracted(article),
    })
}
