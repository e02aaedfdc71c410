//! What the backend sends, read by a terminal emulator.

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::style::{Color, Modifier, Style};

use super::style::ansi_offset;
use super::*;
use crate::text::{cells, graphemes};

const WIDTH: u16 = 24;
const HEIGHT: u16 = 5;

fn blank() -> Buffer {
    Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT))
}

/// Words at some positions, later ones over earlier ones, as the views draw them.
fn picture() -> impl Strategy<Value = Buffer> {
    let word = prop_oneof![
        Just("the bridge of the ward"),
        Just("                    "),
        Just("▌"),
        Just("✓ 12"),
        Just("東京都知事"),
        Just("e\u{301}te\u{301}"),
        Just("─────"),
        Just("a b"),
        Just("c"),
    ];
    let colour = || {
        prop_oneof![
            3 => Just(Color::Reset),
            1 => Just(Color::Red),
            1 => Just(Color::White),
            1 => Just(Color::Indexed(187)),
            1 => Just(Color::Rgb(1, 2, 3)),
        ]
    };
    let modifiers = prop_oneof![
        4 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::UNDERLINED.union(Modifier::BOLD)),
        1 => Just(Modifier::ITALIC),
    ];
    let piece = (0..WIDTH, 0..HEIGHT, word, colour(), colour(), modifiers);
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| {
        let mut buffer = blank();
        for (x, y, word, fg, bg, modifiers) in pieces {
            let style = Style::new().fg(fg).bg(bg).add_modifier(modifiers);
            put(&mut buffer, x, y, word, style);
        }
        buffer
    })
}

fn put(buffer: &mut Buffer, mut x: u16, y: u16, word: &str, style: Style) {
    for start in 0..x {
        if cells(buffer[(start, y)].symbol()) > usize::from(x - start) {
            buffer[(start, y)].reset();
        }
    }
    for grapheme in graphemes(word) {
        let end = x + cells(grapheme) as u16;
        if end > WIDTH {
            return;
        }
        if cells(buffer[(end - 1, y)].symbol()) > 1 {
            buffer[(end, y)].reset();
        }
        for x in x..end {
            buffer[(x, y)].reset();
            buffer[(x, y)].set_style(style);
        }
        buffer[(x, y)].set_symbol(grapheme);
        x = end;
    }
}

/// Asserts that a terminal shows a picture after it was sent some bytes.
fn assert_shows(terminal: &vt100::Parser, picture: &Buffer, sent: &[u8]) {
    let mut covered = 0;
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (shown, cell) = (terminal.screen().cell(y, x).unwrap(), &picture[(x, y)]);
            if covered > 0 {
                covered -= 1;
                continue;
            }
            covered = cells(cell.symbol()) - 1;
            let sent = String::from_utf8_lossy(sent);
            let symbol = match shown.contents() {
                "" => " ",
                symbol => symbol,
            };
            assert_eq!(symbol, cell.symbol(), "at {x}, {y} after {sent:?}");
            let colours = [shown.fgcolor(), shown.bgcolor()];
            assert_eq!(
                colours,
                [cell.fg, cell.bg].map(as_shown),
                "at {x}, {y} after {sent:?}"
            );
            let modifiers = [
                (shown.bold(), Modifier::BOLD),
                (shown.dim(), Modifier::DIM),
                (shown.italic(), Modifier::ITALIC),
                (shown.underline(), Modifier::UNDERLINED),
                (shown.inverse(), Modifier::REVERSED),
            ];
            for (is_on, modifier) in modifiers {
                let is_meant = cell.modifier.contains(modifier);
                assert_eq!(is_on, is_meant, "{modifier:?} at {x}, {y} after {sent:?}");
            }
        }
    }
}

fn as_shown(colour: Color) -> vt100::Color {
    match colour {
        Color::Reset => vt100::Color::Default,
        Color::Indexed(number) => vt100::Color::Idx(number),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        colour => match ansi_offset(colour) {
            bright @ 60.. => vt100::Color::Idx(bright - 52),
            plain => vt100::Color::Idx(plain),
        },
    }
}

/// A terminal's screen, and the bytes that are sent to it.
struct Screen(Terminal<CompactBackend<Vec<u8>>>);

impl Screen {
    fn new() -> Self {
        let mut backend = CompactBackend::new(Vec::new());
        backend.set_size((WIDTH, HEIGHT));
        Self(Terminal::new(backend).unwrap())
    }

