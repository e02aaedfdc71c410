//! Blocks of text, and how they are laid out in plain text.

/// A piece of text that starts on its own line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// Without white space at its ends. It has several lines if the markup breaks it.
    pub(super) text: String,
}

/// The kind of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A heading and its rank, from 1.
    Heading(u8),
    Paragraph,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// Its lines are kept as they are.
    Verbatim,
}

/// What separates the cells of a table's row.
pub(super) const CELL_SEPARATOR: &str = " | ";

/// Joins blocks, with an empty line between them except between items and between rows.
pub(super) fn join(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut last = None;
    for block in blocks {
        let continues =
            matches!(block.kind, BlockKind::Item | BlockKind::Row) && last == Some(block.kind);
        text.push_str(match last {
            None => "",
            Some(_) if continues => "\n",
            Some(_) => "\n\n",
        });
        text.push_str(&block.text);
        last = Some(block.kind);
    }
    if last.is_some() {
        text.push('\n');
    }
    text
}

/// Inserts a title before blocks that do not contain it.
pub(super) fn with_title(title: Option<&str>, mut blocks: Vec<Block>) -> Vec<Block> {
    if let Some(title) = title
        && !blocks.iter().any(|block| one_line(&block.text) == title)
    {
        let heading = Block {
            kind: BlockKind::Heading(1),
            text: title.to_owned(),
        };
        blocks.insert(0, heading);
    }
    blocks
}

/// Returns a text as one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Removes white space at the ends of lines, and empty lines after the first in a row.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut empty = 0;
    // A carriage return can only come from a character reference here, and does not end a line.
    let text = text.replace('\r', " ");
    for line in text.trim_matches('\n').lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            tidied.push_str(line);
            tidied.push('\n');
        }
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}
