//! Files and folders to a library: found in one go, read by two threads, put together in order.

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
/// The most text that is taken in, in bytes; in memory it is some three times as much.
const MOST_BYTES: u64 = 256 << 20;
/// The most files and folders that are looked at.
const MOST_FILES: usize = 200_000;
/// How often the caller is told, at least, while a long file is read.
const TELL: Duration = Duration::from_millis(100);

/// How far the reading has come.
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

/// A file or folder that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its path, as shown.
    pub path: String,
    /// Why, in plain words that go on from its name: `it is empty`.
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
    /// Files and folders that were met, by the one path that is theirs. A folder is entered once,
    /// whatever links lead there: links cannot make it endless, nor double it with each folder.
    seen: HashSet<PathBuf>,
    bytes: u64,
    looked_at: usize,
}

/// Reads sources from files and folders; folders with all that is in them, but for hidden files.
///
/// `except` are files that are never taken in, however they are met: the article itself, and its
/// review. `tell` is told of the progress, again and again, on this thread, and answers whether to
/// go on; when it does not, the library holds what was read so far. Whatever cannot be read is in
/// [`Library::skipped`].
pub fn gather(
    paths: &[PathBuf],
    except: &[PathBuf],
    tell: &dyn Fn(GatherProgress) -> bool,
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
        if !walk.enter(path, tell) {
            return library;
        }
    }
    library.skipped.append(&mut walk.skipped);
    read_all(&walk, &mut library, tell);
    library
}

impl FolderWalk {
    /// Finds what there is to read; answers whether to go on.
    fn enter(&mut self, root: &Path, tell: &dyn Fn(GatherProgress) -> bool) -> bool {
        let mut entries = WalkDir::new(root)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = entries.next() {
            self.looked_at += 1;
            if self.looked_at > MOST_FILES {
                self.skip(root, format!("there are more than {MOST_FILES} files"));
                return true;
            }
            if self.looked_at.is_multiple_of(256) && !tell(GatherProgress::default()) {
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

    /// Takes up an entry; answers whether it was not met before.
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
        // Somebody who names a file means it, whatever its name.
        let kind = SourceFileKind::of(path).or(is_named.then_some(SourceFileKind::Text));
        let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
        match kind {
            None => self.skip(path, "it is none of txt, md, html and json"),
            Some(_) if self.bytes.saturating_add(bytes) > MOST_BYTES => {
                let reason = format!("there are {} MiB of sources before it", MOST_BYTES >> 20);
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

/// Reads what was found, and puts it into the library in that order, whichever thread is faster.
fn read_all(walk: &FolderWalk, library: &mut Library, tell: &dyn Fn(GatherProgress) -> bool) {
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
        take_in(walk, &from, &bytes, library, tell);
        stopped.store(true, Ordering::Relaxed);
    });
}

/// What each thread does: takes the next file until there is none.
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
        // What the file's length promised, and no more: it may have grown, or be a page with
        // little text in it.
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
    tell: &dyn Fn(GatherProgress) -> bool,
) {
    let mut waiting: BTreeMap<usize, Result<Contents, String>> = BTreeMap::new();
    let mut files = 0;
    while files < walk.found.len() {
        match from.recv_timeout(TELL) {
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
        if !tell(progress) {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
