//! What the keys are for; a file per mode.

mod browse;
mod choose;
mod field;
mod form;
mod help;
mod prompt;
mod select;
mod side_by_side;

pub use field::Field;
pub use help::Help;
pub use prompt::{Prompt, PromptLine};
pub use select::Selection;

use jiff::Timestamp;

use ratatui::layout::Position;

use super::chooser::Chooser;
use super::command::{ModeCommand, MoveCommand, ProgramCommand};
use super::workspace::Workspace;
use super::{Command, Effect, Focus, Form, Key, KeyContext, Panes, SideBySide};

/// What the keys are for.
#[derive(Clone, Debug)]
pub enum Mode {
    /// Going from claim to claim and deciding.
    Browse,
    /// Typing a note or a correction.
    Field(Box<Field>),
    /// Filling in a form.
    Form(Box<Form>),
    /// Typing on the bottom line.
    Prompt(Box<Prompt>),
    /// Selecting text for a claim.
    Select(Selection),
    /// Choosing from a list.
    Choose(Chooser),
    /// Looking at the article beside a source.
    SideBySide(Box<SideBySide>),
    /// Reading the help.
    Help(Box<Help>),
}

/// Which mode comes next.
#[derive(Clone, Debug, Default)]
pub(super) enum Next {
    /// The same.
    #[default]
    Stay,
    /// The one under it.
    Close,
    /// Another one, over it.
    Open(Mode),
    /// Another one, in its place.
    Replace(Mode),
}

/// What a mode makes of a key.
#[derive(Clone, Debug, Default)]
pub(super) struct Reply {
    /// What the outside has to do.
    pub(super) effects: Vec<Effect>,
    /// Which mode comes next.
    pub(super) next: Next,
}

impl Reply {
    /// Closes the mode.
    pub(super) fn close() -> Self {
        Self::default().closing()
    }

    /// Closes the mode that replies, too: what it opens takes its place.
    pub(super) fn closing(self) -> Self {
        let next = match self.next {
            Next::Stay | Next::Close => Next::Close,
            Next::Open(mode) | Next::Replace(mode) => Next::Replace(mode),
        };
        Self { next, ..self }
    }

    /// Returns whether a mode is opened.
    pub(super) fn opens(&self) -> bool {
        matches!(self.next, Next::Open(_) | Next::Replace(_))
    }

    /// Adds something for the outside to do.
    pub(super) fn and(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }
}

impl From<Vec<Effect>> for Reply {
    fn from(effects: Vec<Effect>) -> Self {
        Self {
            effects,
            next: Next::Stay,
        }
    }
}

impl From<Effect> for Reply {
    fn from(effect: Effect) -> Self {
        vec![effect].into()
    }
}

impl From<Mode> for Reply {
    fn from(mode: Mode) -> Self {
        Self {
            effects: Vec::new(),
            next: Next::Open(mode),
        }
    }
}

/// The mode in use, over those that it was opened from. At the bottom is browsing.
#[derive(Clone, Debug)]
pub(super) struct ModeStack {
    top: Mode,
    /// The nearest last.
    under: Vec<Mode>,
}

impl Default for ModeStack {
    fn default() -> Self {
        Self {
            top: Mode::Browse,
            under: Vec::new(),
        }
    }
}

impl ModeStack {
    /// Returns the mode in use.
    pub(super) fn top(&self) -> &Mode {
        &self.top
    }

    /// Returns the help, if it is on the screen: open, or with a search typed below it.
    pub(super) fn help(&self) -> Option<&Help> {
        match (&self.top, self.under.last()) {
            (Mode::Help(help), _) | (Mode::Prompt(_), Some(Mode::Help(help))) => Some(help),
            _ => None,
        }
    }

    /// Returns the article beside a source, if that is on the screen: open, or with something typed
    /// over it.
    pub(super) fn side_by_side(&self) -> Option<&SideBySide> {
        match (&self.top, self.under.last()) {
            (Mode::SideBySide(view), _)
            | (Mode::Field(_) | Mode::Prompt(_), Some(Mode::SideBySide(view))) => Some(view),
            _ => None,
        }
    }

    /// Returns the field, if one is open.
    pub(super) fn field(&self) -> Option<&Field> {
        match &self.top {
            Mode::Field(field) => Some(field),
            _ => None,
        }
    }

    /// Returns whether something covers the panes in a cell.
    pub(super) fn covers(&self, at: Position, panes: &Panes) -> bool {
        let is_full = self.help().is_some() || self.side_by_side().is_some();
        is_full
            || self
                .top
                .popup(panes)
                .is_some_and(|popup| popup.contains(at))
    }

    /// Returns the mode in use and the one under it.
    pub(super) fn top_mut(&mut self) -> (&mut Mode, Option<&mut Mode>) {
        (&mut self.top, self.under.last_mut())
    }

    /// Returns whether no mode is open over browsing.
    pub(super) fn is_browsing(&self) -> bool {
        matches!(self.top, Mode::Browse)
    }

