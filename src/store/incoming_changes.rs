//! What came into a review from a file that something else had changed, on its way to the screen.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use crate::model::{Change, Claim, ClaimId, Review, Swap};

/// What was taken into a review from its file, which something else had changed.
#[derive(Clone, Debug, PartialEq)]
pub struct IncomingChanges {
    /// The change that makes the review on the screen the one on disk; not to be sent to the writer,
    /// which has made it already, nor to be undone. See [`IncomingChanges::fitting`].
    pub change: Change,
    /// The claims that both sides had decided differently. The newer decision holds, the older one
    /// is in the claim's history.
    pub contested: usize,
}

impl IncomingChanges {
    /// Returns the part of the change that a review is ready for.
    ///
    /// The checker may have changed a claim again while the file was written. `is_on_its_way` tells
    /// of which claims the writer had not heard the last change when it wrote. It will merge that
    /// with what came in and tell the outcome with a later [`super::Saved`]; until then the claim is
    /// left as the checker made it. (That it looks the same does not tell: the checker may have made
    /// a change and taken it back.)
    pub fn fitting(&self, review: &Review, is_on_its_way: impl Fn(&ClaimId) -> bool) -> Change {
        let is_as_expected = |swap: &&Swap| match (&swap.before, &swap.after) {
            (Some(before), _) => {
                !is_on_its_way(&before.id)
                    && review
                        .index_of(before)
                        .is_some_and(|index| review.claims()[index] == *before)
            }
            (None, Some(after)) => !is_on_its_way(&after.id) && review.index_of(after).is_none(),
            (None, None) => false,
        };
        Change {
            label: self.change.label.clone(),
            swaps: self
                .change
                .swaps
                .iter()
                .filter(is_as_expected)
                .cloned()
                .collect(),
        }
    }
}

/// Changes that are still to be reported, one swap for each claim.
#[derive(Debug, Default)]
pub(super) struct IncomingQueue {
    swaps: HashMap<ClaimId, Swap>,
    contested: usize,
}

impl IncomingQueue {
    /// Takes note of a claim that came in.
    pub(super) fn add(
        &mut self,
        ours: Option<&Arc<Claim>>,
        merged: Option<&Arc<Claim>>,
        is_contested: bool,
    ) {
        let Some(claim) = ours.or(merged) else {
            return;
        };
        let swap = self.swaps.entry(claim.id.clone()).or_insert_with(|| Swap {
            before: ours.cloned(),
            after: None,
        });
        swap.after = merged.cloned();
        self.contested += usize::from(is_contested);
    }

    /// Counts a claim that both sides had decided and of which ours stays as it is.
    pub(super) fn count_contested(&mut self) {
        self.contested += 1;
    }

    /// Takes note of what the screen has made of a claim, and of what is to be written of it.
    pub(super) fn expect(
        &mut self,
        id: &ClaimId,
        shown: Option<&Arc<Claim>>,
        written: Option<&Arc<Claim>>,
    ) {
        if shown == written {
            self.swaps.remove(id);
        } else {
            let swap = Swap {
                before: shown.cloned(),
                after: written.cloned(),
            };
            self.swaps.insert(id.clone(), swap);
        }
    }

