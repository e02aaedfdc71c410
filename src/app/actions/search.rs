//! Going from match to match.

use crate::app::search::{SearchFrom, SearchHit, SearchOutcome};
use crate::app::workspace::Workspace;
use crate::app::{Effect, Search};

impl Workspace {
    /// Takes the words typed as the search; no words take up the earlier search again. Returns
    /// where to look first, and what is to be counted.
    pub(in crate::app) fn accept_search(
        &mut self,
        words: &str,
        earlier: Option<Search>,
    ) -> (Option<FirstMatch>, Vec<Effect>) {
        if words.trim().is_empty() {
            return (Some(FirstMatch::AfterHere), self.resume_search(earlier));
        }
        match Search::new(words) {
            Some(search) => (Some(FirstMatch::Here), self.resume_search(Some(search))),
            None => {
                self.refuse("Too long to search for");
                (None, self.resume_search(earlier))
            }
        }
    }

    /// Searches for this, and has counted what is not counted yet.
    pub(in crate::app) fn resume_search(&mut self, search: Option<Search>) -> Vec<Effect> {
        let position = self.position();
        let job = self.search.start(search, self.edits.review(), position);
        job.map(Effect::CountMatches).into_iter().collect()
    }

    /// Goes to the first match of a search just typed.
    pub(in crate::app) fn go_to_first_match(&mut self, first: FirstMatch) {
        let after = u32::from(first == FirstMatch::AfterHere);
        self.go_to_match(SearchFrom::Ahead(self.position() + after));
    }

    /// Goes to the next match.
    pub(in crate::app) fn next_match(&mut self) {
        self.go_to_first_match(FirstMatch::AfterHere);
    }

    /// Goes to the previous match.
    pub(in crate::app) fn previous_match(&mut self) {
        self.go_to_match(SearchFrom::Back(self.position()));
    }

    /// Clears the search and its marks.
    pub(in crate::app) fn clear_search(&mut self) {
        self.search.set(None);
        self.article.set_spot(None);
    }

    fn go_to_match(&mut self, way: SearchFrom) {
        match self.search.go(self.edits.review(), way) {
            None => {}
            Some((words, SearchOutcome::Hit(hit))) => self.lead_to_hit(&words, &hit),
            Some((words, SearchOutcome::Nowhere)) => self.refuse(format!("Not found: {words}")),
            Some((words, SearchOutcome::Later)) => self.say(format!("Searching for {words}…")),
        }
    }

    fn lead_to_hit(&mut self, words: &str, hit: &SearchHit) {
        let search = self.search.current();
        let standing = search.and_then(|search| search.standing(Some(hit.span)));
        let standing = match standing {
            Some((Some(number), total)) => format!("{number} of {total}"),
            _ => "still counting".to_owned(),
        };
        let wrapped = if hit.wrapped { ", wrapped" } else { "" };
        let written = hit
            .claim
            .map(|place| format!(", written on claim {}", self.number(place)))
            .unwrap_or_default();
        self.messages.take();
        self.lead_to(hit.span, hit.claim);
        let aside = self.messages.take();
        let aside = aside.map_or_else(String::new, |said| format!(" · {}", said.text));
        self.say(format!("{words}: {standing}{wrapped}{written}{aside}"));
    }

    /// Takes in how many matches there are in some pieces of the text, and goes to the match that
    /// was waited for, if it is known now.
    pub(in crate::app) fn matches_counted(&mut self, number: u64, counts: Vec<(usize, u32)>) {
        if let Some(way) = self.search.learn(number, counts) {
            self.messages.take();
            self.go_to_match(way);
        }
    }
}

/// Where a search just typed looks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum FirstMatch {
    /// Where the reviewer is.
    Here,
    /// After that.
    AfterHere,
}
