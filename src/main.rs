//! The factdesk program: the library does everything.

use std::process::ExitCode;

/// The C library has a heap for each thread, and one of them keeps the 320 kB that the expressions
/// of the sentence splitter need for a moment: a twenty-fifth of all memory.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    factdesk::cli::main()
}
