//! What the state asks for, carried out.

use std::path::PathBuf;

use crossterm::clipboard::CopyToClipboard;
use jiff::Timestamp;

use crate::app::{Effect, Event};
use crate::run::ending::Ending;
use crate::run::workers::{ReportRequest, Workers};

use super::EventLoop;

impl EventLoop {
    /// Carries out what an update has asked for.
    pub(super) fn carry_out_all(&mut self, effects: Vec<Effect>, now: Timestamp) {
        for effect in effects {
            self.carry_out(effect, now);
        }
        self.workers.background.link_repeats(self.state.review());
    }

    fn carry_out(&mut self, effect: Effect, now: Timestamp) {
        let Workers {
            saver, background, ..
        } = &mut self.workers;
        match effect {
            Effect::Save { number, change } => saver.save(number, change, now),
            Effect::TellWriter { change, found } => saver.include(change, found),
            Effect::CountMatches(job) => background.search(job),
            Effect::SaveSession => saver.save_session(&self.state),
            Effect::Copy(text) => self.copy(&text),
            Effect::Edit(text) => self.edit(&text),
            Effect::Report(format) => self.report(ReportRequest::Format(format)),
            Effect::Questions(person) => self.report(ReportRequest::Questions(person)),
            Effect::AskSources(question) => background.ask(question),
            Effect::Mouse(is_on) => self.use_mouse(is_on),
            Effect::Suspend => self.suspend(),
            Effect::Redraw => self.screen.forget(),
            Effect::SaveAgain => saver.save_again(),
            Effect::SaveElsewhere(path) => saver.save_elsewhere(without_tilde(&path)),
            Effect::Reopen => self.open_again(),
            Effect::Quit => self.ending = Some(Ending::Quit),
        }
    }

    fn report(&self, request: ReportRequest) {
        self.workers.background.report(self.state.review(), request);
    }

    fn copy(&mut self, text: &str) {
        let mut bytes = Vec::new();
        let written = crossterm::queue!(bytes, CopyToClipboard::to_clipboard_from(text))
            .and_then(|()| self.screen.send(&bytes));
        let answer = written.map_err(|error| format!("not copied: {error}"));
        self.answer(Event::Copied(answer));
    }

    pub(super) fn use_mouse(&mut self, is_on: bool) {
        if self.terminal.use_mouse(is_on, self.screen.out()).is_err() {
            self.ending = Some(Ending::HANGUP);
        }
    }
}

/// Returns a path as it was typed, with the home folder in place of `~/`.
fn without_tilde(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), directories::BaseDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}
