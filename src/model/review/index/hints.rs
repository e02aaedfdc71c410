//! The claims with hints, and finding the next hint.

use std::sync::Arc;

use crate::model::{Claim, Hint};

use super::by_kind::{IndexedKind, KindIndex};

/// The open claims with a hint that is not dismissed, and how far from the start of its claim a
/// hint may begin: a search for the next hint then looks only at the claims nearby.
#[derive(Clone, Debug)]
pub(in crate::model::review) struct HintIndex {
    claims_with_hints: KindIndex,
    /// The greatest distance before and after the claim's start, in code points.
    ahead: u32,
    after: u32,
}

impl HintIndex {
    pub(in crate::model::review) fn of(claims: &[Arc<Claim>]) -> Self {
        let mut hinted = Self {
            claims_with_hints: KindIndex::of(IndexedKind::Hinted, claims),
            ahead: 0,
            after: 0,
        };
        for claim in claims {
            hinted.measure(claim);
        }
        hinted
    }

    pub(in crate::model::review) fn add(&mut self, claim: &Arc<Claim>) {
        self.measure(claim);
        self.claims_with_hints.add(claim);
    }

    pub(in crate::model::review) fn remove(&mut self, claim: &Claim) {
        self.claims_with_hints.remove(claim);
    }

    fn measure(&mut self, claim: &Claim) {
        for hint in claim.open_hints() {
            let (hint, claim) = (hint.span.start, claim.span.start);
            self.ahead = self.ahead.max(claim.saturating_sub(hint));
            self.after = self.after.max(hint.saturating_sub(claim));
        }
    }

    /// Returns the first hint that begins at or after a code point, and its claim.
    pub(in crate::model::review) fn from(&self, position: u32) -> Option<(&Claim, &Hint)> {
        let claims = self.claims_with_hints.claims();
        let reach = position.saturating_sub(self.after);
        let first = claims.partition_point(|claim| claim.span.start < reach);
        let mut found: Option<(&Claim, &Hint)> = None;
        for claim in &claims[first..] {
            if found.is_some_and(|(_, hint)| {
                claim.span.start.saturating_sub(self.ahead) > hint.span.start
            }) {
                break;
            }
            for hint in claim.open_hints() {
                let is_nearer = found.is_none_or(|(_, other)| hint.span.start < other.span.start);
                if hint.span.start >= position && is_nearer {
                    found = Some((claim, hint));
                }
            }
        }
        found
    }

    /// Returns the last hint that begins before a code point, and its claim.
    pub(in crate::model::review) fn before(&self, position: u32) -> Option<(&Claim, &Hint)> {
        let claims = self.claims_with_hints.claims();
        let reach = position.saturating_add(self.ahead);
        let end = claims.partition_point(|claim| claim.span.start < reach);
        let mut found: Option<(&Claim, &Hint)> = None;
        for claim in claims[..end].iter().rev() {
            if found.is_some_and(|(_, hint)| {
                claim.span.start.saturating_add(self.after) < hint.span.start
            }) {
                break;
            }
            for hint in claim.open_hints().collect::<Vec<_>>().into_iter().rev() {
                let is_nearer = found.is_none_or(|(_, other)| hint.span.start > other.span.start);
                if hint.span.start < position && is_nearer {
                    found = Some((claim, hint));
                }
            }
        }
        found
    }
}

/// The bounds only ever grow; what matters is which claims there are.
impl PartialEq for HintIndex {
    fn eq(&self, other: &Self) -> bool {
        self.claims_with_hints == other.claims_with_hints
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Decision, Origin, Ruling, UnknownFields, Verdict};
    use crate::text::Span;
    use jiff::Timestamp;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_next_hint_is_that_of_a_walk_through_all(
            places in proptest::collection::vec(
                (
                    0u32..200,
                    1u32..30,
                    proptest::collection::vec((0u32..220, any::<bool>()), 0..3),
                    any::<bool>(),
                ),
                0..20,
            ),
            position in 0u32..230,
        ) {
            let article = Article::new("a.txt", "a".repeat(300));
            let mut claims: Vec<Arc<Claim>> = places
                .into_iter()
                .map(|(start, length, hints, is_decided)| {
                    let span = Span::new(start, start + length);
                    let mut claim = Claim::new(&article, span, Origin::Extracted);
                    claim.hints = hints
                        .into_iter()
                        .map(|(start, dismissed)| Hint {
                            code: "odd".into(),
                            message: String::new(),
                            span: Span::new(start, start + 1),
                            suggestion: None,
                            dismissed,
                            extra: UnknownFields::default(),
                        })
                        .collect();
                    if is_decided {
                        let mut decision = Decision::blank("alice", Timestamp::UNIX_EPOCH);
                        decision.ruling = Some(Ruling::Verdict(Verdict::Garbled));
                        claim.decision = Some(Box::new(decision));
                    }
                    Arc::new(claim)
                })
                .collect();
            claims.sort_by(|a, b| a.key().cmp(&b.key()));
            let hinted = HintIndex::of(&claims);
            let starts: Vec<u32> = claims
                .iter()
                .filter(|claim| claim.is_open())
                .flat_map(|claim| &claim.hints)
                .filter(|hint| !hint.dismissed)
                .map(|hint| hint.span.start)
                .collect();
            let start = |found: Option<(&Claim, &Hint)>| found.map(|(_, hint)| hint.span.start);
            prop_assert_eq!(
                start(hinted.from(position)),
                starts.iter().copied().filter(|&start| start >= position).min()
            );
            prop_assert_eq!(
                start(hinted.before(position)),
                starts.iter().copied().filter(|&start| start < position).max()
            );
        }
    }
}
