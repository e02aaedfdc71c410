//! Names, numbers, dates and quotations of a claim held against those of its source.

use std::ops::Range;

use super::facts::{self, Date, Fit, Name, Number, Spellings};
use super::pieces::Step;
use super::reading::{Reading, Token, Vocabulary, WordId};
use super::summary::{Agreement, Found, Pair, Quotation, Tally};

/// What is compared: a claim, the part of the source it corresponds to, and the way between them.
pub(super) struct Sides<'a> {
    pub claim: &'a Reading<'a>,
    pub source: &'a Reading<'a>,
    pub part: Range<usize>,
    pub steps: &'a [Step],
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
            quotations: facts::quotations(self.claim)
                .into_iter()
                .map(|words| self.quotation(words))
                .collect(),
        }
    }

    fn ours(&self, tokens: &Range<usize>) -> String {
        self.claim.slice(tokens.clone()).to_owned()
    }

    fn theirs(&self, tokens: &Range<usize>) -> String {
        self.source.slice(tokens.clone()).to_owned()
    }

    /// Tells whether tokens of the claim stand in place of some of the source.
    fn replace(&self, ours: &Range<usize>, theirs: &Range<usize>) -> bool {
        let overlap = |a: &Range<usize>, b: &Range<usize>| a.start.max(b.start) < a.end.min(b.end);
        self.steps
            .iter()
            .any(|step| !step.same && overlap(&step.claim, ours) && overlap(&step.source, theirs))
    }

    fn names(&self) -> Tally {
        let mut spellings = Spellings::default();
        spellings.add(&self.claim.tokens, self.vocabulary);
        spellings.add(&self.source.tokens, self.vocabulary);
        let find = |reading: &Reading<'_>, range| {
            facts::names(reading, range, &spellings, self.vocabulary)
        };
        let mut ours = find(self.claim, 0..self.claim.tokens.len());
        let theirs = find(self.source, self.part.clone());
        let everywhere = find(self.source, 0..self.source.tokens.len());
        // A name is counted once.
        let mut seen: Vec<Vec<WordId>> = Vec::new();
        ours.retain(|name| {
            let is_new = !seen.contains(&name.words);
            seen.push(name.words.clone());
            is_new
        });
        let same = |a: &Name, b: &Name| facts::is_same_name(a, b, self.vocabulary);
        let mut tally = self.tally(
            (&ours, &theirs),
            |name| &name.tokens,
            same,
            |a, b| facts::is_near_name(a, b, self.vocabulary) || self.replace(&a.tokens, &b.tokens),
        );
        // Who is `he` in the sentence at hand is named in another of the passage.
        let (known, alone) = tally
            .1
            .into_iter()
            .partition(|name: &&Name| everywhere.iter().any(|other| same(name, other)));
        let text = |names: Vec<&Name>| {
            names
                .iter()
                .map(|name| self.ours(&name.tokens))
                .collect::<Vec<_>>()
        };
        tally.0.agree.extend(text(known));
        tally.0.alone = text(alone);
        tally.0
    }

    fn numbers(&self) -> Tally {
        let ours = facts::numbers(self.claim, 0..self.claim.tokens.len(), self.vocabulary);
        let theirs = facts::numbers(self.source, self.part.clone(), self.vocabulary);
        let counts = |reading: &Reading<'_>, number: &Number| -> Option<WordId> {
            let next: &Token = reading.tokens.get(number.tokens.end)?;
            Some(self.vocabulary.stem(next.id))
        };
        let (mut tally, alone) = self.tally(
            (&ours, &theirs),
            |number| &number.tokens,
            facts::is_same_number,
            |a, b| {
                self.replace(&a.tokens, &b.tokens)
                    || a.value == b.value
                    || counts(self.claim, a)
                        .is_some_and(|what| counts(self.source, b) == Some(what))
            },
        );
        tally.alone = alone
            .iter()
            .map(|number| self.ours(&number.tokens))
            .collect();
        tally
    }

    fn dates(&self) -> Tally {
        if !self.claim.english {
            return Tally::default();
        }
        let ours = facts::dates(self.claim, 0..self.claim.tokens.len());
        let theirs = facts::dates(self.source, self.part.clone());
        let (mut tally, alone) = self.tally(
            (&ours, &theirs),
            |date| &date.tokens,
            |a, b| facts::fit(a, b) == Fit::Agree,
            |a: &Date, b: &Date| {
                let near = self.replace(&a.tokens, &b.tokens)
                    || a.year.is_some() && a.year == b.year
                    || a.month.is_some() && a.month == b.month;
                facts::fit(a, b) == Fit::Conflict && near
            },
        );
        tally.alone = alone.iter().map(|date| self.ours(&date.tokens)).collect();
        tally
    }

    /// Pairs what is the same, then of the rest what is near. Returns those of ours that are left.
    fn tally<'t, T>(
        &self,
        (ours, theirs): (&'t [T], &[T]),
        tokens: impl Fn(&T) -> &Range<usize>,
        same: impl Fn(&T, &T) -> bool,
        near: impl Fn(&T, &T) -> bool,
    ) -> (Tally, Vec<&'t T>) {
        /// Texts with more than this are not summed up pair by pair: the time goes up with the
        /// square.
        const MOST: usize = 500;
        let (ours, theirs) = (
            &ours[..ours.len().min(MOST)],
            &theirs[..theirs.len().min(MOST)],
        );
        let mut tally = Tally::default();
        let mut taken = vec![false; theirs.len()];
        let mut left = Vec::new();
        for thing in ours {
            let mut agrees = false;
            for (other, taken) in theirs.iter().zip(&mut taken) {
                if same(thing, other) {
                    (*taken, agrees) = (true, true);
                }
            }
            match agrees {
                true => tally.agree.push(self.ours(tokens(thing))),
                false => left.push(thing),
            }
        }
        left.retain(|thing| {
            let place = (0..theirs.len()).find(|&at| !taken[at] && near(thing, &theirs[at]));
            if let Some(at) = place {
                taken[at] = true;
                tally.differ.push(Pair {
                    claim: self.ours(tokens(thing)),
                    source: self.theirs(tokens(&theirs[at])),
                });
            }
            place.is_none()
        });
        (tally, left)
    }

    fn quotation(&self, words: Range<usize>) -> Quotation {
        let found = if self.is_in_source(words.clone()) {
            Found::WordForWord
        } else {
            self.image(words.clone())
                .map_or(Found::No, Found::Otherwise)
        };
        Quotation {
            words: self.ours(&words),
            found,
        }
    }

    /// Tells whether words stand in the passage, one after the other; where the claim leaves words
    /// out (`…`), so may the quotation.
    fn is_in_source(&self, words: Range<usize>) -> bool {
        let ids = |tokens: &[Token]| -> Vec<u8> {
            let words = tokens.iter().filter(|token| !token.is_mark());
            words.flat_map(|token| token.id.to_le_bytes()).collect()
        };
        let all = ids(&self.source.tokens);
        let mut from = 0;
        let mut start = words.start;
        for at in words.clone().skip(1).chain([words.end]) {
            let is_cut = at == words.end || {
                let between =
                    self.claim.tokens[at - 1].bytes.end..self.claim.tokens[at].bytes.start;
                let between = &self.claim.text[between];
                between.contains('…') || between.contains("...")
            };
            if is_cut {
                let part = ids(&self.claim.tokens[start..at]);
                // Ids are four bytes; between two of them nothing begins.
                let found = memchr::memmem::find_iter(&all[from..], &part).find(|at| at % 4 == 0);
                let Some(found) = found else { return false };
                from += found + part.len();
                start = at;
            }
        }
        true
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
