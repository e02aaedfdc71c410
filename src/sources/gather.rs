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
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    struct Desk(tempfile::TempDir);

    impl Desk {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
            let path = self.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, content).unwrap();
            path
        }

        fn gather(&self, names: &[&str]) -> Library {
            let paths: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
            gather(&paths, &[], &|_| true)
        }

        /// The names of sources, and of what was skipped with the reason, below the desk.
        fn told(&self, library: &Library) -> (Vec<String>, Vec<String>) {
            let base = format!("{}/", self.0.path().display());
            let names = library
                .documents()
                .map(|(_, d)| d.name().replace(&base, ""));
            let skipped = library.skipped().iter();
            let skipped = skipped.map(|s| format!("{}: {}", s.path, s.reason).replace(&base, ""));
            (names.collect(), skipped.collect())
        }
    }

    #[test]
    fn a_folder_is_read_with_all_that_is_in_it_in_order() {
        let desk = Desk::new();
        for name in [
            "s/b.txt",
            "s/a.TXT",
            "s/c/d.text",
            "s/.hidden/e.txt",
            "s/.f.txt",
        ] {
            desk.put(name, format!("The text of {name}"));
        }
        desk.put("s/picture.png", "not read");
        let library = desk.gather(&["s"]);
        let (names, skipped) = desk.told(&library);
        assert_eq!(names, ["s/a.TXT", "s/b.txt", "s/c/d.text"]);
        assert_eq!(
            skipped,
            ["s/picture.png: it is none of txt, md, html and json"]
        );
        let hit = &library.find("the text of b.txt", 9)[0];
        assert_eq!(
            hit.text,
            library.document(hit.document).text().slice(hit.span)
        );
    }

    #[test]
    fn a_file_that_is_named_is_read_whatever_its_name() {
        let desk = Desk::new();
        desk.put("transcript", "What was said");
        desk.put("notes.srt", "What was shown");
        let (names, skipped) = desk.told(&desk.gather(&["notes.srt", "transcript", "notes.srt"]));
        assert_eq!(names, ["notes.srt", "transcript"]);
        assert!(skipped.is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_told_and_the_rest_is_read() {
        let desk = Desk::new();
        desk.put("s/1.txt", "");
        desk.put("s/2.txt", " \n\t ");
        desk.put("s/3.txt", b"ab\0c");
        desk.put("s/4.txt", b"caf\xE9");
        desk.put("s/5.txt", b"\xFF\xFEa\0");
        desk.put("s/6.json", "{\"a\": ");
        desk.put("s/7.json", "[{\"name\": \"parcel\"}]");
        desk.put("s/8.txt", "Fine.");
        symlink("nowhere", desk.path("s/9.txt")).unwrap();
        let (names, skipped) = desk.told(&desk.gather(&["s", "gone.txt"]));
        assert_eq!(names, ["s/8.txt"]);
        assert_eq!(
            skipped,
            [
                "s/9.txt: it is not there",
                "gone.txt: it is not there",
                "s/1.txt: it is empty",
                "s/2.txt: it is empty",
                "s/3.txt: it is not text: NUL byte at offset 2 (is it a PDF, an image or a word processor's file? export it as plain text first)",
                "s/4.txt: it is not UTF-8: bad byte at offset 3 (convert it: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW, with the encoding it has)",
                "s/5.txt: it is UTF-16, not UTF-8 (convert it: iconv -f UTF-16 -t UTF-8 OLD > NEW)",
                "s/6.json: it is not proper JSON: EOF while parsing a value at line 1 column 6",
                "s/7.json: it holds no ClaimReview, and is no review of factdesk",
            ]
        );
    }

    #[test]
    fn links_to_files_are_followed_and_circles_are_not() {
        let desk = Desk::new();
        desk.put("elsewhere/a.txt", "Text a.");
        desk.put("s/b.txt", "Text b.");
        symlink(desk.path("elsewhere/a.txt"), desk.path("s/link.txt")).unwrap();
        symlink(desk.path("s"), desk.path("s/round")).unwrap();
        symlink("self", desk.path("s/self")).unwrap();
        let (names, skipped) = desk.told(&desk.gather(&["s", "elsewhere"]));
        // Read through the link, it is not read again.
        assert_eq!(names, ["s/b.txt", "s/link.txt"]);
        assert_eq!(skipped.len(), 2);
        assert_eq!(skipped[0], "s/round: it is a link back to s");
        assert!(
            skipped[1].starts_with("s/self: it cannot be read: "),
            "{}",
            skipped[1]
        );
    }

    #[test]
    fn links_that_double_with_each_folder_are_entered_once() {
        let desk = Desk::new();
        for at in 0..40 {
            desk.put(&format!("s/{at}/text.txt"), format!("Text {at}."));
            let next = format!("../{}", at + 1);
            symlink(&next, desk.path(&format!("s/{at}/left"))).unwrap();
            symlink(&next, desk.path(&format!("s/{at}/right"))).unwrap();
        }
        let (names, _) = desk.told(&desk.gather(&["s"]));
        assert_eq!(names.len(), 40);
    }

    #[test]
    fn deep_folders_are_read_to_the_bottom() {
        let desk = Desk::new();
        desk.put(&format!("s/{}x.txt", "d/".repeat(300)), "At the bottom.");
        assert_eq!(desk.gather(&["s"]).documents().len(), 1);
    }

    #[test]
    fn pipes_and_devices_are_not_waited_for() {
        let desk = Desk::new();
        desk.put("s/a.txt", "Text.");
        let made = std::process::Command::new("mkfifo")
            .arg(desk.path("s/pipe.txt"))
            .status();
        assert!(made.unwrap().success());
        let (names, skipped) = desk.told(&desk.gather(&["s", "s/pipe.txt", "/dev/null"]));
        assert_eq!(names, ["s/a.txt"]);
        assert_eq!(
            skipped,
            [
                "s/pipe.txt: it is not a file",
                "/dev/null: it is not a file"
            ]
        );
    }

    #[test]
    fn a_file_that_became_a_pipe_or_vanished_is_skipped() {
        let desk = Desk::new();
        let pipe = desk.path("pipe.txt");
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap();
        let gone = desk.path("gone.txt");
        for (path, reason) in [(pipe, "it is not a file"), (gone, "it is not there")] {
            let read = read::read(
                &path,
                SourceFileKind::Text,
                "x",
                &IndexReader::new(),
                &|_| true,
            );
            assert_eq!(read.err().as_deref(), Some(reason));
        }
    }

    #[test]
    fn a_file_that_may_not_be_read_is_told() {
        let denied = std::io::ErrorKind::PermissionDenied.into();
        assert_eq!(unreadable(&denied), "you may not read it");
        let desk = Desk::new();
        let path = desk.put("s/a.txt", "Secret.");
        desk.put("s/b.txt", "Open.");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        // Root reads everything.
        let may_read = fs::read(&path).is_ok();
        let (names, skipped) = desk.told(&desk.gather(&["s"]));
        assert_eq!(names.len(), 1 + usize::from(may_read));
        assert_eq!(skipped.is_empty(), may_read);
    }

    #[test]
    fn names_are_harmless_when_shown() {
        let desk = Desk::new();
        let name = std::ffi::OsStr::from_bytes(b"a\x1B[2J\n\xFF\xE2\x80\xAE.txt");
        let path = desk.0.path().join(name);
        fs::write(&path, "Title\x1B[31m\n\nText.").unwrap();
        let library = gather(std::slice::from_ref(&path), &[], &|_| true);
        let (_, document) = library.documents().next().unwrap();
        assert_eq!(document.path(), path);
        assert_eq!(document.title(), "Title␛[31m");
        assert!(document.name().ends_with("a␛[2J \u{FFFD}<U+202E>.txt"));
    }

    #[test]
    fn the_article_is_no_source_of_itself() {
        let desk = Desk::new();
        let article = desk.put("s/article.txt", "The ferry sank.");
        desk.put("s/source.txt", "A ferry sank.");
        let library = gather(&[desk.path("s")], &[article], &|_| true);
        assert_eq!(desk.told(&library).0, ["s/source.txt"]);
    }

    #[test]
    fn a_line_of_megabytes_is_cut_and_found_in() {
        let desk = Desk::new();
        let mut line = "nothing of note ".repeat(100_000);
        line.push_str("until the ferry Estonia sank off Utö ");
        line.push_str(&"x".repeat(1_000_000));
        line.push_str(&"日本".repeat(100_000));
        desk.put("s/long.txt", line);
        let library = desk.gather(&["s"]);
        let hit = &library.find("The ferry Estonia sank off Utö.", 1)[0];
        assert!(hit.text.contains("Estonia") && hit.text.len() <= 900);
        assert!(hit.locator.starts_with("para 1, part "));
    }

    #[test]
    fn values_nested_without_end_are_refused() {
        let desk = Desk::new();
        desk.put("s/bomb.json", "[".repeat(1_000_000));
        desk.put("s/bomb2.json", "{\"@graph\":".repeat(1_000_000));
        let (_, skipped) = desk.told(&desk.gather(&["s"]));
        assert_eq!(skipped.len(), 2);
        assert!(skipped[0].contains("recursion limit"), "{}", skipped[0]);
    }

    #[test]
    fn a_file_that_is_too_long_is_not_read() {
        let desk = Desk::new();
        let path = desk.put("s/a.txt", "");
        fs::File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_len(read::LONGEST + 1)
            .unwrap();
        let (_, skipped) = desk.told(&desk.gather(&["s"]));
        assert_eq!(skipped, ["s/a.txt: it is longer than 64 MiB"]);
    }

    #[test]
    fn progress_grows_to_the_end() {
        let desk = Desk::new();
        for at in 0..50 {
            desk.put(
                &format!("s/{at}.txt"),
                "A text of some length.\n\n".repeat(50),
            );
        }
        let last = Cell::new(GatherProgress::default());
        let library = gather(&[desk.path("s")], &[], &|progress| {
            assert!(progress.files >= last.get().files && progress.bytes >= last.get().bytes);
            last.set(progress);
            true
        });
        let last = last.get();
        assert_eq!((last.files, last.all_files), (50, 50));
        assert_eq!(last.bytes, last.all_bytes);
        assert_eq!(library.documents().len(), 50);
    }

    #[test]
    fn it_stops_when_told_to() {
        let desk = Desk::new();
        for at in 0..50 {
            desk.put(&format!("s/{at:02}.txt"), "A text.");
        }
        let library = gather(&[desk.path("s")], &[], &|progress| progress.files < 10);
        let read = library.documents().len();
        assert!((10..=50).contains(&read));
    }

    #[test]
    fn two_readings_give_the_same() {
        let desk = Desk::new();
        for at in 0..60 {
            let length = (at * 37 % 60) * 20;
            desk.put(
                &format!("s/{at}.txt"),
                "The ferry sank.\n\n".repeat(length + 1),
            );
        }
        let hits = || desk.gather(&["s"]).find("a ferry sank", 20);
        assert_eq!(hits(), hits());
    }
}
