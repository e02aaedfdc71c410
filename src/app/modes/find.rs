//! Going from match to match.

use super::super::search::{Found, Hit, Way};
use super::super::{Effect, Search, State};
use super::prompt::Line;

impl State {
    pub(super) fn open_search(&mut self) {
        self.prompt(Line::Search(self.search.clone()));
    }

    /// Takes the words typed as the search; an empty line takes up the search before.
    pub(super) fn accept_search(&mut self, words: &str, earlier: Option<Search>) -> Vec<Effect> {
        if words.trim().is_empty() {
            let effects = self.resume_search(earlier);
            self.next_match(self.position() + 1);
            return effects;
        }
        match Search::new(words) {
            Some(search) => {
                let effects = self.resume_search(Some(search));
                self.next_match(self.position());
                effects
            }
            None => {
                self.refuse("Too long to search for");
                self.resume_search(earlier)
            }
        }
    }

    /// Searches for this, and has counted what is not counted yet.
    pub(super) fn resume_search(&mut self, search: Option<Search>) -> Vec<Effect> {
        self.search = search;
        self.searches += 1;
        let position = self.position();
        let quest = self
            .search
            .as_mut()
            .and_then(|search| search.count(self.searches, self.review.article(), position));
        quest.map(Effect::Search).into_iter().collect()
    }

    pub(super) fn next_match(&mut self, from: u32) {
        self.go_to_match(Way::Ahead(from));
    }

    pub(super) fn previous_match(&mut self) {
        self.go_to_match(Way::Back(self.position()));
    }

    fn go_to_match(&mut self, way: Way) {
        let Some(search) = &mut self.search else {
            return;
        };
        let words = crate::text::one_line(search.words());
        match search.go(&self.review, way) {
            Found::Hit(hit) => self.lead_to_hit(&words, &hit),
            Found::Nowhere => self.refuse(format!("Not found: {words}")),
            Found::Later => self.say(format!("Searching for {words}…")),
        }
    }

    fn lead_to_hit(&mut self, words: &str, hit: &Hit) {
        match (hit.wrapped, hit.claim) {
            (true, _) => self.say(format!("{words}: round again")),
            (false, Some(place)) => {
                self.say(format!("{words}: written on claim {}", self.number(place)))
            }
            (false, None) => {}
        }
        self.lead_to(hit.span, hit.claim);
    }

    /// Takes in how many matches there are in some pieces of the text, and goes to the one that was
    /// waited for, if that is known now.
    pub(in crate::app) fn counted(&mut self, number: u64, counts: Vec<(usize, u32)>) {
        let Some(search) = &mut self.search else {
            return;
        };
        if let Some(way) = search.learn(number, counts) {
            self.message = None;
            self.go_to_match(way);
        }
    }
}
