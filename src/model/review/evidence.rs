//! The backup of a claim: filing a source, changing what was filed, removing it, using it again.
//!
//! An entry is known by what it says, not by its place in the list: another program may have
//! added to the list meanwhile.

use jiff::Timestamp;

use crate::model::{Change, Claim, Evidence, Stance};

use super::edit::{edit, swap};
use super::parts::Review;
use super::refusal::{Refusal, Signature};

impl Evidence {
    /// Returns the entry without spaces at the ends of its texts, and without empty texts.
    fn tidied(self) -> Self {
        let tidy = |text: Option<String>| {
            let text = text?.trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        Self {
            title: tidy(self.title),
            url: tidy(self.url),
            file: tidy(self.file),
            locator: tidy(self.locator),
            quote: tidy(self.quote),
            ..self
        }
    }

    /// Returns what the source is known by, wherever in it the place is: its address, else its file,
    /// else its title.
    fn source(&self) -> Option<String> {
        let known = [&self.url, &self.file, &self.title].into_iter().flatten();
        known.map(|text| text.trim().to_lowercase()).next()
    }

    /// Returns whether it says what is to be looked at.
    fn names_a_source(&self) -> bool {
        [&self.title, &self.url, &self.file, &self.quote]
            .into_iter()
            .any(Option::is_some)
    }
}

/// A source that is filed on claims of a review.
#[derive(Clone, Debug, PartialEq)]
pub struct UsedSource {
    /// The source as it was filed last, without place and quotation.
    pub source: Evidence,
    /// The claims it is filed on, as places in [`Review::claims`], in order.
    pub claims: Vec<usize>,
}

impl Review {
    /// Returns the sources filed on other claims than the one at `index` and not on it, the one
    /// filed last first.
    pub fn sources_of_others(&self, index: usize) -> Vec<UsedSource> {
        let own = self
            .claims()
            .get(index)
            .map_or(&[][..], |claim| claim.evidence());
        let own: Vec<String> = own.iter().filter_map(Evidence::source).collect();
        let mut used: Vec<(Timestamp, String, UsedSource)> = Vec::new();
        for claim in self.claims_with_evidence() {
            let (Some(place), Some(decision)) = (self.index_of(claim), &claim.decision) else {
                continue;
            };
            for entry in &decision.evidence {
                let Some(name) = entry.source().filter(|name| !own.contains(name)) else {
                    continue;
                };
                let filed = entry.accessed.unwrap_or(decision.at);
                let source = Evidence {
                    locator: None,
                    quote: None,
                    ..entry.clone()
                };
                match used.iter_mut().find(|(_, other, _)| *other == name) {
                    None => {
                        let claims = vec![place];
                        used.push((filed, name, UsedSource { source, claims }));
                    }
                    Some((last, _, known)) => {
                        if !known.claims.contains(&place) {
                            known.claims.push(place);
                        }
                        if filed >= *last {
                            *last = filed;
                            known.source = source;
                        }
                    }
                }
            }
        }
        used.sort_by_key(|(last, ..)| std::cmp::Reverse(*last));
        used.into_iter().map(|(_, _, used)| used).collect()
    }

    /// Files a source on a claim, in the place of an entry or after the others. An entry that is
    /// not there any more is replaced by nothing: what was typed is filed anyway.
    pub fn file_evidence(
        &self,
        index: usize,
        replaced: Option<&Evidence>,
        evidence: Evidence,
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        let mut evidence = evidence.tidied();
        if !evidence.names_a_source() {
            return Err(Refusal::NoSource);
        }
        let before = self.claim(index)?;
        if evidence.follows_verdict
            && let Some(stance) = Stance::following(before.ruling())
        {
            evidence.stance = stance;
        }
        let mut after = Claim::clone(before);
        edit(&mut after, sign, |decision| {
            let filed = &mut decision.evidence;
            match filed.iter_mut().find(|entry| Some(&**entry) == replaced) {
                Some(entry) => *entry = evidence,
                None => filed.push(evidence),
            }
        });
        Ok(swap("evidence", before, after))
    }

