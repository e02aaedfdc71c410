//! A key press, written and read as `ctrl-d`.

use std::fmt;
use std::str::FromStr;

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, capital letters and signs included: shift is in the character.
    Char(char),
    /// A key with a name.
    Named(NamedKey),
    /// A function key.
    F(u8),
}

macro_rules! named_keys {
    ($($variant:ident = $name:literal | $sign:literal,)+) => {
        /// A key that types no character.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum NamedKey { $($variant,)+ }

        impl NamedKey {
            const ALL: &'static [(Self, &'static str, &'static str)] =
                &[$((Self::$variant, $name, $sign),)+];
        }
    };
}

named_keys! {
    Enter = "enter" | "Enter",
    Esc = "esc" | "Esc",
    Tab = "tab" | "Tab",
    BackTab = "backtab" | "Shift-Tab",
    Backspace = "backspace" | "Backspace",
    Delete = "delete" | "Del",
    Insert = "insert" | "Ins",
    Up = "up" | "↑",
    Down = "down" | "↓",
    Left = "left" | "←",
    Right = "right" | "→",
    Home = "home" | "Home",
    End = "end" | "End",
    PageUp = "pgup" | "PgUp",
    PageDown = "pgdn" | "PgDn",
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl held.
    pub ctrl: bool,
    /// With Alt held.
    pub alt: bool,
    /// With Shift held; never for a character, where it is in the character.
    pub shift: bool,
}

impl Key {
    /// Returns a key without modifiers.
    pub fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// Returns the key as people read it: `Ctrl-d`, `↓`, `Space`. With `ascii`, the arrows by name.
    pub fn sign(self, ascii: bool) -> String {
        let base = match self.code {
            Code::Char(' ') => "Space".to_owned(),
            Code::Char(c) => c.to_string(),
            Code::F(n) => format!("F{n}"),
            Code::Named(named) => NamedKey::ALL
                .iter()
                .find(|(n, _, _)| *n == named)
                .map(|(_, name, sign)| {
                    if ascii && !sign.is_ascii() {
                        name[..1].to_uppercase() + &name[1..]
                    } else {
                        (*sign).to_owned()
                    }
                })
                .unwrap_or_default(),
        };
        format!(
            "{}{}{}{base}",
            if self.ctrl { "Ctrl-" } else { "" },
            if self.alt { "Alt-" } else { "" },
            if self.shift { "Shift-" } else { "" },
        )
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::Char(' ') => f.write_str("space"),
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "f{n}"),
            Code::Named(named) => NamedKey::ALL
                .iter()
                .find(|(n, _, _)| *n == named)
                .map_or(Ok(()), |(_, name, _)| f.write_str(name)),
        }
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let mut key = Key::plain(Code::Char(' '));
        let mut rest = written;
        loop {
            // A modifier must be followed by something: "-" and "ctrl--" are keys too.
            let (held, tail) = match rest.split_once('-') {
                Some(("ctrl", tail)) if !tail.is_empty() => (&mut key.ctrl, tail),
                Some(("alt", tail)) if !tail.is_empty() => (&mut key.alt, tail),
                Some(("shift", tail)) if !tail.is_empty() => (&mut key.shift, tail),
                _ => break,
            };
            *held = true;
            rest = tail;
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() && !c.is_whitespace() => Code::Char(c),
            _ if rest == "space" => Code::Char(' '),
            (Some('f'), Some('0'..='9')) => match rest[1..].parse() {
                Ok(n @ 1..=24) => Code::F(n),
                _ => return Err(format!("there is no key {written:?}")),
            },
            _ => NamedKey::ALL
                .iter()
                .find(|(_, name, _)| *name == rest)
                .map(|(named, _, _)| Code::Named(*named))
                .ok_or_else(|| format!("there is no key {written:?}"))?,
        };
        if key.shift && matches!(key.code, Code::Char(_)) {
            return Err(format!(
                "{written:?}: write the character that Shift makes, as in \"G\""
            ));
        }
        Ok(key)
    }
}

/// Reads keys written with spaces between them: `"j j ctrl-d enter"`.
///
/// # Errors
/// Names the first word that is not a key.
pub fn keys(written: &str) -> Result<Vec<Key>, String> {
    written.split_whitespace().map(str::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        for written in [
            "j",
            "G",
            "ctrl-d",
            "alt-enter",
            "space",
            "pgdn",
            "?",
            "-",
            "ctrl--",
            "f12",
            "shift-left",
            "ctrl-alt-é",
            "[",
        ] {
            let key: Key = written.parse().expect(written);
            assert_eq!(key.to_string(), written);
        }
    }

    #[test]
    fn what_is_no_key_is_said() {
        for written in ["", "hello", "ctrl-", "f99", "shift-a", "meta-x"] {
            assert!(written.parse::<Key>().is_err(), "{written}");
        }
    }

    #[test]
    fn signs_read_well() {
        let sign = |written: &str, ascii| written.parse::<Key>().unwrap().sign(ascii);
        assert_eq!(sign("down", false), "↓");
        assert_eq!(sign("down", true), "Down");
        assert_eq!(sign("ctrl-r", false), "Ctrl-r");
        assert_eq!(sign("space", true), "Space");
    }
}
