//! Reading the article.

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
/// It cannot be read, or is not a text.
pub fn read_article(path: &Path) -> Result<Article, Failure> {
    let (name, shown, bytes) = if is_standard_input(path) {
        let name = "standard input".to_owned();
        (name.clone(), name, read_standard_input()?)
    } else {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy().into_owned();
        (name, display_path(path), read_file(path)?)
    };
    let document = document(&name, bytes, &shown)?;
    Ok(Article::new(name, document.text))
}

fn read_standard_input() -> Result<Vec<u8>, Failure> {
    if io::stdin().is_terminal() {
        return Err(Failure::usage("standard input is the terminal")
            .hint("pipe the article in, or name its file"));
    }
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::input(format!("cannot read standard input: {error}")))?;
    Ok(bytes)
}

/// Takes the text out of a file's bytes. `shown` is the file in messages.
///
/// # Errors
/// It is not a text.
pub(super) fn document(name: &str, bytes: Vec<u8>, shown: &str) -> Result<ParsedFile, Failure> {
    formats::read(name, bytes)
        .map_err(|error| Failure::input(format!("cannot read {shown}: {error}")))
}

/// Returns whether a path stands for standard input.
pub(super) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Returns a path as it may be printed: on one line, without control characters.
pub fn display_path(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}

/// Reads a file.
///
/// # Errors
/// It cannot be read.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|mut file| file.read_to_end(&mut bytes))
        .map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let failure =
        |what: &str| Failure::input(format!("cannot read {}: {what}", display_path(path)));
    match error.kind() {
        ErrorKind::NotFound => {
            failure("no such file").hint("check the name, and that you are in the file's folder")
        }
        ErrorKind::PermissionDenied => {
            failure("permission denied").hint("chmod u+r, or ask its owner")
        }
        ErrorKind::IsADirectory => {
            failure("it is a directory").hint("name the article's file in it")
        }
        ErrorKind::NotADirectory => failure("a part of the path is a file, not a directory"),
        _ => failure(&error.to_string()),
    }
}
