//! Noticing at once that a file has changed on disk, without polling.
//!
//! The folder is watched, not the file: most programs write a new file and rename it. Some file
//! systems, above all network ones, report nothing; the change is then found at the next write, or at
//! the next start.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long a file must be left alone before it is checked: it may be written in many pieces.
const QUIET_TIME: Duration = Duration::from_millis(100);

/// Watches files until it is dropped.
#[derive(Default)]
pub(super) struct FileWatch {
    watchers: Vec<RecommendedWatcher>,
}

impl FileWatch {
    /// Watches one more file. `check` is called on its own thread: at once, because the file may
    /// have changed before it was watched, and after each change. A file that cannot be watched is
    /// left out: the review continues anyway.
    pub(super) fn file(&mut self, file: &Path, check: impl FnMut() + Send + 'static) {
        if let Ok(watcher) = start(file, check) {
            self.watchers.push(watcher);
        }
    }
}

fn start(
    file: &Path,
    mut check: impl FnMut() + Send + 'static,
) -> notify::Result<RecommendedWatcher> {
    // If it is a link, its target is the file that is written.
    let file: PathBuf = std::fs::canonicalize(file).or_else(|_| std::path::absolute(file))?;
    let name: OsString = file.file_name().unwrap_or_default().to_owned();
    let folder = file.parent().unwrap_or(Path::new("/")).to_owned();
    let (touched, touches) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let is_ours = |event: &notify::Event| {
            !matches!(event.kind, EventKind::Access(_))
                && event
                    .paths
                    .iter()
                    .any(|path| path.file_name() == Some(&name))
        };
        if event.is_ok_and(|event| is_ours(&event)) {
            // The receiver is gone when the watch has ended.
            let _ = touched.send(());
        }
    })?;
    watcher.watch(&folder, RecursiveMode::NonRecursive)?;
    thread::spawn(move || {
        check();
        while touches.recv().is_ok() && settle(&touches) {
            check();
        }
    });
    Ok(watcher)
}

/// Waits until the file is left alone; returns whether it is still watched.
fn settle(touches: &Receiver<()>) -> bool {
    loop {
        match touches.recv_timeout(QUIET_TIME) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    #[test]
    fn a_file_that_is_written_or_replaced_is_noticed_and_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        std::fs::write(&file, "one").unwrap();
        let mut watch = FileWatch::default();
        let (seen, changes) = mpsc::channel();
        watch.file(&file, move || {
            let _ = seen.send(());
        });
        changes.recv_timeout(PATIENCE).unwrap();
        std::fs::write(folder.path().join("b.txt"), "other").unwrap();
        std::fs::write(&file, "two").unwrap();
        changes.recv_timeout(PATIENCE).unwrap();
        let beside = folder.path().join("a.tmp");
        std::fs::write(&beside, "three").unwrap();
        std::fs::rename(&beside, &file).unwrap();
        changes.recv_timeout(PATIENCE).unwrap();
        std::fs::remove_file(&file).unwrap();
        changes.recv_timeout(PATIENCE).unwrap();
        drop(watch);
        assert!(changes.recv_timeout(PATIENCE).is_err(), "the thread ends");
    }

    #[test]
    fn a_file_without_a_folder_is_not_watched() {
        let mut watch = FileWatch::default();
        watch.file(Path::new("/nowhere/at/all.txt"), || {});
        assert!(watch.watchers.is_empty());
    }
}
