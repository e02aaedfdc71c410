//! A note in the user's own editor.

use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::process::{Command, Stdio};

use crate::text::{is_hidden, one_line};

/// Opens `text` in `$VISUAL`, else `$EDITOR`, else `vi`, and returns the edited text without line
/// feeds at its end.
///
/// # Errors
/// Says in a few words what happened; the note is unchanged.
pub(super) fn edit(text: &str) -> Result<String, String> {
    let editor = ["VISUAL", "EDITOR"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.trim().is_empty())
        .unwrap_or_else(|| "vi".to_owned());
    let failed = |why: &dyn fmt::Display| format!("note unchanged: {}: {why}", one_line(&editor));
    // The shell repeats in its error message what it cannot run, control characters included.
    if editor.chars().any(|c| c.is_control() || is_hidden(c)) {
        return Err(failed(&"the editor's name has control characters"));
    }
    edit_with(&editor, text).map_err(|error| failed(&error))
}

fn edit_with(editor: &str, text: &str) -> io::Result<String> {
    let mut file = tempfile::Builder::new()
        .prefix("factdesk-note-")
        .suffix(".txt")
        .tempfile()?;
    writeln!(file, "{text}")?;
    file.flush()?;
    // Through the shell, as git does: the variable may have options, or quotes around a path.
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("{editor} \"$1\""))
        .arg(editor)
        .arg(file.path())
        .stdin(keyboard()?)
        .status()?;
    if !status.success() {
        return Err(io::Error::other(status.to_string()));
    }
    // By name: many editors write a new file and rename it.
    let mut bytes = Vec::new();
    File::open(file.path())?.read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| io::Error::other("the saved note is not UTF-8"))?
        .replace("\r\n", "\n");
    let text: String = text
        .chars()
        .filter(|&c| c == '\n' || c == '\t' || !c.is_control())
        .collect();
    Ok(text.trim_end().to_owned())
}

/// Returns the terminal, even if standard input is the article.
fn keyboard() -> io::Result<Stdio> {
    if io::stdin().is_terminal() {
        Ok(Stdio::inherit())
    } else {
        Ok(File::open("/dev/tty")?.into())
    }
}
