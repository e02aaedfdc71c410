//! What text fields share: their widget, and keys and pasted text as they take them.

use ratatui_textarea::{CursorMove, Input, Key as AreaKey, TextArea};

use super::key::{Code, Key, NamedKey};

/// Returns a widget that holds a text, with the cursor at its end.
pub(super) fn text_area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
    // The line with the cursor needs no highlight.
    area.set_cursor_line_style(ratatui::style::Style::default());
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

/// Returns a key as text fields take it.
pub(super) fn input(key: Key) -> Input {
    Input {
        key: area_key(key.code),
        ctrl: key.ctrl,
        alt: key.alt,
        shift: key.shift,
    }
}

/// Returns pasted text as it may be typed. Terminals paste line ends as carriage returns; other
/// control characters are dropped.
pub(super) fn pasted(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|&c| c == '\n' || c == '\t' || !c.is_control())
        .collect()
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
