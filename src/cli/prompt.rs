//! Questions in the terminal, before the screen is taken.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, IsTerminal as _, Write as _};

use super::Failure;

/// Asks for one line, also where standard input is the article: in small letters, without white
/// space around it. None when the terminal has no more to say.
///
/// # Errors
/// The terminal cannot be read.
pub(super) fn ask(question: &str) -> Result<Option<String>, Failure> {
    let failed = |error: io::Error| Failure::input(format!("no answer: {error}"));
    eprint!("{question}");
    io::stderr().flush().map_err(failed)?;
    let mut line = String::new();
    let read = if io::stdin().is_terminal() {
        io::stdin().lock().read_line(&mut line)
    } else {
        BufReader::new(File::open("/dev/tty").map_err(failed)?).read_line(&mut line)
    };
    match read.map_err(failed)? {
        0 => Ok(None),
        _ => Ok(Some(line.trim().to_lowercase())),
    }
}
