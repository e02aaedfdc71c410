//! Parts of sentences: found inside the sentence, by a word diff where its words have changed.

use std::ops::Range;

use crate::align::WordId;
use crate::text::{Folded, Span, Text};

use super::alignment::Alignment;
use super::segment_index::SegmentIndex;
use super::state::{OldClaim, ReanchorState};
use super::words::Phrase;
use super::{Candidate, Fate};

/// Settles the parts of sentences that depend on a claim on the whole sentence. Where that is gone
/// nothing is settled.
pub(super) fn settle(state: &mut ReanchorState, index: &mut SegmentIndex<'_>, parts: &[usize]) {
    for &part in parts {
        let Some(host) = state.claims[part].host else {
            continue;
        };
        let phrase = part_of(&state.claims[part], &state.claims[host], index);
        let mut image = |piece: &Candidate| {
            let span = image(&state.claims[part], &phrase, index, piece.span)?;
            Some(Candidate { span, ..*piece })
        };
        let near = |piece: &Candidate| Fate::Gone {
            near: piece.span.start,
        };
        let fate = match state.fate(host) {
            Some(&Fate::Same { span, .. }) => {
                let span = inside(&state.claims[part], &state.claims[host], span, index);
                Some(Fate::Same { span, moved: false })
            }
            Some(Fate::Changed(whole)) => {
                Some(image(whole).map_or_else(|| near(whole), Fate::Changed))
            }
            Some(Fate::Ambiguous(wholes)) => {
                let images: Vec<Candidate> = wholes.iter().filter_map(image).collect();
                match (&images[..], &wholes[..]) {
                    ([], [whole, ..]) => Some(near(whole)),
                    ([], []) => None,
                    _ => Some(Fate::Ambiguous(images)),
                }
            }
            Some(Fate::Gone { .. }) | None => None,
        };
        if let Some(fate) = fate {
            state.settle(part, fate);
        }
    }
    state.update_anchors();
}

/// Returns where a part of a sentence is in that sentence if the sentence is the same.
fn inside(part: &OldClaim, host: &OldClaim, sentence: Span, index: &SegmentIndex<'_>) -> Span {
    let text = index.segments.article.text();
    let (old, new) = (host.quote(), text.slice(sentence));
    let offsets = [part.span.start, part.span.end].map(|at| at - host.span.start);
    if new == old {
        return Span::new(sentence.start + offsets[0], sentence.start + offsets[1]);
    }
    let bytes = offsets.map(|at| Text::new(old.to_owned()).byte_of(at));
    let (old, new) = (Folded::new(old), Folded::new(new));
    let base = text.byte_of(sentence.start);
    let [start, end] = bytes.map(|at| base + new.to_source(old.of_source(at)));
    text.span_of(start..end)
}

/// Returns a whole sentence as what to look for, with a part of it as the claim's own words.
fn part_of(part: &OldClaim, host: &OldClaim, index: &mut SegmentIndex<'_>) -> Phrase {
    let sentence = Text::new(host.quote().to_owned());
    let [start, end] = [part.span.start, part.span.end]
        .map(|position| sentence.byte_of(position - host.span.start));
    let words = index.vocabulary.read(sentence.as_str());
    let first = words.partition_point(|(_, bytes)| bytes.end <= start);
    let after = words.partition_point(|(_, bytes)| bytes.start < end);
    Phrase {
        own: first..after.max(first),
        words: words.into_iter().map(|(word, _)| word).collect(),
        whole: false,
    }
}

/// Returns what the claim's own words became in a piece of the new text.
pub(super) fn image(
    old: &OldClaim,
    phrase: &Phrase,
    index: &mut SegmentIndex<'_>,
    piece: Span,
) -> Option<Span> {
    let text = index.segments.article.text();
    let base = text.byte_of(piece.start);
    let piece = text.slice(piece);
    let words = index.vocabulary.read(piece);
    let ids: Vec<WordId> = words.iter().map(|&(word, _)| word).collect();
    let own = Alignment::of(&phrase.words, &ids).image(phrase.own.clone())?;
    let bytes = words.get(own.start)?.1.start..words.get(own.end.checked_sub(1)?)?.1.end;
    let bytes = with_marks(piece, bytes, old.quote());
    Some(text.span_of(base + bytes.start..base + bytes.end))
}

/// Returns a stretch with as many of the marks around it (quotation marks, a full stop) as the
/// quote has.
fn with_marks(piece: &str, bytes: Range<usize>, quote: &str) -> Range<usize> {
    let is_mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace();
    let leading = quote.chars().take_while(is_mark).count();
    let trailing = quote.chars().rev().take_while(is_mark).count();
    let before = piece[..bytes.start]
        .chars()
        .rev()
        .take(leading)
        .take_while(is_mark);
    let behind = piece[bytes.end..]
        .chars()
        .take(trailing)
        .take_while(is_mark);
    let start = bytes.start - before.map(char::len_utf8).sum::<usize>();
    let end = bytes.end + behind.map(char::len_utf8).sum::<usize>();
    start..end
}
