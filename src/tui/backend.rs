//! The fewest bytes that turn one picture on the terminal into the next.
//!
//! Cells are sent style by style, not row by row: a change of style costs more than a move. Moves
//! are the shortest of several ways, and short stretches that stay as they are, are written over.
//! Only what every terminal of the last decades knows is used: no repeated characters, no margins.

use std::io::Write as _;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::text::cells;

use super::uncertain_width::loose;

/// Returns the bytes that turn `before`, which is on the terminal, into `next`; both have the same
/// size; without `before`, the terminal is blank. There are no bytes if nothing differs. The
/// terminal's style is the plain one before and afterwards; its cursor may be anywhere.
pub fn strokes(before: Option<&Buffer>, next: &Buffer) -> Vec<u8> {
    let mut hand = Hand {
        out: Vec::new(),
        next,
        at: None,
        look: Look::PLAIN,
    };
    let changes = changes(before, next);
    for run in &changes.runs {
        hand.run(run);
    }
    for changes in changes.in_order() {
        let mut rest = changes.as_slice();
        while !rest.is_empty() {
            rest = &rest[hand.stroke(rest)..];
        }
    }
    hand.take(Look::PLAIN);
    hand.out
}

/// Where a cell is.
#[derive(Clone, Copy)]
struct Place {
    x: u16,
    y: u16,
}

/// Cells of a row that are written from the first to the last, without a move between them.
struct Run {
    y: u16,
    x: Range<usize>,
}

/// The cells to be written, by their style. Where they are is all that is kept: at times they are
/// the whole screen.
#[derive(Default)]
struct Changes {
    /// What has to be written as a whole, before the rest.
    runs: Vec<Run>,
    plain: Vec<Place>,
    /// In the order in which the styles were met.
    others: Vec<(Look, Vec<Place>)>,
}

impl Changes {
    fn add(&mut self, look: Look, place: Place) {
        if look == Look::PLAIN {
            self.plain.push(place);
        } else if let Some((_, places)) = self.others.iter_mut().find(|(seen, _)| *seen == look) {
            places.push(place);
        } else {
            self.others.push((look, vec![place]));
        }
    }

    /// The plain ones come last, because theirs is the style to end with.
    fn in_order(self) -> impl Iterator<Item = Vec<Place>> {
        let others = self.others.into_iter().map(|(_, places)| places);
        others.chain([self.plain])
    }
}

/// The cells that differ. A wide character that goes takes its second cell along, whatever was and
/// will be in it: terminals do not agree on what is left there.
fn changes(before: Option<&Buffer>, next: &Buffer) -> Changes {
    let mut changes = Changes::default();
    let width = usize::from(next.area.width.max(1));
    let blank = vec![Cell::EMPTY; width];
    for (y, next) in next.content.chunks(width).enumerate() {
        let before = before.map_or(&blank[..], |before| &before.content[y * width..][..width]);
        if before == next {
            continue;
        }
        let runs = changes.runs.len();
        let gone = changes.add_runs(y as u16, before, next);
        let is_in = |runs: &[Run], x| runs.iter().any(|run| run.x.contains(&x));
        // Up to where a wide character reaches that is to be drawn, and one that was there.
        let (mut drawn, mut stale) = (0, 0);
        for (x, (before, cell)) in before.iter().zip(next).enumerate() {
            if is_in(&changes.runs[runs..], x) {
                continue;
            }
            // What stands right after a run is written again: it keeps the frames straight.
            let differs = before != cell
                || gone.iter().any(|run| run.contains(&x))
                || x > 0 && is_in(&changes.runs[runs..], x - 1);
            if differs && !is_ascii(before) {
                stale = stale.max(x + cells(before.symbol()));
            }
            if x < drawn {
                continue;
            }
            if !is_ascii(cell) {
                drawn = x + cells(cell.symbol());
            }
            if differs || x < stale {
                let (x, y) = (x as u16, y as u16);
                changes.add(Look::of(cell), Place { x, y });
            }
        }
    }
    changes
}

impl Changes {
    /// Adds the loose runs of a row that are to be written. Returns those that are no longer there:
    /// what they showed may lie anywhere in their cells.
    fn add_runs(&mut self, y: u16, before: &[Cell], next: &[Cell]) -> Vec<Range<usize>> {
        let mut gone = loose(before);
        let mut runs = loose(next);
        runs.retain(|run| {
            let same = gone
                .iter()
                .position(|old| old == run && before[old.clone()] == next[run.clone()]);
            same.map(|same| gone.swap_remove(same)).is_none()
        });
        self.runs.extend(runs.into_iter().map(|x| Run { y, x }));
        gone
    }
}

