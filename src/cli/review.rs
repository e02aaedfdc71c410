//! `factdesk review`: open an article with its claims, and let the reviewer work.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use crate::config::Config;
use crate::run::{self, Ending, RunOutcome, SaveOutcome};
use crate::session::{self, ExtractorOptions, Failure, ReviewOptions, display_path};
use crate::tui::{Colours, Theme};

use super::args::{ExtractorArgs, ReviewArgs};
use super::dialogue::TerminalDialogue;
use super::settings;

pub(super) fn run(args: &ReviewArgs) -> Result<ExitCode, Failure> {
    let config = settings::read(&args.config)?;
    let theme = theme(args.ascii.then_some(true).or(config.ascii)).with_palette(config.theme);
    let prepared = session::prepare(&args.article(), options(args, config))?;
    check_terminal()?;
    let outcome = prepared.open(&mut TerminalDialogue)?.run(theme)?;
    Ok(report_outcome(&outcome))
}

fn options(args: &ReviewArgs, config: Config) -> ReviewOptions {
    ReviewOptions {
        reviewer: args.reviewer.clone(),
        output: args.output.clone(),
        lang: args.lang.clone(),
        claims: args.claims.clone(),
        extractor: extractor(&args.extractor),
        skip_bad: args.skip_bad,
        sources: args.sources.clone(),
        config,
    }
}

/// Returns what was typed about another extractor, if anything.
pub(super) fn extractor(args: &ExtractorArgs) -> Option<ExtractorOptions> {
    Some(ExtractorOptions {
        command: args.extractor.clone()?,
        time_limit: Duration::from_secs(args.extractor_timeout),
    })
}

/// Prints how far the review is and where it was saved; returns the exit code.
fn report_outcome(outcome: &RunOutcome) -> ExitCode {
    let (done, total) = (outcome.progress.reviewed(), outcome.progress.total);
    let saved = match &outcome.saved {
        SaveOutcome::Saved(path) => format!("saved in {}", display_path(from_here(path))),
        SaveOutcome::NothingToSave => "nothing to save".to_owned(),
        SaveOutcome::ChangesLost => "quit without saving the last changes".to_owned(),
    };
    let summary = format!("{done} of {total} claims reviewed; {saved}");
    match outcome.ending {
        Ending::Quit => {
            run::print_at_end(io::stdout(), &format!("{summary}\n"));
            ExitCode::SUCCESS
        }
        Ending::Signal(signal) => {
            let line = format!("factdesk: ended by signal {signal}; {summary}\n");
            run::print_at_end(io::stderr(), &line);
            ExitCode::from(128u8.saturating_add(signal as u8))
        }
    }
}

/// Returns a path as seen from the current folder.
fn from_here(path: &Path) -> &Path {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok())
        .unwrap_or(path)
}

/// The review needs a terminal for its screen and its keys.
fn check_terminal() -> Result<(), Failure> {
    let hint = "run it in a terminal; factdesk extract and factdesk status work without one";
    if !io::stdout().is_terminal() {
        return Err(Failure::usage("standard output is not a terminal").hint(hint));
    }
    if !io::stdin().is_terminal() && std::fs::File::open("/dev/tty").is_err() {
        return Err(Failure::usage("there is no terminal to read keys from").hint(hint));
    }
    Ok(())
}

/// Returns the colours and signs; without `ascii`, the locale decides on ASCII.
fn theme(ascii: Option<bool>) -> Theme {
    let variable = |name: &str| std::env::var(name).ok();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty())
        .unwrap_or_default()
        .to_lowercase();
    let is_unicode = locale.contains("utf-8") || locale.contains("utf8");
    Theme::new(Colours::from_env(variable), ascii.unwrap_or(!is_unicode))
}
