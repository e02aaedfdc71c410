//! The factdesk program: the library does everything.

use std::process::ExitCode;

fn main() -> ExitCode {
    factdesk::main()
}
