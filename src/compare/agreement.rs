//! Names, numbers, dates and quotations of a claim, compared with those of its source.

use std::collections::HashSet;

use crate::align::WordId;

use super::analysis::Analysis;
use super::corpus;
use super::facts::{self, DateMention, Fact, Fit, NumberMention};
use super::names::{self, NameMention, Spellings};
use super::normalized::NormalizedToken;
use super::quotes;
use super::sides::Sides;
use super::summary::{
    Absent, Agreement, FactAgreement, Quotation, QuoteMatch, Whereabouts, WordingPair,
};

/// Names, numbers, dates or quotations of a claim that are compared, and those of the source they
/// are compared with: the time grows with both.
const MAX_OF_CLAIM: usize = 100;
const MAX_OF_SOURCE: usize = 500;

/// How things of one kind are paired.
struct Rules<S, N> {
    /// Whether two are the same.
    same: S,
    /// Whether two that are not could be meant to be.
    near: N,
    /// Whether one that is in the other's place has to be the same.
    in_place: bool,
}

impl Sides<'_> {
    /// Sums up what agrees.
    pub(super) fn agreement(&self) -> Agreement {
        Agreement {
            roles: super::roles::swapped(self),
            negation: super::negation::difference(self),
            names: self.names(),
            numbers: self.numbers(),
            dates: self.dates(),
            quotations: self.quotations(),
        }
    }

    fn names(&self) -> FactAgreement {
        let mut spellings = Spellings::default();
        spellings.add(&self.claim.tokens, self.vocabulary);
        spellings.add(&self.source.tokens, self.vocabulary);
        let find = |reading: &Analysis<'_>, range| {
            let mut names = names::names(reading, range, &spellings, self.vocabulary);
            names.truncate(MAX_OF_SOURCE);
            names
        };
        let mut ours = find(self.claim, 0..self.claim.tokens.len());
        let theirs = find(self.source, self.part.clone());
        let everywhere = find(self.source, 0..self.source.tokens.len());
        // A name is counted once.
        let mut seen = HashSet::new();
        ours.retain(|name| seen.insert(name.words.clone()));
        let same = |a: &NameMention, b: &NameMention| names::is_same_name(a, b, self.vocabulary);
        let near = |a: &NameMention, b: &NameMention| {
            names::is_near_name(a, b, self.vocabulary) || self.replace(&a.tokens, &b.tokens)
        };
        // A name in another place is a matter of roles.
        let rules = Rules {
            same,
            near,
            in_place: false,
        };
        let (mut tally, left) = self.tally(&ours, &theirs, rules);
        let stems = corpus::stems_of(&self.source.tokens, self.vocabulary);
        for name in left {
            // Who is `he` in the sentence at hand is named in another of the passage.
            let words = self.ours(&name.tokens);
            match corpus::has_name(name, &everywhere, &stems, self.vocabulary) {
                true => tally.agree.push(words),
                false => tally.alone.push(Absent::new(words, Whereabouts::Unknown)),
            }
        }
        tally
    }

    fn numbers(&self) -> FactAgreement {
        let ours = facts::numbers(self.claim, 0..self.claim.tokens.len(), self.vocabulary);
        let theirs = facts::numbers(self.source, self.part.clone(), self.vocabulary);
        let everywhere = 0..self.source.tokens.len();
        let everywhere = facts::numbers(self.source, everywhere, self.vocabulary);
        let counted = |reading: &Analysis<'_>, number: &NumberMention| -> Option<WordId> {
            let next: &NormalizedToken = reading.tokens.get(number.tokens.end)?;
            Some(self.vocabulary.stem(next.id))
        };
        let near = |a: &NumberMention, b: &NumberMention| {
            let what = counted(self.claim, a);
            self.replace(&a.tokens, &b.tokens)
                || a.value == b.value
                || what.is_some() && what == counted(self.source, b)
        };
        self.tally_all([&ours, &theirs, &everywhere], facts::is_same_number, near)
    }

    fn dates(&self) -> FactAgreement {
        if !self.claim.english {
            return FactAgreement::default();
        }
        let ours = facts::dates(self.claim, 0..self.claim.tokens.len());
        let theirs = facts::dates(self.source, self.part.clone());
        let everywhere = facts::dates(self.source, 0..self.source.tokens.len());
        let near = |a: &DateMention, b: &DateMention| {
            let is_about_the_same = self.replace(&a.tokens, &b.tokens)
                || a.year.is_some() && a.year == b.year
                || a.month.is_some() && a.month == b.month;
            facts::fit(a, b) == Fit::Conflict && is_about_the_same
        };
        let same = |a: &DateMention, b: &DateMention| facts::fit(a, b) == Fit::Agree;
        self.tally_all([&ours, &theirs, &everywhere], same, near)
    }

    /// Pairs things of the claim and of the part; what is left of the claim's may be elsewhere in
    /// the passage.
    fn tally_all<T: Fact>(
        &self,
        [ours, theirs, everywhere]: [&[T]; 3],
        same: impl Fn(&T, &T) -> bool,
        near: impl Fn(&T, &T) -> bool,
    ) -> FactAgreement {
        let rules = Rules {
            same: &same,
            near,
            in_place: true,
        };
        let (mut tally, left) = self.tally(ours, theirs, rules);
        for thing in left {
            let elsewhere = match everywhere.iter().any(|other| same(thing, other)) {
                true => Whereabouts::Passage,
                false => Whereabouts::Unknown,
            };
            let absent = Absent::new(self.ours(thing.tokens()), elsewhere);
            tally.alone.push(absent);
        }
        tally
    }

    /// Pairs what is the same, then of the rest what is near. Returns those of ours that are left.
    fn tally<'t, T: Fact>(
        &self,
        ours: &'t [T],
        theirs: &[T],
        rules: Rules<impl Fn(&T, &T) -> bool, impl Fn(&T, &T) -> bool>,
    ) -> (FactAgreement, Vec<&'t T>) {
        let (ours, theirs) = (
            &ours[..ours.len().min(MAX_OF_CLAIM)],
            &theirs[..theirs.len().min(MAX_OF_SOURCE)],
        );
        let mut tally = FactAgreement::default();
        let mut taken = vec![false; theirs.len()];
        let mut left = Vec::new();
        let pair = |thing: &T, other: &T| WordingPair {
            claim: self.ours(thing.tokens()),
            source: self.theirs(other.tokens()),
        };
        for thing in ours {
            if let Some(at) = self.other_in_place(thing, theirs, &rules) {
                taken[at] = true;
                tally.differ.push(pair(thing, &theirs[at]));
                continue;
            }
            let mut agrees = false;
            for (other, taken) in theirs.iter().zip(&mut taken) {
                if (rules.same)(thing, other) {
                    (*taken, agrees) = (true, true);
                }
            }
            match agrees {
                true => tally.agree.push(self.ours(thing.tokens())),
                false => left.push(thing),
            }
        }
        left.retain(|thing| {
            let place =
                (0..theirs.len()).find(|&at| !taken[at] && (rules.near)(thing, &theirs[at]));
            if let Some(at) = place {
                taken[at] = true;
                tally.differ.push(pair(thing, &theirs[at]));
            }
            place.is_none()
        });
        (tally, left)
    }

    /// Returns which of theirs is in the place of one of ours and is not the same: the same
    /// figure elsewhere does not make up for it.
    fn other_in_place<T: Fact>(
        &self,
        thing: &T,
        theirs: &[T],
        rules: &Rules<impl Fn(&T, &T) -> bool, impl Fn(&T, &T) -> bool>,
    ) -> Option<usize> {
        let place = self.place_of(thing.tokens()).filter(|_| rules.in_place)?;
        theirs.iter().position(|other| {
            let there = other.tokens();
            there.start <= place.start && place.end <= there.end && !(rules.same)(thing, other)
        })
    }

    fn quotations(&self) -> Vec<Quotation> {
        let quotations = quotes::quotations(self.claim);
        if quotations.is_empty() {
            return Vec::new();
        }
        let passage = corpus::bytes_of(&self.source.tokens);
        let quotations = quotations.into_iter().take(MAX_OF_CLAIM);
        quotations
            .map(|words| Quotation {
                words: self.ours(&words),
                found: match corpus::is_quoted(self.claim, words.clone(), &passage) {
                    true => QuoteMatch::WordForWord,
                    false => self
                        .image(words)
                        .map_or(QuoteMatch::No, QuoteMatch::Otherwise),
                },
                elsewhere: Whereabouts::Unknown,
            })
            .collect()
    }
}
