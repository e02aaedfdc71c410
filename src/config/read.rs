//! From the file's text to the settings; all mistakes in it are reported at once.

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::app::{Clash, Code, Command, Key, Keymap, ROWS};
use crate::model::Order;
use crate::text::is_web_address;
use crate::tui::Palette;

use super::{Config, KEYS, Mistake, SETTINGS};

/// How like a name must be to be suggested (Jaro-Winkler, 0 to 1).
const MIN_SIMILARITY: f64 = 0.8;

/// Reads settings. What the file leaves out has its built-in value.
///
/// # Errors
/// Every mistake in the file, in the order of its lines.
pub fn read(text: &str) -> Result<Config, Vec<Mistake>> {
    let mut reader = Reader {
        text,
        mistakes: Vec::new(),
    };
    let config = match DeTable::parse(text) {
        Ok(table) => reader.config(table.get_ref()),
        Err(error) => {
            reader.mistake(error.span().unwrap_or(0..0), error.message());
            Config::default()
        }
    };
    if reader.mistakes.is_empty() {
        return Ok(config);
    }
    reader.mistakes.sort_by_key(|mistake| mistake.line);
    Err(reader.mistakes)
}

struct Reader<'t> {
    text: &'t str,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn mistake(&mut self, place: Range<usize>, what: impl Into<String>) {
        let before = self.text.get(..place.start).unwrap_or(self.text);
        self.mistakes.push(Mistake {
            line: before.matches('\n').count() + 1,
            what: what.into(),
        });
    }

    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config::default();
        for (name, value) in table {
            let place = value.span();
            let set = match (name.get_ref().as_ref(), value.get_ref()) {
                (KEYS, DeValue::Table(keys)) => {
                    if let Some(keymap) = self.keymap(keys) {
                        config.keymap = keymap;
                    }
                    Ok(())
                }
                (KEYS, other) => Err(format!(
                    "keys is {}, not a table: write [keys], and a line for each command below",
                    type_of(other)
                )),
                (name, value) if SETTINGS.iter().any(|(known, _)| *known == name) => {
                    set(&mut config, name, value)
                }
                (unknown, _) => {
                    let known = SETTINGS.iter().map(|(name, _)| *name).chain([KEYS]);
                    let what = format!("there is no setting {unknown:?}");
                    self.mistake(name.span(), with_near(what, unknown, known));
                    continue;
                }
            };
            if let Err(what) = set {
                self.mistake(place, what);
            }
        }
        config
    }

    fn keymap(&mut self, table: &DeTable<'_>) -> Option<Keymap> {
        let mut others = HashMap::new();
        let mut places = HashMap::new();
        let mistakes = self.mistakes.len();
        for (name, value) in table {
            let Some(row) = ROWS.iter().find(|row| row.name == name.get_ref()) else {
                let what = format!("there is no command {:?}", name.get_ref());
                let known = ROWS.iter().map(|row| row.name);
                self.mistake(name.span(), with_near(what, name.get_ref(), known));
                continue;
            };
            let keys = self.keys(row.command, value);
            others.insert(row.command, keys);
            places.insert(row.command, name.span());
        }
        // Skip invalid keys: they were reported already and would cause follow-up errors.
        if self.mistakes.len() > mistakes {
            return None;
        }
        match Keymap::rebound(&others) {
            Ok(keymap) => Some(keymap),
            Err(clashes) => {
                for clash in clashes {
                    // The line to fix is in the file: the later one of two.
                    let place = clash.commands.iter().filter_map(|c| places.get(c));
                    let place = place.max_by_key(|place| place.start);
                    self.mistake(place.cloned().unwrap_or(0..0), clashing(clash));
                }
                None
            }
        }
    }

    fn keys(&mut self, command: Command, value: &Spanned<DeValue<'_>>) -> Vec<Key> {
        let name = command.row().name;
        let list = match value.get_ref() {
            DeValue::String(_) => std::slice::from_ref(value),
            DeValue::Array(list) if !list.is_empty() => list.as_ref(),
            other => {
                let found = match other {
                    DeValue::Array(_) => "an empty list",
                    other => type_of(other),
                };
                let what = format!("{name} is {found}: give it a key in quotes, or a list of them");
                self.mistake(value.span(), what);
                return Vec::new();
            }
        };
        let mut keys = Vec::new();
        for item in list {
            let read = match item.get_ref() {
                DeValue::String(written) => key(command, written),
                other => Err(format!("is {}, not a key in quotes", type_of(other))),
            };
            match read {
                Ok(key) if keys.contains(&key) => {}
                Ok(key) => keys.push(key),
                Err(what) => self.mistake(item.span(), format!("{name}: {what}")),
            }
        }
        keys
    }
}

