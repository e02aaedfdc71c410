//! Leaving: at once when everything is on disk, else when it is, else by the reviewer's own word.

use super::super::{Effect, State};
use super::prompt::PromptLine;
use super::{Chooser, ChooserItem, ChooserPurpose, Mode};

/// What can be done about a review that cannot be saved.
const CHOICES: [(&str, &str); 3] = [
    ("try again", "write it where it belongs"),
    ("save elsewhere", "type the path of another file"),
    ("leave unsaved", "what is not on disk is lost"),
];

/// The word that must be typed to lose work.
const LEAVE: &str = "leave";

impl State {
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        if self.saving.is_saved() {
            return vec![Effect::Quit];
        }
        self.quitting = true;
        match self.saving.failure() {
            // The answer decides; it need not wait for more changes to come.
            None => {
                self.say("Saving, then quitting");
                vec![Effect::SaveAgain]
            }
            Some(_) => {
                self.ask_how_to_leave();
                Vec::new()
            }
        }
    }

    /// The file is behind no longer, or the last try has failed.
    pub(in crate::app) fn saving_changed(&mut self) -> Vec<Effect> {
        if !self.quitting {
            return self.reopen_when_saved();
        }
        if self.saving.is_saved() {
            return vec![Effect::Quit];
        }
        // Not over words that are being typed.
        if self.saving.failure().is_some() && matches!(self.mode, Mode::Browse) {
            self.ask_how_to_leave();
        }
        Vec::new()
    }

    fn ask_how_to_leave(&mut self) {
        let items = CHOICES.map(|(name, meaning)| ChooserItem {
            name: name.to_owned(),
            meaning: meaning.to_owned(),
            on: false,
        });
        let title = "NOT SAVED: what now?".to_owned();
        let mut chooser = Chooser::new(ChooserPurpose::Leave, title, false, items.into());
        chooser.intro = self.saving.failure().unwrap_or_default().to_owned();
        self.mode = Mode::Choose(chooser);
    }

    pub(super) fn choose_how_to_leave(&mut self, choice: usize) -> Vec<Effect> {
        match choice {
            0 => vec![Effect::SaveAgain],
            1 => {
                self.prompt(PromptLine::SaveElsewhere);
                Vec::new()
            }
            _ => {
                self.prompt(PromptLine::LeaveUnsaved);
                Vec::new()
            }
        }
    }

    /// Stays: nothing is left by itself later.
    pub(super) fn stay(&mut self) {
        self.quitting = false;
    }

    pub(super) fn save_elsewhere(&mut self, path: &str) -> Vec<Effect> {
        match path.trim() {
            "" => {
                self.stay();
                Vec::new()
            }
            path => vec![Effect::SaveElsewhere(path.to_owned())],
        }
    }

    pub(super) fn leave_unsaved(&mut self, word: &str) -> Vec<Effect> {
        if word.trim().eq_ignore_ascii_case(LEAVE) {
            return vec![Effect::Quit];
        }
        self.stay();
        self.refuse("Not left: the word was not typed");
        Vec::new()
    }
}
