//! From an event to the new state, and to what the outside has to do.

use jiff::Timestamp;

use super::chooser::ChooserPurpose;
use super::modes::Next;
use super::{
    Command, DroppedInput, Effect, Event, Key, KeyContext, Layout, Mode, SideBySide,
    SourcesProgress, State, pointing,
};

impl State {
    /// Takes in one event that happened at `now`, and returns what the outside has to do.
    pub fn update(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        self.work.now = Some(now);
        let mut effects = self.take_input(event, now);
        self.lay_out();
        effects.extend(self.work.ask_sources());
        effects
    }

    /// Takes in what the reviewer does.
    fn take_input(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        match event {
            Event::Key(key) => return self.key(key, now),
            Event::EscRetracted => return self.esc.retract(&mut self.work, &mut self.modes),
            Event::Pause => self.esc.pause(),
            Event::InputDropped(dropped) => self.work.refuse(match dropped {
                DroppedInput::Answer => {
                    "Keys wait for the end of an answer from the terminal: Esc ends it"
                }
                DroppedInput::Paste => "Dropped: the rest of a paste that was cut off",
            }),
            Event::Paste(text) => return self.modes.paste(&text, &mut self.work),
            Event::Mouse(input) => pointing::point(input, &mut self.work, &mut self.modes),
            Event::Resize(width, height) => self.work.resize(width, height),
            other => return self.take_report(other, now),
        }
        Vec::new()
    }

    /// Takes in what the outside reports.
    fn take_report(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        let work = &mut self.work;
        match event {
            Event::ClaimsFound { claims, upto } => {
                let effects = work.claims_found(claims, upto);
                self.resume();
                return effects;
            }
            Event::HintsFound(hints) => return work.hints_found(hints),
            Event::MatchesCounted { search, counts } => work.matches_counted(search, counts),
            Event::Saved { upto, at } => {
                work.saving.saved(upto, at);
                return self.saving_changed();
            }
            Event::SaveFailed { why } => {
                work.saving.failed(why);
                return self.saving_changed();
            }
            Event::Merged { change, contested } => {
                work.merge(&change, contested, now);
                // The steps to undo belong to the file as it is now.
                return vec![Effect::SaveSession];
            }
            Event::ArticleChanged(is_changed) => work.article_changed(is_changed),
            Event::ArticleAccepted => {
                let summary = self.article_summary();
                let reply = self.work.article_accepted(summary);
                return self.reply(reply);
            }
            Event::NotReopened(why) => work.refuse(format!("Not taken in: {why}")),
            Event::RescueTakenIn { claims } => {
                // Nothing is written before the changed article is accepted.
                let is_accepted = self.article_summary().is_none();
                return self.work.rescue_taken_in(claims, is_accepted);
            }
            Event::SourcesRead { done, total } => {
                let progress = SourcesProgress::Reading { done, total };
                work.sources.set_progress(progress);
            }
            Event::SourcesReady(catalogue) => work.sources_ready(catalogue),
            Event::SourcesAnswered(answer) => work.sources.take_answer(answer),
            Event::SideBySideReady(answer) => self.open_side_by_side(answer),
            Event::RepeatsFound(groups) => work.repeats_found(groups),
            Event::NoteEdited(result) => return work.note_edited(result, now),
            Event::TerminalNotReleased => work.terminal_not_released(),
            Event::Copied(Ok(())) => work.say("Copied, if the terminal allows it"),
            Event::Reported(Ok(what)) => work.say(format!("Report written: {what}")),
            Event::Reported(Err(why)) | Event::Copied(Err(why)) => work.refuse(why),
            Event::Key(_)
            | Event::EscRetracted
            | Event::Pause
            | Event::InputDropped(_)
            | Event::Paste(_)
            | Event::Mouse(_)
            | Event::Resize(..) => {}
        }
        Vec::new()
    }

    fn saving_changed(&mut self) -> Vec<Effect> {
        let is_browsing = self.modes.is_browsing();
        let reply = self.work.saving_changed(is_browsing);
        self.reply(reply)
    }

    /// Returns what happened to the claims of the changed article, while the reviewer is asked
    /// about it.
    fn article_summary(&self) -> Option<String> {
        match self.modes.top() {
            Mode::Choose(chooser) if chooser.purpose == ChooserPurpose::ArticleChanged => {
                Some(chooser.intro.clone())
            }
            _ => None,
        }
    }

    /// Shows the article beside a source that was asked for. If something else was opened since, it
    /// comes too late.
    fn open_side_by_side(&mut self, answer: Result<SideBySide, String>) {
        let position = match self.modes.top() {
            Mode::Browse => self.work.position(),
            Mode::SideBySide(view) => view.position(),
            _ => return,
        };
        match answer {
            Ok(mut view) => {
                self.work.messages.take();
                view.begin_at(position);
                let mode = Mode::SideBySide(Box::new(view));
                self.modes.go(match self.modes.is_browsing() {
                    true => Next::Open(mode),
                    false => Next::Replace(mode),
                });
            }
            Err(why) => self.work.refuse(why),
        }
    }

    fn key(&mut self, key: Key, now: Timestamp) -> Vec<Effect> {
        let context = self.context();
        let command = self.work.settings.keymap().command(context, key);
        let is_rest = self.esc.is_rest_of_burst(key, &mut self.work, &self.modes);
        let is_too_small = self.work.panes().layout == Layout::TooSmall;
        if is_rest || is_too_small && !command.is_some_and(Command::works_unseen) {
            // Nothing is decided or typed on a screen that does not show it.
            return Vec::new();
        }
        let work = &mut self.work;
        work.messages.take();
        if self.modes.is_browsing() {
            work.messages.end_notice();
        }
        // The key was meant for the article as it is.
        work.saving.set_reopening(false);
        work.confirmation.key_pressed();
        if matches!(context, KeyContext::Browse | KeyContext::Article) {
            work.keep_decided_for(command);
        }
        work.search.give_up();
        self.stop_resuming();
        let effects = self.modes.key((key, command), &mut self.work, now);
        let has_left = self.context() != context;
        self.esc.key_done(command, has_left);
        effects
    }
}
