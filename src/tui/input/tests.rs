//! Any stream of keys, answers and pastes, torn anywhere, is what it is.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Decoder, Input};
use crate::app::{DroppedInput, Event, Key, keys};

/// A decoder, with a clock that the test sets.
struct Line {
    decoder: Decoder,
    now: Instant,
    seen: Vec<Input>,
}

impl Line {
    fn new() -> Self {
        Self {
            decoder: Decoder::new(),
            now: Instant::now(),
            seen: Vec::new(),
        }
    }

    /// Lets time pass, and calls the decoder at each deadline as the keyboard thread does.
    fn wait(&mut self, milliseconds: u64) -> &mut Self {
        let end = self.now + Duration::from_millis(milliseconds);
        while let Some(deadline) = self.decoder.deadline().filter(|at| *at <= end) {
            self.seen.extend(self.decoder.feed(b"", deadline));
        }
        self.now = end;
        self
    }

    fn read(&mut self, bytes: &[u8]) -> &mut Self {
        self.seen.extend(self.decoder.feed(bytes, self.now));
        self
    }

    /// Returns the inputs since the last call: keys as the configuration writes them, `<esc was no
    /// key>`, texts in quotation marks. Leaves out pauses.
    fn take(&mut self) -> String {
        let inputs = std::mem::take(&mut self.seen);
        let words: Vec<String> = inputs.into_iter().filter_map(word).collect();
        words.join(" ")
    }
}

fn word(input: Input) -> Option<String> {
    Some(match input {
        Input::Event(Event::Pause) => return None,
        Input::Event(Event::Key(key)) => key.to_string(),
        Input::Event(Event::Paste(text)) => format!("{text:?}"),
        Input::Event(Event::EscRetracted) => "<esc was no key>".to_owned(),
        Input::Event(Event::InputDropped(DroppedInput::Answer)) => "<keys wait>".to_owned(),
        Input::Event(Event::InputDropped(DroppedInput::Paste)) => "<dropped>".to_owned(),
        Input::Event(Event::Mouse(_)) => "<mouse>".to_owned(),
        Input::Background(true) => "<light>".to_owned(),
        Input::Background(false) => "<dark>".to_owned(),
        other => format!("{other:?}"),
    })
}

/// Sends reads with the milliseconds before each, waits, and returns the inputs.
fn sent(reads: &[(u64, &str)]) -> String {
    let mut line = Line::new();
    for (wait, bytes) in reads {
        line.wait(*wait).read(bytes.as_bytes());
    }
    line.wait(10_000).take()
}

#[test]
fn keys_are_read() {
    for (bytes, names) in [
        ("vdg", "v d g"),
        ("é€😀", "é € 😀"),
        ("\x1B[D\x1BOP\x1B[1;5C", "left f1 ctrl-right"),
        (
            "\x1B\r\x1Bq\x1Bé\x1B\x7F",
            "alt-enter alt-q alt-é alt-backspace",
        ),
        ("\x1B/\x1B#\x1B ", "alt-/ alt-# alt-space"),
        ("\x03\x1A\x18\x07", "ctrl-c ctrl-z ctrl-x ctrl-g"),
        ("\x1B", "esc"),
        ("\x1B\x1B", "esc esc"),
        // Alt with an arrow, as some terminals send it.
        ("\x1B\x1B[D", "alt-left"),
        ("\x1B\x1B\x1B[D", "esc alt-left"),
        ("\x1B\x1Bv", "esc alt-v"),
        ("\x1B\x1B]0;x\x07", "esc"),
        ("\x1B\x1B[I", "esc"),
        ("\x1B[M 4*v", "<mouse> v"),
        ("\x1B[[Av", "f1 v"),
        // Alt with `[` or `O`, and the next key.
        ("\x1B[\r", "enter"),
        ("\x1BOé", "é"),
    ] {
        assert_eq!(sent(&[(0, bytes)]), names, "{bytes:?}");
    }
    // Bytes that make no character, and the controls of UTF-8.
    let mut line = Line::new();
    line.read(b"a\xFFb\xC3c\x9B31m\xC2\x9Bd\xE2\x82\x1B[A");
    assert_eq!(line.take(), "a b c 3 1 m d up");
}

