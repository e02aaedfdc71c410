//! Typing on the bottom line: a search, a claim's number, a path, a word that confirms.

use ratatui_textarea::{CursorMove, TextArea};

use crate::app::command::PromptCommand;
use crate::app::text_input;
use crate::app::workspace::Workspace;
use crate::app::{Effect, Key, Search};

use super::{Mode, Reply};

/// What a line is typed for.
#[derive(Clone, Debug)]
pub enum PromptLine {
    /// A search, and the earlier one to go back to if this one is cancelled.
    Search(Option<Search>),
    /// A search in the help.
    HelpSearch,
    /// The number of a claim to go to.
    GoToClaim,
    /// The file to save to instead.
    SaveElsewhere,
    /// The word that confirms leaving without saving.
    LeaveUnsaved,
}

/// The bottom line with a cursor in it.
#[derive(Clone, Debug)]
pub struct Prompt {
    line: PromptLine,
    area: TextArea<'static>,
}

impl Prompt {
    /// Opens an empty line.
    pub(in crate::app) fn open(line: PromptLine) -> Mode {
        let area = text_input::text_area("");
        Mode::Prompt(Box::new(Self { line, area }))
    }

    /// Returns what stands before the words.
    pub fn label(&self) -> &'static str {
        match self.line {
            PromptLine::Search(_) | PromptLine::HelpSearch => "/",
            PromptLine::GoToClaim => "Go to claim: ",
            PromptLine::SaveElsewhere => "Save to the file: ",
            PromptLine::LeaveUnsaved => "Type LEAVE to leave without saving: ",
        }
    }

    /// Returns what the line is typed for.
    pub fn line(&self) -> &PromptLine {
        &self.line
    }

    /// Returns the words typed so far.
    pub fn words(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Returns the widget that draws the words.
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Does what a key asks for while a line is typed. `under` is the mode that is searched.
    pub(super) fn update(
        &mut self,
        command: PromptCommand,
        under: Option<&mut Mode>,
        work: &mut Workspace,
    ) -> Reply {
        let effects = match command {
            PromptCommand::PromptAccept => self.accept(under, work),
            PromptCommand::PromptCancel => match &self.line {
                PromptLine::Search(earlier) => work.resume_search(earlier.clone()),
                PromptLine::HelpSearch => {
                    if let Some(Mode::Help(help)) = under {
                        help.preview(None);
                    }
                    Vec::new()
                }
                PromptLine::GoToClaim => Vec::new(),
                PromptLine::SaveElsewhere | PromptLine::LeaveUnsaved => {
                    work.stay();
                    Vec::new()
                }
            },
        };
        Reply::from(effects).closing()
    }

    fn accept(&self, under: Option<&mut Mode>, work: &mut Workspace) -> Vec<Effect> {
        let words = self.words();
        match &self.line {
            PromptLine::Search(earlier) => {
                let (first, effects) = work.accept_search(words, earlier.clone());
                match (under, first) {
                    (Some(Mode::SideBySide(view)), Some(first)) => view.go_to_first(first, work),
                    (_, Some(first)) => work.go_to_first_match(first),
                    (_, None) => {}
                }
                effects
            }
            PromptLine::HelpSearch => {
                if let Some(Mode::Help(help)) = under {
                    help.search_for(words, work);
                }
                Vec::new()
            }
            PromptLine::GoToClaim => {
                work.go_to_claim(words);
                Vec::new()
            }
            PromptLine::SaveElsewhere => work.save_elsewhere(words),
            PromptLine::LeaveUnsaved => work.leave_unsaved(words),
        }
    }

    /// Types a key on the line.
    pub(super) fn type_key(
        &mut self,
        key: Key,
        under: Option<&mut Mode>,
        work: &mut Workspace,
    ) -> Reply {
        self.area.input(text_input::input(key));
        self.preview(under, work)
    }

    /// Pastes on the line: the first line of what was pasted.
    pub(super) fn paste(
        &mut self,
        text: &str,
        under: Option<&mut Mode>,
        work: &mut Workspace,
    ) -> Reply {
        let first = text.split(['\n', '\r']).next().unwrap_or_default();
        let line: String = first.chars().filter(|c| !c.is_control()).collect();
        self.area.insert_str(line);
        self.area.move_cursor(CursorMove::End);
        self.preview(under, work)
    }

    /// Marks what matches on the screen while it is typed.
    fn preview(&self, under: Option<&mut Mode>, work: &mut Workspace) -> Reply {
        let search = Search::new(self.words());
        match (&self.line, under) {
            (PromptLine::Search(_), _) => work.search.set(search),
            (PromptLine::HelpSearch, Some(Mode::Help(help))) => help.preview(search),
            _ => {}
        }
        Reply::default()
    }
}
