//! What makes the next session continue where the last one ended: the place, a half-typed text, and
//! the steps that can be undone.
//!
//! It is in the user's own folder, apart from the review: it is of no use to anybody else, and a
//! shared folder should not change with every move of the cursor. It may be missing or broken;
//! then the next session begins at the first open claim.

use std::collections::VecDeque;
use std::fs::DirBuilder;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Change, Claim, ClaimId, Filter, Order, Selector, Swap, UndoHistory};

use super::disk::{self, folder, sha256};
use super::save::{self, Durability};
use super::schema::{ByName, ClaimJson, Str};
use super::{Folders, SaveError, SaveProblem, load};

const FORMAT: &str = "factdesk.session";
const VERSION: u64 = 1;
/// The most steps kept, each way.
const MAX_STEPS: usize = 200;
/// The most claims kept in these steps, so that a few steps over very many claims do not make every
/// later change expensive.
const MAX_CLAIMS_IN_STEPS: usize = 10_000;

/// Where the checker was.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedSession {
    /// The claim that was selected.
    pub selected: Option<ClaimId>,
    /// The first code point of the article that was on the screen.
    pub scroll: u32,
    /// Which claims were listed.
    pub filter: Filter,
    /// In what order.
    pub order: Order,
    /// Texts that were typed and not kept, the last one last.
    pub drafts: Vec<SavedDraft>,
    /// Whether the last of them was being typed when the session ended.
    pub typing: bool,
    /// The words of the claims named here, so that they are found again in another text.
    pub words: Vec<(ClaimId, Selector)>,
    /// The fingerprint of the article's text.
    pub article: String,
    /// The steps that can be undone and redone; empty if the review has been changed since by
    /// anything else.
    pub steps: UndoHistory,
}

/// A text that was typed and is not part of the review yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedDraft {
    /// What it was to become: `note`, `correction`, `evidence`, `contact`.
    pub field: String,
    /// On which claim.
    pub claim: ClaimId,
    /// The text so far.
    pub text: String,
    /// What it is to replace, where that is not simply what the claim has in this field.
    pub before: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct SessionJson<'a> {
    #[serde(borrow)]
    format: Str<'a>,
    version: u64,
    /// The review it belongs to, so that a person can tell.
    #[serde(borrow)]
    review: Str<'a>,
    /// The content of the review file that the steps belong to.
    #[serde(borrow)]
    sha256: Str<'a>,
    #[serde(borrow)]
    selected: Option<Str<'a>>,
    scroll: u32,
    filter: ByName<Filter>,
    order: ByName<Order>,
    #[serde(borrow)]
    drafts: Vec<DraftJson<'a>>,
    typing: bool,
    #[serde(borrow, default)]
    words: Vec<WordsJson<'a>>,
    #[serde(borrow, default)]
    article: Str<'a>,
    #[serde(borrow)]
    done: VecDeque<ChangeJson<'a>>,
    #[serde(borrow)]
    undone: VecDeque<ChangeJson<'a>>,
}

#[derive(Serialize, Deserialize)]
struct DraftJson<'a> {
    #[serde(borrow)]
    field: Str<'a>,
    #[serde(borrow)]
    claim: Str<'a>,
    #[serde(borrow)]
    text: Str<'a>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    before: Option<Str<'a>>,
}

/// What a claim is looked for by.
#[derive(Serialize, Deserialize)]
struct WordsJson<'a> {
    #[serde(borrow)]
    claim: Str<'a>,
    #[serde(borrow)]
    quote: Str<'a>,
    #[serde(borrow)]
    prefix: Str<'a>,
    #[serde(borrow)]
    suffix: Str<'a>,
}

#[derive(Serialize, Deserialize)]
struct ChangeJson<'a> {
    #[serde(borrow)]
    label: Str<'a>,
    #[serde(borrow)]
    swaps: Vec<SwapJson<'a>>,
}

