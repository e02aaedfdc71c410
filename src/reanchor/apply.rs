//! The claims of a review carried over to the article as it is now.

use crate::model::{Anchor, Article, Claim, Hint};
use crate::text::Span;

use super::{Candidate, ClaimOutcome, EarlierClaim, Fate, Reanchored};

impl Reanchored {
    /// Returns the claims for a review of the new article: every claim there was, under its id and
    /// with what is written on it. The sentences that are new are not among them.
    ///
    /// A claim on which nothing was ever written needs no confirming where it has changed. Hints
    /// are about words: they stay with the words they are about, and go with them.
    pub fn into_claims(self, article: &Article) -> Vec<Claim> {
        self.outcomes
            .into_iter()
            .map(|outcome| carried(outcome, article))
            .collect()
    }
}

fn carried(outcome: ClaimOutcome, article: &Article) -> Claim {
    let EarlierClaim {
        mut claim,
        selector,
    } = outcome.earlier;
    // A claim that had changed before is still compared with the words it was decided on.
    let was = Box::new(
        claim
            .anchor
            .was()
            .cloned()
            .unwrap_or_else(|| selector.clone()),
    );
    let old = claim.span;
    (claim.span, claim.anchor) = match outcome.fate {
        Fate::Same { span, .. } => match claim.anchor {
            Anchor::Changed { was } => (span, Anchor::Changed { was }),
            _ => (span, Anchor::Sure),
        },
        Fate::Changed(Candidate { span, .. }) if claim.is_blank() => (span, Anchor::Sure),
        Fate::Changed(Candidate { span, .. }) => (span, Anchor::Changed { was }),
        Fate::Ambiguous(candidates) => {
            let candidates: Vec<Span> = candidates.iter().map(|c| c.span).collect();
            let start = candidates.first().map_or(0, |likeliest| likeliest.start);
            (
                Span::new(start, start),
                Anchor::Ambiguous { was, candidates },
            )
        }
        Fate::Gone { near } => {
            let is_put_away = claim.is_put_away();
            (Span::new(near, near), Anchor::Gone { was, is_put_away })
        }
    };
    let is_verbatim = article.text().slice(claim.span) == selector.quote;
    claim
        .hints
        .retain_mut(|hint| is_verbatim && follow(hint, old, claim.span));
    claim
}

/// Moves a hint along with the claim it is in; returns whether it does.
fn follow(hint: &mut Hint, old: Span, new: Span) -> bool {
    let inside = old.covers(hint.span) && old.len() == new.len();
    if inside {
        hint.span = Span::new(
            new.start + (hint.span.start - old.start),
            new.start + (hint.span.end - old.start),
        );
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Origin, Ruling, Selector, UnknownFields, Verdict};
    use crate::reanchor::reanchor;
    use jiff::Timestamp;

    /// Carries one decided claim, the first sentence of a text, over to other texts, one by one.
    fn carried_through(texts: &[&str]) -> Vec<(Claim, String)> {
        let sentence = |text: &str| {
            let end = text.find(". ").map_or(text.len(), |at| at + 1);
            Span::new(0, end as u32)
        };
        let article = |text: &str| Article::new("a.txt", text.to_owned());
        let mut claim = Claim::new(&article(texts[0]), sentence(texts[0]), Origin::Extracted);
        claim.decision = Some(Box::new(Decision {
            ruling: Some(Ruling::Verdict(Verdict::Verified)),
            ..Decision::blank("alice", Timestamp::UNIX_EPOCH)
        }));
        claim.hints.push(Hint {
            code: "odd".into(),
            message: "Odd.".into(),
            span: Span::new(4, 9),
            suggestion: None,
            dismissed: true,
            extra: UnknownFields::default(),
        });
        let mut states = Vec::new();
        for pair in texts.windows(2) {
            let [old, new] = [pair[0], pair[1]].map(article);
            let slice = |start, end| old.text().slice(Span::new(start, end)).to_owned();
            let selector = Selector {
                quote: slice(claim.span.start, claim.span.end),
                prefix: slice(claim.span.start.saturating_sub(32), claim.span.start),
                suffix: slice(claim.span.end, claim.span.end + 32),
                ..Selector::default()
            };
            let earlier = vec![EarlierClaim::new(claim.clone(), selector)];
            let result = reanchor(earlier, &new, &[sentence(pair[1])]);
            let [next] = result.into_claims(&new).try_into().unwrap();
            assert_eq!((&next.id, &next.decision), (&claim.id, &claim.decision));
            let words = new.text().slice(next.span).to_owned();
            states.push((next.clone(), words));
            claim = next;
        }
        states
    }

    const A: &str = "The alliance has thirty members now. More.";
    const B: &str = "The alliance has forty members now. More.";
    const B_MOVED: &str = "In short. The alliance has forty members now. More.";
    const C: &str = "The alliance has forty members here now. More.";
    const NONE: &str = "Nothing of it is left. More.";

    #[test]
    fn the_same_words_carry_everything_along() {
        let [(claim, words)] = &carried_through(&[B, B_MOVED])[..] else {
            panic!()
        };
        assert_eq!(words, "The alliance has forty members now.");
        assert!(!claim.is_open());
        assert_eq!(claim.hints[0].span, Span::new(14, 19));
        assert!(claim.hints[0].dismissed);
    }

    #[test]
    fn a_changed_claim_stays_changed_until_it_is_confirmed() {
        for (claim, _) in carried_through(&[A, B, B_MOVED, C]) {
            assert!(claim.is_open());
            assert_eq!(claim.anchor.name(), "changed");
            let was = claim.anchor.was().unwrap();
            assert_eq!(was.quote, "The alliance has thirty members now.");
            assert!(claim.hints.is_empty());
        }
    }

    #[test]
    fn a_claim_that_was_gone_comes_back_with_its_words() {
        let states = carried_through(&[A, NONE, NONE, A, NONE, B]);
        let names: Vec<&str> = states
            .iter()
            .map(|(claim, _)| claim.anchor.name())
            .collect();
        assert_eq!(names, ["gone", "gone", "sure", "gone", "changed"]);
        assert!(states[0].0.span.is_empty());
        assert_eq!(states[4].1, "The alliance has forty members now.");
    }
}