    /// Takes a source out of a claim's backup.
    ///
    /// # Errors
    /// [`Refusal::Stale`] if it is not there (any more).
    pub fn remove_evidence(
        &self,
        index: usize,
        removed: &Evidence,
        sign: &Signature,
    ) -> Result<Option<Change>, Refusal> {
        let before = self.claim(index)?;
        let filed = before.evidence();
        let at = filed.iter().position(|entry| entry == removed);
        let at = at.ok_or(Refusal::Stale)?;
        let mut after = Claim::clone(before);
        edit(&mut after, sign, |decision| {
            decision.evidence.remove(at);
        });
        Ok(swap("evidence removed", before, after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Filter, Origin, Ruling, Verdict};
    use crate::text::Span;
    use std::sync::Arc;

    fn sign(second: i64) -> Signature {
        Signature {
            by: "alice".into(),
            at: Timestamp::from_second(second).unwrap(),
        }
    }

    fn review() -> Review {
        let article = Arc::new(Article::new("a.txt", "It rained. It froze.\n".into()));
        let claims = [(0, 10), (11, 20)]
            .map(|(start, end)| Claim::new(&article, Span::new(start, end), Origin::Extracted));
        Review::new(article, "alice", sign(0).at, claims.into())
    }

    fn source(title: &str) -> Evidence {
        Evidence {
            title: Some(title.to_owned()),
            ..Evidence::blank()
        }
    }

    fn file(review: &mut Review, replaced: Option<&Evidence>, evidence: Evidence) -> Change {
        let change = review.file_evidence(0, replaced, evidence, &sign(5));
        let change = change.unwrap().unwrap();
        review.apply(&change, sign(5).at).unwrap();
        change
    }

    #[test]
    fn sources_are_filed_mended_and_taken_out() {
        let mut review = review();
        let begun = review.clone();
        file(&mut review, None, source("  Weather log\n"));
        file(&mut review, None, source("Mill's diary"));
        assert_eq!(
            review.claims()[0].evidence(),
            [source("Weather log"), source("Mill's diary")]
        );
        let edited = Evidence {
            stance: Stance::Contradicts,
            ..source("Weather log")
        };
        let change = file(&mut review, Some(&source("Weather log")), edited.clone());
        assert_eq!(
            review.claims()[0].evidence(),
            [edited.clone(), source("Mill's diary")]
        );
        review.apply(&change.reversed(), sign(6).at).unwrap();
        assert_eq!(review.claims()[0].evidence()[0], source("Weather log"));

        for title in ["Weather log", "Mill's diary"] {
            let change = review.remove_evidence(0, &source(title), &sign(7));
            review.apply(&change.unwrap().unwrap(), sign(7).at).unwrap();
        }
        assert_eq!(review.claims()[0].decision, begun.claims()[0].decision);
        let gone = review.remove_evidence(0, &edited, &sign(8));
        assert_eq!(gone, Err(Refusal::Stale));
    }

    #[test]
    fn what_was_mended_is_filed_though_its_entry_is_gone() {
        let mut review = review();
        file(&mut review, Some(&source("gone")), source("typed"));
        assert_eq!(review.claims()[0].evidence(), [source("typed")]);
    }

    #[test]
    fn a_stance_follows_the_verdict_until_the_reviewer_sets_it() {
        let mut review = review();
        let following = Evidence {
            follows_verdict: true,
            stance: Stance::Context,
            ..source("Weather log")
        };
        file(&mut review, None, following);
        file(&mut review, None, source("Mill's diary"));
        let rule = |review: &mut Review, verdict| {
            let ruling = Some(Ruling::Verdict(verdict));
            let change = review.rule(0, ruling, &sign(6)).unwrap().unwrap();
            review.apply(&change, sign(6).at).unwrap();
            let filed = review.claims()[0].evidence();
            [filed[0].stance, filed[1].stance]
        };
        assert_eq!(review.claims()[0].evidence()[0].stance, Stance::Context);
        for (verdict, stance) in [
            (Verdict::Garbled, Stance::Contradicts),
            (Verdict::Verified, Stance::Supports),
            (Verdict::Disputed, Stance::Contradicts),
        ] {
            assert_eq!(rule(&mut review, verdict), [stance, Stance::Supports]);
        }
        // Filed on a claim that has its verdict already.
        let late = Evidence {
            follows_verdict: true,
            ..source("A letter")
        };
        file(&mut review, None, late);
        assert_eq!(review.claims()[0].evidence()[2].stance, Stance::Contradicts);
    }

    #[test]
    fn a_source_has_something_to_look_at() {
        let empty = Evidence {
            title: Some(" \n".into()),
            locator: Some("page 4".into()),
            ..Evidence::blank()
        };
        let refused = review().file_evidence(0, None, empty, &sign(5));
        assert_eq!(refused, Err(Refusal::NoSource));
    }

    #[test]
    fn sources_of_other_claims_are_offered_once_and_the_last_one_first() {
        let mut review = review();
        let at = |second| Some(Timestamp::from_second(second).unwrap());
        let page = |title: &str, second| Evidence {
            url: Some("https://example.org/log".into()),
            locator: Some("page 4".into()),
            quote: Some("rain".into()),
            primary: true,
            accessed: at(second),
            ..source(title)
        };
        file(&mut review, None, page("Log", 10));
        file(&mut review, None, source("Mill's diary"));
        file(&mut review, None, page("Weather log", 20));
        let quote_only = Evidence {
            quote: Some("rain".into()),
            ..Evidence::blank()
        };
        file(&mut review, None, quote_only);
        assert_eq!(review.sources_of_others(0), []);
        let offered = review.sources_of_others(1);
        let names: Vec<_> = offered
            .iter()
            .map(|used| used.source.name().unwrap())
            .collect();
        assert_eq!(names, ["Weather log", "Mill's diary"]);
        assert_eq!(offered[0].claims, [0]);
        assert!(offered[0].source.primary);
        let place = (&offered[0].source.locator, &offered[0].source.quote);
        assert_eq!(place, (&None, &None));
        let change = review.file_evidence(1, None, page("log", 30), &sign(9));
        review.apply(&change.unwrap().unwrap(), sign(9).at).unwrap();
        let offered = review.sources_of_others(1);
        assert_eq!(offered.len(), 1, "its own are not offered again");
    }

    #[test]
    fn claims_without_evidence_are_those_that_need_some() {
        let mut review = review();
        let lacks = |review: &Review| {
            let lacks = |claim: &Arc<Claim>| Filter::WithoutEvidence.admits(claim);
            review.claims().iter().map(lacks).collect::<Vec<_>>()
        };
        assert_eq!(lacks(&review), [true, true]);
        file(&mut review, None, source("Weather log"));
        assert_eq!(lacks(&review), [false, true]);
        let repeat = Some(crate::model::Ruling::Aside(crate::model::Aside::Repeat));
        let change = review.rule(1, repeat, &sign(6)).unwrap().unwrap();
        review.apply(&change, sign(6).at).unwrap();
        assert_eq!(lacks(&review), [false, false]);
    }
}
