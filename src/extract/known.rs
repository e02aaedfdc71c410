//! Words with a capital that are known: places, first names, titles, months (`names.txt`).

use std::sync::LazyLock;

use super::words::{KeySet, key_set};

const NAMES: &str = include_str!("names.txt");

static KNOWN: LazyLock<KeySet> = LazyLock::new(|| key_set(NAMES));

static PLACES: LazyLock<KeySet> = LazyLock::new(|| {
    let end = NAMES.find("# End of the places.").unwrap_or(NAMES.len());
    key_set(&NAMES[..end])
});

static OPENINGS: LazyLock<KeySet> = LazyLock::new(|| {
    let start = NAMES
        .find("# Words that begin sentences.")
        .unwrap_or(NAMES.len());
    key_set(&NAMES[start..])
});

/// Tells whether a word, by its key, is right as it stands.
pub(super) fn is_known(key: u64) -> bool {
    KNOWN.contains(&key)
}

/// Tells whether a word, by its key, is a country, a people or a city.
pub(super) fn is_place(key: u64) -> bool {
    PLACES.contains(&key)
}

/// Tells whether a word, by its key, is no name but often begins a sentence.
pub(super) fn begins_sentences(key: u64) -> bool {
    OPENINGS.contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::words::key;

    #[test]
    fn the_sections_of_the_list_are_found() {
        assert!(is_place(key("ukraine")) && is_known(key("ukraine")));
        assert!(!is_place(key("monday")) && is_known(key("monday")));
        assert!(begins_sentences(key("later")) && !begins_sentences(key("sergei")));
    }
}