/// How a cell looks, apart from what is in it. Underlines have no colour of their own here.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    ink: Color,
    ground: Color,
    marks: Modifier,
}

impl Look {
    const PLAIN: Self = Self {
        ink: Color::Reset,
        ground: Color::Reset,
        marks: Modifier::empty(),
    };

    fn of(cell: &Cell) -> Self {
        Self {
            ink: cell.fg,
            ground: cell.bg,
            marks: cell.modifier,
        }
    }
}

/// What writes: it knows where the cursor is, and which style the terminal has.
struct Hand<'a> {
    out: Vec<u8>,
    next: &'a Buffer,
    /// None when terminals may not agree on it.
    at: Option<(u16, u16)>,
    look: Look,
}

impl Hand<'_> {
    /// Draws the first of the changes, and those behind it that go with it; returns how many those
    /// are, itself among them.
    fn stroke(&mut self, changes: &[Place]) -> usize {
        let Place { x, y } = changes[0];
        let cell = &self.next.content[self.index(x, y)];
        self.take(Look::of(cell));
        if self.at != Some((x, y)) {
            self.go(x, y);
        }
        if is_blank(cell)
            && let Some(count) = self.erase(changes)
        {
            return count;
        }
        self.write(x, y, cell);
        1
    }

    /// Writes a run in one go, on cells that are blank: the terminal may need fewer than there are.
    fn run(&mut self, run: &Run) {
        let row = &self.next.content[self.index(0, run.y)..self.index(0, run.y + 1)];
        self.take(Look::PLAIN);
        self.go(run.x.start as u16, run.y);
        self.control(format_args!("{}X", run.x.len()));
        let mut x = run.x.start;
        while x < run.x.end {
            self.take(Look::of(&row[x]));
            self.out.extend(row[x].symbol().as_bytes());
            x += cells(row[x].symbol()).max(1);
        }
        self.at = None;
    }

    /// Erases from the first to the last of the changes that are all to be blank, if that is shorter
    /// than writing the blanks; returns how many changes that were.
    fn erase(&mut self, changes: &[Place]) -> Option<usize> {
        let Place { x, y } = changes[0];
        let row = self.rest_of_row(x, y);
        let blanks = row.iter().take_while(|cell| is_blank(cell)).count();
        let end = usize::from(x) + blanks;
        let is_gone = |place: &&Place| place.y == y && usize::from(place.x) < end;
        let count = changes.iter().take_while(is_gone).count();
        let width = usize::from(changes[count - 1].x - x) + 1;
        let goes_on = changes
            .get(count)
            .is_some_and(|next| next.y == y && usize::from(next.x - x) < width + 4);
        if blanks == row.len() && width > 3 {
            self.control(format_args!("K"));
        } else if width > if goes_on { 9 } else { 5 } {
            // The cursor stays: where more is to come, a move has to be paid for.
            self.control(format_args!("{width}X"));
        } else {
            return None;
        }
        Some(count)
    }

    fn rest_of_row(&self, x: u16, y: u16) -> &[Cell] {
        &self.next.content[self.index(x, y)..self.index(0, y + 1)]
    }

    fn index(&self, x: u16, y: u16) -> usize {
        usize::from(y) * usize::from(self.next.area.width) + usize::from(x)
    }

    fn write(&mut self, x: u16, y: u16, cell: &Cell) {
        let symbol = cell.symbol();
        self.out.extend(symbol.as_bytes());
        let is_sure = cells(symbol) == 1;
        // After the last cell of a row, the cursor is still on it, or not.
        self.at = (is_sure && x + 1 < self.next.area.width).then_some((x + 1, y));
    }

    fn control(&mut self, rest: std::fmt::Arguments<'_>) {
        write!(self.out, "\x1B[{rest}").expect("a vector takes everything");
    }

    /// Moves the cursor, the shortest way.
    fn go(&mut self, x: u16, y: u16) {
        let before = self.at.replace((x, y));
        if let Some((from_x, from_y)) = before {
            let (row, column) = (Step::down(from_y, y), Step::along(from_x, x));
            let place = if x == 0 { 3 } else { 4 + digits(x + 1) } + digits(y + 1);
            if from_y == y && from_x < x && usize::from(x - from_x) < column.bytes() {
                let between = &self.next.content[..self.index(x, y)][self.index(from_x, y)..];
                let same = |cell: &Cell| is_ascii(cell) && Look::of(cell) == self.look;
                if between.iter().all(same) {
                    self.out
                        .extend(between.iter().flat_map(|cell| cell.symbol().bytes()));
                    return;
                }
            }
            if row.bytes() + column.bytes() < place {
                row.write(&mut self.out);
                column.write(&mut self.out);
                return;
            }
        }
        if x == 0 {
            self.control(format_args!("{}H", y + 1));
        } else {
            self.control(format_args!("{};{}H", y + 1, x + 1));
        }
    }

    /// Takes a style, by what changes or from the beginning.
    fn take(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let from = std::mem::replace(&mut self.look, look);
        let (change, afresh) = (turned(from, look), turned(Look::PLAIN, look));
        let afresh = match afresh.as_str() {
            "" => afresh,
            _ => format!("0;{afresh}"),
        };
        let shorter = if afresh.len() < change.len() {
            afresh
        } else {
            change
        };
        self.control(format_args!("{shorter}m"));
    }
}

