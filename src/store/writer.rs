//! Writes the review file, change by change.

mod merge_file;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, IntoInnerError, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize as _;
use serde_json::ser::{Formatter as _, PrettyFormatter, Serializer};

use crate::model::{Article, Change, Claim, ClaimId, Review, ReviewHead, Swap};

use super::disk::{HashingWriter, OnDisk};
use super::incoming_changes::{IncomingChanges, IncomingQueue};
use super::load::{self, MAX_FILE_BYTES};
use super::merge;
use super::save::{self, Durability};
use super::schema::{ClaimJson, ReviewJson};
use super::{SaveError, SaveProblem};

/// How often a file is merged with before a write is given up: something else must be writing to it
/// all the time.
const MAX_MERGE_ATTEMPTS: usize = 5;

/// How much goes to the disk at once, in bytes.
const WRITE_BUFFER_BYTES: usize = 1 << 16;

/// Holds a review as it is to be written, and writes it.
///
/// It shares the claims with the [`Review`] it was made from, and must be given every [`Change`]
/// made to that.
///
/// Before it writes it looks whether the file is still as it left it. If something else has written
/// to it (git, an editor, a copy from elsewhere), both are merged, claim by claim, and the next
/// [`Saved`] says what came in ([`IncomingChanges`]).
#[derive(Debug)]
pub struct ReviewWriter {
    path: PathBuf,
    article: Arc<Article>,
    head: ReviewHead,
    /// In order of [`Claim::key`].
    entries: Vec<WriterEntry>,
    /// The file as it was last seen, and as it would be if a write that failed half-way did succeed.
    on_disk: Option<OnDisk>,
    attempted: Option<String>,
    /// What differs from the file as it was last seen: the claims as they are there, `None` if
    /// there is no such claim. Kept while a file has been seen.
    changed: HashMap<ClaimId, Option<Arc<Claim>>>,
    /// What the review on the screen does not know yet, by claim.
    incoming: IncomingQueue,
    /// Whether it is known that no two claims have one id.
    ids_differ: bool,
    indented: PrettyFormatter<'static>,
}

#[derive(Debug)]
struct WriterEntry {
    claim: Arc<Claim>,
    /// Whether its lines in the file have been read back once.
    is_read_back: bool,
}

impl WriterEntry {
    fn new(claim: &Arc<Claim>) -> Self {
        Self {
            claim: Arc::clone(claim),
            is_read_back: false,
        }
    }
}

/// What was saved.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The file's new state; its fingerprint ties a session to it.
    pub on_disk: OnDisk,
    /// The length of the file, in bytes.
    pub length: u64,
    /// What came in from a file that something else had changed.
    pub merged: Option<IncomingChanges>,
}

impl ReviewWriter {
    /// Makes a writer of a review as it is now. `on_disk` is the state of the file at `path` that
    /// the review was loaded from; `None` if it was not loaded from there. An existing
    /// file is then merged with, not overwritten.
    pub fn new(path: PathBuf, review: &Review, on_disk: Option<OnDisk>) -> Self {
        Self {
            path,
            article: Arc::clone(review.article()),
            head: review.head().clone(),
            entries: review.claims().iter().map(WriterEntry::new).collect(),
            on_disk,
            attempted: None,
            changed: HashMap::new(),
            incoming: IncomingQueue::default(),
            ids_differ: false,
            indented: indented(),
        }
    }

    /// Returns where the review is written.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes to another file from now on. What is there already is merged with, not overwritten.
    pub fn move_to(&mut self, path: PathBuf) {
        self.path = path;
        self.on_disk = None;
        self.attempted = None;
        self.changed.clear();
    }

    /// Returns the fingerprint of the file as it was last read or written, empty without
    /// a file: it ties a session to that content.
    pub fn fingerprint(&self) -> &str {
        self.on_disk.as_ref().map_or("", OnDisk::sha256)
    }

