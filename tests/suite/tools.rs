//! The programs that some tests need beside the one that is tested.

use std::io::Write as _;
use std::path::PathBuf;

/// Says loudly that a test did nothing for want of a tool; under CI that is a failure.
pub fn skipped(what: &str) {
    let line = format!("skipped: {what}");
    assert!(std::env::var_os("CI").is_none(), "{line}");
    // Past the test harness, which swallows what a test that passes has printed.
    drop(writeln!(std::io::stderr(), "{line}"));
}

/// Whether a program is on this machine.
pub fn is_there(program: &str) -> bool {
    path_of(program).is_some()
}

/// Where a program is; those that only root needs are not on everybody's path.
pub fn path_of(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let for_root = ["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    std::env::split_paths(&path)
        .chain(for_root)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
