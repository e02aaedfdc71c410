//! A page as a list of blocks of text, each with the element it is in.

use crate::formats::blocks::{Block, BlockKind, CELL_SEPARATOR, one_line};

use super::element::Tag;

/// The longest cell of a data table, in bytes. Longer cells mean a table that only lays out a page.
const MAX_CELL_BYTES: usize = 300;

/// The visible text of a page.
#[derive(Debug, Default)]
pub(super) struct HtmlPage {
    /// In the order of their start tags, so that each comes after the one it is in.
    pub(super) elements: Vec<PageElement>,
    /// In the order of the page.
    pub(super) blocks: Vec<PageBlock>,
    /// The text of the `title` element.
    pub(super) name: String,
    /// The page's title for links to it (`og:title`).
    pub(super) shared_name: String,
}

/// An element.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageElement {
    /// The index of the element it is in; that of the page is its own.
    pub(super) parent: u32,
    pub(super) tag: Tag,
    /// Whether its tag says that it holds an article.
    pub(super) is_article: bool,
    /// Whether it or an element around it is navigation, a footer or the like.
    pub(super) is_furniture: bool,
    /// Whether its class or id says so, or those of an element around it.
    pub(super) is_named_furniture: bool,
}

/// A block of text.
#[derive(Clone, Debug)]
pub(super) struct PageBlock {
    /// The index of the element it is in.
    pub(super) element: u32,
    pub(super) kind: BlockKind,
    pub(super) text: String,
    /// How many bytes of the text are links.
    pub(super) link_bytes: usize,
    /// The row and the cell of the table it is in.
    pub(super) cell: Option<(u32, u32)>,
}

impl HtmlPage {
    /// Returns the title of the article in some of the blocks: the first-rank heading before or in it, or
    /// else the page's own title.
    pub(super) fn title(&self, article: &[usize]) -> Option<String> {
        let last = article.last().copied().unwrap_or(0);
        let first = article.first().copied().unwrap_or(0);
        let headings = || {
            let before = self.blocks.iter().take(last + 1).enumerate();
            before.filter(|(_, block)| {
                block.kind == BlockKind::Heading(1) && !self.is_publication_name(block)
            })
        };
        let heading = headings().rfind(|(at, _)| *at <= first);
        let heading = heading.or_else(|| headings().next());
        let heading = heading.map(|(_, block)| block.text.as_str());
        let names = [self.shared_name.as_str(), self.name.as_str()];
        let mut titles = heading.into_iter().chain(names).map(one_line);
        titles.find(|title| !title.is_empty())
    }

    /// Returns whether a heading is the publication's name rather than the article's.
    fn is_publication_name(&self, block: &PageBlock) -> bool {
        let element = self.elements[block.element as usize];
        element.is_furniture || element.is_named_furniture || block.link_bytes >= block.text.len()
    }

    /// Returns the indices of all blocks.
    pub(super) fn all_blocks(&self) -> Vec<usize> {
        (0..self.blocks.len()).collect()
    }

    /// Returns some of the blocks, given by index. The cells of a table's row become one block.
    pub(super) fn to_blocks(&self, chosen: &[usize]) -> Vec<Block> {
        let row_of = |at: usize| self.blocks[at].cell.map(|(row, _)| row);
        let mut blocks = Vec::with_capacity(chosen.len());
        for group in chosen.chunk_by(|&a, &b| row_of(a).is_some() && row_of(a) == row_of(b)) {
            let members = group.iter().map(|&at| &self.blocks[at]);
            if group.len() > 1 && self.is_row(group) {
                let cells: Vec<&str> = members.map(|block| block.text.as_str()).collect();
                blocks.push(Block {
                    kind: BlockKind::Row,
                    text: cells.join(CELL_SEPARATOR),
                });
            } else {
                blocks.extend(members.map(|block| Block {
                    kind: block.kind,
                    text: block.text.clone(),
                }));
            }
        }
        blocks
    }

    /// Returns whether the blocks of a row are cells of a data table: short, and one per cell.
    fn is_row(&self, row: &[usize]) -> bool {
        let cell = |at: usize| self.blocks[at].cell;
        let is_short = |&at: &usize| {
            let block = &self.blocks[at];
            block.kind == BlockKind::Paragraph
                && block.text.len() <= MAX_CELL_BYTES
                && !block.text.contains('\n')
        };
        row.iter().all(is_short) && row.windows(2).all(|two| cell(two[0]) != cell(two[1]))
    }
}
