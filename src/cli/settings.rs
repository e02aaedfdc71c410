//! `factdesk config`, and the settings every other command begins with.

use crate::config::{self, Config, ConfigError};
use crate::session::{Failure, display_path};

use super::args::ConfigFile;
use super::print;

/// Reads the settings: from the file that was named, else from the user's own if there is one.
///
/// # Errors
/// The file cannot be read, or something in it is wrong.
pub(super) fn read(args: &ConfigFile) -> Result<Config, Failure> {
    config::load(args.config.as_deref()).map_err(|error: ConfigError| {
        let failure = Failure::input(&error);
        error.hints().into_iter().fold(failure, Failure::hint)
    })
}

/// Prints the settings in use.
pub(super) fn run(args: &ConfigFile) -> Result<(), Failure> {
    let config = read(args)?;
    let head = match config::user_file() {
        Some(file) => format!(
            "# Settings of factdesk. Their file is {}",
            display_path(&file)
        ),
        None => "# Settings of factdesk. Use them with --config FILE.".to_owned(),
    };
    print(&format!("{head}\n\n{}", config::write(&config)))
}
