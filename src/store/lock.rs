//! One writer for each review: a lock that says who holds it, and how to take it over.
//!
//! The lock is the kernel's, on a small file beside the review; it ends with its process, however
//! that ends. What is in the file is for the other one to read.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use thiserror::Error;

use crate::text::one_line;

use super::disk::{folder, resolve, sha256};
use super::lock_holder::LockHolder;
use super::{SaveProblem, process, save, shown_path};

/// The most that is read of a lock file, in bytes.
const MAX_LOCK_FILE_BYTES: u64 = 4096;
/// How long to wait between two looks at a lock that is being given up.
const RETRY_INTERVAL: Duration = Duration::from_millis(20);

/// The result of trying to take the lock.
#[derive(Debug)]
pub enum LockAttempt {
    /// It is ours.
    Locked(Lock),
    /// Held by another process; `None` until that process has written its details.
    Held(Option<LockHolder>),
}

/// Why there is no telling who writes.
#[derive(Debug, Error)]
pub enum LockError {
    /// The file system knows no locks.
    #[error("the disk has no locks, so make sure that no one else has this review open: {}", shown_path(.0))]
    Unsupported(PathBuf),
    /// The lock file is not one of ours.
    #[error("not a lock file of factdesk (move it away): {}", shown_path(.0))]
    NotALock(PathBuf),
    /// The operating system says no.
    #[error("cannot lock: {} (save elsewhere with --output): {}", one_line(&source.to_string()), shown_path(path))]
    Io {
        /// The lock file.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
}

/// Why a lock was not taken over.
#[derive(Debug, Error)]
pub enum TakeOverError {
    /// It is held on another machine; no signal reaches that.
    #[error("it is open on {}, process {}: quit it there", .0.host(), .0.pid())]
    OtherHost(LockHolder),
    /// It cannot be told which process holds it, or that one is not this user's.
    #[error("it is unknown which process has it open: quit it there")]
    Unknown,
    /// It was asked to leave and has not.
    #[error("process {} was asked to leave and is still there: quit it, or end it with kill -9 {}", .0.pid(), .0.pid())]
    StillThere(LockHolder),
    /// The lock itself cannot be had.
    #[error(transparent)]
    Lock(#[from] LockError),
}

/// The right to write a review, until it is dropped or its process ends.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
    /// The review itself, links followed.
    review: PathBuf,
}

impl Lock {
    /// Makes sure that the lock is still the one that others ask for. Its file may be gone (`git
    /// clean`), or another may be in its place (a folder that was renamed and copied back); the lock
    /// is then taken again.
    ///
    /// # Errors
    /// [`SaveProblem::OtherWriter`] if another process has the review now; or the lock cannot be taken.
    pub fn renew(&mut self, now: Timestamp) -> Result<(), SaveProblem> {
        if is_at(&self.file, &self.path) {
            return Ok(());
        }
        match lock(&self.review, now) {
            Ok(LockAttempt::Locked(lock)) => {
                *self = lock;
                Ok(())
            }
            Ok(LockAttempt::Held(holder)) => Err(SaveProblem::OtherWriter(holder.map(Box::new))),
            Err(LockError::Io { source, .. }) => Err(source.into()),
            Err(error @ (LockError::Unsupported(_) | LockError::NotALock(_))) => {
                Err(SaveProblem::Other(io::Error::other(error.to_string())))
            }
        }
    }

    /// Gives the right up without touching the disk, which may hang. The file stays, unlocked.
    pub fn release(self) {
        drop(self.file.unlock());
        // Its end would remove the file, which may be another process's by then.
        std::mem::forget(self);
    }

