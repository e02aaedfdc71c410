//! A strict parser for what the program sends to its terminal.
//!
//! It is deliberately independent of the program's own rules for what is harmless.

use std::collections::BTreeSet;

/// Everything that the program may send.
const ALLOWED: [&str; 23] = [
    "CR",
    "LF",
    "CSI ?1049h",
    "CSI ?1049l",
    "CSI ?2004h",
    "CSI ?2004l",
    "CSI ?2026h",
    "CSI ?2026l",
    "CSI ?25h",
    "CSI ?25l",
    "CSI 2J",
    // Cursor movement.
    "CSI C",
    "CSI D",
    "CSI G",
    "CSI H",
    "CSI d",
    // Erasing the end of a row, or some cells.
    "CSI K",
    "CSI X",
    "CSI m",
    // The query for the background colour, at most once.
    "OSC 11;?",
    "OSC 52",
    "text",
    "wide text",
];

/// Returns the kinds of everything in the output: `text`, `CSI m`, `CSI ?25h`, `OSC 52`, `C0 07`,
/// `U+202E`…
pub fn kinds(bytes: &[u8]) -> BTreeSet<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return BTreeSet::from([format!("bad byte at {}", error.valid_up_to())]),
    };
    let mut rest = text;
    let mut kinds = BTreeSet::new();
    while let Some(c) = rest.chars().next() {
        let (kind, length) = match c {
            '\u{1B}' => sequence(rest),
            _ => (character(c), c.len_utf8()),
        };
        kinds.insert(kind);
        rest = &rest[length..];
    }
    kinds
}

/// Asserts that the output contains only what is in [`ALLOWED`].
#[track_caller]
pub fn assert_harmless(bytes: &[u8]) {
    let kinds = kinds(bytes);
    let bad: Vec<&String> = kinds
        .iter()
        .filter(|kind| !ALLOWED.contains(&kind.as_str()))
        .collect();
    let sent = String::from_utf8_lossy(bytes);
    assert!(bad.is_empty(), "{bad:?} in {sent:?}");
    let queries = sent.matches("\u{1B}]11;?").count();
    assert!(
        queries <= 1,
        "the terminal's background is queried {queries} times"
    );
}

/// Returns kind and length of the control sequence (ECMA-48) at the start of a text.
fn sequence(text: &str) -> (String, usize) {
    match text.as_bytes()[1..] {
        [b'[', ..] => {
            let body = text[2..].bytes();
            let length = body.take_while(|b| (0x20..=0x3F).contains(b)).count();
            let body = &text[2..2 + length];
            let end = text[2 + length..].chars().next().unwrap_or('\u{1B}');
            // Drop numbers that are a position or a colour; keep those that select a function.
            let numbers = |c: char| c.is_ascii_digit() || c == ';';
            let body = match end {
                'C' | 'D' | 'G' | 'H' | 'X' | 'd' | 'm' => body.trim_matches(numbers),
                _ => body,
            };
            (format!("CSI {body}{end}"), 2 + length + end.len_utf8())
        }
        [b']', ..] => {
            let end = ["\u{1B}\\", "\u{7}"]
                .into_iter()
                .filter_map(|end| Some((text.find(end)?, end)))
                .min();
            let Some((at, end)) = end else {
                return ("OSC without end".to_owned(), text.len());
            };
            let kind = match text[2..at].strip_prefix("52;c;") {
                Some(words) if words.bytes().all(is_base64) => "OSC 52".to_owned(),
                _ => format!("OSC {}", &text[2..at]),
            };
            (kind, at + end.len())
        }
        _ => {
            let what: String = text.chars().skip(1).take(1).collect();
            (format!("ESC {what}"), 1 + what.len())
        }
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)
}

/// Returns the kind of a character outside control sequences.
fn character(c: char) -> String {
    match c {
        '\r' => "CR".to_owned(),
        '\n' => "LF".to_owned(),
        '\u{00}'..='\u{1F}' | '\u{7F}' => format!("C0 {:02X}", c as u32),
        '\u{80}'..='\u{9F}' => format!("C1 {:02X}", c as u32),
        // Default-ignorable characters, format characters and line separators. Some scripts and
        // emoji need joiners and variation selectors, but no text that is checked here does.
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => {
            format!("U+{:04X}", c as u32)
        }
        ' '..='~' => "text".to_owned(),
        _ => "wide text".to_owned(),
    }
}

#[test]
fn each_kind_of_output_is_recognised() {
    let sent = "a—\r\n\u{1B}[12;3H\u{1B}[?25l\u{1B}[38;5;1m\u{1B}]52;c;YQ==\u{1B}\\";
    let found = kinds(sent.as_bytes());
    let expected = [
        "CR",
        "CSI ?25l",
        "CSI H",
        "CSI m",
        "LF",
        "OSC 52",
        "text",
        "wide text",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
    for (sent, kind) in [
        ("\u{7}", "C0 07"),
        ("\u{7F}", "C0 7F"),
        ("\u{9B}31m", "C1 9B"),
        ("\u{202E}", "U+202E"),
        ("\u{E0041}", "U+E0041"),
        ("\u{1B}c", "ESC c"),
        ("\u{1B}[6n", "CSI 6n"),
        ("\u{1B}[?1049h", "CSI ?1049h"),
        ("\u{1B}[>1;2m", "CSI >m"),
        ("\u{1B}]0;x\u{7}", "OSC 0;x"),
        ("\u{1B}]52;c;\u{7}", "OSC 52"),
        ("\u{1B}]52;c;?\u{7}", "OSC 52;c;?"),
        ("\u{1B}]0;x", "OSC without end"),
        ("\u{1B}", "ESC "),
    ] {
        assert!(kinds(sent.as_bytes()).contains(kind), "{kind}");
    }
    assert!(kinds(b"a\x9B31m").contains("bad byte at 1"));
}
