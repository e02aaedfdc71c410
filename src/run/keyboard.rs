//! The thread that reads the terminal.
//!
//! It sleeps until bytes come, until the decoder has waited long enough for the rest of a sequence, or
//! until the terminal is gone: `poll` or `read` then fails, even if no SIGHUP comes.

use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::app::Event;
use crate::tui::input::{Decoder, Input};

use super::message::Message;

/// The most bytes that one read takes.
const READ_BYTES: usize = 64 * 1024;

/// The thread's handle.
pub(super) struct Keyboard {
    go_on: SyncSender<()>,
}

impl Keyboard {
    /// Lets the thread read on, after what it sent has been handled. Until then it leaves the
    /// terminal alone: the last key may have opened an editor, which then reads from it.
    pub(super) fn go_on(&self) {
        // If the channel is full, the thread may continue already; if it is closed, the thread has
        // ended.
        let _ = self.go_on.try_send(());
    }
}

/// Makes the terminal standard input, if that is the article.
pub(super) fn take() -> io::Result<()> {
    if !io::stdin().is_terminal() {
        rustix::stdio::dup2_stdin(File::open("/dev/tty")?)?;
    }
    Ok(())
}

/// Starts to read. All that is there at once comes as one message.
pub(super) fn read(sender: Sender<Message>) -> Keyboard {
    let (go_on, may_go_on) = mpsc::sync_channel(1);
    thread::spawn(move || {
        if read_on(&sender, &may_go_on).is_err() {
            // The terminal is gone.
            drop(sender.send(Message::Hangup));
        }
    });
    Keyboard { go_on }
}

/// Reads until the receiver is gone.
///
/// # Errors
/// The terminal is gone.
fn read_on(sender: &Sender<Message>, may_go_on: &Receiver<()>) -> io::Result<()> {
    let mut decoder = Decoder::new();
    loop {
        let bytes = match wait(decoder.deadline())? {
            true => next()?,
            false => Vec::new(),
        };
        let mut typed: Vec<Event> = Vec::new();
        for input in decoder.feed(&bytes, Instant::now()) {
            match input {
                Input::Event(event) => typed.push(event),
                Input::Background(is_light) => drop(sender.send(Message::Background(is_light))),
            }
        }
        if !typed.is_empty()
            && (sender.send(Message::Typed(typed)).is_err() || may_go_on.recv().is_err())
        {
            return Ok(());
        }
    }
}

/// Waits for bytes until `deadline`; returns whether there are any.
fn wait(deadline: Option<Instant>) -> io::Result<bool> {
    let stdin = rustix::stdio::stdin();
    loop {
        let left = deadline.map(|at| timespec(at.saturating_duration_since(Instant::now())));
        match poll(&mut [PollFd::new(&stdin, PollFlags::IN)], left.as_ref()) {
            Ok(ready) => return Ok(ready > 0),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Reads all that is there.
fn next() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    while bytes.len() < READ_BYTES && (bytes.is_empty() || wait(Some(Instant::now()))?) {
        match rustix::io::read(rustix::stdio::stdin(), &mut buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(Errno::INTR) => {}
            // Another process has read it.
            Err(Errno::AGAIN) => break,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(bytes)
}

/// Returns a time to wait, rounded up to whole milliseconds, the unit of `poll`.
fn timespec(time: Duration) -> Timespec {
    let time = time + Duration::from_micros(999);
    Timespec {
        tv_sec: time.as_secs() as i64,
        tv_nsec: i64::from(time.subsec_nanos()),
    }
}
