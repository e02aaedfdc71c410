//! What the forms of an English word have in common.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::lists::entries;

static IRREGULAR_STEMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut stems = HashMap::new();
    for forms in entries(include_str!("data/irregular_forms.txt")) {
        let mut forms = forms.split_whitespace();
        if let Some(first) = forms.next() {
            stems.insert(first, first);
            stems.extend(forms.map(|form| (form, first)));
        }
    }
    stems
});

/// Returns whether a form of an irregular verb can follow `was` in a passive.
pub fn is_irregular_form(word: &str) -> bool {
    IRREGULAR_STEMS.get(word).is_some_and(|stem| *stem != word)
        || ["beat", "put", "hit", "cut", "set"].contains(&word)
}

/// Returns what is common to the forms of an English word: `annexed`, `annexes` and `annexation`
/// give `annex`. It need not be a word; forms it cannot lead back stay apart.
pub fn stem(word: &str) -> Cow<'_, str> {
    if let Some(stem) = IRREGULAR_STEMS.get(word) {
        return Cow::Borrowed(stem);
    }
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let cut = |ending: &str, least: usize| {
        word.strip_suffix(ending)
            .filter(|rest| rest.len() >= least && rest.contains(['a', 'e', 'i', 'o', 'u', 'y']))
    };
    let long = ["ations", "ation", "ians", "ian", "ia"];
    if let Some(rest) = long.iter().find_map(|ending| cut(ending, 4)) {
        return Cow::Borrowed(rest);
    }
    // `Crimea`, `Crimean`; not `crime`.
    for (ending, kept) in [("eans", 1), ("ean", 1), ("ea", 1)] {
        if let Some(rest) = cut(ending, 4) {
            return Cow::Borrowed(&word[..rest.len() + kept]);
        }
    }
    for ending in ["ied", "ies"] {
        if let Some(rest) = cut(ending, 2) {
            return Cow::Borrowed(&word[..rest.len() + 1]);
        }
    }
    for ending in ["ed", "ings", "ing"] {
        if let Some(rest) = cut(ending, 3) {
            return Cow::Borrowed(undoubled(rest));
        }
    }
    let singular = match cut("s", 3) {
        Some(rest) if !rest.ends_with(['s', 'u', 'i']) => rest,
        _ => word,
    };
    if singular.len() > 3 {
        if let Some(rest) = singular.strip_suffix('e') {
            return Cow::Borrowed(rest);
        }
        if let Some(rest) = singular.strip_suffix('y')
            && !rest.ends_with(['a', 'e', 'i', 'o', 'u'])
        {
            return Cow::Owned(format!("{rest}i"));
        }
    }
    Cow::Borrowed(singular)
}

/// `planned` is of `plan`; `killed` and `passed` are of words that have both letters.
fn undoubled(rest: &str) -> &str {
    match rest.as_bytes() {
        [_, _, .., a, b] if a == b && !b"lsz".contains(b) => &rest[..rest.len() - 1],
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for forms in [
            "annex annexes annexed annexing annexation",
            "army armies",
            "deny denied denies denial",
            "seize seized seizes seizing",
            "plan plans planned planning",
            "kill kills killed killing",
            "take took taken",
            "vote votes voted voting",
            "Ukraine Ukrainian Ukrainians",
            "Russia Russian Russians",
            "Crimea Crimean",
            "day days",
        ] {
            let forms = forms.to_lowercase();
            let mut stems: Vec<_> = forms.split(' ').map(stem).collect();
            stems.dedup();
            assert_eq!(stems.len(), 1, "{stems:?}");
        }
    }

    #[test]
    fn other_words_have_others() {
        for pair in ["crime crimea", "army arms", "spring sprung", "news new"] {
            let stems: Vec<_> = pair.split(' ').map(stem).collect();
            assert_ne!(stems[0], stems[1]);
        }
    }
}
