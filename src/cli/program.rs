//! Running another program on a text, for a limited time.

use std::io::{self, Read, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;

/// How much of what a program complains of is kept, in bytes: its end.
const COMPLAINTS: usize = 2000;

/// The most that is taken from a program, in bytes.
const LONGEST: u64 = 64 << 20;

/// How long a program's complaints are waited for when it has ended.
const LAST_WORDS: Duration = Duration::from_millis(200);

/// Why a program gave nothing.
#[derive(Debug)]
pub(super) enum ProgramError {
    /// It could not be started, or not be listened to.
    Start(io::Error),
    /// It did not end in time.
    Hang,
    /// It wrote more than anybody wants to read.
    Flood,
    /// It ended, but not well.
    Failed(ExitStatus),
}

/// What came of a program.
pub(super) struct ProgramOutput {
    /// What it wrote to standard output.
    pub(super) output: Result<Vec<u8>, ProgramError>,
    /// The end of what it wrote to standard error.
    pub(super) complaints: String,
}

/// What happens while a program runs.
enum ProgramEvent {
    Output(io::Result<Vec<u8>>),
    Complained,
    Ended(rustix::io::Result<()>),
}

/// Runs programs one at a time, and sees to it that none outlives this one: until it is dropped, the signals
/// that end this program end theirs first.
pub(super) struct Runner {
    /// The process group of the one that runs.
    group: Arc<Mutex<Option<Pid>>>,
    signals: Handle,
}

impl Runner {
    /// Starts to watch the signals.
    pub(super) fn new() -> io::Result<Self> {
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
        let handle = signals.handle();
        let group = Arc::new(Mutex::new(None));
        let running = Arc::clone(&group);
        thread::spawn(move || {
            for signal in &mut signals {
                if let Some(group) = *held(&running) {
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
    /// The program has a process group of its own, which is killed when the time is over. Its
    /// input, output and complaints pass through threads of their own, so that none of them waits
    /// for another.
    pub(super) fn run(&self, command: &str, input: String, limit: Duration) -> ProgramOutput {
        let complaints = Arc::new(Mutex::new(Vec::new()));
        let output = self.run_heard(command, input, limit, &complaints);
        let complaints = String::from_utf8_lossy(&held(&complaints)).into_owned();
        ProgramOutput { output, complaints }
    }

    fn run_heard(
        &self,
        command: &str,
        input: String,
        limit: Duration,
        complaints: &Arc<Mutex<Vec<u8>>>,
    ) -> Result<Vec<u8>, ProgramError> {
        let deadline = Instant::now() + limit;
        let mut child = Command::new("sh")
            .args(["-c", command])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .map_err(ProgramError::Start)?;
        let group = Pid::from_child(&child);
        *held(&self.group) = Some(group);
        let (sender, happened) = mpsc::channel();
        if let Some(mut stdin) = child.stdin.take() {
            // A program need not read everything.
            thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
        }
        if let Some(stdout) = child.stdout.take() {
            listen(stdout, sender.clone());
        }
        if let Some(stderr) = child.stderr.take() {
            hear(stderr, Arc::clone(complaints), sender.clone());
        }
        thread::spawn(move || {
            // It stays to be waited for, so that its group's number is nobody else's.
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
            let ended = waitid(WaitId::Pid(group), options);
            drop(sender.send(ProgramEvent::Ended(ended.map(drop))));
        });
        let output = output_until(&happened, deadline);
        if output.is_err() {
            // It may have ended by itself in the meantime.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let status = child.wait();
        *held(&self.group) = None;
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

/// What is in a mutex, whatever became of the thread that had it before.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for all that a program writes, and for its end.
fn output_until(
    happened: &Receiver<ProgramEvent>,
    deadline: Instant,
) -> Result<Vec<u8>, ProgramError> {
    let mut output = None;
    let (mut has_ended, mut has_complained) = (false, false);
    let mut until = deadline;
    loop {
        if let (true, Some(output)) = (has_ended, &mut output) {
            if has_complained {
                return Ok(std::mem::take(output));
            }
            until = until.min(Instant::now() + LAST_WORDS);
        }
        let left = until.saturating_duration_since(Instant::now());
        match happened.recv_timeout(left) {
            Ok(ProgramEvent::Output(Ok(bytes))) if bytes.len() as u64 > LONGEST => {
                return Err(ProgramError::Flood);
            }
            Ok(ProgramEvent::Output(bytes)) => output = Some(bytes.map_err(ProgramError::Start)?),
            Ok(ProgramEvent::Complained) => has_complained = true,
            Ok(ProgramEvent::Ended(ended)) => {
                ended.map_err(|error| ProgramError::Start(error.into()))?;
                has_ended = true;
            }
            Err(_) => {
                return output.filter(|_| has_ended).ok_or(ProgramError::Hang);
            }
        }
    }
}

/// Reads all that a program writes, and a byte more than is wanted to know that it is too much.
fn listen(stdout: impl Read + Send + 'static, sender: Sender<ProgramEvent>) {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.take(LONGEST + 1).read_to_end(&mut bytes);
        drop(sender.send(ProgramEvent::Output(read.map(|_| bytes))));
    });
}

/// Keeps the end of what a program complains of.
fn hear(
    mut stderr: impl Read + Send + 'static,
    complaints: Arc<Mutex<Vec<u8>>>,
    sender: Sender<ProgramEvent>,
) {
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = stderr.read(&mut buffer) {
            let mut kept = held(&complaints);
            kept.extend_from_slice(&buffer[..count]);
            let surplus = kept.len().saturating_sub(COMPLAINTS);
            kept.drain(..surplus);
        }
        drop(sender.send(ProgramEvent::Complained));
    });
}
