//! A review at the far end of a line that can be cut, and what is left of it then.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::fs::OFlags;
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

use crate::pty::{Home, PATIENCE, Pty};

/// A process that is not ours to wait for.
pub struct Process {
    pid: Pid,
    handle: OwnedFd,
}

impl Process {
    /// Gets hold of a running process.
    pub fn numbered(pid: Pid) -> Self {
        Self {
            pid,
            handle: pidfd_open(pid, PidfdFlags::empty()).unwrap(),
        }
    }

    /// Gets hold of the process whose number stands in a file.
    fn written_in(file: PathBuf) -> Self {
        let text = fs::read_to_string(file).unwrap();
        Self::numbered(Pid::from_raw(text.trim().parse().unwrap()).unwrap())
    }

    /// Sends a signal to it.
    pub fn signal(&self, signal: Signal) {
        pidfd_send_signal(&self.handle, signal).unwrap();
    }

    /// Has its terminal take as much as it takes while nobody reads there.
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

    /// Waits until it has ended.
    pub fn wait(&self) {
        let patience = Timespec {
            tv_sec: PATIENCE.as_secs() as i64,
            tv_nsec: 0,
        };
        let mut handle = [PollFd::new(&self.handle, PollFlags::IN)];
        let ended = poll(&mut handle, Some(&patience)).unwrap();
        assert_eq!(ended, 1, "process {:?} goes on", self.pid);
    }

    /// The name of the program it runs, and the process that started it.
    fn of(pid: Pid) -> (String, Option<Pid>) {
        let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap();
        let (name, fields) = stat.rsplit_once(") ").unwrap();
        let (_, name) = name.split_once('(').unwrap();
        let parent = fields.split(' ').nth(1).unwrap().parse().unwrap();
        (name.to_owned(), Pid::from_raw(parent))
    }

    /// The processes it comes from whose program has such a name, the nearest first.
    pub fn ancestors(&self, name: &str) -> Vec<Pid> {
        let mut found = Vec::new();
        let mut next = Some(self.pid);
        while let Some(pid) = next {
            let (its_name, parent) = Self::of(pid);
            if its_name.starts_with(name) {
                found.push(pid);
            }
            next = parent;
        }
        found
    }
}

/// A review of `draft.txt` by alice at the far end of a line.
pub struct Line {
    /// The near end.
    pub near: Pty,
    /// The program at the far end.
    pub program: Process,
    /// The shell it was started from, which outlives it.
    shell: Process,
    folder: PathBuf,
}

/// What is left of a program whose line was cut.
#[derive(Debug)]
pub struct Left {
    /// How long it took to end, from when it began to be waited for.
    pub took: Duration,
    /// The processor's time that it used in all its life.
    pub used: Duration,
    /// Its exit code.
    pub exit: u32,
}

impl Drop for Line {
    fn drop(&mut self) {
        // A failed test must not leave the program behind.
        let _ = pidfd_send_signal(&self.program.handle, Signal::KILL);
    }
}

impl Line {
    /// Takes hold of a far end that [`Home::far_end`] has started.
    pub fn to(home: &Home, mut near: Pty) -> Self {
        near.shows(" reviewed ");
        Self {
            near,
            program: Process::written_in(home.path("pid")),
            shell: Process::written_in(home.path("shell")),
            folder: home.path(""),
        }
    }

    /// Waits for the far end to end by itself, and looks at what is left.
    pub fn left(&self) -> Left {
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
        Left {
            took,
            used,
            exit: read("exit").trim().parse().unwrap(),
        }
    }
}

/// Reads a time as the shell prints it: `0m1.234s`.
fn duration(text: &str) -> Duration {
    let (minutes, seconds) = text.trim_end_matches('s').split_once('m').unwrap();
    let minutes: f64 = minutes.parse().unwrap();
    Duration::from_secs_f64(minutes * 60.0 + seconds.parse::<f64>().unwrap())
}

impl Home {
    /// Prepares the far end, and returns the shell command that is it: alice's review of
    /// `draft.txt`, run by another program such as `env` where one is named, with all that it
    /// would have from [`Home::start`]. The shell that runs it stays when the line is cut, and
    /// writes down how the review ended.
    pub fn far_end(&self, run_by: &str) -> String {
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
        let file = self.path("far-end.sh");
        fs::write(&file, script).unwrap();
        // The outer shell dies of the hang-up, as a login shell does; the kernel then tells the rest.
        format!("sh '{}'; exit $?", file.display())
    }

    /// Opens alice's review of `draft.txt` in a terminal within the terminal, so that the inner one
    /// can be taken away by [`Pty::signal`].
    pub fn review_on_a_line(&self, run_by: &str) -> Line {
        let run = self.far_end(run_by);
        let near = self.start_command(&["script", "-qfc", &run, "/dev/null"], (120, 36));
        Line::to(self, near)
    }
}
