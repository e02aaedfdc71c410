//! Reads files and folders into a library: lists them first, reads them in two threads, adds them in order.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use walkdir::{DirEntry, WalkDir};

use crate::text::one_line;

use super::Library;
use super::passage_index::IndexReader;
use super::read::{self, Contents, SourceFileKind, unreadable};

/// Threads that read.
const THREADS: usize = 2;
/// Bytes of text that are read at most; in memory they take about three times as much.
const MAX_BYTES: u64 = 256 << 20;
/// Files and folders that are looked at.
const MAX_FILES: usize = 200_000;
/// How often progress is reported, at least, while a long file is read.
const REPORT_INTERVAL: Duration = Duration::from_millis(100);

/// How much is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GatherProgress {
    /// Files that are done, readable or not.
    pub files: usize,
    /// Files there are; 0 while they are being looked for.
    pub all_files: usize,
    /// Bytes that are done.
    pub bytes: u64,
    /// Bytes there are; 0 while files are being looked for.
    pub all_bytes: u64,
}

/// A file or folder that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its path, as shown.
    pub path: String,
    /// Why, in plain words that continue from its name: `it is empty`.
    pub reason: String,
}

/// A file that is to be read.
struct FoundFile {
    path: PathBuf,
    kind: SourceFileKind,
    bytes: u64,
}

/// What there is to read, in order.
#[derive(Default)]
struct FolderWalk {
    found: Vec<FoundFile>,
    skipped: Vec<Skipped>,
    /// Files and folders that were seen, by their canonical path. A folder is entered once, however
    /// many links lead there, so links cannot make the walk endless.
    seen: HashSet<PathBuf>,
    bytes: u64,
    looked_at: usize,
}

/// Reads sources from files and folders; folders with all that is in them, except for hidden files.
///
/// `except` are files that are never read: the article itself, and its review. `report` is called
/// with the progress, repeatedly and on this thread, and returns whether to continue; if not, the
/// library has what was read so far. What cannot be read is in [`Library::skipped`].
pub fn gather(
    paths: &[PathBuf],
    except: &[PathBuf],
    report: &dyn Fn(GatherProgress) -> bool,
) -> Library {
    let mut walk = FolderWalk {
        seen: except
            .iter()
            .filter_map(|path| fs::canonicalize(path).ok())
            .collect(),
        ..FolderWalk::default()
    };
    let mut library = Library::default();
    for path in paths {
        if !walk.enter(path, report) {
            return library;
        }
    }
    library.skipped.append(&mut walk.skipped);
    read_all(&walk, &mut library, report);
    library
}

