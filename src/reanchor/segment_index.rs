//! Which segments of the new text are like a phrase, without looking at all of them.

use std::ops::Range;

use crate::align::thresholds::EPSILON;
use crate::align::thresholds::reanchor::{
    CLAIM_WORD, MAX_COMPARED, MAX_SEGMENTS_PER_WORD, MIN_LIKENESS,
};
use crate::align::{LikelyMatch, Postings, WordBag, WordId, widen};

use super::alignment::Alignment;
use super::segments::Segments;
use super::words::{Phrase, WordNumbers};

/// The words of all segments, and the segments of all words.
pub(super) struct SegmentIndex<'u> {
    pub(super) segments: &'u Segments<'u>,
    pub(super) vocabulary: WordNumbers,
    words: Vec<WordId>,
    /// Where the words of each segment begin in `words`; one more than there are segments.
    starts: Vec<usize>,
    postings: Postings,
}

impl<'u> SegmentIndex<'u> {
    pub(super) fn new(segments: &'u Segments<'u>) -> Self {
        let mut vocabulary = WordNumbers::default();
        let mut words = Vec::new();
        let mut starts = vec![0];
        for segment in 0..segments.len() {
            let read = vocabulary.read(segments.text(segment));
            words.extend(read.into_iter().map(|(word, _)| word));
            starts.push(words.len());
        }
        let of_segments = starts.windows(2).map(|bounds| &words[bounds[0]..bounds[1]]);
        Self {
            postings: Postings::of(of_segments, vocabulary.len()),
            segments,
            vocabulary,
            words,
            starts,
        }
    }

    /// Returns the words of some segments.
    pub(super) fn words(&self, segments: Range<usize>) -> &[WordId] {
        &self.words[self.starts[segments.start]..self.starts[segments.end]]
    }

    /// Returns what is like a phrase, most alike first; no two matches overlap. `near` is the
    /// segment where the claim would be. Only segments that `admits` allows are looked at.
    pub(super) fn search(
        &self,
        phrase: &Phrase,
        near: usize,
        admits: impl Fn(usize) -> bool,
    ) -> Vec<LikelyMatch> {
        let mut bag = phrase.bag();
        let mut pieces: Vec<(f64, usize, Range<usize>)> = self
            .seeds(phrase, near)
            .into_iter()
            .map(|segment| segment as usize)
            .filter(|&segment| admits(segment))
            .map(|segment| {
                let (segments, bound) = self.grown(segment, phrase, &mut bag, &admits);
                (bound, segments.start.abs_diff(near), segments)
            })
            .filter(|&(bound, ..)| bound >= MIN_LIKENESS - EPSILON)
            .collect();
        pieces.sort_by(|a, b| {
            let by_place = a.1.cmp(&b.1).then(a.2.start.cmp(&b.2.start));
            b.0.total_cmp(&a.0).then(by_place)
        });
        pieces.dedup_by(|a, b| a.2 == b.2);
        pieces.truncate(MAX_COMPARED);
        let mut matches: Vec<LikelyMatch> = pieces
            .into_iter()
            .map(|(_, _, segments)| LikelyMatch {
                likeness: phrase
                    .likeness(&Alignment::of(&phrase.words, self.words(segments.clone()))),
                places: segments,
            })
            .filter(|found| found.likeness >= MIN_LIKENESS - EPSILON)
            .collect();
        // Stable, so that of equals the nearest stays first.
        matches.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        let mut apart: Vec<LikelyMatch> = Vec::new();
        for found in matches {
            if !apart.iter().any(|other| other.overlaps(&found)) {
                apart.push(found);
            }
        }
        apart
    }

    /// Returns the segments that have one of the phrase's rarest words.
    ///
    /// By Dice's measure, what is at least 0.70 like the phrase has at least 0.70 / 1.30 of its
    /// words, even if it has no others. So it has one of any that make up the rest, and one more.
    fn seeds(&self, phrase: &Phrase, near: usize) -> Vec<u32> {
        let mut rarest = phrase.words.clone();
        rarest.sort_unstable();
        rarest.dedup();
        rarest.sort_by_key(|&word| (self.postings.texts_with(word).len(), word));
        let may_lack = phrase.total() * (1.0 - MIN_LIKENESS / (2.0 - MIN_LIKENESS));
        rarest.truncate(phrase.max_words_in(may_lack + EPSILON) + 1);
        let mut seeds: Vec<u32> = Vec::new();
        for word in rarest {
            let segments = self.postings.texts_with(word);
            let middle = segments.partition_point(|&segment| (segment as usize) < near);
            let from = middle.saturating_sub(MAX_SEGMENTS_PER_WORD / 2);
            let to = (from + MAX_SEGMENTS_PER_WORD).min(segments.len());
            seeds.extend(&segments[from.min(to.saturating_sub(MAX_SEGMENTS_PER_WORD))..to]);
        }
        seeds.sort_unstable();
        seeds.dedup();
        seeds
    }

    /// Returns a segment, with its neighbours as long as they make it more like the phrase, and
    /// the most its likeness can be: that of the words shared in any order.
    fn grown(
        &self,
        segment: usize,
        phrase: &Phrase,
        bag: &mut WordBag,
        admits: impl Fn(usize) -> bool,
    ) -> (Range<usize>, f64) {
        let mut segments = segment..segment + 1;
        let words = self.words(segments.clone());
        let weight = bag.shared_with(words);
        let mut bound = phrase.dice(weight, words.len(), 0.0);
        // A part of several sentences has at least half of its words from them.
        let is_part = phrase.whole && weight >= words.len() as f64 * CLAIM_WORD / 2.0;
        while is_part && self.words(segments.clone()).len() < phrase.words.len() {
            let likeness = |segments: Range<usize>| {
                let words = self.words(segments);
                phrase.dice(bag.shared_with(words), words.len(), 0.0)
            };
            match widen(&segments, self.segments.len(), &admits, likeness) {
                Some((better, wider)) if better > bound => (bound, segments) = (better, wider),
                _ => break,
            }
        }
        (segments, bound)
    }
}
