//! The verbs of a text with who does it and to whom, turned round in the passive.
//!
//! Nothing is parsed: a word is taken for a verb by its form and its neighbours. That is enough to
//! see that two sentences with the same verb have swapped two parties, and too little for anything
//! else.

use std::ops::Range;

use crate::align::WordId;
use crate::language::{Gap, WordShape, WordTraits, is_irregular_form};

use super::normalized::{NormalizedToken, TokenKind};
use super::vocabulary::Vocabulary;

/// A participant in what a verb says.
#[derive(Clone, Debug, Default)]
pub(super) struct RoleParty {
    /// The stems of their words, ascending.
    pub words: Vec<WordId>,
    /// Where they stand.
    pub tokens: Range<usize>,
}

/// A verb and its parties.
#[derive(Clone, Debug)]
pub(super) struct RoleFrame {
    /// The verb's stem.
    pub verb: WordId,
    /// Its place.
    pub at: usize,
    /// Whether it is in the past or a participle.
    pub is_past: bool,
    /// Who does it.
    pub agent: RoleParty,
    /// Whom it is done to.
    pub patient: RoleParty,
    /// Other parties, by what stands before them: `lost to`, `fired on`.
    pub others: Vec<(WordId, RoleParty)>,
}

/// Returns the verbs among tokens whose parties can be told.
pub(super) fn frames(tokens: &[NormalizedToken], vocabulary: &Vocabulary) -> Vec<RoleFrame> {
    let scan = Scan { tokens, vocabulary };
    (0..tokens.len()).filter_map(|at| scan.frame(at)).collect()
}

struct Scan<'a> {
    tokens: &'a [NormalizedToken],
    vocabulary: &'a Vocabulary,
}

/// How many tokens a party has at most, and how many are between a verb and its last party.
const MAX_PARTY_TOKENS: usize = 8;
const MAX_DISTANCE: usize = 16;

