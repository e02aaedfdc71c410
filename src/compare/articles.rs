//! An article beside the source it was made from, sentence by sentence.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::Span;

use super::analysis::{Vocabulary, WordId, is_english, tokens};
use super::sentence::{SentenceWords, cut, sample};
use super::tokens::RawToken;

/// What a sentence of the article was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairedSentence {
    /// The sentences of the source, by their places in the list; empty if there is none.
    pub sources: Range<usize>,
    /// Whether the words differ; punctuation, the style of quotation marks and the spelling of
    /// numbers, dates and abbreviations aside.
    pub differs: bool,
    /// Whether it has left its place in the order of the source.
    pub moved: bool,
}

/// An article and the source it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticlePairing {
    /// For each sentence of the article what it was made of.
    pub pairs: Vec<PairedSentence>,
    /// The sentences of the source that are in no sentence of the article, ascending.
    pub left_out: Vec<usize>,
}

/// A word that more sentences of the source have than this leads to none of them.
const MOST_PLACES: usize = 24;
/// So many words of a sentence, the rarest, lead to others.
const MOST_WORDS: usize = 12;
/// So many sentences are looked at closely for each.
const MOST_CANDIDATES: usize = 5;
/// How alike two sentences are that belong together wherever they stand.
const CLEAR: f32 = 0.5;
/// How alike they are when their neighbours say that they belong together.
const IN_PLACE: f32 = 0.3;
/// A part of a sentence counts a little less than the whole.
const PART: f32 = 0.85;
/// What a second sentence has to add to be taken in.
const GAIN: f32 = 0.04;

/// Pairs the sentences of an article with those of its source. `article_units` and `source_units`
/// are the sentences, in code points, in order.
pub fn pair_articles(
    article: &str,
    article_units: &[Span],
    source: &str,
    source_units: &[Span],
) -> ArticlePairing {
    let mut vocabulary = Vocabulary::default();
    let ours = cut(article, article_units);
    let theirs = cut(source, source_units);
    let english = is_english(&sample(&ours)) && is_english(&sample(&theirs));
    let mut read = |(text, raws): (&str, Vec<RawToken>)| {
        SentenceWords::of(
            &tokens(text, &raws, english, &mut vocabulary),
            &mut vocabulary,
        )
    };
    let ours: Vec<SentenceWords> = ours.into_iter().map(&mut read).collect();
    let theirs: Vec<SentenceWords> = theirs.into_iter().map(&mut read).collect();
    let mut pairing = SentencePairer::of(&ours, &theirs, vocabulary.len());
    pairing.equal();
    pairing.clear();
    pairing.in_place();
    pairing.join();
    pairing.finish()
}

struct SentencePairer<'a> {
    ours: &'a [SentenceWords],
    theirs: &'a [SentenceWords],
    /// What each word weighs: the rarer, the more.
    weights: Vec<f32>,
    /// What each sentence of the source weighs.
    their_weights: Vec<f32>,
    /// Where in the source each word that is not too frequent stands.
    places: HashMap<WordId, Vec<u32>>,
    /// The sentences of the source most like each of ours, and how like they are.
    candidates: Vec<Vec<(f32, usize)>>,
    /// What each of ours was made of so far.
    pairs: Vec<Option<Range<usize>>>,
}

impl<'a> SentencePairer<'a> {
    fn of(ours: &'a [SentenceWords], theirs: &'a [SentenceWords], words: usize) -> Self {
        let mut counts = vec![0u32; words];
        for word in ours
            .iter()
            .chain(theirs)
            .flat_map(|sentence| &sentence.content)
        {
            counts[*word as usize] += 1;
        }
        let all = (ours.len() + theirs.len()) as f32;
        let weights: Vec<f32> = counts
            .iter()
            .map(|count| (1.0 + all / (*count).max(1) as f32).ln())
            .collect();
        let mut places: HashMap<WordId, Vec<u32>> = HashMap::new();
        for (at, sentence) in theirs.iter().enumerate() {
            for word in &sentence.content {
                let places = places.entry(*word).or_default();
                // One more than may lead somewhere tells that there are too many.
                if places.len() <= MOST_PLACES {
                    places.push(at as u32);
                }
            }
        }
        places.retain(|_, places| places.len() <= MOST_PLACES);
        let weigh = |sentence: &SentenceWords| -> f32 {
            sentence
                .content
                .iter()
                .map(|word| weights[*word as usize])
                .sum()
        };
        Self {
            their_weights: theirs.iter().map(weigh).collect(),
            candidates: vec![Vec::new(); ours.len()],
            pairs: vec![None; ours.len()],
            ours,
            theirs,
            weights,
            places,
        }
    }

