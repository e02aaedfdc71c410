//! The text of the article on an HTML page.

mod builder;
mod charset;
mod element;
mod main_text;
mod open_elements;
mod page;
mod skipped;
mod tokens;

use super::blocks::{Block, join, with_title};
pub(super) use charset::decode_page;

/// Returns a page's title and its main text, or all of its visible text if there is no article.
pub(super) fn read(html: &str) -> (Option<String>, String) {
    let page = builder::read_page(html);
    let main_text = main_text::find(&page);
    let title = page.title(&main_text);
    let blocks = with_title(title.as_deref(), page.to_blocks(&main_text));
    (title, join(&blocks))
}

/// Returns the visible text of a piece of HTML.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let page = builder::read_page(html);
    page.to_blocks(&page.all_blocks())
}

#[cfg(test)]
mod tests;