    /// Draws a picture and returns what was sent.
    fn draw(&mut self, picture: &Buffer) -> Vec<u8> {
        let drawn = self.0.draw(|frame| {
            frame.buffer_mut().clone_from(picture);
            compare_each_cell(frame.buffer_mut());
        });
        drawn.unwrap();
        std::mem::take(self.0.backend_mut().out())
    }
}

fn emulator() -> vt100::Parser {
    let cells = |n: u16| std::num::NonZeroU16::new(n).unwrap();
    vt100::Parser::new(cells(HEIGHT), cells(WIDTH), 0)
}

proptest! {
    #[test]
    fn the_terminal_shows_each_picture(pictures in proptest::collection::vec(picture(), 1..5)) {
        let (mut screen, mut terminal) = (Screen::new(), emulator());
        for next in pictures {
            let sent = screen.draw(&next);
            terminal.process(&sent);
            assert_shows(&terminal, &next, &sent);
            prop_assert!(screen.draw(&next).is_empty());
            // The cursor may be anywhere, as after a message to the terminal.
            terminal.process(b"\x1B[H");
        }
    }
}

/// A row with letters that this emulator takes for narrower than we do, beside frames and other
/// words.
fn row_of_uncertain_width() -> impl Strategy<Value = Buffer> {
    let word = prop_oneof![
        Just("│"),
        Just("மாவட்டம் "),
        Just("ខ្មែរ"),
        Just("👍🏽 "),
        Just("one "),
        Just("東京"),
        Just("   "),
    ];
    let piece = (0..WIDTH, word, 0..3u8);
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| {
        let mut buffer = blank();
        for (x, word, colour) in pieces {
            let style = Style::new().fg(Color::Indexed(colour));
            put(&mut buffer, x, 0, word, style);
        }
        buffer
    })
}

proptest! {
    #[test]
    fn no_letter_is_lost_and_frames_stay_in_place(
        pictures in proptest::collection::vec(row_of_uncertain_width(), 1..5)
    ) {
        let (mut screen, mut terminal) = (Screen::new(), emulator());
        for next in pictures {
            terminal.process(&screen.draw(&next));
            let row = &next.content[..usize::from(WIDTH)];
            let drawn: String = row.iter().map(Cell::symbol).collect();
            let shown = terminal.screen().rows(0, WIDTH).next().unwrap();
            let letters = |row: &str| row.replace(' ', "");
            prop_assert_eq!(letters(&shown), letters(&drawn));
            for (x, _) in (0..).zip(row).filter(|(_, cell)| cell.symbol() == "│") {
                prop_assert_eq!(terminal.screen().cell(0, x).unwrap().contents(), "│");
            }
        }
    }
}

/// Returns what turns one picture into the next, without the marks of a synchronized update.
fn sent(before: &Buffer, next: &Buffer) -> String {
    let mut screen = Screen::new();
    screen.draw(before);
    let sent = String::from_utf8(screen.draw(next)).unwrap();
    let sent = sent.strip_prefix("\x1B[?2026h").unwrap();
    sent.strip_suffix("\x1B[?2026l").unwrap().to_owned()
}

#[test]
fn the_shortest_moves_are_taken() {
    let mut first = blank();
    put(&mut first, 2, 1, "one two three", Style::new());
    put(&mut first, 2, 2, "four", Style::new());
    let mut next = first.clone();
    put(&mut next, 2, 1, "One twO three", Style::new());
    put(&mut next, 1, 2, "▌", Style::new());
    let ways = "\x1B[2;3HO\x1B[5CO\n\x1B[8D▌";
    assert_eq!(sent(&first, &next), ways);
    put(&mut next, 2, 1, "             ", Style::new());
    let erased = "\x1B[2;3H\x1B[K\n\x1B[D▌";
    assert_eq!(sent(&first, &next), erased);
}

#[test]
fn a_style_is_sent_once() {
    let mut next = blank();
    for y in 0..3 {
        put(
            &mut next,
            0,
            y,
            "▌",
            Style::new().add_modifier(Modifier::BOLD),
        );
        put(&mut next, 1, y, "ab", Style::new().fg(Color::Red));
    }
    let bars = "\x1B[1m\x1B[1H▌\n\r▌\n\r▌";
    let words = "\x1B[0;31m\x1B[dab\n\x1B[2Dab\n\x1B[2Dab";
    assert_eq!(sent(&blank(), &next), format!("{bars}{words}\x1B[m"));
}