    /// Pairs sentences with the same words, the first with the first, the second with the second.
    fn equal(&mut self) {
        let mut places: HashMap<&[WordId], (usize, Vec<usize>)> = HashMap::new();
        for (at, sentence) in self.theirs.iter().enumerate() {
            if !sentence.all.is_empty() {
                places.entry(&sentence.all).or_default().1.push(at);
            }
        }
        for (at, sentence) in self.ours.iter().enumerate() {
            if let Some((next, places)) = places.get_mut(&sentence.all[..]) {
                let place = places[(*next).min(places.len() - 1)];
                *next += 1;
                self.pairs[at] = Some(place..place + 1);
            }
        }
    }

    /// Pairs sentences that are clearly alike.
    fn clear(&mut self) {
        let mut votes = vec![0.0; self.theirs.len()];
        for at in 0..self.ours.len() {
            if self.pairs[at].is_some() {
                continue;
            }
            let mut words: Vec<WordId> = self.ours[at].content.clone();
            words.retain(|word| self.places.contains_key(word));
            let weight = |word: &WordId| self.weights[*word as usize];
            words.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
            words.truncate(MOST_WORDS);
            let mut voted: Vec<usize> = Vec::new();
            for word in &words {
                for place in &self.places[word] {
                    let place = *place as usize;
                    if votes[place] == 0.0 {
                        voted.push(place);
                    }
                    votes[place] += weight(word);
                }
            }
            voted.sort_by(|a, b| votes[*b].total_cmp(&votes[*a]).then(a.cmp(b)));
            for place in &voted[MOST_CANDIDATES.min(voted.len())..] {
                votes[*place] = 0.0;
            }
            voted.truncate(MOST_CANDIDATES);
            let mut candidates = Vec::new();
            for place in voted {
                votes[place] = 0.0;
                candidates.push((self.likeness(at, place..place + 1), place));
            }
            candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let lead = |second: Option<&(f32, usize)>, first: f32| {
                second.is_none_or(|second| first - second.0 > 0.05)
            };
            if let Some((first, place)) = candidates.first()
                && *first >= CLEAR
                && lead(candidates.get(1), *first)
            {
                self.pairs[at] = Some(*place..place + 1);
            }
            self.candidates[at] = candidates;
        }
    }

    /// Pairs what stands between two that are paired.
    fn in_place(&mut self) {
        let mut next_start = vec![self.theirs.len(); self.ours.len()];
        let mut next = self.theirs.len();
        for at in (0..self.ours.len()).rev() {
            next_start[at] = next;
            next = self.pairs[at].as_ref().map_or(next, |pair| pair.start);
        }
        let mut last_end = 0;
        for (at, next_start) in next_start.into_iter().enumerate() {
            if let Some(pair) = &self.pairs[at] {
                last_end = pair.end;
                continue;
            }
            let mut candidates = std::mem::take(&mut self.candidates[at]);
            // The one before may have been split, so its end is a candidate too.
            for place in last_end.saturating_sub(1)..(last_end + 2).min(self.theirs.len()) {
                if candidates.iter().all(|(_, known)| *known != place) {
                    candidates.push((self.likeness(at, place..place + 1), place));
                }
            }
            let is_in_place =
                |place: usize| last_end <= place + 1 && place <= next_start.max(last_end);
            let best = candidates
                .iter()
                .map(|(likeness, place)| match is_in_place(*place) {
                    true => (likeness + 0.1, *place, *likeness >= IN_PLACE),
                    false => (*likeness, *place, *likeness >= CLEAR),
                })
                .filter(|(.., is_enough)| *is_enough)
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            if let Some((_, place, _)) = best {
                self.pairs[at] = Some(place..place + 1);
                last_end = place + 1;
            }
        }
    }

