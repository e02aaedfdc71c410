//! The text field in which a note or a correction is typed.

use ratatui_textarea::{CursorMove, Input, Key as AreaKey, TextArea, WrapMode};

use crate::model::{ClaimId, Flags};

use super::form::FormDraft;
use super::key::{Code, Key, NamedKey};

/// What is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftKind {
    /// A note.
    Note,
    /// The note that odd but right needs; the flags go up with it.
    NoteFor(Flags),
    /// A correction.
    Correction,
}

/// Words typed and not kept yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// Those of a field.
    Text {
        /// The claim they are for.
        claim: ClaimId,
        /// What they are.
        kind: DraftKind,
        /// The words.
        text: String,
    },
    /// Those of a form.
    Form(FormDraft),
}

impl Draft {
    /// Returns the claim they are for.
    pub fn claim(&self) -> &ClaimId {
        match self {
            Draft::Text { claim, .. } => claim,
            Draft::Form(form) => &form.claim,
        }
    }
}

/// The field, open on one claim.
#[derive(Clone, Debug)]
pub struct Field {
    /// The claim.
    pub claim: ClaimId,
    /// What is typed.
    pub kind: DraftKind,
    /// What it was opened with, if the reviewer has not typed it.
    untouched: Option<String>,
    area: TextArea<'static>,
}

impl Field {
    /// Opens a field that holds what is written on the claim, or proposed to start from, with the
    /// cursor at its end.
    pub fn open(claim: ClaimId, kind: DraftKind, text: &str) -> Self {
        let untouched = Some(text.to_owned());
        Self {
            untouched,
            ..Self::restored(claim, kind, text)
        }
    }

    /// Opens a field that holds a draft.
    pub fn restored(claim: ClaimId, kind: DraftKind, text: &str) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        // The line the cursor is in needs no mark of its own.
        area.set_cursor_line_style(ratatui::style::Style::default());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self {
            claim,
            kind,
            untouched: None,
            area,
        }
    }

    /// Returns the text as it stands.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Returns whether it holds typed text that is not saved.
    pub fn is_changed(&self) -> bool {
        self.untouched.as_ref() != Some(&self.text())
    }

    /// Puts another text in place of the whole. The field's own undo brings it back.
    pub(super) fn replace(&mut self, text: &str) {
        self.area.select_all();
        self.area.insert_str(text);
    }

    /// Returns what would be lost if the field went away now.
    pub fn draft(&self) -> Draft {
        Draft::Text {
            claim: self.claim.clone(),
            kind: self.kind,
            text: self.text(),
        }
    }

    /// Returns the widget that draws the field.
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Types a key.
    pub fn key(&mut self, key: Key) {
        self.area.input(Self::input(key));
    }

    /// Returns a key as text fields know it.
    pub(super) fn input(key: Key) -> Input {
        Input {
            key: area_key(key.code),
            ctrl: key.ctrl,
            alt: key.alt,
            shift: key.shift,
        }
    }

    /// Begins a new line.
    pub fn newline(&mut self) {
        self.area.insert_newline();
    }

    /// Inserts pasted text.
    pub fn paste(&mut self, text: &str) {
        self.area.insert_str(Self::pasted(text));
    }

    /// Returns pasted text as it may be typed. Terminals paste line ends as carriage returns;
    /// other control characters have no place in a note.
    pub(super) fn pasted(text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        text.chars()
            .filter(|&c| c == '\n' || c == '\t' || !c.is_control())
            .collect()
    }
}

fn area_key(code: Code) -> AreaKey {
    match code {
        Code::Char(c) => AreaKey::Char(c),
        Code::F(n) => AreaKey::F(n),
        Code::Named(named) => match named {
            NamedKey::Enter => AreaKey::Enter,
            NamedKey::Esc => AreaKey::Esc,
            NamedKey::Tab => AreaKey::Tab,
            NamedKey::Backspace => AreaKey::Backspace,
            NamedKey::Delete => AreaKey::Delete,
            NamedKey::Up => AreaKey::Up,
            NamedKey::Down => AreaKey::Down,
            NamedKey::Left => AreaKey::Left,
            NamedKey::Right => AreaKey::Right,
            NamedKey::Home => AreaKey::Home,
            NamedKey::End => AreaKey::End,
            NamedKey::PageUp => AreaKey::PageUp,
            NamedKey::PageDown => AreaKey::PageDown,
            NamedKey::BackTab | NamedKey::Insert => AreaKey::Null,
        },
    }
}
