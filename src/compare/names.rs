//! Names of people, places and bodies, as far as capitals tell them. Ranges are of tokens.

use std::collections::HashSet;
use std::ops::Range;

use crate::align::WordId;
use crate::language::{Gap, WordShape, WordTraits, is_irregular_form};

use super::analysis::Analysis;
use super::diff::are_alike;
use super::facts::Fact;
use super::normalized::{NormalizedToken, TokenKind};
use super::vocabulary::Vocabulary;

/// A name, titles and possessives apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NameMention {
    pub tokens: Range<usize>,
    pub words: Vec<WordId>,
    /// The stems of its words.
    pub stems: Vec<WordId>,
}

impl Fact for NameMention {
    fn tokens(&self) -> &Range<usize> {
        &self.tokens
    }
}

/// Which words are written how in the texts that are compared; a capital at the start of a sentence
/// alone tells nothing.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// With a capital within a sentence, by their stems: beside `Ukraine`, `Ukrainian` is a name.
    capital: HashSet<WordId>,
    /// With a small letter.
    small: HashSet<WordId>,
}

impl Spellings {
    /// Reads off how words are written.
    pub(super) fn add(&mut self, tokens: &[NormalizedToken], vocabulary: &Vocabulary) {
        for (at, token) in tokens.iter().enumerate() {
            match token.shape {
                WordShape::Small => self.small.insert(token.id),
                WordShape::Capital | WordShape::Capitals if !begins_sentence(tokens, at) => {
                    self.capital.insert(vocabulary.stem(token.id))
                }
                _ => false,
            };
        }
    }
}

/// Returns whether a token has its capital for being the first of a sentence or a quotation.
fn begins_sentence(tokens: &[NormalizedToken], at: usize) -> bool {
    at == 0 || tokens[at].gap == Gap::Sentence || tokens[at - 1].kind == TokenKind::Opening
}

/// The names among some tokens, in order.
pub(super) fn names(
    reading: &Analysis<'_>,
    range: Range<usize>,
    spellings: &Spellings,
    vocabulary: &Vocabulary,
) -> Vec<NameMention> {
    if !reading.english {
        return Vec::new();
    }
    let finder = Finder {
        reading,
        spellings,
        vocabulary,
    };
    let mut names: Vec<NameMention> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let end = finder.run(at, range.end);
        if end == at {
            at += 1;
            continue;
        }
        finder.names_in(at..end, &mut names);
        at = end;
    }
    names
}

/// The maximum number of words of a name.
const LONGEST: usize = 10;

struct Finder<'a> {
    reading: &'a Analysis<'a>,
    spellings: &'a Spellings,
    vocabulary: &'a Vocabulary,
}

