//! The key or mouse button of a complete sequence.

use terminput::{
    Event as Sent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind, ScrollDirection,
};

use crate::app::{Code, Event, Key, MouseAction, MouseInput, NamedKey};

/// Returns the event of one control character, one ASCII character or one escape sequence, or `None`
/// if it is neither a key nor a mouse action of the program.
pub(super) fn event(bytes: &[u8]) -> Option<Event> {
    if is_answer(bytes) {
        return None;
    }
    match Sent::parse_from(bytes).ok()?? {
        Sent::Key(key) if key.kind != KeyEventKind::Release => key_of(key).map(Event::Key),
        Sent::Mouse(mouse) => pointing(mouse).map(Event::Mouse),
        _ => None,
    }
}

/// Returns whether a sequence is an answer of the terminal that terminput would take for a key, or
/// names a cell that does not exist, on which terminput panics.
fn is_answer(bytes: &[u8]) -> bool {
    let Some((&last, body)) = bytes.strip_prefix(b"\x1B[").and_then(<[u8]>::split_last) else {
        return false;
    };
    let is_mouse = matches!(last, b'M' | b'm');
    match body.first() {
        // X10 mouse: the three bytes are not parameters.
        Some(b'M') => return false,
        Some(b'<') => return !is_mouse || !has_place(&body[1..]),
        Some(b'=' | b'>' | b'?') => return true,
        _ => {}
    }
    let has_intermediate = body.iter().any(|byte| (0x20..=0x2F).contains(byte));
    // `CSI row ; column R` is the cursor's position; F3 with modifiers looks the same.
    let is_cursor_report = last == b'R' && !body.is_empty();
    has_intermediate || is_cursor_report || (is_mouse && !has_place(body))
}

/// Returns whether the parameters of a mouse sequence name a cell: rows and columns count from 1.
fn has_place(parameters: &[u8]) -> bool {
    let numbers: Option<Vec<u16>> = std::str::from_utf8(parameters).ok().and_then(|text| {
        let numbers = text.split(';').map(|number| number.parse().ok());
        numbers.collect()
    });
    numbers.is_some_and(|numbers| numbers.len() == 3 && numbers[1] > 0 && numbers[2] > 0)
}

fn pointing(sent: MouseEvent) -> Option<MouseInput> {
    let what = match sent.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAction::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseAction::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseAction::Release,
        MouseEventKind::Scroll(ScrollDirection::Down) => MouseAction::WheelDown,
        MouseEventKind::Scroll(ScrollDirection::Up) => MouseAction::WheelUp,
        _ => return None,
    };
    Some(MouseInput {
        what,
        column: sent.column,
        row: sent.row,
    })
}

/// Modifiers that none of our keys has: with one of them, `v` is a shortcut of the desktop.
const FOREIGN: KeyModifiers = KeyModifiers::SUPER
    .union(KeyModifiers::HYPER)
    .union(KeyModifiers::META);

