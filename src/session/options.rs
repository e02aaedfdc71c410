//! What a review is opened with.

use std::path::PathBuf;
use std::time::Duration;

use crate::config::Config;

use super::Failure;

/// What a review is opened with. By default the claims come from the built-in extractor, the
/// reviewer is the login name, and the review is saved beside the article.
#[derive(Clone, Debug, Default)]
pub struct ReviewOptions {
    /// Whose review it is; else the one in the settings, else the login name.
    pub reviewer: Option<String>,
    /// Where to save; else `ARTICLE.REVIEWER.review.json` beside the article.
    pub output: Option<PathBuf>,
    /// The article's language, for finding where sentences end; else the one in the settings.
    pub lang: Option<String>,
    /// A file with claims that were found elsewhere.
    pub claims: Option<PathBuf>,
    /// A program that finds the claims.
    pub extractor: Option<ExtractorOptions>,
    /// Whether to leave out claims of `claims` or `extractor` that have no place in the article.
    pub skip_bad: bool,
    /// Files and folders with sources. A folder `sources` beside the article is added.
    pub sources: Vec<PathBuf>,
    /// The settings.
    pub config: Config,
}

/// Another program in place of the built-in extractor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractorOptions {
    /// The command line, for `sh -c`.
    pub command: String,
    /// How long it may take before it is killed.
    pub time_limit: Duration,
}

impl ReviewOptions {
    /// Returns the article's language.
    pub(super) fn lang(&self) -> &str {
        self.lang.as_ref().unwrap_or(&self.config.lang)
    }

    /// Returns the reviewer's name.
    ///
    /// # Errors
    /// The name is empty, or there is neither a name nor a login name.
    pub(super) fn reviewer(&self) -> Result<String, Failure> {
        match self.reviewer.as_ref().or(self.config.reviewer.as_ref()) {
            Some(name) if name.trim().is_empty() => {
                Err(Failure::usage("the reviewer's name is empty").hint("give one with --reviewer"))
            }
            Some(name) => Ok(name.trim().to_owned()),
            None => whoami::username().map_err(|error| {
                Failure::usage(format!("cannot find your login name: {error}"))
                    .hint("give a name with --reviewer")
            }),
        }
    }
}
