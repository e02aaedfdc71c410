//! The programs that are compared, and each one's keys for the same actions.

use std::path::Path;
use std::process::{Command, Stdio};

use super::articles::WORD;

/// A program and how to use it.
pub struct Program {
    pub name: &'static str,
    /// It shows CSV instead of text.
    pub shows_tables: bool,
    argv: &'static [&'static str],
    pub measurements: &'static [Measurement],
}

/// A pair of keys to measure.
pub struct Measurement {
    pub name: &'static str,
    /// Keys typed first.
    before: &'static str,
    /// A key and the one that goes back, possibly the same.
    pub keys: [&'static str; 2],
    /// How many keys are typed in total, and how many of one before the other.
    pub times: (usize, usize),
    /// In a short article, alternate after each key.
    pub by_pages: bool,
}

/// The measured columns of the table.
pub const COLUMNS: [&str; 5] = ["next", "page", "search step", "verdict", "filter"];

const fn next(keys: [&'static str; 2]) -> Measurement {
    Measurement {
        name: COLUMNS[0],
        before: "",
        keys,
        times: (100, 10),
        by_pages: false,
    }
}

const fn page(before: &'static str, keys: [&'static str; 2]) -> Measurement {
    Measurement {
        name: COLUMNS[1],
        before,
        keys,
        times: (40, 5),
        by_pages: true,
    }
}

/// `WORD` in `before` stands for the word that is searched for.
const fn search(before: &'static str) -> Measurement {
    Measurement {
        name: COLUMNS[2],
        before,
        keys: ["n", "n"],
        times: (60, 1),
        by_pages: false,
    }
}

const VI: &[Measurement] = &[
    next(["j", "k"]),
    page("", ["\x06", "\x02"]),
    search("/WORD\r"),
];

/// All programs, factdesk first.
pub const PROGRAMS: [Program; 5] = [
    Program {
        name: "factdesk",
        shows_tables: false,
        argv: &[
            env!("CARGO_BIN_EXE_factdesk"),
            "FILE",
            "--reviewer",
            "bench",
        ],
        measurements: &[
            next(["j", "k"]),
            page("\t", ["\x1B[6~", "\x1B[5~"]),
            search("\t/WORD\r"),
            Measurement {
                name: COLUMNS[3],
                before: "\x1B[H",
                keys: ["v", "v"],
                times: (30, 1),
                by_pages: false,
            },
            Measurement {
                name: COLUMNS[4],
                before: "",
                keys: ["F2", "F1"],
                times: (24, 1),
                by_pages: false,
            },
        ],
    },
    Program {
        name: "less",
        shows_tables: false,
        argv: &["less", "FILE"],
        measurements: &[next(["j", "k"]), page("", [" ", "b"]), search("/WORD\r")],
    },
    Program {
        name: "vim -u NONE",
        shows_tables: false,
        argv: &["vim", "-u", "NONE", "FILE"],
        measurements: VI,
    },
    Program {
        name: "nvim --clean",
        shows_tables: false,
        argv: &["nvim", "--clean", "FILE"],
        measurements: VI,
    },
    Program {
        name: "csvlens",
        shows_tables: true,
        argv: &["csvlens", "FILE"],
        measurements: VI,
    },
];

impl Program {
    /// Returns whether the program can be run.
    pub fn is_installed(&self) -> bool {
        Command::new(self.argv[0])
            .arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok()
    }

    /// Returns the command line that opens a file.
    pub fn argv(&self, file: &Path) -> Vec<String> {
        let file = file.display().to_string();
        let argument = |argument: &&str| match *argument {
            "FILE" => file.clone(),
            argument => argument.to_owned(),
        };
        self.argv.iter().map(argument).collect()
    }
}

impl Measurement {
    /// Returns the keys to type first.
    pub fn before(&self) -> String {
        self.before.replace("WORD", WORD)
    }
}
