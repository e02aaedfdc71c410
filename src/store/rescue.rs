//! Copies of a review that were put elsewhere when its own place could not be written.
//!
//! A copy is in a folder of this user's data, or, when even that cannot be written, among the
//! temporary files. Its name says which review it is of, and the rest of it cannot be guessed.

use std::collections::{HashMap, HashSet};
use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::{Change, Claim, ClaimId, Origin, Review, ReviewHead, ReviewRecord, Swap};
use crate::text::Span;

use super::disk::{self, sha256};
use super::{
    Folders, LoadError, REVIEW_ENDING, ReviewWriter, SaveError, SaveProblem, load, merge, save,
};

/// The folder in the user's data where copies are put.
const FOLDER: &str = "rescued";
const PREFIX: &str = "rescued-";
/// What the name of a copy ends in while it is being written.
const UNFINISHED: &str = ".tmp";

/// A copy that may hold what a review lacks.
#[derive(Debug)]
pub struct RescueCopy {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds, or why it cannot be read.
    pub content: Result<ReviewRecord, LoadError>,
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
            .map_err(SaveProblem::from)
            .and_then(|()| write_copy(folder, &mark, content))
        {
            Ok(path) => return Ok(path),
            Err(trouble) => failed = Some((folder.clone(), trouble)),
        }
    }
    let shared = std::env::temp_dir();
    write_copy(&shared, &mark, content).map_err(|trouble| {
        let (path, trouble) = failed.unwrap_or((shared, trouble));
        SaveError { path, trouble }
    })
}

fn write_copy(folder: &Path, mark: &str, content: &Review) -> Result<PathBuf, SaveProblem> {
    let mut file = tempfile::Builder::new()
        .prefix(&format!(".{PREFIX}{mark}-"))
        .suffix(UNFINISHED)
        .rand_bytes(16)
        .permissions(Permissions::from_mode(0o600))
        .tempfile_in(folder)?;
    ReviewWriter::new(file.path().to_owned(), content, None).render(file.as_file_mut())?;
    file.as_file().sync_all()?;
    let name = file.path().file_name().unwrap_or_default();
    let name = name.to_string_lossy();
    let name = name.trim_start_matches('.').trim_end_matches(UNFINISHED);
    let path = folder.join(format!("{name}{REVIEW_ENDING}"));
    file.persist_noclobber(&path).map_err(|error| error.error)?;
    save::sync_folder(&path)?;
    Ok(path)
}

/// Finds the copies of a review: those made when it could not be written, and among this user's data
/// those by the same reviewer of the very same text, which may have been saved under another name
/// since.
pub fn rescue_copies(
    review: &Path,
    reviewer: &str,
    sha256: &str,
    folders: Option<&Folders>,
) -> Vec<RescueCopy> {
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
            if !(is_named && name.ends_with(REVIEW_ENDING) && is_ours(&entry)) {
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
                    (
                        stored.head.reviewer.as_str(),
                        stored.article.sha256.as_str(),
                    ) == (reviewer, sha256)
                });
            if is_of_review {
                copies.push(RescueCopy { path, content });
            }
        }
    }
    copies.sort_by(|a, b| a.path.cmp(&b.path));
    copies
}

/// Returns whether a file is this user's own: anybody can put one among the temporary files.
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

/// Returns whether a copy was made for the review in this file, not for another one of the same
/// text.
pub fn is_copy_of(copy: &Path, review: &Path) -> bool {
    let name = copy.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(&format!("{PREFIX}{}-", mark(review)))
}

/// Returns how many claims of a copy say something that the review does not.
pub fn unsaved_claims(review: &ReviewRecord, copy: &ReviewRecord) -> usize {
    let comparison = CopyComparison {
        is_same_text: review.article.sha256 == copy.article.sha256,
        is_complete: review.head.extracted_up_to.is_none(),
        copy_is_later: copy.head.updated >= review.head.updated,
    };
    let ours: HashMap<&ClaimId, &Claim> = review
        .claims
        .iter()
        .map(|(claim, _)| (&claim.id, claim))
        .collect();
    let claims = copy.claims.iter().map(|(claim, _)| claim);
    claims
        .filter(|theirs| match ours.get(&theirs.id) {
            None => comparison.is_new(theirs),
            Some(ours) => comparison.says_more(&comparison.merged(ours, theirs), ours),
        })
        .count()
}

/// The rule for what a copy adds to a review.
struct CopyComparison {
    /// Whether both count in the same text.
    is_same_text: bool,
    /// Whether the claims of the whole text have been found for the review.
    is_complete: bool,
    /// Whether the copy was changed after the review.
    copy_is_later: bool,
}