    /// Takes a neighbour in where one of ours was made of two of theirs.
    fn join(&mut self) {
        let mut used = vec![false; self.theirs.len()];
        for pair in self.pairs.iter().flatten() {
            used[pair.clone()].fill(true);
        }
        for at in 0..self.ours.len() {
            let Some(pair) = self.pairs[at].clone() else {
                continue;
            };
            if self.is_equal(at, &pair) {
                continue;
            }
            let alone = self.likeness(at, pair.clone());
            let before = pair.start.checked_sub(1).map(|start| start..pair.end);
            let after = (pair.end < self.theirs.len()).then(|| pair.start..pair.end + 1);
            let better = [before, after]
                .into_iter()
                .flatten()
                .filter(|more| {
                    more.clone()
                        .filter(|at| !pair.contains(at))
                        .all(|at| !used[at])
                })
                .map(|more| (self.likeness(at, more.clone()), more))
                .filter(|(likeness, _)| *likeness > alone + GAIN)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, more)) = better {
                used[more.clone()].fill(true);
                self.pairs[at] = Some(more);
            }
        }
    }

    /// How like some neighbouring sentences of the source one of ours is, from 0 to 1: Dice's
    /// measure on the words' weights, or nearly as much if one is part of the other.
    fn likeness(&self, ours: usize, theirs: Range<usize>) -> f32 {
        /// A part of fewer words may be part of anything.
        const LEAST: usize = 4;
        let content = &self.ours[ours].content;
        let weight = |word: &WordId| self.weights[*word as usize];
        let all: f32 = content.iter().map(weight).sum();
        let they: f32 = theirs.clone().map(|at| self.their_weights[at]).sum();
        let mut shared = 0.0;
        let mut count = 0;
        // The shorter is looked up in the longer, so that one endless sentence costs nothing.
        let mut share = |word: &WordId| {
            shared += weight(word);
            count += 1;
        };
        match &self.theirs[theirs.clone()] {
            [one] if one.content.len() < content.len() => {
                let found = one
                    .content
                    .iter()
                    .filter(|word| content.binary_search(word).is_ok());
                found.for_each(&mut share);
            }
            several => {
                let is_there = |word: &&WordId| {
                    several
                        .iter()
                        .any(|s| s.content.binary_search(word).is_ok())
                };
                content.iter().filter(is_there).for_each(&mut share);
            }
        }
        if all + they <= 0.0 {
            return 0.0;
        }
        let dice = 2.0 * shared / (all + they);
        let part = match count >= LEAST {
            true => PART * shared / all.min(they).max(f32::MIN_POSITIVE),
            false => 0.0,
        };
        // Of two that are part of the same, the one that covers more of it is liker.
        dice.max(part.min(PART) * 0.8 + dice * 0.2).min(1.0)
    }

    fn is_equal(&self, ours: usize, theirs: &Range<usize>) -> bool {
        let theirs = self.theirs[theirs.clone()]
            .iter()
            .flat_map(|sentence| &sentence.all);
        self.ours[ours].all.iter().eq(theirs)
    }

    fn finish(self) -> ArticlePairing {
        let starts: Vec<Option<usize>> = self
            .pairs
            .iter()
            .map(|pair| Some(pair.as_ref()?.start))
            .collect();
        let moved = out_of_order(&starts);
        let mut used = vec![false; self.theirs.len()];
        let pairs = self
            .pairs
            .iter()
            .zip(moved)
            .enumerate()
            .map(|(at, (pair, moved))| {
                let Some(sources) = pair.clone() else {
                    return PairedSentence::default();
                };
                used[sources.clone()].fill(true);
                PairedSentence {
                    differs: !self.is_equal(at, &sources),
                    sources,
                    moved,
                }
            })
            .collect();
        ArticlePairing {
            pairs,
            left_out: (0..self.theirs.len())
                .filter(|at| !used[*at] && !self.theirs[*at].content.is_empty())
                .collect(),
        }
    }
}

/// Tells for each place whether it is none of a longest run that ascends.
fn out_of_order(places: &[Option<usize>]) -> Vec<bool> {
    // The last of the best run of each length, and what stands before each in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (at, place) in places.iter().enumerate() {
        let Some(place) = place else { continue };
        let length = ends.partition_point(|end| places[*end].is_some_and(|end| end <= *place));
        before[at] = length.checked_sub(1).map(|last| ends[last]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut moved: Vec<bool> = places.iter().map(Option::is_some).collect();
    let mut at = ends.last().copied();
    while let Some(place) = at {
        moved[place] = false;
        at = before[place];
    }
    moved
}
