//! What workers find while a review is already open: claims, then hints.

use std::sync::Arc;

use crate::model::{Change, Claim, Hint, Swap};
use crate::text::Span;

use super::parts::Review;

impl Review {
    /// Adds the claims found in the text up to a code point at the end of a line, and returns what
    /// changed. A passage that the reviewer has meanwhile made a claim of stays theirs.
    pub fn add_extracted(&mut self, claims: Vec<Claim>, upto: u32) -> Change {
        let from = self.extracted_up_to().unwrap_or(upto).min(upto);
        let theirs: Vec<Arc<Claim>> = self
            .claims_within(Span::new(from, upto))
            .map(|(_, claim)| Arc::clone(claim))
            .collect();
        let mut swaps = Vec::with_capacity(claims.len());
        for mut claim in claims {
            // Also for a passage that is taken: all reviewers' claims have the same numbers.
            claim.number = self.next_number();
            if theirs.iter().any(|other| other.span == claim.span) {
                continue;
            }
            let passage = (&**self.article(), claim.span);
            claim.id = claim
                .id
                .unless_taken(passage, |id| theirs.iter().any(|other| other.id == *id));
            let claim = Arc::new(claim);
            self.insert(&claim);
            swaps.push(Swap {
                before: None,
                after: Some(claim),
            });
        }
        self.finish_extraction(upto);
        Change {
            label: "claims found".to_owned(),
            swaps,
        }
    }

    /// Adds hints, in order of their places, to the claims they are in, and returns what changed.
    pub fn add_hints(&mut self, hints: Vec<Hint>) -> Change {
        let mut swaps: Vec<Swap> = Vec::new();
        for hint in hints {
            let around = self
                .claims_within(hint.span)
                .min_by_key(|(_, claim)| claim.span.len())
                .map(|(index, claim)| (index, Arc::clone(claim)));
            let Some((index, before)) = around else {
                continue;
            };
            // Known from an earlier session, where it may have been dismissed.
            let is_same = |other: &Hint| (&other.code, other.span) == (&hint.code, hint.span);
            if before.hints.iter().any(is_same) {
                continue;
            }
            let mut after = Claim::clone(&before);
            // Few claims get a second hint, and a vector of one has room for four.
            after.hints.reserve_exact(1);
            after.hints.push(hint);
            let after = Arc::new(after);
            self.replace(index, &after);
            match swaps.last_mut() {
                Some(last) if last.after.as_ref() == Some(&before) => last.after = Some(after),
                _ => swaps.push(Swap {
                    before: Some(before),
                    after: Some(after),
                }),
            }
        }
        Change {
            label: "hints found".to_owned(),
            swaps,
        }
    }
}
