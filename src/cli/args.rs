//! The arguments, and the help that is made from them.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::report;
use crate::text::is_web_address;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "factdesk",
    version = env!("FACTDESK_VERSION"),
    about = "A terminal workbench for fact-checkers: an article, its claims, and a verdict on each.",
    long_about = "A terminal workbench for fact-checkers.\n\n\
        Shows an article beside the claims found in it. Walk the claims with j and k, mark each one \
        verified (v), disputed (d) or garbled (g); ? lists all keys. Every decision is saved at once \
        to a JSON file beside the article: <article>.<reviewer>.review.json.",
    after_help = "Exit codes: 0 fine, 1 the input or the disk, 2 the command line, \
        3 status --gate: not ready; 128 plus the signal's number if a signal ended a review (all is saved then).",
    after_long_help = "Examples:\n  \
        factdesk draft.txt                         review an article\n  \
        factdesk draft.txt --claims claims.json    with claims found elsewhere\n  \
        pandoc draft.docx -t plain | factdesk -    an article from a pipe\n  \
        factdesk extract draft.txt | jq '.[].quote'\n  \
        factdesk draft.txt --extractor 'python3 claims.py'\n  \
        factdesk extract story.html --format text  the text of a page, as reviewed\n  \
        factdesk status drafts/                    the progress of the reviews in a folder\n  \
        factdesk                                   the reviews used last, to open one again\n  \
        factdesk report draft.alice.review.json --format html --output draft.html\n\n\
        Environment:\n  \
        XDG_CONFIG_HOME  your settings are in factdesk/config.toml there [default: ~/.config]\n  \
        NO_COLOR        no colours\n  \
        VISUAL, EDITOR  the editor for notes (E)\n  \
        LC_ALL, LANG    ASCII signs are drawn unless the character set is UTF-8\n\n\
        Exit codes: 0 fine, 1 the input or the disk, 2 the command line, 3 status --gate: not \
        ready; 128 plus the signal's number if a signal ended a review (all is saved then).",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(super) struct Cli {
    /// What to do; without a command, an article is reviewed.
    #[command(subcommand)]
    pub(super) command: Option<CommandArgs>,
    #[command(flatten)]
    pub(super) review: ReviewArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum CommandArgs {
    /// Review an article (the same as: factdesk ARTICLE)
    Review(ReviewArgs),
    /// Print the claims of an article
    Extract(ExtractArgs),
    /// Write a report of one or several reviews
    Report(ReportArgs),
    /// Print a table of reviews: progress, verdicts, last change
    Status(StatusArgs),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
    /// Review the built-in sample article
    Demo(ConfigFile),
    /// Print the settings with comments, ready to save
    Config(ConfigFile),
    /// Print the JSON Schema of the review file
    Schema,
    /// Print the manual page (factdesk man | man -l -)
    Man,
}

/// The arguments of a review.
#[derive(Debug, Default, Args)]
pub(super) struct ReviewArgs {
    /// The article, in UTF-8: plain text, Markdown (.md) or HTML (.html); - for standard input
    ///
    /// Markdown and HTML are shown without the markup, a web page as its main text, and all positions
    /// count in that text. Standard input is plain text. Convert a word processor's file first:
    /// pandoc -t plain --wrap=none OLD -o NEW.txt
    #[arg(value_name = "ARTICLE", required = true)]
    pub(super) article: Option<PathBuf>,
    /// Claims that another program has found [default: the built-in extractor finds them]
    ///
    /// A JSON array, an object with "claims", or a JSON object a line; each claim has "quote" (and
    /// "prefix"/"suffix" where the quote occurs more than once) and/or "start" and "end" in code
    /// points of the article. Also CSV with a header (quote, text or claim; start, end, …), W3C
    /// Web Annotations, exports of doccano and Prodigy, and answers of the ClaimBuster API. The
    /// format is recognised by the file's content.
    #[arg(long, value_name = "FILE", group = "imported")]
    pub(super) claims: Option<PathBuf>,
    #[command(flatten)]
    pub(super) extractor: ExtractorArgs,
    /// Leave out claims of --claims or --extractor that cannot be placed, instead of stopping
    #[arg(long, requires = "imported")]
    pub(super) skip_bad: bool,
    /// Sources to show beside the claims: files or folders, txt, md, html; also earlier fact-checks
    ///
    /// A folder named "sources" beside the article is always used. Earlier fact-checks
    /// are ClaimReview JSON-LD and factdesk's own review files.
    #[arg(long, value_name = "PATH")]
    pub(super) sources: Vec<PathBuf>,
    /// Whose review it is [default: your login name]
    #[arg(long, value_name = "NAME")]
    pub(super) reviewer: Option<String>,
    /// Where to save [default: <article>.<reviewer>.review.json beside the article]
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The article's language, for finding where sentences end: en, uk, de, ja, …
    /// [default: en]
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<String>,
    #[command(flatten)]
    pub(super) config: ConfigFile,
    /// Draw with ASCII only [default: unless the locale is UTF-8]
    #[arg(long)]
    pub(super) ascii: bool,
}

impl ReviewArgs {
    /// Returns the arguments of a review with an article alone.
    pub(super) fn for_article(article: PathBuf) -> Self {
        Self {
            article: Some(article),
            ..Self::default()
        }
    }

    /// Returns the article, which clap requires.
    pub(super) fn article(&self) -> PathBuf {
        self.article.clone().unwrap_or_default()
    }
}

/// Another program in place of the built-in extractor.
#[derive(Debug, Args)]
pub(super) struct ExtractorArgs {
    /// A program that finds the claims instead of the built-in extractor
    ///
    /// It is run through sh -c, reads the article's text (as shown, in UTF-8) on standard input and
    /// writes claims to standard output, in any format that --claims reads. If it fails, its standard
    /// error is shown, and the built-in extractor is offered.
    #[arg(long, value_name = "COMMAND", group = "imported")]
    pub(super) extractor: Option<String>,
    /// How long the extractor may take before it is killed
    #[arg(long, value_name = "SECONDS", requires = "extractor", default_value_t = 60,
        value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(super) extractor_timeout: u64,
}

impl Default for ExtractorArgs {
    fn default() -> Self {
        Self {
            extractor: None,
            extractor_timeout: 60,
        }
    }
}

/// The settings file.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct ConfigFile {
    /// A settings file instead of your own (factdesk config shows where that is)
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// The arguments of `extract`.
#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    /// The article, in UTF-8: plain text, Markdown (.md) or HTML (.html); - for standard input
    #[arg(value_name = "ARTICLE")]
    pub(super) article: PathBuf,
    /// How to print them
    #[arg(long, value_enum, default_value_t = ExtractFormat::Json)]
    pub(super) format: ExtractFormat,
    #[command(flatten)]
    pub(super) extractor: ExtractorArgs,
    /// Leave out claims of --extractor that cannot be placed, instead of stopping
    #[arg(long, requires = "extractor")]
    pub(super) skip_bad: bool,
    /// The article's language, for finding where sentences end: en, uk, de, ja, …
    /// [default: en]
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<String>,
    #[command(flatten)]
    pub(super) config: ConfigFile,
}

