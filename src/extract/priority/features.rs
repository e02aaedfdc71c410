//! What the priority score looks at in a sentence.
//!
//! The trainer (`benches/train_priority.rs`) takes this file in as it is, so that both see the same
//! features; it therefore knows nothing but the standard library.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// The kinds of features. Those of one kind are weighed together: their sum is divided by the
/// square root of how many there are, so that long sentences do not win by length alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// One to three words in a row; numbers as their class.
    Words,
    /// One to three in a row: grammatical words as they are, the others as their class.
    Mixed,
    /// Two to five letters in a row within a word.
    Letters,
    /// Who does what: subject and verb, the order of verbs.
    Frames,
    /// Two classes that both occur, wherever.
    Pairs,
    /// A word in a sentence with or without figures, past tense, future.
    Settings,
    /// Lengths and counts; not divided.
    Counts,
}

/// How many groups there are.
pub const GROUPS: usize = 7;

macro_rules! classes {
    ($($name:ident = $label:literal),* $(,)?) => {
        /// What a word is to the score: a part of grammar or a field of meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Class { $($name),* }

        impl Class {
            /// Every class, in order of its number.
            pub const ALL: &[Class] = &[$(Class::$name),*];

            fn named(label: &str) -> Option<Class> {
                match label {
                    $($label => Some(Class::$name),)*
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

impl Class {
    /// Words that are looked at one by one even where others are only seen as their class.
    fn is_grammatical(self) -> bool {
        use Class::*;
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

    fn is_verb(self) -> bool {
        use Class::*;
        matches!(
            self,
            Future | Modal | Be | Was | Have | Had | Did | Do | Past | Ed | Think
        )
    }

    fn is_subject(self) -> bool {
        use Class::*;
        matches!(self, I | We | You | He | They | It | There | Name)
    }

    /// Whether the meaning may say more than the grammar.
    fn gives_way(self) -> bool {
        use Class::*;
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

/// A word's entry in the lexicon.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    grammar: Option<Class>,
    sense: Option<Class>,
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
            class = Class::named(label);
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

/// The keys of the lexicon are hashes already, but for their last bits.
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

/// One word, number or mark of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// The hash of its lower-case letters; for numbers of their class.
    pub id: u64,
    /// The hash of its lower-case letters, or of its digits.
    pub letters: u64,
    /// Its part in the grammar.
    pub grammar: Class,
    /// Its field of meaning, or else its part in the grammar.
    pub sense: Class,
    /// Where its lower-case letters stand in the buffer.
    start: u32,
    end: u32,
}

/// A sentence cut into tokens. Kept from sentence to sentence to spare allocations.
#[derive(Default)]
pub struct Tokens {
    lower: String,
    list: Vec<Token>,
}

impl Tokens {
    /// Cuts a sentence.
    pub fn read(&mut self, sentence: &str) {
        self.lower.clear();
        self.list.clear();
        let mut rest = sentence;
        while let Some(c) = rest.chars().next() {
            let len = if c.is_whitespace() {
                rest = &rest[c.len_utf8()..];
                continue;
            } else if c.is_ascii_digit() {
                self.push_number(rest)
            } else if c.is_alphabetic() {
                self.push_word(rest)
            } else if let Some(len) = contraction(rest) {
                self.push(&rest[..len], None);
                len
            } else {
                self.push(&rest[..c.len_utf8()], Some(mark(c)));
                c.len_utf8()
            };
            rest = &rest[len..];
        }
    }

    /// Returns the lower-case letters of a token.
    pub fn text(&self, token: &Token) -> &str {
        &self.lower[token.start as usize..token.end as usize]
    }

    /// Returns the tokens.
    pub fn list(&self) -> &[Token] {
        &self.list
    }

    fn push_number(&mut self, rest: &str) -> usize {
        let bytes = rest.as_bytes();
        let mut len = 0;
        while len < bytes.len()
            && (bytes[len].is_ascii_digit()
                || matches!(bytes[len], b'.' | b',')
                    && bytes.get(len + 1).is_some_and(u8::is_ascii_digit))
        {
            len += 1;
        }
        let year = len == 4
            && matches!(&bytes[..2], b"17" | b"18" | b"19" | b"20")
            && bytes[..4].iter().all(u8::is_ascii_digit);
        self.push(
            &rest[..len],
            Some(if year { Class::Year } else { Class::Number }),
        );
        len
    }

    fn push_word(&mut self, rest: &str) -> usize {
        if rest.starts_with(['n', 'N']) && apostrophe_t(&rest[1..]) {
            let len = 1 + contraction(&rest[1..]).unwrap_or(0);
            self.push(&rest[..len], None);
            return len;
        }
        let mut len = 0;
        for (at, c) in rest.char_indices() {
            let joins = c == '-' && rest[at + 1..].starts_with(char::is_alphabetic);
            if !c.is_alphabetic() && !joins {
                break;
            }
            len = at + c.len_utf8();
        }
        // `don't` is `do` and `n't`.
        if rest[..len].ends_with(['n', 'N']) && len > 2 && apostrophe_t(&rest[len..]) {
            len -= 1;
        }
        self.push(&rest[..len], None);
        len
    }

    fn push(&mut self, text: &str, class: Option<Class>) {
        let start = self.lower.len() as u32;
        if text.is_ascii() {
            self.lower.push_str(text);
            self.lower[start as usize..].make_ascii_lowercase();
        } else {
            for c in text.chars() {
                match c {
                    '’' => self.lower.push('\''),
                    _ => self.lower.extend(c.to_lowercase()),
                }
            }
        }
        let lower = &self.lower[start as usize..];
        let letters = hash(lower.as_bytes());
        let (grammar, sense) = match class {
            Some(class) => (class, class),
            None => {
                let is_name = !self.list.is_empty() && text.starts_with(char::is_uppercase);
                classify(letters, lower, is_name)
            }
        };
        let id = match grammar {
            Class::Number | Class::Year => of_class(grammar),
            _ => letters,
        };
        self.list.push(Token {
            id,
            letters,
            grammar,
            sense,
            start,
            end: self.lower.len() as u32,
        });
    }
}

/// The length of `'s`, `n't`, `’ll` and the like at the start of a text.
fn contraction(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix(['\'', '’'])?;
    let letters = body.bytes().take_while(u8::is_ascii_alphabetic).count();
    let known = ["s", "re", "ve", "ll", "d", "m", "t"];
    known
        .iter()
        .any(|k| body[..letters].eq_ignore_ascii_case(k))
        .then_some(rest.len() - body.len() + letters)
}

fn apostrophe_t(rest: &str) -> bool {
    contraction(rest).is_some_and(|len| rest[..len].ends_with(['t', 'T']) && len <= 4)
}

fn mark(c: char) -> Class {
    match c {
        '.' | '…' => Class::Stop,
        '?' => Class::Ask,
        '!' => Class::Bang,
        ',' | ';' | ':' => Class::Comma,
        '"' | '“' | '”' | '‘' | '’' | '\'' | '«' | '»' => Class::Quote,
        '-' | '–' | '—' => Class::Dash,
        '$' | '£' | '€' => Class::Dollar,
        '%' => Class::Percent,
        _ => Class::Mark,
    }
}

fn classify(letters: u64, lower: &str, is_name: bool) -> (Class, Class) {
    let entry = LEXICON.get(&letters).copied().unwrap_or_default();
    let grammar = entry.grammar.unwrap_or_else(|| {
        if is_name {
            Class::Name
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

fn by_ending(lower: &str) -> Class {
    let ends = |endings: &[&str]| endings.iter().any(|e| lower.ends_with(e));
    if ends(&["ed"]) {
        Class::Ed
    } else if ends(&["ing"]) {
        Class::Ing
    } else if ends(&["ly"]) {
        Class::Ly
    } else if ends(&["tion", "ment", "ness", "ity", "ism", "ance", "ence", "ship"]) {
        Class::Abstract
    } else if ends(&["ive", "ous", "ful", "able", "ible", "al", "ic", "less"]) {
        Class::Adjective
    } else if lower.len() > 4 && ends(&["est"]) {
        Class::Est
    } else if ends(&["s"]) && !ends(&["ss"]) {
        Class::Plural
    } else {
        Class::Word
    }
}

/// Hands over the features of a sentence, those of [`letters`], [`settings`] and [`pairs`] apart.
pub fn each(tokens: &Tokens, settings: Settings, mut give: impl FnMut(Group, u64)) {
    let list = tokens.list();
    runs(
        list,
        seed(Group::Words),
        |t| t.id,
        |h| give(Group::Words, h),
    );
    runs(list, seed(Group::Mixed), mixed, |h| give(Group::Mixed, h));
    frames(list, |h| give(Group::Frames, h));
    counts(list.len(), &settings.count, |h| give(Group::Counts, h));
}

/// Hands over each two classes that both occur, by number; the features are [`pair`].
pub fn pairs(tokens: &Tokens, mut give: impl FnMut(u32, u32)) {
    let seen = tokens
        .list()
        .iter()
        .fold(0u128, |seen, token| seen | 1 << token.sense as u8);
    for a in present(seen) {
        for b in present(seen >> a << a) {
            give(a, b);
        }
    }
}

/// Hands over the letter runs of one token, as [`Group::Letters`].
pub fn letters(token: &str, mut give: impl FnMut(u64)) {
    const LONGEST: usize = 5;
    // A ring of the last characters would do, but words are short.
    let mut chars = ['\0'; 34];
    let mut len = 1;
    chars[0] = ' ';
    for c in token.chars().take(chars.len() - 2) {
        chars[len] = if c.is_ascii_digit() { '0' } else { c };
        len += 1;
    }
    chars[len] = ' ';
    len += 1;
    for start in 0..len {
        let mut h = seed(Group::Letters);
        for (n, &c) in chars[start..len.min(start + LONGEST)].iter().enumerate() {
            h = step(h, u64::from(u32::from(c)));
            if n > 0 {
                give(finish(h));
            }
        }
    }
}

fn mixed(token: &Token) -> u64 {
    if token.grammar.is_grammatical() {
        token.id
    } else {
        of_class(token.sense)
    }
}

/// Runs of one to three, the edges of the sentence counted as a token each.
fn runs(list: &[Token], seed: u64, id: impl Fn(&Token) -> u64, mut give: impl FnMut(u64)) {
    const EDGE: u64 = 0x5157_1e0c;
    let (mut two, mut one) = (None, None);
    let edge = std::iter::once(EDGE);
    for id in edge.clone().chain(list.iter().map(id)).chain(edge) {
        let h = step(seed, id);
        give(finish(h));
        if let Some(one) = one {
            give(finish(step(one, id)));
        }
        if let Some(two) = two {
            give(finish(step(two, id)));
        }
        two = one.map(|one| step(one, id));
        one = Some(h);
    }
}

/// Each subject with the verb that follows it, and the first three verbs.
fn frames(list: &[Token], mut give: impl FnMut(u64)) {
    let base = seed(Group::Frames);
    let mut subject = None;
    let mut verbs = step(base, 3);
    let mut seen = 0;
    for (at, token) in list.iter().enumerate() {
        if token.grammar.is_subject() || token.sense == Class::Office {
            subject = Some(if token.grammar.is_grammatical() {
                token.id
            } else {
                of_class(token.sense)
            });
        }
        if !token.grammar.is_verb() {
            continue;
        }
        if seen < 3 {
            seen += 1;
            verbs = step(verbs, of_class(token.grammar));
        }
        if let Some(subject) = subject.take() {
            let next = list.get(at + 1).map_or(0, |t| of_class(t.grammar));
            let h = step(step(base, 1), subject);
            give(finish(step(h, token.id)));
            let h = step(h, of_class(token.grammar));
            give(finish(h));
            give(finish(step(h, next)));
        }
    }
    give(finish(verbs));
}

/// How many tokens there are of each class.
type Count = [u8; Class::ALL.len()];

fn total(count: &Count, classes: &[Class]) -> usize {
    classes.iter().map(|c| count[*c as usize] as usize).sum()
}

const FIGURES: &[Class] = &[
    Class::Number,
    Class::Year,
    Class::Magnitude,
    Class::Fraction,
];
const PAST: &[Class] = &[Class::Was, Class::Past, Class::Ed, Class::Had, Class::Did];
const AHEAD: &[Class] = &[Class::Future, Class::Modal];

/// What a sentence as a whole has.
#[derive(Clone, Copy)]
pub struct Settings {
    count: Count,
    /// Figures, past tense, future: whether it has them.
    has: [bool; 3],
}

impl Settings {
    /// Reads them off a sentence.
    pub fn of(tokens: &Tokens) -> Self {
        let mut count = [0u8; Class::ALL.len()];
        for token in tokens.list() {
            let n = &mut count[token.grammar as usize];
            *n = n.saturating_add(1);
        }
        Self {
            count,
            has: [FIGURES, PAST, AHEAD].map(|classes| total(&count, classes) > 0),
        }
    }

    /// Returns which of the six features of [`settings`] the words of the sentence have.
    pub fn chosen(&self) -> [usize; 3] {
        let [figures, past, ahead] = self.has.map(usize::from);
        [figures, 2 + past, 4 + ahead]
    }
}

/// Returns the features of a word in a sentence without figures, with figures, without past tense,
/// with it, without future, with it.
pub fn settings(word: u64) -> [u64; 6] {
    let base = seed(Group::Settings);
    std::array::from_fn(|at| finish(step(step(base, at as u64), word)))
}

fn counts(len: usize, count: &Count, mut give: impl FnMut(u64)) {
    use Class::*;
    let base = seed(Group::Counts);
    let mut fact = |name: u64, value: u64| give(finish(step(step(base, name), value)));
    let of = |classes: &[Class]| total(count, classes);
    fact(1, (len as u64).min(60) / 4);
    fact(2, u64::from(len < 6));
    let figures = of(FIGURES);
    let past = of(PAST);
    let ahead = of(AHEAD);
    fact(3, figures.min(4) as u64);
    fact(4, past.min(4) as u64);
    fact(5, ahead.min(3) as u64);
    fact(6, of(&[I]).min(3) as u64);
    fact(7, of(&[Name]).min(4) as u64);
    fact(
        8,
        (figures.min(2) * 9 + past.min(2) * 3 + ahead.min(2)) as u64,
    );
    fact(
        9,
        (of(&[I, We, You]).min(2) * 9 + past.min(2) * 3 + of(&[He, They, Name]).min(2)) as u64,
    );
    for (at, &n) in count.iter().enumerate() {
        for least in 1..=n.min(3) {
            fact(100 + at as u64, u64::from(least));
        }
    }
}

fn present(set: u128) -> impl Iterator<Item = u32> {
    let mut rest = set;
    std::iter::from_fn(move || {
        (rest != 0).then(|| {
            let at = rest.trailing_zeros();
            rest &= rest - 1;
            at
        })
    })
}

/// Returns the feature that two classes, by number, both occur.
pub fn pair(a: u32, b: u32) -> u64 {
    finish(step(step(seed(Group::Pairs), u64::from(a)), u64::from(b)))
}

fn of_class(class: Class) -> u64 {
    step(0xC1A5, class as u64)
}

fn seed(group: Group) -> u64 {
    step(0x5EED, group as u64)
}

fn step(h: u64, value: u64) -> u64 {
    (h.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Mixes the bits of a hash.
pub fn finish(h: u64) -> u64 {
    let h = (h ^ (h >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    h ^ (h >> 32)
}

/// Hashes bytes; the same on every machine, for the weights are found by it.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut h = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        h = step(h, u64::from_le_bytes(word));
    }
    h
}
