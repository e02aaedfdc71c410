//! Writing a file so that it is always whole: beside the old one, synced, and then in its place.

use std::fs::{self, File, Metadata, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

use super::SaveProblem;
use super::disk::{folder, resolve, sha256};
use super::process;

/// What the names of temporary files end in.
const ENDING: &str = ".tmp";
const LEFTOVER_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// How much a file matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// It must be there after a power cut.
    Durable,
    /// It may be the old one after a power cut. Only this user can read it.
    Private,
}

/// Finds where a file would be written, and what is there now.
///
/// Symbolic links are followed on purpose: a user who moved a review and left a link wants the
/// moved one written, and not the link replaced by a second review. A link to nothing is refused.
/// Most likely a disk is missing; and in a folder that others can write to, following it would let
/// them choose where a file of theirs making appears.
///
/// # Errors
/// What would be in the way of replacing what is there.
pub(super) fn target(path: &Path) -> Result<(PathBuf, Option<Metadata>), SaveProblem> {
    let target = resolve(path)?;
    match fs::metadata(&target) {
        Ok(metadata) if !metadata.is_file() => Err(SaveProblem::NotAFile),
        // Renaming would get round the mark, which was set to protect the review.
        Ok(metadata) if metadata.permissions().readonly() => Err(SaveProblem::WriteProtected),
        Ok(metadata) => Ok((target, Some(metadata))),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        Err(_) if target != path => Err(SaveProblem::DanglingLink(target)),
        Err(_) => Ok((target, None)),
    }
}

/// Returns whether a file can be made in the folder of `target`, by making one. Mode bits alone do
/// not say: there are read-only mounts, quotas, access lists, and root.
pub(super) fn try_folder(target: &Path) -> Result<(), SaveProblem> {
    Ok(temporary(target, 0o600)?.close()?)
}

/// Writes what is to take the place of what [`target`] found, or of nothing; `write` does, and what
/// it returns is handed on.
///
/// Permissions, owner and group of the old file are kept, as far as this user may set them; a new
/// one is made with the user's umask. A private file is always 0600. The file has a random name and
/// is never created through a link.
pub(super) fn write_beside<T>(
    target: &Path,
    old: Option<&Metadata>,
    care: Durability,
    write: impl FnOnce(&File) -> Result<T, SaveProblem>,
) -> Result<(NamedTempFile, T), SaveProblem> {
    let mode = match (care, old) {
        (Durability::Private, _) => 0o600,
        (Durability::Durable, Some(old)) => old.mode() & 0o777,
        (Durability::Durable, None) => 0o666,
    };
    let file = temporary(target, mode)?;
    if let (Durability::Durable, Some(old)) = (care, old) {
        keep_owner_and_mode(&file, old)?;
    }
    // Past the temporary file's own writer, which hides the system's error behind a path.
    let written = write(file.as_file())?;
    if care == Durability::Durable {
        file.as_file().sync_all()?;
    }
    Ok((file, written))
}

/// Gives a file that was written beside `target` its name. At every moment there is either the old
/// file or the new one, whole; that it is the new one after a power cut, [`sync_folder`] sees to.
pub(super) fn put_in_place(written: NamedTempFile, target: &Path) -> io::Result<File> {
    written.persist(target).map_err(|error| error.error)
}

/// Makes a temporary file beside `target`, with the user's umask taken off `mode`.
fn temporary(target: &Path, mode: u32) -> io::Result<NamedTempFile> {
    let (machine, pid) = (process::machine(), std::process::id());
    tempfile::Builder::new()
        .prefix(&format!("{}{machine}-{pid}-", prefix(target)))
        .suffix(ENDING)
        .rand_bytes(12)
        .permissions(Permissions::from_mode(mode))
        .tempfile_in(folder(target))
}

/// What the names of all temporary files of one file begin with.
fn prefix(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default();
    format!(".factdesk-{}-", &sha256(name.as_bytes())[..8])
}

/// Removes the temporary files of `target` that a process left behind when it was killed. To be
/// called by the only one who writes it, before it does.
///
/// Those of a process that may still be at work are left: on this machine that is any factdesk with
/// the number in the name, on another one any that has written within a day.
pub(super) fn remove_leftovers(target: &Path) {
    // Whatever cannot be looked at or removed only takes up room.
    let Ok(entries) = fs::read_dir(folder(target)) else {
        return;
    };
    let prefix = prefix(target);
    for entry in entries.flatten() {
        let name = entry.file_name();
        let owner = name
            .to_str()
            .and_then(|name| name.strip_suffix(ENDING)?.strip_prefix(&prefix))
            .and_then(|rest| {
                let mut parts = rest.split('-');
                Some((parts.next()?, parts.next()?.parse::<u32>().ok()?))
            });
        let is_left_over = owner.is_some_and(|(machine, pid)| {
            if machine == process::machine() {
                pid == std::process::id() || !process::is_alive(pid) || !process::is_one_of_us(pid)
            } else {
                let age = entry
                    .metadata()
                    .ok()
                    .and_then(|m| m.modified().ok()?.elapsed().ok());
                age.is_some_and(|age| age > LEFTOVER_AGE)
            }
        });
        if is_left_over {
            drop(fs::remove_file(entry.path()));
        }
    }
}

fn keep_owner_and_mode(file: &NamedTempFile, old: &Metadata) -> io::Result<()> {
    let new = file.as_file().metadata()?;
    // Best effort: only root may give a file away, and only to groups of theirs may others. First
    // the owner, because changing it can take bits off the mode.
    if new.uid() != old.uid() {
        fchown(file, Some(old.uid()), None).ok();
    }
    if new.gid() != old.gid() {
        fchown(file, None, Some(old.gid())).ok();
    }
    let mode = old.mode() & 0o777;
    if new.mode() & 0o777 != mode {
        // The umask has taken something off. It stays off where the file system has no modes.
        file.as_file()
            .set_permissions(Permissions::from_mode(mode))
            .ok();
    }
    Ok(())
}

/// Makes sure that a file's new name outlasts a power cut.
pub(super) fn sync_folder(target: &Path) -> io::Result<()> {
    match File::open(folder(target)).and_then(|folder| folder.sync_all()) {
        // A folder that may be written to but not listed cannot be opened for this.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        // Some network file systems know no such thing.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_behind_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.review.json");
        let (machine, own) = (process::machine(), std::process::id());
        let ours = prefix(&target);
        let other = prefix(&folder.path().join("b.review.json"));
        // A number beyond what the kernel gives out.
        let dead = 0x7FFF_FFFF;
        let gone = [
            format!("{ours}{machine}-{dead}-abc.tmp"),
            format!("{ours}{machine}-{own}-abc.tmp"),
            format!("{ours}{machine}-1-abc.tmp"),
            format!("{ours}0123456789abcdef-{dead}-old.tmp"),
        ];
        let kept = [
            format!("{ours}0123456789abcdef-{dead}-new.tmp"),
            format!("{other}{machine}-{dead}-abc.tmp"),
            format!("{ours}{machine}-{dead}-abc"),
            format!("{ours}x.tmp"),
            "a.review.json".to_owned(),
            ".factdesk-notes.tmp".to_owned(),
        ];
        for name in gone.iter().chain(&kept) {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let old = File::open(folder.path().join(&gone[3])).unwrap();
        old.set_modified(std::time::SystemTime::now() - 2 * LEFTOVER_AGE)
            .unwrap();

        remove_leftovers(&target);
        let mut left: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let mut kept = kept.to_vec();
        left.sort();
        kept.sort();
        assert_eq!(left, kept);
    }
}
