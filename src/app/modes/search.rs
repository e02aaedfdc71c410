//! Going from match to match.

use super::super::search::{SearchFrom, SearchHit, SearchOutcome};
use super::super::side_by_side::PassageStep;
use super::super::{Effect, Search, State};
use super::Mode;
use super::prompt::PromptLine;

impl State {
    pub(super) fn open_search(&mut self) {
        self.prompt(PromptLine::Search(self.search.clone()));
    }

    /// Takes the words typed as the search; an empty line takes up the search before.
    pub(super) fn accept_search(&mut self, words: &str, earlier: Option<Search>) -> Vec<Effect> {
        if words.trim().is_empty() {
            let effects = self.resume_search(earlier);
            self.go_on_with_search(PassageStep::Next);
            return effects;
        }
        match Search::new(words) {
            Some(search) => {
                let effects = self.resume_search(Some(search));
                self.go_on_with_search(PassageStep::Here);
                effects
            }
            None => {
                self.refuse("Too long to search for");
                self.resume_search(earlier)
            }
        }
    }

    /// Goes to the first match: in the article beside its source if that is shown, else in the review.
    fn go_on_with_search(&mut self, step: PassageStep) {
        if matches!(self.mode, Mode::SideBySide(_)) {
            self.match_in_whole(step);
        } else {
            self.next_match(self.position() + u32::from(step == PassageStep::Next));
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
            .and_then(|search| search.count(self.searches, &self.review, position));
        quest.map(Effect::CountMatches).into_iter().collect()
    }

    pub(super) fn next_match(&mut self, from: u32) {
        self.go_to_match(SearchFrom::Ahead(from));
    }

    pub(super) fn previous_match(&mut self) {
        self.go_to_match(SearchFrom::Back(self.position()));
    }

    fn go_to_match(&mut self, way: SearchFrom) {
        let Some(search) = &mut self.search else {
            return;
        };
        let words = crate::text::one_line(search.words());
        match search.go(&self.review, way) {
            SearchOutcome::Hit(hit) => self.lead_to_hit(&words, &hit),
            SearchOutcome::Nowhere => self.refuse(format!("Not found: {words}")),
            SearchOutcome::Later => self.say(format!("Searching for {words}…")),
        }
    }

    fn lead_to_hit(&mut self, words: &str, hit: &SearchHit) {
        let standing = self
            .search
            .as_ref()
            .and_then(|search| search.standing(Some(hit.span)));
        let standing = match standing {
            Some((Some(number), total)) => format!("{number} of {total}"),
            _ => "still counting".to_owned(),
        };
        let wrapped = if hit.wrapped { ", wrapped" } else { "" };
        let written = hit
            .claim
            .map(|place| format!(", written on claim {}", self.number(place)))
            .unwrap_or_default();
        self.message = None;
        self.lead_to(hit.span, hit.claim);
        let aside = self.message.take();
        let aside = aside.map_or_else(String::new, |said| format!(" · {}", said.text));
        self.say(format!("{words}: {standing}{wrapped}{written}{aside}"));
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
