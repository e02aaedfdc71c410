//! Who else is at work here: processes of this machine, told apart from those of others.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use super::disk::sha256;

/// Returns the name of this machine.
pub(super) fn host() -> String {
    let name = rustix::system::uname();
    name.nodename().to_string_lossy().into_owned()
}

/// Returns what tells this machine, and in it the space in which process numbers count, from all
/// others. A folder can be shared between machines with the same name, and with containers.
pub(super) fn machine() -> &'static str {
    static MACHINE: LazyLock<String> = LazyLock::new(find_machine);
    &MACHINE
}

fn find_machine() -> String {
    let id = fs::read_to_string("/etc/machine-id").unwrap_or_default();
    let pid_space = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let seed = format!("{}\n{id}\n{}", host(), pid_space.display());
    sha256(seed.as_bytes())[..16].to_owned()
}

/// Returns when a process was started, in the kernel's count, or `None` if that is unknown.
///
/// A number alone says little: it goes to another process as soon as its owner has ended.
pub(super) fn started(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("stat")).ok()?;
    // The name in parentheses may hold anything; the start is field 22, and the name is the second.
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(19)?.parse().ok()
}

/// Returns whether a process of this machine is there.
pub(super) fn is_alive(pid: u32) -> bool {
    let Some(pid) = numbered(pid) else {
        return false;
    };
    // One that may not be signalled is there too.
    !matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH))
}

/// Returns whether a process runs the same program as this one.
pub(super) fn is_one_of_us(pid: u32) -> bool {
    let name = |pid: &str| fs::read_to_string(Path::new("/proc").join(pid).join("comm")).ok();
    match name("self") {
        Some(own) => name(&pid.to_string()) == Some(own),
        // No such folder on this system.
        None => true,
    }
}

/// Asks a process to save and leave. It is woken, too: one that was suspended and then lost its
/// terminal could not hear the request.
pub(super) fn ask_to_leave(pid: u32) -> rustix::io::Result<()> {
    let pid = numbered(pid).ok_or(rustix::io::Errno::SRCH)?;
    kill_process(pid, Signal::TERM)?;
    kill_process(pid, Signal::CONT)
}

/// A process number as the system knows it. 0 and 1 are no reviewers, and in a request to leave
/// they would mean very much more than one process.
fn numbered(pid: u32) -> Option<Pid> {
    let pid = i32::try_from(pid).ok().filter(|&pid| pid > 1)?;
    Pid::from_raw(pid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_known() {
        let own = std::process::id();
        assert!(is_alive(own));
        assert!(is_one_of_us(own));
        assert_eq!(started(own), started(own));
        assert_eq!(machine(), machine());
    }

    #[test]
    fn numbers_that_are_no_single_process_are_never_signalled() {
        for pid in [0, 1, u32::MAX, 1 << 31] {
            assert_eq!(ask_to_leave(pid), Err(rustix::io::Errno::SRCH));
            assert!(!is_alive(pid));
        }
    }
}
