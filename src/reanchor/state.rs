//! The old claims in order, and what is known of their fates so far.

use crate::align::longest_ascent;
use crate::model::{Article, Selector};
use crate::text::{Folded, Span};

use super::context::QuoteContext;
use super::{Candidate, ClaimOutcome, EarlierClaim, Fate, Reanchored};

/// Candidates that the checker is offered: one for each of the keys 1 to 9.
pub(super) const MAX_CANDIDATES: usize = 9;

/// A claim as it was, without the white space at its ends.
#[derive(Debug)]
pub(super) struct OldClaim {
    earlier: EarlierClaim,
    /// Where it stood.
    pub(super) span: Span,
    /// Its words, folded.
    pub(super) words: String,
    /// What stood around them.
    pub(super) context: QuoteContext,
    /// Whether it was a whole sentence, or several.
    pub(super) whole: bool,
    /// Whether its words were at its span; false if it was gone before.
    pub(super) stood: bool,
    /// Another claim on exactly the same passage, whose fate it shares.
    twin: Option<usize>,
    /// The whole sentence it was a part of, where that is a claim too.
    pub(super) host: Option<usize>,
}

impl OldClaim {
    fn new(earlier: EarlierClaim) -> Self {
        let EarlierClaim { claim, selector } = &earlier;
        let Selector {
            quote,
            prefix,
            suffix,
            ..
        } = selector;
        let lead = &quote[..quote.len() - quote.trim_start().len()];
        let trail = &quote[quote.trim_end().len().max(lead.len())..];
        let context = QuoteContext::new(&[prefix, lead].concat(), &[trail, suffix].concat());
        let words = Folded::new(quote).as_str().to_owned();
        let stood = quote.chars().count() == claim.span.len() as usize;
        let span = match stood {
            true => Span::new(
                claim.span.start + lead.chars().count() as u32,
                claim.span.end - trail.chars().count() as u32,
            ),
            false => claim.span,
        };
        Self {
            whole: context.is_whole(&words),
            span,
            words,
            context,
            stood,
            twin: None,
            host: None,
            earlier,
        }
    }

    /// Returns whether it has a decision, note or the like, which must not end up on another claim.
    pub(super) fn is_written(&self) -> bool {
        !self.earlier.claim.is_blank()
    }

    /// Returns its words as they were.
    pub(super) fn quote(&self) -> &str {
        self.earlier.selector.quote.trim()
    }
}

/// What is known so far.
#[derive(Debug)]
pub(super) struct ReanchorState {
    /// In the old article's order.
    pub(super) claims: Vec<OldClaim>,
    fates: Vec<Option<Fate>>,
    /// The claims that had a place and have one now, in order: the places of the others are judged
    /// by theirs. Updated by [`Self::update_anchors`].
    anchors: Vec<usize>,
}

impl ReanchorState {
    pub(super) fn new(earlier: Vec<EarlierClaim>) -> Self {
        let mut claims: Vec<OldClaim> = earlier.into_iter().map(OldClaim::new).collect();
        claims.sort_by(|a, b| {
            let by_id = || a.earlier.claim.id.cmp(&b.earlier.claim.id);
            a.span.cmp(&b.span).then_with(by_id)
        });
        for at in 1..claims.len() {
            let (before, claim) = (&claims[at - 1], &claims[at]);
            if claim.stood && before.span == claim.span && before.words == claim.words {
                claims[at].twin = Some(claims[at - 1].twin.unwrap_or(at - 1));
            }
        }
        find_hosts(&mut claims);
        Self {
            fates: claims.iter().map(|_| None).collect(),
            anchors: Vec::new(),
            claims,
        }
    }

    /// Returns the claims whose fates are open and are not another's, in order.
    pub(super) fn open(&self) -> impl Iterator<Item = usize> {
        (0..self.claims.len())
            .filter(|&at| self.fates[at].is_none() && self.claims[at].twin.is_none())
    }

    pub(super) fn fate(&self, claim: usize) -> Option<&Fate> {
        self.fates[claim].as_ref()
    }

    pub(super) fn settle(&mut self, claim: usize, fate: Fate) {
        self.fates[claim] = Some(fate);
    }

    /// Lets the checker say which candidate a claim is, or that it is gone.
    pub(super) fn ask(&mut self, claim: usize, mut candidates: Vec<Candidate>) {
        candidates.truncate(MAX_CANDIDATES);
        self.settle(claim, Fate::Ambiguous(candidates));
    }

    /// Returns where a claim stands now, if that is settled.
    pub(super) fn place(&self, claim: usize) -> Option<Span> {
        match self.fates[claim] {
            Some(Fate::Same { span, .. } | Fate::Changed(Candidate { span, .. })) => Some(span),
            _ => None,
        }
    }

    /// Makes anchors of the claims that were settled since the last call.
    pub(super) fn update_anchors(&mut self) {
        self.anchors = (0..self.claims.len())
            .filter(|&at| self.claims[at].stood && self.place(at).is_some())
            .collect();
    }

