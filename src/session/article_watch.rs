//! Whether the article's file still holds the text under review.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::run::ArticleCheck;

/// Returns what compares a file with the text of this fingerprint; `read` returns the fingerprint
/// of the file's text, or `None` if it cannot be read.
pub(super) fn article_check(
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
        // A file that cannot be read may be half written, or between its old and its new name: it
        // is read again next time.
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
    /// Returns a file's stamp, or `None` if there is no such file.
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