    /// Takes note of a change. Nothing is written yet.
    ///
    /// A change made to a claim as it was before something came in from outside is merged with
    /// that, and the next [`Saved`] tells the outcome.
    pub fn apply(&mut self, change: &Change, updated: Timestamp) {
        for Swap { before, after } in &change.swaps {
            if let Some(before) = before
                && after
                    .as_ref()
                    .is_none_or(|after| after.key() != before.key())
            {
                self.replace(before, Some(before), None);
            }
            if let Some(after) = after {
                let same = before.as_ref().filter(|before| before.key() == after.key());
                self.replace(after, same, Some(after));
            }
        }
        self.head.updated = self.head.updated.max(updated);
    }

    /// Takes note of claims and hints that were found, and how far claims have been found. It is
    /// written with the next change; by itself it is no reason to write.
    pub fn include(&mut self, change: &Change, found: Option<u32>) {
        self.apply(change, self.head.updated);
        self.head.extracted_up_to = found;
    }

    /// Makes one claim, found by its key in `place`, what it is to be.
    fn replace(&mut self, place: &Claim, before: Option<&Arc<Claim>>, after: Option<&Arc<Claim>>) {
        let found = self.find(place);
        let current = found
            .ok()
            .map(|index| Arc::clone(&self.entries[index].claim));
        let next = match (&current, after) {
            (Some(current), _) if Some(current) == before => after.cloned(),
            (None, _) => after.cloned(),
            // Not as the change found it: it has come in from outside meanwhile.
            (Some(current), None) => Some(Arc::clone(current)),
            (Some(current), Some(after)) => Some(Arc::new(merge::claim(
                before.map(Arc::as_ref),
                after,
                current,
            ))),
        };
        self.incoming.expect(&place.id, after, next.as_ref());
        if self.on_disk.is_some() {
            self.changed
                .entry(place.id.clone())
                .or_insert_with(|| current.clone());
        }
        self.put(found, next.as_ref());
    }

    /// Puts a claim where [`ReviewWriter::find`] has found it, or its place.
    fn put(&mut self, found: Result<usize, usize>, claim: Option<&Arc<Claim>>) {
        match (found, claim) {
            (Ok(index), Some(claim)) => self.entries[index] = WriterEntry::new(claim),
            (Ok(index), None) => drop(self.entries.remove(index)),
            (Err(index), Some(claim)) => {
                self.entries.insert(index, WriterEntry::new(claim));
                // Its id may be one that is taken.
                self.ids_differ = false;
            }
            (Err(_), None) => {}
        }
    }

    /// Writes the file. When this returns, it is on disk to stay.
    ///
    /// # Errors
    /// See [`SaveProblem`]. The file is then whole, as it was before or (when only the last sync
    /// failed) as it should be; the next call tries again.
    pub fn write(&mut self) -> Result<Saved, SaveError> {
        self.try_write().map_err(|trouble| SaveError {
            path: self.path.clone(),
            trouble,
        })
    }

    fn try_write(&mut self) -> Result<Saved, SaveProblem> {
        for _ in 0..MAX_MERGE_ATTEMPTS {
            let (target, old) = save::target(&self.path)?;
            if !self.is_as_seen(&target)? {
                self.merge_file(&target)?;
            }
            let (written, (sha256, length)) =
                save::write_beside(&target, old.as_ref(), Durability::Durable, |file| {
                    self.render(file)
                })?;
            self.attempted = Some(sha256.clone());
            // Once more, because writing and syncing take their time.
            if !self.is_as_seen(&target)? {
                continue;
            }
            let file = save::put_in_place(written, &target)?;
            let on_disk = OnDisk::of(&file, sha256)?;
            self.on_disk = Some(on_disk.clone());
            self.changed.clear();
            save::sync_folder(&target)?;
            return Ok(Saved {
                on_disk,
                length,
                merged: self.incoming.take(),
            });
        }
        Err(SaveProblem::Restless)
    }