impl CopyComparison {
    /// Returns whether a claim that the review lacks is the reviewer's work: something is written
    /// on it, or it was added, split off or joined.
    fn is_new(&self, claim: &Claim) -> bool {
        !claim.is_blank()
            || claim.origin == Origin::Added
            || self.is_same_text && (self.is_complete || claim.number.has_letter())
    }

    /// Merges a claim with that of a copy. Times are whole seconds: of two decisions made in one,
    /// that of a copy made after the last save is the later one, and grew out of ours.
    fn merged(&self, ours: &Claim, theirs: &Claim) -> Claim {
        let at = |claim: &Claim| claim.decision.as_ref().map(|decision| decision.at);
        let grew = self.copy_is_later && at(ours) == at(theirs);
        merge::claim(grew.then_some(ours), ours, theirs)
    }

    /// Returns whether the reviewer's work on a claim is not the same as on the other one.
    fn says_more(&self, claim: &Claim, other: &Claim) -> bool {
        let written = |claim: &Claim| (claim.decision.clone(), claim.history.clone());
        written(claim) != written(other)
            || claim.contacts != other.contacts
            || self.is_moved(claim, other)
            || self.dismisses_more(claim, other)
    }

    /// Returns whether the words of a claim were looked for and found elsewhere, or put away.
    /// Places in two texts cannot be compared.
    fn is_moved(&self, claim: &Claim, other: &Claim) -> bool {
        self.is_same_text && (claim.span, &claim.anchor) != (other.span, &other.anchor)
    }

    /// Returns whether a hint was dismissed that was not on the other claim.
    fn dismisses_more(&self, claim: &Claim, other: &Claim) -> bool {
        let dismissed = |claim: &Claim| -> HashSet<(String, Span)> {
            let hints = claim.hints.iter().filter(|hint| hint.dismissed);
            hints.map(|hint| (hint.code.clone(), hint.span)).collect()
        };
        self.is_same_text && !dismissed(claim).is_subset(&dismissed(other))
    }
}

/// What taking a copy into a review comes to.
#[derive(Debug)]
pub struct CopyMerge {
    /// The review with what the copy has.
    pub review: Review,
    /// The change that makes the writer's review this one; see [`ReviewWriter::include`].
    pub change: Change,
    /// How many claims say something that they did not.
    pub claims: usize,
    /// Whether the review then holds all the work in the copy.
    pub is_all: bool,
}

impl CopyMerge {
    /// Returns whether the review held all of the copy before.
    pub fn is_nothing(&self) -> bool {
        self.is_all && self.change.swaps.is_empty()
    }
}

/// Merges a copy into a review, claim by claim: of two decisions the newer one holds, and the older
/// one goes into the history. `is_same_text` is false if the copy was made for an earlier version of
/// the text, and carried over.
pub fn merge_copy(review: &Review, copy: &Review, is_same_text: bool) -> CopyMerge {
    let comparison = CopyComparison {
        is_same_text,
        is_complete: review.extracted_up_to().is_none(),
        copy_is_later: copy.updated() >= review.updated(),
    };
    let mut merging = Merging::new(comparison, review.claims());
    for theirs in copy.claims() {
        merging.add(theirs);
    }
    if is_same_text && merging.comparison.copy_is_later && copy.extracted_up_to().is_none() {
        merging.remove_replaced(copy);
    }
    let (ours, theirs) = (review.head(), copy.head());
    let head = ReviewHead {
        created: ours.created.min(theirs.created),
        updated: ours.updated.max(theirs.updated),
        // The claims of either review go as far as they were extracted.
        extracted_up_to: ours
            .extracted_up_to
            .zip(theirs.extracted_up_to)
            .map(|(ours, theirs)| ours.max(theirs)),
        ..ours.clone()
    };
    CopyMerge {
        review: Review::restored(Arc::clone(review.article()), head, merging.claims),
        change: Change {
            label: "rescued copy taken in".to_owned(),
            swaps: merging.swaps,
        },
        claims: merging.changed,
        is_all: merging.is_all,
    }
}

/// A merge that is under way.
struct Merging {
    comparison: CopyComparison,
    /// The review's claims with what was merged so far, and the place of each.
    claims: Vec<Arc<Claim>>,
    places: HashMap<ClaimId, usize>,
    swaps: Vec<Swap>,
    /// The passages of the claims that only the copy has.
    new: Vec<Span>,
    /// How many claims say something that they did not.
    changed: usize,
    /// Whether all the work in the copy is in the review.
    is_all: bool,
}