fn key(command: Command, written: &str) -> Result<Key, String> {
    let key: Key = written.parse().map_err(|error: String| {
        if crate::app::keys(written).is_ok_and(|keys| keys.len() > 1) {
            let list: Vec<String> = written
                .split_whitespace()
                .map(|k| format!("{k:?}"))
                .collect();
            return format!("several keys are a list: [{}]", list.join(", "));
        }
        format!("{error} (keys are written as \"j\", \"G\", \"ctrl-d\", \"space\", \"pgdn\")")
    })?;
    let types = matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt;
    if types && command.takes_from_typing() {
        return Err(format!(
            "{written:?} could not be typed any more: use a key that types nothing"
        ));
    }
    Ok(key)
}

fn clashing(clash: Clash) -> String {
    let [first, second] = clash.commands.map(|command| command.row().name);
    format!(
        "the key {:?} would do both {first} and {second}: give one of them another",
        clash.key.to_string()
    )
}

/// Sets one of [`SETTINGS`].
fn set(config: &mut Config, name: &str, value: &DeValue<'_>) -> Result<(), String> {
    match name {
        "reviewer" => config.reviewer = Some(words(name, value)?),
        "lang" => config.lang = words(name, value)?,
        "order" => config.order = one_of(name, value, Order::ALL, Order::name)?,
        "move_on" => config.move_on = yes_or_no(name, value)?,
        "ascii" => config.ascii = Some(yes_or_no(name, value)?),
        "theme" => config.theme = one_of(name, value, Palette::ALL, Palette::name)?,
        "mouse" => config.mouse = yes_or_no(name, value)?,
        "publisher" => config.publisher = Some(words(name, value)?),
        "url" => config.url = Some(address(name, value)?),
        "article_url" => config.article_url = Some(address(name, value)?),
        _ => return Err(format!("a bug in factdesk: no setting {name}")),
    }
    Ok(())
}

fn words(name: &str, value: &DeValue<'_>) -> Result<String, String> {
    match value {
        DeValue::String(words) if !words.trim().is_empty() => Ok(words.trim().to_owned()),
        DeValue::String(_) => Err(format!(
            "{name} is empty: leave the line out, or fill it in"
        )),
        other => Err(format!("{name} is {}, not text in quotes", type_of(other))),
    }
}

fn address(name: &str, value: &DeValue<'_>) -> Result<String, String> {
    let given = words(name, value)?;
    match is_web_address(&given) {
        true => Ok(given),
        false => Err(format!(
            "{name} is {given:?}, not a whole address: https://…"
        )),
    }
}

fn yes_or_no(name: &str, value: &DeValue<'_>) -> Result<bool, String> {
    value
        .as_bool()
        .ok_or_else(|| format!("{name} is {}, not true or false", type_of(value)))
}

/// Returns the value of this name.
fn one_of<T: Copy>(
    name: &str,
    value: &DeValue<'_>,
    all: &[T],
    name_of: fn(T) -> &'static str,
) -> Result<T, String> {
    let given = words(name, value)?;
    let found = all.iter().copied().find(|&one| name_of(one) == given);
    found.ok_or_else(|| {
        let names = || all.iter().map(|&one| name_of(one));
        let list: Vec<&str> = names().collect();
        let what = format!("{name} is {given:?}, not one of {}", list.join(", "));
        with_near(what, &given, names())
    })
}

/// Adds the known name that is most like what was written, if one is like it.
fn with_near<'n>(what: String, written: &str, known: impl Iterator<Item = &'n str>) -> String {
    let written = written.to_lowercase();
    let best = known
        .map(|name| (strsim::jaro_winkler(&written, name), name))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((likeness, name)) if likeness >= MIN_SIMILARITY => {
            format!("{what}: did you mean {name}?")
        }
        _ => format!("{what} (factdesk config prints them all)"),
    }
}

fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_has_its_built_in_value() {
        assert_eq!(read(""), Ok(Config::default()));
        assert_eq!(read("# nothing\n\n[keys]\n"), Ok(Config::default()));
    }

    #[test]
    fn every_setting_is_read() {
        let config = read(
            "reviewer = ' Ana '\nlang = 'uk'\norder = 'priority'\nmove_on = false\nascii = false\n\
             theme = 'high-contrast'\nmouse = true\npublisher = 'The Desk'\n\
             url = 'https://a.example/{article}'\narticle_url = 'https://b.example/'\n\
             [keys]\nverify = '1'\nquit = ['Q', 'ctrl-c']\n",
        )
        .unwrap();
        assert_eq!(config.reviewer.as_deref(), Some("Ana"));
        assert_eq!(config.lang, "uk");
        assert_eq!(config.order, Order::Priority);
        assert!(!config.move_on);
        assert_eq!(config.ascii, Some(false));
        assert_eq!(config.theme, Palette::HighContrast);
        assert!(config.mouse);
        assert_eq!(config.publisher.as_deref(), Some("The Desk"));
        assert_eq!(config.url.as_deref(), Some("https://a.example/{article}"));
        assert_eq!(config.article_url.as_deref(), Some("https://b.example/"));
        assert_eq!(config.keymap.sign(Command::Verify, false), "1");
        assert_eq!(config.keymap.keys(Command::Quit).len(), 2);
        for (name, _) in SETTINGS {
            let said = read(&format!("{name} = 1.5")).unwrap_err()[0].to_string();
            assert!(said.starts_with(&format!("line 1: {name} is a number, not ")));
        }
    }

    #[test]
    fn two_commands_may_swap_keys() {
        assert!(read("[keys]\nverify = 'd'\ndispute = 'v'\n").is_ok());
    }

    #[test]
    fn each_mistake_gives_its_line_and_says_what_to_do() {
        for (text, said) in [
            (
                "\nreviwer = 'a'",
                "line 2: there is no setting \"reviwer\": did you mean reviewer?",
            ),
            (
                "colour = 1",
                "line 1: there is no setting \"colour\" (factdesk config prints them all)",
            ),
            (
                "move-on = true",
                "line 1: there is no setting \"move-on\": did you mean move_on?",
            ),
            (
                "lang = ''",
                "line 1: lang is empty: leave the line out, or fill it in",
            ),
            (
                "\n\nmove_on = 'yes'",
                "line 3: move_on is text, not true or false",
            ),
            (
                "order = 'prioriti'",
                "line 1: order is \"prioriti\", not one of article, priority: did you mean priority?",
            ),
            (
                "url = 'example.org'",
                "line 1: url is \"example.org\", not a whole address: https://…",
            ),
            (
                "keys = 'v'",
                "line 1: keys is text, not a table: write [keys], and a line for each command below",
            ),
            (
                "[keys]\nverfy = 'v'",
                "line 2: there is no command \"verfy\": did you mean verify?",
            ),
            (
                "[keys]\nverify = []",
                "line 2: verify is an empty list: give it a key in quotes, or a list of them",
            ),
            (
                "[keys]\nverify = 7",
                "line 2: verify is a number: give it a key in quotes, or a list of them",
            ),
            (
                "[keys]\nverify = [\n  'v',\n  'meta-x',\n]",
                "line 4: verify: there is no key \"meta-x\" (keys are written as \"j\", \"G\", \"ctrl-d\", \"space\", \"pgdn\")",
            ),
            (
                "[keys]\nverify = 'v V'",
                "line 2: verify: several keys are a list: [\"v\", \"V\"]",
            ),
            (
                "[keys]\nnote = 'v'",
                "line 2: the key \"v\" would do both verify and note: give one of them another",
            ),
            (
                "[keys]\nverify = '1'\nhelp = '1'",
                "line 3: the key \"1\" would do both verify and help: give one of them another",
            ),
            (
                "[keys]\nfield-keep = 'k'",
                "line 2: field-keep: \"k\" could not be typed any more: use a key that types nothing",
            ),
            (
                "[keys]\nform-next = 'n'",
                "line 2: form-next: \"n\" could not be typed any more: use a key that types nothing",
            ),
            ("lang = 'en'\nlang = 'de'", "line 2: duplicate key"),
            ("lang = \u{1B}", "line 1: "),
            ("\u{202E} = 1", "line 1: "),
        ] {
            let mistakes = read(text).expect_err(text);
            assert_eq!(mistakes.len(), 1, "{mistakes:?}");
            let found = mistakes[0].to_string();
            assert!(found.starts_with(said), "{found:?} for {text:?}");
            assert!(!found.contains(['\u{1B}', '\u{202E}']), "{found:?}");
        }
    }

    #[test]
    fn all_mistakes_are_reported_at_once_in_the_order_of_the_lines() {
        let mistakes =
            read("zzz = 1\nascii = 'x'\n[keys]\nverfy = 'v'\nnote = 'xyz'\n").unwrap_err();
        let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
        assert_eq!(lines, [1, 2, 4, 5]);
    }
}
