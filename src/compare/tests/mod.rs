//! Claims and passages, and the reported differences.

mod articles;
mod pieces;
mod repeats;
mod roles;
mod rules;
mod sample;

use super::{Comparison, DiffChange, compare};

/// Writes a difference on one line: `[claim|source]` is replaced, `[-source]` missing, `[+claim]`
/// added, `<claim|source>` the same in other letters.
fn marked(comparison: &Comparison) -> String {
    let mut line = String::new();
    for piece in &comparison.pieces {
        let (claim, source) = (&piece.claim, &piece.source);
        line += &match piece.change {
            DiffChange::Kept => claim.clone(),
            DiffChange::Respelt => format!("<{claim}|{source}>"),
            DiffChange::Replaced => format!("[{claim}|{source}]"),
            DiffChange::Missing => format!("[-{source}]"),
            DiffChange::Added => format!("[+{claim}]"),
        };
    }
    line
}

/// Checks a table of `claim | passage | report` against what is reported.
fn check(table: &str, tell: impl Fn(&Comparison) -> String) {
    let mut wrong = Vec::new();
    for row in table.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [claim, passage, expected] = cells[..] else {
            panic!("no row of three cells: {row}");
        };
        let told = tell(&compare(claim, passage));
        if told != expected {
            wrong.push(format!(
                "{claim} | {passage}\n  told:     {told}\n  expected: {expected}"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
