//! Copies of a review that were put elsewhere when its own place took nothing.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::store::Folders;

/// Where a review is put when the program must end and its own place takes nothing: the user's
/// data directory, else the one for temporary files. The process's number keeps it from anything
/// that is there.
pub(super) fn rescue(review: &Path, folders: Option<&Folders>) -> Vec<PathBuf> {
    let name = format!("rescued-{}-{}", std::process::id(), name(review));
    rescue_folders(folders)
        .map(|folder| folder.join(&name))
        .collect()
}

/// Returns the copies of a review that were rescued and are newer than the review itself: what was
/// decided last may be there alone.
pub(super) fn rescued(review: &Path, folders: Option<&Folders>) -> Vec<PathBuf> {
    let Some(saved) = fs::metadata(review).and_then(|file| file.modified()).ok() else {
        return Vec::new();
    };
    let name = name(review);
    let is_copy = |found: &str| {
        let number = found
            .strip_prefix("rescued-")
            .and_then(|rest| rest.strip_suffix(name.as_str())?.strip_suffix('-'));
        number.is_some_and(|number| number.parse::<u32>().is_ok())
    };
    // Anybody can put a file among the temporary ones; only one's own counts.
    let user = rustix::process::getuid().as_raw();
    rescue_folders(folders)
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .flatten()
        .filter(|entry| is_copy(&entry.file_name().to_string_lossy()))
        .filter(|entry| {
            entry.metadata().is_ok_and(|file| {
                file.uid() == user && file.modified().is_ok_and(|rescued| rescued > saved)
            })
        })
        .map(|entry| entry.path())
        .collect()
}

fn rescue_folders(folders: Option<&Folders>) -> impl Iterator<Item = PathBuf> {
    let data = folders.map(|folders| folders.data.clone());
    data.into_iter().chain([std::env::temp_dir()])
}

fn name(review: &Path) -> String {
    review
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
