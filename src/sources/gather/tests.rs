use super::*;
use std::cell::Cell;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};

struct SourceFolder(tempfile::TempDir);

impl SourceFolder {
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

    /// The names of sources, and of what was skipped with the reason, below the folder.
    fn told(&self, library: &Library) -> (Vec<String>, Vec<String>) {
        let base = format!("{}/", self.0.path().display());
        let names = library
            .documents()
            .map(|(_, d)| d.listed().file.replace(&base, ""));
        let skipped = library.skipped().iter();
        let skipped = skipped.map(|s| format!("{}: {}", s.path, s.reason).replace(&base, ""));
        (names.collect(), skipped.collect())
    }
}

#[test]
fn a_folder_is_read_with_all_that_is_in_it_in_order() {
    let folder = SourceFolder::new();
    for name in [
        "s/b.txt",
        "s/a.TXT",
        "s/c/d.text",
        "s/.hidden/e.txt",
        "s/.f.txt",
    ] {
        folder.put(name, format!("The text of {name}"));
    }
    folder.put("s/picture.png", "not read");
    let library = folder.gather(&["s"]);
    let (names, skipped) = folder.told(&library);
    assert_eq!(names, ["s/a.TXT", "s/b.txt", "s/c/d.text"]);
    assert_eq!(
        skipped,
        ["s/picture.png: it is none of txt, md, html and json"]
    );
    let hit = &library.find("the text of b.txt", 9)[0];
    assert_eq!(
        hit.passage.text,
        library
            .document(hit.passage.document)
            .text()
            .slice(hit.passage.span)
    );
}

#[test]
fn a_file_that_is_named_is_read_whatever_its_name() {
    let folder = SourceFolder::new();
    folder.put("transcript", "What was said");
    folder.put("notes.srt", "What was shown");
    let (names, skipped) = folder.told(&folder.gather(&["notes.srt", "transcript", "notes.srt"]));
    assert_eq!(names, ["notes.srt", "transcript"]);
    assert!(skipped.is_empty());
}