/// One direction of a move: a character so many times, or a control sequence with a number.
#[derive(Clone, Copy)]
enum Step {
    Plain(u8, u16),
    Control(u16, u8),
}

impl Step {
    fn down(from: u16, to: u16) -> Self {
        let row = Self::Control(to + 1, b'd');
        match to.checked_sub(from) {
            Some(rows) if usize::from(rows) < row.bytes() => Self::Plain(b'\n', rows),
            _ => row,
        }
    }

    fn along(from: u16, to: u16) -> Self {
        let relative = match to.checked_sub(from) {
            Some(0) => return Self::Plain(b'\r', 0),
            _ if to == 0 => return Self::Plain(b'\r', 1),
            Some(columns) => Self::Control(columns, b'C'),
            None if from - to < 3 => Self::Plain(b'\x08', from - to),
            None => Self::Control(from - to, b'D'),
        };
        let column = Self::Control(to + 1, b'G');
        if column.bytes() < relative.bytes() {
            column
        } else {
            relative
        }
    }

    fn bytes(self) -> usize {
        match self {
            Self::Plain(_, times) => usize::from(times),
            // One is what is meant where nothing is said.
            Self::Control(1, _) => 3,
            Self::Control(number, _) => 3 + digits(number),
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Plain(byte, times) => out.extend(std::iter::repeat_n(byte, times.into())),
            Self::Control(1, end) => out.extend([b'\x1B', b'[', end]),
            Self::Control(number, end) => {
                write!(out, "\x1B[{number}{}", char::from(end)).expect("a vector takes everything");
            }
        }
    }
}

fn digits(number: u16) -> usize {
    match number {
        ..10 => 1,
        10..100 => 2,
        100..1000 => 3,
        _ => 5,
    }
}

/// The parameters that turn one style into another.
fn turned(from: Look, to: Look) -> String {
    use std::fmt::Write as _;
    let mut parameters = String::new();
    let mut say = |parameter: std::fmt::Arguments<'_>| {
        let gap = if parameters.is_empty() { "" } else { ";" };
        write!(parameters, "{gap}{parameter}").expect("a string takes everything");
    };
    let mut has = from.marks;
    for (marks, off) in [
        (Modifier::BOLD.union(Modifier::DIM), 22),
        (Modifier::ITALIC, 23),
        (Modifier::UNDERLINED, 24),
        (Modifier::SLOW_BLINK.union(Modifier::RAPID_BLINK), 25),
        (Modifier::REVERSED, 27),
        (Modifier::HIDDEN, 28),
        (Modifier::CROSSED_OUT, 29),
    ] {
        if has.difference(to.marks).intersects(marks) {
            say(format_args!("{off}"));
            has.remove(marks);
        }
    }
    for (mark, on) in [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::SLOW_BLINK, 5),
        (Modifier::RAPID_BLINK, 6),
        (Modifier::REVERSED, 7),
        (Modifier::HIDDEN, 8),
        (Modifier::CROSSED_OUT, 9),
    ] {
        if to.marks.difference(has).contains(mark) {
            say(format_args!("{on}"));
        }
    }
    for (from, to, base) in [(from.ink, to.ink, 30), (from.ground, to.ground, 40)] {
        if from == to {
            continue;
        }
        match to {
            Color::Reset => say(format_args!("{}", base + 9)),
            Color::Rgb(r, g, b) => say(format_args!("{};2;{r};{g};{b}", base + 8)),
            Color::Indexed(number) => say(format_args!("{};5;{number}", base + 8)),
            _ => say(format_args!("{}", base + sixteenth(to))),
        }
    }
    parameters
}

/// The number of one of the sixteen colours of old, counted from that of black.
fn sixteenth(colour: Color) -> u8 {
    match colour {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        _ => 0,
    }
}

fn is_ascii(cell: &Cell) -> bool {
    cell.symbol().len() == 1
}

