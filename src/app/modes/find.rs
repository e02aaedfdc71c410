//! Going from match to match.

use super::super::search::Hit;
use super::super::{Search, State};
use super::prompt::Line;

impl State {
    pub(super) fn open_search(&mut self) {
        self.prompt(Line::Search(self.search.clone()));
    }

    /// Takes the words typed as the search; an empty line takes up the search before.
    pub(super) fn accept_search(&mut self, words: &str, earlier: Option<Search>) {
        if words.trim().is_empty() {
            self.search = earlier;
            self.next_match(self.position() + 1);
            return;
        }
        match Search::new(words) {
            Some(search) => {
                self.search = Some(search);
                self.next_match(self.position());
            }
            None => {
                self.search = earlier;
                self.refuse("that is too long to search for");
            }
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

    fn lead_to_hit(&mut self, hit: Option<Hit>) {
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
