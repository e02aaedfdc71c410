//! `encoding`: characters that were read in the wrong encoding (`â€™` for `’`), the mark of a lost
//! character (U+FFFD), and what a web page left behind (`&quot;`).

use super::RawHint;
use super::lines::ScannedArticle;

pub(super) fn find(article: &ScannedArticle<'_>, out: &mut Vec<RawHint>) {
    for line in &article.lines {
        let text = article.line(line);
        if !text.is_ascii() {
            misread(text, line.bytes.start, out);
        }
        if text.contains('&') {
            entities(text, line.bytes.start, out);
        }
    }
}

fn misread(text: &str, offset: usize, out: &mut Vec<RawHint>) {
    let mut next = 0;
    for (at, c) in text.char_indices() {
        if at < next || c.is_ascii() {
            continue;
        }
        if c == '\u{FFFD}' {
            let run = text[at..].chars().take_while(|c| *c == '\u{FFFD}').count();
            next = at + run * c.len_utf8();
            out.push(RawHint {
                code: "encoding",
                suggestion: None,
                bytes: offset + at..offset + next,
                message: "a character was lost here when the text was converted".to_owned(),
            });
        } else if let Some((meant, len)) = meant(&text[at..]) {
            // Misread characters come in runs; one hint for each run.
            let (mut all, mut end) = (String::from(meant), at + len);
            while let Some((meant, len)) = self::meant(&text[end..]) {
                all.push(meant);
                end += len;
            }
            next = end;
            all = read_back(all);
            out.push(RawHint {
                code: "encoding",
                bytes: offset + at..offset + end,
                message: format!(
                    "“{}” was read in the wrong encoding; it is “{all}”",
                    &text[at..end]
                ),
                suggestion: Some(all),
            });
        }
    }
}

/// What was misread may have been misread more than once.
fn read_back(mut text: String) -> String {
    const MAX_ROUNDS: usize = 3;
    for _ in 0..MAX_ROUNDS {
        let (mut once, mut at) = (String::new(), 0);
        while let Some((c, len)) = meant(&text[at..]) {
            once.push(c);
            at += len;
        }
        if at == 0 || at < text.len() {
            break;
        }
        text = once;
    }
    text
}

/// Returns the character whose UTF-8 bytes, read as Windows-1252, are what a text begins with,
/// and the length of that in bytes.
fn meant(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    let wanted = match first {
        'Â' | 'Ã' | 'Ä' | 'Å' | 'Ð' | 'Ñ' => 2,
        'â' | 'ï' => 3,
        'ð' => 4,
        _ => return None,
    };
    let mut bytes = [0u8; 4];
    let mut len = 0;
    let mut taken = 0;
    for (byte, c) in bytes.iter_mut().zip(text.chars().take(wanted)) {
        let Some(code) = windows_1252(c) else { break };
        *byte = code;
        len += c.len_utf8();
        taken += 1;
    }
    // `„Ä“`: a letter and the mark that closes its quotation.
    let second = text[first.len_utf8()..].chars().next()?;
    let ends_there = |c: char| c.is_whitespace() || c.is_ascii_punctuation();
    let is_quoted = matches!(second, '“' | '”' | '’' | '»' | '‘')
        && text[len..].chars().next().is_none_or(ends_there);
    if wanted == 2 && is_quoted {
        return None;
    }
    if taken == wanted {
        let meant = str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
        return (!meant.is_control()).then_some((meant, len));
    }
    // The last byte of `”` has no character in Windows-1252 and is often lost.
    text.starts_with("â€").then_some(('”', "â€".len()))
}

/// Returns the byte of a character in Windows-1252, where the five bytes that have none stand for
/// themselves, as in browsers.
fn windows_1252(c: char) -> Option<u8> {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    match u32::from(c) {
        code @ 0xA0..=0xFF => u8::try_from(code).ok(),
        code @ 0x80..=0x9F => u8::try_from(code).ok(),
        _ => UPPER
            .iter()
            .position(|u| *u == c)
            .and_then(|at| u8::try_from(at + 0x80).ok()),
    }
}

fn entities(text: &str, offset: usize, out: &mut Vec<RawHint>) {
    const NAMES: &[&str] = &[
        "amp", "quot", "apos", "nbsp", "lt", "gt", "rsquo", "lsquo", "rdquo", "ldquo", "mdash",
        "ndash", "hellip",
    ];
    for (at, _) in text.match_indices('&') {
        let rest = &text[at + 1..];
        let Some(end) = rest.bytes().take(10).position(|b| b == b';') else {
            continue;
        };
        let name = &rest[..end];
        let is_number = name.strip_prefix('#').is_some_and(|n| {
            !n.is_empty()
                && n.trim_start_matches('x')
                    .bytes()
                    .all(|b| b.is_ascii_hexdigit())
        });
        if is_number || NAMES.contains(&name) {
            out.push(RawHint {
                code: "encoding",
                suggestion: None,
                bytes: offset + at..offset + at + end + 2,
                message: format!("“&{name};” is left over from a web page"),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::hints::passages;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passages("encoding", text), expected, "{text}");
    }

    #[test]
    fn misread_and_lost_characters_are_seen() {
        check("It wasnâ€™t so, he said.", &["â€™"]);
        check("The cafÃ© in ZÃ¼rich cost Â£5.", &["Ã©", "Ã¼", "Â£"]);
        check("â€œWe goâ€\u{9D} he said.", &["â€œ", "â€\u{9D}"]);
        check("â€œWe goâ€ he said.", &["â€œ", "â€"]);
        check("It wasnÃ¢â‚¬â„¢t so.", &["Ã¢â‚¬â„¢"]);
        check("A lost \u{FFFD}\u{FFFD} character.", &["\u{FFFD}\u{FFFD}"]);
        check("ÐœÐ¾Ñ\u{81}ÐºÐ²Ð°", &["ÐœÐ¾Ñ\u{81}ÐºÐ²Ð°"]);
    }

    #[test]
    fn what_a_web_page_left_behind_is_seen() {
        check(
            "He said &quot;no&quot; to AT&amp;T &#8217; now.",
            &["&quot;", "&quot;", "&amp;", "&#8217;"],
        );
        check("AT&T; R&D; Marks & Spencer; &c.; &;", &[]);
    }

    #[test]
    fn letters_that_only_look_like_it_are_right() {
        for text in [
            "Ângela, São João, NÃO, CORAÇÃO, Ñandú, Århus, ESPAÑA…",
            "âge, «âme», ïle, château",
            "„Ä“",
        ] {
            check(text, &[]);
        }
    }
}