impl Finder<'_> {
    /// Returns the end of the words in capitals that begin at `at`.
    fn run(&self, at: usize, limit: usize) -> usize {
        let tokens = &self.reading.tokens;
        let mut end = at;
        while end < limit.min(at + LONGEST) {
            if end > at && (tokens[end].gap > Gap::None || self.is_possessive(end - 1)) {
                break;
            }
            if self.is_name_word(end) {
                end += 1;
                continue;
            }
            let links = end > at
                && matches!(
                    self.text(end),
                    "of" | "de" | "van" | "von" | "bin" | "der" | "al"
                )
                && !self
                    .vocabulary
                    .class(tokens[end - 1].id)
                    .is(WordTraits::TITLE)
                && end + 1 < limit
                && tokens[end + 1].gap == Gap::None
                && self.is_name_word(end + 1);
            if !links {
                break;
            }
            end += 2;
        }
        end
    }

    /// Cuts a run at its titles: `NATO Secretary General Jens Stoltenberg` has two names.
    fn names_in(&self, run: Range<usize>, names: &mut Vec<NameMention>) {
        let mut start = run.start;
        for at in run.start..=run.end {
            if at == run.end || self.is_title(at, run.end) {
                // A letter alone is a unit or the like.
                let is_letter = at == start + 1 && self.text(start).len() == 1;
                if start < at && !is_letter {
                    let tokens = &self.reading.tokens[start..at];
                    let ids = tokens.iter().map(|token| token.id);
                    names.push(NameMention {
                        tokens: start..at,
                        words: ids.clone().collect(),
                        stems: ids.map(|id| self.vocabulary.stem(id)).collect(),
                    });
                }
                start = at + 1;
            }
        }
    }

    fn is_title(&self, at: usize, end: usize) -> bool {
        const BODIES: [&str; 7] = [
            "assembly", "election", "motors", "electric", "staff", "ministry", "office",
        ];
        self.vocabulary
            .class(self.reading.tokens[at].id)
            .is(WordTraits::TITLE)
            && !(at + 1..end.min(at + 3)).any(|next| BODIES.contains(&self.text(next)))
    }

    fn is_name_word(&self, at: usize) -> bool {
        let tokens = &self.reading.tokens;
        let token = &tokens[at];
        if token.kind != TokenKind::Word
            || !matches!(token.shape, WordShape::Capital | WordShape::Capitals)
        {
            return false;
        }
        let class = self.vocabulary.class(token.id);
        // `May` with a capital that is not a month is the last word of a name.
        if class.is(WordTraits::FUNCTION) && self.text(at) != "may" {
            return false;
        }
        if !begins_sentence(tokens, at)
            || self
                .spellings
                .capital
                .contains(&self.vocabulary.stem(token.id))
        {
            return true;
        }
        if class.is(WordTraits::TITLE) || token.shape == WordShape::Capitals {
            return true;
        }
        if class.is(WordTraits::OPENING) || self.spellings.small.contains(&token.id) {
            return false;
        }
        let Some(next) = tokens.get(at + 1).filter(|next| next.gap <= Gap::Hyphen) else {
            return self.is_possessive(at);
        };
        // `Peskov said`, `Inflation rises`: one word and a verb, without an article.
        let next_class = self.vocabulary.class(next.id);
        let next_text = self.text(at + 1);
        self.is_possessive(at)
            || matches!(next.shape, WordShape::Capital | WordShape::Capitals)
            || !self.text(at).ends_with('s')
                && (next_class.is(WordTraits::BE | WordTraits::AUXILIARY)
                    || next_text.ends_with("ed")
                    || is_irregular_form(next_text))
    }

    fn is_possessive(&self, at: usize) -> bool {
        self.reading.tokens[at].is_possessive
    }

    fn text(&self, at: usize) -> &str {
        &self.vocabulary.entry(self.reading.tokens[at].id).text
    }
}

/// Returns whether two names can be of the same: one is part of the other, another form of it
/// (`Russian`) or made of its first letters.
pub(super) fn is_same_name(a: &NameMention, b: &NameMention, vocabulary: &Vocabulary) -> bool {
    let (ours, theirs) = (&a.stems, &b.stems);
    let holds = |all: &[WordId], some: &[WordId]| some.iter().all(|word| all.contains(word));
    holds(ours, theirs)
        || holds(theirs, ours)
        || is_short_for(a, b, vocabulary)
        || is_short_for(b, a, vocabulary)
}

fn is_short_for(short: &NameMention, long: &NameMention, vocabulary: &Vocabulary) -> bool {
    let [word] = short.words[..] else {
        return false;
    };
    let first_letters = long
        .words
        .iter()
        .filter(|word| !vocabulary.class(**word).is(WordTraits::FUNCTION))
        .filter_map(|word| vocabulary.entry(*word).text.chars().next());
    long.words.len() > 1 && first_letters.eq(vocabulary.entry(word).text.chars())
}

/// Returns whether two names that are not the same could be meant to be: they share a word or are
/// written much alike.
pub(super) fn is_near_name(a: &NameMention, b: &NameMention, vocabulary: &Vocabulary) -> bool {
    a.words.iter().any(|ours| {
        b.words
            .iter()
            .any(|theirs| ours == theirs || are_alike(*ours, *theirs, vocabulary))
    })
}
