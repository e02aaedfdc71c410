//! The new text cut into the pieces that claims are looked for in.

use std::ops::Range;

use crate::model::Article;
use crate::text::{Folded, Span};

/// The new article, its folded text, and its segments: the sentences, and what is between them
/// (headings, questions) line by line. All words are in some segment. Positions are bytes.
#[derive(Debug)]
pub(super) struct Segments<'a> {
    pub(super) article: &'a Article,
    pub(super) folded: Folded,
    /// In the article's text.
    places: Vec<Range<usize>>,
    /// In the folded text.
    folded_places: Vec<Range<usize>>,
}

impl<'a> Segments<'a> {
    pub(super) fn new(article: &'a Article, sentences: &[Span]) -> Self {
        let text = article.text();
        let mut sentences: Vec<Span> = sentences.to_vec();
        sentences.sort();
        let mut segments = Self {
            article,
            folded: Folded::new(text.as_str()),
            places: Vec::with_capacity(sentences.len() + 1),
            folded_places: Vec::with_capacity(sentences.len() + 1),
        };
        let mut done = 0;
        for span in sentences {
            let place = text.byte_of(span.start)..text.byte_of(span.end);
            if place.start >= done {
                segments.add_lines(done..place.start);
                segments.add(place.clone());
                done = place.end;
            }
        }
        segments.add_lines(done..text.as_str().len());
        segments
    }

    fn add_lines(&mut self, between: Range<usize>) {
        let mut start = between.start;
        for line in self.article.text().as_str()[between].split_inclusive('\n') {
            self.add(start..start + line.len());
            start += line.len();
        }
    }

    /// Adds a piece without the white space around it, if anything is left.
    fn add(&mut self, place: Range<usize>) {
        let piece = &self.article.text().as_str()[place.clone()];
        let words = piece.trim();
        if words.is_empty() {
            return;
        }
        let start = place.start + piece.len() - piece.trim_start().len();
        let place = start..start + words.len();
        self.folded_places
            .push(self.folded.of_source(place.start)..self.folded.of_source(place.end));
        self.places.push(place);
    }

    /// Returns how many segments there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Returns the text of a segment.
    pub(super) fn text(&self, segment: usize) -> &'a str {
        &self.article.text().as_str()[self.places[segment].clone()]
    }

    /// Returns the first segment that ends after a byte.
    pub(super) fn after(&self, byte: usize) -> usize {
        self.places.partition_point(|place| place.end <= byte)
    }

    /// Returns the span from the first to the last of some segments.
    pub(super) fn span(&self, segments: Range<usize>) -> Span {
        let bytes = self.places[segments.start].start..self.places[segments.end - 1].end;
        self.article.text().span_of(bytes)
    }

    /// Returns the segments that a span reaches into.
    pub(super) fn within(&self, span: Span) -> Range<usize> {
        let text = self.article.text();
        let (start, end) = (text.byte_of(span.start), text.byte_of(span.end));
        let first = self.places.partition_point(|place| place.end <= start);
        let after = self.places.partition_point(|place| place.start < end);
        first..after.max(first)
    }

    /// Returns the place in the article of one in the folded text.
    pub(super) fn source_of(&self, place: &Range<usize>) -> Range<usize> {
        self.folded.to_source(place.start)..self.folded.to_source(place.end)
    }

    /// Returns the span of a place in the folded text.
    pub(super) fn span_of(&self, place: &Range<usize>) -> Span {
        self.article.text().span_of(self.source_of(place))
    }

    /// Returns the folded text around an occurrence in it: up to the beginning of the sentence it
    /// begins in, and to the end of the one it ends in.
    pub(super) fn sentence_around(&self, occurrence: Range<usize>) -> (&str, &str) {
        let first = self
            .folded_places
            .partition_point(|place| place.end <= occurrence.start);
        let last = self
            .folded_places
            .partition_point(|place| place.start < occurrence.end);
        let text = self.folded.as_str();
        let before = self
            .folded_places
            .get(first)
            .map_or(occurrence.start, |place| place.start.min(occurrence.start));
        let after = match last {
            0 => occurrence.end,
            _ => self.folded_places[last - 1].end.max(occurrence.end),
        };
        (
            &text[before..occurrence.start],
            &text[occurrence.end..after],
        )
    }
}
