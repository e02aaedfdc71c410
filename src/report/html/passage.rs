//! The article cut into rows, and its claims marked in them.

use std::cmp::Reverse;

use maud::{Markup, html};

use crate::text::{Span, Text, one_line};

use super::super::dossier::DossierClaim;
use super::{ReportPage, seen};

/// A claim and its place.
type PlacedClaim<'a> = (Span, &'a DossierClaim);

/// A stretch of whole lines that no claim reaches out of, so that the notes on its claims can stand
/// beside it.
#[derive(Debug, PartialEq)]
struct PassageRow<'a> {
    /// Without the line feed that ends it.
    span: Span,
    /// Whether an empty line stands before it.
    after_gap: bool,
    /// The claims in it.
    claims: &'a [PlacedClaim<'a>],
}

/// A stretch of text that is in the same claims from its beginning to its end.
struct PassagePiece<'a> {
    span: Span,
    /// The claims it is in, the outermost first.
    inside: Vec<PlacedClaim<'a>>,
    /// The claims that end with it.
    ending: Vec<&'a DossierClaim>,
}

impl ReportPage<'_> {
    /// The article, each row beside its notes.
    pub(super) fn passages(&self) -> Markup {
        let article = self.original.article();
        let claims = self.dossier.claims.iter();
        let claims: Vec<PlacedClaim<'_>> = claims.filter_map(|j| Some((j.place()?, j))).collect();
        let rows = rows(article.text(), &claims);
        html! {
            @for (at, row) in rows.iter().enumerate() {
                @let is_title = at == 0 && one_line(article.text().slice(row.span)) == article.title();
                div.row.title[is_title].gap[row.after_gap] {
                    p.text dir="auto" {
                        @for piece in pieces(row.span, row.claims) { (self.piece(&piece)) }
                    }
                    @if !row.claims.is_empty() {
                        ol.notes { @for (_, joint) in row.claims { (self.note(joint)) } }
                    }
                }
            }
        }
    }

    fn piece(&self, piece: &PassagePiece<'_>) -> Markup {
        let text = seen(self.original.article().text().slice(piece.span));
        let innermost = html! { (text) };
        let marked = piece
            .inside
            .iter()
            .rev()
            .fold(innermost, |inner, (span, joint)| {
                // A claim that is cut into pieces is found at its first one.
                let id = (span.start == piece.span.start).then(|| self.passage_id(joint));
                html! { mark class={ "claim " (joint.standing().name()) } id=[id] { (inner) } }
            });
        html! {
            (marked)
            @for joint in &piece.ending { (self.reference(joint)) }
        }
    }

    /// The claim's number and sign after its last word, which lead to its note.
    fn reference(&self, joint: &DossierClaim) -> Markup {
        let standing = joint.standing();
        let label = format!("claim {}: {}", joint.number, standing.word());
        html! {
            a class={ "ref " (standing.name()) } href={ "#" (self.note_id(joint)) } aria-label=(label) {
                (joint.number) (standing.sign())
            }
        }
    }
}

/// Cuts a text between its lines, where no claim runs on. `claims` are in order of their starts.
fn rows<'a>(text: &Text, claims: &'a [PlacedClaim<'a>]) -> Vec<PassageRow<'a>> {
    let mut rows = Vec::new();
    let (mut first, mut next, mut reach) = (0, 0, 0);
    let mut start = 0;
    let mut after_gap = false;
    let ends = text
        .as_str()
        .match_indices('\n')
        .map(|(byte, _)| text.position_of(byte));
    for end in ends.chain([text.len()]) {
        while let Some((span, _)) = claims.get(next).filter(|(span, _)| span.start <= end) {
            reach = reach.max(span.end);
            next += 1;
        }
        if reach > end {
            continue;
        }
        let span = Span::new(start, end);
        if first == next && text.slice(span).trim().is_empty() {
            after_gap = true;
        } else {
            rows.push(PassageRow {
                span,
                after_gap,
                claims: &claims[first..next],
            });
            after_gap = false;
        }
        (first, start) = (next, end + 1);
    }
    rows
}

/// Cuts a row wherever a claim begins or ends: claims may be in each other and overlap.
fn pieces<'a>(row: Span, claims: &[PlacedClaim<'a>]) -> Vec<PassagePiece<'a>> {
    let mut cuts: Vec<u32> = claims
        .iter()
        .flat_map(|(span, _)| [span.start, span.end])
        .collect();
    cuts.extend([row.start, row.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut coming = claims.iter().copied().peekable();
    let mut inside: Vec<PlacedClaim<'a>> = Vec::new();
    let mut pieces = Vec::with_capacity(cuts.len());
    for ends in cuts.windows(2) {
        let span = Span::new(ends[0], ends[1]);
        inside.retain(|(claim, _)| claim.end > span.start);
        while let Some(claim) = coming.next_if(|(claim, _)| claim.start == span.start) {
            inside.push(claim);
        }
        inside.sort_by_key(|(claim, joint)| (claim.start, Reverse(claim.end), joint.number));
        let ending = inside.iter().filter(|(claim, _)| claim.end == span.end);
        pieces.push(PassagePiece {
            span,
            ending: ending.map(|&(_, joint)| joint).collect(),
            inside: inside.clone(),
        });
    }
    pieces
}
