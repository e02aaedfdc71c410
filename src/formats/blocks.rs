//! Blocks of text, put together as they stand in a plain text file.

/// A piece of text that begins on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// Without white space at its ends; more than one line where the markup breaks it.
    pub(super) text: String,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A heading and its rank, from 1.
    Heading(u8),
    Paragraph,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// Its lines are as they were written.
    Verbatim,
}

/// What stands between the cells of a table's row.
pub(super) const BETWEEN_CELLS: &str = " | ";

/// Puts blocks together: an empty line between them, none between items and between rows.
pub(super) fn joined(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut last = None;
    for block in blocks {
        let goes_on =
            matches!(block.kind, BlockKind::Item | BlockKind::Row) && last == Some(block.kind);
        text.push_str(match last {
            None => "",
            Some(_) if goes_on => "\n",
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

/// Puts a title before blocks that do not have it yet.
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

/// Returns a text with its lines put together.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns lines without white space at their ends, and no more than one empty one together.
pub(super) fn tidied(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    // A carriage return can only come from an entity here; it ends no line.
    let text = text.replace('\r', " ");
    for line in text.trim_matches('\n').lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}
