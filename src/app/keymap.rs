//! From keys to commands.

use std::collections::HashMap;

use super::{Command, Key, KeyContext, ROWS, keys};

/// Which key does what in which context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    commands: HashMap<(KeyContext, Key), Command>,
    keys: HashMap<Command, Vec<Key>>,
}

/// Two commands that have one key in one context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The key.
    pub key: Key,
    /// The commands, in the order of their rows.
    pub commands: [Command; 2],
}

impl Default for Keymap {
    fn default() -> Self {
        Self::rebound(&HashMap::new()).expect("a test checks that the rows' keys do not conflict")
    }
}

impl Keymap {
    /// Returns the keys of the rows, with other keys for some commands.
    ///
    /// # Errors
    /// The keys that would then have two commands in one context.
    pub fn rebound(others: &HashMap<Command, Vec<Key>>) -> Result<Self, Vec<Clash>> {
        let mut map = Self {
            commands: HashMap::new(),
            keys: HashMap::new(),
        };
        let mut clashes = Vec::new();
        for row in ROWS {
            let keys = match others.get(&row.command) {
                Some(keys) => keys.clone(),
                None => keys(row.keys).expect("the rows' keys are read by a test"),
            };
            for &key in &keys {
                let before = map.commands.insert((row.context, key), row.command);
                if let Some(before) = before.filter(|&before| before != row.command) {
                    let commands = [before, row.command];
                    clashes.push(Clash { key, commands });
                }
            }
            map.keys.insert(row.command, keys);
        }
        if clashes.is_empty() {
            Ok(map)
        } else {
            Err(clashes)
        }
    }

    /// Returns what a key does.
    pub fn command(&self, context: KeyContext, key: Key) -> Option<Command> {
        let here = self.commands.get(&(context, key));
        let here = here.or_else(|| match context {
            KeyContext::Article => self.commands.get(&(KeyContext::Browse, key)),
            KeyContext::Select | KeyContext::Choose | KeyContext::SideBySide | KeyContext::Help => {
                self.commands
                    .get(&(KeyContext::Browse, key))
                    .filter(|command| command.works_in(context))
            }
            _ => None,
        });
        here.copied()
    }

    /// Returns a command's keys, the first one the one to name.
    pub fn keys(&self, command: Command) -> &[Key] {
        self.keys.get(&command).map_or(&[], Vec::as_slice)
    }

    /// Returns the key of a command that is named to the reader, as [`Key::sign`] writes it.
    pub fn sign(&self, command: Command, ascii: bool) -> String {
        let key = self.keys(command).first();
        key.map_or_else(String::new, |key| key.sign(ascii))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_keys_and_no_key_has_two_commands_in_one_context() {
        let mut taken = HashMap::new();
        for row in ROWS {
            let keys = keys(row.keys).expect(row.name);
            assert!(!keys.is_empty(), "{} has no key", row.name);
            for key in keys {
                if let Some(other) = taken.insert((row.context, key), row.name) {
                    panic!("{key} does {other} and {}", row.name);
                }
            }
        }
    }

    #[test]
    fn the_article_in_focus_has_its_own_keys_and_those_of_browsing() {
        let map = Keymap::default();
        let key = |written: &str| written.parse().unwrap();
        assert_eq!(
            map.command(KeyContext::Article, key("j")),
            Some(Command::LineDown)
        );
        assert_eq!(
            map.command(KeyContext::Article, key("v")),
            Some(Command::Verify)
        );
        assert_eq!(map.command(KeyContext::Help, key("v")), None);
        for context in [
            KeyContext::Select,
            KeyContext::Choose,
            KeyContext::SideBySide,
        ] {
            assert_eq!(map.command(context, key("?")), Some(Command::Help));
            assert_eq!(map.command(context, key("v")), None);
        }
        assert_eq!(
            map.command(KeyContext::Choose, key("ctrl-y")),
            Some(Command::ScrollUp)
        );
        assert_eq!(map.command(KeyContext::Field, key("ctrl-y")), None);
    }

    #[test]
    fn other_keys_take_the_place_of_the_rows_keys() {
        let key = |written: &str| written.parse::<Key>().unwrap();
        let others = HashMap::from([
            (Command::Verify, vec![key("1"), key("f5")]),
            (Command::Note, vec![key("v")]),
        ]);
        let map = Keymap::rebound(&others).unwrap();
        let does = |written: &str| map.command(KeyContext::Browse, key(written));
        assert_eq!(does("1"), Some(Command::Verify));
        assert_eq!(does("f5"), Some(Command::Verify));
        assert_eq!(does("v"), Some(Command::Note));
        assert_eq!(does("e"), None);
        assert_eq!(map.sign(Command::Verify, false), "1");
        assert_eq!(
            Keymap::rebound(&HashMap::from([(Command::Note, vec![key("v")])])),
            Err(vec![Clash {
                key: key("v"),
                commands: [Command::Verify, Command::Note]
            }])
        );
    }
}
