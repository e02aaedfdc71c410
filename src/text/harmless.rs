//! Text made harmless and visible: nothing an article says can act on the terminal.

use std::borrow::Cow;

use super::{cells, graphemes};

/// How wide a tab is shown, in cells. Tab stops would make a row's width depend on where it
/// begins; four cells read the same everywhere.
const TAB: &str = "    ";

/// Returns whether a character takes part in the text without being seen: bidirectional controls,
/// zero-width characters, tags, soft hyphens (Unicode general category Cf and its neighbours), and
/// the code points that will never be characters.
///
/// Hidden text is a finding in itself, so these are shown, not dropped. The zero-width joiner and
/// the variation selectors are not among them: emoji and several scripts are written with them,
/// and [`shown`] decides by their neighbours.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Returns the program's own words without signs that an ASCII terminal does not know.
pub fn ascii_words(words: &str) -> Cow<'_, str> {
    if words.is_ascii() {
        return Cow::Borrowed(words);
    }
    let plain = words.replace('·', "-").replace('…', "...");
    Cow::Owned(plain.replace('↓', "Down").replace('↑', "Up"))
}

/// Returns a grapheme as it is shown.
///
/// Control characters C0 and DEL become their Unicode pictures, C1 controls and hidden characters
/// their code point in angle brackets (`<U+202E>`), as do marks without a letter to be on; a tab
/// four spaces, a line feed nothing, a flag its letters (`[UA]`).
/// Everything else is unchanged, and borrowed.
#[inline]
pub fn shown(grapheme: &str) -> Cow<'_, str> {
    // As most are, and each of them for every picture.
    if let [b' '..=b'~'] = grapheme.as_bytes() {
        return Cow::Borrowed(grapheme);
    }
    made_harmless(grapheme)
}

/// Returns the cells that any text takes once it is shown, on one line.
pub fn shown_cells(text: &str) -> usize {
    if text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return text.len();
    }
    graphemes(text).map(|g| cells(&shown(g))).sum()
}

fn made_harmless(grapheme: &str) -> Cow<'_, str> {
    let mut chars = grapheme.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && c.is_ascii()
    {
        return match c {
            '\t' => Cow::Borrowed(TAB),
            '\n' => Cow::Borrowed(""),
            _ => Cow::Owned(picture(c)),
        };
    }
    if let Some(country) = flag(grapheme) {
        return Cow::Owned(country);
    }
    let mut joins = false;
    let harmful = grapheme.chars().any(|c| {
        joins |= is_joiner(c);
        c.is_control() || is_hidden(c)
    });
    let harmless = !harmful && (!joins || joins_something(grapheme));
    // Terminals drop marks without a letter, or put them on whatever stands before.
    let is_bare = harmless && cells(grapheme) == 0;
    if harmless && !is_bare {
        return Cow::Borrowed(grapheme);
    }
    Cow::Owned(
        grapheme
            .chars()
            .map(|c| {
                if is_bare || c.is_control() || is_hidden(c) || is_joiner(c) {
                    picture(c)
                } else {
                    c.to_string()
                }
            })
            .collect(),
    )
}

/// A flag by its letters, `[UA]`. It is two characters that some terminals (tmux among them) show as
/// two cells of one each and others as one of two, so that whatever follows goes astray.
fn flag(grapheme: &str) -> Option<String> {
    let letter = |c: char| match c {
        '\u{1F1E6}'..='\u{1F1FF}' => char::from_u32(c as u32 - 0x1F1E6 + u32::from(b'A')),
        _ => None,
    };
    let letters: Option<String> = grapheme.chars().map(letter).collect();
    letters.map(|letters| format!("[{letters}]"))
}

/// Zero-width non-joiner and joiner.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Returns whether the joiners in a grapheme do their proper work: in emoji sequences, and in the
/// scripts whose spelling needs them (Arabic, Indic and their kin; Unicode 23.2).
fn joins_something(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| {
        matches!(c, '\u{0600}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}' | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{18AF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
            | '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
    })
}

/// A visible stand-in for one character that has no picture of its own.
fn picture(c: char) -> String {
    match c {
        '\n' => String::new(),
        '\u{00}'..='\u{1F}' => {
            char::from_u32(0x2400 + c as u32).map_or_else(String::new, String::from)
        }
        '\u{7F}' => "\u{2421}".to_owned(),
        _ => format!("<U+{:04X}>", c as u32),
    }
}

/// Returns a text on one line, harmless: line feeds and runs of white space become one space.
/// White space that is hidden or a control (U+2028, U+0085) is shown, not folded.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    line.extend(on_one_line(text));
    line
}

/// The graphemes of [`one_line`], as they are shown.
pub(super) fn on_one_line(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let folded = |c: char| {
        c.is_whitespace() && !is_hidden(c) && (!c.is_control() || matches!(c, '\n' | '\t' | '\r'))
    };
    let words = text.split(folded).filter(|word| !word.is_empty());
    words.enumerate().flat_map(|(number, word)| {
        let gap = (number > 0).then_some(Cow::Borrowed(" "));
        gap.into_iter().chain(graphemes(word).map(shown))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> String {
        graphemes(text).map(shown).collect()
    }

    #[test]
    fn controls_are_shown_as_symbols() {
        assert_eq!(all("a\u{1B}[2Jb\u{7}\u{7F}"), "a␛[2Jb␇␡");
        assert_eq!(all("\u{9B}31m\u{85}"), "<U+009B>31m<U+0085>");
        assert_eq!(all("a\tb\n"), "a    b");
    }

    #[test]
    fn hidden_characters_are_shown_by_their_code_point() {
        assert_eq!(all("\u{202E}abc\u{2069}"), "<U+202E>abc<U+2069>");
        assert_eq!(all("pay\u{200B}pal"), "pay<U+200B>pal");
        assert_eq!(all("x\u{200D}y"), "x<U+200D>y");
        assert_eq!(all("\u{E0041}"), "<U+E0041>");
        assert_eq!(all("\u{FFFE}\u{10FFFF}"), "<U+FFFE><U+10FFFF>");
    }

    #[test]
    fn marks_without_a_letter_are_shown_by_their_code_point() {
        assert_eq!(all("\u{301}a"), "<U+0301>a");
        assert_eq!(all("a\n\u{1161}"), "a<U+1161>");
        assert_eq!(all(" \u{301}"), " \u{301}");
    }

    #[test]
    fn joiners_that_belong_to_the_writing_are_left_alone() {
        for text in [
            "👩\u{200D}🚀",
            "می\u{200C}خواهم",
            "क\u{94D}\u{200D}ष",
            "❤\u{FE0F}",
        ] {
            assert_eq!(all(text), text);
        }
    }

    #[test]
    fn a_flag_is_shown_by_its_letters() {
        assert_eq!(all("🇺🇦 and 🇩🇪"), "[UA] and [DE]");
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(one_line("a\u{2028}b\u{85} c"), "a<U+2028>b<U+0085> c");
        assert_eq!(one_line("  a\n\tb \u{1B} c "), "a b ␛ c");
    }

    proptest! {
        #[test]
        fn nothing_shown_is_a_control_or_hidden(text in any::<String>()) {
            for shown in [all(&text), one_line(&text)] {
                prop_assert!(!shown.chars().any(|c| c.is_control() || is_hidden(c)));
            }
        }
    }
}
