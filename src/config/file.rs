//! Finding and reading the settings file.

use std::path::{Path, PathBuf};
use std::{fs, io};

use directories::ProjectDirs;
use thiserror::Error;

use crate::text::one_line;

use super::{Config, Mistake, read};

/// Why the settings cannot be used. Safe to print whatever the file holds.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}: {}", shown(path), reason(source))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file is not text.
    #[error("cannot use {}: it is not UTF-8 at byte {at}", shown(path))]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first bad byte.
        at: usize,
    },
    /// Something in the file is wrong.
    #[error("cannot use {}:{}", shown(path), listed(mistakes))]
    Mistakes {
        /// The file.
        path: PathBuf,
        /// All that is wrong.
        mistakes: Vec<Mistake>,
    },
}

impl ConfigError {
    /// Returns what to do about it.
    pub fn hints(&self) -> Vec<&'static str> {
        let without = "use the built-in settings with --config /dev/null";
        match self {
            Self::Io { .. } => vec!["check the file's name"],
            Self::NotUtf8 { .. } => vec!["save it as UTF-8", without],
            Self::Mistakes { .. } => vec!["fix these lines", without],
        }
    }
}

fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => error.to_string(),
    }
}

fn listed(mistakes: &[Mistake]) -> String {
    mistakes
        .iter()
        .map(|mistake| format!("\n  {mistake}"))
        .collect()
}

/// Reads the settings in a file, by default the user's own. Without either, they are the built-in
/// ones.
///
/// # Errors
/// The file cannot be read, or something in it is wrong.
pub fn load(file: Option<&Path>) -> Result<Config, ConfigError> {
    let own = || user_file().filter(|file| file.exists());
    let Some(path) = file.map(Path::to_owned).or_else(own) else {
        return Ok(Config::default());
    };
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(source) => return Err(ConfigError::Io { path, source }),
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            return Err(ConfigError::NotUtf8 { path, at });
        }
    };
    read(&text).map_err(|mistakes| ConfigError::Mistakes { path, mistakes })
}

/// Returns where the user's own settings are, whether the file exists or not; `None` for a user
/// without a home folder.
pub fn user_file() -> Option<PathBuf> {
    let dirs = ProjectDirs::from("", "", "factdesk")?;
    Some(Path::join(dirs.config_dir(), "config.toml"))
}
