//! The app in memory, without a terminal: tests press keys, read the screen and see what would be saved.

use std::sync::Arc;

use factdesk::app::{self, Effect, Event, Setup, State};
use factdesk::model::{Article, Claim, Review};
use factdesk::tui::{Colours, Theme, view};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// An article with three claims, between a title and a question.
pub const THREE: &str = "A title\n\nThe bridge opened in 1932. Its arch is 503 metres long.\n\
                         It carries eight lanes of road.\n\nWhat next?\n";

/// A review in memory, without a terminal, a disk or a clock of its own.
pub struct TestApp {
    pub state: State,
    pub effects: Vec<Effect>,
    size: (u16, u16),
    second: i64,
}

impl TestApp {
    /// Opens an article with the claims that the extractor finds.
    pub fn open(text: &str) -> Self {
        let article = Article::new("bridge.txt", text.to_owned());
        let claims = factdesk::extract::claims(&article, "en");
        Self::with(article, claims)
    }

    /// Opens an article with the extractor's claims, but without priorities.
    pub fn unweighed(text: &str) -> Self {
        let article = Article::new("bridge.txt", text.to_owned());
        let mut claims = factdesk::extract::claims(&article, "en");
        for claim in &mut claims {
            claim.priority = None;
        }
        Self::with(article, claims)
    }

    /// Opens the sample article.
    pub fn sample() -> Self {
        let text = std::fs::read_to_string("sample-data/nato-membership.txt").unwrap();
        let article = Article::new("nato-membership.txt", text);
        let claims = factdesk::extract::claims(&article, "en");
        Self::with(article, claims)
    }

    /// Opens an article with claims.
    pub fn with(article: Article, claims: Vec<Claim>) -> Self {
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        let review = Review::new(Arc::new(article), "alice", now, claims);
        Self::start(Setup {
            size: (120, 36),
            splitter: factdesk::extract::parts,
            ..Setup::new(review)
        })
    }

    /// Opens a review with this setup.
    pub fn start(setup: Setup) -> Self {
        Self {
            size: setup.size,
            state: State::new(setup),
            effects: Vec::new(),
            second: 1_790_000_000,
        }
    }

    /// Sets the size of the screen, in cells.
    pub fn size(mut self, width: u16, height: u16) -> Self {
        self.resize(width, height);
        self
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.event(Event::Resize(width, height));
    }

    /// Presses keys one at a time, written as in the keymap: `"j ctrl-d enter"`.
    pub fn keys(&mut self, written: &str) -> &mut Self {
        for key in app::keys(written).unwrap() {
            self.pause().event(Event::Key(key));
        }
        self
    }

    /// Presses keys in one burst, without a pause between them.
    pub fn burst(&mut self, written: &str) -> &mut Self {
        self.pause();
        for key in app::keys(written).unwrap() {
            self.event(Event::Key(key));
        }
        self
    }

    /// Ends a burst of keys.
    fn pause(&mut self) -> &mut Self {
        let now = Timestamp::from_second(self.second).unwrap();
        self.state.update(Event::Pause, now);
        self
    }

    /// Types characters.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.event(Event::Key(app::Key::plain(app::Code::Char(c))));
        }
        self
    }

    /// Sends an event, one second after the previous one. Changes count as saved at once.
    pub fn event(&mut self, event: Event) -> &mut Self {
        self.second += 1;
        let now = Timestamp::from_second(self.second).unwrap();
        for effect in self.state.update(event, now) {
            if let Effect::Save { number, .. } = effect {
                self.state.update(
                    Event::Saved {
                        upto: number,
                        at: now,
                    },
                    now,
                );
            }
            self.effects.push(effect);
        }
        self
    }

    /// Moves the clock forward, or back if `seconds` is negative.
    pub fn clock(&mut self, seconds: i64) -> &mut Self {
        self.second += seconds;
        self
    }

    /// Returns the number of the selected claim, from 1, or 0 if none is selected.
    pub fn selected(&self) -> usize {
        self.state
            .work()
            .list()
            .selected()
            .map_or(0, |place| place + 1)
    }

    /// Returns a claim by its number, from 1.
    pub fn claim(&self, number: usize) -> &Claim {
        &self.state.review().claims()[number - 1]
    }

    /// Returns a claim's verdict, its reason for being set aside, or `"open"`.
    pub fn ruling(&self, number: usize) -> &'static str {
        self.claim(number).ruling().map_or("open", |r| r.name())
    }

    /// Returns the note on a claim, or an empty string.
    pub fn note(&self, number: usize) -> &str {
        let decision = self.claim(number).decision.as_ref();
        decision.map_or("", |decision| &decision.note)
    }

    /// Returns the message in the bottom line, or an empty string.
    pub fn message(&self) -> &str {
        let message = self.state.work().messages().status();
        message.map_or("", |message| &message.text)
    }

    /// Returns the screen as a buffer of cells.
    pub fn buffer(&self, theme: &Theme) -> Buffer {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        view::draw(&self.state, theme, area, &mut buffer);
        buffer
    }

    /// Returns the screen as text, drawn without colours.
    pub fn screen(&self) -> String {
        self.screen_in(&Theme::new(Colours::None, false))
    }

    /// Returns the screen as text, drawn with a theme.
    pub fn screen_in(&self, theme: &Theme) -> String {
        let buffer = self.buffer(theme);
        let mut text = String::new();
        for y in 0..self.size.1 {
            let mut row = String::new();
            let mut covered = 0;
            for x in 0..self.size.0 {
                let symbol = buffer[(x, y)].symbol();
                if covered > 0 {
                    covered -= 1;
                } else {
                    row.push_str(symbol);
                    covered = factdesk::text::cells(symbol).saturating_sub(1);
                }
            }
            text.push_str(row.trim_end());
            text.push('\n');
        }
        text
    }
}
