//! Copies of a review that were put elsewhere when its own place could not be written.
//!
//! A copy lies in a folder of this user's data, or, when even that cannot be written, among the
//! temporary files. Its name says which review it is of, and the rest of it cannot be guessed.

use std::collections::HashMap;
use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Change, Claim, ClaimId, Review, Swap};

use super::disk::{self, sha256};
use super::{Folders, LoadError, SaveError, Stored, Trouble, Writer, load, merge, save};

/// The folder in the user's data where copies are put.
const FOLDER: &str = "rescued";
const PREFIX: &str = "rescued-";
const ENDING: &str = ".review.json";
/// What the name of a copy ends in while it is being written.
const UNFINISHED: &str = ".tmp";

/// A copy that may hold what a review lacks.
#[derive(Debug)]
pub struct Rescued {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds, or why it cannot be read.
    pub content: Result<Stored, LoadError>,
}

/// Writes a copy of a review that belongs in the file `review`, and returns where it is. Others
/// cannot read it. It is on disk when this returns.
///
/// # Errors
/// Why the last place that was tried takes nothing.
pub fn rescue(
    review: &Path,
    content: &Review,
    folders: Option<&Folders>,
) -> Result<PathBuf, SaveError> {
    let mark = mark(review);
    let private = folders.map(|folders| folders.data.join(FOLDER));
    let mut failed = None;
    for folder in private.iter() {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        match made
            .map_err(Trouble::from)
            .and_then(|()| put(folder, &mark, content))
        {
            Ok(path) => return Ok(path),
            Err(trouble) => failed = Some((folder.clone(), trouble)),
        }
    }
    let shared = std::env::temp_dir();
    put(&shared, &mark, content).map_err(|trouble| {
        let (path, trouble) = failed.unwrap_or((shared, trouble));
        SaveError { path, trouble }
    })
}

fn put(folder: &Path, mark: &str, content: &Review) -> Result<PathBuf, Trouble> {
    let mut file = tempfile::Builder::new()
        .prefix(&format!(".{PREFIX}{mark}-"))
        .suffix(UNFINISHED)
        .rand_bytes(16)
        .permissions(Permissions::from_mode(0o600))
        .tempfile_in(folder)?;
    Writer::new(file.path().to_owned(), content, None).render(file.as_file_mut())?;
    file.as_file().sync_all()?;
    let name = file.path().file_name().unwrap_or_default();
    let name = name.to_string_lossy();
    let name = name.trim_start_matches('.').trim_end_matches(UNFINISHED);
    let path = folder.join(format!("{name}{ENDING}"));
    file.persist_noclobber(&path).map_err(|error| error.error)?;
    save::sync_folder(&path)?;
    Ok(path)
}

/// Finds the copies of a review: those made when it could not be written, and among this user's data
/// those by the same reviewer of the very same text, which may have been saved under another name
/// since.
pub fn rescued(
    review: &Path,
    reviewer: &str,
    sha256: &str,
    folders: Option<&Folders>,
) -> Vec<Rescued> {
    let mark = format!("{PREFIX}{}-", mark(review));
    let private = folders.map(|folders| folders.data.join(FOLDER));
    let mut copies = Vec::new();
    let folders = private.map(|folder| (folder, true));
    for (folder, is_private) in folders.into_iter().chain([(std::env::temp_dir(), false)]) {
        // A folder that does not exist or cannot be listed holds no copy of ours.
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let is_named = name.starts_with(if is_private { PREFIX } else { &mark });
            if !(is_named && name.ends_with(ENDING) && is_ours(&entry)) {
                continue;
            }
            let path = entry.path();
            let content = match load::read(&path) {
                Ok(Some(stored)) => Ok(stored),
                Ok(None) => continue,
                Err(error) => Err(error),
            };
            let is_of_review = name.starts_with(&mark)
                || content.as_ref().is_ok_and(|stored| {
                    (stored.reviewer.as_str(), stored.sha256.as_str()) == (reviewer, sha256)
                });
            if is_of_review {
                copies.push(Rescued { path, content });
            }
        }
    }
    copies.sort_by(|a, b| a.path.cmp(&b.path));
    copies
}

/// Tells whether a file is this user's own: anybody can put one among the temporary files.
fn is_ours(entry: &fs::DirEntry) -> bool {
    let user = rustix::process::getuid().as_raw();
    entry
        .metadata()
        .is_ok_and(|file| file.is_file() && file.uid() == user)
}