/// Whether it is one that erasing makes.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && Look::of(cell) == Look::PLAIN
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::text::graphemes;

    const WIDTH: u16 = 24;
    const HEIGHT: u16 = 5;

    fn blank() -> Buffer {
        Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT))
    }

    /// Words put at places, later ones over earlier ones, as the views do it.
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
        let marks = prop_oneof![
            4 => Just(Modifier::empty()),
            1 => Just(Modifier::BOLD),
            1 => Just(Modifier::DIM),
            1 => Just(Modifier::REVERSED),
            1 => Just(Modifier::UNDERLINED.union(Modifier::BOLD)),
            1 => Just(Modifier::ITALIC),
        ];
        let piece = (0..WIDTH, 0..HEIGHT, word, colour(), colour(), marks);
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| {
            let mut buffer = blank();
            for (x, y, word, ink, ground, marks) in pieces {
                let style = Style::new().fg(ink).bg(ground).add_modifier(marks);
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

    /// What a terminal shows that has been sent some bytes, in a picture's own terms.
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
                let marks = [
                    (shown.bold(), Modifier::BOLD),
                    (shown.dim(), Modifier::DIM),
                    (shown.italic(), Modifier::ITALIC),
                    (shown.underline(), Modifier::UNDERLINED),
                    (shown.inverse(), Modifier::REVERSED),
                ];
                for (is_on, mark) in marks {
                    let is_meant = cell.modifier.contains(mark);
                    assert_eq!(is_on, is_meant, "{mark:?} at {x}, {y} after {sent:?}");
                }
            }
        }
    }

    fn as_shown(colour: Color) -> vt100::Color {
        match colour {
            Color::Reset => vt100::Color::Default,
            Color::Indexed(number) => vt100::Color::Idx(number),
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            colour => match sixteenth(colour) {
                bright @ 60.. => vt100::Color::Idx(bright - 52),
                plain => vt100::Color::Idx(plain),
            },
        }
    }

    proptest! {
        #[test]
        fn the_terminal_shows_each_picture(pictures in proptest::collection::vec(picture(), 1..5)) {
            let cells = |n: u16| std::num::NonZeroU16::new(n).unwrap();
            let mut terminal = vt100::Parser::new(cells(HEIGHT), cells(WIDTH), 0);
            let mut before = blank();
            for next in pictures {
                let sent = strokes(Some(&before), &next);
                terminal.process(&sent);
                assert_shows(&terminal, &next, &sent);
                prop_assert!(strokes(Some(&next), &next).is_empty());
                // The cursor may be anywhere, as after a message to the terminal.
                terminal.process(b"\x1B[H");
                before = next;
            }
        }
    }

    /// A row of a picture with letters of which this terminal takes some for narrower than we do,
    /// beside frames and other words.
    fn loose_row() -> impl Strategy<Value = Buffer> {
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
            pictures in proptest::collection::vec(loose_row(), 1..5)
        ) {
            let cells = |n: u16| std::num::NonZeroU16::new(n).unwrap();
            let mut terminal = vt100::Parser::new(cells(HEIGHT), cells(WIDTH), 0);
            let mut before = blank();
            for next in pictures {
                terminal.process(&strokes(Some(&before), &next));
                let row = &next.content[..usize::from(WIDTH)];
                let drawn: String = row.iter().map(Cell::symbol).collect();
                let shown = terminal.screen().rows(0, WIDTH).next().unwrap();
                let letters = |row: &str| row.replace(' ', "");
                prop_assert_eq!(letters(&shown), letters(&drawn));
                for (x, _) in (0..).zip(row).filter(|(_, cell)| cell.symbol() == "│") {
                    prop_assert_eq!(terminal.screen().cell(0, x).unwrap().contents(), "│");
                }
                before = next;
            }
        }
    }

    fn sent(before: &Buffer, next: &Buffer) -> String {
        String::from_utf8(strokes(Some(before), next)).unwrap()
    }

    #[test]
    fn short_ways_are_taken() {
        let mut first = blank();
        put(&mut first, 2, 1, "one two three", Style::new());
        put(&mut first, 2, 2, "four", Style::new());
        let mut next = first.clone();
        put(&mut next, 2, 1, "One twO three", Style::new());
        put(&mut next, 1, 2, "▌", Style::new());
        let ways = "\x1B[2;3HO\x1B[5CO\n\x1B[8D▌";
        assert_eq!(sent(&first, &next), ways);
        put(&mut next, 2, 1, "             ", Style::new());
        let erased = "\x1B[2;3H\x1B[K\n\x08▌";
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
        let words = "\x1B[0;31m\x1B[dab\n\x08\x08ab\n\x08\x08ab";
        assert_eq!(sent(&blank(), &next), format!("{bars}{words}\x1B[m"));
    }
}
