//! Words with a capital that are known: places, first names, titles, months (`names.txt`).

use std::sync::LazyLock;

use super::words::{KeySet, key_set};

const NAMES: &str = include_str!("names.txt");

static KNOWN: LazyLock<KeySet> = LazyLock::new(|| key_set(NAMES));

static PLACES: LazyLock<KeySet> = LazyLock::new(|| {
    let end = NAMES.find("# End of the places.").unwrap_or(NAMES.len());
    key_set(&NAMES[..end])
});

/// Tells whether a word, by its key, is right as it stands.
pub(super) fn is_known(key: u64) -> bool {
    KNOWN.contains(&key)
}

/// Tells whether a word, by its key, is a country, a people or a city.
pub(super) fn is_place(key: u64) -> bool {
    PLACES.contains(&key)
}
