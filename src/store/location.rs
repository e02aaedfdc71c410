//! Where a review lives: beside its article, or in the user's data folder where that cannot be.

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::text::{graphemes, is_hidden, one_line};

use super::disk::{self, folder, sha256};
use super::{SaveError, SaveProblem, load, save};

/// How the name of every review file ends.
pub const REVIEW_ENDING: &str = ".review.json";
/// The longest name of a review's file, in bytes: what file systems allow (255), and room for the
/// name of the lock beside it.
const MAX_NAME_BYTES: usize = 240;
/// The longest part of it that tells the reviewer, in bytes.
const MAX_REVIEWER_BYTES: usize = 96;

/// The folders of this user that are factdesk's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// For reviews that cannot are beside their article.
    pub data: PathBuf,
    /// For what makes the next session continue where the last one ended.
    pub state: PathBuf,
}

impl Folders {
    /// Returns the folders of the current user, or `None` for a user without a home.
    pub fn of_user() -> Option<Self> {
        let dirs = directories::ProjectDirs::from("", "", "factdesk")?;
        Some(Self {
            data: dirs.data_dir().to_owned(),
            state: dirs
                .state_dir()
                .unwrap_or_else(|| dirs.data_local_dir())
                .to_owned(),
        })
    }
}

/// Where an article came from.
#[derive(Clone, Copy, Debug)]
pub enum ArticleSource<'a> {
    /// A file.
    File(&'a Path),
    /// Standard input; the text's fingerprint stands for a name.
    Stdin {
        /// The article's SHA-256, in hexadecimal.
        sha256: &'a str,
    },
}

/// The review that a place is sought for.
#[derive(Clone, Copy, Debug)]
pub struct LocationRequest<'a> {
    /// Where the article came from.
    pub source: ArticleSource<'a>,
    /// Whose review it is.
    pub reviewer: &'a str,
    /// The file that the user has named, if any.
    pub output: Option<&'a Path>,
}

/// Where a review lives.
#[derive(Debug)]
pub struct ReviewLocation {
    /// Where it is written.
    pub path: PathBuf,
    /// Where it is read from at the start, if it is there: nearly always the same file.
    pub from: PathBuf,
    /// Why it is not written beside its article, unless it is.
    pub away: Option<SaveProblem>,
}

/// Why a review can live nowhere.
#[derive(Debug, Error)]
pub enum LocationError {
    /// Nothing in the reviewer's name can be part of a file's name.
    #[error("the reviewer's name {:?} has nothing a file can be named after (give another with --reviewer)", one_line(.0))]
    Reviewer(String),
    /// The article's path has no file name.
    #[error("{} has no file name (name the review's file with --output)", super::shown_path(.0))]
    NoName(PathBuf),
    /// The file named by the user cannot be written.
    #[error(transparent)]
    Output(SaveError),
    /// Neither beside the article nor in the data folder.
    #[error("{beside}; {} (name another file with --output)", .data.as_ref().map_or_else(
        || String::from("and you have no data folder"),
        |data| format!("and {data}"),
    ))]
    Nowhere {
        /// Why not beside the article.
        beside: SaveError,
        /// Why not in the data folder; `None` if there is no such folder.
        data: Option<SaveError>,
    },
}

