//! Completions loaded by real shells, and the manual page.

use std::process::Command;

use crate::pty::Home;
use crate::test_app::THREE;

/// Runs a script in a shell, in a folder that holds the completions as `completions`, and returns
/// its output. Returns `None` if the shell is not installed, or fails under CI.
fn in_shell(shell: &str, argv: &[&str], script: &str) -> Option<String> {
    let home = Home::with_article(THREE);
    let made = home.run(&["completions", shell]);
    assert!(made.status.success());
    std::fs::write(home.path("completions"), made.stdout).unwrap();
    let run = Command::new(shell)
        .args(argv)
        .arg(script)
        .current_dir(home.path(""))
        .env("HOME", home.path(""))
        .env("TERM", "dumb")
        .output();
    let output = match run {
        Ok(output) => output,
        Err(error) => {
            let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
            assert!(!ci, "{shell} cannot be run: {error}");
            eprintln!("skipped: completions in {shell}: cannot run it: {error}");
            return None;
        }
    };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{shell}: {said}");
    assert!(said.is_empty(), "{shell}: {said}");
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn bash_completes_commands_and_options() {
    let script = "source ./completions
        COMP_WORDS=(factdesk ext); COMP_CWORD=1; _factdesk factdesk ext factdesk
        echo \"${COMPREPLY[@]}\"
        COMP_WORDS=(factdesk extract --for); COMP_CWORD=2; _factdesk factdesk --for extract
        echo \"${COMPREPLY[@]}\"";
    if let Some(completed) = in_shell("bash", &["--norc", "-c"], script) {
        assert_eq!(completed, "extract\n--format\n");
    }
}

#[test]
fn zsh_loads_the_completions() {
    let script = "autoload -Uz compinit; compinit -u -D; source ./completions
        print ${_comps[factdesk]} $+functions[_factdesk] $+functions[_factdesk_commands]
        _describe() { print -l ${(P)4} }; _factdesk_commands";
    if let Some(completed) = in_shell("zsh", &["-f", "-c"], script) {
        assert!(completed.starts_with("_factdesk 1 1\n"), "{completed}");
        assert!(
            completed.contains("extract:Print the claims"),
            "{completed}"
        );
    }
}

#[test]
fn fish_completes_commands_and_options() {
    let script = "source ./completions
        complete -C 'factdesk ext'; complete -C 'factdesk extract --for'";
    if let Some(completed) = in_shell("fish", &["--no-config", "-c"], script) {
        for word in ["extract\t", "--format\t"] {
            assert!(completed.contains(word), "{word} is not in {completed}");
        }
    }
}

#[test]
fn the_manual_page_lists_commands_options_and_keys() {
    let home = Home::with_article(THREE);
    let output = home.run(&["man"]);
    assert!(output.status.success());
    let page = String::from_utf8(output.stdout).unwrap();
    for part in [
        ".TH factdesk 1",
        ".SH COMMAND EXTRACT",
        "\\-\\-claims",
        ".SH KEYS",
        "\\fBCtrl\\-r\\fR",
        "Exit codes",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    let headings = page.lines().filter(|line| *line == ".SH OPTIONS");
    assert_eq!(headings.count(), 1);
}

#[test]
fn an_unknown_shell_is_named_in_the_error() {
    let home = Home::with_article(THREE);
    let output = home.run(&["completions", "tcsh"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("tcsh") && said.contains("zsh"), "{said}");
}
