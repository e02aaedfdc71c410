//! Files that are written for other people and programs: reports.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// Returns whether writing `text` to a file would lose what the file holds.
pub fn is_overwritten(file: &Path, text: &str) -> bool {
    let is_file = fs::metadata(file).is_ok_and(|metadata| metadata.is_file());
    is_file && fs::read(file).map_or(true, |old| old != text.as_bytes())
}

/// Writes a file as a whole or not at all. What is not a file (a pipe, a terminal) is written to.
///
/// # Errors
/// What the operating system says.
pub fn write_output(file: &Path, text: &str) -> io::Result<()> {
    let file = &fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let old = fs::metadata(file).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return fs::write(file, text);
    }
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // The system takes the user's umask off these.
    let mode = old.map_or(Permissions::from_mode(0o666), |old| old.permissions());
    let mut written = tempfile::Builder::new()
        .permissions(mode)
        .tempfile_in(folder)?;
    written.write_all(text.as_bytes())?;
    written.persist(file).map_err(|error| error.error)?;
    Ok(())
}
