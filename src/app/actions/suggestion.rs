//! Taking the words that a hint suggests into a claim's correction.

use jiff::Timestamp;

use crate::model::{Claim, Hint};
use crate::text::one_line;

use crate::app::workspace::Workspace;
use crate::app::{Command, Effect};

impl Workspace {
    /// Puts the words that a hint suggests into the correction of its claim: of the hint that the
    /// reviewer was led to, else of the first one whose words are not there yet.
    pub(in crate::app) fn take_suggestion(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some((place, claim)) = self
            .target()
            .and_then(|place| Some((place, self.review().claims().get(place)?)))
        else {
            return Vec::new();
        };
        let mut hints: Vec<&Hint> = claim.suggesting_hints().collect();
        hints.sort_by_key(|hint| self.article.spot() != Some(hint.span));
        let taken = hints.iter().find_map(|hint| {
            let words = self.with_suggestion(claim, hint)?;
            Some((
                words,
                one_line(self.review().article().text().slice(hint.span)),
                *hint,
            ))
        });
        let Some((words, odd, hint)) = taken else {
            self.refuse_on(place, "its correction has every suggested word");
            return Vec::new();
        };
        let suggestion = one_line(hint.suggestion.as_deref().unwrap_or_default());
        let sign = self.signature(now);
        let change = self.review().propose_correction(place, Some(&words), &sign);
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let edit = self.key(Command::Correct);
            let undo = self.undo_hint();
            self.say_on(
                place,
                format!("proposes “{suggestion}” for “{odd}” · {edit} edits{undo}"),
            );
        }
        effects
    }

    /// Returns a claim's correction, or else its own words, with the words of a hint in place of the
    /// odd ones. `None` if the odd words are not in it, or the suggested ones are there already.
    fn with_suggestion(&self, claim: &Claim, hint: &Hint) -> Option<String> {
        let text = self.review().article().text();
        let odd = text.slice(hint.span);
        let suggestion = hint.suggestion.as_deref()?;
        let start = text.byte_of(claim.span.start);
        let expected = text.byte_of(hint.span.start) - start;
        let quote = text.slice(claim.span);
        let written = claim
            .decision
            .as_ref()
            .and_then(|d| d.correction.as_deref());
        let words = written.unwrap_or(quote);
        // Of the places that read like it, the one nearest to where it is in the article.
        let from_end = quote.len() - expected;
        let distance = |at: usize| {
            let from_start = at.abs_diff(expected);
            from_start.min((words.len() - at).abs_diff(from_end))
        };
        let is_right = |at: usize| {
            let mut right = words.match_indices(suggestion);
            right.any(|(from, _)| from <= at && at + odd.len() <= from + suggestion.len())
        };
        let places = words.match_indices(odd).map(|(at, _)| at);
        let at = places
            .filter(|&at| !is_right(at))
            .min_by_key(|&at| distance(at))?;
        let (before, after) = (&words[..at], &words[at + odd.len()..]);
        let words = format!("{before}{suggestion}{after}");
        // No words at all would propose to cut the sentence.
        (!words.trim().is_empty()).then_some(words)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::app::Setup;
    use crate::model::{Article, Origin, Review, UnknownFields};
    use crate::text::Span;

    /// Returns a workspace with one claim on a whole text, and a hint on each odd passage.
    fn workspace(text: &str, odds: &[(Span, &str)]) -> Workspace {
        let article = Arc::new(Article::new("a.txt", text.to_owned()));
        let mut claim = Claim::new(&article, article.text().span(), Origin::Imported);
        claim.hints = odds
            .iter()
            .map(|&(span, suggestion)| Hint {
                code: "test".into(),
                message: String::new(),
                span,
                suggestion: Some(suggestion.to_owned()),
                dismissed: false,
                extra: UnknownFields::default(),
            })
            .collect();
        let now = Timestamp::UNIX_EPOCH;
        Workspace::new(Setup::new(Review::new(article, "alice", now, vec![claim])))
    }

    fn correction(work: &Workspace) -> Option<&str> {
        let decision = work.review().claims()[0].decision.as_ref()?;
        decision.correction.as_deref()
    }

    #[test]
    fn each_hint_is_taken_once_and_in_its_own_place() {
        let text = "The the NATO backs the the NATO, Kyiv said the U.S said.";
        let odds = [
            (Span::new(0, 7), "The"),
            (Span::new(19, 26), "the"),
            (Span::new(47, 50), "U.S."),
        ];
        let mut work = workspace(text, &odds);
        for expected in [
            "The NATO backs the the NATO, Kyiv said the U.S said.",
            "The NATO backs the NATO, Kyiv said the U.S said.",
            "The NATO backs the NATO, Kyiv said the U.S. said.",
        ] {
            work.take_suggestion(Timestamp::UNIX_EPOCH);
            assert_eq!(correction(&work), Some(expected));
        }
        work.take_suggestion(Timestamp::UNIX_EPOCH);
        assert!(work.messages.status().unwrap().is_trouble);
    }

    #[test]
    fn the_hint_that_the_reviewer_was_led_to_comes_first() {
        let mut work = workspace("ab ab", &[(Span::new(0, 2), "x"), (Span::new(3, 5), "y")]);
        work.article.set_spot(Some(Span::new(3, 5)));
        work.take_suggestion(Timestamp::UNIX_EPOCH);
        assert_eq!(correction(&work), Some("ab y"));
    }

    proptest! {
        #[test]
        fn any_correction_takes_any_suggestion_or_stays(
            text in "[ab é]{1,20}", start in 0u32..20, length in 1u32..5,
            suggestion in "[abé]{0,4}", written in proptest::option::of("[ab é]{0,20}"),
        ) {
            let len = text.chars().count() as u32;
            let start = start.min(len - 1);
            let span = Span::new(start, (start + length).min(len));
            let mut work = workspace(&text, &[(span, &suggestion)]);
            if let Some(written) = &written {
                let sign = work.signature(Timestamp::UNIX_EPOCH);
                let change = work.review().propose_correction(0, Some(written), &sign);
                work.make(change, Timestamp::UNIX_EPOCH);
            }
            let before = correction(&work).map(str::to_owned);
            work.take_suggestion(Timestamp::UNIX_EPOCH);
            let after = correction(&work).map(str::to_owned);
            prop_assert!(after == before || after.is_some_and(|words| words.contains(suggestion.trim())));
        }
    }
}
