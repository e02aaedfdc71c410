//! What may be typed on the command line, and a file per command.

mod access;
mod annotations;
mod args;
mod article;
mod article_files;
mod claim_source;
mod drafts;
mod extract;
mod extractor;
mod finding;
mod gate;
mod librarian;
mod open_review;
mod opener;
mod program;
mod prompt;
mod report;
mod rescue;
mod review;
mod settings;
mod shell;
mod status;
mod welcome;
mod zone;

use std::fmt;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::text::{graphemes, shown};

use args::{Cli, CommandArgs};

/// What went wrong, for the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FailureKind {
    /// The input or the disk: exit code 1.
    Input,
    /// The command line: exit code 2.
    Usage,
}

/// Why a command failed. One message, printed once, by [`main`].
#[derive(Debug)]
struct Failure {
    kind: FailureKind,
    message: String,
}

impl Failure {
    fn input(message: impl fmt::Display) -> Self {
        Self {
            kind: FailureKind::Input,
            message: message.to_string(),
        }
    }

    fn usage(message: impl fmt::Display) -> Self {
        Self {
            kind: FailureKind::Usage,
            message: message.to_string(),
        }
    }
}

/// Runs the command line and returns the exit code: 0 fine, 1 the input or the disk, 2 the usage,
/// 3 a gate that is shut, and 128 plus its number for a signal that ended a review (everything
/// being saved).
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if is_alone(&error) && welcome::has_somebody() => return ended(welcome::run()),
        Err(error) => return explain(&error),
    };
    ended(match cli.command {
        None => review::run(&cli.review),
        Some(CommandArgs::Review(args)) => review::run(&args),
        Some(CommandArgs::Extract(args)) => extract::run(&args).map(|()| ExitCode::SUCCESS),
        Some(CommandArgs::Report(args)) => report::run(&args).map(|()| ExitCode::SUCCESS),
        Some(CommandArgs::Status(args)) => status::run(&args),
        Some(CommandArgs::Completions(args)) => {
            shell::completions(&args).map(|()| ExitCode::SUCCESS)
        }
        Some(CommandArgs::Config(args)) => settings::run(&args).map(|()| ExitCode::SUCCESS),
        Some(CommandArgs::Schema) => shell::schema().map(|()| ExitCode::SUCCESS),
        Some(CommandArgs::Man) => shell::man().map(|()| ExitCode::SUCCESS),
        Some(CommandArgs::Demo(args)) => welcome::demo(&args),
    })
}

/// Tells whether nothing was typed behind the program's name.
fn is_alone(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// Says what went wrong, if anything did, and returns the exit code.
fn ended(result: Result<ExitCode, Failure>) -> ExitCode {
    result.unwrap_or_else(|failure| {
        let words = format!("factdesk: {}\n", harmless(&failure.message));
        crate::run::last_words(std::io::stderr(), &words);
        ExitCode::from(match failure.kind {
            FailureKind::Input => 1,
            FailureKind::Usage => 2,
        })
    })
}

/// Prints help, or what is wrong with the arguments, which are repeated in it.
fn explain(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Help and version are our own words; a closed pipe is no error.
        drop(error.print());
        return ExitCode::SUCCESS;
    }
    eprint!("{}", harmless(&error.render().to_string()));
    ExitCode::from(2)
}

/// What a terminal can show of some lines and nothing else, whatever they hold.
fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (words, end) = match line.strip_suffix('\n') {
            Some(words) => (words.strip_suffix('\r').unwrap_or(words), "\n"),
            None => (line, ""),
        };
        harmless.extend(graphemes(words).map(shown));
        harmless.push_str(end);
    }
    harmless
}

/// Writes a command's output: as it is for other programs, harmless for a terminal. A reader who
/// has seen enough (`| head`) is no error.
fn print(output: &str) -> Result<(), Failure> {
    use std::io::{IsTerminal as _, Write as _};
    let mut out = std::io::stdout().lock();
    let shown = out.is_terminal().then(|| harmless(output));
    let output = shown.as_deref().unwrap_or(output);
    match out.write_all(output.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::input(
            format!("cannot write to standard output: {error}"),
        )),
        _ => Ok(()),
    }
}
