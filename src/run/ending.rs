//! How a run ends.

/// How a run ended, with everything saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The user quit.
    Quit,
    /// A signal. SIGHUP also stands for a terminal that is gone.
    Signal(i32),
}

impl Ending {
    /// The terminal is gone.
    pub(super) const HANGUP: Self = Self::Signal(signal_hook::consts::SIGHUP);
}
