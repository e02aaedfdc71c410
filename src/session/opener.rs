//! Opening an article with its review: at the start, and again when the article has changed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::{Setup, State};
use crate::extract;
use crate::model::{Article, UndoHistory};
use crate::run::{self, ArticleCheck, Jobs, Opening, Reopen, ReportWorker, SaveTo, SourceWorker};
use crate::store::{self, Folders, Lock, ReviewLocation, ReviewWriter};
use crate::text::one_line;

use super::article::read_article;
use super::article_files::read_original;
use super::article_watch::{FileStamp, article_check};
use super::claim_source::{ClaimSource, read_claims};
use super::open_review::{OpenedReview, ReviewRequest};
use super::reports::{report_choices, report_options};
use super::{Dialogue, Failure, ReviewOptions, Unattended, drafts};

/// What stays the same however often the article is opened again.
#[derive(Clone)]
pub(super) struct Opener {
    pub(super) options: ReviewOptions,
    pub(super) reviewer: String,
    /// The article's file; `None` if it came through a pipe.
    pub(super) file: Option<PathBuf>,
    pub(super) place: Arc<ReviewLocation>,
    pub(super) folders: Option<Folders>,
    pub(super) is_read_only: bool,
}

impl Opener {
    /// Returns the file for the selected claim, drafts and so on.
    pub(super) fn session_file(&self) -> Option<PathBuf> {
        let folders = self.folders.as_ref()?;
        Some(store::SavedSession::path(folders, &self.place.path))
    }

    /// Opens the review in its file, or a new one.
    ///
    /// # Errors
    /// The file cannot be read or is another review, or the claims cannot be imported.
    pub(super) fn open_review(
        &self,
        article: &Arc<Article>,
        source: ClaimSource,
        dialogue: &mut dyn Dialogue,
    ) -> Result<OpenedReview, Failure> {
        let request = ReviewRequest {
            article,
            reviewer: &self.reviewer,
            lang: self.options.lang(),
            place: &self.place,
        };
        request.open(source, dialogue)
    }

    /// Returns what a run starts from, except for where it is saved. `stamp` is the stamp of the
    /// article's file when it was read.
    pub(super) fn opening(
        &self,
        opened: OpenedReview,
        stamp: Option<FileStamp>,
        session: Option<store::SavedSession>,
    ) -> Opening {
        let article = Arc::clone(opened.review.article());
        let (config, lang) = (&self.options.config, self.options.lang());
        let session = session.map(|mut session| {
            if opened.article_changed.is_some() {
                // They are about another text.
                session.steps = UndoHistory::default();
            }
            drafts::reanchored(session, &opened.review, lang)
        });
        let sources = SourceWorker::new(
            &self.options.sources,
            self.file.as_deref(),
            &self.place.path,
            &article,
            lang,
        );
        let notice = opened.notice(&self.place, &config.keymap, sources.is_some());
        let extraction = opened.extraction(lang);
        let report_options = report_options(config);
        let setup = Setup {
            has_sources: sources.is_some(),
            saved_at: opened.saved_at,
            notice,
            splitter: extract::parts,
            reports: report_choices(),
            read_only: self.is_read_only,
            article_changed: opened.article_changed,
            order: config.order,
            moves_on: config.move_on,
            mouse: config.mouse,
            keymap: config.keymap.clone(),
            zone: report_options.zone.clone(),
            ..Setup::new(opened.review)
        };
        Opening {
            state: State::new(run::resumed(session, setup)),
            jobs: Jobs {
                save_to: None,
                sources,
                extraction,
                reports: Some(ReportWorker {
                    review_file: self.place.path.clone(),
                    article_file: self.file.clone(),
                    read_original: |file| read_original(file).ok(),
                    options: report_options,
                    folders: self.folders.clone(),
                }),
                article: self.watched(&article, stamp),
            },
        }
    }

    /// Returns where everything is saved.
    pub(super) fn save_to(&self, writer: ReviewWriter, lock: Option<Lock>) -> SaveTo {
        SaveTo {
            writer,
            lock,
            session: self.session_file(),
            folders: self.folders.clone(),
            taken_in: Vec::new(),
        }
    }

    /// Returns what opens the article again, or `None` if it came through a pipe, or if another
    /// program finds the claims, which takes time and may ask questions.
    pub(super) fn reopener(&self) -> Option<Reopen> {
        if self.file.is_none() || self.options.extractor.is_some() {
            return None;
        }
        let opener = self.clone();
        Some(Box::new(move |session, review| {
            opener
                .open_again(session, review)
                .map_err(|failure| one_line(&failure.to_string()))
        }))
    }

    /// Opens the article as it is now, for a session that continues. `review` is the file that the
    /// review is written to.
    fn open_again(
        &self,
        session: store::SavedSession,
        review: Option<&Path>,
    ) -> Result<Opening, Failure> {
        let written = review.filter(|review| review.exists());
        let place = ReviewLocation {
            path: review.unwrap_or(&self.place.path).to_owned(),
            from: written.unwrap_or(&self.place.from).to_owned(),
            away: None,
        };
        let opener = Self {
            place: Arc::new(place),
            ..self.clone()
        };
        opener.open_article(session)
    }

    fn open_article(&self, session: store::SavedSession) -> Result<Opening, Failure> {
        let path = self.file.as_deref().unwrap_or(Path::new("-"));
        let stamp = FileStamp::of(path);
        let article = Arc::new(read_article(path)?);
        let source = match &self.options.claims {
            Some(file) => ClaimSource::File(read_claims(file, &article, self.options.skip_bad)?),
            None => ClaimSource::BuiltIn,
        };
        let mut opened = self.open_review(&article, source, &mut Unattended)?;
        let on_disk = opened.on_disk.take();
        let writer = (!self.is_read_only)
            .then(|| ReviewWriter::new(self.place.path.clone(), &opened.review, on_disk));
        let mut opening = self.opening(opened, stamp, Some(session));
        opening.jobs.save_to = writer.map(|writer| self.save_to(writer, None));
        Ok(opening)
    }

    /// Returns the article's file, and what compares it with the text under review.
    fn watched(
        &self,
        article: &Article,
        stamp: Option<FileStamp>,
    ) -> Option<(PathBuf, ArticleCheck)> {
        let file = self.file.clone()?;
        let sha256 = article.sha256().to_owned();
        let read = |file: &Path| {
            let article = read_article(file).ok()?;
            Some(article.sha256().to_owned())
        };
        let check = article_check(file.clone(), stamp, sha256, read);
        Some((file, check))
    }
}
