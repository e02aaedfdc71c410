//! The programs that are compared, and the keys for the same things in each.

use std::path::Path;
use std::process::{Command, Stdio};

use super::articles::WORD;

/// A program, and how it is used.
pub struct Program {
    pub name: &'static str,
    /// Whether it shows tables and not articles.
    pub shows_tables: bool,
    argv: &'static [&'static str],
    pub kinds: &'static [Kind],
}

/// A kind of key.
pub struct Kind {
    pub name: &'static str,
    /// What is typed first.
    before: &'static str,
    /// There and back; the way back may be none.
    pub keys: [&'static str; 2],
    /// How many are typed, and how many of one before the other.
    pub times: (usize, usize),
    /// Whether the way is shorter in a short article.
    pub by_pages: bool,
}

/// What the columns of the table are.
pub const KINDS: [&str; 5] = ["next", "page", "search step", "verdict", "filter"];

const fn next(keys: [&'static str; 2]) -> Kind {
    Kind {
        name: KINDS[0],
        before: "",
        keys,
        times: (100, 10),
        by_pages: false,
    }
}

const fn page(before: &'static str, keys: [&'static str; 2]) -> Kind {
    Kind {
        name: KINDS[1],
        before,
        keys,
        times: (40, 5),
        by_pages: true,
    }
}

/// `WORD` stands for the word that is searched for.
const fn search(before: &'static str) -> Kind {
    Kind {
        name: KINDS[2],
        before,
        keys: ["n", "n"],
        times: (60, 1),
        by_pages: false,
    }
}

const VI: &[Kind] = &[
    next(["j", "k"]),
    page("", ["\x06", "\x02"]),
    search("/WORD\r"),
];

/// Every program, factdesk first.
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
        kinds: &[
            next(["j", "k"]),
            page("\t", ["\x1B[6~", "\x1B[5~"]),
            search("\t/WORD\r"),
            Kind {
                name: KINDS[3],
                before: "\x1B[H",
                keys: ["v", "v"],
                times: (30, 1),
                by_pages: false,
            },
            Kind {
                name: KINDS[4],
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
        kinds: &[next(["j", "k"]), page("", [" ", "b"]), search("/WORD\r")],
    },
    Program {
        name: "vim -u NONE",
        shows_tables: false,
        argv: &["vim", "-u", "NONE", "FILE"],
        kinds: VI,
    },
    Program {
        name: "nvim --clean",
        shows_tables: false,
        argv: &["nvim", "--clean", "FILE"],
        kinds: VI,
    },
    Program {
        name: "csvlens",
        shows_tables: true,
        argv: &["csvlens", "FILE"],
        kinds: VI,
    },
];

impl Program {
    /// Whether it can be run here.
    pub fn is_installed(&self) -> bool {
        Command::new(self.argv[0])
            .arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok()
    }

    /// The command line that opens a file.
    pub fn argv(&self, file: &Path) -> Vec<String> {
        let file = file.display().to_string();
        let argument = |argument: &&str| match *argument {
            "FILE" => file.clone(),
            argument => argument.to_owned(),
        };
        self.argv.iter().map(argument).collect()
    }
}

impl Kind {
    /// What is typed before the keys.
    pub fn before(&self) -> String {
        self.before.replace("WORD", WORD)
    }
}
