//! The article changed: which claims are the same, moved, changed, gone, new.
