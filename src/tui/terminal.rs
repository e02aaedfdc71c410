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
        session.resume()?;
        Ok(session)
    }

    /// Enters the modes again after [`Session::pause`].
    ///
    /// # Errors
    /// What the terminal answers; it is then as it was.
    pub fn resume(&self) -> io::Result<()> {
        ENTERED.store(true, Ordering::SeqCst);
        let entered = enable_raw_mode().and_then(|()| {
            crossterm::execute!(
                io::stdout(),
                EnterAlternateScreen,
                EnableBracketedPaste,
                Hide
            )
        });
        if entered.is_err() {
            restore();
        }
        entered
    }

    /// Gives the terminal back for a while: for an editor, or to be suspended.
    pub fn pause(&self) {
        restore();
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back, if it is ours. Errors are of no use to anybody here: the terminal may
/// be gone.
pub fn restore() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
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