/// Finds the place of a review.
///
/// It is written to the file the user named; else beside the article (`stem.reviewer.review.json`;
/// for standard input in the current folder); else, where nothing can be written there, to the data
/// folder. Whether a folder can be written to is found out by writing.
///
/// A review in the data folder is one that was begun, or gone on with, while the article's folder
/// could not be written. If that is the newer of the two (by what they say of themselves, because
/// copying and git change a file's own times), it is the one that is read, so that no work is out
/// of sight; as soon as the article's folder can be written, the work moves back there with the
/// next save. The copy in the data folder stays as it is, and is the older one from then on.
///
/// # Errors
/// See [`LocationError`].
pub fn locate(
    wanted: &LocationRequest<'_>,
    folders: Option<&Folders>,
) -> Result<ReviewLocation, LocationError> {
    if let Some(output) = wanted.output {
        return match obstacle(output) {
            None => Ok(ReviewLocation {
                path: output.to_owned(),
                from: output.to_owned(),
                away: None,
            }),
            Some(trouble) => Err(LocationError::Output(cannot_save(output, trouble))),
        };
    }
    let (beside, name) = file_names(wanted)?;
    let data = folders.map(|folders| folders.data.join("reviews").join(name));
    let Some(trouble) = obstacle(&beside) else {
        let from = newer(&beside, data.as_deref()).to_owned();
        return Ok(ReviewLocation {
            path: beside,
            from,
            away: None,
        });
    };
    let nowhere = |trouble, data| LocationError::Nowhere {
        beside: cannot_save(&beside, trouble),
        data,
    };
    let Some(path) = data else {
        return Err(nowhere(trouble, None));
    };
    // As the base directory specification says, for this user alone.
    let made = DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder(&path));
    let made = made.map_err(SaveProblem::from);
    if let Some(data_trouble) = made.err().or_else(|| obstacle(&path)) {
        return Err(nowhere(trouble, Some(cannot_save(&path, data_trouble))));
    }
    Ok(ReviewLocation {
        from: newer(&beside, Some(&path)).to_owned(),
        path,
        away: Some(trouble),
    })
}

/// Returns the review's file beside its article, and its name in the data folder.
fn file_names(wanted: &LocationRequest<'_>) -> Result<(PathBuf, OsString), LocationError> {
    let reviewer = file_safe(wanted.reviewer)
        .ok_or_else(|| LocationError::Reviewer(wanted.reviewer.to_owned()))?;
    Ok(match wanted.source {
        ArticleSource::File(article) => {
            let stem = article
                .file_stem()
                .ok_or_else(|| LocationError::NoName(article.to_owned()))?;
            let full = disk::absolute(article);
            let mark = &sha256(full.as_os_str().as_bytes())[..8];
            (
                folder(article).join(file_name(stem, &reviewer)),
                file_name(stem, &format!("{reviewer}.{mark}")),
            )
        }
        ArticleSource::Stdin { sha256 } => {
            let stem = OsString::from(format!("stdin-{}", sha256.get(..8).unwrap_or(sha256)));
            let name = file_name(&stem, &reviewer);
            (PathBuf::from(&name), name)
        }
    })
}

/// What is in the way of writing a file, found out without touching it. What the reader will
/// complain about in better words is left to it.
fn obstacle(path: &Path) -> Option<SaveProblem> {
    match save::target(path) {
        Ok((target, _)) => save::try_folder(&target).err(),
        Err(SaveProblem::NotAFile | SaveProblem::DanglingLink(_)) => None,
        Err(trouble) => Some(trouble),
    }
}

/// Which of two reviews of the same article is to be read.
fn newer<'a>(beside: &'a Path, data: Option<&'a Path>) -> &'a Path {
    let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
    let Some(data) = data.filter(|path| is_there(path)) else {
        return beside;
    };
    if !is_there(beside) {
        return data;
    }
    // One that cannot be read must be seen to, not passed over, if it is beside the article.
    let updated = |path: &Path| Some(load::read(path).ok()??.head.updated);
    match (updated(beside), updated(data)) {
        (Some(beside_updated), Some(data_updated)) if data_updated > beside_updated => data,
        _ => beside,
    }
}

fn cannot_save(path: &Path, trouble: SaveProblem) -> SaveError {
    SaveError {
        path: path.to_owned(),
        trouble,
    }
}

/// Puts a file name together, with the stem cut (and its fingerprint added) if it is too long.
fn file_name(stem: &OsStr, reviewer: &str) -> OsString {
    let rest = format!(".{reviewer}{REVIEW_ENDING}");
    let mut name = stem.as_bytes().to_vec();
    if name.len() + rest.len() > MAX_NAME_BYTES {
        let mark = format!("-{}", &sha256(&name)[..8]);
        let mut end = MAX_NAME_BYTES - rest.len() - mark.len();
        // Not in the middle of a character.
        while end > 0 && name[end] & 0xC0 == 0x80 {
            end -= 1;
        }
        name.truncate(end);
        name.extend_from_slice(mark.as_bytes());
    }
    name.extend_from_slice(rest.as_bytes());
    OsString::from_vec(name)
}