#[derive(Serialize, Deserialize)]
struct SwapJson<'a> {
    #[serde(borrow)]
    before: Option<ClaimJson<'a>>,
    #[serde(borrow)]
    after: Option<ClaimJson<'a>>,
}

impl SavedSession {
    /// Returns the file in which the session of a review is kept.
    pub fn path(folders: &Folders, review: &Path) -> PathBuf {
        let full = disk::absolute(review);
        let name = &sha256(full.as_os_str().as_bytes())[..16];
        folders.state.join("sessions").join(format!("{name}.json"))
    }

    /// Reads the session of a review whose file has this fingerprint ([`super::OnDisk::sha256`]).
    /// Returns `None` if it cannot be read; without undo steps if they belong to other content.
    pub fn read(path: &Path, review_sha256: &str) -> Option<Self> {
        // A newcomer who may only look comes by here too: what a live process is at is left alone.
        save::remove_leftovers(path);
        let (text, _) = load::open(path).ok()??;
        let json: SessionJson<'_> = serde_json::from_str(&text).ok()?;
        if json.format.0 != FORMAT || json.version != VERSION {
            return None;
        }
        let steps = if json.sha256.0 == review_sha256 {
            let changes = |changes: VecDeque<ChangeJson<'_>>| -> Option<Vec<Change>> {
                changes.into_iter().map(ChangeJson::into_change).collect()
            };
            UndoHistory::restored(changes(json.done)?, changes(json.undone)?)
        } else {
            UndoHistory::default()
        };
        Some(Self {
            selected: json.selected.map(|id| ClaimId::from_file(&id.0)),
            scroll: json.scroll,
            filter: json.filter.0,
            order: json.order.0,
            drafts: json
                .drafts
                .into_iter()
                .map(|draft| SavedDraft {
                    field: draft.field.into(),
                    claim: ClaimId::from_file(&draft.claim.0),
                    text: draft.text.into(),
                    before: draft.before.map(String::from),
                })
                .collect(),
            typing: json.typing,
            words: json.words.into_iter().map(WordsJson::into_words).collect(),
            article: json.article.into(),
            steps,
        })
    }

    /// Writes the session of a review whose file has this fingerprint. Of the steps, the last ones
    /// are kept: 200 each way, and fewer if they touch very many claims.
    ///
    /// The file is always whole, but not synced: it is written far more often than the review, and
    /// losing it in a power cut costs a place and some steps, no decision.
    ///
    /// # Errors
    /// See [`SaveProblem`].
    pub fn write(&self, path: &Path, review: &Path, review_sha256: &str) -> Result<(), SaveError> {
        let json = SessionJson {
            format: FORMAT.into(),
            version: VERSION,
            review: Str(review.to_string_lossy()),
            sha256: review_sha256.into(),
            selected: self.selected.as_ref().map(|id| id.as_str().into()),
            scroll: self.scroll,
            filter: ByName(self.filter),
            order: ByName(self.order),
            drafts: self
                .drafts
                .iter()
                .map(|draft| DraftJson {
                    field: draft.field.as_str().into(),
                    claim: draft.claim.as_str().into(),
                    text: draft.text.as_str().into(),
                    before: draft.before.as_deref().map(Str::from),
                })
                .collect(),
            typing: self.typing,
            words: self.words.iter().map(WordsJson::of).collect(),
            article: self.article.as_str().into(),
            done: last(self.steps.done()),
            undone: last(self.steps.undone()),
        };
        let written = serde_json::to_vec(&json)
            .map_err(|error| SaveProblem::Bug(error.to_string()))
            .and_then(|bytes| write(path, &bytes));
        written.map_err(|trouble| SaveError {
            path: path.to_owned(),
            trouble,
        })
    }
}

/// Writes a file of the state folder: whole, and readable by this user alone.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), SaveProblem> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder(path))?;
    let (target, old) = save::target(path)?;
    let (written, ()) =
        save::write_beside(&target, old.as_ref(), Durability::Private, |mut file| {
            Ok(file.write_all(bytes)?)
        })?;
    save::put_in_place(written, &target)?;
    Ok(())
}

