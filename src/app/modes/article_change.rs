//! The article's file changed: accepting it, and what becomes of what was decided.

use jiff::Timestamp;

use crate::model::{Change, Filter};

use super::super::{Effect, State};
use super::{ChooserPurpose, Mode};

impl State {
    /// Notes whether the article's file holds another text than the one under review.
    pub(in crate::app) fn article_changed(&mut self, is_changed: bool) {
        self.article_is_changed = is_changed;
        self.reopening &= is_changed;
    }

    /// Takes in the changed article, once everything is saved: the review is opened again.
    pub(super) fn take_in_article(&mut self) -> Vec<Effect> {
        if let Some(why) = self.saving.failure() {
            let why = format!("Not taken in: the review is not saved ({why})");
            self.refuse(why);
            return Vec::new();
        }
        if self.saving.is_saved() {
            return vec![Effect::Reopen];
        }
        self.reopening = true;
        self.say("Saving first");
        vec![Effect::SaveAgain]
    }

    /// Takes in the changed article if that waited for the last change to be saved.
    pub(in crate::app) fn reopen_when_saved(&mut self) -> Vec<Effect> {
        if !self.reopening || self.saving.failure().is_none() && !self.saving.is_saved() {
            return Vec::new();
        }
        self.reopening = false;
        self.take_in_article()
    }

    /// Goes on with the changed article, which the reviewer has accepted before it was opened.
    pub(in crate::app) fn article_accepted(&mut self) -> Vec<Effect> {
        let summary = match &self.mode {
            Mode::Choose(chooser) if chooser.purpose == ChooserPurpose::ArticleChanged => {
                chooser.intro.clone()
            }
            // Nothing was decided on the old text.
            _ => {
                let waiting = self.drafts_in_words();
                let waiting = waiting.map_or(String::new(), |waiting| format!(" {waiting}"));
                self.say(format!("The changed article is open.{waiting}"));
                return Vec::new();
            }
        };
        let effects = self.go_on_with_changed(0);
        // Too long for the bottom line.
        self.notice.get_or_insert_default().insert(0, summary);
        effects
    }

    /// Goes on with a review whose article has changed, or leaves before anything is written.
    pub(super) fn go_on_with_changed(&mut self, choice: usize) -> Vec<Effect> {
        if choice > 0 {
            return vec![Effect::Quit];
        }
        self.mode = Mode::Browse;
        let changed = |claim| Filter::Changed.admits(claim);
        if self.review.claims().iter().any(|claim| changed(claim)) {
            self.change_filter(Filter::Changed);
        }
        if let Some(waiting) = self.drafts_in_words() {
            let said = self
                .message
                .take()
                .map_or(String::new(), |said| said.text + " · ");
            self.say(format!("{said}{waiting}"));
        }
        // No claim is changed by the reviewer; the file is written for the new text.
        self.save_as_it_is()
    }

    /// Saves what was taken in before anything was decided, such as a rescued copy.
    pub(in crate::app) fn recovered(&mut self, claims: usize) -> Vec<Effect> {
        let claims = match claims {
            1 => "1 claim".to_owned(),
            n => format!("{n} claims"),
        };
        self.say(format!("Rescued copy taken in: {claims}"));
        match &self.mode {
            // Nothing is written before the changed article is accepted.
            Mode::Choose(chooser) if chooser.purpose == ChooserPurpose::ArticleChanged => {
                Vec::new()
            }
            _ => self.save_as_it_is(),
        }
    }

    fn save_as_it_is(&mut self) -> Vec<Effect> {
        if self.read_only {
            return Vec::new();
        }
        vec![Effect::Save {
            number: self.saving.next_number(),
            change: Change::default(),
        }]
    }

    /// Verifies a claim whose correction the article has taken over.
    pub(super) fn verify_adopted(&mut self, place: usize, now: Timestamp) -> Vec<Effect> {
        let change = self.review.verify_adopted(place, &self.signature(now));
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let undo = self.undo_hint();
            self.say_on(place, format!("correction adopted, verified{undo}"));
            self.begin_reach(place);
            self.move_on(place);
        }
        effects
    }
}
