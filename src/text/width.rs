//! How many terminal cells a piece of text takes: the one place that knows.

use ratatui::buffer::CellWidth as _;
use unicode_general_category::{GeneralCategory, get_general_category};

/// Makes the character before it an emoji: two cells where that is known, else the character's own.
const EMOJI_SELECTOR: char = '\u{FE0F}';

/// Returns the cells to keep for a text that has been through [`super::shown`].
///
/// Terminals disagree on text of several characters: most add up the characters, and take a cell
/// for a spacing mark (the vowel sign in Tamil "நா"); some join an emoji sequence to two cells. The
/// answer is the most that any of them takes, so that nothing is drawn over. The screen library
/// counts fewer.
#[inline]
pub fn cells(shown: &str) -> usize {
    if shown.is_ascii() {
        return shown.len();
    }
    let mut before = 0;
    let widths = shown.chars().map(|c| {
        before = match c {
            EMOJI_SELECTOR => usize::from(before == 1),
            _ => cells_of(c),
        };
        before
    });
    widths.sum()
}

/// Returns the cells of one character, as `wcwidth` counts them.
fn cells_of(c: char) -> usize {
    let library = || usize::from(c.encode_utf8(&mut [0; 4]).cell_width());
    match c {
        ' '..='~' => 1,
        // Tone marks of Hangul and of Vietnamese ideographs; numbers in circles.
        '\u{302E}' | '\u{302F}' | '\u{16FF0}' | '\u{16FF1}' | '\u{3248}'..='\u{324F}' => 2,
        // Signs that stand around the digits after them.
        '\u{605}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}' => 1,
        // Voicing marks of narrow katakana.
        '\u{FF9E}' | '\u{FF9F}' => 1,
        // Vowels and endings of Hangul, which join the consonant before them.
        '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}' => 0,
        _ => match library() {
            0 => usize::from(!takes_no_cell(c)),
            cells => cells,
        },
    }
}

fn takes_no_cell(c: char) -> bool {
    use GeneralCategory::{EnclosingMark, Format, NonspacingMark};
    matches!(
        get_general_category(c),
        EnclosingMark | Format | NonspacingMark
    )
}

/// Returns whether all terminals agree on the cells of what is in one cell of the screen.
pub fn is_certain(symbol: &str) -> bool {
    if let [b' '..=b'~'] = symbol.as_bytes() {
        return true;
    }
    let mut chars = symbol.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else {
        return symbol.is_empty();
    };
    match cells_of(c) {
        1 => c < '\u{300}' || get_general_category(c) != GeneralCategory::SpacingMark,
        // East Asian scripts, and the emoji that have long been there.
        2 => {
            matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{302D}' | '\u{3030}'..='\u{31E3}'
            | '\u{31F0}'..='\u{3247}' | '\u{3250}'..='\u{4DBF}' | '\u{4E00}'..='\u{A4CF}'
            | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
            | '\u{1F300}'..='\u{1F6CF}' | '\u{20000}'..='\u{2A6DF}')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{graphemes, shown};

    #[test]
    fn a_text_takes_the_most_cells_that_a_terminal_gives_it() {
        for (text, expected) in [
            // Spacing marks: in each script some that the screen library counts as nothing.
            ("கடலூர் மாவட்டம்", 12),
            ("নয়া বাঁধ ভেঙে গেছে", 17),
            ("की हिन्दी", 8),
            ("ਪੰਜਾਬੀ", 5),
            ("ગુજરાતી", 6),
            ("ଓଡ଼ିଆ", 3),
            ("తెలుగు", 5),
            ("ಕನ್ನಡ ಹೂವು", 9),
            ("മലയാളം നാട്", 10),
            ("සිංහලා", 5),
            ("မြန်မာ", 5),
            ("ខ្មែរ", 4),
            ("ᬩᬮᬶ ᬓᭀ", 5),
            ("ꦗꦮ ꦥꦸꦤ꧀", 6),
            // Marks that take none.
            ("กำลัง น้ำ", 7),
            ("ລາວ ນ້ຳ", 6),
            ("བོད་སྐད", 5),
            ("\u{1112}\u{1161}\u{11AB}", 2),
            ("بِسْمِ", 3),
            ("שָׁלוֹם", 4),
            ("لا", 2),
            ("Z\u{30D}\u{363}\u{334}a\u{321}\u{489}", 2),
            ("ｶﾞ", 2),
            ("日本語", 6),
            // Emoji, by their parts.
            ("👩\u{200D}🚀", 4),
            ("👍🏽", 4),
            ("❤\u{FE0F}", 2),
            ("❤", 1),
            ("1\u{FE0F}\u{20E3}", 2),
            ("🚀", 2),
        ] {
            assert_eq!(cells(text), expected, "{text}");
            let each: usize = graphemes(text).map(cells).sum();
            assert_eq!(each, expected, "{text}, grapheme by grapheme");
        }
    }

    #[test]
    fn nothing_that_is_shown_takes_no_cell() {
        for c in (' '..=char::MAX).filter(|&c| c != '\u{7F}') {
            let text = c.to_string();
            assert!(cells(&shown(&text)) > 0, "{:04X}", u32::from(c));
        }
    }

    #[test]
    fn terminals_agree_on_most_scripts() {
        let is_certain = |text: &str| graphemes(text).all(is_certain);
        for text in [
            "Été",
            "Київ",
            "北京の人",
            "서울",
            "“│▌✓”",
            "ไทย",
            "שלום",
            "🚀",
        ] {
            assert!(is_certain(text), "{text}");
        }
        for text in ["நா", "\u{BBF}", "e\u{301}", "👍🏽", "❤\u{FE0F}", "☰", "🫨"] {
            assert!(!is_certain(text), "{text}");
        }
    }
}
