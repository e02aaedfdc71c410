//! What a key costs on a slow line: bytes and writes, on the sample article.

use std::io::{self, Write};

use factdesk::app::{self, Effect, Event, State};
use factdesk::tui::{Colours, Screen, Theme, view};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::Desk;

const SIZE: (u16, u16) = (120, 36);
/// What a key may cost in the median, and at most: one TCP segment.
const MEDIAN: usize = 350;
const MOST: usize = 1448;

/// A line that keeps what is sent, write by write.
#[derive(Default)]
struct Line {
    gathered: Vec<u8>,
    writes: Vec<Vec<u8>>,
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.gathered.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writes.push(std::mem::take(&mut self.gathered));
        Ok(())
    }
}

/// A desk at the far end of a line.
struct Far {
    state: State,
    screen: Screen<Line>,
    second: i64,
}

/// What a key has cost.
struct Cost {
    bytes: usize,
    writes: usize,
    /// Whether the article stands where it stood.
    stays: bool,
}

impl Far {
    fn sample() -> Self {
        let theme = Theme::new(Colours::Indexed, false);
        let mut far = Self {
            state: Desk::sample().state,
            screen: Screen::new(Line::default(), theme),
            second: 1_790_000_000,
        };
        far.draw();
        far
    }

    fn draw(&mut self) {
        self.screen.draw(&self.state, SIZE).unwrap();
    }

    /// Presses keys. What is to be saved is saved a moment after it is shown as not saved yet, and
    /// each key a second after the one before, so that all that can change does.
    fn keys(&mut self, written: &str) -> Cost {
        let (top, before) = (self.state.top, self.screen.out().writes.len());
        for key in app::keys(written).unwrap() {
            self.second += 1;
            let at = Timestamp::from_second(self.second).unwrap();
            let effects = self.state.update(Event::Key(key), at);
            self.draw();
            for effect in effects {
                if let Effect::Save { number, .. } = effect {
                    drop(self.state.update(Event::Saved { upto: number, at }, at));
                    self.draw();
                }
            }
        }
        let frames = &self.screen.out().writes[before..];
        for frame in frames {
            let text = String::from_utf8(frame.clone()).unwrap();
            assert!(text.starts_with("\u{1B}[?2026h") && text.ends_with("\u{1B}[?2026l"));
        }
        Cost {
            bytes: frames.iter().map(Vec::len).sum(),
            writes: frames.len(),
            stays: self.state.top == top,
        }
    }

    /// How many bytes of text the article's pane shows.
    fn text(&self) -> usize {
        let area = Rect::new(0, 0, SIZE.0, SIZE.1);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::new(Colours::Indexed, false);
        view::draw(&self.state, &theme, area, &mut buffer);
        let pane = app::inside(self.state.panes.article);
        let row = |y| -> String {
            (pane.left()..pane.right())
                .map(|x| buffer[(x, y)].symbol())
                .collect()
        };
        (pane.top()..pane.bottom())
            .map(|y| row(y).trim_end().len())
            .sum()
    }
}

/// Presses a key as often as it does something on the same screen, and asserts what it costs then.
fn assert_cheap(far: &mut Far, key: &str, limit: usize, writes: usize) {
    let costs: Vec<Cost> = (0..60).map(|_| far.keys(key)).collect();
    let mut bytes: Vec<usize> = costs
        .iter()
        .filter(|c| c.stays && c.bytes > 0)
        .map(|c| c.bytes)
        .collect();
    bytes.sort_unstable();
    let (median, most) = (bytes[bytes.len() / 2], bytes[bytes.len() - 1]);
    assert!(
        bytes.len() > 20,
        "{key} does something {} times",
        bytes.len()
    );
    assert!(
        median <= limit,
        "{key} costs {median} bytes in the median: {bytes:?}"
    );
    assert!(most <= MOST, "{key} costs up to {most} bytes: {bytes:?}");
    assert!(costs.iter().all(|cost| cost.writes <= writes));
}

#[test]
fn going_on_to_the_next_claim_is_cheap() {
    let mut far = Far::sample();
    assert_cheap(&mut far, "j", MEDIAN, 1);
    assert_cheap(&mut far, "k", MEDIAN, 1);
}

#[test]
fn a_verdict_that_moves_on_is_cheap() {
    for key in ["v", "d", "g"] {
        // One frame for the verdict, and one when it is on disk.
        assert_cheap(&mut Far::sample(), key, MEDIAN, 2);
    }
}

#[test]
fn a_page_costs_little_more_than_its_text() {
    let mut far = Far::sample();
    far.keys("tab");
    for key in ["pgdn", "pgdn", "ctrl-u", "ctrl-d", "pgup", "down", "up"] {
        let cost = far.keys(key);
        let text = far.text();
        assert!(!cost.stays, "{key} does not scroll");
        assert!(
            cost.bytes * 10 <= text * 16,
            "{key} costs {} bytes for {text} of text",
            cost.bytes
        );
        assert_eq!(cost.writes, 1);
    }
}

#[test]
fn what_changes_nothing_costs_nothing() {
    let mut far = Far::sample();
    let cost = far.keys("home k");
    assert_eq!((cost.bytes, cost.writes), (0, 0));
    far.draw();
    assert_eq!(far.screen.out().writes.len(), 1);
}