impl FolderWalk {
    /// Lists what there is to read; returns whether to continue.
    fn enter(&mut self, root: &Path, report: &dyn Fn(GatherProgress) -> bool) -> bool {
        let mut entries = WalkDir::new(root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = entries.next() {
            self.looked_at += 1;
            if self.looked_at > MAX_FILES {
                self.skip(root, format!("there are more than {MAX_FILES} files"));
                return true;
            }
            if self.looked_at.is_multiple_of(256) && !report(GatherProgress::default()) {
                return false;
            }
            match entry {
                Ok(entry) => {
                    let is_folder = entry.file_type().is_dir();
                    let is_new = self.meet(&entry);
                    if is_folder && !is_new {
                        entries.skip_current_dir();
                    }
                }
                Err(error) => self.fault(root, &error),
            }
        }
        true
    }

    /// Adds an entry; returns whether it is new.
    fn meet(&mut self, entry: &DirEntry) -> bool {
        let path = entry.path();
        let is_named = entry.depth() == 0;
        if !is_named && is_hidden(entry) {
            return false;
        }
        match fs::canonicalize(path) {
            Ok(only) => {
                if !self.seen.insert(only) {
                    return false;
                }
            }
            Err(error) => {
                self.skip(path, unreadable(&error));
                return false;
            }
        }
        if entry.file_type().is_dir() {
            return true;
        }
        if !entry.file_type().is_file() {
            self.skip(path, "it is not a file");
            return true;
        }
        // A file that was named is read, whatever its extension.
        let kind = SourceFileKind::of(path).or(is_named.then_some(SourceFileKind::Text));
        let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
        match kind {
            None => self.skip(path, "it is none of txt, md, html and json"),
            Some(_) if self.bytes.saturating_add(bytes) > MAX_BYTES => {
                let reason = format!("there are {} MiB of sources before it", MAX_BYTES >> 20);
                self.skip(path, reason);
            }
            Some(kind) => {
                self.bytes += bytes;
                self.found.push(FoundFile {
                    path: path.to_owned(),
                    kind,
                    bytes,
                });
            }
        }
        true
    }

    fn fault(&mut self, root: &Path, error: &walkdir::Error) {
        let path = error.path().unwrap_or(root);
        let reason = match (error.loop_ancestor(), error.io_error()) {
            (Some(above), _) => format!("it is a link back to {}", shown(above)),
            (None, Some(error)) => unreadable(error),
            (None, None) => one_line(&error.to_string()),
        };
        self.skip(path, reason);
    }

    fn skip(&mut self, path: &Path, reason: impl Into<String>) {
        self.skipped.push(Skipped {
            path: shown(path),
            reason: reason.into(),
        });
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Returns a path as it is shown: on one line, harmless.
fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy())
}

type Answer = (usize, Result<Contents, String>);

/// Reads the files in two threads and adds them to the library in the order of the list.
fn read_all(walk: &FolderWalk, library: &mut Library, report: &dyn Fn(GatherProgress) -> bool) {
    let next = AtomicUsize::new(0);
    let bytes = AtomicU64::new(0);
    let stopped = AtomicBool::new(false);
    let (to, from) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..THREADS {
            let (to, next, bytes, stopped) = (to.clone(), &next, &bytes, &stopped);
            scope.spawn(move || read_some(&walk.found, next, bytes, stopped, &to));
        }
        drop(to);
        take_in(walk, &from, &bytes, library, report);
        stopped.store(true, Ordering::Relaxed);
    });
}

/// Reads the next file until none is left; one call for each thread.
fn read_some(
    found: &[FoundFile],
    next: &AtomicUsize,
    bytes: &AtomicU64,
    stopped: &AtomicBool,
    to: &Sender<Answer>,
) {
    let reader = IndexReader::new();
    while !stopped.load(Ordering::Relaxed) {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let Some(file) = found.get(number) else {
            return;
        };
        let counted = AtomicU64::new(0);
        // At most the length found when listing: the file may have grown since.
        let count = |done: u64| {
            let done = done.min(file.bytes);
            let before = counted.swap(done, Ordering::Relaxed);
            bytes.fetch_add(done.saturating_sub(before), Ordering::Relaxed);
            !stopped.load(Ordering::Relaxed)
        };
        let contents = read::read(&file.path, file.kind, &shown(&file.path), &reader, &count);
        count(file.bytes);
        if to.send((number, contents)).is_err() {
            return;
        }
    }
}

fn take_in(
    walk: &FolderWalk,
    from: &Receiver<Answer>,
    bytes: &AtomicU64,
    library: &mut Library,
    report: &dyn Fn(GatherProgress) -> bool,
) {
    let mut waiting: BTreeMap<usize, Result<Contents, String>> = BTreeMap::new();
    let mut files = 0;
    while files < walk.found.len() {
        match from.recv_timeout(REPORT_INTERVAL) {
            Ok((number, contents)) => {
                waiting.insert(number, contents);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        while let Some(contents) = waiting.remove(&files) {
            let path = &walk.found[files].path;
            match contents {
                Ok(contents) => library.take_in(path, shown(path), contents),
                Err(reason) => library.skipped.push(Skipped {
                    path: shown(path),
                    reason,
                }),
            }
            files += 1;
        }
        let progress = GatherProgress {
            files,
            all_files: walk.found.len(),
            bytes: bytes.load(Ordering::Relaxed),
            all_bytes: walk.bytes,
        };
        if !report(progress) {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
