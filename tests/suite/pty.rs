//! The built program in a real pseudo-terminal, with a terminal emulator to read its screen.

use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use factdesk::store;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, kill_process};
use serde_json::Value;

use crate::connection::Process;
use crate::schema;

/// How long a test waits before it fails. Waits end as soon as what they wait for appears.
pub const TIMEOUT: Duration = Duration::from_secs(30);

/// A temporary home folder with an article in it.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    /// Creates a home folder that holds `draft.txt`.
    pub fn with_article(text: &str) -> Self {
        let home = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        std::fs::write(home.path("draft.txt"), text).unwrap();
        home
    }

    /// Creates a home folder that holds the sample article, as `draft.txt`.
    pub fn with_sample() -> Self {
        Self::with_article(&std::fs::read_to_string("sample-data/nato-membership.txt").unwrap())
    }

    /// Returns the path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Reads alice's review of `draft.txt`.
    pub fn review(&self) -> Value {
        self.json("draft.alice.review.json")
    }

    /// Reads a JSON file in the folder.
    pub fn json(&self, name: &str) -> Value {
        let text = std::fs::read_to_string(self.path(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    /// Returns the sorted file_names of the files in the folder, subfolders left out.
    pub fn file_names(&self) -> Vec<String> {
        let mut file_names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| !entry.path().is_dir())
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        file_names.sort();
        file_names
    }

    /// Starts the program in a terminal of 120x36 cells.
    pub fn start(&self, args: &[&str]) -> Pty {
        let mut argv = vec![env!("CARGO_BIN_EXE_factdesk")];
        argv.extend(args);
        self.start_command(&argv, (120, 36))
    }

    /// Opens alice's review of `draft.txt`.
    pub fn review_draft(&self) -> Pty {
        self.start(&["draft.txt", "--reviewer", "alice"])
    }

    /// Starts any program in a terminal.
    pub fn start_command(&self, argv: &[&str], size: (u16, u16)) -> Pty {
        let mut command = CommandBuilder::new(argv[0]);
        command.args(&argv[1..]);
        command.env_clear();
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command.cwd(self.folder.path());
        Pty::spawn(command, size)
    }

    /// Runs the program without a terminal.
    pub fn run(&self, args: &[&str]) -> std::process::Output {
        self.command(args).output().unwrap()
    }

    /// Returns a command that runs the program without a terminal.
    pub fn command(&self, args: &[&str]) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_factdesk"));
        command
            .args(args)
            .env_clear()
            .envs(self.environment())
            .current_dir(self.folder.path())
            .stdin(std::process::Stdio::null());
        command
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        let home = self.folder.path().display().to_string();
        vec![
            ("HOME", home),
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("TERM", "xterm-256color".into()),
            ("LANG", "C.UTF-8".into()),
            ("TZ", "UTC".into()),
        ]
    }
}

impl Drop for Home {
    /// Asserts that each readable review file that the test leaves matches the schema.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        for name in self.file_names() {
            let path = self.path(&name);
            if name.ends_with(".review.json") && matches!(store::read(&path), Ok(Some(_))) {
                schema::assert_matches(&path);
            }
        }
    }
}

/// Begin and end of a synchronized update: a terminal shows what is between them at once.
const SYNC_MARKS: (&[u8], &[u8]) = (b"\x1B[?2026h", b"\x1B[?2026l");

/// What the program has sent so far.
struct Output {
    emulator: vt100::Parser,
    bytes: Vec<u8>,
    /// How many of the bytes the emulator has processed.
    shown: usize,
    closed: bool,
}

impl Output {
    /// Adds bytes and passes them to the emulator, except for an unfinished synchronized update:
    /// the emulator does not support these.
    fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        let rest = &self.bytes[self.shown..];
        let complete = match (find_last(rest, SYNC_MARKS.0), find_last(rest, SYNC_MARKS.1)) {
            (Some(begin), end) if end < Some(begin) => begin,
            // The mark itself may be split.
            _ => (rest.len().saturating_sub(SYNC_MARKS.0.len())..rest.len())
                .find(|&at| SYNC_MARKS.0.starts_with(&rest[at..]))
                .unwrap_or(rest.len()),
        };
        self.emulator.process(&rest[..complete]);
        self.shown += complete;
    }
}

fn find_last(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).rposition(|piece| piece == mark)
}

/// A program that runs in a pseudo-terminal. Dropping it kills the program.
pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Output>, Condvar)>,
}

impl Pty {
    fn spawn(command: CommandBuilder, (width, height): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size(width, height)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let seen = Arc::new((
            Mutex::new(Output {
                emulator: vt100::Parser::new(nonzero(height), nonzero(width), 0),
                bytes: Vec::new(),
                shown: 0,
                closed: false,
            }),
            Condvar::new(),
        ));
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let count = reader.read(&mut buffer).unwrap_or(0);
                // The lock is poisoned once a test has failed.
                let Ok(mut seen) = shared.0.lock() else {
                    return;
                };
                seen.push(&buffer[..count]);
                seen.closed = count == 0;
                shared.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Self {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            seen,
        }
    }

