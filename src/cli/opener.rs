//! An article on the desk: opened with its review, and opened again when its file has changed.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::{Setup, State};
use crate::config::Config;
use crate::extract;
use crate::model::{Article, UndoHistory};
use crate::run::{self, ArticleCheck, Opening, Reopen, SaveTo};
use crate::store::{self, Folders, Lock, OnDisk, ReviewLocation, ReviewWriter};
use crate::text::one_line;

use super::claim_source::{ClaimSource, read_claims};
use super::librarian::SourcePaths;
use super::open_review::{OpenedReview, open};
use super::{Failure, article, drafts, report};

/// What stays the same however often the article is opened again.
#[derive(Clone)]
pub(super) struct Opener {
    pub(super) lang: String,
    /// The article's file; `None` if it came through a pipe.
    pub(super) file: Option<PathBuf>,
    /// The claims that were found elsewhere, and whether bad ones are left out.
    pub(super) claims: Option<(PathBuf, bool)>,
    pub(super) sources: Vec<PathBuf>,
    pub(super) read_only: bool,
    /// The file for the place in the list, half-typed words and so on.
    pub(super) session: Option<PathBuf>,
    pub(super) config: Config,
    pub(super) reviewer: String,
    pub(super) folders: Option<Folders>,
    pub(super) place: Arc<ReviewLocation>,
}

impl Opener {
    /// Goes on with the review that is there, or begins one. Also returns the state of the file
    /// that is to be written, if the review was read from there.
    pub(super) fn open_review(
        &self,
        article: &Arc<Article>,
        finding: ClaimSource<'_>,
    ) -> Result<(OpenedReview, Option<OnDisk>), Failure> {
        let mut opened = open(&self.lang, article, &self.reviewer, &self.place, finding)?;
        let on_disk = opened
            .on_disk
            .take()
            .filter(|_| self.place.from == self.place.path);
        Ok((opened, on_disk))
    }

    /// Returns what a session starts from. `stamp` is what the article's file was known by when it
    /// was read.
    pub(super) fn begin(
        &self,
        opened: OpenedReview,
        stamp: Option<FileStamp>,
        session: Option<store::SavedSession>,
    ) -> (State, Opening) {
        let article = Arc::clone(opened.review.article());
        let session = session.map(|mut session| {
            if opened.article_changed.is_some() {
                // They are about another text.
                session.steps = UndoHistory::default();
            }
            drafts::carried_over(session, &opened.review, &self.lang)
        });
        let shelf = SourcePaths::of(&self.sources, self.file.as_deref(), &self.place.path);
        let librarian = shelf.map(|shelf| shelf.librarian(&article, &self.lang));
        let notice = opened.notice(&self.place, &self.config.keymap, librarian.is_some());
        let finder = opened.finder(&self.lang);
        let report_options = report::options(&self.config);
        let setup = Setup {
            has_sources: librarian.is_some(),
            saved_at: opened.saved_at,
            notice,
            parts: extract::parts,
            reports: report::forms(),
            read_only: self.read_only,
            article_changed: opened.article_changed,
            order: self.config.order,
            moves_on: self.config.move_on,
            mouse: self.config.mouse,
            keymap: self.config.keymap.clone(),
            zone: report_options.zone.clone(),
            ..Setup::new(opened.review)
        };
        let state = State::new(run::resumed(session, setup));
        let given = Opening {
            librarian,
            finder,
            reporter: Some(report::reporter(
                self.place.path.clone(),
                self.file.clone(),
                report_options,
                self.folders.clone(),
            )),
            article: self.watched(&article, stamp),
            ..Opening::default()
        };
        (state, given)
    }

    /// Returns where everything is saved.
    pub(super) fn save_to(&self, writer: ReviewWriter, lock: Option<Lock>) -> SaveTo {
        SaveTo {
            writer,
            lock,
            session: self.session.clone(),
            folders: self.folders.clone(),
            taken_in: Vec::new(),
        }
    }

    /// Returns what opens the article again.
    pub(super) fn reopener(&self) -> Reopen {
        let desk = self.clone();
        Box::new(move |session, review| {
            desk.open_again(session, review)
                .map_err(|failure| one_line(&failure.message))
        })
    }

    /// Opens the article as it is now, for a session that goes on. `review` is the file that the
    /// review is written to.
    fn open_again(
        &self,
        session: store::SavedSession,
        review: Option<&Path>,
    ) -> Result<(State, Opening), Failure> {
        let written = review.filter(|review| review.exists());
        let place = ReviewLocation {
            path: review.unwrap_or(&self.place.path).to_owned(),
            from: written.unwrap_or(&self.place.from).to_owned(),
            away: None,
        };
        let desk = Self {
            place: Arc::new(place),
            ..self.clone()
        };
        desk.open_article(session)
    }

    fn open_article(&self, session: store::SavedSession) -> Result<(State, Opening), Failure> {
        let path = self.file.as_deref().unwrap_or(Path::new("-"));
        let stamp = FileStamp::of(path);
        let article = Arc::new(article::read(path)?);
        let finding = match &self.claims {
            Some((file, skip_bad)) => ClaimSource::File(read_claims(file, &article, *skip_bad)?),
            None => ClaimSource::BuiltIn,
        };
        let (opened, on_disk) = self.open_review(&article, finding)?;
        let path = self.place.path.clone();
        let writer = (!self.read_only).then(|| ReviewWriter::new(path, &opened.review, on_disk));
        let (state, given) = self.begin(opened, stamp, Some(session));
        let save_to = writer.map(|writer| self.save_to(writer, None));
        Ok((state, Opening { save_to, ..given }))
    }

    /// Returns the article's file, and what compares it with the text under review.
    fn watched(
        &self,
        article: &Arc<Article>,
        stamp: Option<FileStamp>,
    ) -> Option<(PathBuf, ArticleCheck)> {
        let file = self.file.clone()?;
        let sha256 = article.sha256().to_owned();
        let read = |file: &Path| {
            let article = article::read(file).ok()?;
            Some(article.sha256().to_owned())
        };
        let check = article_check(file.clone(), stamp, sha256, read);
        Some((file, check))
    }
}

/// Returns what compares a file with the text of this fingerprint; `read` returns the file's.
fn article_check(
    file: PathBuf,
    mut stamp: Option<FileStamp>,
    sha256: String,
    mut read: impl FnMut(&Path) -> Option<String> + Send + 'static,
) -> ArticleCheck {
    Box::new(move || {
        let now = FileStamp::of(&file);
        if now == stamp {
            return None;
        }
        // A file that cannot be read may be half written, or between its old and its new name: it is
        // read again next time.
        let found = read(&file)?;
        stamp = now;
        Some(found != sha256)
    })
}

/// What changes when a file is written or replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileStamp {
    inode: (u64, u64),
    length: u64,
    changed: (i64, i64),
}

impl FileStamp {
    /// Looks at a file; `None` if it cannot be looked at.
    pub(super) fn of(file: &Path) -> Option<Self> {
        let metadata = fs::metadata(file).ok()?;
        Some(Self {
            inode: (metadata.dev(), metadata.ino()),
            length: metadata.len(),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_not_forgotten_when_the_file_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "new").unwrap();
        let mut answers = [None, Some("new".to_owned())].into_iter();
        let read = move |_: &Path| answers.next().flatten();
        let mut check = article_check(file, None, "old".to_owned(), read);
        assert_eq!(check(), None, "it cannot be read");
        assert_eq!(check(), Some(true));
        assert_eq!(check(), None, "it has not changed again");
    }
}
