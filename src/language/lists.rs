//! The word lists in `data`: an entry a line, `#` begins a comment.

use super::keys::{WordKey, WordSet};

/// Returns the entries of a list, in order.
pub fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Returns the set of a list's entries, each of one word.
pub fn set(list: &'static str) -> WordSet<'static> {
    entries(list).map(WordKey::new).collect()
}

/// Returns the set of words that are written with spaces between them.
pub fn set_of(words: &'static str) -> WordSet<'static> {
    words.split_whitespace().map(WordKey::new).collect()
}

/// Declares sets of words, each from a file of `data` or from words with spaces between them.
macro_rules! word_sets {
    ($($(#[$doc:meta])* $visibility:vis $name:ident = $list:expr;)*) => {
        $($(#[$doc])* $visibility static $name: std::sync::LazyLock<$crate::language::WordSet<'static>> =
            std::sync::LazyLock::new(|| $crate::language::lists::set($list));)*
    };
}

/// Declares sets of words that are written with spaces between them.
macro_rules! small_word_sets {
    ($($(#[$doc:meta])* $visibility:vis $name:ident = $words:expr;)*) => {
        $($(#[$doc])* $visibility static $name: std::sync::LazyLock<$crate::language::WordSet<'static>> =
            std::sync::LazyLock::new(|| $crate::language::set_of($words));)*
    };
}

pub(crate) use small_word_sets;
pub(super) use word_sets;
