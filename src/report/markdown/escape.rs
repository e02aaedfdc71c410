//! Text that Markdown reads as the characters it is made of.

use crate::text::one_line;

/// Returns text on one line, harmless, for the middle of a line.
///
/// What CommonMark and GitHub's tables and strike-through give a meaning is escaped, and no more:
/// editors read Markdown as it stands, too.
pub(super) fn escaped(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len() + 8);
    let mut before = ' ';
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let has_meaning = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' => true,
            // Inside a word it is not a mark, and addresses stay whole.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next.is_alphanumeric() || next == '#',
            _ => false,
        };
        if has_meaning {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Returns text on one line, harmless, where a line of Markdown begins: a heading, a list, a rule
/// or a quotation is made by what is there.
pub(super) fn escaped_line(text: &str) -> String {
    let mut line = escaped(text);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let at = match line[digits..].chars().next() {
        Some('#' | '+' | '-' | '=' | '>' | ':') if digits == 0 => 0,
        Some('.' | ')') if digits > 0 => digits,
        _ => return line,
    };
    line.insert(at, '\\');
    line
}

/// Returns an address as a link's target in angle brackets.
pub(super) fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in one_line(url).chars() {
        if matches!(c, '\\' | '<' | '>' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    #[test]
    fn what_is_no_markup_is_left_alone() {
        for text in [
            "“Russia, ”he said - twice (2019).",
            "https://example.org/a_b",
            "5 + 3 = 8; 100%",
            "AT&T, R & D",
        ] {
            let expected = text.replace("AT&T", "AT\\&T");
            assert_eq!(escaped(text), expected);
        }
        assert_eq!(escaped_line("1986. A great year"), "1986\\. A great year");
        assert_eq!(escaped_line("- no list"), "\\- no list");
    }

    /// Everything Markdown's extensions may see a mark in, except for typographic quotation marks,
    /// mathematics and the like, which change the looks and not the structure.
    const HOSTILE: &str = r"(<script>|\[a\]\(javascript:x\)|!\[i\]\(u\)|\*{1,3}|_{1,2}|`{1,3}|~{1,2}|&lt;|&#60;|#{1,3} |- |\+ |> |1\. |={3}|-{3}|\| ?|\\|\[\^1\]|\[x\]: u|<https://e.org>|<!--|word|é| |\n){1,12}";

    proptest! {
        #[test]
        fn text_is_read_as_text(text in HOSTILE) {
            let text = one_line(&text);
            let lines = format!("{}\n", escaped_line(&text));
            let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
                | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM
                | Options::ENABLE_HEADING_ATTRIBUTES;
            let mut read_back = String::new();
            for event in Parser::new_ext(&lines, options) {
                match event {
                    Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                    Event::Text(piece) => read_back.push_str(&piece),
                    other => prop_assert!(false, "{lines:?} holds {other:?}"),
                }
            }
            prop_assert_eq!(read_back, text);
        }
    }
}
