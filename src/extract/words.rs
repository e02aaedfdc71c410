//! The words of a text, cut once and looked at by everybody. Positions are bytes.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `troops`; also every word of a script without capitals.
    Small,
    /// `Troops`, `McDonald`.
    Capital,
    /// `NATO`, `U.S.`.
    Capitals,
    /// `13,000`, `24th`, `10:30`.
    Number,
}

/// A word: letters and digits, with the marks that belong inside it (`co-operation`, `don’t`,
/// `U.S.`, `3.5`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its first byte.
    pub start: u32,
    /// One past its last byte, that of a possessive `’s` included.
    pub end: u32,
    /// One past its last byte, without a possessive `’s`.
    pub stem_end: u32,
    /// The hash of its lower-case letters without a possessive `’s`; see [`key`].
    pub key: u64,
    /// How it is written.
    pub shape: Shape,
}

impl Word {
    /// Returns the bytes of the whole word.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the word without a possessive `’s`.
    pub(super) fn stem<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start as usize..self.stem_end as usize]
    }

    /// Tells whether it begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals)
    }
}

/// Returns the key of a word in lower case, with a straight apostrophe: what tables of words are
/// looked up by. It is a hash; with 64 bits, two words never share one in practice.
pub(super) const fn key(lower: &str) -> u64 {
    let bytes = lower.as_bytes();
    let mut h = SEED;
    let mut at = 0;
    while at < bytes.len() {
        h = step(h, bytes[at]);
        at += 1;
    }
    finish(h)
}

// FNV-1a, with its last bits mixed so that tables can use them.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

const fn step(h: u64, byte: u8) -> u64 {
    (h ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

const fn finish(h: u64) -> u64 {
    h ^ (h >> 29)
}

/// A table looked up by [`key`].
pub(super) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<KeyHasher>>;
/// A set of keys.
pub(super) type KeySet = HashSet<u64, BuildHasherDefault<KeyHasher>>;

/// Makes a set of the words of a text, in lower case; lines that begin with `#` are left out.
pub(super) fn key_set(words: &str) -> KeySet {
    words
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(key)
        .collect()
}

/// Keys are hashes already.
#[derive(Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = step(self.0, *byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Adds the words of `text[range]` to `out`.
pub(super) fn cut(text: &str, range: Range<usize>, out: &mut Vec<Word>) {
    let bytes = text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            at = word(text, at, range.end, out);
        } else if byte.is_ascii() {
            at += 1;
        } else {
            match text[at..].chars().next() {
                Some(c) if c.is_alphanumeric() => at = word(text, at, range.end, out),
                Some(c) => at += c.len_utf8(),
                None => return,
            }
        }
    }
}

/// Adds the word that begins at `start`, and returns where it ends.
fn word(text: &str, start: usize, limit: usize, out: &mut Vec<Word>) -> usize {
    match plain_word(&text.as_bytes()[..limit], start) {
        Some(word) => {
            out.push(word);
            word.end as usize
        }
        None => any_word(text, start, limit, out),
    }
}

