//! An HTML page to the text of the article on it.

mod builder;
mod characters;
mod charset;
mod element;
mod main_text;
mod open;
mod page;
mod tokens;

use super::blocks::{Block, joined, with_title};
pub(super) use charset::decoded;

/// Returns the page's title and its main text; all that can be seen on it where no article is
/// found.
pub(super) fn read(html: &str) -> (Option<String>, String) {
    let page = builder::page(html);
    let found = main_text::choose(&page);
    let title = page.title(&found);
    let blocks = with_title(title.as_deref(), page.blocks(found.pieces));
    (title, joined(&blocks))
}

/// Returns all that can be seen of a piece of HTML.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let page = builder::page(html);
    page.blocks((0..page.pieces.len()).collect())
}

#[cfg(test)]
mod tests;
