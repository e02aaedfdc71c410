//! A sentence cut into words, numbers and marks, as the priority score sees them.

use super::classes::{WordClass, classify, mark, of_class};
use super::hashing::hash;

/// One word, number or mark of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct ModelToken {
    /// The hash of its lower-case letters; for numbers of their class.
    pub id: u64,
    /// The hash of its lower-case letters, or of its digits.
    pub letters: u64,
    /// Its part in the grammar.
    pub grammar: WordClass,
    /// Its field of meaning, or else its part in the grammar.
    pub sense: WordClass,
    /// Where its lower-case letters are in the buffer.
    start: u32,
    end: u32,
}

/// A sentence cut into tokens. Kept from sentence to sentence to spare allocations.
#[derive(Default)]
pub struct ModelTokens {
    lower: String,
    list: Vec<ModelToken>,
}

impl ModelTokens {
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
    pub fn text(&self, token: &ModelToken) -> &str {
        &self.lower[token.start as usize..token.end as usize]
    }

    /// Returns the tokens.
    pub fn list(&self) -> &[ModelToken] {
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
            Some(if year {
                WordClass::Year
            } else {
                WordClass::Number
            }),
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

    fn push(&mut self, text: &str, class: Option<WordClass>) {
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
            WordClass::Number | WordClass::Year => of_class(grammar),
            _ => letters,
        };
        self.list.push(ModelToken {
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
