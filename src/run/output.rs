//! The thread that writes to the terminal, so that nothing else waits for it.
//!
//! A terminal may take nothing for a while, or never again: the connection is slow, its output is
//! stopped, its client hangs. Keys are still taken in and saved, and the program can be ended. Changes
//! to the screen meanwhile share one frame.

use std::fs::File;
use std::io::{self, Write};
use std::sync::mpsc::{self, Sender};
use std::thread;

/// The thread's handle. What is written to it goes out with the next `flush`, in one write if the
/// terminal takes it.
pub(super) struct Output {
    jobs: Sender<Vec<u8>>,
    gathered: Vec<u8>,
    /// How many pieces the terminal has not taken yet.
    pending: usize,
}

impl Output {
    /// Starts the thread. It calls `answer` with the result of each piece; call
    /// [`Output::written`] for each.
    pub(super) fn start(answer: impl Fn(io::Result<()>) + Send + 'static) -> io::Result<Self> {
        // Not through the standard library's handle: a thread that is stuck would hold its lock.
        let mut terminal = File::from(rustix::io::dup(rustix::stdio::stdout())?);
        let (jobs, received) = mpsc::channel::<Vec<u8>>();
        thread::spawn(move || {
            for bytes in received {
                answer(terminal.write_all(&bytes));
            }
        });
        Ok(Self {
            jobs,
            gathered: Vec::new(),
            pending: 0,
        })
    }

    /// Returns whether the terminal has taken everything.
    pub(super) fn is_idle(&self) -> bool {
        self.pending == 0
    }

    /// Notes that a piece has been written.
    pub(super) fn written(&mut self) {
        self.pending -= 1;
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.gathered.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.gathered);
        self.jobs
            .send(bytes)
            .map_err(|_| io::ErrorKind::BrokenPipe)?;
        self.pending += 1;
        Ok(())
    }
}
