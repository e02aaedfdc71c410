//! The command line: arguments, a file per command, exit codes.

mod annotations;
mod args;
mod dialogue;
mod extract;
mod prompt;
mod report;
mod review;
mod settings;
mod shell;
mod status;
mod welcome;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::session::{Failure, FailureKind};
use crate::text::{graphemes, shown};

use args::{Cli, CommandArgs};

/// Runs the command line and returns the exit code: 0 fine, 1 the input or the disk, 2 the arguments,
/// 3 the gate of `status` is closed, and 128 plus its number for a signal that ended a review
/// (everything is saved then).
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if has_no_arguments(&error) && welcome::has_terminal() => {
            return exit_code(welcome::run());
        }
        Err(error) => return explain(&error),
    };
    exit_code(match cli.command {
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

/// Returns whether only the program's name was typed.
fn has_no_arguments(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// Prints a failure, and returns the exit code.
fn exit_code(result: Result<ExitCode, Failure>) -> ExitCode {
    result.unwrap_or_else(|failure| {
        crate::run::print_at_end(std::io::stderr(), &printed(&failure));
        ExitCode::from(match failure.kind {
            FailureKind::Input => 1,
            FailureKind::Usage => 2,
        })
    })
}

/// Returns a failure as it is printed: the message, and a line for each hint.
fn printed(failure: &Failure) -> String {
    let mut lines = format!("factdesk: {}\n", harmless(&failure.message));
    for hint in &failure.hints {
        lines.push_str(&format!("hint: {}\n", harmless(hint)));
    }
    lines
}

/// Prints help, or what is wrong with the arguments, which it repeats.
fn explain(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // Help and version are our own words; a closed pipe is not an error.
        drop(error.print());
        return ExitCode::SUCCESS;
    }
    eprint!("{}", harmless(&error.render().to_string()));
    ExitCode::from(2)
}

/// Returns lines without anything that acts on a terminal.
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

/// Writes a command's output: unchanged for other programs, harmless for a terminal. A reader who
/// has seen enough (`| head`) is not an error.
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

/// Returns a failure that a bug has caused.
fn bug(what: impl std::fmt::Display) -> Failure {
    Failure::input(format!("a bug in factdesk: {what}"))
}
