//! `factdesk review`: open an article with its claims, and let the reviewer work.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use crate::model::Article;
use crate::run::{self, Ending, Opening, SaveOutcome, SaveTo};
use crate::store::{
    self, ArticleSource, Folders, LocationError, LocationRequest, RecentReview, ReviewLocation,
    ReviewWriter,
};
use crate::tui::{Colours, Theme};

use super::access::{Access, access};
use super::args::ReviewArgs;
use super::article::{is_standard_input, shown};
use super::claim_source::{ClaimSource, read_claims};
use super::extractor::Extractor;
use super::opener::{FileStamp, Opener};
use super::rescue::{self, Recovered};
use super::{Failure, article, settings};

pub(super) fn run(args: &ReviewArgs) -> Result<ExitCode, Failure> {
    let path = args.article();
    let config = settings::read(&args.config)?;
    let stamp = FileStamp::of(&path);
    let article = Arc::new(article::read(&path)?);
    let reviewer = reviewer(args.reviewer.as_deref().or(config.reviewer.as_deref()))?;
    let folders = Folders::of_user();
    let place = find_place(args, &path, &article, &reviewer, folders.as_ref())?;
    let extractor = Extractor::of(&args.extractor, args.skip_bad)?;
    let finding = match (&args.claims, extractor) {
        (Some(file), _) => ClaimSource::File(read_claims(file, &article, args.skip_bad)?),
        (None, Some(extractor)) => ClaimSource::Program(extractor),
        (None, None) => ClaimSource::BuiltIn,
    };
    check_terminal()?;
    // Before the review is read: whoever has it open may still write to it.
    let access = access(&place.path)?;
    let theme = theme(args.ascii.then_some(true).or(config.ascii)).with_palette(config.theme);
    let desk = Opener {
        lang: args.lang.as_ref().unwrap_or(&config.lang).clone(),
        file: (!is_standard_input(&path)).then(|| path.clone()),
        claims: args.claims.clone().map(|file| (file, args.skip_bad)),
        sources: args.sources.clone(),
        read_only: matches!(access, Access::Read),
        session: folders
            .as_ref()
            .map(|folders| store::SavedSession::path(folders, &place.path)),
        config,
        reviewer,
        folders,
        place: Arc::new(place),
    };
    let (mut opened, on_disk) = desk.open_review(&article, finding)?;
    let mut writer = ReviewWriter::new(desk.place.path.clone(), &opened.review, on_disk);
    let rescued = match access {
        Access::Read => Recovered::default(),
        Access::Write(_) => {
            let folders = desk.folders.as_ref();
            rescue::offer(&desk.place.path, &mut opened.review, &desk.lang, folders)?
        }
    };
    for change in &rescued.changes {
        writer.include(change, opened.review.extracted_up_to());
    }

    // On a thread of its own: writing it takes about as long as drawing the first picture.
    let recent = desk.folders.clone().filter(|_| desk.file.is_some());
    let remembering = recent.map(|folders| {
        let recent = RecentReview {
            article: path.clone(),
            reviewer: desk.reviewer.clone(),
            output: args.output.clone(),
            sources: args.sources.clone(),
            opened: run::now(),
        };
        // A list that cannot be written is no reason to keep anybody from work.
        thread::spawn(move || drop(recent.remember(&folders)))
    });

    let session = desk
        .session
        .as_deref()
        .and_then(|file| store::SavedSession::read(file, writer.fingerprint()));
    let (state, given) = desk.begin(opened, stamp, session);
    let given = Opening {
        save_to: match access {
            Access::Read => None,
            Access::Write(lock) => Some(SaveTo {
                taken_in: rescued.copies,
                ..desk.save_to(writer, lock)
            }),
        },
        recovered: rescued.claims,
        // A program that finds claims takes its time, and may ask questions.
        reopen: (desk.file.is_some() && args.extractor.extractor.is_none())
            .then(|| desk.reopener()),
        ..given
    };
    let ended = run::run(state, theme, given).map_err(Failure::input)?;
    drop(remembering.map(JoinHandle::join));
    let progress = ended.progress;
    let (done, total) = (progress.reviewed(), progress.total);
    let kept = match &ended.kept {
        SaveOutcome::In(path) => format!("saved in {}", shown(nearby(path))),
        SaveOutcome::Nothing => "nothing was to be saved".to_owned(),
        SaveOutcome::NotAll => "left without saving the last changes".to_owned(),
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

/// A path as it is seen from the current folder.
fn nearby(path: &Path) -> &Path {
    let here = std::env::current_dir().ok();
    here.and_then(|here| path.strip_prefix(here).ok())
        .unwrap_or(path)
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
) -> Result<ReviewLocation, Failure> {
    let source = if is_standard_input(path) {
        ArticleSource::Stdin {
            sha256: article.sha256(),
        }
    } else {
        ArticleSource::File(path)
    };
    let wanted = LocationRequest {
        source,
        reviewer,
        output: args.output.as_deref(),
    };
    let place = store::locate(&wanted, folders).map_err(|error| match error {
        LocationError::Reviewer(_) | LocationError::NoName(_) => Failure::usage(error),
        _ => Failure::input(error),
    })?;
    // The review is where its name says, even if the current folder is renamed and another takes
    // its name.
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    Ok(ReviewLocation {
        path: absolute(place.path),
        from: absolute(place.from),
        ..place
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
