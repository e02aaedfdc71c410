//! Typing on the bottom line: a search, a path, a word that must be meant.

use ratatui_textarea::{CursorMove, TextArea};

use super::super::{Command, Effect, Field, Help, Key, Search, State};
use super::Mode;

/// What a line is typed for.
#[derive(Clone, Debug)]
pub enum PromptLine {
    /// What to search for, and the search to go back to when this one is given up.
    Search(Option<Search>),
    /// What to search the help for.
    Help(Box<Help>),
    /// The number of a claim to go to.
    GoToClaim,
    /// Where to save instead.
    SaveElsewhere,
    /// That it is really meant to leave without saving.
    LeaveUnsaved,
}

/// The bottom line with a cursor in it.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What is typed.
    pub line: PromptLine,
    area: TextArea<'static>,
}

impl Prompt {
    /// Returns what stands before the words.
    pub fn label(&self) -> &'static str {
        match self.line {
            PromptLine::Search(_) | PromptLine::Help(_) => "/",
            PromptLine::GoToClaim => "Go to claim: ",
            PromptLine::SaveElsewhere => "Save to the file: ",
            PromptLine::LeaveUnsaved => "Type LEAVE to leave without saving: ",
        }
    }

    /// Returns the help that is searched.
    pub fn help(&self) -> Option<&Help> {
        match &self.line {
            PromptLine::Help(help) => Some(help),
            _ => None,
        }
    }

    /// Returns the words typed so far.
    pub fn words(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Returns the widget that draws the words.
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }
}

impl State {
    pub(in crate::app) fn prompt(&mut self, line: PromptLine) {
        let mut area = TextArea::default();
        area.set_cursor_line_style(ratatui::style::Style::default());
        self.lay_over(Mode::Prompt(Box::new(Prompt { line, area })));
    }

    /// Does what a key asks for while a line is typed.
    pub(in crate::app) fn prompt_command(&mut self, command: Command) -> Vec<Effect> {
        let Mode::Prompt(prompt) = self.uncover() else {
            return Vec::new();
        };
        let accepted = command == Command::PromptAccept;
        let words = prompt.words().to_owned();
        match (prompt.line, accepted) {
            (PromptLine::Search(earlier), true) => return self.accept_search(&words, earlier),
            (PromptLine::Search(earlier), false) => return self.resume_search(earlier),
            (PromptLine::Help(help), true) => self.accept_help_search(help, &words),
            (PromptLine::Help(help), false) => self.accept_help_search(help, ""),
            (PromptLine::GoToClaim, true) => self.go_to_claim(&words),
            (PromptLine::GoToClaim, false) => {}
            (PromptLine::SaveElsewhere, true) => return self.save_elsewhere(&words),
            (PromptLine::LeaveUnsaved, true) => return self.leave_unsaved(&words),
            (PromptLine::SaveElsewhere | PromptLine::LeaveUnsaved, false) => self.stay(),
        }
        Vec::new()
    }

    /// Types a key on the line.
    pub(in crate::app) fn prompt_key(&mut self, key: Key) {
        if let Mode::Prompt(prompt) = &mut self.mode {
            prompt.area.input(Field::input(key));
            self.prompt_changed();
        }
    }

    /// Pastes on the line: the first line of what was pasted.
    pub(in crate::app) fn prompt_paste(&mut self, text: &str) {
        if let Mode::Prompt(prompt) = &mut self.mode {
            let first = text.split(['\n', '\r']).next().unwrap_or_default();
            let line: String = first.chars().filter(|c| !c.is_control()).collect();
            prompt.area.insert_str(line);
            prompt.area.move_cursor(CursorMove::End);
            self.prompt_changed();
        }
    }

    /// What matches on the screen is marked while it is typed.
    fn prompt_changed(&mut self) {
        if let Mode::Prompt(prompt) = &mut self.mode {
            let search = Search::new(prompt.words());
            match &mut prompt.line {
                PromptLine::Search(_) => self.search = search,
                PromptLine::Help(help) => help.search = search,
                PromptLine::GoToClaim | PromptLine::SaveElsewhere | PromptLine::LeaveUnsaved => {}
            }
        }
    }
}