impl Merging {
    fn new(comparison: CopyComparison, claims: &[Arc<Claim>]) -> Self {
        let places = (0..).zip(claims);
        Self {
            comparison,
            places: places.map(|(at, claim)| (claim.id.clone(), at)).collect(),
            claims: claims.to_vec(),
            swaps: Vec::new(),
            new: Vec::new(),
            changed: 0,
            is_all: true,
        }
    }

    /// Merges a claim of the copy.
    fn add(&mut self, theirs: &Arc<Claim>) {
        match self.places.get(&theirs.id) {
            Some(&at) => self.merge(at, theirs),
            None => self.insert(theirs),
        }
    }

    fn insert(&mut self, theirs: &Arc<Claim>) {
        match self.comparison.is_new(theirs) {
            true => {
                self.changed += 1;
                self.new.push(theirs.span);
            }
            // In another text: found again, not the reviewer's work.
            false if self.comparison.is_complete => return,
            // It may still be found for the review, or it was joined: that is not known yet.
            false => {}
        }
        self.claims.push(Arc::clone(theirs));
        self.swaps.push(Swap {
            before: None,
            after: Some(Arc::clone(theirs)),
        });
    }

    fn merge(&mut self, at: usize, theirs: &Arc<Claim>) {
        let comparison = &self.comparison;
        let ours = Arc::clone(&self.claims[at]);
        let merged = Arc::new(comparison.merged(&ours, theirs));
        self.changed += usize::from(comparison.says_more(&merged, &ours));
        self.is_all &=
            !comparison.is_moved(theirs, &merged) && !comparison.dismisses_more(theirs, &merged);
        if ours != merged {
            self.claims[at] = Arc::clone(&merged);
            self.swaps.push(Swap {
                before: Some(ours),
                after: Some(merged),
            });
        }
    }

    /// Removes the claims that were split or joined in the copy: their parts are there now.
    fn remove_replaced(&mut self, copy: &Review) {
        let theirs: HashSet<&ClaimId> = copy.claims().iter().map(|claim| &claim.id).collect();
        let is_missing = |claim: &Claim| !theirs.contains(&claim.id);
        let new = &self.new;
        let is_replaced = |claim: &Claim| {
            is_missing(claim)
                && claim.is_blank()
                && claim.origin != Origin::Added
                && new
                    .iter()
                    .any(|span| span.covers(claim.span) || claim.span.covers(*span))
        };
        let replaced = self.claims.iter().filter(|claim| is_replaced(claim));
        self.swaps.extend(replaced.map(|claim| Swap {
            before: Some(Arc::clone(claim)),
            after: None,
        }));
        self.claims.retain(|claim| !is_replaced(claim));
        self.is_all &= !self.claims.iter().any(|claim| is_missing(claim));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Anchor, Ruling, Signature, Verdict};
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

    fn stored(review: &Review) -> ReviewRecord {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.review.json");
        ReviewWriter::new(path.clone(), review, None)
            .write()
            .unwrap();
        load::read(&path).unwrap().unwrap()
    }

