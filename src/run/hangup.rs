//! Noticing that the terminal is gone.
//!
//! When the line is cut and no SIGHUP comes, reading the terminal never returns and uses a whole
//! core (crossterm-rs/crossterm#793). A thread that sleeps in `poll` with no events asked for is
//! woken by the hang-up alone. It then puts something that never speaks in the terminal's place:
//! the last save may take its time, and the reader must not go round in circles meanwhile.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::mpsc::Sender;
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};

use super::Message;

/// Starts to watch the terminal that the screen is drawn on.
pub(super) fn watch(sender: Sender<Message>) -> io::Result<()> {
    let terminal: OwnedFd = rustix::io::dup(rustix::stdio::stdout())?;
    thread::spawn(move || {
        loop {
            let mut fds = [PollFd::new(&terminal, PollFlags::empty())];
            match poll(&mut fds, None) {
                Err(rustix::io::Errno::INTR) => {}
                // An error of `poll` itself says as little good as a hang-up.
                _ => break,
            }
        }
        // Without it, the reader uses a core until the end, and nothing worse.
        drop(silence());
        drop(sender.send(Message::Hangup));
    });
    Ok(())
}

/// Makes standard input, which is the terminal that has gone, a pipe that stays empty.
fn silence() -> io::Result<()> {
    let (nothing, never_written_to) = io::pipe()?;
    rustix::stdio::dup2_stdin(nothing)?;
    // Closed, it would be readable: at its end.
    std::mem::forget(never_written_to);
    Ok(())
}