    /// Opens, closes or replaces a mode.
    pub(super) fn go(&mut self, next: Next) {
        match next {
            Next::Stay => {}
            Next::Close => self.top = self.under.pop().unwrap_or(Mode::Browse),
            Next::Open(mode) => self.under.push(std::mem::replace(&mut self.top, mode)),
            Next::Replace(mode) => {
                self.go(Next::Close);
                self.go(Next::Open(mode));
            }
        }
    }

    /// Returns how many modes are under the one in use.
    pub(super) fn depth(&self) -> usize {
        self.under.len()
    }

    /// Puts a mode in use again that was `depth` modes above browsing.
    pub(super) fn restore(&mut self, depth: usize, mode: Mode) {
        while self.depth() >= depth.max(1) {
            self.go(Next::Close);
        }
        if depth > 0 {
            self.go(Next::Open(mode));
        }
    }

    /// Returns where keys are looked up.
    pub(super) fn context(&self, focus: Focus) -> KeyContext {
        match &self.top {
            Mode::Browse => match focus {
                Focus::Article => KeyContext::Article,
                Focus::Claims => KeyContext::Browse,
            },
            Mode::Field(_) => KeyContext::Field,
            Mode::Form(_) => KeyContext::Form,
            Mode::Prompt(_) => KeyContext::Prompt,
            Mode::Select(_) => KeyContext::Select,
            Mode::Choose(_) => KeyContext::Choose,
            Mode::SideBySide(_) => KeyContext::SideBySide,
            Mode::Help(_) => KeyContext::Help,
        }
    }

    /// Does what a key is for: of a command, if it is bound to one in this context.
    pub(super) fn key(
        &mut self,
        (key, command): (Key, Option<Command>),
        work: &mut Workspace,
        now: Timestamp,
    ) -> Vec<Effect> {
        let context = self.context(work.screen.focus());
        let (top, under) = self.top_mut();
        let reply = match (top, command.map(Command::by_mode)) {
            (Mode::Browse, Some(part)) => browse::update(part, context, work, now),
            (Mode::Browse, None) => {
                let help = work.key(Command::Help);
                let key = key.sign(false);
                work.refuse(format!("{key} does nothing here: {help} lists the keys"));
                Reply::default()
            }
            (
                Mode::Select(_) | Mode::Choose(_) | Mode::SideBySide(_),
                Some(ModeCommand::Program(ProgramCommand::Help)),
            ) => Help::open(context).into(),
            (Mode::Field(field), Some(ModeCommand::Field(command))) => {
                field.update(command, work, now)
            }
            (Mode::Field(field), _) => field.type_key(key),
            (Mode::Form(form), Some(ModeCommand::Form(command))) => {
                form.update(command, key, work, now)
            }
            (Mode::Form(form), _) => form.edit(|form| form.key(key)),
            (Mode::Prompt(prompt), Some(ModeCommand::Prompt(command))) => {
                prompt.update(command, under, work)
            }
            (Mode::Prompt(prompt), _) => prompt.type_key(key, under, work),
            (Mode::Select(selection), Some(ModeCommand::Select(command))) => {
                selection.update(command, work, now)
            }
            (Mode::Choose(chooser), Some(ModeCommand::Choose(command))) => {
                chooser.update(command, work, now)
            }
            (Mode::Choose(chooser), Some(ModeCommand::Move(command))) => {
                chooser.scroll(work.panes(), command == MoveCommand::ScrollDown);
                Reply::default()
            }
            (Mode::Choose(chooser), _) => chooser.type_key(key, work, now),
            (Mode::SideBySide(view), Some(ModeCommand::SideBySide(command))) => {
                view.update(command, work, now)
            }
            (Mode::Help(help), Some(ModeCommand::Help(command))) => help.update(command, work),
            (Mode::Help(help), Some(ModeCommand::Move(command))) => {
                let rows = if command == MoveCommand::ScrollDown {
                    1
                } else {
                    -1
                };
                help.scroll(rows, work);
                Reply::default()
            }
            (Mode::Select(_) | Mode::SideBySide(_) | Mode::Help(_), _) => Reply::default(),
        };
        self.reply(reply)
    }

    /// Pastes text where it can be typed. Pasted text is not keys: a paste gone astray must not give
    /// verdicts.
    pub(super) fn paste(&mut self, text: &str, work: &mut Workspace) -> Vec<Effect> {
        let reply = match self.top_mut() {
            (Mode::Field(field), _) => field.type_text(text),
            (Mode::Form(form), _) => form.edit(|form| {
                if !form.takes_address(text) {
                    form.paste(text);
                }
            }),
            (Mode::Prompt(prompt), under) => prompt.paste(text, under, work),
            _ => {
                let note = work.key(Command::Note);
                work.refuse(format!("Nowhere to paste: open a note ({note}) first"));
                Reply::default()
            }
        };
        self.reply(reply)
    }

    /// Takes a reply: changes the mode, and returns what the outside has to do.
    pub(super) fn reply(&mut self, reply: Reply) -> Vec<Effect> {
        self.go(reply.next);
        reply.effects
    }
}
