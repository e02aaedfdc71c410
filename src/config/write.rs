//! From settings to a file with all of them, and a comment on each.

use toml::Value;

use crate::app::{CommandGroup, Key, ROWS};

use super::{Config, KEYS, SETTINGS};

/// Returns settings as a file to be saved and edited. Settings without a value are in a comment.
pub fn write(config: &Config) -> String {
    let mut text = String::new();
    for (name, doc) in SETTINGS {
        let line = match value_of(config, name) {
            Ok(value) => format!("{name} = {value}"),
            Err(example) => format!("# {name} = {example}"),
        };
        text.push_str(&format!("# {doc}\n{line}\n\n"));
    }
    text.push_str(
        "# Each command's key, or a list of keys: \"j\", \"G\", \"ctrl-d\", \"alt-enter\", \"space\",\n\
         # \"pgdn\", \"f5\". A key does one thing in one place; commands left out keep their keys.\n",
    );
    text.push_str(&format!("[{KEYS}]\n"));
    for &group in CommandGroup::ALL {
        text.push_str(&format!("\n# {}\n", group.title()));
        for row in ROWS.iter().filter(|row| row.group == group) {
            let keys = keys(config.keymap.keys(row.command));
            text.push_str(&format!("{} = {keys}  # {}\n", row.name, row.doc));
        }
    }
    text
}

fn keys(keys: &[Key]) -> String {
    let written = |key: &Key| quoted(&key.to_string());
    match keys {
        [key] => written(key),
        keys => format!(
            "[{}]",
            keys.iter().map(written).collect::<Vec<_>>().join(", ")
        ),
    }
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// Returns the value of one of [`SETTINGS`], or an example if it is not set.
fn value_of(config: &Config, name: &str) -> Result<String, &'static str> {
    let set = |value: &Option<String>| value.as_deref().map(quoted);
    match name {
        "reviewer" => set(&config.reviewer).ok_or("\"alice\""),
        "lang" => Ok(quoted(&config.lang)),
        "order" => Ok(quoted(config.order.name())),
        "move_on" => Ok(config.move_on.to_string()),
        "ascii" => config.ascii.map(|ascii| ascii.to_string()).ok_or("false"),
        "theme" => Ok(quoted(config.theme.name())),
        "mouse" => Ok(config.mouse.to_string()),
        "publisher" => set(&config.publisher).ok_or("\"The Daily Desk\""),
        "url" => set(&config.url).ok_or("\"https://example.org/checks/{article}\""),
        "article_url" => set(&config.article_url).ok_or("\"https://example.org/{article}\""),
        _ => Err("a bug in factdesk: no such setting"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read;

    #[test]
    fn written_settings_are_read_back() {
        let built_in = Config::default();
        assert_eq!(read(&write(&built_in)), Ok(built_in));
        let config = read(
            "reviewer = \"A \\\"b\\\" \\u007F\"\nmove_on = false\nascii = true\norder = 'priority'\n\
             [keys]\nverify = '\"'\nnote = ['\\', \"'\", '#', 'ctrl--']\n",
        )
        .unwrap();
        assert_eq!(read(&write(&config)), Ok(config));
    }

    #[test]
    fn every_setting_and_command_is_written() {
        let text = write(&Config::default());
        for name in SETTINGS.iter().map(|(name, _)| *name) {
            let is_line = |line: &str| {
                line.trim_start_matches("# ")
                    .starts_with(&format!("{name} = "))
            };
            assert!(text.lines().any(is_line), "{name}");
        }
        for row in ROWS {
            assert!(text.contains(&format!("\n{} = ", row.name)), "{}", row.name);
        }
        assert!(!text.contains("a bug"));
    }
}