#[test]
fn unreadable_files_are_reported_and_the_rest_is_read() {
    let folder = SourceFolder::new();
    folder.put("s/1.txt", "");
    folder.put("s/2.txt", " \n\t ");
    folder.put("s/3.txt", b"ab\0c");
    folder.put("s/4.txt", b"caf\xE9");
    folder.put("s/5.txt", b"\xFF\xFEa\0");
    folder.put("s/6.json", "{\"a\": ");
    folder.put("s/7.json", "[{\"name\": \"parcel\"}]");
    folder.put("s/8.txt", "Fine.");
    symlink("nowhere", folder.path("s/9.txt")).unwrap();
    let (names, skipped) = folder.told(&folder.gather(&["s", "gone.txt"]));
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
    let folder = SourceFolder::new();
    folder.put("elsewhere/a.txt", "Text a.");
    folder.put("s/b.txt", "Text b.");
    symlink(folder.path("elsewhere/a.txt"), folder.path("s/link.txt")).unwrap();
    symlink(folder.path("s"), folder.path("s/round")).unwrap();
    symlink("self", folder.path("s/self")).unwrap();
    let (names, skipped) = folder.told(&folder.gather(&["s", "elsewhere"]));
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
fn links_in_every_folder_are_entered_once() {
    let folder = SourceFolder::new();
    for at in 0..40 {
        folder.put(&format!("s/{at}/text.txt"), format!("Text {at}."));
        let next = format!("../{}", at + 1);
        symlink(&next, folder.path(&format!("s/{at}/left"))).unwrap();
        symlink(&next, folder.path(&format!("s/{at}/right"))).unwrap();
    }
    let (names, _) = folder.told(&folder.gather(&["s"]));
    assert_eq!(names.len(), 40);
}

#[test]
fn deep_folders_are_read_to_the_bottom() {
    let folder = SourceFolder::new();
    folder.put(&format!("s/{}x.txt", "d/".repeat(300)), "At the bottom.");
    assert_eq!(folder.gather(&["s"]).documents().len(), 1);
}

#[test]
fn pipes_and_devices_are_not_waited_for() {
    let folder = SourceFolder::new();
    folder.put("s/a.txt", "Text.");
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path("s/pipe.txt"))
        .status();
    assert!(made.unwrap().success());
    let (names, skipped) = folder.told(&folder.gather(&["s", "s/pipe.txt", "/dev/null"]));
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
    let folder = SourceFolder::new();
    let pipe = folder.path("pipe.txt");
    std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .unwrap();
    let gone = folder.path("gone.txt");
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
fn a_file_without_read_permission_is_reported() {
    let denied = std::io::ErrorKind::PermissionDenied.into();
    assert_eq!(unreadable(&denied), "you may not read it");
    let folder = SourceFolder::new();
    let path = folder.put("s/a.txt", "Secret.");
    folder.put("s/b.txt", "Open.");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything.
    let may_read = fs::read(&path).is_ok();
    let (names, skipped) = folder.told(&folder.gather(&["s"]));
    assert_eq!(names.len(), 1 + usize::from(may_read));
    assert_eq!(skipped.is_empty(), may_read);
}

#[test]
fn names_are_harmless_when_shown() {
    let folder = SourceFolder::new();
    let name = std::ffi::OsStr::from_bytes(b"a\x1B[2J\n\xFF\xE2\x80\xAE.txt");
    let path = folder.0.path().join(name);
    fs::write(&path, "Title\x1B[31m\n\nText.").unwrap();
    let library = gather(std::slice::from_ref(&path), &[], &|_| true);
    let (_, document) = library.documents().next().unwrap();
    assert_eq!(document.path(), path);
    assert_eq!(document.listed().title.as_deref(), Some("Title␛[31m"));
    assert!(
        document
            .listed()
            .file
            .ends_with("a␛[2J \u{FFFD}<U+202E>.txt")
    );
}

#[test]
fn the_article_is_no_source_of_itself() {
    let folder = SourceFolder::new();
    let article = folder.put("s/article.txt", "The ferry sank.");
    folder.put("s/source.txt", "A ferry sank.");
    let library = gather(&[folder.path("s")], &[article], &|_| true);
    assert_eq!(folder.told(&library).0, ["s/source.txt"]);
}

#[test]
fn a_line_of_megabytes_is_cut_and_found_in() {
    let folder = SourceFolder::new();
    let mut line = "nothing of note ".repeat(100_000);
    line.push_str("until the ferry Estonia sank off Utö ");
    line.push_str(&"x".repeat(1_000_000));
    line.push_str(&"日本".repeat(100_000));
    folder.put("s/long.txt", line);
    let library = folder.gather(&["s"]);
    let hit = &library.find("The ferry Estonia sank off Utö.", 1)[0];
    assert!(hit.passage.text.contains("Estonia") && hit.passage.text.len() <= 900);
    assert!(hit.passage.locator.starts_with("para 1, part "));
}

#[test]
fn values_nested_without_end_are_refused() {
    let folder = SourceFolder::new();
    folder.put("s/bomb.json", "[".repeat(1_000_000));
    folder.put("s/bomb2.json", "{\"@graph\":".repeat(1_000_000));
    let (_, skipped) = folder.told(&folder.gather(&["s"]));
    assert_eq!(skipped.len(), 2);
    assert!(skipped[0].contains("recursion limit"), "{}", skipped[0]);
}

#[test]
fn a_file_that_is_too_long_is_not_read() {
    let folder = SourceFolder::new();
    let path = folder.put("s/a.txt", "");
    fs::File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_len(read::MAX_FILE_BYTES + 1)
        .unwrap();
    let (_, skipped) = folder.told(&folder.gather(&["s"]));
    assert_eq!(skipped, ["s/a.txt: it is longer than 64 MiB"]);
}

#[test]
fn progress_grows_to_the_end() {
    let folder = SourceFolder::new();
    for at in 0..50 {
        folder.put(
            &format!("s/{at}.txt"),
            "A text of some length.\n\n".repeat(50),
        );
    }
    let last = Cell::new(GatherProgress::default());
    let library = gather(&[folder.path("s")], &[], &|progress| {
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
    let folder = SourceFolder::new();
    for at in 0..50 {
        folder.put(&format!("s/{at:02}.txt"), "A text.");
    }
    let library = gather(&[folder.path("s")], &[], &|progress| progress.files < 10);
    let read = library.documents().len();
    assert!((10..=50).contains(&read));
}

#[test]
fn two_readings_give_the_same() {
    let folder = SourceFolder::new();
    for at in 0..60 {
        let length = (at * 37 % 60) * 20;
        folder.put(
            &format!("s/{at}.txt"),
            "The ferry sank.\n\n".repeat(length + 1),
        );
    }
    let hits = || {
        let library = folder.gather(&["s"]);
        let found = library.find("a ferry sank", 20);
        let told = found.iter().map(|near| format!("{near:?}"));
        told.collect::<Vec<_>>()
    };
    assert_eq!(hits(), hits());
}