fn mark(review: &Path) -> String {
    let full = disk::absolute(review);
    sha256(full.as_os_str().as_bytes())[..16].to_owned()
}

/// Returns how many claims of a copy say something that the review does not.
pub fn unsaved(review: &Stored, copy: &Stored) -> usize {
    let ours: HashMap<&ClaimId, &Claim> = review
        .claims
        .iter()
        .map(|(claim, _)| (&claim.id, claim))
        .collect();
    let claims = copy.claims.iter().map(|(claim, _)| claim);
    claims
        .filter(|theirs| match ours.get(&theirs.id) {
            None => !theirs.is_blank(),
            Some(ours) => says_more(&merged(ours, theirs, copy.updated >= review.updated), ours),
        })
        .count()
}

/// Merges a claim with that of a copy. Times are whole seconds: of two decisions made in one, that
/// of a copy made after the last save is the later one, and grew out of ours.
fn merged(ours: &Claim, theirs: &Claim, copy_is_later: bool) -> Claim {
    let at = |claim: &Claim| claim.decision.as_ref().map(|decision| decision.at);
    let grew = copy_is_later && at(ours) == at(theirs);
    merge::claim(grew.then_some(ours), ours, theirs)
}

/// Tells whether something is written on a claim that is not written on the other one.
fn says_more(claim: &Claim, other: &Claim) -> bool {
    let written = |claim: &Claim| (claim.decision.clone(), claim.history.clone());
    written(claim) != written(other) || claim.contacts != other.contacts
}

/// What taking a copy into a review comes to.
#[derive(Debug)]
pub struct TakenIn {
    /// The review with what the copy has.
    pub review: Review,
    /// The change that makes the writer's review this one; see [`Writer::include`].
    pub change: Change,
    /// How many claims say something that they did not.
    pub claims: usize,
}

