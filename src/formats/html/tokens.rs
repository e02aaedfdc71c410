//! A page's tags and texts, by the HTML standard's rules (13.2.5).
//!
//! The crates that do this bring a table of the names of characters each that is larger than all
//! the rest of this room. The one in use for Markdown has that table already, and lends it. The
//! tests hold this against html5gum.

use std::borrow::Cow;

use super::characters::decoded;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name …>`
    Start(Start),
    /// `</name>`; the name in small letters.
    End(String),
    Text(Cow<'a, str>),
}

/// A start tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Start {
    /// In small letters.
    pub(super) name: String,
    /// Names, in small letters, and values.
    pub(super) attributes: Vec<(String, String)>,
    /// Whether it ends with `/>`, which only means something in drawings.
    pub(super) is_closed: bool,
}

/// Reads the tokens of a page. No byte is looked at more than a few times: where the end of
/// something is missing, the page ends with it.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The element in which nothing but its own end tag is one.
    raw: Option<String>,
    /// Whether it stands in a drawing or a formula, whose elements are all alike.
    is_foreign: bool,
}

impl<'a> Tokens<'a> {
    /// Begins with a page's first byte.
    pub(super) fn of(html: &'a str) -> Self {
        Self {
            rest: html,
            raw: None,
            is_foreign: false,
        }
    }

    /// Takes so many bytes.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        taken
    }

    /// Takes everything up to a character, and the character; all if there is none.
    fn skip_behind(&mut self, end: &str) {
        let at = self.rest.find(end).map(|at| at + end.len());
        self.take(at.unwrap_or(self.rest.len()));
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(is_space);
    }

    /// The text of an element that holds no others.
    fn raw_text(&mut self, name: &str) -> Cow<'a, str> {
        let end = ends(self.rest, name).unwrap_or(self.rest.len());
        let text = self.take(end);
        match name {
            "title" | "textarea" => decoded(text, false),
            _ => Cow::Borrowed(text),
        }
    }

    /// What begins with `<`; none where that is text, or nothing to be told of.
    fn markup(&mut self) -> Markup {
        let rest = &self.rest[1..];
        let begins_name = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        if begins_name(rest) {
            self.take(1);
            let Some(start) = self.tag() else {
                self.rest = "";
                return Markup::Nothing;
            };
            if is_foreign(&start.name) {
                self.is_foreign = !start.is_closed;
            } else if is_raw(&start.name) && !self.is_foreign {
                self.raw = Some(start.name.clone());
            }
            return Markup::Start(start);
        }
        if let Some(name) = rest.strip_prefix('/') {
            if begins_name(name) {
                self.take(2);
                let Some(tag) = self.tag() else {
                    self.rest = "";
                    return Markup::Nothing;
                };
                self.is_foreign &= !is_foreign(&tag.name);
                return Markup::End(tag.name);
            }
            if name.is_empty() {
                return Markup::Text;
            }
        } else if let Some(comment) = rest.strip_prefix("!--") {
            self.take(4);
            if let Some(short) = ["->", ">"].iter().find(|end| comment.starts_with(**end)) {
                self.take(short.len());
            } else {
                self.comment();
            }
            return Markup::Nothing;
        } else if !rest.starts_with(['!', '?']) {
            return Markup::Text;
        }
        self.skip_behind(">");
        Markup::Nothing
    }

    /// Takes the rest of a comment.
    fn comment(&mut self) {
        let mut from = 0;
        while let Some(at) = self.rest[from..].find("--") {
            let behind = &self.rest[from + at + 2..];
            if let Some(end) = [">", "!>"].iter().find(|end| behind.starts_with(**end)) {
                self.take(from + at + 2 + end.len());
                return;
            }
            from += at + 1;
        }
        self.rest = "";
    }

    /// Takes a tag from its name on; none where the page ends in it.
    fn tag(&mut self) -> Option<Start> {
        let end = self.rest.find(|c| is_space(c) || matches!(c, '/' | '>'))?;
        let mut start = Start {
            name: self.take(end).to_ascii_lowercase(),
            ..Start::default()
        };
        loop {
            self.skip_spaces();
            match self.rest.chars().next()? {
                '>' => {
                    self.take(1);
                    return Some(start);
                }
                '/' => {
                    self.take(1);
                    if self.rest.starts_with('>') {
                        self.take(1);
                        start.is_closed = true;
                        return Some(start);
                    }
                }
                first => {
                    // An equals sign at its head belongs to the name.
                    let from = first.len_utf8();
                    let end = self.rest[from..].find(|c| is_space(c) || "/>=".contains(c))?;
                    let name = self.take(from + end).to_ascii_lowercase();
                    self.skip_spaces();
                    let value = self.value()?;
                    start.attributes.push((name, value.into_owned()));
                }
            }
        }
    }

    /// Takes an attribute's value, if there is one; none where the page ends in it.
    fn value(&mut self) -> Option<Cow<'a, str>> {
        if !self.rest.starts_with('=') {
            return Some(Cow::Borrowed(""));
        }
        self.take(1);
        self.skip_spaces();
        let value = match self.rest.chars().next()? {
            quote @ ('"' | '\'') => {
                self.take(1);
                let end = self.rest.find(quote)?;
                let value = self.take(end);
                self.take(1);
                value
            }
            _ => {
                let end = self.rest.find(|c| is_space(c) || c == '>')?;
                self.take(end)
            }
        };
        Some(decoded(value, true))
    }
}

/// What a `<` begins.
enum Markup {
    Start(Start),
    End(String),
    /// A comment, or something that is taken for one.
    Nothing,
    Text,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            let text = self.raw_text(&name);
            if !text.is_empty() {
                return Some(Token::Text(text));
            }
        }
        while !self.rest.is_empty() {
            let mut end = self.rest.find('<').unwrap_or(self.rest.len());
            if end == 0 {
                match self.markup() {
                    Markup::Start(start) => return Some(Token::Start(start)),
                    Markup::End(name) => return Some(Token::End(name)),
                    Markup::Nothing => continue,
                    Markup::Text => end = 1,
                }
            }
            return Some(Token::Text(decoded(self.take(end), false)));
        }
        None
    }
}

/// Returns where the end tag of an element stands.
fn ends(text: &str, name: &str) -> Option<usize> {
    if name == "plaintext" {
        return None;
    }
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        let tag = &text.as_bytes()[at + 2..];
        tag.len() > name.len()
            && tag[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            && (tag[name.len()].is_ascii_whitespace() || b"/>".contains(&tag[name.len()]))
    })
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{C}' | '\r')
}

fn is_foreign(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

/// Tells whether an element holds text alone, whatever looks like a tag in it.
fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "title"
            | "textarea"
            | "script"
            | "style"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "plaintext"
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use html5gum::{DefaultEmitter, Tokenizer};
    use proptest::prelude::*;

    use super::*;

    /// What both readings are compared by: texts put together, attributes given twice taken once.
    #[derive(Debug, PartialEq)]
    enum Seen {
        Start(String, BTreeMap<String, String>, bool),
        End(String),
        Text(String),
    }

    fn push(seen: &mut Vec<Seen>, next: Seen) {
        match (seen.last_mut(), next) {
            (Some(Seen::Text(text)), Seen::Text(more)) => text.push_str(&more),
            (_, next) => seen.push(next),
        }
    }

    fn ours(html: &str) -> Vec<Seen> {
        let mut seen = Vec::new();
        for token in Tokens::of(html) {
            let next = match token {
                Token::Start(start) => {
                    let mut attributes = BTreeMap::new();
                    for (name, value) in start.attributes {
                        attributes.entry(name).or_insert(value);
                    }
                    Seen::Start(start.name, attributes, start.is_closed)
                }
                Token::End(name) => Seen::End(name),
                Token::Text(text) => Seen::Text(text.into_owned()),
            };
            push(&mut seen, next);
        }
        seen
    }

    fn theirs(html: &str) -> Vec<Seen> {
        let words = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut seen = Vec::new();
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            let next = match token {
                html5gum::Token::StartTag(tag) => {
                    let attributes = tag.attributes.iter();
                    let attributes = attributes.map(|(name, value)| (words(name), words(value)));
                    Seen::Start(words(&tag.name), attributes.collect(), tag.self_closing)
                }
                html5gum::Token::EndTag(tag) => Seen::End(words(&tag.name)),
                html5gum::Token::String(text) => Seen::Text(words(&text)),
                _ => continue,
            };
            push(&mut seen, next);
        }
        seen
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]
        #[test]
        fn tags_and_texts_are_those_that_html5gum_finds(
            pieces in proptest::collection::vec(
                "<|>|/|=|\"|'|!|\\?|-|--|<!--|-->|--!>|\\]\\]>|<!\\[CDATA\\[|<!doctype| |\n|\t\
                 |</?(p|B|i|title|textarea|style|iframe|noscript|script)[ />]?|[a-cX;#&]{1,3}\
                 |&(amp|AMP|lt|copy|not|notin|nosuch|hellip|NotEqualTilde|Tab|ETH|sup1|sup)[;=a]?\
                 |&#x?[0-9a-f]{1,7};?| [a-c]=['\"]?|é|€",
                0..30
            )
        ) {
            let html = pieces.concat();
            prop_assert_eq!(ours(&html), theirs(&html), "{}", html);
        }
    }
}
