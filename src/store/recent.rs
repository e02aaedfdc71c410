//! The reviews used last, so that they can be opened again without their paths.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Folders, SaveError, SaveProblem, disk, load, session};

const FORMAT: &str = "factdesk.recent";
const VERSION: u64 = 1;
/// How many are kept.
const MAX_RECENT: usize = 10;

/// A review that was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentReview {
    /// The article, as an absolute path.
    pub article: PathBuf,
    /// Whose review it is.
    pub reviewer: String,
    /// The review's file as an absolute path, if it was named and not found by the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<PathBuf>,
    /// The sources that were named, as absolute paths.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<PathBuf>,
    /// When it was opened.
    pub opened: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct RecentFile {
    format: String,
    version: u64,
    reviews: Vec<RecentReview>,
}

impl RecentReview {
    /// Returns the reviews used last, the last one first. A list that cannot be read is as good as
    /// none: nothing of anybody's work is in it.
    pub fn read(folders: &Folders) -> Vec<Self> {
        let read = || {
            let (text, _) = load::open(&path(folders)).ok()??;
            let file: RecentFile = serde_json::from_str(&text).ok()?;
            (file.format == FORMAT && file.version == VERSION).then_some(file.reviews)
        };
        read().unwrap_or_default()
    }

    /// Puts a review on top of the list. Paths are made absolute.
    ///
    /// # Errors
    /// The list cannot be written.
    pub fn remember(mut self, folders: &Folders) -> Result<(), SaveError> {
        self.article = disk::absolute(&self.article);
        self.output = self.output.as_deref().map(disk::absolute);
        self.sources = self
            .sources
            .iter()
            .map(|path| disk::absolute(path))
            .collect();
        let mut reviews = Self::read(folders);
        reviews.retain(|other| !other.is_same_as(&self));
        reviews.insert(0, self);
        reviews.truncate(MAX_RECENT);
        let file = RecentFile {
            format: FORMAT.to_owned(),
            version: VERSION,
            reviews,
        };
        let path = path(folders);
        serde_json::to_vec_pretty(&file)
            // A path that is not Unicode has no place in JSON.
            .map_err(|error| SaveProblem::Bug(error.to_string()))
            .and_then(|bytes| session::write(&path, &bytes))
            .map_err(|trouble| SaveError { path, trouble })
    }

    fn is_same_as(&self, other: &Self) -> bool {
        (&self.article, &self.reviewer, &self.output)
            == (&other.article, &other.reviewer, &other.output)
    }
}

fn path(folders: &Folders) -> PathBuf {
    Path::join(&folders.state, "recent.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recent(article: &str, second: i64) -> RecentReview {
        RecentReview {
            article: article.into(),
            reviewer: "alice".to_owned(),
            output: None,
            sources: Vec::new(),
            opened: Timestamp::from_second(second).unwrap(),
        }
    }

    #[test]
    fn the_last_ones_are_kept_each_once_the_last_one_first() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders {
            data: home.path().join("data"),
            state: home.path().join("state"),
        };
        assert_eq!(RecentReview::read(&folders), []);
        for n in 0..12 {
            recent(&format!("/{n}.txt"), n).remember(&folders).unwrap();
        }
        recent("/5.txt", 20).remember(&folders).unwrap();
        let list = RecentReview::read(&folders);
        assert_eq!(list.len(), MAX_RECENT);
        assert_eq!(list[0], recent("/5.txt", 20));
        assert_eq!(list[1], recent("/11.txt", 11));
        assert_eq!(list[9], recent("/2.txt", 2));

        std::fs::write(path(&folders), "{ no list").unwrap();
        assert_eq!(RecentReview::read(&folders), []);
        recent("/x.txt", 1).remember(&folders).unwrap();
        assert_eq!(RecentReview::read(&folders).len(), 1);
    }

    #[test]
    fn two_reviews_of_one_article_are_two() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders {
            data: home.path().to_owned(),
            state: home.path().to_owned(),
        };
        recent("/a.txt", 1).remember(&folders).unwrap();
        let named = RecentReview {
            output: Some("/b.json".into()),
            ..recent("/a.txt", 2)
        };
        named.remember(&folders).unwrap();
        assert_eq!(RecentReview::read(&folders).len(), 2);
    }
}
