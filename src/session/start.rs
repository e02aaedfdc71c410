//! From the article's path and the options to a review that runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use crate::model::Article;
use crate::run::{self, Opening, Reopen, RunOutcome, SaveTo};
use crate::store::{
    self, ArticleSource, Folders, LocationError, LocationRequest, RecentReview, ReviewLocation,
    ReviewWriter,
};
use crate::tui::Theme;

use super::access::{Access, access};
use super::article::{is_standard_input, read_article};
use super::article_watch::FileStamp;
use super::claim_source::{ClaimSource, read_claims};
use super::extractor::Extractor;
use super::open_review::OpenedReview;
use super::opener::Opener;
use super::rescue::{self, Recovered};
use super::{Dialogue, Failure, ReviewOptions};

/// A review that can be opened: its article is read, and it is known where it is saved.
pub struct PreparedReview {
    path: PathBuf,
    article: Arc<Article>,
    /// The stamp of the article's file when it was read.
    stamp: Option<FileStamp>,
    source: ClaimSource,
    opener: Opener,
}

/// Prepares to review an article; `-` is standard input. Writes nothing.
///
/// # Errors
/// The article or the claims file cannot be read, or the review cannot be saved anywhere.
pub fn prepare(article: &Path, options: ReviewOptions) -> Result<PreparedReview, Failure> {
    let path = article.to_owned();
    let stamp = FileStamp::of(&path);
    let article = Arc::new(read_article(&path)?);
    let reviewer = options.reviewer()?;
    let folders = Folders::of_user();
    let place = find_place(&options, &path, &article, &reviewer, folders.as_ref())?;
    let extractor = options.extractor.as_ref();
    let extractor = extractor.map(|extractor| Extractor::new(extractor, options.skip_bad));
    let source = match (&options.claims, extractor.transpose()?) {
        (Some(file), _) => ClaimSource::File(read_claims(file, &article, options.skip_bad)?),
        (None, Some(extractor)) => ClaimSource::Program(extractor),
        (None, None) => ClaimSource::BuiltIn,
    };
    let opener = Opener {
        reviewer,
        file: (!is_standard_input(&path)).then(|| path.clone()),
        place: Arc::new(place),
        folders,
        is_read_only: false,
        options,
    };
    Ok(PreparedReview {
        path,
        article,
        stamp,
        source,
        opener,
    })
}

/// An opened review and its file.
pub(super) struct ReviewFile {
    pub(super) opened: OpenedReview,
    pub(super) writer: ReviewWriter,
    pub(super) access: Access,
    pub(super) recovered: Recovered,
}

impl PreparedReview {
    /// Opens the review file alone, for a review without a screen.
    ///
    /// # Errors
    /// The review cannot be read, its claims cannot be found, or the user gave up.
    pub(super) fn open_file(mut self, dialogue: &mut dyn Dialogue) -> Result<ReviewFile, Failure> {
        open_file(&mut self.opener, &self.article, self.source, dialogue)
    }

    /// Opens the review: gets the right to write it, reads it, and takes in rescued copies.
    ///
    /// # Errors
    /// The review cannot be read, its claims cannot be found, or the user gave up.
    pub fn open(self, dialogue: &mut dyn Dialogue) -> Result<ReviewSession, Failure> {
        let Self {
            path,
            article,
            stamp,
            source,
            mut opener,
        } = self;
        let file = open_file(&mut opener, &article, source, dialogue)?;
        let remembering = remember(&path, &opener);
        let session_file = opener.session_file();
        let session = session_file
            .and_then(|session| store::SavedSession::read(&session, file.writer.fingerprint()));
        let recovered = file.recovered.claims;
        let save_to = match file.access {
            Access::Read => None,
            Access::Write(lock) => Some(SaveTo {
                taken_in: file.recovered.copies,
                ..opener.save_to(file.writer, lock)
            }),
        };
        let mut opening = opener.opening(file.opened, stamp, session);
        opening.jobs.save_to = save_to;
        Ok(ReviewSession {
            opening,
            reopen: opener.reopener(),
            recovered,
            remembering,
        })
    }
}

fn open_file(
    opener: &mut Opener,
    article: &Arc<Article>,
    source: ClaimSource,
    dialogue: &mut dyn Dialogue,
) -> Result<ReviewFile, Failure> {
    // Before the review is read: another process that has it open may still write to it.
    let access = access(&opener.place.path, dialogue)?;
    opener.is_read_only = matches!(access, Access::Read);
    let mut opened = opener.open_review(article, source, dialogue)?;
    let on_disk = opened.on_disk.take();
    let place = &opener.place.path;
    let mut writer = ReviewWriter::new(place.clone(), &opened.review, on_disk);
    let recovered = match access {
        Access::Read => Recovered::default(),
        Access::Write(_) => {
            let (lang, folders) = (opener.options.lang(), opener.folders.as_ref());
            rescue::offer(place, &mut opened.review, lang, folders, dialogue)?
        }
    };
    for change in &recovered.changes {
        writer.include(change, opened.review.extracted_up_to());
    }
    Ok(ReviewFile {
        opened,
        writer,
        access,
        recovered,
    })
}

/// Adds the review to the list of those used last. On its own thread: that takes about as long
/// as drawing the first frame. A list that cannot be written is no reason to stop.
fn remember(article: &Path, opener: &Opener) -> Option<JoinHandle<()>> {
    opener.file.as_ref()?;
    let folders = opener.folders.clone()?;
    let recent = RecentReview {
        article: article.to_owned(),
        reviewer: opener.reviewer.clone(),
        output: opener.options.output.clone(),
        sources: opener.options.sources.clone(),
        opened: run::now(),
    };
    Some(thread::spawn(move || drop(recent.remember(&folders))))
}

/// A review that is ready to run in the terminal.
pub struct ReviewSession {
    opening: Opening,
    reopen: Option<Reopen>,
    /// How many claims were changed by rescued copies.
    recovered: usize,
    remembering: Option<JoinHandle<()>>,
}

impl ReviewSession {
    /// Lets the user work until they quit or a signal ends the run.
    ///
    /// # Errors
    /// The terminal cannot be used, or something is not saved.
    pub fn run(self, theme: Theme) -> Result<RunOutcome, Failure> {
        let outcome =
            run::run(self.opening, theme, self.reopen, self.recovered).map_err(Failure::input)?;
        drop(self.remembering.map(JoinHandle::join));
        Ok(outcome)
    }
}

fn find_place(
    options: &ReviewOptions,
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
        output: options.output.as_deref(),
    };
    let place = store::locate(&wanted, folders).map_err(|error| match error {
        LocationError::Reviewer(_) | LocationError::NoName(_) => Failure::usage(error),
        _ => Failure::input(error),
    })?;
    // The review stays where its name says, even if the current folder is renamed and another gets
    // its name.
    let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
    Ok(ReviewLocation {
        path: absolute(place.path),
        from: absolute(place.from),
        ..place
    })
}
