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

/// Whether the terminal is in our modes.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The time in which the terminal is ours. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Session(());

impl Session {
    /// Enters raw mode, the alternate screen and bracketed paste.
    ///
    /// A panic anywhere gives the terminal back before its message is printed.
    ///
    /// # Errors
    /// What the terminal answers; it is then as it was.
    pub fn enter() -> io::Result<Self> {
        static HOOK: std::sync::Once = std::sync::Once::new();
        HOOK.call_once(|| {
            let print = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                restore();
                print(panic);
            }));
        });
        let session = Self(());
        session.resume(&mut io::stdout())?;
        Ok(session)
    }

    /// Enters the modes again after [`Session::pause`]; what the terminal has to be told goes to
    /// `out`.
    ///
    /// # Errors
    /// What the terminal answers; it is then as it was.
    pub fn resume(&self, out: &mut impl Write) -> io::Result<()> {
        ENTERED.store(true, Ordering::SeqCst);
        let entered = enable_raw_mode().and_then(|()| {
            crossterm::execute!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)
        });
        if entered.is_err() {
            restore();
        }
        entered
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