/// Takes a copy into a review of the same text, claim by claim: of two decisions the newer one
/// holds, and the older one goes into the history.
pub fn take_in(review: &Review, copy: &Review) -> TakenIn {
    let mut swaps = Vec::new();
    let mut count = 0;
    let mut claims = review.claims().to_vec();
    let places: HashMap<ClaimId, usize> = (0..)
        .zip(review.claims())
        .map(|(at, claim)| (claim.id.clone(), at))
        .collect();
    for theirs in copy.claims() {
        let at = places.get(&theirs.id).copied();
        let ours = at.map(|at| Arc::clone(&claims[at]));
        if ours.is_none() && theirs.is_blank() && review.found().is_none() {
            // Removed, split or joined since.
            continue;
        }
        let merged = match &ours {
            None => Arc::clone(theirs),
            Some(ours) => Arc::new(merged(ours, theirs, copy.updated() >= review.updated())),
        };
        count += usize::from(match &ours {
            None => !merged.is_blank(),
            Some(ours) => says_more(&merged, ours),
        });
        if ours.as_ref() == Some(&merged) {
            continue;
        }
        match at {
            Some(at) => claims[at] = Arc::clone(&merged),
            None => claims.push(Arc::clone(&merged)),
        }
        swaps.push(Swap {
            before: ours,
            after: Some(merged),
        });
    }
    let article = Arc::clone(review.article());
    let times = (
        review.created().min(copy.created()),
        review.updated().max(copy.updated()),
    );
    let extra = review.extra().clone();
    // Claims have been found as far as either has them.
    let found = review
        .found()
        .zip(copy.found())
        .map(|(ours, theirs)| ours.max(theirs));
    let reviewer = review.reviewer();
    TakenIn {
        review: match found {
            None => Review::restored(article, reviewer, times, claims, extra),
            Some(found) => Review::unfinished(article, reviewer, times, claims, extra, found),
        },
        change: Change {
            label: "rescued copy taken in".to_owned(),
            swaps,
        },
        claims: count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Ruling, Signature, Verdict};
    use crate::store::sample;
    use proptest::prelude::*;

    fn home() -> (tempfile::TempDir, Folders) {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders {
            data: root.path().join("data"),
            state: root.path().join("state"),
        };
        (root, folders)
    }

    fn verified(review: &Review, index: usize, second: i64) -> Review {
        let sign = Signature {
            by: "alice".into(),
            at: sample::time(second),
        };
        let mut review = review.clone();
        let verdict = Some(Ruling::Verdict(Verdict::Verified));
        let change = review.rule(index, verdict, &sign).unwrap().unwrap();
        review.apply(&change, sign.at).unwrap();
        review
    }

    fn stored(review: &Review) -> Stored {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.review.json");
        Writer::new(path.clone(), review, None).write().unwrap();
        load::read(&path).unwrap().unwrap()
    }

    #[test]
    fn a_copy_is_private_and_found_again() {
        let (root, folders) = home();
        let review = root.path().join("a.alice.review.json");
        let content = sample::full();
        let sha256 = content.article().sha256();
        let find = |review: &Path, reviewer: &str, sha256: &str| {
            let found = rescued(review, reviewer, sha256, Some(&folders)).into_iter();
            found.map(|copy| copy.path).collect::<Vec<_>>()
        };
        assert_eq!(find(&review, "alice", sha256), Vec::<PathBuf>::new());
        let path = rescue(&review, &content, Some(&folders)).unwrap();
        let again = rescue(&review, &content, Some(&folders)).unwrap();
        assert_ne!(path, again);
        fs::remove_file(again).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert!(path.starts_with(folders.data.join(FOLDER)));

        let only = vec![path.clone()];
        assert_eq!(find(&review, "alice", sha256), only);
        assert_eq!(find(&review, "alice", "another text"), only);
        let elsewhere = root.path().join("b.json");
        assert_eq!(find(&elsewhere, "alice", sha256), only);
        assert_eq!(find(&elsewhere, "bob", sha256), Vec::<PathBuf>::new());
        assert_eq!(
            find(&elsewhere, "alice", "another text"),
            Vec::<PathBuf>::new()
        );

        // One that is broken is named all the same.
        fs::write(&path, "{").unwrap();
        let found = rescued(&review, "alice", sha256, Some(&folders));
        assert!(found[0].content.is_err());
    }

    #[test]
    fn without_a_data_folder_a_copy_goes_among_the_temporary_files() {
        let (root, folders) = home();
        fs::write(&folders.data, "in the way").unwrap();
        let review = root.path().join("a.alice.review.json");
        let path = rescue(&review, &sample::full(), Some(&folders)).unwrap();
        assert!(path.starts_with(std::env::temp_dir()));
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn what_a_copy_adds_is_told_by_its_content() {
        let review = sample::full();
        let copy = verified(&review, 1, 1_800_000_000);
        assert_eq!(unsaved(&stored(&review), &stored(&copy)), 1);
        assert_eq!(unsaved(&stored(&copy), &stored(&review)), 0);

        let taken = take_in(&review, &copy);
        assert_eq!((taken.claims, taken.review.claims()), (1, copy.claims()));
        // Taken in once, it adds nothing, even to a review that was changed since.
        assert_eq!(take_in(&taken.review, &copy).claims, 0);
        let later = verified(&taken.review, 0, 1_800_000_009);
        assert_eq!(take_in(&later, &copy).claims, 0);
    }

    #[test]
    fn of_two_decisions_of_one_second_that_of_the_copy_is_the_later_one() {
        let review = verified(&sample::full(), 1, 1_800_000_000);
        let mut copy = review.clone();
        let sign = Signature {
            by: "alice".into(),
            at: sample::time(1_800_000_000),
        };
        for note in ["a note", "zz"] {
            let change = copy.write_note(1, note, &sign).unwrap().unwrap();
            copy.apply(&change, sign.at).unwrap();
            let taken = take_in(&review, &copy);
            assert_eq!(taken.review.claims(), copy.claims());
        }
    }

    #[test]
    fn a_review_that_was_never_written_takes_all_of_a_copy() {
        let copy = verified(&sample::full(), 1, 1_800_000_000);
        let none: Vec<Claim> = Vec::new();
        let times = (sample::time(0), sample::time(0));
        let article = Arc::clone(copy.article());
        let blank = Review::unfinished(article, "alice", times, none, copy.extra().clone(), 0);
        let taken = take_in(&blank, &copy);
        assert_eq!(taken.review.claims(), copy.claims());
        assert_eq!(taken.review.found(), None);
    }

    proptest! {
        #[test]
        fn the_change_makes_one_review_the_other(
            ours in sample::reviews(), theirs in sample::reviews(),
        ) {
            let taken = take_in(&ours, &theirs);
            let mut changed = ours.clone();
            changed.apply(&taken.change, ours.updated()).unwrap();
            prop_assert_eq!(changed.claims(), taken.review.claims());
        }
    }
}
