//! Signals, as messages.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;

use super::message::Message;

/// Whether an editor has the terminal.
static CHILD_RUNS: AtomicBool = AtomicBool::new(false);

/// Handles signals until it is closed.
pub(super) struct SignalWatch(Handle);

impl SignalWatch {
    /// Stops handling signals.
    pub(super) fn close(&self) {
        self.0.close();
    }
}

/// Starts to send signals to the loop.
pub(super) fn watch(sender: Sender<Message>) -> io::Result<SignalWatch> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH])?;
    let handle = signals.handle();
    thread::spawn(move || {
        for signal in &mut signals {
            if CHILD_RUNS.load(Ordering::SeqCst) {
                match signal {
                    // The editor was suspended, and the shell waits for this process to stop too.
                    SIGTSTP => stop(),
                    // These are for the editor, which has the terminal. The size is asked for afterwards.
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

/// Stops the process as Ctrl-Z does; returns when it continues.
pub(super) fn stop() {
    // It can only fail for a signal that does not exist.
    drop(emulate_default_handler(SIGTSTP));
}

/// Runs `child`, and leaves the terminal's signals to it meanwhile.
pub(super) fn while_child_runs<T>(child: impl FnOnce() -> T) -> T {
    CHILD_RUNS.store(true, Ordering::SeqCst);
    let result = child();
    CHILD_RUNS.store(false, Ordering::SeqCst);
    result
}
