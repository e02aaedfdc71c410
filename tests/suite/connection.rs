//! A review at the remote end of a connection that can be cut, and how it ended.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::fs::OFlags;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

use crate::pty::{Home, Pty, TIMEOUT};

/// A running process that is not a child of the test.
pub struct Process {
    pid: Pid,
    handle: OwnedFd,
}

impl Process {
    /// Returns a handle to the running process `pid`.
    pub fn with_pid(pid: Pid) -> Self {
        Self {
            pid,
            handle: pidfd_open(pid, PidfdFlags::empty()).unwrap(),
        }
    }

    /// Returns a handle to the running process whose id is in a file.
    fn from_pid_file(file: PathBuf) -> Self {
        let text = fs::read_to_string(file).unwrap();
        Self::with_pid(Pid::from_raw(text.trim().parse().unwrap()).unwrap())
    }

    /// Sends a signal to the process.
    pub fn signal(&self, signal: Signal) {
        pidfd_send_signal(&self.handle, signal).unwrap();
    }

    /// Writes to the process's terminal until its buffer is full.
    pub fn fill_terminal(&self) {
        let terminal = format!("/proc/{}/fd/1", self.pid.as_raw_nonzero());
        let mut terminal = fs::OpenOptions::new()
            .write(true)
            .custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed())
            .open(terminal)
            .unwrap();
        let full = loop {
            if let Err(error) = terminal.write_all(b".") {
                break error;
            }
        };
        assert_eq!(full.kind(), ErrorKind::WouldBlock);
    }

    /// Waits until the process has ended.
    pub fn wait(&self) {
        let timeout = Timespec {
            tv_sec: TIMEOUT.as_secs() as i64,
            tv_nsec: 0,
        };
        let mut handle = [PollFd::new(&self.handle, PollFlags::IN)];
        let ended = poll(&mut handle, Some(&timeout)).unwrap();
        assert_eq!(ended, 1, "process {:?} is still running", self.pid);
    }

    /// Returns the name of the program that a process runs, and the parent process.
    fn name_and_parent(pid: Pid) -> (String, Option<Pid>) {
        let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap();
        let (name, fields) = stat.rsplit_once(") ").unwrap();
        let (_, name) = name.split_once('(').unwrap();
        let parent = fields.split(' ').nth(1).unwrap().parse().unwrap();
        (name.to_owned(), Pid::from_raw(parent))
    }

    /// Returns the ancestors whose program's name starts with `name`, nearest first.
    pub fn ancestors(&self, name: &str) -> Vec<Pid> {
        let mut found = Vec::new();
        let mut next = Some(self.pid);
        while let Some(pid) = next {
            let (its_name, parent) = Self::name_and_parent(pid);
            if its_name.starts_with(name) {
                found.push(pid);
            }
            next = parent;
        }
        found
    }
}

/// Alice's review of `draft.txt` at the remote end of a connection.
pub struct Connection {
    /// The local end.
    pub local: Pty,
    /// The program at the remote end.
    pub program: Process,
    /// The shell that started the program, and ends after it.
    shell: Process,
    folder: PathBuf,
}

/// How a program ended after its connection was cut.
#[derive(Debug)]
pub struct Ending {
    /// How long the wait for its end took.
    pub took: Duration,
    /// The processor time that it used in total.
    pub used: Duration,
    /// Its exit code.
    pub exit: u32,
}

impl Drop for Connection {
    fn drop(&mut self) {
        // A failed test must not leave the program behind.
        let _ = pidfd_send_signal(&self.program.handle, Signal::KILL);
    }
}

impl Connection {
    /// Attaches to a review that runs the script of [`Home::remote_command`].
    pub fn to(home: &Home, mut local: Pty) -> Self {
        local.shows(" reviewed ");
        Self {
            local,
            program: Process::from_pid_file(home.path("pid")),
            shell: Process::from_pid_file(home.path("shell")),
            folder: home.path(""),
        }
    }

    /// Waits for the remote end to exit by itself and returns how it ended.
    pub fn ending(&self) -> Ending {
        let begun = Instant::now();
        self.program.wait();
        let took = begun.elapsed();
        self.shell.wait();
        let read = |name: &str| fs::read_to_string(self.folder.join(name)).unwrap();
        for entry in fs::read_dir(&self.folder).unwrap() {
            let name = entry.unwrap().file_name();
            assert!(!name.to_string_lossy().starts_with("core"), "{name:?}");
        }
        let times = read("times");
        let used = times.split_whitespace().skip(2).map(duration).sum();
        Ending {
            took,
            used,
            exit: read("exit").trim().parse().unwrap(),
        }
    }
}

/// Parses a time as the shell prints it: `0m1.234s`.
fn duration(text: &str) -> Duration {
    let (minutes, seconds) = text.trim_end_matches('s').split_once('m').unwrap();
    let minutes: f64 = minutes.parse().unwrap();
    Duration::from_secs_f64(minutes * 60.0 + seconds.parse::<f64>().unwrap())
}

impl Home {
    /// Writes a script for the remote end and returns the shell command that runs it. It opens
    /// alice's review of `draft.txt` in the same environment as [`Home::start`], through `run_by`
    /// (for example `env`) unless that is empty. Its shell survives the end of the connection and
    /// records how the review ended.
    pub fn remote_command(&self, run_by: &str) -> String {
        let folder = self.path("");
        let folder = folder.display();
        let factdesk = env!("CARGO_BIN_EXE_factdesk");
        let script = format!(
            "cd '{folder}'\n\
             export HOME='{folder}' LANG=C.UTF-8 TZ=UTC\n\
             unset LC_ALL LC_CTYPE\n\
             ulimit -c $(ulimit -H -c)\n\
             trap : HUP\n\
             rm -f pid exit times\n\
             echo $$ > shell\n\
             sh -c 'echo $$ > pid; exec {run_by} {factdesk} draft.txt --reviewer alice'\n\
             exit=$?\n\
             echo $exit > exit\n\
             times > times\n\
             exit $exit\n"
        );
        let file = self.path("remote.sh");
        fs::write(&file, script).unwrap();
        // The hang-up kills the outer shell, as it does a login shell; then the kernel signals the rest.
        format!("sh '{}'; exit $?", file.display())
    }

    /// Opens alice's review of `draft.txt` in a terminal within the terminal, so that
    /// [`Pty::signal`] can cut the inner one.
    pub fn review_over_a_connection(&self, run_by: &str) -> Connection {
        let run = self.remote_command(run_by);
        let local = self.start_command(&["script", "-qfc", &run, "/dev/null"], (120, 36));
        Connection::to(self, local)
    }
}
