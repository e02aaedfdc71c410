//! Which reports this user's factdesk has written, so that none takes the place of a file that is
//! not its own, or that was edited since.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::{self, sha256};
use super::{Folders, SaveError, SaveProblem, load, session};

const FORMAT: &str = "factdesk.reports";
const VERSION: u64 = 1;
/// How many are remembered.
const MAX_REPORTS: usize = 1000;

/// The reports written, each by its absolute path, with the fingerprint of what was written.
#[derive(Debug, Default, Serialize, Deserialize)]
struct ReportLog {
    format: String,
    version: u64,
    reports: BTreeMap<PathBuf, String>,
}

/// Returns whether a file may be written without a question: it does not exist, or is a report as
/// factdesk wrote it, byte for byte.
pub fn is_own_report(file: &Path, folders: Option<&Folders>) -> bool {
    match fs::read(file) {
        Ok(bytes) => folders.is_some_and(|folders| {
            let log = read(folders);
            log.reports.get(&disk::absolute(file)) == Some(&sha256(&bytes))
        }),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    }
}

/// Remembers that a report was written.
///
/// # Errors
/// The list cannot be written: the file will be taken for another's.
pub fn remember_report(file: &Path, text: &str, folders: &Folders) -> Result<(), SaveError> {
    let mut log = read(folders);
    if log.reports.len() >= MAX_REPORTS {
        log.reports.retain(|file, _| file.exists());
    }
    let file = disk::absolute(file);
    log.reports.insert(file, sha256(text.as_bytes()));
    let log = ReportLog {
        format: FORMAT.to_owned(),
        version: VERSION,
        ..log
    };
    let path = path(folders);
    serde_json::to_vec_pretty(&log)
        // A path that is not Unicode has no place in JSON.
        .map_err(|error| SaveProblem::Bug(error.to_string()))
        .and_then(|bytes| session::write(&path, &bytes))
        .map_err(|trouble| SaveError { path, trouble })
}

/// Reads the list; one that cannot be read is as good as none.
fn read(folders: &Folders) -> ReportLog {
    let read = || {
        let (text, _) = load::open(&path(folders)).ok()??;
        let log: ReportLog = serde_json::from_str(&text).ok()?;
        (log.format == FORMAT && log.version == VERSION).then_some(log)
    };
    read().unwrap_or_default()
}

fn path(folders: &Folders) -> PathBuf {
    folders.state.join("reports.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_report_as_it_was_written_is_replaced() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders {
            data: home.path().join("data"),
            state: home.path().join("state"),
        };
        let file = home.path().join("a.md");
        let is_own = || is_own_report(&file, Some(&folders));
        assert!(is_own(), "there is nothing to lose");
        fs::write(&file, "mine").unwrap();
        assert!(!is_own());
        fs::write(&file, "report").unwrap();
        remember_report(&file, "report", &folders).unwrap();
        assert!(is_own());
        assert!(!is_own_report(&file, None));
        fs::write(&file, "report, with a remark").unwrap();
        assert!(!is_own());
    }
}
