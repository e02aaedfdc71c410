//! The classes of words that the priority score sees: parts of grammar, fields of meaning.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::hashing::{finish, hash, step};

macro_rules! classes {
    ($($name:ident = $label:literal),* $(,)?) => {
        /// What a word is to the score: a part of grammar or a field of meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum WordClass { $($name),* }

        impl WordClass {
            /// Every class, in order of its number.
            pub const ALL: &[WordClass] = &[$(WordClass::$name),*];

            fn named(label: &str) -> Option<WordClass> {
                match label {
                    $($label => Some(WordClass::$name),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    // By form.
    Number = "number", Year = "year", Name = "name", Ed = "-ed", Ing = "-ing", Ly = "-ly", Abstract = "-tion",
    Adjective = "-ive", Est = "-est", Plural = "-s", Word = "word", Stop = ".", Ask = "?", Bang = "!", Comma = ",",
    Quote = "\"", Dash = "-", Dollar = "$", Percent = "%", Mark = "mark",
    // By the lexicon's grammar.
    Magnitude = "magnitude", Numeral = "numeral", Fraction = "fraction", I = "i", We = "we", You = "you", He = "he",
    They = "they", It = "it", There = "there", Future = "future", Modal = "modal", Be = "be", Was = "was",
    Have = "have", Had = "had", Did = "did", Do = "do", Not = "not", Think = "think", Hedge = "hedge",
    Quantity = "quantity", Value = "value", Question = "question", Determiner = "determiner",
    Preposition = "preposition", Conjunction = "conjunction", Month = "month", Time = "time", Past = "past",
    // By the lexicon's sense.
    Measure = "measure", Act = "act", Say = "say", Opinion = "opinion", Ideal = "ideal", Speech = "speech",
    Plan = "plan", Private = "private", Person = "person", Place = "place", Institution = "institution",
    Office = "office", HowOften = "how-often", Comparison = "comparison", Superlative = "superlative",
    Belief = "belief", Bare = "bare", Vague = "vague", Filler = "filler", Military = "military", Health = "health",
    School = "school", Justice = "justice", People = "group", Amount = "amount", Earlier = "earlier",
    Together = "together", Money = "money",
}

impl WordClass {
    /// Words that are looked at one by one even where others are only seen as their class.
    pub fn is_grammatical(self) -> bool {
        use WordClass::*;
        matches!(
            self,
            I | We
                | You
                | He
                | They
                | It
                | There
                | Future
                | Modal
                | Be
                | Was
                | Have
                | Had
                | Did
                | Do
                | Not
                | Think
                | Hedge
                | Quantity
                | Question
                | Determiner
                | Preposition
                | Conjunction
                | Past
                | Time
        )
    }

    /// Words that can be the verb of a clause.
    pub fn is_verb(self) -> bool {
        use WordClass::*;
        matches!(
            self,
            Future | Modal | Be | Was | Have | Had | Did | Do | Past | Ed | Think
        )
    }

    /// Words that can be the subject of a clause.
    pub fn is_subject(self) -> bool {
        use WordClass::*;
        matches!(self, I | We | You | He | They | It | There | Name)
    }

    /// Whether the meaning may say more than the grammar.
    fn gives_way(self) -> bool {
        use WordClass::*;
        matches!(
            self,
            Word | Plural
                | Abstract
                | Adjective
                | Name
                | Ed
                | Ing
                | Ly
                | Est
                | Quantity
                | Value
                | Think
                | Past
                | Did
                | Fraction
        )
    }
}

/// Returns the id of a class.
pub fn of_class(class: WordClass) -> u64 {
    step(0xC1A5, class as u64)
}

/// A word's entry in the lexicon.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    grammar: Option<WordClass>,
    sense: Option<WordClass>,
}

static LEXICON: LazyLock<HashMap<u64, Entry, BuildHasherDefault<AsItIs>>> = LazyLock::new(|| {
    let mut entries: HashMap<u64, Entry, BuildHasherDefault<AsItIs>> = HashMap::default();
    let mut class = None;
    let mut in_sense = false;
    for line in include_str!("lexicon.txt").lines() {
        let mut words = line;
        if line.starts_with('#') {
            continue;
        } else if line.starts_with('[') {
            in_sense = line == "[sense]";
            continue;
        } else if !line.starts_with(' ')
            && let Some((label, rest)) = line.split_once(": ")
        {
            class = WordClass::named(label);
            words = rest;
        }
        for word in words.split_whitespace() {
            let entry = entries.entry(hash(word.as_bytes())).or_default();
            let slot = if in_sense {
                &mut entry.sense
            } else {
                &mut entry.grammar
            };
            *slot = slot.or(class);
        }
    }
    entries
});

/// The keys of the lexicon are hashes already, except for their last bits.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        finish(self.0)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Returns the class of a mark.
pub fn mark(c: char) -> WordClass {
    match c {
        '.' | '…' => WordClass::Stop,
        '?' => WordClass::Ask,
        '!' => WordClass::Bang,
        ',' | ';' | ':' => WordClass::Comma,
        '"' | '“' | '”' | '‘' | '’' | '\'' | '«' | '»' => WordClass::Quote,
        '-' | '–' | '—' => WordClass::Dash,
        '$' | '£' | '€' => WordClass::Dollar,
        '%' => WordClass::Percent,
        _ => WordClass::Mark,
    }
}

/// Returns a word's part in the grammar and its field of meaning. `letters` is the hash of `lower`.
pub fn classify(letters: u64, lower: &str, is_name: bool) -> (WordClass, WordClass) {
    let entry = LEXICON.get(&letters).copied().unwrap_or_default();
    let grammar = entry.grammar.unwrap_or_else(|| {
        if is_name {
            WordClass::Name
        } else {
            by_ending(lower)
        }
    });
    let sense = match entry.sense {
        Some(sense) if grammar.gives_way() => sense,
        _ => grammar,
    };
    (grammar, sense)
}

fn by_ending(lower: &str) -> WordClass {
    // The last letter tells nearly all endings apart, at once.
    let last = lower.bytes().last();
    let ends = |endings: &[&str]| {
        let fits = |ending: &&str| ending.bytes().last() == last && lower.ends_with(ending);
        endings.iter().any(fits)
    };
    if ends(&["ed"]) {
        WordClass::Ed
    } else if ends(&["ing"]) {
        WordClass::Ing
    } else if ends(&["ly"]) {
        WordClass::Ly
    } else if ends(&["tion", "ment", "ness", "ity", "ism", "ance", "ence", "ship"]) {
        WordClass::Abstract
    } else if ends(&["ive", "ous", "ful", "able", "ible", "al", "ic", "less"]) {
        WordClass::Adjective
    } else if lower.len() > 4 && ends(&["est"]) {
        WordClass::Est
    } else if ends(&["s"]) && !ends(&["ss"]) {
        WordClass::Plural
    } else {
        WordClass::Word
    }
}
