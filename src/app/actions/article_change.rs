//! The article's file changed: accepting it, and going on with the new text.

use crate::app::Effect;
use crate::app::modes::Reply;
use crate::app::workspace::Workspace;
use crate::model::{Change, Filter};

impl Workspace {
    /// Notes whether the article's file holds another text than the one under review.
    pub(in crate::app) fn article_changed(&mut self, is_changed: bool) {
        self.is_article_changed = is_changed;
        if !is_changed {
            self.saving.set_reopening(false);
        }
    }

    /// Takes in the changed article, once everything is saved: the review is opened again.
    pub(in crate::app) fn take_in_article(&mut self) -> Vec<Effect> {
        if let Some(why) = self.saving.failure() {
            let why = format!("Not taken in: the review is not saved ({why})");
            self.refuse(why);
            return Vec::new();
        }
        if self.saving.is_saved() {
            return vec![Effect::Reopen];
        }
        self.saving.set_reopening(true);
        self.say("Saving first");
        vec![Effect::SaveAgain]
    }

    /// Takes in the changed article if that waited for the last change to be saved.
    pub(super) fn reopen_when_saved(&mut self) -> Vec<Effect> {
        let is_waiting = self.saving.failure().is_none() && !self.saving.is_saved();
        if !self.saving.is_reopening() || is_waiting {
            return Vec::new();
        }
        self.saving.set_reopening(false);
        self.take_in_article()
    }

    /// Goes on with a changed article that the reviewer accepted before it was opened. `summary` is
    /// what happened to its claims, if anything was decided on the old text.
    pub(in crate::app) fn article_accepted(&mut self, summary: Option<String>) -> Reply {
        let Some(summary) = summary else {
            let drafts = self.drafts_in_words();
            let drafts = drafts.map_or(String::new(), |drafts| format!(" {drafts}"));
            self.say(format!("The changed article is open.{drafts}"));
            return Reply::default();
        };
        let reply = self.go_on_with_changed(0);
        // Too long for the bottom line.
        self.messages.put_first(summary);
        reply
    }

    /// Goes on with a review whose article has changed, or leaves before anything is written.
    pub(in crate::app) fn go_on_with_changed(&mut self, choice: usize) -> Reply {
        if choice > 0 {
            return Effect::Quit.into();
        }
        let changed = |claim| Filter::Changed.admits(claim);
        if self.review().claims().iter().any(|claim| changed(claim)) {
            self.change_filter(Filter::Changed);
        }
        if let Some(drafts) = self.drafts_in_words() {
            self.messages.add(&drafts);
        }
        // No claim is changed by the reviewer; the file is written for the new text.
        Reply::from(self.save_as_it_is()).closing()
    }

    /// Says that a rescued copy was taken in, and saves it unless the changed article has to be
    /// accepted first.
    pub(in crate::app) fn rescue_taken_in(
        &mut self,
        claims: usize,
        is_accepted: bool,
    ) -> Vec<Effect> {
        let claims = match claims {
            1 => "1 claim".to_owned(),
            n => format!("{n} claims"),
        };
        self.say(format!("Rescued copy taken in: {claims}"));
        match is_accepted {
            true => self.save_as_it_is(),
            false => Vec::new(),
        }
    }

    fn save_as_it_is(&mut self) -> Vec<Effect> {
        if self.settings.is_read_only() {
            return Vec::new();
        }
        vec![Effect::Save {
            number: self.saving.next_number(),
            change: Change::default(),
        }]
    }
}
