//! Which part of a page is the article.
//!
//! No readability crate is lean enough to be kept: the one that does best needs a browser's parser
//! and more than a quarter of what the whole program takes. So this looks for the smallest box
//! that holds nearly all of the page's running text: what is neither a link nor short, and does not
//! stand in navigation, a footer or the like. Losing a paragraph would be worse than showing one
//! too many, so a box that holds less than nine tenths of it is not gone into.

use crate::formats::blocks::BlockKind;

use super::page::{HtmlPage, PageBlock};

/// The shortest piece that counts as running text, in bytes.
const SHORTEST: usize = 25;

/// How much running text makes an article, in bytes.
const ARTICLE: usize = 140;

/// What is taken for the article.
pub(super) struct MainText {
    /// Numbers of pieces, ascending.
    pub(super) pieces: Vec<usize>,
}

/// Finds the article; everything is taken where there is none.
pub(super) fn choose(page: &HtmlPage) -> MainText {
    // The names of boxes deceive: a page may be called `with-sidebar` as a whole.
    let values = [true, false].map(|by_name| RunningText::of(page, by_name));
    let [strict, mild] = values;
    let values = match strict.total() * 2 >= mild.total() {
        true => strict,
        false => mild,
    };
    if values.total() < ARTICLE {
        return MainText {
            pieces: (0..page.pieces.len()).collect(),
        };
    }
    let node = values.narrowest(page);
    let inside = |piece: &PageBlock| (node..=values.last[node]).contains(&(piece.node as usize));
    let is_kept = |piece: &PageBlock| values.counts(page, piece) && !is_mostly_links(piece);
    let first = page.pieces.iter().position(inside).unwrap_or(0);
    // What stands between the headline and the text belongs to them: the lead.
    let headline = page.pieces[..first]
        .iter()
        .rposition(|piece| piece.kind == BlockKind::Heading(1) && is_kept(piece))
        .unwrap_or(first);
    let chosen: Vec<usize> = page
        .pieces
        .iter()
        .enumerate()
        .filter(|(at, piece)| (inside(piece) || (headline..first).contains(at)) && is_kept(piece))
        .map(|(at, _)| at)
        .collect();
    MainText {
        pieces: without_empty_headings(page, chosen),
    }
}

/// How much running text stands in each element.
struct RunningText {
    /// Whether what boxes are called tells what they are.
    by_name: bool,
    /// In bytes, all that lies in an element together.
    sums: Vec<usize>,
    /// The last node that lies in each.
    last: Vec<usize>,
}

impl RunningText {
    fn of(page: &HtmlPage, by_name: bool) -> Self {
        let mut values = Self {
            by_name,
            sums: vec![0; page.nodes.len()],
            last: (0..page.nodes.len()).collect(),
        };
        for piece in &page.pieces {
            if values.counts(page, piece) {
                values.sums[piece.node as usize] += running_text(piece);
            }
        }
        // What lies in a node comes behind it.
        for node in (1..page.nodes.len()).rev() {
            let parent = page.nodes[node].parent as usize;
            values.sums[parent] += values.sums[node];
            values.last[parent] = values.last[parent].max(values.last[node]);
        }
        values
    }

    fn total(&self) -> usize {
        self.sums[0]
    }

    /// Tells whether a piece may belong to the article.
    fn counts(&self, page: &HtmlPage, piece: &PageBlock) -> bool {
        let node = page.nodes[piece.node as usize];
        !(node.is_furniture || self.by_name && node.is_named_furniture)
    }

    /// Returns the smallest box that holds the article.
    fn narrowest(&self, page: &HtmlPage) -> usize {
        let mut largest = vec![0; page.nodes.len()];
        let mut named = 0;
        for node in 1..page.nodes.len() {
            let parent = page.nodes[node].parent as usize;
            if self.sums[node] > self.sums[largest[parent]] || largest[parent] == 0 {
                largest[parent] = node;
            }
            // What the page calls an article is one when half of the text is in it.
            let is_most = self.sums[node] * 2 >= self.total();
            if page.nodes[node].is_article && is_most {
                named = node;
            }
        }
        let mut node = named;
        while largest[node] != 0
            && page.nodes[largest[node]].tag.is_container()
            && self.sums[largest[node]] * 10 >= self.sums[node] * 9
        {
            node = largest[node];
        }
        node
    }
}

/// The bytes of running text in a piece.
fn running_text(piece: &PageBlock) -> usize {
    let length = piece.text.len();
    if matches!(piece.kind, BlockKind::Heading(_)) || length < SHORTEST || is_mostly_links(piece) {
        return 0;
    }
    length.saturating_sub(piece.linked)
}

fn is_mostly_links(piece: &PageBlock) -> bool {
    piece.linked * 2 > piece.text.len() && piece.kind != BlockKind::Heading(1)
}

/// Leaves out headings under which nothing is left: those of lists of links.
fn without_empty_headings(page: &HtmlPage, chosen: Vec<usize>) -> Vec<usize> {
    let mut kept = Vec::with_capacity(chosen.len());
    // The rank of what comes next: 0 for the end, more than any heading's for text.
    let mut next = 0;
    for at in chosen.into_iter().rev() {
        match page.pieces[at].kind {
            BlockKind::Heading(rank) if rank > 1 && next <= rank => {}
            BlockKind::Heading(rank) => {
                kept.push(at);
                next = rank;
            }
            _ => {
                kept.push(at);
                next = 0xFF;
            }
        }
    }
    kept.reverse();
    kept
}