    /// Sends characters and control characters as they are.
    pub fn send(&mut self, keys: &str) -> &mut Self {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Waits long enough to end a burst of keys, or for an Esc to count as the key.
    pub fn pause(&mut self) -> &mut Self {
        std::thread::sleep(Duration::from_millis(250));
        self
    }

    /// Waits until the screen's text satisfies `is_true`. `what` names the condition if it fails.
    pub fn wait(&mut self, what: &str, is_true: impl Fn(&str) -> bool) -> &mut Self {
        self.wait_for(what, |seen| is_true(&seen.emulator.screen().contents()));
        self
    }

    /// Waits until the screen shows a text.
    pub fn shows(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| screen.contains(text))
    }

    /// Waits until the footer says `saved` and the header shows `count` reviewed claims.
    pub fn saved(&mut self, count: usize) -> &mut Self {
        let reviewed = format!("{count}/");
        self.wait(&format!("{count} saved"), |screen| {
            let header = screen.lines().next().unwrap_or_default();
            let footer = screen.lines().last().unwrap_or_default();
            header.contains(&format!(" {reviewed}")) && footer.contains("saved ")
        })
    }

    /// Waits until the program has switched the mouse to this mode.
    pub fn wait_for_mouse(&mut self, mode: vt100::MouseProtocolMode) -> &mut Self {
        self.wait_for(&format!("{mode:?}"), |seen| {
            seen.emulator.screen().mouse_protocol_mode() == mode
        });
        self
    }

    fn wait_for(&self, what: &str, is_true: impl Fn(&Output) -> bool) {
        let deadline = Instant::now() + TIMEOUT;
        let mut seen = self.seen.0.lock().unwrap();
        while !is_true(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !seen.closed,
                "timed out waiting for {what}; the screen is\n{}",
                seen.emulator.screen().contents()
            );
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits until the program has sent at least `count` bytes in total.
    pub fn wait_for_bytes(&mut self, count: usize) -> &mut Self {
        self.wait_for(&format!("{count} bytes"), |seen| seen.bytes.len() >= count);
        self
    }

    /// Returns the text on the screen.
    pub fn screen(&self) -> String {
        self.seen.0.lock().unwrap().emulator.screen().contents()
    }

    /// Returns everything that the program has sent.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.0.lock().unwrap().bytes.clone()
    }

    /// Resizes the terminal.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        let mut seen = self.seen.0.lock().unwrap();
        let screen = seen.emulator.screen_mut();
        screen.set_size(nonzero(height), nonzero(width));
        drop(seen);
        self.master.resize(size(width, height)).unwrap();
        self
    }

    /// Resizes the terminal and waits until the review is drawn at that size: earlier keys would
    /// apply to the old screen.
    pub fn resize_and_wait(&mut self, width: u16, height: u16) -> &mut Self {
        self.resize(width, height);
        self.wait(&format!("a frame of {width}x{height}"), |screen| {
            let border = screen.lines().nth(1).unwrap_or_default();
            border.ends_with('┐')
                && border.chars().count() == usize::from(width)
                && screen.lines().count() == usize::from(height)
        })
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: rustix::process::Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Returns the program's process id.
    pub fn pid(&self) -> Pid {
        let pid = self.child.process_id().unwrap();
        Pid::from_raw(i32::try_from(pid).unwrap()).unwrap()
    }

    /// Runs a closure while the program's output is not read and its terminal's buffer is full.
    pub fn while_output_is_blocked(&mut self, meanwhile: impl FnOnce(&mut Self)) -> &mut Self {
        let shared = Arc::clone(&self.seen);
        let unread = shared.0.lock().unwrap();
        Process::with_pid(self.pid()).fill_terminal();
        meanwhile(self);
        drop(unread);
        self
    }

    /// Waits for the program to end, and returns its exit code.
    pub fn exit_code(&mut self) -> u32 {
        self.wait_until_closed();
        self.child.wait().unwrap().exit_code()
    }

    /// Waits for the program to end and asserts that it has written a text at any time.
    pub fn assert_ends_after_writing(&mut self, text: &str) {
        self.wait_until_closed();
        let bytes = self.bytes();
        let output = String::from_utf8_lossy(&bytes);
        assert!(output.contains(text), "{text} was not written: {output}");
    }

    /// Waits until no process has the terminal open.
    fn wait_until_closed(&self) {
        let deadline = Instant::now() + TIMEOUT;
        let mut seen = self.seen.0.lock().unwrap();
        while !seen.closed {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "the program did not end; the screen is\n{}",
                seen.emulator.screen().contents()
            );
            seen = self.seen.1.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits for the program to end and asserts that it has restored the terminal.
    pub fn assert_restored(&self) {
        self.wait_until_closed();
        let seen = self.seen.0.lock().unwrap();
        let screen = seen.emulator.screen();
        assert!(!screen.alternate_screen(), "alternate screen left on");
        assert!(!screen.bracketed_paste(), "bracketed paste left on");
        assert!(!screen.hide_cursor(), "cursor left hidden");
        assert_eq!(
            screen.mouse_protocol_mode(),
            vt100::MouseProtocolMode::None,
            "mouse left on"
        );
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // A failed test must not leave the program behind.
        drop(self.child.kill());
    }
}

/// Returns a claim of a review file by its number, from 1.
pub fn claim(review: &Value, number: usize) -> &Value {
    &review["claims"][number - 1]
}

/// Returns whether a path exists, even as a broken link.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize {
        rows: height,
        cols: width,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn nonzero(cells: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(cells.max(1)).unwrap()
}