/// How claims are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExtractFormat {
    /// One JSON array
    Json,
    /// One JSON object per line
    Jsonl,
    /// Comma-separated values with a header (RFC 4180)
    Csv,
    /// W3C Web Annotations (JSON-LD), in an array
    #[value(name = "webannotation")]
    WebAnnotation,
    /// The article's text instead of claims, as shown: positions count in it
    Text,
}

/// The arguments of `status`.
#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    /// Review files, or folders to look for them in [default: this folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Print JSON for scripts
    #[arg(long)]
    pub(super) json: bool,
    /// Exit with code 3 unless every review is finished, and list what is missing
    ///
    /// A review is not finished while a claim is open, or was decided on words that have changed
    /// since or that are in question; while the article has changed since it was reviewed, or cannot
    /// be compared; and while decisions may be unsaved, because the review is open in a factdesk or
    /// a copy of it was rescued. Claims whose words are gone from the article do not count.
    #[arg(long)]
    pub(super) gate: bool,
    /// With --gate, require a supporting source for verified claims and a contradicting source for
    /// disputed ones
    #[arg(long, requires = "gate")]
    pub(super) require_evidence: bool,
    /// An article that is not in the folder of its review (may be given several times)
    #[arg(long = "article", value_name = "FILE", requires = "gate")]
    pub(super) articles: Vec<PathBuf>,
}

/// The arguments of `report`.
#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Review files (*.review.json); those of the same text are merged
    #[arg(value_name = "REVIEW", required = true)]
    pub(super) reviews: Vec<PathBuf>,
    /// What to write
    #[arg(long, value_name = "FORMAT", default_value = "md", value_parser = report_format())]
    pub(super) format: &'static report::ReportFormat,
    /// Where to write it [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Replace the file of --output without asking
    #[arg(long, requires = "output")]
    pub(super) force: bool,
    /// An article that is not in the folder of its review (may be given several times)
    #[arg(long = "article", value_name = "FILE")]
    pub(super) articles: Vec<PathBuf>,
    /// md, html, csv, json: include whom the reviewers have contacted, and the answers
    #[arg(long)]
    pub(super) contacts: bool,
    /// questions: the person they are for
    #[arg(long, value_name = "NAME")]
    pub(super) person: Option<String>,
    /// claimreview: who publishes it [default: as in the settings, else the reviewers, as persons]
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// claimreview: the page it is published on; {article} stands for the article's name
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub(super) url: Option<String>,
    /// claimreview: the page the article can be read on, likewise
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub(super) article_url: Option<String>,
    #[command(flatten)]
    pub(super) config: ConfigFile,
}

/// Returns a parser of the names of report formats.
fn report_format() -> impl TypedValueParser<Value = &'static report::ReportFormat> {
    let names = report::FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name).help(format.doc));
    PossibleValuesParser::new(names)
        .try_map(|name| report::ReportFormat::named(&name).ok_or("no such format"))
}

fn web_address(text: &str) -> Result<String, String> {
    match is_web_address(text) {
        true => Ok(text.to_owned()),
        false => Err("give a whole address: https://…".to_owned()),
    }
}

/// The arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "For the shell you are in:\n  \
    bash  source <(factdesk completions bash), in ~/.bashrc\n  \
    zsh   factdesk completions zsh > a folder of $fpath, as _factdesk\n  \
    fish  factdesk completions fish > ~/.config/fish/completions/factdesk.fish")]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(super) shell: Shell,
}

/// The shells whose completions are tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shell {
    /// GNU bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_accepts_the_definitions() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }

    #[test]
    fn an_article_alone_is_a_review() {
        let cli = Cli::try_parse_from(["factdesk", "a.txt", "--reviewer", "bob"]).unwrap();
        assert!(cli.command.is_none());
        assert_eq!(cli.review.article(), PathBuf::from("a.txt"));
    }

    #[test]
    fn skip_bad_requires_claims() {
        assert!(Cli::try_parse_from(["factdesk", "a.txt", "--skip-bad"]).is_err());
    }
}
