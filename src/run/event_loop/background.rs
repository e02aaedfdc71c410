//! What the terminal's answer about its background does.

use crate::run::ending::Ending;
use crate::run::message::Message;

use super::EventLoop;

impl EventLoop {
    /// Takes in the terminal's answer.
    pub(super) fn background_answered(&mut self, is_light: bool) {
        if self.background.answered(is_light) {
            self.screen.lighten();
            self.is_stale = true;
        }
    }

    /// Waits a moment for the answer before the terminal is given back: the program that reads it
    /// next would take the answer for keys.
    pub(super) fn await_background(&mut self) {
        let deadline = self.background.quit_deadline();
        if deadline.is_none() || self.ending != Some(Ending::Quit) {
            return;
        }
        while let Some(message) = self.inbox.next_until(deadline) {
            match message {
                Message::Written(_) => self.screen.out().written(),
                Message::Background(_) | Message::Hangup | Message::Signal(_) => break,
                _ => {}
            }
        }
    }
}
