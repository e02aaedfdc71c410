//! `factdesk review`: open an article with its claims, and let the reviewer work.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::{Message, Setup, State};
use crate::model::{Article, Claim, Review};
use crate::run::{self, Ending, SaveTo};
use crate::store::{
    self, Folders, Found, Loaded, OnDisk, Place, PlaceError, Source, Wanted, Writer,
};
use crate::tui::{Colours, Theme};
use crate::{extract, import};

use super::access::{Access, access};
use super::args::ReviewArgs;
use super::article::{is_standard_input, shown};
use super::{Failure, article};

/// How many claims that cannot be placed are listed before the rest is only counted.
const LISTED: usize = 20;

pub(super) fn run(args: &ReviewArgs) -> Result<ExitCode, Failure> {
    let path = args.article();
    let article = Arc::new(article::read(&path)?);
    let reviewer = reviewer(args.reviewer.as_deref())?;
    let folders = Folders::of_user();
    let place = find_place(args, &path, &article, &reviewer, folders.as_ref())?;
    let claims_file = match &args.claims {
        Some(file) => Some(read_claims(file, &article, args.skip_bad)?),
        None => None,
    };
    check_terminal()?;
    // Before the review is read: whoever has it open may still write to it.
    let access = access(&place.path)?;
    let opened = open(args, &article, &reviewer, &place, claims_file)?;

    let session_file = folders
        .as_ref()
        .map(|folders| store::Session::path(folders, &place.path));
    let fingerprint = opened.on_disk.as_ref().map_or("", OnDisk::sha256);
    let session = session_file
        .as_deref()
        .and_then(|file| store::Session::read(file, fingerprint));
    let greeting = opened.greeting(&place);
    let writer = Writer::new(
        place.path.clone(),
        &opened.review,
        opened.on_disk.filter(|_| place.from == place.path),
    );
    let setup = Setup {
        saved_at: opened.saved_at,
        greeting: Some(greeting),
        read_only: matches!(access, Access::Read),
        zone: TimeZone::system(),
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
    let ended = run::run(state, theme(args.ascii), save_to).map_err(Failure::input)?;
    Ok(match ended.ending {
        Ending::Quit => {
            let progress = ended.progress;
            let (done, total) = (progress.reviewed(), progress.total);
            let place = shown(&place.path);
            println!("{done} of {total} claims reviewed; saved in {place}");
            ExitCode::SUCCESS
        }
        Ending::Signal(signal) => ExitCode::from(128u8.saturating_add(signal as u8)),
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

/// A review ready to be worked on.
struct Opened {
    review: Review,
    on_disk: Option<OnDisk>,
    /// When the file was last written, if there is one.
    saved_at: Option<Timestamp>,
    /// Claims of the claims file that are not there.
    left_out: usize,
}

impl Opened {
    /// What to say first.
    fn greeting(&self, place: &Place) -> Message {
        let progress = self.review.progress();
        let mut parts = Vec::new();
        if let Some(trouble) = &place.away {
            let place = shown(&place.path);
            parts.push(format!(
                "its folder cannot be written ({trouble}): saves to {place}"
            ));
        }
        if self.left_out > 0 {
            parts.push(format!("{} claims left out", self.left_out));
        }
        parts.push(match self.saved_at {
            Some(at) => format!(
                "{} of {} done, last at {}",
                progress.reviewed(),
                progress.total,
                at.to_zoned_datetime(TimeZone::system())
                    .strftime("%Y-%m-%d %H:%M")
            ),
            None => format!("{} claims to review; ? lists the keys", progress.total),
        });
        Message {
            text: parts.join(" · "),
            is_trouble: false,
        }
    }
}

/// Goes on with the review that is there, or begins one.
fn open(
    args: &ReviewArgs,
    article: &Arc<Article>,
    reviewer: &str,
    place: &Place,
    claims_file: Option<ClaimsFile>,
) -> Result<Opened, Failure> {
    let left_out = claims_file.as_ref().map_or(0, |file| file.left_out);
    match store::load(&place.from, article).map_err(Failure::input)? {
        Some(Loaded {
            on_disk,
            found: Found::SameText(review),
        }) => Ok(Opened {
            saved_at: Some(review.updated()),
            review,
            on_disk: Some(on_disk),
            left_out,
        }),
        Some(Loaded {
            found: Found::OtherText(_),
            ..
        }) => Err(Failure::input(format!(
            "the article has changed since {} was written: its claims belong to another text \
             (review the old text, or move the review away to begin anew)",
            shown(&place.from)
        ))),
        None => {
            let claims = match claims_file {
                Some(file) => file.claims,
                None => extract::claims(article, &args.lang),
            };
            let now = run::now();
            Ok(Opened {
                review: Review::new(Arc::clone(article), reviewer, now, claims),
                on_disk: None,
                saved_at: None,
                left_out,
            })
        }
    }
}

/// What a claims file had.
struct ClaimsFile {
    claims: Vec<Claim>,
    /// How many claims are left out because they cannot be placed.
    left_out: usize,
}

/// Reads the claims file; with `skip_bad`, counts what cannot be placed instead of stopping.
fn read_claims(file: &Path, article: &Article, skip_bad: bool) -> Result<ClaimsFile, Failure> {
    let bytes = article::read_file(file)?;
    let imported = import::claims(&bytes, article)
        .map_err(|error| Failure::input(format!("cannot read {}: {error}", shown(file))))?;
    let bad = imported.bad.len();
    if bad > 0 && !skip_bad {
        let mut message = format!(
            "{}: {bad} of {} claims cannot be placed in the article:",
            shown(file),
            bad + imported.claims.len()
        );
        for claim in imported.bad.iter().take(LISTED) {
            message.push_str(&format!("\n  {claim}"));
        }
        if bad > LISTED {
            message.push_str(&format!("\n  and {} more", bad - LISTED));
        }
        message.push_str("\nMend them, or leave them out with --skip-bad. Nothing was written.");
        return Err(Failure::input(message));
    }
    Ok(ClaimsFile {
        claims: imported.claims,
        left_out: bad,
    })
}

/// Where a review is put when the program must end and its own place takes nothing: the user's
/// data directory, else the one for temporary files. The process's number keeps it from anything
/// that is there.
fn rescue(review: &Path, folders: Option<&Folders>) -> Vec<PathBuf> {
    let name = review.file_name().unwrap_or_default().to_string_lossy();
    let name = format!("rescued-{}-{name}", std::process::id());
    let mut places: Vec<PathBuf> = folders
        .map(|folders| folders.data.join(&name))
        .into_iter()
        .collect();
    places.push(std::env::temp_dir().join(name));
    places
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

fn theme(ascii: bool) -> Theme {
    let variable = |name: &str| std::env::var(name).ok();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty())
        .unwrap_or_default()
        .to_lowercase();
    let is_unicode = locale.contains("utf-8") || locale.contains("utf8");
    Theme::new(Colours::from_env(variable), ascii || !is_unicode)
}