/// Returns a person's name as a part of a file's name; `None` if nothing is left of it.
///
/// What cannot are there on any system becomes `-`. A name that had to be changed gets a
/// fingerprint, so that `a/b` and `a:b` do not write to one file.
pub fn file_safe(person: &str) -> Option<String> {
    let forbidden = |c: char| c.is_control() || is_hidden(c) || r#"/\:*?"<>|"#.contains(c);
    let trimmed = person.trim().trim_start_matches('.').trim();
    if trimmed.chars().all(|c| forbidden(c) || c == '.') {
        return None;
    }
    let mut safe = String::new();
    for grapheme in graphemes(trimmed) {
        if safe.len() + grapheme.len() > MAX_REVIEWER_BYTES {
            break;
        }
        safe.extend(grapheme.chars().map(|c| if forbidden(c) { '-' } else { c }));
    }
    if safe != person.trim() {
        safe.push('-');
        safe.push_str(&sha256(person.as_bytes())[..4]);
    }
    Some(safe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{ReviewWriter, sample};
    use proptest::prelude::*;
    use std::sync::Arc;

    /// A user with an article in a folder, and folders of their own.
    struct LocationFixture {
        root: tempfile::TempDir,
        folders: Folders,
    }

    impl LocationFixture {
        fn new() -> Self {
            let root = tempfile::tempdir().unwrap();
            let folders = Folders {
                data: root.path().join("data"),
                state: root.path().join("state"),
            };
            fs::create_dir(root.path().join("desk")).unwrap();
            Self { root, folders }
        }

        fn article(&self) -> PathBuf {
            self.root.path().join("desk/news.final.txt")
        }

        fn place(&self) -> ReviewLocation {
            self.place_for(&self.article(), "alice").unwrap()
        }

        fn place_for(
            &self,
            article: &Path,
            reviewer: &str,
        ) -> Result<ReviewLocation, LocationError> {
            let wanted = LocationRequest {
                source: ArticleSource::File(article),
                reviewer,
                output: None,
            };
            locate(&wanted, Some(&self.folders))
        }

        /// Makes the review beside the article one that may not be written.
        fn protect(&self, beside: &Path, protected: bool) {
            let mut permissions = fs::metadata(beside).unwrap().permissions();
            std::os::unix::fs::PermissionsExt::set_mode(
                &mut permissions,
                if protected { 0o444 } else { 0o644 },
            );
            fs::set_permissions(beside, permissions).unwrap();
        }
    }

    fn write(path: &Path, updated: i64) {
        let sample = sample::full();
        let head = crate::model::ReviewHead {
            updated: sample::time(updated),
            ..crate::model::ReviewHead::new("alice", sample::time(0))
        };
        let claims = vec![Arc::clone(&sample.claims()[0])];
        let review = crate::model::Review::restored(sample::article(), head, claims);
        ReviewWriter::new(path.to_owned(), &review, None)
            .write()
            .unwrap();
    }

    #[test]
    fn a_review_lies_beside_its_article() {
        let home = LocationFixture::new();
        let place = home.place();
        assert_eq!(
            place.path,
            home.root.path().join("desk/news.final.alice.review.json")
        );
        assert_eq!(place.from, place.path);
        assert!(place.away.is_none());
        assert_eq!(
            fs::read_dir(home.root.path().join("desk")).unwrap().count(),
            0
        );
    }

    #[test]
    fn where_nothing_can_be_written_it_goes_into_the_data_folder() {
        let home = LocationFixture::new();
        // Below a file there is no folder, for root neither.
        fs::write(home.root.path().join("file"), "").unwrap();
        let article = home.root.path().join("file/news.txt");
        let place = home.place_for(&article, "alice").unwrap();
        assert!(place.path.starts_with(home.folders.data.join("reviews")));
        let name = place.path.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("news.alice."), "{name}");
        assert_eq!(name.len(), "news.alice.12345678.review.json".len());
        assert_eq!(place.away.unwrap().to_string(), "the folder is not there");
        let other = home.root.path().join("file/x/news.txt");
        assert_ne!(home.place_for(&other, "alice").unwrap().path, place.path);

        let wanted = LocationRequest {
            source: ArticleSource::File(&article),
            reviewer: "alice",
            output: None,
        };
        let said = super::locate(&wanted, None).unwrap_err().to_string();
        assert!(said.contains("the folder is not there"), "{said}");
        assert!(said.ends_with("and you have no data folder (name another file with --output)"));
    }

    #[test]
    fn work_goes_on_elsewhere_and_comes_back() {
        let home = LocationFixture::new();
        let beside = home.place().path;
        write(&beside, 10);
        home.protect(&beside, true);
        let away = home.place();
        assert_eq!(away.from, beside);
        assert_eq!(
            away.away.unwrap().to_string(),
            "the file is write-protected"
        );
        write(&away.path, 20);
        assert_eq!(home.place().from, away.path);
        home.protect(&beside, false);
        let back = home.place();
        assert_eq!((&back.path, &back.from), (&beside, &away.path));
        write(&beside, 30);
        assert_eq!(home.place().from, beside);
        fs::write(&beside, "not a review").unwrap();
        assert_eq!(home.place().from, beside);
    }

    #[test]
    fn a_file_that_the_user_names_is_taken_or_refused() {
        let home = LocationFixture::new();
        let named = |output: &Path| {
            let wanted = LocationRequest {
                source: ArticleSource::Stdin {
                    sha256: "0123456789abcdef",
                },
                reviewer: "alice",
                output: Some(output),
            };
            locate(&wanted, Some(&home.folders))
        };
        let output = home.root.path().join("x.json");
        assert_eq!(named(&output).unwrap().path, output);
        let said = named(&output.join("y.json")).unwrap_err().to_string();
        assert!(
            said.contains("x.json/y.json: the folder is not there (save elsewhere)"),
            "{said}"
        );
    }

    #[test]
    fn standard_input_is_known_by_its_text() {
        let wanted = LocationRequest {
            source: ArticleSource::Stdin {
                sha256: "0123456789abcdef",
            },
            reviewer: "alice",
            output: None,
        };
        let place = locate(&wanted, None).unwrap();
        assert_eq!(place.path, Path::new("stdin-01234567.alice.review.json"));
    }

    #[test]
    fn a_reviewer_s_name_is_made_fit_for_a_file() {
        assert_eq!(file_safe("alice"), Some("alice".into()));
        assert_eq!(file_safe(" Jane M. Doe "), Some("Jane M. Doe".into()));
        assert_eq!(file_safe("Зеленська"), Some("Зеленська".into()));
        assert_eq!(file_safe("../etc/x").unwrap().split_at(7).0, "-etc-x-");
        assert_ne!(file_safe("a/b"), file_safe("a:b"));
        for nothing in ["", "  ", "..", "./.", "\u{1B}", "\u{202E}/"] {
            assert_eq!(file_safe(nothing), None);
        }
    }

    proptest! {
        #[test]
        fn any_reviewer_and_any_article_make_one_plain_file_name(
            stem in prop_oneof!["[a-zé日.]{1,400}", any::<String>()], reviewer in any::<String>()
        ) {
            let Some(safe) = file_safe(&reviewer) else { return Ok(()) };
            prop_assert!(!safe.contains('/') && !safe.starts_with('.'));
            prop_assert!(!safe.chars().any(|c| c.is_control() || is_hidden(c)));
            let name = file_name(OsStr::new(&stem), &safe);
            prop_assert!(name.len() <= MAX_NAME_BYTES, "{:?}", name);
            let name = name.to_str().expect("cut between characters");
            prop_assert!(name.ends_with(REVIEW_ENDING));
        }
    }
}
