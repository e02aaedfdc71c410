//! `factdesk review`: open an article with its claims, and let the reviewer work.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use crate::app::{Setup, State};
use crate::extract;
use crate::model::{Article, Steps};
use crate::run::{self, Ending, Given, Kept, SaveTo};
use crate::store::{self, Folders, OnDisk, Place, PlaceError, Recent, Source, Wanted, Writer};
use crate::tui::{Colours, Theme};

use super::access::{Access, access};
use super::args::ReviewArgs;
use super::article::{is_standard_input, shown};
use super::elsewhere::{Finding, read_claims};
use super::extractor::Extractor;
use super::librarian::Shelf;
use super::opening::open;
use super::rescue::rescue;
use super::{Failure, article, report, settings};

pub(super) fn run(args: &ReviewArgs) -> Result<ExitCode, Failure> {
    let path = args.article();
    let config = settings::read(&args.config)?;
    let lang = args.lang.as_ref().unwrap_or(&config.lang);
    let article = Arc::new(article::read(&path)?);
    let reviewer = reviewer(args.reviewer.as_deref().or(config.reviewer.as_deref()))?;
    let folders = Folders::of_user();
    let place = find_place(args, &path, &article, &reviewer, folders.as_ref())?;
    let extractor = Extractor::of(&args.extractor, args.skip_bad)?;
    let finding = match (&args.claims, extractor) {
        (Some(file), _) => Finding::File(read_claims(file, &article, args.skip_bad)?),
        (None, Some(extractor)) => Finding::Program(extractor),
        (None, None) => Finding::BuiltIn,
    };
    check_terminal()?;
    // Before the review is read: whoever has it open may still write to it.
    let access = access(&place.path)?;
    let opened = open(lang, &article, &reviewer, &place, finding)?;

    // On a thread of its own: writing it takes about as long as drawing the first picture.
    let recent = folders.clone().filter(|_| !is_standard_input(&path));
    let remembering = recent.map(|folders| {
        let recent = Recent {
            article: path.clone(),
            reviewer: reviewer.clone(),
            output: args.output.clone(),
            sources: args.sources.clone(),
            opened: run::now(),
        };
        // A list that cannot be written is no reason to keep anybody from work.
        thread::spawn(move || drop(recent.remember(&folders)))
    });

    let session_file = folders
        .as_ref()
        .map(|folders| store::Session::path(folders, &place.path));
    let fingerprint = opened.on_disk.as_ref().map_or("", OnDisk::sha256);
    let session = session_file
        .as_deref()
        .and_then(|file| store::Session::read(file, fingerprint))
        .map(|session| match opened.article_changed {
            None => session,
            // Its steps and its place are about another text.
            Some(_) => store::Session {
                steps: Steps::default(),
                ..session
            },
        });
    let article_file = (!is_standard_input(&path)).then_some(path);
    let shelf = Shelf::of(&args.sources, article_file.as_deref(), &place.path);
    let librarian = shelf.map(|shelf| shelf.librarian(&article, lang));
    let greeting = opened.greeting(&place, &config.keymap, librarian.is_some());
    let finder = opened.finder(lang);
    let report_options = report::options(&config);
    let writer = Writer::new(
        place.path.clone(),
        &opened.review,
        opened.on_disk.filter(|_| place.from == place.path),
    );
    let setup = Setup {
        has_sources: librarian.is_some(),
        saved_at: opened.saved_at,
        greeting: Some(greeting),
        parts: extract::parts,
        reports: report::forms(),
        read_only: matches!(access, Access::Read),
        article_changed: opened.article_changed,
        order: config.order,
        moves_on: config.move_on,
        mouse: config.mouse,
        keymap: config.keymap,
        zone: report_options.zone.clone(),
        ..Setup::new(opened.review)
    };
    let state = State::new(run::resumed(session, setup));
    let save_to = match access {
        Access::Read => None,
        Access::Write(lock) => Some(SaveTo {
            writer,
            lock,
            session: session_file,
            rescue: rescue(&place.path, folders.as_ref()),
        }),
    };
    let given = Given {
        librarian,
        save_to,
        finder,
        reporter: Some(report::reporter(
            place.path.clone(),
            article_file,
            report_options,
        )),
    };
    let theme = theme(args.ascii.then_some(true).or(config.ascii)).with_palette(config.theme);
    let ended = run::run(state, theme, given).map_err(Failure::input)?;
    drop(remembering.map(JoinHandle::join));
    let progress = ended.progress;
    let (done, total) = (progress.reviewed(), progress.total);
    let kept = match &ended.kept {
        Kept::In(path) => format!("saved in {}", shown(path)),
        Kept::Nothing => "nothing was to be saved".to_owned(),
        Kept::NotAll => "left without saving the last changes".to_owned(),
    };
    let summary = format!("{done} of {total} claims reviewed; {kept}");
    Ok(match ended.ending {
        Ending::Quit => {
            run::last_words(io::stdout(), &format!("{summary}\n"));
            ExitCode::SUCCESS
        }
        Ending::Signal(signal) => {
            let words = format!("factdesk: ended by signal {signal}; {summary}\n");
            run::last_words(io::stderr(), &words);
            ExitCode::from(128u8.saturating_add(signal as u8))
        }
    })
}

/// The reviewer's name: the one given, else the login name.
fn reviewer(given: Option<&str>) -> Result<String, Failure> {
    match given {
        Some(name) if name.trim().is_empty() => {
            Err(Failure::usage("--reviewer is empty: give a name"))
        }
        Some(name) => Ok(name.trim().to_owned()),
        None => whoami::username().map_err(|error| {
            Failure::usage(format!(
                "your login name cannot be found out ({error}): give a name with --reviewer"
            ))
        }),
    }
}

fn find_place(
    args: &ReviewArgs,
    path: &Path,
    article: &Article,
    reviewer: &str,
    folders: Option<&Folders>,
) -> Result<Place, Failure> {
    let source = if is_standard_input(path) {
        Source::Stdin {
            sha256: article.sha256(),
        }
    } else {
        Source::File(path)
    };
    let wanted = Wanted {
        source,
        reviewer,
        output: args.output.as_deref(),
    };
    store::place(&wanted, folders).map_err(|error| match error {
        PlaceError::Reviewer(_) | PlaceError::NoName(_) => Failure::usage(error),
        _ => Failure::input(error),
    })
}

/// The review needs a terminal for its screen and its keys.
fn check_terminal() -> Result<(), Failure> {
    let elsewhere = "run it in a terminal (factdesk extract and factdesk status work without one)";
    if !io::stdout().is_terminal() {
        return Err(Failure::usage(format!(
            "standard output is not a terminal: {elsewhere}"
        )));
    }
    if !io::stdin().is_terminal() && std::fs::File::open("/dev/tty").is_err() {
        return Err(Failure::usage(format!(
            "there is no terminal to read keys from: {elsewhere}"
        )));
    }
    Ok(())
}

/// How things look; whether with ASCII only is found out from the locale where nobody says.
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
