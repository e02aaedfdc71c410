//! Leaving: at once if everything is on disk, else when it is, else after the reviewer confirms.

use crate::app::Effect;
use crate::app::chooser::{Chooser, ChooserItem, ChooserPurpose};
use crate::app::modes::{Mode, Prompt, PromptLine, Reply};
use crate::app::workspace::Workspace;

/// What can be done about a review that cannot be saved.
const CHOICES: [(&str, &str); 3] = [
    ("try again", "write it where it belongs"),
    ("save elsewhere", "type the path of another file"),
    ("leave unsaved", "what is not on disk is lost"),
];

/// The word that must be typed to lose work.
const LEAVE: &str = "leave";

impl Workspace {
    /// Quits, as soon as everything is on disk.
    pub(in crate::app) fn quit(&mut self) -> Reply {
        if self.saving.is_saved() {
            return Effect::Quit.into();
        }
        self.saving.set_quitting(true);
        match self.saving.failure() {
            // The answer decides; it need not wait for more changes to come.
            None => {
                self.say("Saving, then quitting");
                Effect::SaveAgain.into()
            }
            Some(_) => self.ask_how_to_leave(),
        }
    }

    /// Takes in that the file is up to date, or that the last try has failed.
    pub(in crate::app) fn saving_changed(&mut self, is_browsing: bool) -> Reply {
        if !self.saving.is_quitting() {
            return self.reopen_when_saved().into();
        }
        if self.saving.is_saved() {
            return Effect::Quit.into();
        }
        // Not over words that are being typed.
        if self.saving.failure().is_some() && is_browsing {
            return self.ask_how_to_leave();
        }
        Reply::default()
    }

    fn ask_how_to_leave(&mut self) -> Reply {
        let items = CHOICES.map(|(name, meaning)| ChooserItem::new(name, meaning));
        let title = "NOT SAVED: what now?".to_owned();
        let mut chooser = Chooser::new(ChooserPurpose::Leave, title, false, items.into());
        chooser.intro = self.saving.failure().unwrap_or_default().to_owned();
        Mode::Choose(chooser).into()
    }

    /// Does what was chosen about a review that cannot be saved.
    pub(in crate::app) fn choose_how_to_leave(&mut self, choice: usize) -> Reply {
        match choice {
            0 => Effect::SaveAgain.into(),
            1 => Prompt::open(PromptLine::SaveElsewhere).into(),
            _ => Prompt::open(PromptLine::LeaveUnsaved).into(),
        }
    }

    /// Stays: the program no longer quits by itself.
    pub(in crate::app) fn stay(&mut self) {
        self.saving.set_quitting(false);
    }

    /// Saves to another file.
    pub(in crate::app) fn save_elsewhere(&mut self, path: &str) -> Vec<Effect> {
        match path.trim() {
            "" => {
                self.stay();
                Vec::new()
            }
            path => vec![Effect::SaveElsewhere(path.to_owned())],
        }
    }

    /// Leaves without saving if the right word was typed.
    pub(in crate::app) fn leave_unsaved(&mut self, word: &str) -> Vec<Effect> {
        if word.trim().eq_ignore_ascii_case(LEAVE) {
            return vec![Effect::Quit];
        }
        self.stay();
        self.refuse("Not left: the word was not typed");
        Vec::new()
    }
}
