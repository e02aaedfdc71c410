//! From keys to commands.

use std::collections::HashMap;

use super::{Command, Context, Key, ROWS, keys};

/// Which key does what in which context.
#[derive(Clone, Debug)]
pub struct Keymap {
    commands: HashMap<(Context, Key), Command>,
    keys: HashMap<Command, Vec<Key>>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut map = Self {
            commands: HashMap::new(),
            keys: HashMap::new(),
        };
        for row in ROWS {
            let keys = keys(row.keys).expect("the rows' keys are read by a test");
            for &key in &keys {
                map.commands.insert((row.context, key), row.command);
            }
            map.keys.insert(row.command, keys);
        }
        map
    }
}

impl Keymap {
    /// Returns what a key does.
    pub fn command(&self, context: Context, key: Key) -> Option<Command> {
        let here = self.commands.get(&(context, key));
        let here = here.or_else(|| match context {
            Context::Article => self.commands.get(&(Context::Browse, key)),
            _ => None,
        });
        here.copied()
    }

    /// Returns a command's keys, the first one the one to name.
    pub fn keys(&self, command: Command) -> &[Key] {
        self.keys.get(&command).map_or(&[], Vec::as_slice)
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
            map.command(Context::Article, key("j")),
            Some(Command::LineDown)
        );
        assert_eq!(
            map.command(Context::Article, key("v")),
            Some(Command::Verify)
        );
        assert_eq!(map.command(Context::Help, key("v")), None);
    }
}
