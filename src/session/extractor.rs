//! Another program in place of the built-in extractor.

use std::time::Duration;

use crate::import;
use crate::model::{Article, Claim};
use crate::text::one_line;

use super::imported_claims::ImportedClaims;
use super::program::{ProgramError, Runner};
use super::{Dialogue, ExtractorOptions, Failure, WhenFailed};

/// The most lines of a program's error output that are shown: the last ones.
const MAX_ERROR_LINES: usize = 10;

/// A program that finds claims. It reads the article's text on standard input and writes claims, in
/// any of the forms that `import` reads.
///
/// It handles the signals that end this program until it is dropped.
pub struct Extractor {
    command: String,
    time_limit: Duration,
    skip_bad: bool,
    runner: Runner,
}

impl Extractor {
    /// Prepares to run a program. With `skip_bad`, claims without a place are left out.
    ///
    /// # Errors
    /// Signals cannot be handled.
    pub fn new(options: &ExtractorOptions, skip_bad: bool) -> Result<Self, Failure> {
        let runner = Runner::new().map_err(|error| {
            Failure::input(format!("cannot handle signals for the extractor: {error}"))
        })?;
        Ok(Self {
            command: options.command.clone(),
            time_limit: options.time_limit,
            skip_bad,
            runner,
        })
    }

    /// Finds the claims of an article.
    ///
    /// # Errors
    /// The program failed, or wrote something else than claims.
    pub fn claims(&self, article: &Article) -> Result<Vec<Claim>, Failure> {
        let found = self.run(article).map_err(|failure| {
            failure.hint("fix the command, or leave out --extractor to use the built-in extractor")
        })?;
        Ok(found.claims)
    }

    /// Finds the claims of an article; asks what to do if the program fails. Returns `None` if the
    /// built-in extractor is to find them.
    ///
    /// # Errors
    /// The user gave up.
    pub(super) fn claims_or_built_in(
        &self,
        article: &Article,
        dialogue: &mut dyn Dialogue,
    ) -> Result<Option<ImportedClaims>, Failure> {
        loop {
            dialogue.show(&format!(
                "running the extractor for at most {} s (Ctrl-C ends it)",
                self.time_limit.as_secs()
            ));
            let failure = match self.run(article) {
                Ok(found) => return Ok(Some(found)),
                Err(failure) => failure,
            };
            match dialogue.extractor_failed(failure)? {
                WhenFailed::UseBuiltIn => return Ok(None),
                WhenFailed::RunAgain => {}
            }
        }
    }

    fn run(&self, article: &Article) -> Result<ImportedClaims, Failure> {
        let name = format!("the extractor ({})", one_line(&self.command));
        let text = article.text().as_str().to_owned();
        let result = self.runner.run(&self.command, text, self.time_limit);
        let errors = last_lines(&result.errors);
        let failure = |what: &str| Failure::input(format!("{name} {what}{errors}"));
        let output = result.output.map_err(|error| match error {
            ProgramError::Start(error) => failure(&format!("cannot be run: {error}")),
            ProgramError::TimeOut => failure(&format!(
                "did not end within {} s and was killed",
                self.time_limit.as_secs()
            ))
            .hint("give it more time with --extractor-timeout"),
            ProgramError::TooMuch => failure("wrote more than 64 MiB and was killed"),
            ProgramError::Failed(status) => failure(&format!("failed: {status}")),
        })?;
        if output.trim_ascii().is_empty() {
            return Err(failure("wrote nothing to its standard output")
                .hint("a program that finds no claims has to write []"));
        }
        let imported = import::claims(&output, article)
            .map_err(|error| failure(&format!("wrote no claims: {error}")))?;
        ImportedClaims::new(imported, &name, self.skip_bad)
    }
}

/// Returns the last lines of a program's error output, each on an indented line of its own.
fn last_lines(errors: &str) -> String {
    let lines: Vec<String> = errors
        .lines()
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect();
    let last = &lines[lines.len().saturating_sub(MAX_ERROR_LINES)..];
    last.iter().map(|line| format!("\n  {line}")).collect()
}
