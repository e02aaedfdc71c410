//! Noticing that the terminal is gone.
//!
//! When the line is cut and no SIGHUP comes, reading the terminal never returns and uses a whole
//! core (crossterm-rs/crossterm#793). A thread that sleeps in `poll` with no events asked for is
//! woken by the hang-up alone.

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
        drop(sender.send(Message::Hangup));
    });
    Ok(())
}
