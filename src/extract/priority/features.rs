//! What the priority score looks at in a sentence.
//!
//! The trainer (`benches/train_priority.rs`) takes the files of this folder in as they are, so that
//! both see the same features; they therefore know nothing but the standard library.

use super::classes::{WordClass, of_class};
use super::hashing::{finish, seed, step};
use super::tokens::{ModelToken, ModelTokens};

/// The kinds of features. Those of one kind are weighed together: their sum is divided by the
/// square root of how many there are, so that long sentences do not win by length alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeatureGroup {
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

/// Hands over the features of a sentence, those of [`letters`], [`settings`] and [`pairs`] apart.
pub fn each(tokens: &ModelTokens, settings: Settings, mut give: impl FnMut(FeatureGroup, u64)) {
    let list = tokens.list();
    runs(
        list,
        seed(FeatureGroup::Words as u64),
        |t| t.id,
        |h| give(FeatureGroup::Words, h),
    );
    runs(list, seed(FeatureGroup::Mixed as u64), mixed, |h| {
        give(FeatureGroup::Mixed, h)
    });
    frames(list, |h| give(FeatureGroup::Frames, h));
    counts(list.len(), &settings.count, |h| {
        give(FeatureGroup::Counts, h)
    });
}

/// Hands over each two classes that both occur, by number; the features are [`pair`].
pub fn pairs(tokens: &ModelTokens, mut give: impl FnMut(u32, u32)) {
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
    const MAX_RUN: usize = 5;
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
        let mut h = seed(FeatureGroup::Letters as u64);
        for (n, &c) in chars[start..len.min(start + MAX_RUN)].iter().enumerate() {
            h = step(h, u64::from(u32::from(c)));
            if n > 0 {
                give(finish(h));
            }
        }
    }
}

fn mixed(token: &ModelToken) -> u64 {
    if token.grammar.is_grammatical() {
        token.id
    } else {
        of_class(token.sense)
    }
}

/// Runs of one to three, the edges of the sentence counted as a token each.
fn runs(
    list: &[ModelToken],
    seed: u64,
    id: impl Fn(&ModelToken) -> u64,
    mut give: impl FnMut(u64),
) {
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
fn frames(list: &[ModelToken], mut give: impl FnMut(u64)) {
    let base = seed(FeatureGroup::Frames as u64);
    let mut subject = None;
    let mut verbs = step(base, 3);
    let mut seen = 0;
    for (at, token) in list.iter().enumerate() {
        if token.grammar.is_subject() || token.sense == WordClass::Office {
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
type Count = [u8; WordClass::ALL.len()];

fn total(count: &Count, classes: &[WordClass]) -> usize {
    classes.iter().map(|c| count[*c as usize] as usize).sum()
}

const FIGURES: &[WordClass] = &[
    WordClass::Number,
    WordClass::Year,
    WordClass::Magnitude,
    WordClass::Fraction,
];
const PAST: &[WordClass] = &[
    WordClass::Was,
    WordClass::Past,
    WordClass::Ed,
    WordClass::Had,
    WordClass::Did,
];
const AHEAD: &[WordClass] = &[WordClass::Future, WordClass::Modal];

/// What a sentence as a whole has.
#[derive(Clone, Copy)]
pub struct Settings {
    count: Count,
    /// Figures, past tense, future: whether it has them.
    has: [bool; 3],
}

impl Settings {
    /// Reads them off a sentence.
    pub fn of(tokens: &ModelTokens) -> Self {
        let mut count = [0u8; WordClass::ALL.len()];
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
    let base = seed(FeatureGroup::Settings as u64);
    std::array::from_fn(|at| finish(step(step(base, at as u64), word)))
}

fn counts(len: usize, count: &Count, mut give: impl FnMut(u64)) {
    use WordClass::*;
    let base = seed(FeatureGroup::Counts as u64);
    let mut fact = |name: u64, value: u64| give(finish(step(step(base, name), value)));
    let of = |classes: &[WordClass]| total(count, classes);
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
    finish(step(
        step(seed(FeatureGroup::Pairs as u64), u64::from(a)),
        u64::from(b),
    ))
}