    /// Returns the nearest anchors before and after a claim, overlapping none: where they stood
    /// and where they stand.
    pub(super) fn neighbours(&self, claim: usize) -> [Option<(Span, Span)>; 2] {
        let span = self.claims[claim].span;
        let old = |&anchor: &usize| self.claims[anchor].span;
        let pair = |&anchor: &usize| Some((self.claims[anchor].span, self.place(anchor)?));
        let begun = self.anchors.partition_point(|a| old(a).start < span.start);
        let before = self.anchors[..begun]
            .iter()
            .rev()
            .find(|a| old(a).end <= span.start);
        let behind = self.anchors.partition_point(|a| old(a).start < span.end);
        [
            before.and_then(pair),
            self.anchors.get(behind).and_then(pair),
        ]
    }

    /// Returns where a claim has to be if the order was kept: between its neighbours.
    pub(super) fn window(&self, claim: usize) -> Span {
        let [before, behind] = self.neighbours(claim);
        let start = before.map_or(0, |(_, new)| new.end);
        let end = behind.map_or(u32::MAX, |(_, new)| new.start);
        match start <= end {
            true => Span::new(start, end),
            false => Span::new(0, u32::MAX),
        }
    }

    /// Returns where a claim would begin if it had kept its distance to its neighbour before, and
    /// to the one after it.
    pub(super) fn expected(&self, claim: usize) -> [u32; 2] {
        let start = i64::from(self.claims[claim].span.start);
        let [before, behind] = self.neighbours(claim).map(|neighbour| {
            neighbour.map(|(old, new)| start + i64::from(new.start) - i64::from(old.start))
        });
        let first = before.or(behind).unwrap_or(start);
        [first, behind.unwrap_or(first)].map(|at| at.clamp(0, u32::MAX.into()) as u32)
    }

    /// Returns the result.
    pub(super) fn finish(mut self, article: &Article, sentences: &[Span]) -> Reanchored {
        self.update_anchors();
        for at in 0..self.claims.len() {
            if let Some(twin) = self.claims[at].twin {
                self.fates[at] = self.fates[twin].clone();
            }
            if self.fates[at].is_none() {
                let near = self.expected(at)[0].min(article.text().len());
                self.fates[at] = Some(Fate::Gone { near });
            }
        }
        self.mark_moved();
        let mut places: Vec<Span> = (0..self.claims.len())
            .filter_map(|at| self.place(at))
            .collect();
        places.sort();
        Reanchored {
            outcomes: self
                .claims
                .into_iter()
                .zip(self.fates)
                .filter_map(|(old, fate)| {
                    let earlier = old.earlier;
                    fate.map(|fate| ClaimOutcome { earlier, fate })
                })
                .collect(),
            new: untouched(sentences, &places),
        }
    }

    /// Marks the claims that moved: all but a longest run of claims whose order was kept.
    fn mark_moved(&mut self) {
        let places: Vec<(usize, u32)> = (0..self.claims.len())
            .filter_map(|at| match self.fates[at] {
                Some(Fate::Same { span, .. }) => Some((at, span.start)),
                _ => None,
            })
            .collect();
        let starts: Vec<u32> = places.iter().map(|&(_, start)| start).collect();
        let mut stayed = longest_ascent(&starts).into_iter().peekable();
        for (nth, (at, _)) in places.into_iter().enumerate() {
            if stayed.next_if_eq(&nth).is_none()
                && let Some(Fate::Same { moved, .. }) = &mut self.fates[at]
            {
                *moved = true;
            }
        }
    }
}

/// Finds for every part of a sentence the claim on the whole of it: the shortest that holds it.
fn find_hosts(claims: &mut [OldClaim]) {
    // The whole sentences that have begun and may not have ended; the innermost last.
    let mut around: Vec<usize> = Vec::new();
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&at| {
        (
            claims[at].span.start,
            std::cmp::Reverse(claims[at].span.end),
        )
    });
    for at in order {
        let span = claims[at].span;
        if !claims[at].stood || claims[at].twin.is_some() {
            continue;
        }
        while around
            .last()
            .is_some_and(|&last| claims[last].span.end <= span.start)
        {
            around.pop();
        }
        if claims[at].whole {
            around.push(at);
        } else {
            claims[at].host = around
                .iter()
                .rev()
                .copied()
                .find(|&host| claims[host].span.end >= span.end);
        }
    }
}

/// Returns the sentences that none of the places, in order of their starts, reaches into.
fn untouched(sentences: &[Span], places: &[Span]) -> Vec<Span> {
    let mut sentences: Vec<Span> = sentences.to_vec();
    sentences.sort();
    let mut places = places.iter().peekable();
    let mut reached = 0;
    sentences.retain(|sentence| {
        while let Some(place) = places.next_if(|place| place.start < sentence.end) {
            reached = reached.max(place.end);
        }
        // Sentences do not overlap, so what begins before one and reaches beyond its start is in it.
        reached <= sentence.start
    });
    sentences
}
