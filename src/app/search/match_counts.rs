//! How many matches there are, and where, known piece by piece.
//!
//! A walk through megabytes takes longer than a key may. So the text is cut into pieces, and for
//! each it is counted, once, how many matches begin in it: near the cursor at once, the rest
//! elsewhere ([`Quest`]). From then on the next match is never further than two pieces away.

use std::ops::Range;
use std::sync::{Arc, Weak};

use regex::Regex;

use crate::model::Article;
use crate::text::Span;

use crate::app::Event;

/// The length of a piece, in code points; searching one takes a fraction of a millisecond.
const PIECE: u32 = 1 << 16;
/// How many are searched while a key waits.
const AT_ONCE: usize = 4;
/// How many are searched, at most, before the result so far is reported.
const MOST: usize = 32;
/// A match that begins in one piece may end in the next one, within this many code points.
const OVERHANG: u32 = 4096;

/// An article in pieces, each of whole blocks.
#[derive(Clone, Copy)]
struct TextPieces<'a> {
    article: &'a Article,
    length: u32,
}

impl TextPieces<'_> {
    fn count(self) -> usize {
        self.article.text().len().div_ceil(self.length).max(1) as usize
    }

    fn span(self, piece: usize) -> Span {
        let blocks = self.article.blocks();
        let border = |piece: usize| match (piece as u32).checked_mul(self.length) {
            Some(position) if position < self.article.text().len() => {
                blocks.span(blocks.at(position)).start
            }
            _ => self.article.text().len(),
        };
        Span::new(border(piece), border(piece + 1))
    }

    /// The piece that holds a code point; the last one for the end of the text.
    fn at(self, position: u32) -> usize {
        let last = self.count() - 1;
        let piece = ((position / self.length) as usize).min(last);
        // Its end is up to a block before where it would be by its length.
        let holds = |&piece: &usize| position < self.span(piece).end;
        (piece..last).find(holds).unwrap_or(last)
    }

    /// The matches that begin in a piece, in bytes of the text.
    fn matches(self, piece: usize, pattern: &Regex) -> impl Iterator<Item = Range<usize>> {
        let text = self.article.text();
        let span = self.span(piece);
        let (start, end) = (text.byte_of(span.start), text.byte_of(span.end));
        let behind = text.byte_of(span.end.saturating_add(OVERHANG));
        pattern
            .find_iter(&text.as_str()[start..behind])
            .map(move |found| start + found.start()..start + found.end())
            .take_while(move |found| found.start < end)
    }
}

/// The counts of one search.
#[derive(Clone, Debug)]
pub(super) struct MatchCounts {
    length: u32,
    counts: Vec<Option<u32>>,
    /// How many pieces are not counted.
    unknown: usize,
    total: u64,
    /// Lives as long as anybody wants to know.
    wanted: Arc<()>,
}

/// The text has to be searched further before that can be said.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotCounted;

/// A match, and which of its piece it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CountedMatch {
    pub(super) span: Span,
    piece: usize,
    number: u32,
}

impl MatchCounts {
    pub(super) fn new(article: &Article) -> Self {
        Self::in_pieces(article, PIECE)
    }

    fn in_pieces(article: &Article, length: u32) -> Self {
        let pieces = TextPieces { article, length };
        Self {
            length,
            counts: vec![None; pieces.count()],
            unknown: pieces.count(),
            total: 0,
            wanted: Arc::default(),
        }
    }

