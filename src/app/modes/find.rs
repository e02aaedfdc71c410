//! Typing what to search for, and going from match to match.

use ratatui_textarea::{CursorMove, TextArea};

use super::super::{Command, Effect, Field, Key, Search, State};
use super::Mode;

/// The line in which a search is typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    area: TextArea<'static>,
    /// The search to go back to when this one is given up.
    earlier: Option<Search>,
}

impl Prompt {
    /// Returns the words typed so far.
    pub fn words(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Returns the widget that draws the line.
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }
}

impl State {
    pub(super) fn open_search(&mut self) {
        let mut area = TextArea::default();
        area.set_cursor_line_style(ratatui::style::Style::default());
        self.mode = Mode::Search(Box::new(Prompt {
            area,
            earlier: self.search.clone(),
        }));
    }

    /// Does what a key asks for while a search is typed.
    pub(in crate::app) fn search_command(&mut self, command: Command) -> Vec<Effect> {
        let Mode::Search(prompt) = std::mem::replace(&mut self.mode, Mode::Browse) else {
            return Vec::new();
        };
        match command {
            Command::SearchAccept if prompt.words().trim().is_empty() => {
                // Enter on an empty line takes up the search before.
                self.search = prompt.earlier;
                if self.search.is_some() {
                    self.next_match(self.position() + 1);
                }
            }
            Command::SearchAccept => match Search::new(prompt.words()) {
                Some(search) => {
                    self.search = Some(search);
                    self.next_match(self.position());
                }
                None => {
                    self.search = prompt.earlier;
                    self.refuse("that is too long to search for");
                }
            },
            _ => self.search = prompt.earlier,
        }
        Vec::new()
    }

    /// Types a key into the search; what matches on the screen is marked at once.
    pub(in crate::app) fn search_key(&mut self, key: Key) {
        if let Mode::Search(prompt) = &mut self.mode {
            prompt.area.input(Field::input(key));
            self.search = Search::new(prompt.words());
        }
    }

    /// Pastes into the search: the first line of what was pasted.
    pub(in crate::app) fn search_paste(&mut self, text: &str) {
        if let Mode::Search(prompt) = &mut self.mode {
            let line: String = text
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .filter(|c| !c.is_control())
                .collect();
            prompt.area.insert_str(line);
            prompt.area.move_cursor(CursorMove::End);
            self.search = Search::new(prompt.words());
        }
    }

    pub(super) fn next_match(&mut self, from: u32) {
        let Some(search) = &self.search else { return };
        let hit = search.next(&self.review, from);
        self.lead_to_hit(hit);
    }

    pub(super) fn previous_match(&mut self) {
        let Some(search) = &self.search else { return };
        let hit = search.previous(&self.review, self.position());
        self.lead_to_hit(hit);
    }

    fn lead_to_hit(&mut self, hit: Option<super::super::search::Hit>) {
        let words = crate::text::one_line(self.search.as_ref().map_or("", |s| s.words()));
        match hit {
            None => self.refuse(format!("not found: {words}")),
            Some(hit) => {
                match (hit.wrapped, hit.claim) {
                    (true, _) => self.say(format!("{words}: round again")),
                    (false, Some(place)) => {
                        self.say(format!("{words}: written on claim {}", place + 1));
                    }
                    (false, None) => {}
                }
                self.lead_to(hit.span, hit.claim);
            }
        }
    }
}
