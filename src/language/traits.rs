//! What English words do in a sentence, as far as comparing sentences needs it.

use std::ops::BitOr;
use std::sync::LazyLock;

use super::keys::{WordKey, WordMap};
use super::lists::entries;
use super::titles;

/// What a word can do; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordTraits(u32);

impl WordTraits {
    /// Holds sentences together and says little itself.
    pub const FUNCTION: Self = Self(1);
    /// Turns what follows into its contrary.
    pub const NEGATOR: Self = Self(1 << 1);
    /// `has`, `will`, `did`: stands before a verb.
    pub const AUXILIARY: Self = Self(1 << 2);
    /// A form of `be`.
    pub const BE: Self = Self(1 << 3);
    /// `of`, `from`, `against`.
    pub const PREPOSITION: Self = Self(1 << 4);
    /// `the`, `a`, `his`, `this`.
    pub const DETERMINER: Self = Self(1 << 5);
    /// What people are called before their names, and what may stand before that.
    pub const TITLE: Self = Self(1 << 6);
    /// An adverb that says nothing that could be checked.
    pub const LIGHT: Self = Self(1 << 7);
    /// Refers to a person whom another sentence names.
    pub const PRONOUN: Self = Self(1 << 8);
    /// Begins another clause.
    pub const CLAUSE: Self = Self(1 << 9);
    /// Begins sentences, and is not a name.
    pub const OPENING: Self = Self(1 << 10);
    /// Whose two sides can change places: `met`, `with`.
    pub const MUTUAL: Self = Self(1 << 11);
    /// Goes with a verb: `taken over`.
    pub const PARTICLE: Self = Self(1 << 12);
    /// Grammatical, but another in its place says another thing: `from`, `all`, `may`.
    pub const SENSE: Self = Self(1 << 13);
    /// Refers to the person who speaks or is spoken to.
    pub const SPEAKER: Self = Self(1 << 14);
    /// A grammatical word of another language in Latin letters, and no English word.
    pub const FOREIGN: Self = Self(1 << 15);

    /// Returns whether the word does one of these things.
    pub fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for WordTraits {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const LISTS: [(WordTraits, &str); 17] = [
    (
        WordTraits::FUNCTION,
        include_str!("data/function_words.txt"),
    ),
    (WordTraits::NEGATOR, include_str!("data/negators.txt")),
    (WordTraits::AUXILIARY, include_str!("data/auxiliaries.txt")),
    (WordTraits::BE, include_str!("data/forms_of_be.txt")),
    (
        WordTraits::PREPOSITION,
        include_str!("data/prepositions.txt"),
    ),
    (WordTraits::DETERMINER, include_str!("data/determiners.txt")),
    (WordTraits::TITLE, titles::TITLES),
    (WordTraits::TITLE, titles::MODIFIERS),
    (WordTraits::LIGHT, include_str!("data/light_adverbs.txt")),
    (WordTraits::PRONOUN, include_str!("data/pronouns.txt")),
    (
        WordTraits::SPEAKER,
        include_str!("data/speaker_pronouns.txt"),
    ),
    (WordTraits::CLAUSE, include_str!("data/clause_openers.txt")),
    (
        WordTraits::OPENING,
        include_str!("data/sentence_openers.txt"),
    ),
    (WordTraits::MUTUAL, include_str!("data/mutual_words.txt")),
    (WordTraits::PARTICLE, include_str!("data/particles.txt")),
    (WordTraits::SENSE, include_str!("data/sense_words.txt")),
    (WordTraits::FOREIGN, include_str!("data/foreign_words.txt")),
];

static TRAITS: LazyLock<WordMap<'static, WordTraits>> = LazyLock::new(|| {
    let mut traits: WordMap<'static, WordTraits> = WordMap::default();
    for (list_traits, list) in LISTS {
        for word in entries(list) {
            let known = traits.entry(WordKey::new(word)).or_default();
            *known = *known | list_traits;
        }
    }
    traits
});

/// Returns what a word does.
pub fn traits(word: &WordKey<'_>) -> WordTraits {
    TRAITS.get(word).copied().unwrap_or_default()
}
