//! Getting hold of the article.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal as _, Read as _};
use std::path::Path;

use crate::formats::{self, ParsedFile};
use crate::model::Article;
use crate::text::one_line;

use super::Failure;

/// Reads the article at a path; `-` is standard input.
///
/// # Errors
/// Says what is wrong with it and what to do.
pub(super) fn read(path: &Path) -> Result<Article, Failure> {
    let (name, bytes) = if is_standard_input(path) {
        if io::stdin().is_terminal() {
            return Err(Failure::usage(
                "standard input is the terminal: pipe the article in, or name its file",
            ));
        }
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::input(format!("cannot read standard input: {error}")))?;
        ("standard input".to_owned(), bytes)
    } else {
        let name = path.file_name().unwrap_or(path.as_os_str());
        (name.to_string_lossy().into_owned(), read_file(path)?)
    };
    let place = if is_standard_input(path) {
        name.clone()
    } else {
        shown(path)
    };
    let document = document(&name, bytes, &place)?;
    Ok(Article::new(name, document.text))
}

/// Reads what is in a file of a name.
///
/// # Errors
/// Says what is wrong with it and what to do.
pub(super) fn document(name: &str, bytes: Vec<u8>, place: &str) -> Result<ParsedFile, Failure> {
    formats::read(name, bytes)
        .map_err(|error| Failure::input(format!("cannot read {place}: {error}")))
}

/// Tells whether a path stands for standard input.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A path as it may be printed.
pub(super) fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}

/// Reads a file.
///
/// # Errors
/// Says what is wrong and what to do.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| {
        let advice = match error.kind() {
            ErrorKind::NotFound => "no such file (is the name right, and are you in its folder?)",
            ErrorKind::PermissionDenied => "permission denied (chmod u+r, or ask its owner)",
            ErrorKind::IsADirectory => "it is a directory (name the article's file in it)",
            ErrorKind::NotADirectory => "a part of the path is a file, not a directory",
            _ => return Failure::input(format!("cannot read {}: {error}", shown(path))),
        };
        Failure::input(format!("cannot read {}: {advice}", shown(path)))
    };
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|mut file| file.read_to_end(&mut bytes))
        .map_err(failed)?;
    Ok(bytes)
}