    /// Removes the temporary files that a process left behind when it was killed while it wrote
    /// this review. Those of a process that may still be at work are left alone.
    pub fn remove_leftovers(&self) {
        save::remove_leftovers(&self.review);
    }
}

impl Drop for Lock {
    /// Removes the file while the lock on it is still held. A process that has opened the same file
    /// meanwhile finds, once locked, that it no longer has a name, and makes a new one.
    fn drop(&mut self) {
        if is_at(&self.file, &self.path) {
            // A file that stays behind does no harm: it is not locked.
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Asks for the right to write a review. A lock that was left behind is taken without asking.
///
/// # Errors
/// See [`LockError`].
pub fn lock(review: &Path, now: Timestamp) -> Result<LockAttempt, LockError> {
    let review = resolve(review).map_err(|source| LockError::Io {
        path: review.to_owned(),
        source,
    })?;
    let path = lock_path(&review);
    let io = |source| LockError::Io {
        path: path.clone(),
        source,
    };
    loop {
        let mut file = open(&path).map_err(io)?;
        let metadata = file.metadata().map_err(io)?;
        // With a second name it could be any file of this user's, to be overwritten by us.
        if !metadata.is_file() || metadata.nlink() > 1 {
            return Err(LockError::NotALock(path));
        }
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(LockAttempt::Held(holder(&mut file))),
            Err(TryLockError::Error(error)) => {
                return Err(match error.kind() {
                    io::ErrorKind::Unsupported => LockError::Unsupported(path),
                    _ if error.raw_os_error() == Some(rustix::io::Errno::NOLCK.raw_os_error()) => {
                        LockError::Unsupported(path)
                    }
                    _ => io(error),
                });
            }
        }
        if is_at(&file, &path) {
            // The lock holds without it, on a full disk too.
            drop(write_down(&mut file, &LockHolder::this_process(now)));
            return Ok(LockAttempt::Locked(Lock { file, path, review }));
        }
        // Between opening and locking its last holder has taken it away.
    }
}

/// Returns whether a process has a review open to write it. Makes no lock file; where the disk
/// knows no locks this is unknown, and the answer is no.
pub fn is_held(review: &Path) -> bool {
    let Ok(review) = resolve(review) else {
        return false;
    };
    let no_link = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(no_link.bits().cast_signed())
        .open(lock_path(&review));
    file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Takes a review over: asks the process that has it, if it is one of this machine, to save and
/// leave, and waits until it has, but no longer than `patience`.
///
/// # Errors
/// See [`TakeOverError`]; the lock is then still with the other one.
pub fn take_over(review: &Path, now: Timestamp, patience: Duration) -> Result<Lock, TakeOverError> {
    let until = Instant::now() + patience;
    let mut asked = None;
    loop {
        let holder = match lock(review, now)? {
            LockAttempt::Locked(lock) => return Ok(lock),
            LockAttempt::Held(holder) => holder,
        };
        if let Some(holder) = holder.filter(|holder| asked.as_ref() != Some(holder)) {
            if !holder.is_here() {
                return Err(TakeOverError::OtherHost(holder));
            }
            if holder.can_be_signalled() {
                match process::ask_to_leave(holder.pid()) {
                    // It may have gone by itself.
                    Ok(()) | Err(rustix::io::Errno::SRCH) => asked = Some(holder),
                    Err(_) => return Err(TakeOverError::Unknown),
                }
            }
        }
        if Instant::now() >= until {
            return Err(asked.map_or(TakeOverError::Unknown, TakeOverError::StillThere));
        }
        thread::sleep(RETRY_INTERVAL);
    }
}

/// Opens the lock file, or makes it. Never through a link: in a shared folder its name can be
/// guessed.
fn open(path: &Path) -> io::Result<File> {
    let no_link = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let open = |write: bool| {
        OpenOptions::new()
            .read(true)
            .write(write)
            .create(write)
            .custom_flags(no_link.bits().cast_signed())
            .open(path)
    };
    open(true).or_else(|error| match error.kind() {
        // Another user's file: read-only is enough to see whether it is locked.
        io::ErrorKind::PermissionDenied => open(false).map_err(|_| error),
        _ => Err(error),
    })
}

fn lock_path(review: &Path) -> PathBuf {
    let name = review.file_name().unwrap_or_default().as_bytes();
    let mut lock = [b".", name, b".lock"].concat();
    if lock.len() > 255 {
        lock = format!(".factdesk-{}.lock", &sha256(name)[..16]).into_bytes();
    }
    folder(review).join(std::ffi::OsString::from_vec(lock))
}

/// Returns whether an open file is the one that has this name.
fn is_at(file: &File, path: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

fn holder(file: &mut File) -> Option<LockHolder> {
    let mut text = String::new();
    file.take(MAX_LOCK_FILE_BYTES)
        .read_to_string(&mut text)
        .ok()?;
    serde_json::from_str(&text).ok()
}

fn write_down(file: &mut File, holder: &LockHolder) -> io::Result<()> {
    let line = serde_json::to_string(holder)? + "\n";
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufRead as _;
    use std::process::{Child, Command, Stdio};

    /// Says to the test program, started again, which review to hold.
    const HELD: &str = "FACTDESK_TEST_HOLD";
    /// And whether to be deaf to requests.
    const DEAF: &str = "FACTDESK_TEST_DEAF";

    fn now() -> Timestamp {
        Timestamp::from_second(1_800_000_000).unwrap()
    }

    fn desk() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let review = folder.path().join("a.alice.review.json");
        (folder, review)
    }

    fn locked(review: &Path) -> Lock {
        match lock(review, now()).unwrap() {
            LockAttempt::Locked(lock) => lock,
            LockAttempt::Held(holder) => panic!("held by {holder:?}"),
        }
    }

    fn held(review: &Path) -> Option<LockHolder> {
        match lock(review, now()).unwrap() {
            LockAttempt::Locked(_) => panic!("nobody holds it"),
            LockAttempt::Held(holder) => holder,
        }
    }

    fn files(folder: &tempfile::TempDir) -> usize {
        fs::read_dir(folder.path()).unwrap().count()
    }

    /// Not a test of its own: what the other process does in the tests below.
    #[test]
    fn another_process() {
        let Some(review) = std::env::var_os(HELD) else {
            return;
        };
        let deaf = std::env::var_os(DEAF).is_some();
        let mut signals =
            signal_hook::iterator::Signals::new([signal_hook::consts::SIGTERM]).unwrap();
        let lock = locked(Path::new(&review));
        println!("\nheld");
        signals.forever().find(|_| !deaf);
        drop(lock);
        std::process::exit(0);
    }

    /// Starts a process that holds the lock, and waits until it does.
    fn holder_of(review: &Path, deaf: bool) -> Child {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args([
                "--exact",
                "store::lock::tests::another_process",
                "--nocapture",
            ])
            .env(HELD, review)
            .stdout(Stdio::piped());
        if deaf {
            command.env(DEAF, "1");
        }
        let mut child = command.spawn().unwrap();
        let output = io::BufReader::new(child.stdout.take().unwrap());
        assert!(output.lines().any(|line| line.unwrap() == "held"));
        child
    }

    #[test]
    fn a_lock_whose_file_is_gone_is_taken_again_or_lost() {
        let (folder, review) = desk();
        let mut lock = locked(&review);
        lock.renew(now()).unwrap();
        fs::remove_file(lock_path(&review)).unwrap();
        lock.renew(now()).unwrap();
        assert!(held(&review).is_some());

        fs::remove_file(lock_path(&review)).unwrap();
        let mut other = holder_of(&review, false);
        let trouble = lock.renew(now()).unwrap_err();
        let said = trouble.to_string();
        let pid = other.id();
        assert!(
            said.starts_with(&format!("process {pid} writes this review")),
            "{said}"
        );
        // When the other one has left, the right to write comes back.
        drop(take_over(&review, now(), Duration::from_secs(30)).unwrap());
        other.wait().unwrap();
        lock.renew(now()).unwrap();
        assert!(held(&review).is_some());
        drop(lock);
        assert_eq!(files(&folder), 0);
    }

    #[test]
    fn one_writes_and_the_other_is_told_who() {
        let (folder, review) = desk();
        let lock = locked(&review);
        let holder = held(&review).unwrap();
        assert_eq!(holder.pid(), std::process::id());
        assert_eq!(holder.since(), now());
        assert!(holder.is_here());
        assert_eq!(holder.host(), process::host());
        drop(lock);
        assert_eq!(files(&folder), 0);
        drop(locked(&review));
    }

    #[test]
    fn a_lock_left_behind_is_taken_without_asking() {
        let (folder, review) = desk();
        let mut child = holder_of(&review, false);
        assert_eq!(held(&review).unwrap().pid(), child.id());
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(files(&folder), 1);
        drop(locked(&review));
        assert_eq!(files(&folder), 0);
    }

    #[test]
    fn the_old_process_is_asked_to_leave() {
        let (_folder, review) = desk();
        let mut child = holder_of(&review, false);
        let lock = take_over(&review, now(), Duration::from_secs(20)).unwrap();
        assert!(child.wait().unwrap().success());
        assert_eq!(held(&review).unwrap().pid(), std::process::id());
        drop(lock);
    }

    #[test]
    fn one_that_does_not_leave_keeps_the_review() {
        let (_folder, review) = desk();
        let mut child = holder_of(&review, true);
        let error = take_over(&review, now(), Duration::from_millis(100)).unwrap_err();
        assert!(
            matches!(&error, TakeOverError::StillThere(h) if h.pid() == child.id()),
            "{error}"
        );
        assert_eq!(held(&review).unwrap().pid(), child.id());
        child.kill().unwrap();
        child.wait().unwrap();
        take_over(&review, now(), Duration::ZERO).unwrap();
    }

    #[test]
    fn nothing_is_signalled_on_another_machine_nor_on_the_word_of_a_file() {
        let (_folder, review) = desk();
        let lock = locked(&review);
        let path = lock_path(&review);
        let mut bystander = Command::new("sleep").arg("60").spawn().unwrap();
        let this = LockHolder::this_process(now());
        let other_host = LockHolder {
            machine: "ffff".into(),
            host: "far\u{1B}".into(),
            ..this.clone()
        };
        let other_program = LockHolder {
            pid: bystander.id(),
            started: process::started(bystander.id()),
            ..this.clone()
        };
        let number_reused = LockHolder {
            started: Some(1),
            pid: bystander.id(),
            ..this.clone()
        };
        let forged = [
            (
                serde_json::to_string(&other_host).unwrap(),
                "it is open on far␛, process",
            ),
            (
                serde_json::to_string(&other_program).unwrap(),
                "it is unknown which process",
            ),
            (
                serde_json::to_string(&number_reused).unwrap(),
                "it is unknown which process",
            ),
            (
                serde_json::to_string(&this).unwrap(),
                "it is unknown which process",
            ),
            ("{\"pid\": -1}".to_owned(), "it is unknown which process"),
            (String::new(), "it is unknown which process"),
        ];
        for (text, expected) in forged {
            fs::write(&path, text).unwrap();
            let error = take_over(&review, now(), Duration::ZERO)
                .unwrap_err()
                .to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        assert!(bystander.try_wait().unwrap().is_none());
        bystander.kill().unwrap();
        bystander.wait().unwrap();
        drop(lock);
    }

    #[test]
    fn the_lock_file_is_never_made_through_a_link() {
        let (folder, review) = desk();
        let precious = folder.path().join("precious");
        fs::write(&precious, "kept").unwrap();
        std::os::unix::fs::symlink(&precious, lock_path(&review)).unwrap();
        assert!(matches!(lock(&review, now()), Err(LockError::Io { .. })));
        fs::remove_file(lock_path(&review)).unwrap();
        fs::hard_link(&precious, lock_path(&review)).unwrap();
        assert!(matches!(lock(&review, now()), Err(LockError::NotALock(_))));
        assert_eq!(fs::read_to_string(&precious).unwrap(), "kept");
    }

    #[test]
    fn a_link_and_what_it_leads_to_are_one_review() {
        let (folder, review) = desk();
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink("a.alice.review.json", &link).unwrap();
        let _lock = locked(&review);
        assert!(held(&link).is_some());
    }

    #[test]
    fn many_at_once_never_hold_it_together() {
        let (_folder, review) = desk();
        let inside = std::sync::atomic::AtomicUsize::new(0);
        let order = std::sync::atomic::Ordering::SeqCst;
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        if let LockAttempt::Locked(lock) = lock(&review, now()).unwrap() {
                            assert_eq!(inside.fetch_add(1, order), 0);
                            inside.fetch_sub(1, order);
                            drop(lock);
                        }
                    }
                });
            }
        });
    }

    #[test]
    fn a_very_long_name_has_a_lock_too() {
        let (_folder, review) = desk();
        let review = review.with_file_name("a".repeat(252));
        let _lock = locked(&review);
        assert!(held(&review).is_some());
    }
}