    #[test]
    fn a_copy_is_private_and_found_again() {
        let (root, folders) = home();
        let review = root.path().join("a.alice.review.json");
        let content = sample::full();
        let sha256 = content.article().sha256();
        let find = |review: &Path, reviewer: &str, sha256: &str| {
            let found = rescue_copies(review, reviewer, sha256, Some(&folders)).into_iter();
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

        // One that is broken is named anyway.
        fs::write(&path, "{").unwrap();
        let found = rescue_copies(&review, "alice", sha256, Some(&folders));
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
        assert_eq!(unsaved_claims(&stored(&review), &stored(&copy)), 1);
        assert_eq!(unsaved_claims(&stored(&copy), &stored(&review)), 0);

        let taken = merge_copy(&review, &copy, true);
        assert_eq!((taken.claims, taken.review.claims()), (1, copy.claims()));
        // Taken in once, it adds nothing, even to a review that was changed since.
        assert_eq!(merge_copy(&taken.review, &copy, true).claims, 0);
        let later = verified(&taken.review, 0, 1_800_000_009);
        assert_eq!(merge_copy(&later, &copy, true).claims, 0);
    }

    /// Applies a change to a copy of a review, which was made after it.
    fn changed(review: &Review, change: Result<Change, crate::model::Refusal>) -> Review {
        let mut copy = review.clone();
        copy.apply(&change.unwrap(), sample::time(1_800_000_000))
            .unwrap();
        copy
    }

    fn sign() -> Signature {
        Signature {
            by: "alice".into(),
            at: sample::time(1_800_000_000),
        }
    }

    /// Holds that a copy adds something to a review, for the gate too, and that all of it is taken in.
    #[track_caller]
    fn adds(review: &Review, copy: &Review, count: usize) {
        assert_eq!(unsaved_claims(&stored(review), &stored(copy)), count);
        let taken = merge_copy(review, copy, true);
        assert_eq!((taken.claims, taken.is_all), (count, true));
        assert_eq!(taken.review.claims(), copy.claims());
        let mut applied = review.clone();
        applied.apply(&taken.change, review.updated()).unwrap();
        assert_eq!(applied.claims(), copy.claims());
        let again = merge_copy(&taken.review, copy, true);
        assert_eq!((again.claims, again.is_nothing()), (0, true));
    }

    /// The sample without anything written on it.
    fn blank() -> Review {
        let review = sample::full();
        let spans = [Span::new(11, 23), Span::new(24, 39)];
        let claims = spans.map(|span| Claim::new(review.article(), span, Origin::Extracted));
        Review::restored(Arc::clone(review.article()), review.head().clone(), claims)
    }

    #[test]
    fn claims_added_split_or_joined_and_not_decided_are_taken_in() {
        let review = blank();
        adds(&review, &changed(&review, review.add(Span::new(40, 42))), 1);
        let parts = [Span::new(24, 27), Span::new(28, 39)];
        adds(
            &review,
            &changed(&review, review.split(1, &parts, &sign())),
            2,
        );
        adds(&review, &changed(&review, review.join(0, &sign())), 1);
    }

    #[test]
    fn a_claim_put_away_or_placed_and_a_hint_dismissed_are_taken_in() {
        let gone = |is_put_away| Anchor::Gone {
            was: Box::default(),
            is_put_away,
        };
        let with = |anchor: Anchor, span: Span, dismissed: bool| {
            let review = sample::full();
            let mut claims: Vec<Claim> = review.claims().iter().map(|c| (**c).clone()).collect();
            claims[1].anchor = anchor;
            claims[1].span = span;
            claims[0].hints[0].dismissed = dismissed;
            let article = Arc::clone(review.article());
            Review::restored(article, review.head().clone(), claims)
        };
        let (nowhere, place) = (Span::new(24, 24), Span::new(24, 39));
        let review = with(gone(false), nowhere, false);
        adds(&review, &with(gone(true), nowhere, false), 1);
        adds(&review, &with(Anchor::Sure, place, false), 1);
        adds(&review, &with(gone(false), nowhere, true), 1);
    }

    #[test]
    fn a_copy_that_differs_is_not_all_in_the_review() {
        let review = sample::full();
        let copy = changed(&review, review.remove(1));
        let taken = merge_copy(&review, &copy, true);
        assert_eq!((taken.claims, taken.is_nothing()), (0, false));
    }

    #[test]
    fn a_copy_belongs_to_the_review_it_was_made_for() {
        let (root, folders) = home();
        let review = root.path().join("a.alice.review.json");
        let copy = rescue(&review, &sample::full(), Some(&folders)).unwrap();
        assert!(is_copy_of(&copy, &review));
        assert!(!is_copy_of(&copy, &root.path().join("b.json")));
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
            let taken = merge_copy(&review, &copy, true);
            assert_eq!(taken.review.claims(), copy.claims());
        }
    }

    #[test]
    fn a_review_that_was_never_written_takes_all_of_a_copy() {
        let copy = verified(&sample::full(), 1, 1_800_000_000);
        let none: Vec<Claim> = Vec::new();
        let head = ReviewHead {
            extracted_up_to: Some(0),
            ..ReviewHead::new("alice", sample::time(0))
        };
        let blank = Review::restored(Arc::clone(copy.article()), head, none);
        let taken = merge_copy(&blank, &copy, true);
        assert_eq!(taken.review.claims(), copy.claims());
        assert_eq!(taken.review.extracted_up_to(), None);
        assert!(taken.is_all && !taken.is_nothing());
    }

    proptest! {
        #[test]
        fn the_change_makes_one_review_the_other(
            ours in sample::reviews(), theirs in sample::reviews(),
        ) {
            let taken = merge_copy(&ours, &theirs, true);
            let mut changed = ours.clone();
            changed.apply(&taken.change, ours.updated()).unwrap();
            prop_assert_eq!(changed.claims(), taken.review.claims());
        }
    }
}
