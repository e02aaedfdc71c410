//! External programs that some tests need.

use std::io::Write as _;
use std::path::PathBuf;

/// Prints that a test was skipped because a tool is missing. Fails under CI.
pub fn skipped(what: &str) {
    let line = format!("skipped: {what}");
    assert!(std::env::var_os("CI").is_none(), "{line}");
    // Written directly: the test harness captures `eprintln!` and drops it if the test passes.
    drop(writeln!(std::io::stderr(), "{line}"));
}

/// Returns whether a program is installed.
pub fn is_installed(program: &str) -> bool {
    path_of(program).is_some()
}

/// Returns the path of a program. Looks in the administrator's folders too, often not in `PATH`.
pub fn path_of(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let for_root = ["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    std::env::split_paths(&path)
        .chain(for_root)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