/// ASCII letters in lower case and digits; nothing for all other bytes.
static LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0;
    while byte < 128u8 {
        if byte.is_ascii_alphanumeric() {
            lower[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

/// Returns the word that begins at `start`, in one pass, if it is of ASCII letters and digits alone
/// and a space follows it or nothing: most are.
fn plain_word(bytes: &[u8], start: usize) -> Option<Word> {
    let (mut key, mut capitals, mut small) = (SEED, 0, 0);
    let mut end = start;
    let next = loop {
        let Some(&byte) = bytes.get(end) else {
            break None;
        };
        let lower = LOWER[usize::from(byte)];
        if lower == 0 {
            break Some(byte);
        }
        key = step(key, lower);
        capitals += usize::from(lower != byte);
        small += usize::from(byte >= b'a');
        end += 1;
    };
    let first = bytes[start];
    next.is_none_or(|next| next == b' ').then_some(Word {
        start: start as u32,
        end: end as u32,
        stem_end: end as u32,
        key: finish(key),
        shape: match first {
            b'0'..=b'9' => Shape::Number,
            b'a'..=b'z' => Shape::Small,
            _ if capitals > 1 && small == 0 => Shape::Capitals,
            _ => Shape::Capital,
        },
    })
}

/// Does as [`word`] does for every word.
fn any_word(text: &str, start: usize, limit: usize, out: &mut Vec<Word>) -> usize {
    let mut end = run(text, start, limit);
    // Most words end at a space; only marks need a closer look.
    let is_plain = |end: usize| {
        text.as_bytes()[end..limit]
            .first()
            .is_none_or(|b| *b == b' ')
    };
    while !is_plain(end) {
        let mut rest = text[end..limit].chars();
        let (mark, after) = (rest.next(), rest.next());
        let Some((mark, after)) = mark.zip(after) else {
            break;
        };
        if !joins(mark, after, &text[start..end]) {
            break;
        }
        end = run(text, end + mark.len_utf8(), limit);
    }
    // The last stop of `U.S.` belongs to it.
    if !is_plain(end) {
        let body = &text[start..end];
        if text[end..limit].starts_with('.') && body.contains('.') && is_dotted(body) {
            end += 1;
        }
    }
    let body = &text[start..end];
    let stem_end = start + possessive(body).unwrap_or(body.len());
    let stem = &text[start..stem_end];
    out.push(Word {
        start: start as u32,
        end: end as u32,
        stem_end: stem_end as u32,
        key: if stem.is_ascii() {
            finish(
                stem.bytes()
                    .fold(SEED, |h, b| step(h, b.to_ascii_lowercase())),
            )
        } else {
            lower_key(stem)
        },
        shape: shape(stem),
    });
    end
}

fn lower_key(stem: &str) -> u64 {
    let mut buffer = [0; 4];
    let mut h = SEED;
    for c in stem.chars().flat_map(char::to_lowercase) {
        let c = if c == '’' { '\'' } else { c };
        for byte in c.encode_utf8(&mut buffer).bytes() {
            h = step(h, byte);
        }
    }
    finish(h)
}

/// Returns the end of the letters and digits from `at` on.
fn run(text: &str, at: usize, limit: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < limit {
        if bytes[end].is_ascii() {
            if !bytes[end].is_ascii_alphanumeric() {
                break;
            }
            end += 1;
        } else {
            match text[end..].chars().next() {
                // Combining marks stay with their letters.
                Some(c) if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}') => {
                    end += c.len_utf8();
                }
                _ => break,
            }
        }
    }
    end
}

/// Tells whether a mark between two letters or digits belongs to the word.
fn joins(mark: char, after: char, before: &str) -> bool {
    let last_is_digit = before.ends_with(|c: char| c.is_ascii_digit());
    match mark {
        '-' | '\u{2011}' => after.is_alphanumeric(),
        '\'' | '’' => after.is_alphabetic() && !last_is_digit,
        '.' | ',' | ':' if last_is_digit => after.is_ascii_digit(),
        '.' => after.is_alphabetic() && is_dotted(before),
        _ => false,
    }
}

/// `U`, `U.S`, `p.m`: single letters with stops between them.
fn is_dotted(word: &str) -> bool {
    word.len() <= 12
        && word.bytes().enumerate().all(|(at, b)| {
            if at % 2 == 0 {
                b.is_ascii_alphabetic()
            } else {
                b == b'.'
            }
        })
}

/// Returns the length of a word without its possessive `’s`.
fn possessive(word: &str) -> Option<usize> {
    let body = word.strip_suffix(['s', 'S'])?;
    let body = body.strip_suffix(['\'', '’'])?;
    (!body.is_empty()).then_some(body.len())
}

fn shape(stem: &str) -> Shape {
    let mut chars = stem.chars();
    let Some(first) = chars.next() else {
        return Shape::Small;
    };
    if first.is_numeric() {
        return Shape::Number;
    }
    if !first.is_uppercase() {
        return Shape::Small;
    }
    let (mut upper, mut lower) = (1, 0);
    for c in chars {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    if lower == 0 && upper > 1 {
        Shape::Capitals
    } else {
        Shape::Capital
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<(&str, Shape)> {
        let mut words = Vec::new();
        cut(text, 0..text.len(), &mut words);
        words.iter().map(|w| (w.stem(text), w.shape)).collect()
    }

    #[test]
    fn marks_inside_a_word_belong_to_it() {
        use Shape::*;
        assert_eq!(
            words("The U.S. said co-operation, ”he don’t Russia’s 13,000 at 10:30 p.m. (3.5%)."),
            [
                ("The", Capital),
                ("U.S.", Capitals),
                ("said", Small),
                ("co-operation", Small),
                ("he", Small),
                ("don’t", Small),
                ("Russia", Capital),
                ("13,000", Number),
                ("at", Small),
                ("10:30", Number),
                ("p.m.", Small),
                ("3.5", Number),
            ]
        );
        assert_eq!(
            words("of NATO. Then"),
            [("of", Small), ("NATO", Capitals), ("Then", Capital)]
        );
    }

    #[test]
    fn a_key_does_not_depend_on_case_or_on_a_possessive() {
        let text = "Straße RUSSIA’S Київ";
        let mut found = Vec::new();
        cut(text, 0..text.len(), &mut found);
        let keys: Vec<u64> = found.iter().map(|w| w.key).collect();
        assert_eq!(keys, [key("straße"), key("russia"), key("київ")]);
    }

    proptest! {
        #[test]
        fn plain_words_are_words_like_others(text in "[a-cA-C0-2]{1,5}[ ’é-]?[a-z]?") {
            let mut expected = Vec::new();
            let end = any_word(&text, 0, text.len(), &mut expected);
            if let Some(word) = plain_word(text.as_bytes(), 0) {
                prop_assert_eq!(vec![word], expected);
                prop_assert_eq!(word.end as usize, end);
            } else {
                prop_assert!(text.contains(['-', '’', 'é']));
            }
        }

        #[test]
        fn words_are_in_order_and_hold_every_letter(text in any::<String>()) {
            let mut found = Vec::new();
            cut(&text, 0..text.len(), &mut found);
            let mut at = 0;
            for word in found {
                prop_assert!(!text[at..word.start as usize].contains(|c: char| c.is_alphanumeric()));
                prop_assert!(word.start < word.stem_end && word.stem_end <= word.end);
                at = word.end as usize;
            }
            prop_assert!(!text[at..].contains(|c: char| c.is_alphanumeric()));
        }
    }
}
