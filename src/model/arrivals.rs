//! What is found while a review is open already.

use std::sync::Arc;

use crate::text::Span;

use super::{Change, Claim, ClaimId, ClaimNumber, Hint, Review, Swap};

impl Review {
    /// Takes in the claims found in the text up to a code point at the end of a line, and returns
    /// what came of it. A passage that the reviewer has made a claim of meanwhile stays theirs.
    pub fn add_extracted(&mut self, claims: Vec<Claim>, upto: u32) -> Change {
        let from = self.found.unwrap_or(upto).min(upto);
        let theirs: Vec<Arc<Claim>> = self
            .claims_within(Span::new(from, upto))
            .map(|(_, claim)| Arc::clone(claim))
            .collect();
        let mut swaps = Vec::with_capacity(claims.len());
        let mut base = self.last_base;
        for mut claim in claims {
            // Also for a passage that is taken: another reviewer's claims count the same.
            base += 1;
            claim.number = ClaimNumber::new(base);
            if theirs.iter().any(|other| other.span == claim.span) {
                continue;
            }
            let mut digits = claim.id.as_str().len() - 1;
            while theirs.iter().any(|other| other.id == claim.id) {
                digits += 4;
                claim.id = ClaimId::of(&self.article, claim.span, digits);
            }
            let claim = Arc::new(claim);
            self.insert(&claim);
            swaps.push(Swap {
                before: None,
                after: Some(claim),
            });
        }
        self.last_base = base;
        self.measure(Span::new(from, upto));
        self.found = (upto < self.article.text().len()).then_some(upto);
        Change {
            label: "claims found".to_owned(),
            swaps,
        }
    }

    /// Gives hints, in order of their places, to the claims they lie in, and returns what came of
    /// it.
    pub fn add_hints(&mut self, hints: Vec<Hint>) -> Change {
        let mut swaps: Vec<Swap> = Vec::new();
        for hint in hints {
            let around = self
                .claims_within(hint.span)
                .min_by_key(|(_, claim)| claim.span.len())
                .map(|(index, _)| index);
            let Some(index) = around else { continue };
            let before = Arc::clone(&self.claims[index]);
            // Known from an earlier sitting, and perhaps waved off there.
            let is_same = |other: &Hint| (&other.code, other.span) == (&hint.code, hint.span);
            if before.hints.iter().any(is_same) {
                continue;
            }
            let mut after = Claim::clone(&before);
            // Hardly any claim gets a second one, and a list of one has room for four.
            after.hints.reserve_exact(1);
            after.hints.push(hint);
            let after = Arc::new(after);
            self.exchange(index, &after);
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
