//! Runs a program in a pseudo-terminal and measures its answers.

use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const WIDTH: u16 = 120;
const HEIGHT: u16 = 36;
/// How long to wait for text before the benchmark fails.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The answer to a key is complete after this much silence.
const ANSWER_SILENCE: Duration = Duration::from_millis(50);
/// A frame is complete after this much silence.
const FRAME_SILENCE: Duration = Duration::from_millis(5);
/// How long to wait for an answer to a key.
const ANSWER_TIMEOUT: Duration = Duration::from_millis(400);
/// How long to wait for silence: some programs are never silent.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(5);
/// The end of a synchronized update, sent by programs that support it.
const SYNC_END: &[u8] = b"\x1B[?2026l";

/// A program that runs in a terminal of 120x36 cells. Dropping it kills it.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    pieces: Receiver<(Instant, Vec<u8>)>,
    emulator: vt100::Parser,
    /// Kept open: closing it would hang up the program.
    _master: Box<dyn MasterPty + Send>,
}

/// A program's answer to a key.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// From the key to the last byte of the frame.
    pub time: Duration,
    /// All bytes up to the silence.
    pub bytes: usize,
}

impl Terminal {
    /// Starts a program in a folder, which is also its home.
    pub fn start(argv: &[String], folder: &Path) -> Self {
        let mut command = CommandBuilder::new(&argv[0]);
        command.args(&argv[1..]);
        command.cwd(folder);
        command.env_clear();
        let home = folder.display().to_string();
        let path = std::env::var("PATH").unwrap_or_default();
        for (name, value) in [
            ("HOME", home.as_str()),
            ("PATH", path.as_str()),
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("TZ", "UTC"),
            ("LESSHISTFILE", "-"),
        ] {
            command.env(name, value);
        }
        let size = PtySize {
            rows: HEIGHT,
            cols: WIDTH,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let child = pair.slave.spawn_command(command).expect("a program");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (sender, pieces) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender
                    .send((Instant::now(), buffer[..count].to_vec()))
                    .is_err()
                {
                    return;
                }
            }
        });
        let cells = |n| std::num::NonZeroU16::new(n).expect("not zero");
        Self {
            child,
            keyboard: pair.master.take_writer().expect("a keyboard"),
            pieces,
            emulator: vt100::Parser::new(cells(HEIGHT), cells(WIDTH), 0),
            _master: pair.master,
        }
    }

    /// Waits until the screen shows a text and returns when the bytes that completed it arrived.
    pub fn shows(&mut self, text: &str) -> Instant {
        let end = Instant::now() + TIMEOUT;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let Ok((at, piece)) = self.pieces.recv_timeout(left) else {
                panic!(
                    "timed out waiting for {text}\n{}",
                    self.emulator.screen().contents()
                );
            };
            self.emulator.process(&piece);
            if self.emulator.screen().contents().contains(text) {
                return at;
            }
        }
    }

    /// Waits until nothing has arrived for `silence`, at most [`SETTLE_TIMEOUT`].
    pub fn settle(&mut self, silence: Duration) {
        let end = Instant::now() + SETTLE_TIMEOUT;
        while let Ok((at, piece)) = self.pieces.recv_timeout(silence) {
            self.emulator.process(&piece);
            if at > end {
                return;
            }
        }
    }

    /// Types keys and returns when.
    pub fn send(&mut self, keys: &str) -> Instant {
        let at = Instant::now();
        self.keyboard
            .write_all(keys.as_bytes())
            .expect("a keyboard");
        self.keyboard.flush().expect("a keyboard");
        at
    }

    /// Types a key and returns the answer, or `None`.
    pub fn press(&mut self, key: &str) -> Option<Answer> {
        let begun = self.send(key);
        let mut last = None::<Instant>;
        let mut is_whole = false;
        let mut bytes = 0;
        let mut wait = ANSWER_TIMEOUT;
        while let Ok((at, piece)) = self.pieces.recv_timeout(wait) {
            wait = ANSWER_SILENCE;
            is_whole |= last.is_some_and(|last| at - last > FRAME_SILENCE);
            if !is_whole {
                last = Some(at);
                is_whole = piece.windows(SYNC_END.len()).any(|part| part == SYNC_END);
            }
            bytes += piece.len();
            self.emulator.process(&piece);
        }
        last.map(|last| Answer {
            time: last - begun,
            bytes,
        })
    }

    /// Returns how many bytes arrive in one second without keys.
    pub fn idle(&mut self) -> usize {
        let end = Instant::now() + Duration::from_secs(1);
        let mut bytes = 0;
        while let Ok((_, piece)) = self
            .pieces
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            bytes += piece.len();
        }
        bytes
    }

    /// Returns the program's peak memory, in KiB.
    pub fn peak(&self) -> u64 {
        let pid = self.child.process_id().unwrap_or_default();
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
            .unwrap_or(0)
    }

    /// Waits for the program to end.
    pub fn wait(&mut self) {
        while self.pieces.recv_timeout(TIMEOUT).is_ok() {}
        drop(self.child.wait());
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
