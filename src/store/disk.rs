//! What a file on disk is known by, and where a path really leads.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::thread;

use base16ct::lower::encode_string;
use sha2::{Digest as _, Sha256};

/// The state in which a review file was last seen by this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDisk {
    sha256: String,
    stamp: DiskStamp,
}

impl OnDisk {
    /// Describes an open file whose content has this fingerprint.
    pub(super) fn of(file: &File, sha256: String) -> io::Result<Self> {
        Ok(Self {
            sha256,
            stamp: DiskStamp::of(&file.metadata()?),
        })
    }

    /// Returns the fingerprint of the content: SHA-256 in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Returns whether a file is the very one that was seen, untouched since.
    pub(super) fn is_still(&self, metadata: &Metadata) -> bool {
        self.stamp == DiskStamp::of(metadata)
    }
}

/// What changes when a file is written or replaced, at the price of asking for its metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DiskStamp {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl DiskStamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            length: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }
}

/// Returns the fingerprint of some bytes: SHA-256 in lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    encode_string(&Sha256::digest(bytes))
}

/// Takes the fingerprint of what is written through it.
pub(super) struct HashingWriter<W> {
    out: W,
    digest: Sha256,
    length: u64,
}

impl<W: Write> HashingWriter<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            digest: Sha256::new(),
            length: 0,
        }
    }

    /// Returns the fingerprint of what was written, as [`sha256`] does, and its length in bytes.
    pub(super) fn finish(self) -> (String, u64) {
        (encode_string(&self.digest.finalize()), self.length)
    }
}

impl<W: Write> Write for HashingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.digest.update(&bytes[..taken]);
        self.length += taken as u64;
        // A long file must not keep a processor from what draws meanwhile.
        thread::yield_now();
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Follows symbolic links to the last path, which need not exist.
///
/// The standard library's `canonicalize` fails where the last link leads nowhere, and the caller
/// has to tell that from a file that is not there.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    // As many as Linux follows.
    for _ in 0..40 {
        match fs::symlink_metadata(&target) {
            Ok(metadata) if metadata.is_symlink() => {
                let link = fs::read_link(&target)?;
                target = folder(&target).join(link);
            }
            Ok(_) => return Ok(target),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(target),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

/// Returns the folder a file is in.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}

/// Returns a file's path in the one form that does not depend on where one stands, nor on the links
/// that lead there. The file need not exist.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let through_folder = || {
        let folder = fs::canonicalize(folder(path)).ok()?;
        Some(folder.join(path.file_name()?))
    };
    fs::canonicalize(path)
        .ok()
        .or_else(through_folder)
        .or_else(|| std::path::absolute(path).ok())
        .unwrap_or_else(|| path.to_owned())
}
