//! Writing a file so that it is always whole: beside the old one, synced, and then in its place.

use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Trouble;
use super::disk::{folder, resolve};

/// How much a file matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// It must be there after a power cut.
    Durable,
    /// It may be the old one after a power cut.
    Atomic,
}

/// Finds where a file would be written, and what is there now.
///
/// Symbolic links are followed on purpose: whoever moved a review and left a link wants the moved
/// one written, and not the link replaced by a second review. A link to nothing is refused. Most
/// likely a disk is missing; and in a folder that others can write to, following it would let them
/// choose where a file of theirs making appears.
///
/// # Errors
/// What would stand in the way of replacing what is there.
pub(super) fn target(path: &Path) -> Result<(PathBuf, Option<Metadata>), Trouble> {
    let target = resolve(path)?;
    match fs::metadata(&target) {
        Ok(metadata) if !metadata.is_file() => Err(Trouble::NotAFile),
        // Renaming would get round the mark, which somebody set to say that this review is closed.
        Ok(metadata) if metadata.permissions().readonly() => Err(Trouble::WriteProtected),
        Ok(metadata) => Ok((target, Some(metadata))),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        Err(_) if target != path => Err(Trouble::DanglingLink(target)),
        Err(_) => Ok((target, None)),
    }
}

/// Tells whether files can be made in a folder, by making one. Mode bits alone do not say: there
/// are read-only mounts, quotas, access lists, and root.
pub(super) fn try_folder(folder: &Path) -> Result<(), Trouble> {
    let file = tempfile::Builder::new()
        .prefix(".factdesk-")
        .suffix(".tmp")
        .tempfile_in(folder)?;
    Ok(file.close()?)
}

/// Puts bytes in the place of what [`target`] found, or of nothing, and returns the open file.
///
/// At every moment there is either the old file or the new one, whole. Permissions, owner and group
/// of the old file are kept, as far as this user may set them; a new one is made with the user's
/// umask. The temporary file has a random name and is never made through a link. With
/// [`Care::Durable`] the content is on disk; for its name [`sync_folder`] has to follow.
pub(super) fn replace(
    target: &Path,
    old: Option<&Metadata>,
    bytes: &[u8],
    care: Care,
) -> Result<File, Trouble> {
    let mode = old.map_or(0o666, |old| old.mode() & 0o777);
    let mut file = tempfile::Builder::new()
        .prefix(".factdesk-")
        .suffix(".tmp")
        .rand_bytes(12)
        .permissions(Permissions::from_mode(mode))
        .tempfile_in(folder(target))?;
    if let Some(old) = old {
        keep_owner_and_mode(&file, old)?;
    }
    file.write_all(bytes)?;
    if care == Care::Durable {
        file.as_file().sync_all()?;
    }
    Ok(file.persist(target).map_err(|error| error.error)?)
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
    match File::open(folder(target))?.sync_all() {
        // Some network file systems know no such thing.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        result => result,
    }
}
