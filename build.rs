//! Sets the version and commit that `factdesk --version` prints.
//!
//! A package from a registry has no checkout, but cargo records its commit in a file. Without
//! either, or without git, only the version is printed.

use std::fs;
use std::path::Path;
use std::process::Command;

fn main() {
    let version = env!("CARGO_PKG_VERSION");
    let version = match commit().or_else(packaged_commit) {
        Some(commit) => format!("{version} ({commit})"),
        None => version.to_owned(),
    };
    println!("cargo:rustc-env=FACTDESK_VERSION={version}");
    println!("cargo:rerun-if-changed=build.rs");
}

/// Returns the commit's short hash and date, if this folder is the top of a git checkout: a copy of
/// the sources may be inside the checkout of another project.
fn commit() -> Option<String> {
    let top = git(&["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != Path::new(".").canonicalize().ok()? {
        return None;
    }
    // `HEAD` refers to another commit only if one of these files changes. In a worktree they are in
    // different folders. A missing file would rerun this script at every build.
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    let watched = ["HEAD", "logs/HEAD", "packed-refs"];
    for name in watched.into_iter().chain(branch.as_deref()) {
        let path = git(&["rev-parse", "--git-path", name])?;
        if Path::new(&path).exists() {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    git(&["log", "-1", "--abbrev=9", "--format=%h %cs"])
}

/// Returns the commit that cargo has recorded in a packaged release.
fn packaged_commit() -> Option<String> {
    let note = fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, rest) = note.split_once("\"sha1\"")?;
    let name: String = rest
        .chars()
        .skip_while(|c| !c.is_ascii_hexdigit())
        .take_while(char::is_ascii_hexdigit)
        .take(9)
        .collect();
    (name.len() == 9).then_some(name)
}

/// Runs git and returns its output, or `None` if it fails or prints nothing.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let line = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !line.is_empty()).then_some(line)
}
