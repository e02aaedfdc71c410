//! `odd-phrase`: a fixed phrase that a paraphraser has twisted: `local integrity` for `territorial
//! integrity`. The phrases are data, in `phrases.txt`.

use std::ops::Range;
use std::sync::LazyLock;

use crate::extract::words::{KeyMap, Word, key};

use super::lines::{ArticleLine, ArticleLines};
use super::{RawHint, cased_like};

const DATA: &str = include_str!("phrases.txt");

/// A twisted phrase.
struct Twist {
    /// The key of its first word.
    first: u64,
    /// Where the keys of the others are.
    rest: Range<u16>,
    /// The line of the data that says what is usual.
    row: u16,
}

/// All of them. They are a thousand, which is why they are kept close.
struct Twists {
    /// In the order of their first words.
    list: Vec<Twist>,
    /// Where those with the same first word begin.
    begins: KeyMap<u16>,
    /// The keys of all words but the first ones.
    rests: Vec<u64>,
}

static TWISTS: LazyLock<Twists> = LazyLock::new(|| {
    let (mut list, mut rests) = (Vec::new(), Vec::new());
    for (row, twisted) in rows(DATA) {
        let mut keys = twisted.split(' ').map(key);
        if let Some(first) = keys.next() {
            let begin = rests.len() as u16;
            rests.extend(keys);
            let rest = begin..rests.len() as u16;
            list.push(Twist { first, rest, row });
        }
    }
    list.sort_unstable_by_key(|twist| (twist.first, twist.row));
    let mut begins = KeyMap::default();
    for (at, twist) in (0..).zip(&list) {
        begins.entry(twist.first).or_insert(at);
    }
    Twists {
        list,
        begins,
        rests,
    }
});

impl Twists {
    /// Returns those that begin with a word.
    fn of(&self, first: u64) -> &[Twist] {
        let Some(&begin) = self.begins.get(&first) else {
            return &[];
        };
        let list = &self.list[usize::from(begin)..];
        let count = list.iter().take_while(|twist| twist.first == first).count();
        &list[..count]
    }

    /// Returns the keys behind its first word.
    fn rest(&self, twist: &Twist) -> &[u64] {
        &self.rests[usize::from(twist.rest.start)..usize::from(twist.rest.end)]
    }
}

/// Reads the data: `[territorial] integrity: local, regional` gives `local integrity` and the
/// number of the line; without a slot, the words behind the colon are whole phrases.
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
    article: &ArticleLines<'_>,
    line: &ArticleLine,
    words: &[Word],
    out: &mut Vec<RawHint>,
) {
    if !line.is_english {
        return;
    }
    let all = &*TWISTS;
    for (at, word) in words.iter().enumerate() {
        let twists = all.of(word.key).iter();
        let longest = twists
            .filter(|twist| stands_at(article, words, at, all.rest(twist)))
            .max_by_key(|twist| twist.rest.len());
        if let Some(twist) = longest {
            let last = &words[at + twist.rest.len()];
            let bytes = word.start as usize..last.stem_end as usize;
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

/// Tells whether the words behind one are the `rest` of a phrase.
fn stands_at(article: &ArticleLines<'_>, words: &[Word], at: usize, rest: &[u64]) -> bool {
    let Some(behind) = words.get(at + 1..at + 1 + rest.len()) else {
        return false;
    };
    let pairs = words[at..].windows(2);
    behind
        .iter()
        .zip(rest)
        .zip(pairs)
        .all(|((word, wanted), pair)| {
            word.key == *wanted
                && matches!(article.between(&pair[0], &pair[1]), " " | "  " | "\u{A0}")
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