    fn pieces<'a>(&self, article: &'a Article) -> TextPieces<'a> {
        TextPieces {
            article,
            length: self.length,
        }
    }

    /// Counts what is near a code point.
    pub(super) fn look_around(&mut self, article: &Article, pattern: &Regex, position: u32) {
        let pieces = self.pieces(article);
        let near = round(pieces.at(position), pieces.count());
        let near: Vec<usize> = near.take(AT_ONCE).collect();
        for piece in near {
            if self.counts[piece].is_none() {
                let count = pieces.matches(piece, pattern).count() as u32;
                self.learn(piece, count);
            }
        }
    }

    /// Takes in what was counted elsewhere.
    pub(super) fn learn(&mut self, piece: usize, count: u32) {
        if let Some(known @ None) = self.counts.get_mut(piece) {
            *known = Some(count);
            self.unknown -= 1;
            self.total += u64::from(count);
        }
    }

    /// Returns what has to be counted elsewhere, from a code point on; an earlier job
    /// stops.
    pub(super) fn quest(
        &mut self,
        number: u64,
        article: &Arc<Article>,
        pattern: &Regex,
        position: u32,
    ) -> Option<CountJob> {
        self.wanted = Arc::default();
        let pieces = self.pieces(article);
        let left = round(pieces.at(position), pieces.count())
            .filter(|&piece| self.counts[piece].is_none());
        (self.unknown > 0).then(|| CountJob {
            number,
            article: Arc::clone(article),
            pattern: pattern.clone(),
            length: self.length,
            left: left.collect(),
            wanted: Arc::downgrade(&self.wanted),
        })
    }

    /// Returns the first match that begins at or after a code point, if there is one.
    pub(super) fn from(
        &self,
        article: &Article,
        pattern: &Regex,
        position: u32,
    ) -> Result<Option<CountedMatch>, NotCounted> {
        let pieces = self.pieces(article);
        let first = pieces.at(position);
        for piece in first..pieces.count() {
            // The cursor's own piece is searched anyway.
            if piece == first || self.counts[piece].ok_or(NotCounted)? > 0 {
                let mut matches = places(pieces, piece, pattern);
                if let Some(found) = matches.find(|found| found.span.start >= position) {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    /// Returns the last match that begins before a code point, if there is one.
    pub(super) fn before(
        &self,
        article: &Article,
        pattern: &Regex,
        position: u32,
    ) -> Result<Option<CountedMatch>, NotCounted> {
        let pieces = self.pieces(article);
        let last = pieces.at(position);
        for piece in (0..=last).rev() {
            if piece == last || self.counts[piece].ok_or(NotCounted)? > 0 {
                let matches = places(pieces, piece, pattern);
                let before = matches.take_while(|found| found.span.start < position);
                if let Some(found) = before.last() {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    /// Returns the place of what comes after all matches that begin at or before a code point.
    pub(super) fn after(&self, article: &Article, pattern: &Regex, position: u32) -> CountedMatch {
        let pieces = self.pieces(article);
        let piece = pieces.at(position);
        let matches = places(pieces, piece, pattern);
        let before = matches.take_while(|found| found.span.start <= position);
        CountedMatch {
            span: Span::new(position, position),
            piece,
            number: before.count() as u32,
        }
    }

    /// Returns how many matches there are, once that is known.
    pub(super) fn total(&self) -> Option<u64> {
        (self.unknown == 0).then_some(self.total)
    }

    /// Returns which of all matches one is, from 1, once that is known.
    pub(super) fn number_of(&self, place: CountedMatch) -> Option<u64> {
        let before = self.counts[..place.piece].iter();
        let before: u64 = before
            .map(|count| count.map(u64::from))
            .sum::<Option<u64>>()?;
        Some(before + u64::from(place.number) + 1)
    }
}

fn places<'a>(
    pieces: TextPieces<'a>,
    piece: usize,
    pattern: &'a Regex,
) -> impl Iterator<Item = CountedMatch> + 'a {
    (0..)
        .zip(pieces.matches(piece, pattern))
        .map(move |(number, bytes)| CountedMatch {
            span: pieces.article.text().span_of(bytes),
            piece,
            number,
        })
}

/// Numbers below `count`, from one of them on, and round again.
fn round(first: usize, count: usize) -> impl Iterator<Item = usize> {
    (first..count).chain(0..first.min(count))
}

/// What has to be counted while the keys continue.
#[derive(Clone, Debug)]
pub struct CountJob {
    number: u64,
    article: Arc<Article>,
    pattern: Regex,
    length: u32,
    left: Vec<usize>,
    wanted: Weak<()>,
}

impl PartialEq for CountJob {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl CountJob {
    /// Counts, and reports now and then, until all is counted, `tell` returns false or the search
    /// is no longer wanted.
    pub fn run(self, tell: impl Fn(Event) -> bool) {
        let pieces = TextPieces {
            article: &self.article,
            length: self.length,
        };
        let mut counts = Vec::new();
        // The first match is reported at once.
        let mut enough = 1;
        for piece in self.left {
            if self.wanted.strong_count() == 0 {
                return;
            }
            let count = pieces.matches(piece, &self.pattern).count() as u32;
            counts.push((piece, count));
            if counts.len() >= enough || enough == 1 && count > 0 {
                let counts = std::mem::take(&mut counts);
                if !tell(Event::MatchesCounted {
                    search: self.number,
                    counts,
                }) {
                    return;
                }
                enough = (enough * 2).min(MOST);
            }
        }
        tell(Event::MatchesCounted {
            search: self.number,
            counts,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn matches_are_found_and_numbered_as_by_a_walk(
            words in proptest::collection::vec("ab|aé |b\n|c{1,9}| ", 0..80),
            length in 8u32..40,
            position in 0u32..300,
            known in 0usize..12,
        ) {
            let article = Arc::new(Article::new("a.txt", words.concat()));
            let text = article.text();
            let pattern = Regex::new("a[bé]").unwrap();
            let all: Vec<Span> = pattern
                .find_iter(text.as_str())
                .map(|found| text.span_of(found.range()))
                .collect();
            let position = position.min(text.len());
            let mut tally = MatchCounts::in_pieces(&article, length);
            let quest = tally.quest(1, &article, &pattern, position);
            let mut told = Vec::new();
            if let Some(quest) = quest {
                let sender = std::cell::RefCell::new(&mut told);
                quest.run(|event| {
                    if let Event::MatchesCounted { counts, .. } = event {
                        sender.borrow_mut().extend(counts);
                    }
                    true
                });
            }
            let behind = all.iter().find(|span| span.start >= position);
            let before = all.iter().rev().find(|span| span.start < position);
            for (done, (piece, count)) in told.into_iter().enumerate() {
                if done == known {
                    // What is said before all is known is right, or that it is not known.
                    for (found, naive) in [
                        (tally.from(&article, &pattern, position), behind),
                        (tally.before(&article, &pattern, position), before),
                    ] {
                        if let Ok(found) = found {
                            prop_assert_eq!(found.map(|place| place.span), naive.copied());
                        }
                    }
                }
                tally.learn(piece, count);
                tally.learn(piece, count);
            }
            prop_assert_eq!(tally.total(), Some(all.len() as u64));
            let found = tally.from(&article, &pattern, position).unwrap();
            prop_assert_eq!(found.map(|place| place.span), behind.copied());
            if let Some(place) = found {
                let number = all.iter().position(|span| *span == place.span).unwrap();
                prop_assert_eq!(tally.number_of(place), Some(number as u64 + 1));
            }
            let found = tally.before(&article, &pattern, position).unwrap();
            prop_assert_eq!(found.map(|place| place.span), before.copied());
        }
    }
}
