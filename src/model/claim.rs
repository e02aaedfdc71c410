//! One passage of the article to be checked.

use std::sync::Arc;

use jiff::Timestamp;

use crate::text::Span;

use super::contact::{Contact, folded_name};
use super::verdict::names;
use super::{
    Anchor, Article, ClaimId, ClaimNumber, Contacts, Decision, Evidence, Hint, Ruling,
    UnknownFields, Verdict,
};

names! {
    /// How the claim is put.
    ClaimKind {
        /// Plain assertion.
        Statement = "statement",
        /// Words in quotation marks.
        Quotation = "quotation",
        /// Words in indirect speech.
        Reported = "reported",
        /// A figure.
        Number = "number",
    }
}

names! {
    /// Where the claim comes from.
    Origin {
        /// The built-in extractor.
        Extracted = "extracted",
        /// A claims file made elsewhere.
        Imported = "imported",
        /// The checker, by selecting text.
        Added = "added",
    }
}

/// A claim, and what was decided on it.
///
/// There may be a hundred thousand, nearly all of them blank: what is rarely written is boxed.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What it is known by.
    pub id: ClaimId,
    /// What people call it. Given by the review that it is in.
    pub number: ClaimNumber,
    /// Where it is in the article.
    pub span: Span,
    /// How sure it is that what is written on it is about these words.
    pub anchor: Anchor,
    /// How it is put, where known.
    pub kind: Option<ClaimKind>,
    /// Who says it, where known. One piece of memory serves all claims of one speaker.
    pub speaker: Option<Arc<str>>,
    /// How worth checking it is, 0 to 1, where known.
    pub priority: Option<f32>,
    /// Where it comes from.
    pub origin: Origin,
    /// Why it looks odd.
    pub hints: Vec<Hint>,
    /// What is written on it; none while nothing is.
    pub decision: Option<Box<Decision>>,
    /// Rulings given and replaced, oldest first.
    pub history: Vec<Decision>,
    /// Who was asked about it, in order of time. Left out of whatever is handed on, unless it is
    /// asked for.
    pub contacts: Contacts,
    /// Fields of a newer version, or of the program that made the claims file.
    pub extra: UnknownFields,
}

impl Claim {
    /// Returns an open claim on a passage, with its usual id.
    pub fn new(article: &Article, span: Span, origin: Origin) -> Self {
        Self {
            id: ClaimId::of(article, span),
            number: ClaimNumber::default(),
            span,
            anchor: Anchor::Sure,
            kind: None,
            speaker: None,
            priority: None,
            origin,
            hints: Vec::new(),
            decision: None,
            history: Vec::new(),
            contacts: Contacts::default(),
            extra: UnknownFields::default(),
        }
    }

    /// Returns the ruling that is written on it, whether or not it holds for the words as they are.
    pub fn ruling(&self) -> Option<Ruling> {
        self.decision.as_ref().and_then(|d| d.ruling)
    }

    /// Returns the verdict that is written on it.
    pub fn verdict(&self) -> Option<Verdict> {
        self.ruling().and_then(Ruling::verdict)
    }

    /// Returns how it was settled: the ruling, if it holds for the words as they are.
    pub fn settled(&self) -> Option<Ruling> {
        self.ruling().filter(|_| self.anchor == Anchor::Sure)
    }

    /// Returns whether it is still to be settled, or confirmed. What is gone is neither.
    pub fn is_open(&self) -> bool {
        self.settled().is_none() && !self.is_gone()
    }

    /// Returns whether its words are not in the article any more.
    pub fn is_gone(&self) -> bool {
        matches!(self.anchor, Anchor::Gone { .. })
    }

    /// Returns whether it is gone and was put away.
    pub fn is_put_away(&self) -> bool {
        matches!(
            self.anchor,
            Anchor::Gone {
                is_put_away: true,
                ..
            }
        )
    }

    /// Returns whether nothing is written on it, and nothing ever was.
    pub fn is_blank(&self) -> bool {
        self.decision.is_none() && self.history.is_empty() && self.contacts.is_empty()
    }

    /// Returns the sources filed on it.
    pub fn evidence(&self) -> &[Evidence] {
        self.decision.as_ref().map_or(&[], |d| &d.evidence)
    }

    /// Returns whether any flag is up.
    pub fn is_flagged(&self) -> bool {
        self.decision.as_ref().is_some_and(|d| !d.flags.is_empty())
    }

    /// Returns the hints that still ask for a look: not waved off, on a claim that is still open.
    pub fn open_hints(&self) -> impl Iterator<Item = &Hint> {
        let hints = if self.is_open() { &self.hints[..] } else { &[] };
        hints.iter().filter(|hint| !hint.dismissed)
    }

    /// Returns the hints not waved off that suggest words for some of the claim's own.
    pub fn suggesting_hints(&self) -> impl Iterator<Item = &Hint> {
        let suggests = |hint: &&Hint| {
            !hint.dismissed && hint.suggestion.is_some() && self.span.covers(hint.span)
        };
        self.hints.iter().filter(suggests)
    }

    /// Returns whether a hint still asks for a look.
    pub fn is_hinted(&self) -> bool {
        self.open_hints().next().is_some()
    }

    /// Returns the key claims are kept in order by: place first, then id.
    pub fn key(&self) -> (Span, &ClaimId) {
        (self.span, &self.id)
    }
}

impl Claim {
    /// Returns who still owes an answer about it, and since when. The last entry of a person counts:
    /// a logged answer ends the waiting.
    pub fn awaited(&self) -> Vec<(&str, Timestamp)> {
        let mut waits: Vec<(&str, Timestamp)> = Vec::new();
        let mut log: Vec<&Contact> = self.contacts.iter().collect();
        // Another program may write the entries in another order.
        log.sort_by_key(|contact| contact.at);
        for contact in log {
            let known = waits.iter().position(|(who, _)| contact.is_with(who));
            match (known, contact.waiting) {
                (Some(_), true) => {}
                (Some(at), false) => {
                    waits.remove(at);
                }
                (None, true) => waits.push((&contact.who, contact.at)),
                (None, false) => {}
            }
        }
        waits
    }

    /// Returns whether a person was asked about it or is its speaker. A speaker may be named by the
    /// surname alone.
    pub fn concerns(&self, person: &str) -> bool {
        let says_it = |speaker: &str| {
            let [speaker, person] = [folded_name(speaker), folded_name(person)];
            let surname = |long: &str, short: &str| {
                let before = long.strip_suffix(short);
                before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
            };
            !speaker.is_empty()
                && !person.is_empty()
                && (surname(&speaker, &person) || surname(&person, &speaker))
        };
        self.contacts.iter().any(|contact| contact.is_with(person))
            || self.speaker.as_deref().is_some_and(says_it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_claim_takes_little_room() {
        // A review may have a hundred thousand, and 300 bytes for each is all there is.
        assert!(size_of::<Claim>() <= 176, "{}", size_of::<Claim>());
    }
}
