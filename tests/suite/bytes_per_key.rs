//! How many bytes and writes a key costs on a slow connection, measured on the sample article.

use std::io::{self, Write};

use factdesk::app::{Effect, Event, State, inside};
use factdesk::tui::{Colours, Screen, Theme, view};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::test_app::TestApp;

const SIZE: (u16, u16) = (120, 36);
const MAX_MEDIAN_BYTES: usize = 350;
/// The payload of one TCP segment.
const MAX_BYTES: usize = 1448;

/// Output that records what is sent, one entry per flush.
#[derive(Default)]
struct WriteLog {
    pending: Vec<u8>,
    writes: Vec<Vec<u8>>,
}

impl Write for WriteLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pending.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writes.push(std::mem::take(&mut self.pending));
        Ok(())
    }
}

/// A review whose screen goes to a [`WriteLog`].
struct RemoteApp {
    state: State,
    screen: Screen<WriteLog>,
    second: i64,
}

/// What a key sent to the terminal.
struct Cost {
    bytes: usize,
    writes: usize,
    /// The article did not scroll.
    article_stayed: bool,
}

impl RemoteApp {
    fn sample() -> Self {
        let theme = Theme::new(Colours::Indexed, false);
        let mut app = Self {
            state: TestApp::sample().state,
            screen: Screen::new(WriteLog::default(), theme),
            second: 1_790_000_000,
        };
        app.draw();
        app
    }

    fn draw(&mut self) {
        self.screen.draw(&self.state, SIZE).unwrap();
    }

    /// Presses keys, one second apart so that the clock on the screen changes too. Each save
    /// finishes only after a frame that shows the change as not saved yet.
    fn keys(&mut self, written: &str) -> Cost {
        let (top, before) = (
            self.state.work().article().top(),
            self.screen.out().writes.len(),
        );
        for key in factdesk::app::keys(written).unwrap() {
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
            article_stayed: self.state.work().article().top() == top,
        }
    }

    /// Returns the number of bytes of text in the article's pane.
    fn text_bytes(&self) -> usize {
        let area = Rect::new(0, 0, SIZE.0, SIZE.1);
        let mut buffer = Buffer::empty(area);
        let theme = Theme::new(Colours::Indexed, false);
        view::draw(&self.state, &theme, area, &mut buffer);
        let pane = inside(self.state.work().panes().article);
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

/// Presses a key 60 times and asserts what it costs where the article does not scroll.
fn assert_cheap(app: &mut RemoteApp, key: &str, max_median: usize, writes: usize) {
    let costs: Vec<Cost> = (0..60).map(|_| app.keys(key)).collect();
    let mut bytes: Vec<usize> = costs
        .iter()
        .filter(|c| c.article_stayed && c.bytes > 0)
        .map(|c| c.bytes)
        .collect();
    bytes.sort_unstable();
    let (median, max) = (bytes[bytes.len() / 2], bytes[bytes.len() - 1]);
    assert!(
        bytes.len() > 20,
        "{key} changes the screen only {} times",
        bytes.len()
    );
    assert!(
        median <= max_median,
        "{key} costs {median} bytes (median): {bytes:?}"
    );
    assert!(max <= MAX_BYTES, "{key} costs up to {max} bytes: {bytes:?}");
    assert!(costs.iter().all(|cost| cost.writes <= writes));
}

#[test]
fn next_claim_stays_within_the_byte_limit() {
    let mut app = RemoteApp::sample();
    assert_cheap(&mut app, "j", MAX_MEDIAN_BYTES, 1);
    assert_cheap(&mut app, "k", MAX_MEDIAN_BYTES, 1);
}

#[test]
fn a_verdict_that_moves_on_stays_within_the_byte_limit() {
    for key in ["v", "d", "g"] {
        // One frame for the verdict, and another once it is saved.
        assert_cheap(&mut RemoteApp::sample(), key, MAX_MEDIAN_BYTES, 2);
    }
}

#[test]
fn scrolling_sends_at_most_1_6_times_the_visible_text() {
    let mut app = RemoteApp::sample();
    app.keys("tab");
    for key in ["pgdn", "pgdn", "ctrl-u", "ctrl-d", "pgup", "down", "up"] {
        let cost = app.keys(key);
        let text_bytes = app.text_bytes();
        assert!(!cost.article_stayed, "{key} does not scroll");
        assert!(
            cost.bytes * 10 <= text_bytes * 16,
            "{key} costs {} bytes for {text_bytes} bytes of text",
            cost.bytes
        );
        assert_eq!(cost.writes, 1);
    }
}

#[test]
fn keys_that_change_nothing_send_nothing() {
    let mut app = RemoteApp::sample();
    let cost = app.keys("home k");
    assert_eq!((cost.bytes, cost.writes), (0, 0));
    app.draw();
    assert_eq!(app.screen.out().writes.len(), 1);
}
