//! From what the terminal sends to events.

use crossterm::event::{
    Event as Sent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};

use crate::app::{Code, Event, Key, Named, Pointed, Pointing};

/// Returns the event for what the terminal sent; none for what the program has no use for.
pub fn event(sent: Sent) -> Option<Event> {
    match sent {
        Sent::Key(key) if key.kind != KeyEventKind::Release => key_of(key).map(Event::Key),
        Sent::Paste(text) => Some(Event::Paste(text)),
        Sent::Mouse(mouse) => pointing(mouse).map(Event::Mouse),
        Sent::Resize(width, height) => Some(Event::Resize(width, height)),
        _ => None,
    }
}

fn pointing(sent: MouseEvent) -> Option<Pointing> {
    let what = match sent.kind {
        MouseEventKind::Down(MouseButton::Left) => Pointed::Press,
        MouseEventKind::Drag(MouseButton::Left) => Pointed::Drag,
        MouseEventKind::Up(MouseButton::Left) => Pointed::Release,
        MouseEventKind::ScrollDown => Pointed::WheelDown,
        MouseEventKind::ScrollUp => Pointed::WheelUp,
        _ => return None,
    };
    Some(Pointing {
        what,
        column: sent.column,
        row: sent.row,
    })
}

fn key_of(sent: KeyEvent) -> Option<Key> {
    use Code::{Char, F};
    let named = Code::Named;
    let code = match sent.code {
        KeyCode::Char(c) => Char(c),
        KeyCode::F(n) => F(n),
        KeyCode::Enter => named(Named::Enter),
        KeyCode::Esc => named(Named::Esc),
        KeyCode::Tab => named(Named::Tab),
        KeyCode::BackTab => named(Named::BackTab),
        KeyCode::Backspace => named(Named::Backspace),
        KeyCode::Delete => named(Named::Delete),
        KeyCode::Insert => named(Named::Insert),
        KeyCode::Up => named(Named::Up),
        KeyCode::Down => named(Named::Down),
        KeyCode::Left => named(Named::Left),
        KeyCode::Right => named(Named::Right),
        KeyCode::Home => named(Named::Home),
        KeyCode::End => named(Named::End),
        KeyCode::PageUp => named(Named::PageUp),
        KeyCode::PageDown => named(Named::PageDown),
        _ => return None,
    };
    let held = |modifier| sent.modifiers.contains(modifier);
    Some(Key {
        code,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        // Shift is in the character, and in the name of Shift-Tab.
        shift: held(KeyModifiers::SHIFT) && !matches!(code, Char(_) | Code::Named(Named::BackTab)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> String {
        match event(Sent::Key(KeyEvent::new(code, modifiers))) {
            Some(Event::Key(key)) => key.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn keys_are_named_as_in_the_keymap() {
        assert_eq!(key(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(key(KeyCode::Char('d'), KeyModifiers::CONTROL), "ctrl-d");
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::SHIFT), "backtab");
        assert_eq!(key(KeyCode::Left, KeyModifiers::SHIFT), "shift-left");
        assert_eq!(key(KeyCode::Enter, KeyModifiers::ALT), "alt-enter");
    }

    #[test]
    fn a_released_key_is_no_key() {
        let mut released = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::NONE);
        released.kind = KeyEventKind::Release;
        assert_eq!(event(Sent::Key(released)), None);
    }
}
