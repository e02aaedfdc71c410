//! Entering the terminal's modes, and leaving them on every way out.

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

/// The exit code after a panic, as Rust programs have it.
const PANICKED: i32 = 101;

/// How long a terminal that takes nothing is waited for at the very end.
const LAST_WAIT: Duration = Duration::from_millis(500);

/// Whether the terminal was told to enter our modes.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the line to the terminal is raw: no keys are turned into signals, and Ctrl-S stops nothing.
static IS_RAW: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is wanted, in our modes.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Has buttons, the wheel and dragging sent, in a form without limits. Not every movement: it would
/// keep the line busy for nothing.
const MOUSE_ON: &[u8] = b"\x1B[?1000h\x1B[?1002h\x1B[?1006h";
const MOUSE_OFF: &[u8] = b"\x1B[?1006l\x1B[?1002l\x1B[?1000l";

/// Has pasted text put between marks.
const PASTE_ON: &[u8] = b"\x1B[?2004h";
const PASTE_OFF: &[u8] = b"\x1B[?2004l";

/// The time in which the terminal is ours. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct TerminalGuard(());

impl TerminalGuard {
    /// Enters raw mode, the alternate screen and bracketed paste. What the terminal has to be told
    /// is left in `out`, to go with the first picture.
    ///
    /// A panic in any thread ends the run: `last_deed` is done, the terminal is given back, and the
    /// message is printed, if the terminal takes it. The program must not go on without, say, its saver.
    ///
    /// # Errors
    /// What the terminal answers; it is then as it was.
    pub fn enter(
        out: &mut impl Write,
        last_deed: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            last_deed();
            if restore() || !io::stderr().is_terminal() {
                print(panic);
            }
            std::process::exit(PANICKED);
        }));
        let session = Self(());
        session.resume(out)?;
        Ok(session)
    }

    /// Enters the modes again after [`TerminalGuard::pause`]; what the terminal has to be told is left in
    /// `out`.
    ///
    /// # Errors
    /// What the terminal answers; it is then as it was.
    pub fn resume(&self, out: &mut impl Write) -> io::Result<()> {
        IS_RAW.store(true, Ordering::SeqCst);
        ENTERED.store(true, Ordering::SeqCst);
        let entered = enable_raw_mode().and_then(|()| {
            crossterm::queue!(out, EnterAlternateScreen)?;
            out.write_all(PASTE_ON)?;
            crossterm::queue!(out, Hide)?;
            if MOUSE.load(Ordering::SeqCst) {
                out.write_all(MOUSE_ON)?;
            }
            Ok(())
        });
        if entered.is_err() {
            restore();
        }
        entered
    }

    /// Has what is done with the mouse sent from now on, or no more; what the terminal has to be
    /// told goes to `out`.
    ///
    /// # Errors
    /// What the terminal answers.
    pub fn use_mouse(&self, is_on: bool, out: &mut impl Write) -> io::Result<()> {
        MOUSE.store(is_on, Ordering::SeqCst);
        out.write_all(if is_on { MOUSE_ON } else { MOUSE_OFF })?;
        out.flush()
    }

    /// Tells the terminal to leave our modes, for a while or for good; the bytes go to `out`. Once it
    /// has taken them, [`TerminalGuard::release`] does the rest.
    ///
    /// The line stays raw until then: otherwise a Ctrl-S in between would stop these very bytes.
    pub fn pause(&self, out: &mut impl Write) {
        leave_modes(out);
    }

    /// Restores the line's settings, for an editor, a shell or the exit.
    pub fn release(&self) {
        leave_raw();
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back at once, if it is ours. Returns whether the output was written; does not
/// wait for a blocked terminal.
pub fn restore() -> bool {
    let mut bytes = Vec::new();
    leave_modes(&mut bytes);
    let is_taken = bytes.is_empty() || write_in_time(io::stdout(), bytes);
    leave_raw();
    is_taken
}

/// Writes something to a terminal that may stand still, on a thread of its own; returns whether it was
/// written in time. Used on the way out, when the output thread may be stuck.
pub fn write_in_time(mut out: impl Write + Send + 'static, bytes: Vec<u8>) -> bool {
    let (done, is_done) = mpsc::channel();
    let write = move || {
        let written = out.write_all(&bytes).and_then(|()| out.flush());
        // Nobody waits any more if it took too long.
        let _ = done.send(written.is_ok());
    };
    let is_started = thread::Builder::new().spawn(write).is_ok();
    is_started && is_done.recv_timeout(LAST_WAIT).unwrap_or(false)
}

/// Errors are of no use to anybody here: the terminal may be gone.
fn leave_modes(out: &mut impl Write) {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    if MOUSE.load(Ordering::SeqCst) {
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
    fn what_is_not_taken_is_not_waited_for() {
        let (mut reader, writer) = io::pipe().unwrap();
        // More than a pipe holds.
        assert!(!write_in_time(writer, vec![b'.'; 1 << 20]));
        let mut first = [0; 4];
        io::Read::read_exact(&mut reader, &mut first).unwrap();
        assert_eq!(&first, b"....");
        let (_reader, writer) = io::pipe().unwrap();
        assert!(write_in_time(writer, b"short".to_vec()));
    }
}
