//! Running another program on a text, for a limited time.

use std::io::{self, Read, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;

/// How much of a program's error output is kept: its end.
const MAX_ERROR_BYTES: usize = 2000;

/// The longest output that is read.
const MAX_OUTPUT_BYTES: u64 = 64 << 20;

/// How long to wait for the rest of the error output after the program has ended.
const LAST_ERRORS_LIMIT: Duration = Duration::from_millis(200);

/// Why a program has no output.
#[derive(Debug)]
pub(super) enum ProgramError {
    /// It could not be started, or its output could not be read.
    Start(io::Error),
    /// It did not end in time.
    TimeOut,
    /// It wrote more than [`MAX_OUTPUT_BYTES`].
    TooMuch,
    /// It ended with an error.
    Failed(ExitStatus),
}

/// What a program wrote.
pub(super) struct ProgramOutput {
    /// What it wrote to standard output.
    pub(super) output: Result<Vec<u8>, ProgramError>,
    /// The end of what it wrote to standard error.
    pub(super) errors: String,
}

/// What happens while a program runs.
enum ProgramEvent {
    Output(io::Result<Vec<u8>>),
    ErrorsRead,
    Ended(rustix::io::Result<()>),
}

/// Runs programs one at a time. None outlives this process: until the runner is dropped, a signal
/// that ends this process first kills the program.
pub(super) struct Runner {
    /// The process group of the running program.
    group: Arc<Mutex<Option<Pid>>>,
    signals: Handle,
}

impl Runner {
    /// Starts to handle the signals.
    pub(super) fn new() -> io::Result<Self> {
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
        let handle = signals.handle();
        let group = Arc::new(Mutex::new(None));
        let running = Arc::clone(&group);
        thread::spawn(move || {
            for signal in &mut signals {
                if let Some(group) = *locked(&running) {
                    let _ = kill_process_group(group, Signal::KILL);
                }
                drop(emulate_default_handler(signal));
            }
        });
        Ok(Self {
            group,
            signals: handle,
        })
    }

    /// Runs a command line through the shell, with `input` on its standard input.
    ///
    /// The program has a process group of its own, which is killed at the time limit. Input, output
    /// and error output have a thread each, so that none of them waits for another.
    pub(super) fn run(&self, command: &str, input: String, time_limit: Duration) -> ProgramOutput {
        let errors = Arc::new(Mutex::new(Vec::new()));
        let output = self.output(command, input, time_limit, &errors);
        let errors = String::from_utf8_lossy(&locked(&errors)).into_owned();
        ProgramOutput { output, errors }
    }

    fn output(
        &self,
        command: &str,
        input: String,
        time_limit: Duration,
        errors: &Arc<Mutex<Vec<u8>>>,
    ) -> Result<Vec<u8>, ProgramError> {
        let deadline = Instant::now() + time_limit;
        let mut child = Command::new("sh")
            .args(["-c", command])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .map_err(ProgramError::Start)?;
        let group = Pid::from_child(&child);
        *locked(&self.group) = Some(group);
        let events = events_of(&mut child, input, errors);
        let output = output_until(&events, deadline);
        if output.is_err() {
            // It may have ended by itself in the meantime.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let status = child.wait();
        *locked(&self.group) = None;
        match (output, status.map_err(ProgramError::Start)?) {
            (Ok(_), status) if !status.success() => Err(ProgramError::Failed(status)),
            (output, _) => output,
        }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.signals.close();
    }
}

/// Starts the threads that write a program's input, read its output and wait for its end.
fn events_of(
    child: &mut Child,
    input: String,
    errors: &Arc<Mutex<Vec<u8>>>,
) -> Receiver<ProgramEvent> {
    let (sender, events) = mpsc::channel();
    if let Some(mut stdin) = child.stdin.take() {
        // A program need not read everything.
        thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    }
    if let Some(stdout) = child.stdout.take() {
        read_output(stdout, sender.clone());
    }
    if let Some(stderr) = child.stderr.take() {
        read_errors(stderr, Arc::clone(errors), sender.clone());
    }
    let pid = Pid::from_child(child);
    thread::spawn(move || {
        // `NOWAIT` leaves the process a zombie, so that its group's number is not used again.
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        let ended = waitid(WaitId::Pid(pid), options);
        drop(sender.send(ProgramEvent::Ended(ended.map(drop))));
    });
    events
}

/// Returns what is in a mutex, even if a thread panicked while it held the lock.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for all that a program writes, and for its end.
fn output_until(
    events: &Receiver<ProgramEvent>,
    deadline: Instant,
) -> Result<Vec<u8>, ProgramError> {
    let mut output = None;
    let (mut has_ended, mut has_all_errors) = (false, false);
    let mut until = deadline;
    loop {
        if let (true, Some(output)) = (has_ended, &mut output) {
            if has_all_errors {
                return Ok(std::mem::take(output));
            }
            until = until.min(Instant::now() + LAST_ERRORS_LIMIT);
        }
        let left = until.saturating_duration_since(Instant::now());
        match events.recv_timeout(left) {
            Ok(ProgramEvent::Output(Ok(bytes))) if bytes.len() as u64 > MAX_OUTPUT_BYTES => {
                return Err(ProgramError::TooMuch);
            }
            Ok(ProgramEvent::Output(bytes)) => output = Some(bytes.map_err(ProgramError::Start)?),
            Ok(ProgramEvent::ErrorsRead) => has_all_errors = true,
            Ok(ProgramEvent::Ended(ended)) => {
                ended.map_err(|error| ProgramError::Start(error.into()))?;
                has_ended = true;
            }
            Err(_) => {
                return output.filter(|_| has_ended).ok_or(ProgramError::TimeOut);
            }
        }
    }
}

/// Reads a program's output, and one byte more than the limit to know that it is exceeded.
fn read_output(stdout: impl Read + Send + 'static, sender: Sender<ProgramEvent>) {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.take(MAX_OUTPUT_BYTES + 1).read_to_end(&mut bytes);
        drop(sender.send(ProgramEvent::Output(read.map(|_| bytes))));
    });
}

/// Keeps the end of a program's error output.
fn read_errors(
    mut stderr: impl Read + Send + 'static,
    errors: Arc<Mutex<Vec<u8>>>,
    sender: Sender<ProgramEvent>,
) {
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = stderr.read(&mut buffer) {
            let mut kept = locked(&errors);
            kept.extend_from_slice(&buffer[..count]);
            let surplus = kept.len().saturating_sub(MAX_ERROR_BYTES);
            kept.drain(..surplus);
        }
        drop(sender.send(ProgramEvent::ErrorsRead));
    });
}
