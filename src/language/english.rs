//! Whether a text is English.
//!
//! There are two answers, because a mistake costs differently. Hints must raise no alarm in another
//! language, so a line is English only if enough of its words are ([`WordCounts`]). A comparison of
//! short texts works better with English rules than without, so they are English unless something
//! speaks against it ([`could_be_english`]).

use super::lists::word_sets;
use super::traits::{WordTraits, traits};
use super::words::{Word, WordShape};

word_sets! {
    ENGLISH = include_str!("data/english_words.txt");
    STOP_WORDS = include_str!("data/stop_words.txt");
}

/// Returns whether a word is in every English text and tells no two passages apart.
pub fn is_stop_word(word: &Word<'_>) -> bool {
    word.is_in(&STOP_WORDS)
}

/// Returns the language of a code such as `en-GB`: its first part, in lower case.
pub fn language(code: &str) -> String {
    let code = code.trim().to_ascii_lowercase();
    code.split(['-', '_']).next().unwrap_or_default().to_owned()
}

/// Returns whether a sentence is written in the Latin script, as far as its first letters tell.
pub fn is_latin(text: &str) -> bool {
    const MAX_LETTERS: usize = 16;
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(MAX_LETTERS);
    let (mut latin, mut all) = (0, 0);
    for c in letters {
        latin += usize::from(matches!(c, 'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}'));
        all += 1;
    }
    latin * 2 > all
}

/// How many words there are of a kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordCounts {
    /// All words.
    pub all: u32,
    /// Words that no other language has.
    pub english: u32,
    /// Words with a capital.
    pub capitals: u32,
}

impl WordCounts {
    /// Counts words.
    pub fn of(words: &[Word<'_>]) -> Self {
        let count = |is: fn(&Word<'_>) -> bool| words.iter().filter(|word| is(word)).count() as u32;
        Self {
            all: words.len() as u32,
            english: count(|word| word.is_in(&ENGLISH)),
            capitals: count(|word| word.is_capital()),
        }
    }

    /// Returns the counts of two texts together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            english: self.english + other.english,
            capitals: self.capitals + other.capitals,
        }
    }

    /// Returns whether one word in ten is English and nothing else.
    pub fn is_english(self) -> bool {
        self.english * 10 >= self.all
    }
}

/// Returns whether words could be English: not those of another alphabet, and no more grammatical
/// words of another language than of English.
pub fn could_be_english<'w, 't: 'w>(words: impl Iterator<Item = &'w Word<'t>>) -> bool {
    const MAX_WORDS: usize = 2000;
    let (mut ours, mut theirs, mut letters, mut foreign_letters) = (0, 0, 0, 0);
    for word in words.take(MAX_WORDS) {
        let traits = traits(&word.key);
        let stem = word.stem();
        ours += usize::from(traits.is(WordTraits::FUNCTION));
        let is_accented =
            word.shape == WordShape::Small && word.key.folded_chars().any(|c| !c.is_ascii());
        theirs += usize::from(is_accented || traits.is(WordTraits::FOREIGN));
        letters += stem.len();
        foreign_letters += stem.bytes().filter(|b| !b.is_ascii()).count();
    }
    theirs <= ours && foreign_letters * 3 <= letters
}
