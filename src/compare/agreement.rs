//! Names, numbers, dates and quotations of a claim held against those of its source.

use std::collections::HashSet;
use std::ops::Range;

use crate::align::WordId;

use super::analysis::{Analysis, NormalizedToken, Vocabulary};
use super::corpus;
use super::diff::DiffStep;
use super::facts::{self, DateMention, Fact, Fit, NumberMention};
use super::names::{self, NameMention, Spellings};
use super::quotes;
use super::summary::{
    Absent, Agreement, FactAgreement, Quotation, QuoteMatch, Whereabouts, WordingPair,
};

/// So many things of a kind are summed up one by one, and held against so many of the source: the
/// time goes up with both.
const MOST: usize = 100;
const MOST_OF_SOURCE: usize = 500;

/// How things of one kind are paired.
struct Rules<S, N> {
    /// Whether two are the same.
    same: S,
    /// Whether two that are not could be meant to be.
    near: N,
    /// Whether one that stands in the other's place has to be the same.
    in_place: bool,
}

/// What is compared: a claim, the part of the source it corresponds to, and the way between them.
pub(super) struct Sides<'a> {
    pub claim: &'a Analysis<'a>,
    pub source: &'a Analysis<'a>,
    pub part: Range<usize>,
    pub steps: &'a [DiffStep],
    pub vocabulary: &'a Vocabulary,
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

    fn ours(&self, tokens: &Range<usize>) -> String {
        self.claim.slice(tokens.clone()).to_owned()
    }

    fn theirs(&self, tokens: &Range<usize>) -> String {
        self.source.slice(tokens.clone()).to_owned()
    }

    /// The places of the steps that reach into some tokens of the claim.
    fn steps_of(&self, ours: &Range<usize>) -> Range<usize> {
        let first = self
            .steps
            .partition_point(|step| step.claim.end <= ours.start);
        let count = self.steps[first..].partition_point(|step| step.claim.start < ours.end);
        first..first + count
    }

    /// Tells whether tokens of the claim stand in place of some of the source.
    fn replace(&self, ours: &Range<usize>, theirs: &Range<usize>) -> bool {
        self.steps[self.steps_of(ours)].iter().any(|step| {
            let shared = step.source.start.max(theirs.start)..step.source.end.min(theirs.end);
            !step.same && !step.claim.is_empty() && !shared.is_empty()
        })
    }

    /// Returns the tokens of the source that some of the claim, and no others, stand in place of,
    /// with the same words on either side.
    fn place_of(&self, ours: &Range<usize>) -> Option<&Range<usize>> {
        let at = self.steps_of(ours).find(|at| !self.steps[*at].same)?;
        let step = &self.steps[at];
        let is_same = |at: Option<usize>| {
            at.and_then(|at| self.steps.get(at))
                .is_some_and(|step| step.same)
        };
        let is_alone = is_same(at.checked_sub(1)) && is_same(Some(at + 1));
        let is_inside = ours.start <= step.claim.start && step.claim.end <= ours.end;
        (is_alone && is_inside && !step.claim.is_empty() && !step.source.is_empty())
            .then_some(&step.source)
    }

    fn names(&self) -> FactAgreement {
        let mut spellings = Spellings::default();
        spellings.add(&self.claim.tokens, self.vocabulary);
        spellings.add(&self.source.tokens, self.vocabulary);
        let find = |reading: &Analysis<'_>, range| {
            let mut names = names::names(reading, range, &spellings, self.vocabulary);
            names.truncate(MOST_OF_SOURCE);
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
            &ours[..ours.len().min(MOST)],
            &theirs[..theirs.len().min(MOST_OF_SOURCE)],
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

    /// Returns which of theirs stands in the place of one of ours and is not the same: the same
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
        let quotations = quotations.into_iter().take(MOST);
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

    /// Returns the source's words for some of the claim's, if at least half of them are kept.
    fn image(&self, words: Range<usize>) -> Option<String> {
        let mut image: Option<Range<usize>> = None;
        let mut kept = 0;
        for step in self.steps {
            let (first, last) = (
                step.claim.start.max(words.start),
                step.claim.end.min(words.end),
            );
            let is_inside = step.claim.is_empty()
                && words.start < step.claim.start
                && step.claim.start < words.end;
            if first >= last && !is_inside {
                continue;
            }
            let piece = match step.same {
                true => {
                    kept += last - first;
                    step.source.start + (first - step.claim.start)
                        ..step.source.start + (last - step.claim.start)
                }
                false => step.source.clone(),
            };
            if !piece.is_empty() {
                image = Some(image.map_or(piece.clone(), |image| image.start..piece.end));
            }
        }
        image
            .filter(|_| kept * 2 >= words.len())
            .map(|image| self.theirs(&image))
    }
}
