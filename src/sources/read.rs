//! One file to what the library keeps of it.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

use crate::formats::{self, FileFormat, FormatError};
use crate::text::{DecodeError, Text, decode, fit, one_line};

use super::checked::{self, Checked};
use super::passage_index::{IndexReader, IndexedWords};
use super::passages::{PassageExtent, passages};

/// The longest file that is read, in bytes.
pub(super) const MAX_FILE_BYTES: u64 = 64 << 20;
/// The longest JSON file that is read: as values it takes many times its own size.
const MAX_JSON_BYTES: u64 = 32 << 20;
/// The most cells of a title.
const MAX_TITLE_CELLS: usize = 200;

/// What a file is read for, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceFileKind {
    /// Its text.
    Text,
    /// The earlier checks in it.
    Json,
}

impl SourceFileKind {
    /// Returns what a file is read for, if its name tells.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" | "md" | "markdown" | "html" | "htm" | "xhtml" => Some(Self::Text),
            "json" | "jsonld" => Some(Self::Json),
            _ => None,
        }
    }
}

/// What was in a file.
#[derive(Default)]
pub(super) struct Contents {
    /// Its title, harmless and on one line, if it has any, and its text; a file of earlier checks has none.
    pub text: Option<(Option<String>, Text)>,
    /// The passages of the text, and what the index keeps of each.
    pub passages: Vec<(PassageExtent, IndexedWords)>,
    /// Earlier checks, and what the index keeps of each.
    pub checked: Vec<(Checked, IndexedWords)>,
}

/// Reads a file. `goes_on` is called after every passage with the bytes done so far, and returns
/// whether to continue; if not, the contents are incomplete and useless.
///
/// # Errors
/// Says in plain words why the file is skipped.
pub(super) fn read(
    path: &Path,
    kind: SourceFileKind,
    shown: &str,
    reader: &IndexReader,
    goes_on: &dyn Fn(u64) -> bool,
) -> Result<Contents, String> {
    match kind {
        SourceFileKind::Json => {
            let json = decode(bytes(path, MAX_JSON_BYTES)?).map_err(|error| undecoded(&error))?;
            Ok(Contents {
                checked: entered(checked::read(&json, shown)?, reader),
                ..Contents::default()
            })
        }
        SourceFileKind::Text => {
            let bytes = bytes(path, MAX_FILE_BYTES)?;
            read_text(path, bytes, shown, reader, goes_on)
        }
    }
}

fn read_text(
    path: &Path,
    bytes: Vec<u8>,
    shown: &str,
    reader: &IndexReader,
    goes_on: &dyn Fn(u64) -> bool,
) -> Result<Contents, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let checked = match FileFormat::of(&name) {
        FileFormat::Html => checked::read_page(&String::from_utf8_lossy(&bytes), shown),
        FileFormat::Plain | FileFormat::Markdown => Vec::new(),
    };
    let document = formats::read(&name, bytes).map_err(|error| match error {
        FormatError::NotText(error) => undecoded(&error),
        error => error.to_string(),
    })?;
    let text = document.text;
    let title = document.title.map(|title| one_line(&title));
    let title = title.unwrap_or_else(|| first_line(&text));
    let title = fit(&title, MAX_TITLE_CELLS, "…");
    let mut found = Vec::new();
    for passage in passages(&text, document.format) {
        let words = reader.read(&text[passage.bytes()]);
        let done = u64::from(passage.end);
        found.push((passage, words));
        if !goes_on(done) {
            break;
        }
    }
    found.shrink_to_fit();
    Ok(Contents {
        text: Some(((!title.is_empty()).then_some(title), Text::new(text))),
        passages: found,
        checked: entered(checked, reader),
    })
}

fn entered(checked: Vec<Checked>, reader: &IndexReader) -> Vec<(Checked, IndexedWords)> {
    let read = |checked: Checked| {
        let entered = reader.read(&checked.claim);
        (checked, entered)
    };
    checked.into_iter().map(read).collect()
}

fn first_line(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or_default();
    // A line may be the whole file, of fifty megabytes.
    one_line(&line[..line.floor_char_boundary(MAX_TITLE_CELLS * 8)])
}

fn bytes(path: &Path, longest: u64) -> Result<Vec<u8>, String> {
    let file = open(path).map_err(|error| unreadable(&error))?;
    let metadata = file.metadata().map_err(|error| unreadable(&error))?;
    if !metadata.is_file() {
        return Err("it is not a file".to_owned());
    }
    let mut bytes = Vec::with_capacity(metadata.len().min(longest) as usize);
    file.take(longest + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > longest {
        return Err(format!("it is longer than {} MiB", longest >> 20));
    }
    Ok(bytes)
}

/// Opens a file without blocking: it may have become a pipe since it was listed, and nothing may
/// ever be written to it.
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits() as i32)
        .open(path)
}

/// Returns why a file cannot be read, in plain words.
pub(super) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => format!("it cannot be read: {}", one_line(&error.to_string())),
    }
}

fn undecoded(error: &DecodeError) -> String {
    match error {
        DecodeError::Empty => "it is empty".to_owned(),
        error => error.to_string(),
    }
}
