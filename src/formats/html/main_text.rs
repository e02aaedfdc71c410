//! Which part of a page is the article.
//!
//! Crates for this build a browser's tree first, and the one that does best is larger than the rest of
//! the program's reading of files. So this looks for the smallest box that holds nearly all of the
//! page's running text: text that is neither a link nor short, and not in navigation, a footer or the
//! like. Losing a paragraph would be worse than showing one too many, so a box with less than nine
//! tenths of that text is not entered.

use crate::formats::blocks::BlockKind;

use super::page::{HtmlPage, PageBlock};

/// The shortest block that counts as running text, in bytes.
const MIN_RUNNING_BYTES: usize = 25;

/// The least running text of an article, in bytes.
const MIN_ARTICLE_BYTES: usize = 140;

/// Returns the indices of the article's blocks in ascending order, or those of all blocks if there
/// is not an article.
pub(super) fn find(page: &HtmlPage) -> Vec<usize> {
    // Names can mislead: a whole page may have the class `with-sidebar`. So they only count if at
    // least half of the text remains.
    let strict = RunningText::of(page, true);
    let lenient = RunningText::of(page, false);
    let running_text = if strict.total() * 2 >= lenient.total() {
        strict
    } else {
        lenient
    };
    if running_text.total() < MIN_ARTICLE_BYTES {
        return page.all_blocks();
    }
    let article = running_text.smallest_box(page);
    let is_inside = |block: &PageBlock| {
        (article..=running_text.last[article]).contains(&(block.element as usize))
    };
    let is_kept =
        |block: &PageBlock| running_text.may_be_article(page, block) && !is_mostly_links(block);
    let first = page.blocks.iter().position(is_inside).unwrap_or(0);
    // The lead may be between the headline and the article's box.
    let headline = page.blocks[..first]
        .iter()
        .rposition(|block| block.kind == BlockKind::Heading(1) && is_kept(block))
        .unwrap_or(first);
    let blocks = page.blocks.iter().enumerate();
    let chosen = blocks.filter(|(at, block)| {
        (is_inside(block) || (headline..first).contains(at)) && is_kept(block)
    });
    without_empty_headings(page, chosen.map(|(at, _)| at).collect())
}

/// How much running text is in each element.
struct RunningText {
    /// Whether the class and id of an element count.
    by_name: bool,
    /// In bytes, with that of all elements inside.
    bytes: Vec<usize>,
    /// The index of the last element inside each.
    last: Vec<usize>,
}

impl RunningText {
    fn of(page: &HtmlPage, by_name: bool) -> Self {
        let mut text = Self {
            by_name,
            bytes: vec![0; page.elements.len()],
            last: (0..page.elements.len()).collect(),
        };
        for block in &page.blocks {
            if text.may_be_article(page, block) {
                text.bytes[block.element as usize] += running_bytes(block);
            }
        }
        // An element comes after the one it is in.
        for element in (1..page.elements.len()).rev() {
            let parent = page.elements[element].parent as usize;
            text.bytes[parent] += text.bytes[element];
            text.last[parent] = text.last[parent].max(text.last[element]);
        }
        text
    }

    fn total(&self) -> usize {
        self.bytes[0]
    }

    /// Returns whether a block may belong to the article.
    fn may_be_article(&self, page: &HtmlPage, block: &PageBlock) -> bool {
        let element = page.elements[block.element as usize];
        !(element.is_furniture || self.by_name && element.is_named_furniture)
    }

    /// Returns the smallest element that holds the article.
    fn smallest_box(&self, page: &HtmlPage) -> usize {
        let mut largest = vec![0; page.elements.len()];
        let mut marked = 0;
        for element in 1..page.elements.len() {
            let parent = page.elements[element].parent as usize;
            if self.bytes[element] > self.bytes[largest[parent]] || largest[parent] == 0 {
                largest[parent] = element;
            }
            // An element marked as an article is one if it has half of the text.
            let has_most = self.bytes[element] * 2 >= self.total();
            if page.elements[element].is_article && has_most {
                marked = element;
            }
        }
        let mut element = marked;
        while largest[element] != 0
            && page.elements[largest[element]].tag.is_container()
            && self.bytes[largest[element]] * 10 >= self.bytes[element] * 9
        {
            element = largest[element];
        }
        element
    }
}

/// Returns the bytes of running text in a block.
fn running_bytes(block: &PageBlock) -> usize {
    let length = block.text.len();
    let is_heading = matches!(block.kind, BlockKind::Heading(_));
    if is_heading || length < MIN_RUNNING_BYTES || is_mostly_links(block) {
        return 0;
    }
    length.saturating_sub(block.link_bytes)
}

fn is_mostly_links(block: &PageBlock) -> bool {
    block.link_bytes * 2 > block.text.len() && block.kind != BlockKind::Heading(1)
}

/// Leaves out headings with nothing left below them, such as those of lists of links.
fn without_empty_headings(page: &HtmlPage, chosen: Vec<usize>) -> Vec<usize> {
    /// The rank of what comes next, if that is not a heading.
    const TEXT: u8 = u8::MAX;
    let mut kept = Vec::with_capacity(chosen.len());
    // 0 at the end of the page.
    let mut next_rank = 0;
    for at in chosen.into_iter().rev() {
        match page.blocks[at].kind {
            BlockKind::Heading(rank) if rank > 1 && next_rank <= rank => {}
            BlockKind::Heading(rank) => {
                kept.push(at);
                next_rank = rank;
            }
            _ => {
                kept.push(at);
                next_rank = TEXT;
            }
        }
    }
    kept.reverse();
    kept
}
