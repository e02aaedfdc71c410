//! `odd-phrase`: a fixed phrase that a paraphraser has twisted: `local integrity` for `territorial
//! integrity`. The phrases are data, in `phrases.txt`.

use std::sync::LazyLock;

use crate::extract::words::{KeyMap, Word, key};

use super::Finding;
use super::page::{Line, Page};

/// A twisted phrase: the keys behind its first word, and what is usual.
struct Twist {
    rest: Vec<u64>,
    usual: String,
}

static TWISTS: LazyLock<KeyMap<Vec<Twist>>> = LazyLock::new(|| {
    let mut twists: KeyMap<Vec<Twist>> = KeyMap::default();
    for (twisted, usual) in rows(include_str!("phrases.txt")) {
        let mut keys = twisted.split(' ').map(key);
        if let Some(first) = keys.next() {
            twists.entry(first).or_default().push(Twist {
                rest: keys.collect(),
                usual,
            });
        }
    }
    twists
});

/// Reads the data: `[territorial] integrity: local, regional` gives `local integrity` and what it
/// should be; without a slot, the words behind the colon are whole phrases.
fn rows(data: &str) -> impl Iterator<Item = (String, String)> {
    data.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .flat_map(|(phrase, twisted)| {
            let usual = phrase.replace(['[', ']'], "");
            twisted.split(", ").map(move |word| {
                let slot = phrase.find('[').zip(phrase.find(']'));
                let twisted = match slot {
                    Some((open, close)) => {
                        format!("{}{word}{}", &phrase[..open], &phrase[close + 1..])
                    }
                    None => word.to_owned(),
                };
                (twisted, usual.clone())
            })
        })
}

pub(super) fn find(page: &Page<'_>, line: &Line, words: &[Word], out: &mut Vec<Finding>) {
    if !line.is_english {
        return;
    }
    for (at, word) in words.iter().enumerate() {
        let Some(twists) = TWISTS.get(&word.key) else {
            continue;
        };
        let longest = twists
            .iter()
            .filter(|twist| stands_at(page, words, at, twist))
            .max_by_key(|twist| twist.rest.len());
        if let Some(twist) = longest {
            let last = &words[at + twist.rest.len()];
            let bytes = word.start as usize..last.stem_end as usize;
            out.push(Finding {
                code: "odd-phrase",
                message: format!(
                    "“{}” is usually “{}”",
                    &page.text[bytes.clone()],
                    twist.usual
                ),
                bytes,
            });
        }
    }
}

fn stands_at(page: &Page<'_>, words: &[Word], at: usize, twist: &Twist) -> bool {
    let Some(behind) = words.get(at + 1..at + 1 + twist.rest.len()) else {
        return false;
    };
    let pairs = words[at..].windows(2);
    behind
        .iter()
        .zip(&twist.rest)
        .zip(pairs)
        .all(|((word, wanted), pair)| {
            word.key == *wanted && matches!(page.between(&pair[0], &pair[1]), " " | "  " | "\u{A0}")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed_and_long_enough() {
        let data = include_str!("phrases.txt");
        let mut phrases = 0;
        for line in data
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let (phrase, twisted) = line
                .split_once(": ")
                .unwrap_or_else(|| panic!("no colon: {line}"));
            assert!(!phrase.is_empty() && !twisted.trim().is_empty(), "{line}");
            assert_eq!(phrase.contains('['), phrase.contains(']'), "{line}");
            assert_eq!(line, line.to_lowercase(), "{line}");
            phrases += 1;
        }
        assert!(phrases >= 100);
        for (twisted, usual) in rows(data) {
            assert_ne!(twisted, usual);
            assert!(!twisted.contains("  "), "{twisted:?}");
        }
    }

    #[test]
    fn twisted_phrases_are_seen() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(
                crate::extract::hints::passages("odd-phrase", text),
                expected,
                "{text}"
            );
        };
        check(
            "NATO supports the sovereignty and local integrity of Ukraine.",
            &["local integrity"],
        );
        check(
            "They use weapons of mass annihilation.",
            &["weapons of mass annihilation"],
        );
        check(
            "Herd invulnerability, the prime pastor said, is near.",
            &["Herd invulnerability", "prime pastor"],
        );
        check(
            "Territorial integrity and prime ministers; the local, integrity.",
            &[],
        );
    }

    #[test]
    fn no_twisted_phrase_is_also_a_usual_one() {
        let data = include_str!("phrases.txt");
        let usual: Vec<String> = rows(data).map(|(_, usual)| usual).collect();
        for (twisted, _) in rows(data) {
            assert!(!usual.contains(&twisted), "{twisted}");
        }
    }
}
