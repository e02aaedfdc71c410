//! `factdesk config`, and the settings every other command begins with.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::config::{self, Config};

use super::args::ConfigFile;
use super::article::{read_file, shown};
use super::{Failure, print};

/// Reads the settings: of the file that was named, else of the user's own if there is one.
///
/// # Errors
/// The file named is not there, or something in it is wrong.
pub(super) fn read(given: &ConfigFile) -> Result<Config, Failure> {
    let file = match &given.config {
        Some(file) => file.clone(),
        None => match own_file() {
            Some(file) if file.exists() => file,
            _ => return Ok(Config::default()),
        },
    };
    let bytes = read_file(&file)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::input(format!(
            "cannot use {}: it is not UTF-8 at byte {at} (save it as UTF-8)",
            shown(&file)
        ))
    })?;
    config::read(&text).map_err(|mistakes| {
        let mut message = format!("cannot use {}:", shown(&file));
        for mistake in mistakes {
            message.push_str(&format!("\n  {mistake}"));
        }
        message.push_str(
            "\nMend it, or do without it: --config /dev/null takes the built-in settings.",
        );
        Failure::input(message)
    })
}

/// Prints the settings as they hold.
pub(super) fn run(given: &ConfigFile) -> Result<(), Failure> {
    let config = read(given)?;
    let place = own_file().map_or_else(
        || "# Settings of factdesk. Use them with --config FILE.\n\n".to_owned(),
        |file| {
            format!(
                "# Settings of factdesk. Their place is {}\n\n",
                shown(&file)
            )
        },
    );
    print(&(place + &config::write(&config)))
}

/// Where the user's own settings stand; none for a user without a home.
fn own_file() -> Option<PathBuf> {
    let dirs = ProjectDirs::from("", "", "factdesk")?;
    Some(Path::join(dirs.config_dir(), "config.toml"))
}