/// The last steps of a list that are worth keeping, in their order.
fn last(changes: &[Arc<Change>]) -> VecDeque<ChangeJson<'_>> {
    let mut kept = VecDeque::new();
    let mut claims = 0;
    for change in changes.iter().rev().take(MAX_STEPS) {
        claims += change.swaps.len();
        if claims > MAX_CLAIMS_IN_STEPS {
            break;
        }
        kept.push_front(ChangeJson {
            label: change.label.as_str().into(),
            swaps: change.swaps.iter().map(SwapJson::of).collect(),
        });
    }
    kept
}

impl<'a> WordsJson<'a> {
    fn of((claim, words): &'a (ClaimId, Selector)) -> Self {
        Self {
            claim: claim.as_str().into(),
            quote: words.quote.as_str().into(),
            prefix: words.prefix.as_str().into(),
            suffix: words.suffix.as_str().into(),
        }
    }

    fn into_words(self) -> (ClaimId, Selector) {
        let words = Selector {
            quote: self.quote.into(),
            prefix: self.prefix.into(),
            suffix: self.suffix.into(),
            ..Selector::default()
        };
        (ClaimId::from_file(&self.claim.0), words)
    }
}

impl<'a> SwapJson<'a> {
    fn of(swap: &'a Swap) -> Self {
        let json =
            |claim: &'a Option<Arc<Claim>>| claim.as_ref().map(|claim| ClaimJson::of(claim, None));
        Self {
            before: json(&swap.before),
            after: json(&swap.after),
        }
    }
}

