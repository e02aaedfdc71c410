//! An article beside the source it was made from, sentence by sentence.

use std::collections::HashMap;
use std::ops::Range;

use crate::align::thresholds::pairing;
use crate::align::{
    Measure, Overlap, Postings, WordId, leads, longest_ascent, rarity_in_texts,
    shared_words_of_sets, widen,
};
use crate::language::{Word, could_be_english};
use crate::text::Span;

use super::analysis::tokens;
use super::sentence::{SentenceWords, all_words, cut};
use super::vocabulary::Vocabulary;

/// What a sentence of the article was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairedSentence {
    /// The sentences of the source, by their places in the list; may be empty.
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
    let english = could_be_english(all_words(&ours)) && could_be_english(all_words(&theirs));
    let mut read = |(text, raws): (&str, Vec<Word<'_>>)| {
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
    weights: Vec<f64>,
    /// What each sentence of the source weighs.
    their_weights: Vec<f64>,
    /// In which sentences of the source each word is.
    postings: Postings,
    /// The sentences of the source most like each of ours, and how like they are.
    candidates: Vec<Vec<(f64, usize)>>,
    /// What each of ours was made of so far.
    pairs: Vec<Option<Range<usize>>>,
}

impl<'a> SentencePairer<'a> {
    fn of(ours: &'a [SentenceWords], theirs: &'a [SentenceWords], words: usize) -> Self {
        let mut counts = vec![0u32; words];
        let sentences = ours.iter().chain(theirs);
        for word in sentences.flat_map(|sentence| &sentence.content) {
            counts[*word as usize] += 1;
        }
        let all = ours.len() + theirs.len();
        let weights: Vec<f64> = counts
            .iter()
            .map(|count| rarity_in_texts(*count, all))
            .collect();
        let weigh = |sentence: &SentenceWords| -> f64 {
            let words = sentence.content.iter();
            words.map(|word| weights[*word as usize]).sum()
        };
        let their_words = theirs.iter().map(|sentence| &sentence.content[..]);
        Self {
            their_weights: theirs.iter().map(weigh).collect(),
            candidates: vec![Vec::new(); ours.len()],
            pairs: vec![None; ours.len()],
            postings: Postings::of(their_words, words),
            ours,
            theirs,
            weights,
        }
    }

    /// Returns the weight of a word.
    fn weight(&self, word: WordId) -> f64 {
        self.weights[word as usize]
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
            let mut candidates: Vec<(f64, usize)> = self
                .likely(at, &mut votes)
                .into_iter()
                .map(|place| (self.likeness(at, place..place + 1), place))
                .collect();
            candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            if let Some(&(first, place)) = candidates.first()
                && first >= pairing::MIN_CLEAR
                && candidates
                    .get(1)
                    .is_none_or(|second| leads(first, second.0, pairing::MIN_LEAD))
            {
                self.pairs[at] = Some(place..place + 1);
            }
            self.candidates[at] = candidates;
        }
    }

    /// Returns the sentences of the source that share the most of the rarest words of one of
    /// ours. `votes` are zero for every sentence of the source, and are so again afterwards.
    fn likely(&self, ours: usize, votes: &mut [f64]) -> Vec<usize> {
        let mut words: Vec<WordId> = self.ours[ours].content.clone();
        words.retain(|word| {
            let places = self.postings.texts_with(*word).len();
            (1..=pairing::MAX_SENTENCES_PER_WORD).contains(&places)
        });
        words.sort_by(|a, b| {
            let by_weight = self.weight(*b).total_cmp(&self.weight(*a));
            by_weight.then(a.cmp(b))
        });
        words.truncate(pairing::MAX_WORDS);
        let mut likely: Vec<usize> = Vec::new();
        for word in words {
            for place in self.postings.texts_with(word) {
                let place = *place as usize;
                if votes[place] == 0.0 {
                    likely.push(place);
                }
                votes[place] += self.weight(word);
            }
        }
        likely.sort_by(|a, b| votes[*b].total_cmp(&votes[*a]).then(a.cmp(b)));
        for place in &likely {
            votes[*place] = 0.0;
        }
        likely.truncate(pairing::MAX_CANDIDATES);
        likely
    }

    /// Pairs what is between two that are paired.
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
                    true => (
                        likeness + pairing::IN_PLACE_BONUS,
                        *place,
                        *likeness >= pairing::MIN_IN_PLACE,
                    ),
                    false => (*likeness, *place, *likeness >= pairing::MIN_CLEAR),
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
            let admits = |neighbour: usize| !used[neighbour];
            let likeness = |theirs| self.likeness(at, theirs);
            let enough = self.likeness(at, pair.clone()) + pairing::MIN_JOIN_GAIN;
            if let Some((better, joined)) = widen(&pair, self.theirs.len(), admits, likeness)
                && better > enough
            {
                used[joined.clone()].fill(true);
                self.pairs[at] = Some(joined);
            }
        }
    }

    /// Returns how alike one of our sentences and some neighbouring ones of the source are, from 0
    /// to 1: Dice's measure on the words' weights, or nearly as much if one is part of the other.
    fn likeness(&self, ours: usize, theirs: Range<usize>) -> f64 {
        let content = &self.ours[ours].content;
        let sets: Vec<&[WordId]> = self.theirs[theirs.clone()]
            .iter()
            .map(|sentence| &sentence.content[..])
            .collect();
        let shared = shared_words_of_sets(content, &sets);
        let weigh = |words: &[WordId]| words.iter().map(|word| self.weight(*word)).sum();
        let overlap = Overlap {
            shared: weigh(&shared),
            ours: weigh(content),
            theirs: self.their_weights[theirs].iter().sum(),
        };
        let dice = overlap.likeness(Measure::DICE);
        let part = match shared.len() >= pairing::MIN_PART_WORDS {
            true => pairing::PART * overlap.containment().min(1.0),
            false => 0.0,
        };
        // Of two that are part of the same, the one that covers more of it is liker.
        let part = part * pairing::PART_SHARE + dice * (1.0 - pairing::PART_SHARE);
        dice.max(part).min(1.0)
    }

    fn is_equal(&self, ours: usize, theirs: &Range<usize>) -> bool {
        let theirs = self.theirs[theirs.clone()]
            .iter()
            .flat_map(|sentence| &sentence.all);
        self.ours[ours].all.iter().eq(theirs)
    }

    fn finish(self) -> ArticlePairing {
        let starts: Vec<u32> = self
            .pairs
            .iter()
            .flatten()
            .map(|pair| pair.start as u32)
            .collect();
        let mut stayed = longest_ascent(&starts).into_iter().peekable();
        let mut count = 0;
        let mut used = vec![false; self.theirs.len()];
        let pairs = self
            .pairs
            .iter()
            .enumerate()
            .map(|(at, pair)| {
                let Some(sources) = pair.clone() else {
                    return PairedSentence::default();
                };
                used[sources.clone()].fill(true);
                count += 1;
                PairedSentence {
                    differs: !self.is_equal(at, &sources),
                    sources,
                    moved: stayed.next_if_eq(&(count - 1)).is_none(),
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
