//! Entering the terminal's modes, and leaving them on every way out.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};

/// The exit code after a panic, as Rust programs have it.
const PANICKED: i32 = 101;

/// Whether the terminal is in our modes.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is wanted, in our modes.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Has buttons, the wheel and dragging sent, in a form without limits. Not every movement: it would
/// keep the line busy for nothing.
const MOUSE_ON: &[u8] = b"\x1B[?1000h\x1B[?1002h\x1B[?1006h";
const MOUSE_OFF: &[u8] = b"\x1B[?1006l\x1B[?1002l\x1B[?1000l";

/// The time in which the terminal is ours. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Session(());

impl Session {
    /// Enters raw mode, the alternate screen and bracketed paste. What the terminal has to be told
    /// is left in `out`, to go with the first picture.
    ///
    /// A panic anywhere ends the program: `last_deed` is done, the terminal is given back, and the
    /// message is printed. To go on with a part of the program missing would be to pretend.
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
            restore();
            print(panic);
            std::process::exit(PANICKED);
        }));
        let session = Self(());
        session.resume(out)?;
        Ok(session)
    }

    /// Enters the modes again after [`Session::pause`]; what the terminal has to be told is left in
    /// `out`.
    ///
    /// # Errors
    /// What the terminal answers; it is then as it was.
    pub fn resume(&self, out: &mut impl Write) -> io::Result<()> {
        ENTERED.store(true, Ordering::SeqCst);
        let entered = enable_raw_mode().and_then(|()| {
            crossterm::queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
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

    /// Gives the terminal back for a while, to an editor or to a shell, or for good; what it has
    /// to be told goes to `out`.
    pub fn pause(&self, out: &mut impl Write) {
        give_back(out);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back at once, if it is ours.
pub fn restore() {
    give_back(&mut io::stdout());
}

/// Errors are of no use to anybody here: the terminal may be gone.
fn give_back(out: &mut impl Write) {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    if MOUSE.load(Ordering::SeqCst) {
        let _ = out.write_all(MOUSE_OFF);
    }
    let _ = crossterm::queue!(
        out,
        EndSynchronizedUpdate,
        ResetColor,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = out.flush();
    let _ = disable_raw_mode();
}
