//! Characters that are written by their name or number: `&eacute;`, `&#233;`.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// The longest name, in bytes.
const LONGEST: usize = 32;

/// The names that need no semicolon behind them (the HTML standard, 13.5).
const BARE: &[&str] = &[
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil",
    "ETH", "Eacute", "Ecirc", "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT",
    "Ntilde", "Oacute", "Ocirc", "Ograve", "Oslash", "Otilde", "Ouml", "QUOT", "REG", "THORN",
    "Uacute", "Ucirc", "Ugrave", "Uuml", "Yacute", "aacute", "acirc", "acute", "aelig", "agrave",
    "amp", "aring", "atilde", "auml", "brvbar", "ccedil", "cedil", "cent", "copy", "curren", "deg",
    "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14", "frac34", "gt",
    "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro",
    "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash",
    "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "reg", "sect", "shy", "sup1",
    "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml",
    "yacute", "yen", "yuml",
];

/// What the numbers 0x80 to 0x9F stand for on pages: the characters of Windows-1252.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Returns a text with its characters in the place of their names and numbers.
pub(super) fn decoded(text: &str, in_attribute: bool) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = match rest.as_bytes().get(1) {
            Some(b'#') => numbered(&rest[2..]).map(|(c, length)| (c.to_string(), length + 2)),
            _ => named(&rest[1..], in_attribute).map(|(text, length)| (text, length + 1)),
        };
        let (text, length) = found.unwrap_or_else(|| ("&".to_owned(), 1));
        out.push_str(&text);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// A number behind `&#`, and how many bytes it takes.
fn numbered(text: &str) -> Option<(char, usize)> {
    let (radix, mark) = match text.starts_with(['x', 'X']) {
        true => (16, 1),
        false => (10, 0),
    };
    let digits = text[mark..].bytes();
    let count = digits
        .take_while(|&b| char::from(b).is_digit(radix))
        .count();
    if count == 0 {
        return None;
    }
    let end = mark + count;
    // What is no number is too large to be one.
    let number = u32::from_str_radix(&text[mark..end], radix).unwrap_or(u32::MAX);
    let c = match number {
        0 => '\u{FFFD}',
        0x80..=0x9F => WINDOWS[number as usize - 0x80],
        _ => char::from_u32(number).unwrap_or('\u{FFFD}'),
    };
    Some((c, end + usize::from(text[end..].starts_with(';'))))
}

/// A name behind `&`, and how many bytes it takes.
fn named(text: &str, in_attribute: bool) -> Option<(String, usize)> {
    let letters = text.bytes().take(LONGEST + 1);
    let length = letters.take_while(u8::is_ascii_alphanumeric).count();
    if text[length..].starts_with(';')
        && let Some(character) = called(&text[..length])
    {
        return Some((character, length + 1));
    }
    let bare = BARE
        .iter()
        .filter(|name| text[..length].starts_with(**name));
    let name = bare.max_by_key(|name| name.len())?;
    let next = text[name.len()..].bytes().next();
    // An address may have `&copy=1` in it.
    if in_attribute && next.is_some_and(|b| b == b'=' || b.is_ascii_alphanumeric()) {
        return None;
    }
    Some((called(name)?, name.len()))
}

/// The characters of a name.
fn called(name: &str) -> Option<String> {
    // A letter before it keeps white space from being taken for that of a paragraph's edge.
    let written = format!("x&{name};");
    let mut read = String::new();
    for event in Parser::new(&written) {
        if let Event::Text(text) = event {
            read.push_str(&text);
        }
    }
    let character = read.strip_prefix('x')?;
    (read != written && !character.is_empty()).then(|| character.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_become_characters() {
        for (written, read) in [
            (
                "a &amp; b&nbsp;c &mdash; &NotEqualTilde;",
                "a & b\u{A0}c — ≂̸",
            ),
            (
                "&eacute &copy2 &notit; &notin; &nosuch;",
                "é ©2 ¬it; ∉ &nosuch;",
            ),
            (
                "&#233;&#xE9;&#XE9 &#147;q&#148; &#0;&#xD800;&#99999999999;",
                "éé\u{E9} “q” \u{FFFD}\u{FFFD}\u{FFFD}",
            ),
            ("&&&amp;;&#;&#x;&", "&&&;&#;&#x;&"),
            ("&Tab;&NewLine;.", "\t\n."),
        ] {
            assert_eq!(decoded(written, false), read);
        }
        assert_eq!(
            decoded("?a=1&copy=2&amp;lt=3&lt;", true),
            "?a=1&copy=2&lt=3<"
        );
    }

    #[test]
    fn every_bare_name_has_its_character() {
        assert_eq!(BARE.len(), 106);
        for name in BARE {
            assert!(called(name).is_some(), "{name}");
        }
    }
}
