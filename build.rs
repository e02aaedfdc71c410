//! Tells the program its version, and the commit it is built from, for `factdesk --version`; and
//! the linker to pack what it can, and to lay apart what seldom runs.
//!
//! A release from a registry has no checkout, but a note of the commit that it was made of. Where
//! neither is there, or no git, the version stands alone.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let version = env!("CARGO_PKG_VERSION");
    let version = match commit().or_else(noted) {
        Some(commit) => format!("{version} ({commit})"),
        None => version.to_owned(),
    };
    println!("cargo:rustc-env=FACTDESK_VERSION={version}");
    println!("cargo:rerun-if-changed=build.rs");
    if knows_packed_relocations() {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    println!("cargo:rerun-if-changed={SELDOM}");
    if knows_scripts() {
        let script = PathBuf::from(variable("OUT_DIR")).join("seldom.ld");
        let seldom = fs::read_to_string(SELDOM).expect("it is part of the sources");
        fs::write(&script, laid_apart(&seldom)).expect("cargo has made the folder");
        // Not by way of `-Wl`, which takes a comma in a folder's name for its own.
        println!("cargo:rustc-link-arg-bins=-T{}", script.display());
    }
}

/// What seldom runs, and why that matters.
const SELDOM: &str = "src/seldom.txt";

/// A variable that cargo sets, or nothing.
fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

/// Tells whether the program is for this very machine.
fn is_for_here() -> bool {
    variable("HOST") == variable("TARGET")
}

/// Tells whether libc reads packed relocations. They are 430 kB smaller, a fifteenth of the
/// program, and need glibc 2.36.
fn knows_packed_relocations() -> bool {
    let asked = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let version = asked.map_or(String::new(), |output| {
        String::from_utf8_lossy(&output.stdout).into_owned()
    });
    let number = version.trim().strip_prefix("glibc 2.").unwrap_or_default();
    let minor = number
        .split('.')
        .next()
        .and_then(|minor| minor.parse().ok());
    is_for_here() && variable("CARGO_CFG_TARGET_ENV") == "gnu" && minor >= Some(36)
}

/// Tells whether the linker takes a script that adds to its own: Rust's and GNU's do. Others may
/// have been asked for; and while the program is being made, its layout does not matter.
fn knows_scripts() -> bool {
    let is_asked_for = env::var_os("RUSTC_LINKER").is_some()
        || variable("CARGO_ENCODED_RUSTFLAGS").contains("link");
    let is_linux = variable("CARGO_CFG_TARGET_OS") == "linux";
    is_linux && is_for_here() && variable("PROFILE") == "release" && !is_asked_for
}

/// The script that lays the code of these names behind all other code. The compiler names the
/// section of a function by its path: `5outer5inner` within a module, `_$LT$outer..inner` for what
/// is implemented for a type, `outer..Trait` for a trait.
fn laid_apart(names: &str) -> String {
    let names = names.lines().filter(|line| !line.starts_with('#'));
    let sections = names.filter(|name| !name.is_empty()).flat_map(|name| {
        let dotted = |path: &str| path.replace("::", "..");
        match name.strip_prefix("as ") {
            Some(path) => vec![dotted(path)],
            None => {
                let parts = name.split("::");
                let counted = parts.map(|part| format!("{}{part}", part.len()));
                vec![counted.collect(), format!("_$LT${}", dotted(name))]
            }
        }
    });
    let sections: String = sections
        .map(|name| format!("    *(.text.*{name}*)\n"))
        .collect();
    format!("SECTIONS\n{{\n  .text.seldom : {{\n{sections}  }}\n}}\nINSERT AFTER .text;\n")
}

/// The commit's short name and day, if this very folder is what git has checked out: a copy of the
/// sources may lie in the checkout of something else.
fn commit() -> Option<String> {
    let top = git(&["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != Path::new(".").canonicalize().ok()? {
        return None;
    }
    // What `HEAD` means is another commit when one of these changes, and only then. In a worktree
    // they lie in different folders; a file that is not there would have this run at every build.
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

/// The commit that cargo has noted in a packed release.
fn noted() -> Option<String> {
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

/// One line of git's answer; none if it has none.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let line = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !line.is_empty()).then_some(line)
}