    /// Merges with the file if something else has changed it; writes nothing. Call it when all that
    /// was changed here is on disk. A file that cannot be read, perhaps because it is being written
    /// just now, is left to the next write.
    pub fn look(&mut self) -> Option<IncomingChanges> {
        let (target, _) = save::target(&self.path).ok()?;
        if !self.is_as_seen(&target).ok()? {
            self.merge_file(&target).ok()?;
        }
        self.incoming.take()
    }

    /// Returns whether a file is as it was last seen, or gone: then it is simply written again.
    fn is_as_seen(&self, target: &Path) -> io::Result<bool> {
        match fs::metadata(target) {
            Ok(metadata) => Ok(self
                .on_disk
                .as_ref()
                .is_some_and(|seen| seen.is_still(&metadata))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }

    fn find(&self, claim: &Claim) -> Result<usize, usize> {
        self.entries
            .binary_search_by(|entry| entry.claim.key().cmp(&claim.key()))
    }

    /// Writes the whole file: indented by two, a line feed at the end. Claims are put into words one
    /// at a time, because the whole would be several times as large as the review. Returns the
    /// file's fingerprint and its length in bytes.
    ///
    /// Whatever is written has been read back before: a claim that the reader would refuse must
    /// show now, and not when the review is opened again.
    pub(super) fn render(&mut self, file: &File) -> Result<(String, u64), SaveProblem> {
        if !self.ids_differ {
            self.check_ids()?;
            self.ids_differ = true;
        }
        let mut out = BufWriter::with_capacity(WRITE_BUFFER_BYTES, HashingWriter::new(file));
        out.write_all(self.head()?.as_bytes())?;
        let mut length = 0;
        let mut json = Vec::new();
        let mut before = "\n    ";
        for entry in &mut self.entries {
            json.clear();
            let mut serializer = Serializer::with_formatter(&mut json, self.indented.clone());
            ClaimJson::of(&entry.claim, Some(&self.article))
                .serialize(&mut serializer)
                .map_err(bug)?;
            if !entry.is_read_back {
                let json = str::from_utf8(&json).map_err(bug)?;
                load::check_claim(json, &self.article).map_err(SaveProblem::Bug)?;
                entry.is_read_back = true;
            }
            out.write_all(before.as_bytes())?;
            out.write_all(&json)?;
            before = ",\n    ";
            length += (before.len() + json.len()) as u64;
            if length > MAX_FILE_BYTES {
                return Err(SaveProblem::TooLong);
            }
        }
        out.write_all(match self.entries.len() {
            0 => b"]\n}\n",
            _ => b"\n  ]\n}\n",
        })?;
        let out = out.into_inner().map_err(IntoInnerError::into_error)?;
        let (sha256, length) = out.finish();
        match length {
            0..=MAX_FILE_BYTES => Ok((sha256, length)),
            _ => Err(SaveProblem::TooLong),
        }
    }

    /// The file up to its first claim.
    fn head(&self) -> Result<String, SaveProblem> {
        let head = ReviewJson::head(&self.article, &self.head);
        let head = serde_json::to_string_pretty(&head).map_err(bug)?;
        let head = format!(
            "{},\n  \"claims\": [",
            head.strip_suffix("\n}").unwrap_or(&head)
        );
        load::check_head(&self.path, &format!("{head}]}}"), &self.article).map_err(bug)?;
        Ok(head)
    }

    /// No two claims may have one id.
    fn check_ids(&self) -> Result<(), SaveProblem> {
        let mut ids: Vec<&str> = self.entries.iter().map(|e| e.claim.id.as_str()).collect();
        ids.sort_unstable();
        match ids.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(SaveProblem::Bug(format!(
                "two claims have the id {}",
                pair[0]
            ))),
            None => Ok(()),
        }
    }
}

fn bug(error: impl ToString) -> SaveProblem {
    SaveProblem::Bug(error.to_string())
}

/// How a claim is indented, which is in an object and an array.
fn indented() -> PrettyFormatter<'static> {
    let mut formatter = PrettyFormatter::new();
    // It only counts; to nowhere nothing goes wrong.
    drop(formatter.begin_object(&mut io::sink()));
    drop(formatter.begin_array(&mut io::sink()));
    formatter
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Ruling, Signature, Verdict};
    use crate::store::{LoadedReview, load, sample};
    use proptest::prelude::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    /// A folder with nothing in it, and the path of a review to be.
    fn desk() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.alice.review.json");
        (folder, path)
    }

    fn reread(path: &Path) -> Review {
        match load(path, &sample::article()).unwrap().unwrap().found {
            LoadedReview::SameText(review) => *review,
            LoadedReview::OtherText(_) => panic!("the text is the same"),
        }
    }

    fn garble(review: &mut Review, index: usize) -> Change {
        let sign = Signature {
            by: "alice".into(),
            at: sample::time(1_800_000_000),
        };
        let ruling = Some(Ruling::Verdict(Verdict::Garbled));
        let change = review.rule(index, ruling, &sign).unwrap().unwrap();
        review.apply(&change, sign.at).unwrap();
        change
    }

    #[test]
    fn a_change_is_on_disk_when_it_is_called_saved() {
        let (_folder, path) = desk();
        let mut review = sample::full();
        let mut writer = ReviewWriter::new(path.clone(), &review, None);
        writer.write().unwrap();
        let change = garble(&mut review, 1);
        writer.apply(&change, review.updated());
        let saved = writer.write().unwrap();
        assert_eq!(reread(&path), review);
        let loaded = load(&path, &sample::article()).unwrap().unwrap();
        assert_eq!(loaded.on_disk, saved.on_disk);
        assert_eq!(fs::metadata(&path).unwrap().len(), saved.length);
    }

    #[test]
    fn one_change_is_a_few_lines_of_difference() {
        let (_folder, path) = desk();
        let mut review = sample::full();
        let mut writer = ReviewWriter::new(path.clone(), &review, None);
        writer.write().unwrap();
        let before = fs::read_to_string(&path).unwrap();
        let change = garble(&mut review, 1);
        writer.apply(&change, review.updated());
        writer.write().unwrap();
        let after = fs::read_to_string(&path).unwrap();
        let new: Vec<&str> = after
            .lines()
            .filter(|line| !before.lines().any(|old| old == *line))
            .collect();
        assert_eq!(
            new,
            [
                "  \"updated\": \"2027-01-15T08:00:00Z\",",
                "      \"origin\": \"added\",",
                "        \"at\": \"2027-01-15T08:00:00Z\"",
                "      }",
            ]
        );
        assert!(after.starts_with("{\n  \"format\": \"factdesk.review\",\n  \"version\": 1,\n"));
        assert!(after.ends_with("    }\n  ]\n}\n"));
    }

    #[test]
    fn a_review_without_claims_is_written_too() {
        let (_folder, path) = desk();
        let review = Review::new(sample::article(), "alice", sample::time(0), Vec::new());
        ReviewWriter::new(path.clone(), &review, None)
            .write()
            .unwrap();
        assert_eq!(reread(&path), review);
    }

    #[test]
    fn claims_added_and_taken_back_are_written_in_their_place() {
        let (_folder, path) = desk();
        let mut review = sample::full();
        let mut writer = ReviewWriter::new(path.clone(), &review, None);
        let change = review.add(crate::text::Span::new(40, 42)).unwrap();
        for change in [change.clone(), change.reversed(), change] {
            review.apply(&change, sample::time(9)).unwrap();
            writer.apply(&change, review.updated());
            writer.write().unwrap();
            assert_eq!(reread(&path), review);
        }
    }

    #[test]
    fn what_would_not_be_read_again_is_not_written() {
        let (_folder, path) = desk();
        let claim = sample::full().claims()[0].clone();
        let twice = vec![Claim::clone(&claim), Claim::clone(&claim)];
        let review = Review::new(sample::article(), "alice", sample::time(0), twice);
        let error = ReviewWriter::new(path.clone(), &review, None)
            .write()
            .unwrap_err();
        assert!(matches!(error.trouble, SaveProblem::Bug(_)), "{error}");
        assert!(!path.exists());

        let mut review = sample::full();
        let mut writer = ReviewWriter::new(path.clone(), &review, None);
        writer.write().unwrap();
        let mut deep = serde_json::Value::Null;
        for _ in 0..126 {
            deep = serde_json::Value::Array(vec![deep]);
        }
        let mut after = Claim::clone(&claim);
        after.extra = sample::extra(serde_json::json!({"deep": deep}));
        let change = Change {
            label: String::new(),
            swaps: vec![Swap {
                before: Some(claim),
                after: Some(after.into()),
            }],
        };
        writer.apply(&change, sample::time(9));
        assert!(matches!(
            writer.write().unwrap_err().trouble,
            SaveProblem::Bug(_)
        ));
        assert_eq!(reread(&path), review);
        writer.apply(&change.reversed(), sample::time(10));
        writer.write().unwrap();
        review
            .apply(&garble(&mut review.clone(), 1), sample::time(10))
            .unwrap();
    }

    #[test]
    fn a_new_file_has_the_mode_of_the_umask_and_an_old_one_keeps_its_own() {
        let (folder, path) = desk();
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let mut writer = ReviewWriter::new(path.clone(), &sample::full(), None);
        writer.write().unwrap();
        assert_eq!(mode(&path), mode(&plain));
        for kept in [0o600, 0o640, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
            writer.write().unwrap();
            assert_eq!(mode(&path), kept);
        }
    }

    #[test]
    fn a_link_stays_a_link_and_the_file_it_leads_to_is_written() {
        let (folder, path) = desk();
        fs::create_dir(folder.path().join("moved")).unwrap();
        std::os::unix::fs::symlink("moved/review.json", &path).unwrap();
        let mut writer = ReviewWriter::new(path.clone(), &sample::full(), None);
        let error = writer.write().unwrap_err();
        assert!(
            matches!(error.trouble, SaveProblem::DanglingLink(_)),
            "{error}"
        );
        let moved = folder.path().join("moved/review.json");
        ReviewWriter::new(moved.clone(), &sample::full(), None)
            .write()
            .unwrap();
        writer.write().unwrap();
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
        assert_eq!(reread(&moved), sample::full());
    }

    #[test]
    fn what_stands_in_the_way_is_named_and_nothing_is_left_behind() {
        let (folder, path) = desk();
        fs::write(folder.path().join("file"), "").unwrap();
        fs::write(&path, "closed").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let cases = [
            (folder.path().join("file/a.json"), "the folder is not there"),
            (folder.path().join("none/a.json"), "the folder is not there"),
            (
                folder.path().to_owned(),
                "there is something there that is not a file",
            ),
            (path.clone(), "the file is write-protected"),
            (
                folder.path().join("a".repeat(300)),
                "File name too long (os error 36)",
            ),
        ];
        for (path, expected) in cases {
            let mut writer = ReviewWriter::new(path.clone(), &sample::full(), None);
            let error = writer.write().unwrap_err();
            assert_eq!(error.trouble.to_string(), expected);
            let whole = error.to_string();
            assert!(whole.starts_with(&format!("cannot save {}: {expected} (", path.display())));
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "closed");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_review_written_and_read_again_is_equal(review in sample::reviews()) {
            let (_folder, path) = desk();
            ReviewWriter::new(path.clone(), &review, None).write().unwrap();
            prop_assert_eq!(reread(&path), review);
        }
    }
}