fn key_of(sent: KeyEvent) -> Option<Key> {
    use Code::{Char, F};
    let named = Code::Named;
    let held = |modifier| sent.modifiers.contains(modifier);
    let (ctrl, shift) = (held(KeyModifiers::CTRL), held(KeyModifiers::SHIFT));
    let code = match sent.code {
        KeyCode::Char(c) if c.is_control() => return None,
        KeyCode::Char(c) if shift && !ctrl => Char(c.to_ascii_uppercase()),
        KeyCode::Char(c) => Char(c),
        KeyCode::F(n) => F(n),
        KeyCode::Enter => named(NamedKey::Enter),
        KeyCode::Esc => named(NamedKey::Esc),
        KeyCode::Tab if shift => named(NamedKey::BackTab),
        KeyCode::Tab => named(NamedKey::Tab),
        KeyCode::Backspace => named(NamedKey::Backspace),
        KeyCode::Delete => named(NamedKey::Delete),
        KeyCode::Insert => named(NamedKey::Insert),
        KeyCode::Up => named(NamedKey::Up),
        KeyCode::Down => named(NamedKey::Down),
        KeyCode::Left => named(NamedKey::Left),
        KeyCode::Right => named(NamedKey::Right),
        KeyCode::Home => named(NamedKey::Home),
        KeyCode::End => named(NamedKey::End),
        KeyCode::PageUp => named(NamedKey::PageUp),
        KeyCode::PageDown => named(NamedKey::PageDown),
        _ => return None,
    };
    let is_ours = !sent.modifiers.intersects(FOREIGN);
    is_ours.then_some(Key {
        code,
        ctrl,
        alt: held(KeyModifiers::ALT),
        // The character implies Shift, and so does the name of Shift-Tab.
        shift: shift && !matches!(code, Char(_) | Code::Named(NamedKey::BackTab)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(bytes: &str) -> String {
        match event(bytes.as_bytes()) {
            Some(Event::Key(key)) => key.to_string(),
            Some(other) => format!("{other:?}"),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn sequences_have_the_keymaps_names() {
        for (bytes, name) in [
            ("g", "g"),
            ("G", "G"),
            ("\0", "ctrl-space"),
            ("\x04", "ctrl-d"),
            ("\x08", "ctrl-h"),
            ("\t", "tab"),
            ("\n", "ctrl-j"),
            ("\r", "enter"),
            ("\x1F", "ctrl-7"),
            ("\x7F", "backspace"),
            ("\x1B[A", "up"),
            ("\x1BOD", "left"),
            ("\x1B[1;2D", "shift-left"),
            ("\x1B[1;5C", "ctrl-right"),
            ("\x1B[1;3B", "alt-down"),
            ("\x1B[1;6H", "ctrl-shift-home"),
            ("\x1B[F", "end"),
            ("\x1B[1~", "home"),
            ("\x1B[2~", "insert"),
            ("\x1B[3~", "delete"),
            ("\x1B[4~", "end"),
            ("\x1B[5~", "pgup"),
            ("\x1B[6;5~", "ctrl-pgdn"),
            ("\x1B[Z", "backtab"),
            ("\x1BOP", "f1"),
            ("\x1B[[B", "f2"),
            ("\x1BOR", "f3"),
            ("\x1B[13~", "f3"),
            ("\x1B[15~", "f5"),
            ("\x1B[24~", "f12"),
            ("\x1B[1;2P", "shift-f1"),
            // The kitty protocol, which some terminals use unasked.
            ("\x1B[27u", "esc"),
            ("\x1B[13;3u", "alt-enter"),
            ("\x1B[9;2u", "backtab"),
            ("\x1B[118u", "v"),
            ("\x1B[118;2u", "V"),
            ("\x1B[118:86;2u", "V"),
            ("\x1B[100;5u", "ctrl-d"),
        ] {
            assert_eq!(key(bytes), name, "{bytes:?}");
        }
    }

    #[test]
    fn other_sequences_are_ignored() {
        for bytes in [
            // A key release.
            "\x1B[118;1:3u",
            // Super-v, a control character, a modifier alone.
            "\x1B[118;9u",
            "\x1B[1u",
            "\x1B[57441;2u",
            // Answers: the cursor's place, attributes, modes, sizes, focus, keyboard flags.
            "\x1B[12;40R",
            "\x1B[1;5R",
            "\x1B[?62;22c",
            "\x1B[>41;390;0c",
            "\x1B[?2026;2$y",
            "\x1B[4;1080;1920t",
            "\x1B[0n",
            "\x1B[I",
            "\x1B[O",
            "\x1B[?0u",
            "\x1B[?997;1n",
            "\x1B[?1;0;256S",
            // Cells that do not exist.
            "\x1B[<0;0;1M",
            "\x1B[<0;1;0m",
            "\x1B[<0;1M",
            "\x1B[<M",
            "\x1B[32;0;0M",
            "\x1B[M",
            "\x1B[200~",
            "\x1B[201~",
        ] {
            assert_eq!(key(bytes), "none", "{bytes:?}");
        }
    }

    #[test]
    fn every_mouse_protocol_is_read() {
        let press = |column, row| {
            Some(Event::Mouse(MouseInput {
                what: MouseAction::Press,
                column,
                row,
            }))
        };
        assert_eq!(event(b"\x1B[<0;20;10M"), press(19, 9));
        assert_eq!(event(b"\x1B[32;20;10M"), press(19, 9));
        assert_eq!(event(b"\x1B[M 4*"), press(19, 9));
        for (bytes, what) in [
            ("\x1B[<0;1;1m", MouseAction::Release),
            ("\x1B[<32;1;1M", MouseAction::Drag),
            ("\x1B[<64;1;1M", MouseAction::WheelUp),
            ("\x1B[<65;1;1M", MouseAction::WheelDown),
        ] {
            let event = event(bytes.as_bytes());
            assert!(
                matches!(&event, Some(Event::Mouse(pointing)) if pointing.what == what),
                "{bytes:?}: {event:?}"
            );
        }
    }
}