impl ChangeJson<'_> {
    fn into_change(self) -> Option<Change> {
        let claim = |json: Option<ClaimJson<'_>>| match json.map(ClaimJson::into_claim) {
            None => Some(None),
            Some(Ok((claim, _))) => Some(Some(Arc::new(claim))),
            Some(Err(_)) => None,
        };
        let swaps = self.swaps.into_iter().map(|swap| {
            Some(Swap {
                before: claim(swap.before)?,
                after: claim(swap.after)?,
            })
        });
        Some(Change {
            swaps: swaps.collect::<Option<_>>()?,
            label: self.label.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Review, Signature};
    use crate::store::sample;
    use proptest::prelude::*;
    use std::fs;

    struct SessionFixture {
        _root: tempfile::TempDir,
        review: PathBuf,
        path: PathBuf,
    }

    fn home() -> SessionFixture {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders {
            data: root.path().join("data"),
            state: root.path().join("state"),
        };
        let review = root.path().join("a.alice.review.json");
        SessionFixture {
            path: SavedSession::path(&folders, &review),
            _root: root,
            review,
        }
    }

    fn note(review: &mut Review, note: &str) -> Change {
        let sign = Signature {
            by: "alice".into(),
            at: sample::time(7),
        };
        let change = review.write_note(0, note, &sign).unwrap().unwrap();
        review.apply(&change, sign.at).unwrap();
        change
    }

    fn session(steps: UndoHistory) -> SavedSession {
        SavedSession {
            selected: Some(ClaimId::from_file("c65e39d89")),
            scroll: 17,
            filter: Filter::Aside,
            order: Order::Priority,
            drafts: vec![
                SavedDraft {
                    field: "evidence".into(),
                    claim: ClaimId::from_file("c65e39d89"),
                    text: "half\u{1F}".into(),
                    before: Some("filed\u{1F}".into()),
                },
                SavedDraft {
                    field: "note".into(),
                    claim: ClaimId::from_file("c65e39d89"),
                    text: "half a n\u{1B}".into(),
                    before: None,
                },
            ],
            typing: true,
            words: vec![(
                ClaimId::from_file("c65e39d89"),
                Selector {
                    quote: "Stoltenberg said so.".into(),
                    prefix: "A title\n\n".into(),
                    ..Selector::default()
                },
            )],
            article: "beef".into(),
            steps,
        }
    }

    fn worked_on(notes: usize) -> UndoHistory {
        let mut review = sample::full();
        let mut steps = UndoHistory::default();
        for number in 0..notes {
            steps.push(note(&mut review, &number.to_string()));
        }
        steps
    }

    #[test]
    fn a_sitting_goes_on_where_it_ended() {
        let home = home();
        let mut steps = worked_on(3);
        steps.undo();
        let session = session(steps);
        session.write(&home.path, &home.review, "f00").unwrap();
        assert_eq!(SavedSession::read(&home.path, "f00"), Some(session.clone()));

        // Something else has changed the review: the text is still the checker's own.
        let read = SavedSession::read(&home.path, "beef").unwrap();
        assert_eq!(read.steps, UndoHistory::default());
        assert_eq!(read.drafts, session.drafts);
    }

    #[test]
    fn steps_read_back_can_be_undone() {
        let home = home();
        let before = sample::full();
        let mut review = before.clone();
        let mut steps = UndoHistory::default();
        steps.push(note(&mut review, "one"));
        steps.push(note(&mut review, "two"));
        session(steps)
            .write(&home.path, &home.review, "f00")
            .unwrap();
        let mut steps = SavedSession::read(&home.path, "f00").unwrap().steps;
        while let Some(back) = steps.undo() {
            review.apply(&back, before.updated()).unwrap();
        }
        assert_eq!(review, before);
    }

    #[test]
    fn the_last_steps_are_kept() {
        let home = home();
        let steps = worked_on(250);
        session(steps.clone())
            .write(&home.path, &home.review, "f00")
            .unwrap();
        let read = SavedSession::read(&home.path, "f00").unwrap().steps;
        assert_eq!(read.done(), &steps.done()[50..]);

        let steps = worked_on(2);
        let mut bulk: Vec<Change> = steps.done().iter().map(|c| Change::clone(c)).collect();
        bulk[0].swaps = vec![bulk[0].swaps[0].clone(); MAX_CLAIMS_IN_STEPS];
        session(UndoHistory::restored(bulk.clone(), Vec::new()))
            .write(&home.path, &home.review, "f00")
            .unwrap();
        let read = SavedSession::read(&home.path, "f00").unwrap().steps;
        assert_eq!(read.done(), &steps.done()[1..]);
    }

    #[test]
    fn a_session_that_is_missing_broken_or_newer_is_none() {
        let home = home();
        assert_eq!(SavedSession::read(&home.path, "f00"), None);
        session(worked_on(2))
            .write(&home.path, &home.review, "f00")
            .unwrap();
        let text = fs::read_to_string(&home.path).unwrap();
        for end in 0..text.len() {
            if text.is_char_boundary(end) {
                fs::write(&home.path, &text[..end]).unwrap();
                assert_eq!(SavedSession::read(&home.path, "f00"), None);
            }
        }
        fs::write(
            &home.path,
            text.replacen("\"version\":1", "\"version\":2", 1),
        )
        .unwrap();
        assert_eq!(SavedSession::read(&home.path, "f00"), None);
    }

    #[test]
    fn only_this_user_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let home = home();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let write = || {
            session(UndoHistory::default())
                .write(&home.path, &home.review, "f00")
                .unwrap();
        };
        write();
        assert_eq!((mode(folder(&home.path)), mode(&home.path)), (0o700, 0o600));
        // One that an earlier version left open to others is closed.
        fs::set_permissions(&home.path, fs::Permissions::from_mode(0o644)).unwrap();
        write();
        assert_eq!(mode(&home.path), 0o600);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_session_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..99)) {
            let home = home();
            fs::create_dir_all(folder(&home.path)).unwrap();
            fs::write(&home.path, bytes).unwrap();
            prop_assert_eq!(SavedSession::read(&home.path, "f00"), None);
        }
    }
}
