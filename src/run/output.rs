//! The thread that writes to the terminal, so that nothing ever waits for the line.
//!
//! A terminal may take nothing for a while, or never again: the line is slow, its window is held,
//! its client hangs. Keys are taken in and saved all the same, and the program can be told to
//! leave. What is to be drawn meanwhile is folded into one frame.

use std::fs::File;
use std::io::{self, Write};
use std::sync::mpsc::{self, Sender};
use std::thread;

/// The thread's handle. What is written to it goes out with the next `flush`, as one write where
/// the terminal takes it as one.
pub(super) struct Output {
    jobs: Sender<Vec<u8>>,
    gathered: Vec<u8>,
    /// How many pieces the terminal has not taken yet.
    under_way: usize,
}

impl Output {
    /// Starts the thread. `answer` is told what came of each piece; it is to be handed on to
    /// [`Output::written`].
    pub(super) fn start(answer: impl Fn(io::Result<()>) + Send + 'static) -> io::Result<Self> {
        // Not through the standard library's own handle: its lock would be held by a thread that
        // is stuck.
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
            under_way: 0,
        })
    }

    /// Tells whether the terminal has taken everything.
    pub(super) fn is_idle(&self) -> bool {
        self.under_way == 0
    }

    /// Takes note that a piece has been written.
    pub(super) fn written(&mut self) {
        self.under_way -= 1;
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
        self.under_way += 1;
        Ok(())
    }
}
