//! A page as a list of pieces of text, each in its place among the elements.

use crate::formats::blocks::{BETWEEN_CELLS, Block, BlockKind, one_line};

use super::element::Tag;
use super::main_text::MainText;

/// The longest cell of a table that is told as one, in bytes. What is longer is laid out as a
/// table, but is none.
const LONGEST_CELL: usize = 300;

/// What can be seen on a page.
#[derive(Debug, Default)]
pub(super) struct HtmlPage {
    /// The elements in the order in which they begin; each comes behind the one that holds it.
    pub(super) nodes: Vec<PageElement>,
    /// The text, in order.
    pub(super) pieces: Vec<PageBlock>,
    /// The `title` element.
    pub(super) name: String,
    /// What the page is called when it is linked to (`og:title`).
    pub(super) shared_name: String,
}

/// An element.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageElement {
    /// The one that holds it; the page holds itself.
    pub(super) parent: u32,
    pub(super) tag: Tag,
    /// Whether the page says that an article is in it.
    pub(super) is_article: bool,
    /// Whether the page says that it is something else: navigation, a footer.
    pub(super) is_furniture: bool,
    /// Whether the names given to it say so.
    pub(super) is_named_furniture: bool,
}

/// A piece of text.
#[derive(Clone, Debug)]
pub(super) struct PageBlock {
    /// The element it stands in.
    pub(super) node: u32,
    pub(super) kind: BlockKind,
    pub(super) text: String,
    /// How many of its bytes are links.
    pub(super) linked: usize,
    /// The row and the cell of a table it stands in.
    pub(super) cell: Option<(u32, u32)>,
}

impl HtmlPage {
    /// Returns what the article is called: the heading of the first rank before or in it, else what
    /// the page calls itself.
    pub(super) fn title(&self, found: &MainText) -> Option<String> {
        let last = found.pieces.last().copied().unwrap_or(0);
        let first = found.pieces.first().copied().unwrap_or(0);
        let headings = || {
            let before = self.pieces.iter().take(last + 1).enumerate();
            before
                .filter(|(_, piece)| piece.kind == BlockKind::Heading(1) && !self.is_emblem(piece))
        };
        let heading = headings().rfind(|(at, _)| *at <= first);
        let heading = heading.or_else(|| headings().next());
        let heading = heading.map(|(_, piece)| piece.text.as_str());
        let names = [self.shared_name.as_str(), self.name.as_str()];
        let mut titles = heading.into_iter().chain(names).map(one_line);
        titles.find(|title| !title.is_empty())
    }

    /// Tells whether a heading is the publication's name rather than the article's.
    fn is_emblem(&self, piece: &PageBlock) -> bool {
        let node = self.nodes[piece.node as usize];
        node.is_furniture || node.is_named_furniture || piece.linked >= piece.text.len()
    }

    /// Returns some of the pieces as blocks; cells that stand in one row of a table as one.
    pub(super) fn blocks(&self, chosen: Vec<usize>) -> Vec<Block> {
        let row_of = |at: &usize| self.pieces[*at].cell.map(|(row, _)| row);
        let mut blocks = Vec::with_capacity(chosen.len());
        for group in chosen.chunk_by(|a, b| row_of(a).is_some() && row_of(a) == row_of(b)) {
            let pieces = group.iter().map(|&at| &self.pieces[at]);
            if group.len() > 1 && self.is_row(group) {
                let cells: Vec<&str> = pieces.map(|piece| piece.text.as_str()).collect();
                blocks.push(Block {
                    kind: BlockKind::Row,
                    text: cells.join(BETWEEN_CELLS),
                });
            } else {
                blocks.extend(pieces.map(|piece| Block {
                    kind: piece.kind,
                    text: piece.text.clone(),
                }));
            }
        }
        blocks
    }

    /// Tells whether the pieces that stand in a row are cells of a table: short, one in each.
    fn is_row(&self, pieces: &[usize]) -> bool {
        let cell = |at: usize| self.pieces[at].cell;
        let is_short = |&at: &usize| {
            let piece = &self.pieces[at];
            piece.kind == BlockKind::Paragraph
                && piece.text.len() <= LONGEST_CELL
                && !piece.text.contains('\n')
        };
        pieces.iter().all(is_short) && pieces.windows(2).all(|two| cell(two[0]) != cell(two[1]))
    }
}
