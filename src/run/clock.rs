//! The time.

use jiff::Timestamp;

/// Returns the time in whole seconds: files that people read need no more.
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}
