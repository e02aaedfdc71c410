//! Words whatever their case: what sets and tables of words are looked up by.
//!
//! A word is hashed once, when it is read, and looked up in many sets. The hash only finds the
//! place: whether two words are the same is decided by their letters.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};

use crate::text::plain_mark;

/// A word without regard to case, quotation mark style or the stops of an abbreviation (`U.S.`).
#[derive(Clone, Copy, Debug)]
pub struct WordKey<'t> {
    hash: u64,
    text: &'t str,
}

/// A set of words.
pub type WordSet<'t> = HashSet<WordKey<'t>, BuildHasherDefault<KeyHasher>>;
/// A table looked up by words.
pub type WordMap<'t, V> = HashMap<WordKey<'t>, V, BuildHasherDefault<KeyHasher>>;

impl<'t> WordKey<'t> {
    /// Makes the key of a word.
    pub fn new(text: &'t str) -> Self {
        let hash = if text.is_ascii() && !text.contains('.') {
            let bytes = text.bytes();
            bytes.fold(SEED, |h, byte| step(h, byte.to_ascii_lowercase()))
        } else {
            let mut buffer = [0; 4];
            folded_chars(text).fold(SEED, |h, c| {
                c.encode_utf8(&mut buffer).bytes().fold(h, step)
            })
        };
        Self {
            hash: hash ^ (hash >> 29),
            text,
        }
    }

    /// Returns the word as it is written.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the characters that are compared.
    pub fn folded_chars(&self) -> impl Iterator<Item = char> + 't {
        folded_chars(self.text)
    }
}

impl PartialEq for WordKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
            && (self.text.eq_ignore_ascii_case(other.text)
                || self.folded_chars().eq(other.folded_chars()))
    }
}

impl Eq for WordKey<'_> {}

impl Hash for WordKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

fn folded_chars(text: &str) -> impl Iterator<Item = char> {
    let is_dotted = is_dotted(text);
    text.chars()
        .filter(move |c| !(is_dotted && *c == '.'))
        .flat_map(char::to_lowercase)
        .map(plain_mark)
}

/// Returns whether a word is single letters with stops between them: `U.S`, `p.m.`.
pub(super) fn is_dotted(word: &str) -> bool {
    (3..=12).contains(&word.len())
        && word.bytes().enumerate().all(|(at, byte)| match at % 2 {
            0 => byte.is_ascii_alphabetic(),
            _ => byte == b'.',
        })
}

// FNV-1a; its last bits are mixed in `WordKey::new`, so that tables can use them.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn step(h: u64, byte: u8) -> u64 {
    (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// Takes the hash of a [`WordKey`] as it is.
#[derive(Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |h, byte| step(h, *byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_stops_do_not_matter() {
        for (one, other) in [
            ("Straße", "STRAßE"),
            ("don’t", "DON'T"),
            ("U.S.", "us"),
            ("Київ", "київ"),
        ] {
            assert_eq!(WordKey::new(one), WordKey::new(other), "{one} / {other}");
        }
        for (one, other) in [("3.5", "35"), ("eu", "eü"), ("a.b.cd", "abcd")] {
            assert_ne!(WordKey::new(one), WordKey::new(other), "{one} / {other}");
        }
    }
}
