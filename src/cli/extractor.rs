//! `--extractor`: another program in the place of the built-in extractor.

use std::time::Duration;

use crate::import;
use crate::model::{Article, Claim};
use crate::text::one_line;

use super::Failure;
use super::args::ExtractorArgs;
use super::claim_source::{ImportedClaims, require_placed};
use super::program::{ProgramError, Runner};
use super::prompt::ask;

/// How many lines of a program's complaints are shown: the last ones.
const SHOWN: usize = 10;

/// A program that finds claims. It reads the article's text and writes claims, in any of the forms
/// that `--claims` reads.
pub(super) struct Extractor<'a> {
    command: &'a str,
    limit: Duration,
    skip_bad: bool,
    runner: Runner,
}

impl<'a> Extractor<'a> {
    /// Takes what was typed, if it names one.
    ///
    /// # Errors
    /// The system refuses to tell of signals.
    pub(super) fn of(args: &'a ExtractorArgs, skip_bad: bool) -> Result<Option<Self>, Failure> {
        let Some(command) = &args.extractor else {
            return Ok(None);
        };
        let runner = Runner::new()
            .map_err(|error| Failure::input(format!("cannot watch over the extractor: {error}")))?;
        Ok(Some(Self {
            command,
            limit: Duration::from_secs(args.extractor_timeout),
            skip_bad,
            runner,
        }))
    }

    /// Finds the claims of an article.
    ///
    /// # Errors
    /// Says what the program did, what it complained of, and how to do without it.
    pub(super) fn claims(&self, article: &Article) -> Result<Vec<Claim>, Failure> {
        let found = self.find(article).map_err(|what| {
            Failure::input(format!(
                "{what}\nMend it, or leave out --extractor: the claims are then found by the \
                 built-in extractor."
            ))
        })?;
        Ok(found.claims)
    }

    /// Finds the claims of an article; where the program fails, the reviewer says what to do. None
    /// means that the built-in extractor is to find them.
    ///
    /// # Errors
    /// The reviewer gave up.
    pub(super) fn claims_or_offer(
        &self,
        article: &Article,
    ) -> Result<Option<ImportedClaims>, Failure> {
        loop {
            eprintln!(
                "factdesk: the extractor is finding the claims, for {} s at most (Ctrl-C ends it)",
                self.limit.as_secs()
            );
            let what = match self.find(article) {
                Ok(found) => return Ok(Some(found)),
                Err(what) => what,
            };
            eprintln!("factdesk: {}", super::harmless(&what));
            eprintln!("  b  let the built-in extractor find the claims");
            eprintln!("  a  run it again");
            eprintln!("  g  give up");
            loop {
                match ask("b, a or g? ")?.as_deref() {
                    Some("b") => return Ok(None),
                    Some("a") => break,
                    Some("g" | "q") | None => {
                        return Err(Failure::input(
                            "given up; nothing was written (leave out --extractor to have the \
                             claims found by the built-in one)",
                        ));
                    }
                    _ => {}
                }
            }
        }
    }

    fn find(&self, article: &Article) -> Result<ImportedClaims, String> {
        let name = format!("the extractor ({})", one_line(self.command));
        let text = article.text().as_str().to_owned();
        let outcome = self.runner.run(self.command, text, self.limit);
        let complaints = shown(&outcome.complaints);
        let output = outcome.output.map_err(|trouble| {
            let what = match trouble {
                ProgramError::Start(error) => format!("cannot be run: {error}"),
                ProgramError::Hang => format!(
                    "did not end within {} s and was killed (give it more time with \
                     --extractor-timeout)",
                    self.limit.as_secs()
                ),
                ProgramError::Flood => "wrote more than 64 MiB and was killed".to_owned(),
                ProgramError::Failed(status) => format!("failed: {status}"),
            };
            format!("{name} {what}{complaints}")
        })?;
        if output.trim_ascii().is_empty() {
            return Err(format!(
                "{name} wrote nothing to its standard output (where there are no claims, it has to \
                 write []){complaints}"
            ));
        }
        let imported = import::claims(&output, article)
            .map_err(|error| format!("{name} wrote no claims: {error}{complaints}"))?;
        require_placed(imported, &name, self.skip_bad).map_err(|failure| failure.message)
    }
}

/// The end of what a program complained of, as lines to be put behind a message.
fn shown(complaints: &str) -> String {
    let lines: Vec<String> = complaints
        .lines()
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect();
    let last = &lines[lines.len().saturating_sub(SHOWN)..];
    last.iter().map(|line| format!("\n  {line}")).collect()
}
