//! Merging with a review file that another program has changed.

use std::collections::HashMap;
use std::mem;
use std::path::Path;
use std::sync::Arc;

use crate::model::{Claim, ClaimId, Review};
use crate::store::disk::OnDisk;
use crate::store::load::{self, LoadedReview};
use crate::store::merge::{self, MergeSide};
use crate::store::{ReviewWriter, SaveProblem};

impl ReviewWriter {
    /// Merges with a file that another program has written, if its content has changed. A file that
    /// cannot be read is an error: it is never overwritten.
    pub(super) fn merge_file(&mut self, target: &Path) -> Result<(), SaveProblem> {
        let unreadable = |error| SaveProblem::Unreadable(Box::new(error));
        let Some((text, on_disk)) = load::open(target).map_err(unreadable)? else {
            return Ok(());
        };
        if self.attempted.as_deref() == Some(on_disk.sha256()) {
            self.changed.clear();
        } else if self.on_disk.as_ref().map(OnDisk::sha256) != Some(on_disk.sha256()) {
            match load::parse(target, &text, &self.article).map_err(unreadable)? {
                LoadedReview::SameText(theirs) if theirs.reviewer() == self.head.reviewer => {
                    self.merge(&theirs);
                }
                LoadedReview::SameText(theirs) => {
                    return Err(SaveProblem::OtherReviewer(theirs.reviewer().to_owned()));
                }
                LoadedReview::OtherText(_) => return Err(SaveProblem::OtherText),
            }
        }
        self.on_disk = Some(on_disk);
        Ok(())
    }

    fn merge(&mut self, theirs: &Review) {
        // Unknown fields are not changed here: where they differ, the file was edited.
        let head = theirs.head();
        self.head.extra = merge::extra(MergeSide::Theirs, &self.head.extra, &head.extra);
        self.head.created = self.head.created.min(head.created);
        self.head.updated = self.head.updated.max(head.updated);

        // The common ancestor is known only if the file was seen before.
        let changed = self.on_disk.is_some().then(|| mem::take(&mut self.changed));
        let ours: HashMap<ClaimId, Arc<Claim>> = self
            .entries
            .iter()
            .map(|entry| (entry.claim.id.clone(), Arc::clone(&entry.claim)))
            .collect();
        self.changed = ours.keys().map(|id| (id.clone(), None)).collect();
        for theirs in theirs.claims() {
            let ours = ours.get(&theirs.id);
            let base = changed
                .as_ref()
                .and_then(|changed| match changed.get(&theirs.id) {
                    Some(base) => base.as_ref(),
                    None => ours,
                });
            self.merge_claim(base, ours, theirs);
        }
    }

    fn merge_claim(
        &mut self,
        base: Option<&Arc<Claim>>,
        ours: Option<&Arc<Claim>>,
        theirs: &Arc<Claim>,
    ) {
        let merged = match ours {
            Some(ours) => Some(Arc::new(merge::claim(base.map(Arc::as_ref), ours, theirs))),
            // Removed here, and not changed there.
            None if base == Some(theirs) => None,
            None => Some(Arc::clone(theirs)),
        };
        let is_contested = ours.is_some_and(|ours| {
            base != Some(ours) && base != Some(theirs) && merge::is_contested(ours, theirs)
        });
        if merged.as_ref() == Some(theirs) {
            self.changed.remove(&theirs.id);
        } else {
            let on_disk = Some(Arc::clone(theirs));
            self.changed.insert(theirs.id.clone(), on_disk);
        }
        if merged.as_ref() != ours {
            self.incoming.add(ours, merged.as_ref(), is_contested);
            if let Some(ours) = ours {
                self.put(self.find(ours), None);
            }
            if let Some(merged) = &merged {
                self.put(self.find(merged), Some(merged));
            }
        } else if is_contested {
            self.incoming.count_contested();
        }
    }
}
