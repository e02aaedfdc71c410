//! The last line of a run.

use std::io::{IsTerminal, Write};

use crate::tui;

/// Prints a line at the end of a run. The terminal may be gone or blocked, and the end does not wait
/// for it.
pub fn print_at_end(mut out: impl Write + IsTerminal + Send + 'static, line: &str) {
    if out.is_terminal() {
        tui::write_in_time(out, line.as_bytes().to_vec());
    } else {
        // The reader may be gone.
        drop(out.write_all(line.as_bytes()));
    }
}
