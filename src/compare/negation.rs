//! What one text denies and the other states.

use std::collections::HashMap;
use std::ops::Range;

use super::agreement::Sides;
use super::lexicon::Class;
use super::raw::Gap;
use super::reading::{Kind, Reading, Vocabulary, WordId};
use super::summary::Pair;

/// How far a negating word reaches, in tokens.
const REACH: usize = 5;

/// A content word, and what negates it.
struct Use {
    /// The tokens from the negating word to this, or this alone.
    tokens: Range<usize>,
    is_negated: bool,
}

/// Returns the first thing that is negated in one of the texts only.
pub(super) fn difference(sides: &Sides<'_>) -> Option<Pair> {
    if !sides.claim.english {
        return None;
    }
    let ours = uses(sides.claim, 0..sides.claim.tokens.len(), sides.vocabulary);
    let theirs = uses(sides.source, sides.part.clone(), sides.vocabulary);
    let mut found: Vec<(&Use, &Use)> = Vec::new();
    for (stem, ours) in &ours {
        let Some(theirs) = theirs.get(stem) else {
            continue;
        };
        // A word that one text has both ways says nothing.
        let settled = |uses: &[Use]| {
            let negated = uses.iter().filter(|u| u.is_negated).count();
            (negated == 0 || negated == uses.len()).then_some(negated > 0)
        };
        if let (Some(a), Some(b)) = (settled(ours), settled(theirs))
            && a != b
        {
            found.push((&ours[0], &theirs[0]));
        }
    }
    let (ours, theirs) = found
        .into_iter()
        .min_by_key(|(ours, _)| ours.tokens.start)?;
    Some(Pair {
        claim: sides.claim.slice(ours.tokens.clone()).to_owned(),
        source: sides.source.slice(theirs.tokens.clone()).to_owned(),
    })
}

/// The content words of some tokens by their stems.
fn uses(
    reading: &Reading<'_>,
    range: Range<usize>,
    vocabulary: &Vocabulary,
) -> HashMap<WordId, Vec<Use>> {
    let tokens = &reading.tokens;
    let mut uses: HashMap<WordId, Vec<Use>> = HashMap::new();
    // Where negation began, and whether it still is one: `did not deny` is none.
    let mut open: Option<(usize, bool)> = None;
    for at in range.clone() {
        let token = &tokens[at];
        let class = vocabulary.class(token.id);
        if token.gap >= Gap::Clause || open.is_some_and(|(start, _)| at > start + REACH) {
            open = None;
        }
        if class.is(Class::NEGATOR) {
            let next = tokens.get(at + 1).filter(|_| at + 1 < range.end);
            let next = next.map_or("", |next| &*vocabulary.entry(next.id).text);
            let verb = at > range.start
                && vocabulary
                    .class(tokens[at - 1].id)
                    .is(Class::AUXILIARY | Class::BE);
            let from = at - usize::from(verb);
            // `not only`, `no more than`, `no one`
            if !matches!(
                next,
                "only" | "just" | "merely" | "alone" | "least" | "doubt"
            ) {
                open = Some(open.map_or((from, true), |(start, negates)| (start, !negates)));
            }
            continue;
        }
        let is_content = match token.kind {
            Kind::Word => {
                !class.is(Class::FUNCTION) && !vocabulary.entry(token.id).text.ends_with("ly")
            }
            Kind::Number(..) => true,
            _ => false,
        };
        if is_content {
            let (start, is_negated) = open.take().unwrap_or((at, false));
            uses.entry(vocabulary.stem(token.id))
                .or_default()
                .push(Use {
                    tokens: start..at + 1,
                    is_negated,
                });
        }
    }
    uses
}