#[test]
fn answers_are_ignored_whole() {
    for answer in ANSWERS {
        assert_eq!(sent(&[(0, &format!("v{answer}d"))]), "v d", "{answer:?}");
        let cancelled = answer.strip_suffix("\x1B\\").map(|a| format!("v{a}\x18d"));
        if let Some(bytes) = cancelled {
            assert_eq!(sent(&[(0, &bytes)]), "v d", "{bytes:?}");
        }
    }
    assert_eq!(sent(&[(0, "\x1B]11;rgb:f/f/f\x07v")]), "<light> v");
    assert_eq!(sent(&[(0, "\x1B]11;rgb:0/0/0\x1B\\v")]), "<dark> v");
    // Letters beyond ASCII hold bytes that end a string in other encodings.
    assert_eq!(
        sent(&[(0, "\x1B]2;Übersicht “ü”\x07v\x1BPÜ”\x1B\\d")]),
        "v d"
    );
}

#[test]
fn a_string_that_never_ends_does_not_block_the_keyboard() {
    // Alt-] and Alt-P are no beginnings of answers. Any key of control ends what they begin.
    for begin in ["\x1B]", "\x1BP", "\x1B_", "\x1B^x", "\x1BX", "\x1B]10;rgb:"] {
        for end in ["\r", "\x03", "\x1B", "\t", "\x07"] {
            let seen = sent(&[(0, begin), (900, "v"), (900, end), (900, "d")]);
            assert_eq!(seen, "d", "{begin:?} {end:?}");
        }
        let seen = sent(&[(0, begin), (900, "\x1B[D"), (900, "d")]);
        assert_eq!(seen, "left d", "{begin:?}");
    }
    // Typed keys that are held back cause a message.
    assert_eq!(sent(&[(0, "\x1BP"), (3000, "v")]), "<keys wait>");
    // The end of a string, torn for longer than an Esc waits.
    assert_eq!(sent(&[(0, "\x1BP>|x\x1B"), (900, "\\"), (900, "\\")]), "\\");
}

#[test]
fn an_esc_that_was_not_a_key_is_retracted() {
    for (rest, names) in [
        ("[D", "left"),
        ("[1;5D", "ctrl-left"),
        ("OP", "f1"),
        ("[201~", ""),
        ("[200~vdg\x1B[201~", "\"vdg\""),
        ("]10;rgb:dddd/dddd/dddd\x07", ""),
        ("P>|ghostty 1.0.1\x1B\\", ""),
        ("[?62;22c", ""),
        ("_Gi=1;OK\x1B\\", ""),
    ] {
        for wait in [200, 1000, 60_000] {
            let seen = sent(&[(0, "\x1B"), (wait, rest), (300, "v")]);
            let expected = ["esc <esc was no key>", names, "v"];
            let expected = expected.iter().filter(|w| !w.is_empty());
            let expected: Vec<&str> = expected.copied().collect();
            assert_eq!(seen, expected.join(" "), "{rest:?} after {wait} ms");
        }
    }
    // The keys for hints work after Esc, only a little later.
    for key in ["[", "]", "P", "O"] {
        assert_eq!(sent(&[(0, "\x1B"), (400, key)]), format!("esc {key}"));
        assert_eq!(
            sent(&[(0, "\x1B"), (5000, key), (400, "v")]),
            format!("esc {key} v")
        );
    }
    assert_eq!(sent(&[(0, "\x1B"), (900, "]"), (100, "]")]), "esc ] ]");
    assert_eq!(sent(&[(0, "\x1B"), (900, "P"), (900, "1")]), "esc P 1");
    assert_eq!(sent(&[(0, "\x1B"), (180, "v")]), "esc v");
    // What was taken for one of them, and then was not: the sequence is still swallowed.
    assert_eq!(
        sent(&[
            (0, "\x1B"),
            (900, "["),
            (1800, "20"),
            (2000, "1~"),
            (300, "v")
        ]),
        "esc [ <esc was no key> v"
    );
}

