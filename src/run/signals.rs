//! Signals, as messages.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;

use super::Message;

/// The terminal's line was cut.
pub(super) const HANGUP: i32 = SIGHUP;
/// Ctrl-Z, from elsewhere than the keyboard.
pub(super) const STOP: i32 = SIGTSTP;
/// Going on after having been stopped.
pub(super) const CONTINUE: i32 = SIGCONT;
/// The terminal has another size.
pub(super) const RESIZE: i32 = SIGWINCH;

/// Whether an editor has the terminal.
static CHILD_RUNS: AtomicBool = AtomicBool::new(false);

/// The watch over the signals.
pub(super) struct SignalWatch(Handle);

impl SignalWatch {
    /// Ends the watch.
    pub(super) fn close(&self) {
        self.0.close();
    }
}

/// Starts to pass signals on.
pub(super) fn watch(sender: Sender<Message>) -> io::Result<SignalWatch> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH])?;
    let handle = signals.handle();
    thread::spawn(move || {
        for signal in &mut signals {
            if CHILD_RUNS.load(Ordering::SeqCst) {
                match signal {
                    // The editor was suspended and we with it: the shell waits for us to stop.
                    SIGTSTP => stop(),
                    // These are for the editor, whose terminal it is. Its size is asked afterwards.
                    SIGCONT | SIGINT | SIGWINCH => {}
                    _ => drop(sender.send(Message::Signal(signal))),
                }
            } else if sender.send(Message::Signal(signal)).is_err() {
                return;
            }
        }
    });
    Ok(SignalWatch(handle))
}

/// Stops the process as Ctrl-Z does; returns when it goes on.
pub(super) fn stop() {
    // It can only fail for a signal that does not exist.
    drop(emulate_default_handler(SIGTSTP));
}

/// Runs `child` with the terminal's signals left to it.
pub(super) fn while_child_runs<T>(child: impl FnOnce() -> T) -> T {
    CHILD_RUNS.store(true, Ordering::SeqCst);
    let result = child();
    CHILD_RUNS.store(false, Ordering::SeqCst);
    result
}
