//! How far a review is.

use super::{Claim, Ruling, Verdict};

/// How many claims there are of each kind. Kept up to date by adding and taking away single
/// claims, so that it costs the same however many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All claims whose words are in the article.
    pub total: usize,
    /// A source backs them.
    pub verified: usize,
    /// A source contradicts them.
    pub disputed: usize,
    /// Their words are broken.
    pub garbled: usize,
    /// They need no verdict.
    pub aside: usize,
    /// They were settled, but the article has changed: they are open until that is confirmed.
    pub unconfirmed: usize,
    /// Their words are not in the article any more, and they were not put away; counted nowhere
    /// else.
    pub gone: usize,
    /// They have a flag.
    pub flagged: usize,
    /// Hints not waved off, over all claims.
    pub hints: usize,
}

impl Progress {
    /// Counts claims.
    pub fn of<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Self {
        let mut progress = Self::default();
        for claim in claims {
            progress.add(claim);
        }
        progress
    }

    /// Returns how many are settled: given a verdict or set aside.
    pub fn reviewed(&self) -> usize {
        self.verified + self.disputed + self.garbled + self.aside
    }

    /// Returns how many are still to be settled.
    pub fn open(&self) -> usize {
        self.total - self.reviewed()
    }

    /// Counts one claim more.
    pub fn add(&mut self, claim: &Claim) {
        if claim.is_gone() {
            self.gone += usize::from(!claim.is_put_away());
            return;
        }
        self.total += 1;
        self.hints += claim.open_hints().count();
        self.flagged += usize::from(claim.is_flagged());
        self.unconfirmed += usize::from(is_unconfirmed(claim));
        if let Some(count) = self.count_of(claim.settled()) {
            *count += 1;
        }
    }

    /// Counts one claim less; it must have been counted before, as it is now.
    pub fn remove(&mut self, claim: &Claim) {
        if claim.is_gone() {
            self.gone -= usize::from(!claim.is_put_away());
            return;
        }
        self.total -= 1;
        self.hints -= claim.open_hints().count();
        self.flagged -= usize::from(claim.is_flagged());
        self.unconfirmed -= usize::from(is_unconfirmed(claim));
        if let Some(count) = self.count_of(claim.settled()) {
            *count -= 1;
        }
    }

    fn count_of(&mut self, ruling: Option<Ruling>) -> Option<&mut usize> {
        Some(match ruling? {
            Ruling::Verdict(Verdict::Verified) => &mut self.verified,
            Ruling::Verdict(Verdict::Disputed) => &mut self.disputed,
            Ruling::Verdict(Verdict::Garbled) => &mut self.garbled,
            Ruling::Aside(_) => &mut self.aside,
        })
    }
}

fn is_unconfirmed(claim: &Claim) -> bool {
    claim.ruling().is_some() && claim.is_open()
}