impl Scan<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| &self.vocabulary.entry(token.id).text)
    }

    fn class(&self, at: usize) -> WordTraits {
        self.tokens.get(at).map_or(WordTraits::default(), |token| {
            self.vocabulary.class(token.id)
        })
    }

    /// Returns whether a part of a sentence ends before a token.
    fn is_cut_before(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_none_or(|token| token.gap >= Gap::Clause)
    }

    /// Returns whether a word says something by itself.
    fn is_content(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
            && !self.class(at).is(WordTraits::FUNCTION)
            && !self.is_adverb(at)
    }

    fn is_adverb(&self, at: usize) -> bool {
        self.class(at).is(WordTraits::LIGHT)
            || self.text(at).ends_with("ly") && self.text(at).len() > 4
    }

    fn is_participle(&self, at: usize) -> bool {
        let text = self.text(at);
        text.ends_with("ed") || is_irregular_form(text) && !text.ends_with("ing")
    }

    fn is_small(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.shape == WordShape::Small)
    }

    fn frame(&self, at: usize) -> Option<RoleFrame> {
        if !self.is_content(at) || !self.is_small(at) || self.class(at).is(WordTraits::MUTUAL) {
            return None;
        }
        let before = self.before(at);
        let mut next = at + 1;
        if matches!(
            self.text(next),
            "over" | "up" | "down" | "off" | "out" | "away" | "back"
        ) {
            next += 1;
        }
        let is_followed_by_agent = self.text(next) == "by" && !self.is_cut_before(next);
        let is_passive = self.is_participle(at) && (before.has_be || is_followed_by_agent);
        // `Russia's annexation of Crimea`, `the annexation of Crimea by Russia`
        let is_noun = !is_passive && (before.is_possessive || self.text(at + 1) == "of");
        if !is_passive && !is_noun && !self.is_verb(at, &before) {
            return None;
        }
        let mut parties = self.behind(next);
        let mut take = |word: &str| {
            let leads = |at: &WordId| &*self.vocabulary.entry(*at).text == word;
            let place = parties
                .iter()
                .position(|(at, _)| at.as_ref().is_some_and(leads))?;
            Some(parties.remove(place).1)
        };
        let by = if is_passive || is_noun {
            take("by")
        } else {
            None
        };
        let of = if is_noun { take("of") } else { None };
        let party = self.party_before(&before, is_followed_by_agent);
        let (agent, mut patient) = match is_passive {
            true => (by, Some(party)),
            false => (Some(by.unwrap_or(party)), of),
        };
        let mut others = Vec::new();
        for (preposition, party) in parties {
            match preposition {
                Some(preposition) => others.push((preposition, party)),
                None if patient.is_none() => patient = Some(party),
                None => {}
            }
        }
        Some(RoleFrame {
            verb: self.vocabulary.stem(self.tokens[at].id),
            at,
            is_past: self.is_participle(at),
            agent: agent.unwrap_or_default(),
            patient: patient.unwrap_or_default(),
            others,
        })
    }

    /// Returns whether a word is a verb by its form or by what stands before it.
    fn is_verb(&self, at: usize, before: &Before) -> bool {
        let text = self.text(at);
        let plural_before = before.end > 0 && self.text(before.end - 1).ends_with('s');
        self.is_participle(at) || before.has_auxiliary || text.ends_with('s') || plural_before
    }

    /// Looks at what is between a verb and what is before it.
    fn before(&self, at: usize) -> Before {
        let mut before = Before {
            end: at,
            ..Before::default()
        };
        while before.end > 0 && !self.is_cut_before(before.end) {
            let class = self.class(before.end - 1);
            let is_between = class.is(WordTraits::AUXILIARY | WordTraits::BE)
                || class.is(WordTraits::NEGATOR) && class.is(WordTraits::FUNCTION)
                || self.is_adverb(before.end - 1);
            if !is_between {
                break;
            }
            before.has_be |= class.is(WordTraits::BE);
            before.has_auxiliary |= class.is(WordTraits::AUXILIARY | WordTraits::BE);
            before.end -= 1;
        }
        before.is_possessive = before.end == at && at > 0 && self.tokens[at - 1].is_possessive;
        before
    }

    /// Reads the party that ends before a verb; `Crimea, annexed by Russia` may have a comma.
    fn party_before(&self, before: &Before, over_comma: bool) -> RoleParty {
        let end = before.end;
        if end == 0
            || self.is_cut_before(end) && !(over_comma && self.tokens[end].gap == Gap::Clause)
        {
            return RoleParty::default();
        }
        // Where the party begins, and how far it has been looked for: an `of` before it is not its own.
        let (mut start, mut looked) = (end, end);
        let mut words = Vec::new();
        let mut has_capital = false;
        let mut is_closed = false;
        while looked > 0
            && end - looked < MAX_PARTY_TOKENS
            && (looked == end || !self.is_cut_before(looked))
        {
            let at = looked - 1;
            looked = at;
            let class = self.class(at);
            if matches!(self.text(at), "of" | "and" | "or") {
                (is_closed, has_capital) = (false, false);
                continue;
            } else if is_closed {
                break;
            } else if self.is_content(at) {
                let is_capital = !self.is_small(at);
                let is_verb = !is_capital
                    && start < end
                    && (self.is_participle(at) || self.text(at) == "says");
                if is_verb || has_capital && !is_capital {
                    break;
                }
                has_capital |= is_capital;
                words.push(self.vocabulary.stem(self.tokens[at].id));
            } else if class.is(WordTraits::DETERMINER) && self.text(at) != "that" {
                is_closed = true;
            } else if !matches!(
                self.tokens[at].kind,
                TokenKind::Number(..) | TokenKind::Ordinal
            ) {
                break;
            }
            start = at;
        }
        party(words, start..end)
    }

    /// Reads the parties after a verb, each with the preposition before it.
    fn behind(&self, from: usize) -> Vec<(Option<WordId>, RoleParty)> {
        let mut parties: Vec<(Option<WordId>, RoleParty)> = Vec::new();
        let mut preposition = None;
        let mut at = from;
        while at < self.tokens.len() && at < from + MAX_DISTANCE && !self.is_cut_before(at) {
            let class = self.class(at);
            let text = self.text(at);
            if self.is_content(at) {
                if self.is_small(at) && self.is_participle(at) && !parties.is_empty() {
                    break;
                }
                let end = self.party_end(at);
                let words = (at..end).filter(|at| self.is_content(*at));
                let words = words
                    .map(|at| self.vocabulary.stem(self.tokens[at].id))
                    .collect();
                parties.push((preposition.take(), party(words, at..end)));
                at = end;
                continue;
            }
            if class.is(WordTraits::PREPOSITION) || text == "than" {
                preposition = Some(self.tokens[at].id);
            } else if class.is(WordTraits::AUXILIARY | WordTraits::BE)
                || class.is(WordTraits::CLAUSE)
                || self.tokens[at].is_mark()
            {
                break;
            }
            at += 1;
        }
        parties
    }

    /// Returns the end of the party that begins with a word: what belongs to it follows `of` or `and`.
    fn party_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.tokens.len() && end < at + MAX_PARTY_TOKENS && !self.is_cut_before(end) {
            if self.is_content(end) {
                if self.is_small(end) && self.is_participle(end) {
                    break;
                }
                end += 1;
                continue;
            }
            let links = matches!(self.text(end), "of" | "and" | "or");
            let behind = end + 1 + usize::from(self.class(end + 1).is(WordTraits::DETERMINER));
            if !links
                || self.is_cut_before(end + 1)
                || self.is_cut_before(behind)
                || !self.is_content(behind)
            {
                break;
            }
            end = behind + 1;
        }
        end
    }
}

/// What is between a verb and the party before it.
#[derive(Debug, Default)]
struct Before {
    /// Where it begins.
    end: usize,
    has_be: bool,
    has_auxiliary: bool,
    is_possessive: bool,
}

fn party(mut words: Vec<WordId>, tokens: Range<usize>) -> RoleParty {
    words.sort_unstable();
    words.dedup();
    RoleParty { words, tokens }
}
