//! Enters the terminal's modes, and leaves them however the program ends.

use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};

/// The exit code of Rust programs after a panic.
const PANIC_EXIT_CODE: i32 = 101;

/// How long to wait at exit for a terminal that accepts no output.
const EXIT_WRITE_TIMEOUT: Duration = Duration::from_millis(500);

/// Whether the terminal is in our modes, or about to enter them.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether raw mode is on: keys cause no signals, and Ctrl-S does not stop the output.
static IS_RAW: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is on in our modes.
static IS_MOUSE_ON: AtomicBool = AtomicBool::new(false);

/// Turns on reports of buttons, wheel and dragging, in the form without a limit on columns. Not of
/// every movement, which would only keep the line busy.
const MOUSE_ON: &[u8] = b"\x1B[?1000h\x1B[?1002h\x1B[?1006h";
const MOUSE_OFF: &[u8] = b"\x1B[?1006l\x1B[?1002l\x1B[?1000l";

/// Turns on bracketed paste, which puts pasted text between marks.
const PASTE_ON: &[u8] = b"\x1B[?2004h";
const PASTE_OFF: &[u8] = b"\x1B[?2004l";

/// Holds the terminal in our modes. Dropping it restores the terminal.
#[derive(Debug)]
pub struct TerminalGuard(());

impl TerminalGuard {
    /// Enters raw mode, the alternate screen and bracketed paste. The sequences for that stay in `out`,
    /// to be flushed with the first frame.
    ///
    /// A panic in any thread ends the run: it calls `before_exit`, restores the terminal and prints the
    /// message if the terminal accepts output. The program must not continue without, say, its saver.
    ///
    /// # Errors
    /// If raw mode cannot be entered or `out` fails; the terminal is then restored.
    pub fn enter(
        out: &mut impl Write,
        before_exit: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            before_exit();
            if restore() || !io::stderr().is_terminal() {
                print(panic);
            }
            std::process::exit(PANIC_EXIT_CODE);
        }));
        let session = Self(());
        session.resume(out)?;
        Ok(session)
    }

    /// Enters the modes again after [`TerminalGuard::pause`]. The sequences for that stay in `out`.
    ///
    /// # Errors
    /// If raw mode cannot be entered or `out` fails; the terminal is then restored.
    pub fn resume(&self, out: &mut impl Write) -> io::Result<()> {
        IS_RAW.store(true, Ordering::SeqCst);
        ENTERED.store(true, Ordering::SeqCst);
        let entered = enable_raw_mode().and_then(|()| {
            crossterm::queue!(out, EnterAlternateScreen)?;
            out.write_all(PASTE_ON)?;
            crossterm::queue!(out, Hide)?;
            if IS_MOUSE_ON.load(Ordering::SeqCst) {
                out.write_all(MOUSE_ON)?;
            }
            Ok(())
        });
        if entered.is_err() {
            restore();
        }
        entered
    }

    /// Turns mouse reports on or off.
    ///
    /// # Errors
    /// If `out` fails.
    pub fn use_mouse(&self, is_on: bool, out: &mut impl Write) -> io::Result<()> {
        IS_MOUSE_ON.store(is_on, Ordering::SeqCst);
        out.write_all(if is_on { MOUSE_ON } else { MOUSE_OFF })?;
        out.flush()
    }

    /// Leaves our modes, for a while or for good, except raw mode. Once `out` is written, call
    /// [`TerminalGuard::release`].
    ///
    /// Raw mode stays on until then, because otherwise Ctrl-S could stop these very bytes.
    pub fn pause(&self, out: &mut impl Write) {
        leave_modes(out);
    }

    /// Leaves raw mode, for an editor, a shell or the exit.
    pub fn release(&self) {
        leave_raw();
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        restore();
    }
}

/// Restores the terminal if it is in our modes. Returns whether it accepted the output; does not wait
/// for one that does not.
pub fn restore() -> bool {
    let mut bytes = Vec::new();
    leave_modes(&mut bytes);
    let is_taken = bytes.is_empty() || write_in_time(io::stdout(), bytes);
    leave_raw();
    is_taken
}

/// Writes to a terminal that may accept no output, on a separate thread; returns whether it was written
/// in time. For the exit, when the output thread may be blocked.
pub fn write_in_time(mut out: impl Write + Send + 'static, bytes: Vec<u8>) -> bool {
    let (done, is_done) = mpsc::channel();
    let write = move || {
        let written = out.write_all(&bytes).and_then(|()| out.flush());
        // After the timeout, the receiver is gone.
        let _ = done.send(written.is_ok());
    };
    let is_started = thread::Builder::new().spawn(write).is_ok();
    is_started && is_done.recv_timeout(EXIT_WRITE_TIMEOUT).unwrap_or(false)
}

/// Ignores errors: the terminal may be gone.
fn leave_modes(out: &mut impl Write) {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    if IS_MOUSE_ON.load(Ordering::SeqCst) {
        let _ = out.write_all(MOUSE_OFF);
    }
    let _ = crossterm::queue!(out, EndSynchronizedUpdate, ResetColor);
    let _ = out.write_all(PASTE_OFF);
    let _ = crossterm::queue!(out, LeaveAlternateScreen, Show);
    let _ = out.flush();
}

fn leave_raw() {
    if IS_RAW.swap(false, Ordering::SeqCst) {
        let _ = disable_raw_mode();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blocked_terminal_is_not_waited_for() {
        let (mut reader, writer) = io::pipe().unwrap();
        // More than fits in a pipe.
        assert!(!write_in_time(writer, vec![b'.'; 1 << 20]));
        let mut first = [0; 4];
        io::Read::read_exact(&mut reader, &mut first).unwrap();
        assert_eq!(&first, b"....");
        let (_reader, writer) = io::pipe().unwrap();
        assert!(write_in_time(writer, b"short".to_vec()));
    }
}
