//! Which process has a review open for writing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::text::one_line;

use super::process;

/// A process that has a review open for writing, as its lock file describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockHolder {
    pub(super) pid: u32,
    pub(super) host: String,
    pub(super) machine: String,
    /// When the process was started, in the kernel's count.
    pub(super) started: Option<u64>,
    pub(super) since: Timestamp,
}

impl LockHolder {
    pub(super) fn this_process(now: Timestamp) -> Self {
        let pid = std::process::id();
        Self {
            pid,
            host: process::host(),
            machine: process::machine().to_owned(),
            started: process::started(pid),
            since: now,
        }
    }

    /// Returns the number of the process.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Returns the name of its machine, fit to be shown.
    pub fn host(&self) -> String {
        one_line(&self.host)
    }

    /// Returns when it took the lock.
    pub fn since(&self) -> Timestamp {
        self.since
    }

    /// Returns whether it runs on this machine, where it can be asked to exit.
    pub fn is_here(&self) -> bool {
        self.machine == process::machine()
    }

    /// Returns whether the process is certainly the one described. Anyone who can write to the
    /// folder can write to the lock file, and must not be able to name just any process.
    pub(super) fn can_be_signalled(&self) -> bool {
        self.pid != std::process::id()
            && process::started(self.pid) == self.started
            && process::is_one_of_us(self.pid)
    }
}