    /// Returns the changes to report, if any, in the order of the article.
    pub(super) fn take(&mut self) -> Option<IncomingChanges> {
        let contested = mem::take(&mut self.contested);
        let mut swaps: Vec<Swap> = mem::take(&mut self.swaps).into_values().collect();
        if swaps.is_empty() && contested == 0 {
            return None;
        }
        fn key(swap: &Swap) -> Option<(crate::text::Span, &ClaimId)> {
            let claim = swap.after.as_ref().or(swap.before.as_ref())?;
            Some(claim.key())
        }
        swaps.sort_by(|a, b| key(a).cmp(&key(b)));
        Some(IncomingChanges {
            change: Change {
                label: "merged with the file".to_owned(),
                swaps,
            },
            contested,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Aside, Ruling, Signature, UndoHistory, Verdict};
    use crate::store::{LoadedReview, ReviewWriter, SaveError, SaveProblem, Saved, load, sample};
    use crate::text::Span;
    use proptest::prelude::*;
    use std::collections::VecDeque;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// One run of the program: a screen, and a writer that learns of its changes a little later.
    struct MergeFixture {
        review: Review,
        on_the_way: VecDeque<Change>,
        writer: ReviewWriter,
        steps: UndoHistory,
    }

    impl MergeFixture {
        fn open(path: &Path) -> Self {
            let loaded = load(path, &sample::article()).unwrap();
            let (review, on_disk) = match loaded {
                None => (sample::full(), None),
                Some(loaded) => match loaded.found {
                    LoadedReview::SameText(review) => (*review, Some(loaded.on_disk)),
                    LoadedReview::OtherText(_) => panic!("the text is the same"),
                },
            };
            Self {
                writer: ReviewWriter::new(path.to_owned(), &review, on_disk),
                on_the_way: VecDeque::new(),
                steps: UndoHistory::default(),
                review,
            }
        }

        fn make(&mut self, change: Change, second: i64) {
            self.review.apply(&change, sample::time(second)).unwrap();
            self.on_the_way.push_back(change);
        }

        fn rule(&mut self, index: usize, ruling: Ruling, second: i64) {
            let sign = sign(second);
            let change = self.review.rule(index, Some(ruling), &sign).unwrap();
            self.make(change.unwrap(), second);
        }

        /// The writer hears of the first changes on their way.
        fn hear(&mut self, changes: usize) {
            for change in self.on_the_way.drain(..changes.min(self.on_the_way.len())) {
                self.writer.apply(&change, self.review.updated());
            }
        }

        fn is_on_its_way(&self, id: &ClaimId) -> bool {
            let swaps = self.on_the_way.iter().flat_map(|change| &change.swaps);
            let mut claims = swaps.flat_map(|swap| swap.before.iter().chain(&swap.after));
            claims.any(|claim| claim.id == *id)
        }

        fn write(&mut self) -> Result<Saved, SaveError> {
            let saved = self.writer.write()?;
            if let Some(merged) = &saved.merged {
                let fitting = merged.fitting(&self.review, |id| self.is_on_its_way(id));
                self.review.apply(&fitting, self.review.updated()).unwrap();
            }
            Ok(saved)
        }

        fn save(&mut self) -> Option<IncomingChanges> {
            self.hear(usize::MAX);
            self.write().unwrap().merged
        }
    }

    fn sign(second: i64) -> Signature {
        Signature {
            by: "alice".into(),
            at: sample::time(second),
        }
    }

    const VERIFIED: Ruling = Ruling::Verdict(Verdict::Verified);
    const DISPUTED: Ruling = Ruling::Verdict(Verdict::Disputed);
    const LATE: i64 = 1_800_000_000;

    /// A saved review, and two runs that have it open.
    fn two_runs() -> (tempfile::TempDir, PathBuf, MergeFixture, MergeFixture) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.alice.review.json");
        MergeFixture::open(&path).save();
        let (one, two) = (MergeFixture::open(&path), MergeFixture::open(&path));
        (folder, path, one, two)
    }

    fn on_disk(path: &Path) -> Review {
        MergeFixture::open(path).review
    }

    #[test]
    fn what_each_decided_is_in_the_file_and_on_the_screen() {
        let (_folder, path, mut one, mut two) = two_runs();
        one.rule(1, VERIFIED, LATE);
        assert_eq!(one.save(), None);
        two.rule(0, DISPUTED, LATE + 1);
        let merged = two.save().unwrap();
        assert_eq!(merged.contested, 0);
        assert_eq!(merged.change.swaps.len(), 1);
        assert_eq!(two.review, on_disk(&path));
        assert_eq!(two.review.claims()[1].ruling(), Some(VERIFIED));
        assert_eq!(two.review.claims()[0].ruling(), Some(DISPUTED));
        assert_eq!(two.save(), None);
    }

    #[test]
    fn where_both_decided_the_newer_holds_and_the_older_is_in_the_history() {
        for (first, second) in [(LATE, LATE + 1), (LATE + 1, LATE)] {
            let (_folder, path, mut one, mut two) = two_runs();
            one.rule(1, VERIFIED, first);
            one.save();
            two.rule(1, DISPUTED, second);
            assert_eq!(two.save().unwrap().contested, 1);
            let claim = Claim::clone(&on_disk(&path).claims()[1]);
            let older = claim.history.last().unwrap();
            let rulings = [claim.ruling().unwrap(), older.ruling.unwrap()];
            let expected = if second > first {
                [DISPUTED, VERIFIED]
            } else {
                [VERIFIED, DISPUTED]
            };
            assert_eq!(rulings, expected);
            assert_eq!(two.review.claims(), on_disk(&path).claims());
        }
    }

    #[test]
    fn a_claim_changed_again_meanwhile_is_left_alone_until_the_writer_has_heard() {
        let (_folder, path, mut one, mut two) = two_runs();
        one.rule(1, VERIFIED, LATE);
        one.save();
        two.rule(0, DISPUTED, LATE + 1);
        two.hear(1);
        two.rule(1, DISPUTED, LATE + 2);
        let merged = two.write().unwrap().merged.unwrap();
        assert_eq!(merged.change.swaps.len(), 1);
        assert_eq!(two.review.claims()[1].ruling(), Some(DISPUTED));
        assert_eq!(on_disk(&path).claims()[1].ruling(), Some(VERIFIED));

        let merged = two.save().unwrap();
        assert_eq!(merged.change.swaps.len(), 1);
        assert_eq!(two.review, on_disk(&path));
        let claim = &two.review.claims()[1];
        assert_eq!(claim.ruling(), Some(DISPUTED));
        assert_eq!(claim.history.last().unwrap().ruling, Some(VERIFIED));
    }

    #[test]
    fn claims_added_on_either_side_are_kept_and_removed_ones_stay_removed() {
        let (_folder, path, mut one, mut two) = two_runs();
        let added = one.review.add(Span::new(0, 5)).unwrap();
        one.make(added, LATE);
        one.save();
        let added = two.review.add(Span::new(40, 42)).unwrap();
        two.make(added, LATE);
        // The second claim of the sample is an added one.
        let removed = two.review.remove(1).unwrap();
        two.make(removed, LATE);
        two.save();
        let spans: Vec<u32> = on_disk(&path)
            .claims()
            .iter()
            .map(|c| c.span.start)
            .collect();
        assert_eq!(spans, [0, 11, 40]);
        assert_eq!(two.review.claims(), on_disk(&path).claims());

        // But not if the other one has worked on it.
        let mut three = MergeFixture::open(&path);
        two.rule(0, VERIFIED, LATE + 1);
        two.save();
        let removed = three.review.remove(0).unwrap();
        three.make(removed, LATE + 2);
        three.save();
        assert_eq!(three.review.claims()[0].ruling(), Some(VERIFIED));
        assert_eq!(three.review.claims(), on_disk(&path).claims());
    }

    #[test]
    fn a_file_that_was_not_there_at_the_start_is_not_overwritten() {
        let (_folder, path, mut one, _) = two_runs();
        one.rule(1, VERIFIED, LATE);
        one.save();
        let mut fresh = MergeFixture {
            review: sample::full(),
            on_the_way: VecDeque::new(),
            steps: UndoHistory::default(),
            writer: ReviewWriter::new(path.clone(), &sample::full(), None),
        };
        fresh.rule(0, DISPUTED, LATE);
        fresh.save();
        let rulings = [0, 1].map(|index| on_disk(&path).claims()[index].ruling());
        assert_eq!(rulings, [Some(DISPUTED), Some(VERIFIED)]);
    }

    #[test]
    fn what_cannot_be_merged_is_left_as_it_is() {
        let (_folder, path, mut one, _) = two_runs();
        let whole = fs::read_to_string(&path).unwrap();
        let cases = [
            (whole[..whole.len() / 2].to_owned(), "cannot be read now"),
            (String::new(), "cannot be read now"),
            ("<<<<<<< HEAD\n".to_owned() + &whole, "cannot be read now"),
            (
                whole.replace("\"version\": 1", "\"version\": 2"),
                "cannot be read now",
            ),
            (
                whole.replace("\"reviewer\": \"alice\"", "\"reviewer\": \"b\\u001b\""),
                "the review of b␛",
            ),
            (
                whole.replace("\"sha256\": \"", "\"sha256\": \"0"),
                "another version of the article",
            ),
        ];
        one.rule(1, VERIFIED, LATE);
        one.hear(1);
        for (text, expected) in cases {
            fs::write(&path, &text).unwrap();
            let error = one.write().unwrap_err();
            assert!(error.trouble.to_string().contains(expected), "{error}");
            assert!(error.to_string().contains("it is left as it is"), "{error}");
            assert!(!error.to_string().chars().any(char::is_control), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        fs::write(&path, whole).unwrap();
        one.write().unwrap();
        assert_eq!(on_disk(&path), one.review);
    }

    #[test]
    fn a_file_copied_over_itself_or_removed_is_no_change() {
        let (_folder, path, mut one, _) = two_runs();
        fs::write(&path, fs::read(&path).unwrap()).unwrap();
        one.rule(1, VERIFIED, LATE);
        assert_eq!(one.save(), None);
        fs::remove_file(&path).unwrap();
        assert_eq!(one.save(), None);
        assert_eq!(on_disk(&path), one.review);
    }

    #[test]
    fn unknown_fields_that_came_in_are_kept() {
        let (_folder, path, mut one, _) = two_runs();
        let text = fs::read_to_string(&path).unwrap();
        let text = text.replace(
            "\"language\": \"en\"",
            "\"language\": \"uk\", \"source\": \"wire\"",
        );
        fs::write(
            &path,
            text.replace("\"topic\": \"war\"", "\"topic\": \"peace\""),
        )
        .unwrap();
        one.rule(0, VERIFIED, LATE);
        one.save();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("\"topic\": \"peace\""), "{text}");
        assert!(text.contains("\"source\": \"wire\""), "{text}");
    }

    #[test]
    fn a_write_that_fails_forgets_nothing_that_came_in() {
        let (_folder, path, mut one, mut two) = two_runs();
        one.rule(1, VERIFIED, LATE);
        one.save();
        two.rule(0, DISPUTED, LATE + 1);
        two.hear(1);
        // A claim that could not be read again is in for a full disk: both show after merging.
        let before = two.review.claims()[0].clone();
        let mut after = Claim::clone(&before);
        after.priority = None;
        after.id = ClaimId::from_file("");
        let odd = Change {
            label: String::new(),
            swaps: vec![Swap {
                before: Some(before),
                after: Some(Arc::new(after)),
            }],
        };
        two.writer.apply(&odd, sample::time(LATE + 2));
        assert!(matches!(
            two.writer.write().unwrap_err().trouble,
            SaveProblem::Bug(_)
        ));
        two.writer.apply(&odd.reversed(), sample::time(LATE + 3));
        let merged = two.write().unwrap().merged.unwrap();
        assert_eq!(merged.change.swaps.len(), 1);
        assert_eq!(two.review.claims(), on_disk(&path).claims());
    }

    /// Something a checker does, drawn at random.
    fn deed(review: &Review, kind: u8, index: usize, second: i64) -> Option<Change> {
        let sign = sign(second);
        let index = index % review.claims().len().max(1);
        match kind % 8 {
            0 => review.rule(index, Some(VERIFIED), &sign).ok()?,
            1 => review
                .rule(index, Some(Ruling::Aside(Aside::Repeat)), &sign)
                .ok()?,
            2 => review.rule(index, None, &sign).ok()?,
            3 => review
                .write_note(index, &format!("note {second}"), &sign)
                .ok()?,
            4 => review.write_note(index, "", &sign).ok()?,
            5 => {
                let start = (index as u32 * 7) % 50;
                review.add(Span::new(start, start + 5)).ok()
            }
            _ => review.remove(index).ok(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn two_runs_on_one_file_come_to_the_same_review(
            deeds in proptest::collection::vec(
                (any::<bool>(), any::<u8>(), 0usize..9, 0i64..50, 0usize..4), 1..40)
        ) {
            let (_folder, path, one, two) = two_runs();
            let mut runs = [one, two];
            for (which, kind, index, second, heard) in deeds {
                let run = &mut runs[usize::from(which)];
                let second = LATE + second;
                let change = match kind % 8 {
                    7 => run.steps.undo(),
                    _ => deed(&run.review, kind, index, second).inspect(|change| {
                        run.steps.push(change.clone());
                    }),
                };
                if let Some(change) = change {
                    // To undo may be too late, when something has come in since.
                    if run.review.apply(&change, sample::time(second)).is_ok() {
                        run.on_the_way.push_back(change);
                    }
                }
                if heard > 0 {
                    run.hear(heard - 1);
                    run.write().unwrap();
                }
            }
            for _ in 0..2 {
                runs.iter_mut().for_each(|run| drop(run.save()));
            }
            let file = on_disk(&path);
            for run in &runs {
                prop_assert_eq!(run.review.claims(), file.claims());
            }
            prop_assert!(runs.each_mut().map(MergeFixture::save).iter().all(Option::is_none));
        }
    }
}
