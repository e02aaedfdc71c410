//! Questions in the terminal, before the screen is drawn.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, IsTerminal as _, Write as _};

use crate::session::Failure;

/// Asks for one line, even if standard input is the article. Returns it in lower case, without white
/// space around it; `None` at the end of the input.
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

/// Asks until the answer is one of some letters, and returns that letter. At the end of the input it
/// is `at_end`.
///
/// # Errors
/// The terminal cannot be read.
pub(super) fn choose(question: &str, letters: &str, at_end: char) -> Result<char, Failure> {
    loop {
        let Some(answer) = ask(question)? else {
            return Ok(at_end);
        };
        let mut chars = answer.chars();
        if let (Some(letter), None) = (chars.next(), chars.next())
            && letters.contains(letter)
        {
            return Ok(letter);
        }
    }
}
