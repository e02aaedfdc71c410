//! The factdesk program: the library does everything.

fn main() {}