#[test]
fn a_paste_ends_with_its_mark_or_a_timeout() {
    let pasted = "\x1B[200~vdg\n\x1B[31m";
    assert_eq!(
        sent(&[(0, pasted), (1900, "more\x1B[2"), (160, "01~v")]),
        r#""vdg\n\u{1b}[31mmore" v"#
    );
    for (end, wait) in [("\x1B", 0), ("\x03", 0), ("", 2000)] {
        let seen = sent(&[(0, "\x1B[200~cut off"), (500, end), (wait + 500, "v")]);
        assert_eq!(seen, r#""cut off" v"#, "{end:?}");
    }
    // What still comes of it is never keys, up to its end.
    assert_eq!(
        sent(&[
            (0, "\x1B[200~cut"),
            (2100, "vdg"),
            (30, "k"),
            (3000, "vd\x1B[201~g"),
            (100, "vd"),
        ]),
        r#""cut" <dropped> k g v d"#
    );
    for tear in 1..6 {
        let (begin, end) = "\x1B[201~".split_at(tear);
        let seen = sent(&[(0, "\x1B[200~cut"), (10, begin), (2100, end), (300, "vd")]);
        assert_eq!(seen, r#""cut" v d"#, "{tear}");
    }
    assert_eq!(sent(&[(0, "\x1B[200~"), (2100, "v")]), "v");
}

#[test]
fn a_pause_comes_before_the_first_key_after_a_silence() {
    let mut line = Line::new();
    let mut pauses = |wait: u64, bytes: &[u8]| {
        line.wait(wait).read(bytes);
        let seen = std::mem::take(&mut line.seen);
        let pause = Input::Event(Event::Pause);
        seen.iter().map(|input| *input == pause).collect::<Vec<_>>()
    };
    assert_eq!(pauses(0, b"vd"), [true, false, false]);
    assert_eq!(pauses(99, b"g"), [false]);
    assert_eq!(pauses(100, b"g"), [true, false]);
    // An answer is not a key.
    assert_eq!(pauses(100, b"\x1B]10;x\x07g"), [true, false]);
}

/// Answers of terminals, and other strings.
const ANSWERS: &[&str] = &[
    "\x1B]10;rgb:dddd/dddd/dddd\x07",
    "\x1B]4;0;rgb:0000/0000/0000\x1B\\",
    "\x1B]12;rgb:ffff/dddd/gggg\x1B\\",
    "\x1B]52;c;dmVyZGljdA==\x07",
    "\x1B]l a title\x1B\\",
    "\x1BP>|ghostty 1.0.1\x1B\\",
    "\x1BP1+r436F=323536\x1B\\",
    "\x1BP1$r0;4:3m\x1B\\",
    "\x1BP!|00000000\x1B\\",
    "\x1B_Gi=31;OK\x1B\\",
    "\x1B^vdg\x1B\\",
    "\x1BXvdg\x1B\\",
    "\x1B[?62;22c",
    "\x1B[>41;390;0c",
    "\x1B[=1c",
    "\x1B[12;40R",
    "\x1B[?2026;2$y",
    "\x1B[8;36;120t",
    "\x1B[I",
    "\x1B[O",
    "\x1B[?1;2;3;4;5u",
    "\x1B[99999999999999999999999999999999999999999999999999999999999999999999999v",
    "\x1B[1;2<3v",
];

/// Bytes and the input they are.
#[derive(Clone, Debug)]
struct Item {
    bytes: Vec<u8>,
    is: Option<String>,
}

fn key_item() -> impl Strategy<Value = Item> {
    const SEQUENCES: &[(&str, &str)] = &[
        ("\x1B[A", "up"),
        ("\x1B[D", "left"),
        ("\x1BOC", "right"),
        ("\x1B[1;2D", "shift-left"),
        ("\x1B[5~", "pgup"),
        ("\x1B[Z", "backtab"),
        ("\x1BOP", "f1"),
        ("\x1B[24~", "f12"),
        ("\x1B\r", "alt-enter"),
        ("\x1Bq", "alt-q"),
        ("\x1B\x1B[B", "alt-down"),
        ("\x1B[118;2u", "V"),
        ("\r", "enter"),
        ("\x03", "ctrl-c"),
        ("\x7F", "backspace"),
    ];
    let item = |bytes: &str, name: &str| Item {
        bytes: bytes.into(),
        is: Some(name.to_owned()),
    };
    prop_oneof![
        prop::sample::select(SEQUENCES).prop_map(move |(bytes, name)| item(bytes, name)),
        "[vdgzxrsec0-9/é€😀]".prop_map(move |c| item(&c, &c)),
    ]
}

fn answer_item() -> impl Strategy<Value = Item> {
    prop::sample::select(ANSWERS).prop_map(|answer| Item {
        bytes: answer.into(),
        is: None,
    })
}

fn item() -> impl Strategy<Value = Item> {
    let paste = "[vdg é\n€]{0,12}".prop_map(|text| Item {
        bytes: format!("\x1B[200~{text}\x1B[201~").into(),
        is: Some(format!("{text:?}")),
    });
    prop_oneof![3 => key_item(), 2 => answer_item(), 1 => paste]
}

/// For each byte, whether a new read starts before it and after how many milliseconds.
fn tears(max: u64) -> impl Strategy<Value = Vec<Option<u64>>> {
    prop::collection::vec(prop::option::of(0..=max), 1..400)
}

/// Sends bytes torn into reads, and returns the inputs.
fn torn(bytes: &[u8], tears: &[Option<u64>]) -> String {
    let mut line = Line::new();
    let mut read = Vec::new();
    for (byte, tear) in bytes.iter().zip(tears.iter().cycle()) {
        if let Some(wait) = tear {
            line.read(&read).wait(*wait);
            read.clear();
        }
        read.push(*byte);
    }
    line.read(&read).wait(10_000).take()
}

fn is_character(word: &str) -> bool {
    word.chars().count() == 1
}

proptest! {
    #[test]
    fn tears_of_up_to_150_ms_change_nothing(
        items in prop::collection::vec(item(), 0..12),
        tears in tears(150),
    ) {
        let bytes: Vec<u8> = items.iter().flat_map(|item| item.bytes.clone()).collect();
        let expected: Vec<String> = items.into_iter().filter_map(|item| item.is).collect();
        prop_assert_eq!(torn(&bytes, &tears), expected.join(" "));
    }

    #[test]
    fn esc_is_a_key_if_nothing_follows_for_a_while(
        before in prop::collection::vec(item(), 0..4),
        after in key_item().prop_filter("Alt with Esc", |key| key.bytes[0] != 0x1B),
        tears in tears(150),
    ) {
        let bytes: Vec<u8> = before.iter().flat_map(|item| item.bytes.clone()).collect();
        let mut expected: Vec<String> = before.into_iter().filter_map(|item| item.is).collect();
        expected.push("esc".to_owned());
        expected.extend(after.is);
        let mut line = Line::new();
        for (byte, tear) in bytes.iter().zip(tears.iter().cycle()) {
            line.wait(tear.unwrap_or_default()).read(&[*byte]);
        }
        line.read(b"\x1B").wait(171).read(&after.bytes).wait(10_000);
        prop_assert_eq!(line.take(), expected.join(" "));
    }

    #[test]
    fn an_answer_torn_once_by_any_delay_types_no_character(
        answer in answer_item(),
        place in any::<prop::sample::Index>(),
        wait in 0..100_000_u64,
    ) {
        let (begin, end) = answer.bytes.split_at(place.index(answer.bytes.len()));
        let mut line = Line::new();
        line.read(begin).wait(wait).read(end).wait(10_000);
        let seen = line.take();
        prop_assert!(!seen.split(' ').any(is_character), "{}", seen);
        // An Esc that was reported is taken back.
        prop_assert!(seen.is_empty() || seen == "esc <esc was no key>", "{}", seen);
    }

    #[test]
    fn an_answer_torn_at_every_byte_types_no_character(
        answer in answer_item(),
        wait in 0..=1000_u64,
    ) {
        let mut line = Line::new();
        for byte in &answer.bytes {
            line.wait(wait).read(&[*byte]);
        }
        let seen = line.wait(10_000).take();
        prop_assert!(seen.is_empty() || seen == "esc <esc was no key>", "{}", seen);
    }

    #[test]
    fn an_answer_torn_anyhow_gives_no_verdict(
        answer in answer_item().prop_filter("free text", |answer| !b"_^X".contains(&answer.bytes[1])),
        tears in tears(5000),
    ) {
        let seen = torn(&answer.bytes, &tears);
        let decides = |word: &str| is_character(word) && "vdgzxr=+-".contains(word);
        prop_assert!(!seen.split(' ').any(decides), "{}", seen);
    }

    #[test]
    fn no_bytes_cause_a_panic_or_an_endless_wait(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        tears in tears(5000),
    ) {
        torn(&bytes, &tears);
    }
}

#[test]
fn these_tests_use_the_names_of_the_keymap() {
    let written = keys("alt-enter ctrl-c shift-left");
    let written: Vec<String> = written.unwrap().iter().map(Key::to_string).collect();
    assert_eq!(written, ["alt-enter", "ctrl-c", "shift-left"]);
}
