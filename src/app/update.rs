//! From what happened to the new state, and to what has to be done about it.

use jiff::Timestamp;

use super::{Command, DroppedInput, Effect, Event, Key, KeyContext, Layout, Mode, State};

impl State {
    /// Takes in one event that happened at `now`, and says what the outside has to do.
    pub fn update(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        self.now = Some(now);
        let mut effects = self.take(event, now);
        self.lay_out();
        debug_assert!(
            self.covered.is_none() || matches!(self.mode, Mode::Field(_) | Mode::Prompt(_)),
            "only what is typed lies over the article beside its source"
        );
        effects.extend(self.ask_sources());
        effects
    }

    fn take(&mut self, event: Event, now: Timestamp) -> Vec<Effect> {
        match event {
            Event::Key(key) => self.key(key, now),
            Event::EscRetracted => self.retract_esc(),
            Event::Pause => {
                self.pause();
                Vec::new()
            }
            Event::InputDropped(unread) => {
                self.refuse(match unread {
                    DroppedInput::Answer => {
                        "Keys wait for the end of an answer from the terminal: Esc ends it"
                    }
                    DroppedInput::Paste => "Dropped: the rest of a paste that was cut off",
                });
                Vec::new()
            }
            Event::Paste(text) => match self.mode {
                Mode::Field(_) => self.field_paste(&text),
                Mode::Form(_) => self.form_paste(&text),
                Mode::Prompt(_) => {
                    self.prompt_paste(&text);
                    Vec::new()
                }
                // Pasted text is not keys: a paste gone astray must not give verdicts.
                _ => {
                    self.refuse(format!(
                        "Pasted text has no place here: open a note ({}) first",
                        self.keymap.sign(Command::Note, false)
                    ));
                    Vec::new()
                }
            },
            Event::Mouse(pointing) => {
                self.point(pointing);
                Vec::new()
            }
            Event::Resize(width, height) => {
                self.resize(width, height);
                Vec::new()
            }
            Event::ClaimsFound { claims, upto } => self.claims_found(claims, upto),
            Event::HintsFound(hints) => self.hints_found(hints),
            Event::MatchesCounted { search, counts } => {
                self.counted(search, counts);
                Vec::new()
            }
            Event::Saved { upto, at } => {
                self.saving.saved(upto, at);
                self.saving_changed()
            }
            Event::SaveFailed { why } => {
                self.saving.failed(why);
                self.saving_changed()
            }
            Event::Merged { change, contested } => {
                self.merge(&change, contested, now);
                // The steps to undo belong to the file as it is now.
                vec![Effect::SaveSession]
            }
            Event::ArticleChanged(is_changed) => {
                self.article_changed(is_changed);
                Vec::new()
            }
            Event::ArticleAccepted => self.article_accepted(),
            Event::NotReopened(why) => {
                self.refuse(format!("Not taken in: {why}"));
                Vec::new()
            }
            Event::RescueTakenIn { claims } => self.recovered(claims),
            Event::SourcesRead { done, total } => {
                self.sources_read(done, total);
                Vec::new()
            }
            Event::SourcesReady(catalogue) => {
                self.sources_ready(catalogue);
                Vec::new()
            }
            Event::SourcesAnswered(finding) => {
                self.sources.answered(finding);
                Vec::new()
            }
            Event::SideBySideReady(answer) => {
                self.compared(answer);
                Vec::new()
            }
            Event::RepeatsFound(groups) => {
                self.repeats_found(groups);
                Vec::new()
            }
            Event::NoteEdited(result) => self.edited(result, now),
            Event::TerminalNotReleased => {
                let what = match self.in_editor.take() {
                    Some(_) => "Not opened",
                    None => "Not suspended",
                };
                self.refuse(format!(
                    "{what}: the terminal takes no output (Ctrl-Q resumes it)"
                ));
                Vec::new()
            }
            Event::Copied(Ok(())) => {
                self.say("Copied, if the terminal allows it");
                Vec::new()
            }
            Event::Reported(Ok(what)) => {
                self.say(format!("Report written: {what}"));
                Vec::new()
            }
            Event::Reported(Err(why)) | Event::Copied(Err(why)) => {
                self.refuse(why);
                Vec::new()
            }
        }
    }

    fn key(&mut self, key: Key, now: Timestamp) -> Vec<Effect> {
        let context = self.context();
        let command = self.keymap.command(context, key);
        if self.is_rest_of_burst(key) {
            return Vec::new();
        }
        if self.panes.layout == Layout::TooSmall && !command.is_some_and(Command::works_unseen) {
            // Nothing is decided or typed on a screen that does not show it.
            return Vec::new();
        }
        self.message = None;
        if matches!(self.mode, Mode::Browse) {
            self.notice = None;
        }
        self.resuming = None;
        // The key was meant for the article as it is.
        self.reopening = false;
        self.confirmation.key_pressed();
        if matches!(context, KeyContext::Browse | KeyContext::Article) {
            self.keep_reach_for(command);
        }
        if let Some(search) = &mut self.search {
            search.give_up();
        }
        let effects = self.key_in(context, command, key, now);
        self.key_done(context, command);
        effects
    }

    /// Does what a key is for in a context.
    fn key_in(
        &mut self,
        context: KeyContext,
        command: Option<Command>,
        key: Key,
        now: Timestamp,
    ) -> Vec<Effect> {
        match (context, command) {
            (
                KeyContext::Select | KeyContext::Choose | KeyContext::SideBySide,
                Some(Command::Help),
            ) => {
                self.open_help();
                Vec::new()
            }
            (KeyContext::Choose, Some(command @ (Command::ScrollDown | Command::ScrollUp))) => {
                self.scroll_chooser(command == Command::ScrollDown);
                Vec::new()
            }
            (KeyContext::Browse | KeyContext::Article, Some(command)) => self.browse(command, now),
            (KeyContext::Browse | KeyContext::Article, None) => {
                let help = self.keymap.sign(Command::Help, false);
                self.refuse(format!(
                    "{} does nothing here: {help} lists the keys",
                    key.sign(false)
                ));
                Vec::new()
            }
            (KeyContext::Field, Some(command)) => self.field_command(command, now),
            (KeyContext::Field, None) => self.field_key(key),
            (KeyContext::Form, Some(command)) => self.form_command(command, key, now),
            (KeyContext::Form, None) => self.form_key(key),
            (KeyContext::Prompt, Some(command)) => self.prompt_command(command),
            (KeyContext::Prompt, None) => {
                self.prompt_key(key);
                Vec::new()
            }
            (KeyContext::Select, Some(command)) => self.select_command(command, now),
            (KeyContext::Choose, Some(command)) => self.choose_command(command, now),
            (KeyContext::Choose, None) => self.choose_key(key, now),
            (KeyContext::SideBySide, Some(command)) => self.whole_command(command, now),
            (KeyContext::Help, Some(command)) => {
                self.help_command(command);
                Vec::new()
            }
            (KeyContext::Select | KeyContext::SideBySide | KeyContext::Help, None) => Vec::new(),
        }
    }
}
