//! `odd-phrase`: a fixed phrase that a paraphraser has twisted: `local integrity` for `territorial
//! integrity`. The phrases are data, in `phrases.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::language::{Word, WordKey, WordSet};

use super::lines::{ScannedArticle, ScannedLine};
use super::{RawHint, cased_like};

const DATA: &str = include_str!("phrases.txt");

/// A twisted phrase.
struct Twist {
    /// The words after its first one, in lower case.
    rest: Box<[String]>,
    /// The line of the data that says what is usual.
    row: u16,
}

/// All of them, by their first words.
static TWISTS: LazyLock<HashMap<String, Vec<Twist>>> = LazyLock::new(|| {
    let mut twists: HashMap<String, Vec<Twist>> = HashMap::new();
    for (row, twisted) in rows(DATA) {
        let mut words = twisted.split(' ').map(str::to_owned);
        if let Some(first) = words.next() {
            let rest = words.collect();
            twists.entry(first).or_default().push(Twist { rest, row });
        }
    }
    twists
});

/// The first words of the phrases: nearly all words of an article begin none.
static FIRST_WORDS: LazyLock<WordSet<'static>> =
    LazyLock::new(|| TWISTS.keys().map(|word| WordKey::new(word)).collect());

/// Reads the data: `[territorial] integrity: local, regional` gives `local integrity` and the
/// number of the line; without a slot, the words after the colon are whole phrases.
fn rows(data: &str) -> impl Iterator<Item = (u16, String)> {
    (0..)
        .zip(data.lines())
        .filter(|(_, line)| !line.starts_with('#'))
        .filter_map(|(row, line)| Some((row, line.split_once(": ")?)))
        .flat_map(|(row, (phrase, twisted))| {
            twisted.split(", ").map(move |word| {
                let slot = phrase.find('[').zip(phrase.find(']'));
                let twisted = match slot {
                    Some((open, close)) => {
                        format!("{}{word}{}", &phrase[..open], &phrase[close + 1..])
                    }
                    None => word.to_owned(),
                };
                (row, twisted)
            })
        })
}

/// Returns the usual phrase of a row of the data.
fn usual(row: u16) -> String {
    let line = DATA.lines().nth(row.into()).unwrap_or_default();
    let (phrase, _) = line.split_once(": ").unwrap_or_default();
    phrase.replace(['[', ']'], "")
}

pub(super) fn find(
    article: &ScannedArticle<'_>,
    line: &ScannedLine,
    words: &[Word<'_>],
    out: &mut Vec<RawHint>,
) {
    if !line.is_english {
        return;
    }
    for (at, word) in words.iter().enumerate() {
        if !word.is_in(&FIRST_WORDS) {
            continue;
        }
        let twists = TWISTS.get(&*word.folded()).into_iter().flatten();
        let longest = twists
            .filter(|twist| stands_at(article, words, at, &twist.rest))
            .max_by_key(|twist| twist.rest.len());
        if let Some(twist) = longest {
            let last = &words[at + twist.rest.len()];
            let bytes = word.start as usize..last.stem_end() as usize;
            let (found, usual) = (&article.text[bytes.clone()], usual(twist.row));
            out.push(RawHint {
                code: "odd-phrase",
                message: format!("“{found}” is usually “{usual}”"),
                suggestion: Some(cased_like(found, &usual)),
                bytes,
            });
        }
    }
}

/// Returns whether the words after one are the `rest` of a phrase.
fn stands_at(article: &ScannedArticle<'_>, words: &[Word<'_>], at: usize, rest: &[String]) -> bool {
    let Some(behind) = words.get(at + 1..at + 1 + rest.len()) else {
        return false;
    };
    let pairs = words[at..].windows(2);
    behind
        .iter()
        .zip(rest)
        .zip(pairs)
        .all(|((word, wanted), pair)| {
            word.is(wanted) && matches!(article.between(&pair[0], &pair[1]), " " | "  " | "\u{A0}")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed_and_long_enough() {
        let mut phrases = 0;
        for line in DATA
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
        for (row, twisted) in rows(DATA) {
            assert_ne!(twisted, usual(row));
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
        let usual: Vec<String> = rows(DATA).map(|(row, _)| usual(row)).collect();
        for (_, twisted) in rows(DATA) {
            assert!(!usual.contains(&twisted), "{twisted}");
        }
    }
}
