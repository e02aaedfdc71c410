//! One step that can be taken back.

use std::sync::Arc;

use super::Claim;

/// One claim before and after: replaced, added (`before` is none) or removed (`after` is none).
#[derive(Clone, Debug, PartialEq)]
pub struct Swap {
    /// The claim as it was.
    pub before: Option<Arc<Claim>>,
    /// The claim as it is now.
    pub after: Option<Arc<Claim>>,
}

/// What one action of the checker did, to however many claims. A change that does nothing is not
/// made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// What was done, for the line that says what was undone: `garbled`, `note`.
    pub label: String,
    /// The claims it touched.
    pub swaps: Vec<Swap>,
}

impl Change {
    /// Returns the change that takes this one back.
    pub fn reversed(&self) -> Change {
        Change {
            label: self.label.clone(),
            swaps: self
                .swaps
                .iter()
                .rev()
                .map(|swap| Swap {
                    before: swap.after.clone(),
                    after: swap.before.clone(),
                })
                .collect(),
        }
    }

    /// Returns the claim to look at after the change, as it is now, or as it was if it is gone.
    pub fn subject(&self) -> Option<&Arc<Claim>> {
        let swap = self.swaps.first()?;
        swap.after.as_ref().or(swap.before.as_ref())
    }
}

/// The steps taken, and those undone. Shared, because they are handed on with every key that is
/// typed into a note.
#[derive(Clone, Debug, Default)]
pub struct UndoHistory {
    done: Vec<Arc<Change>>,
    undone: Vec<Arc<Change>>,
    /// Those of an earlier session.
    earlier: Vec<Arc<Change>>,
}

impl PartialEq for UndoHistory {
    /// Compares what can be undone and redone, not when it was done.
    fn eq(&self, other: &Self) -> bool {
        (&self.done, &self.undone) == (&other.done, &other.undone)
    }
}

impl UndoHistory {
    /// Returns the steps of an earlier session, oldest first.
    pub fn restored(done: Vec<Change>, undone: Vec<Change>) -> Self {
        let shared =
            |changes: Vec<Change>| -> Vec<_> { changes.into_iter().map(Arc::new).collect() };
        let (done, undone) = (shared(done), shared(undone));
        Self {
            earlier: done.iter().chain(&undone).map(Arc::clone).collect(),
            done,
            undone,
        }
    }

    /// Returns whether a step was first taken in an earlier session.
    pub fn is_from_earlier_session(&self, step: &Arc<Change>) -> bool {
        self.earlier
            .iter()
            .any(|earlier| Arc::ptr_eq(earlier, step))
    }

    /// Records a step; what had been undone can no longer be redone.
    pub fn push(&mut self, change: Change) {
        self.undone.clear();
        self.done.push(Arc::new(change));
    }

    /// Undoes the last step: returns the change to apply.
    pub fn undo(&mut self) -> Option<Change> {
        let change = self.done.pop()?;
        let back = change.reversed();
        self.undone.push(change);
        Some(back)
    }

    /// Redoes the step undone last: returns the change to apply.
    pub fn redo(&mut self) -> Option<Change> {
        let change = self.undone.pop()?;
        let again = Change::clone(&change);
        self.done.push(change);
        Some(again)
    }

    /// Returns the steps that can be undone, oldest first.
    pub fn done(&self) -> &[Arc<Change>] {
        &self.done
    }

    /// Returns the steps that can be redone, the next one last.
    pub fn undone(&self) -> &[Arc<Change>] {
        &self.undone
    }
}
