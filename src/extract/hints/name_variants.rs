//! `name-variant`: a proper name that is a near-duplicate of another in the article.
//!
//! The rarer of the two is pointed at. Not hinted: inflections (Ukraine, Ukrainian; Clinton,
//! Clintons), names known to be near each other (Austria, Australia), and two people who are both
//! introduced by their full names.

use std::collections::HashMap;
use std::sync::LazyLock;

use strsim::osa_distance;

use crate::language::{
    Word, WordKey, WordMap, WordSet, WordShape, is_known, is_title, modifies_title,
    opens_sentences, set_of,
};

use super::lines::{Places, ScannedArticle, ScannedLine, begins_sentence, looks_like_name};
use super::{Finder, RawHint};

/// No name has fewer letters: Iran and Iraq are two.
const MIN_NAME_LETTERS: usize = 5;
/// More different names than this are not compared with each other; the first ones are.
const MAX_COMPARED_NAMES: usize = 20_000;
/// No two names with more letters between them are near.
const MAX_LENGTH_DIFFERENCE: usize = 4;

/// Small words that may stand before a name, with a capital at the start of a sentence.
static SMALL_WORDS: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of("the in on at by for from of and when while as but if after before both even")
});

/// Endings that make another word of a name, not another spelling.
const ENDINGS: &[&str] = &[
    "", "s", "es", "e", "a", "n", "an", "ian", "ean", "ians", "ans", "ine", "ish", "ic", "ese",
    "er", "ers", "en", "i", "is", "ia", "land", "ite", "ites", "ist", "ists", "ism", "ity", "al",
    "ally", "ry", "ries", "y", "ies", "ey", "in", "ins", "ova", "eva", "o", "os", "on", "ed",
    "ing", "or", "ors", "ship", "hood", "son", "sen", "man", "ez", "us", "um", "ch", "sh", "ate",
    "ation", "ly", "ary", "ory", "ment", "ance", "ence", "ive", "tion", "ion",
];

/// A name and its passages.
struct Name<'a> {
    text: &'a str,
    lower: Vec<char>,
    /// A bit for each letter it has, which tells most pairs apart at once.
    letters: u32,
    passages: Places,
    /// Words with a capital that stand directly before it: first names, mostly.
    first_names: Vec<&'a str>,
    /// Whether it stands somewhere within a sentence, where the capital means something.
    within: bool,
    is_known: bool,
}

/// The names of an article, in order of their first passage.
#[derive(Default)]
pub(super) struct Names<'a> {
    names: Vec<Name<'a>>,
    /// Where each is in the list, by its key.
    index: WordMap<'a, usize>,
    /// Words that are written small somewhere.
    small: WordSet<'a>,
}

impl<'a> Finder<'a> for Names<'a> {
    fn line(
        &mut self,
        article: &ScannedArticle<'a>,
        line: &ScannedLine,
        words: &[Word<'a>],
        _: &mut Vec<RawHint>,
    ) {
        if !line.is_english {
            return;
        }
        for (at, word) in words.iter().enumerate() {
            if word.shape == WordShape::Small {
                if word.end - word.start >= MIN_NAME_LETTERS as u32 {
                    self.small.insert(word.key);
                }
            } else if looks_like_name(word) && !line.is_title {
                self.name(article, line, words, at);
            }
        }
    }

    fn finish(&mut self, article: &ScannedArticle<'a>, out: &mut Vec<RawHint>) {
        let small = &self.small;
        self.names
            .retain(|name| !small.contains(&WordKey::new(name.text)));
        self.names.truncate(MAX_COMPARED_NAMES);
        for (rare, usual) in pairs(&self.names) {
            for bytes in rare.passages.iter() {
                out.push(RawHint {
                    code: "name-variant",
                    bytes,
                    message: format!(
                        "“{}” is nearly “{}” (line {})",
                        rare.text,
                        usual.text,
                        article.line_number(usual.start() as usize)
                    ),
                    suggestion: Some(usual.text.to_owned()),
                });
            }
        }
    }
}

impl<'a> Names<'a> {
    /// Takes note of the name at a word, if it is one.
    fn name(
        &mut self,
        article: &ScannedArticle<'a>,
        line: &ScannedLine,
        words: &[Word<'a>],
        at: usize,
    ) {
        let word = &words[at];
        let text = word.stem();
        if word.stem_end() - word.start < MIN_NAME_LETTERS as u32
            || !text.chars().all(char::is_alphabetic)
            || text.chars().skip(4).any(char::is_uppercase)
        {
            return;
        }
        let names = &mut self.names;
        let number = *self.index.entry(word.key).or_insert_with(|| {
            let lower: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
            names.push(Name {
                text,
                letters: lower
                    .iter()
                    .fold(0, |set, c| set | 1 << (u32::from(*c) % 32)),
                lower,
                passages: Places::default(),
                first_names: Vec::new(),
                within: false,
                is_known: is_known(word),
            });
            names.len() - 1
        });
        let name = &mut names[number];
        name.passages.push(word.start, word.stem_end());
        if let Some(previous) = at.checked_sub(1).map(|at| &words[at])
            && looks_like_name(previous)
            && !is_title(previous)
            && !modifies_title(previous)
            && !previous.is_in(&SMALL_WORDS)
            && !opens_sentences(previous)
            && article.between(previous, word) == " "
            && name.first_names.len() < 8
        {
            name.first_names.push(previous.stem());
            name.within = true;
        } else if !name.within {
            name.within = !begins_sentence(article, line, word);
        }
    }
}

impl Name<'_> {
    /// Where it stands first.
    fn start(&self) -> u32 {
        self.passages.start().unwrap_or(0)
    }
}

/// Returns the pairs of a variant and the name it is a variant of.
fn pairs<'a, 'b>(names: &'a [Name<'b>]) -> Vec<(&'a Name<'b>, &'a Name<'b>)> {
    let mut by_initial: HashMap<char, Vec<&Name<'_>>> = HashMap::new();
    for name in names {
        by_initial.entry(name.lower[0]).or_default().push(name);
    }
    let mut found: Vec<(&Name<'_>, &Name<'_>, usize)> = Vec::new();
    for group in by_initial.values_mut() {
        group.sort_by_key(|name| name.lower.len());
        for (at, one) in group.iter().enumerate() {
            for other in &group[at + 1..] {
                // Lengths only grow from here on.
                if other.lower.len() - one.lower.len() > MAX_LENGTH_DIFFERENCE {
                    break;
                }
                let allowed = allowed(other.lower.len());
                if (one.letters ^ other.letters).count_ones() as usize > 2 * (allowed + 1) {
                    continue;
                }
                let Some((rare, usual)) = ranked(one, other) else {
                    continue;
                };
                if let Some(distance) = distance(rare, usual, allowed) {
                    found.push((rare, usual, distance));
                }
            }
        }
    }
    // Each variant once, beside the name nearest to it.
    found.sort_by_key(|(rare, usual, distance)| (rare.start(), *distance, usual.start()));
    found.dedup_by_key(|(rare, ..)| rare.start());
    found
        .into_iter()
        .map(|(rare, usual, _)| (rare, usual))
        .collect()
}

/// Returns how many letters may differ in a name of this length.
fn allowed(len: usize) -> usize {
    match len {
        0..=8 => 1,
        9..=10 => 2,
        _ => 3,
    }
}

/// Returns the rarer name first, if one of the two can be a slip.
fn ranked<'a, 'b>(one: &'a Name<'b>, other: &'a Name<'b>) -> Option<(&'a Name<'b>, &'a Name<'b>)> {
    let weight = |name: &Name<'_>| (name.passages.len(), name.within, name.is_known);
    let first = one.start() < other.start();
    let (rare, usual) = match weight(one).cmp(&weight(other)) {
        std::cmp::Ordering::Less => (one, other),
        std::cmp::Ordering::Greater => (other, one),
        // Nothing else tells them apart: the later one.
        std::cmp::Ordering::Equal if first => (other, one),
        std::cmp::Ordering::Equal => (one, other),
    };
    let (few, many) = (rare.passages.len(), usual.passages.len());
    let is_slip = few <= 2 || few * 3 <= many;
    (is_slip && !rare.is_known && usual.within && !are_two_people(rare, usual))
        .then_some((rare, usual))
}

/// Two people have each a first name of their own.
fn are_two_people(one: &Name<'_>, other: &Name<'_>) -> bool {
    !one.first_names.is_empty() && !other.first_names.is_empty() && !one_person(one, other)
}

/// Returns whether two names follow the same first name, or nearly the same.
fn one_person(one: &Name<'_>, other: &Name<'_>) -> bool {
    let near = |a: &str, b: &str| a == b || a.len() > 3 && osa_distance(a, b) == 1;
    one.first_names
        .iter()
        .any(|a| other.first_names.iter().any(|b| near(a, b)))
}

/// Returns whether two names of one length differ in the order of two letters alone.
fn is_transposed(a: &[char], b: &[char]) -> bool {
    let differ: Vec<usize> = (0..a.len()).filter(|at| a[*at] != b[*at]).collect();
    matches!(differ[..], [i, j] if j == i + 1 && a[i] == b[j] && a[j] == b[i])
}

/// Returns how many letters differ, if the one is a variant of the other.
fn distance(rare: &Name<'_>, usual: &Name<'_>, allowed: usize) -> Option<usize> {
    let (a, b) = (&rare.lower, &usual.lower);
    let common = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let rest = |name: &[char]| name[common..].iter().collect::<String>();
    let (rest_a, rest_b) = (rest(a), rest(b));
    // `Zelensky` and `Zelenskyy` are spellings, though one only adds a letter.
    let doubles = |long: &str, short: &str, name: &[char]| {
        short.is_empty()
            && long.chars().count() == 1
            && common > 0
            && long.starts_with(name[common - 1])
    };
    let is_spelling = doubles(&rest_a, &rest_b, a) && rest_a != "s"
        || doubles(&rest_b, &rest_a, b) && rest_b != "s";
    let is_inflection = |common: usize| common >= 4;
    if !is_spelling
        && is_inflection(common)
        && ENDINGS.contains(&rest_a.as_str())
        && ENDINGS.contains(&rest_b.as_str())
    {
        return None;
    }
    // One name with more after it is another name: Martin, Martinez.
    if !is_spelling
        && (rest_a.is_empty() || rest_b.is_empty())
        && rest_a.len().max(rest_b.len()) > 1
    {
        return None;
    }
    let distance = osa_distance(
        &rare.lower.iter().collect::<String>(),
        &usual.lower.iter().collect::<String>(),
    );
    // In a short name another letter makes another name (Obama, Osama), a letter more or less or
    // two in the wrong order does not; with the same first name it is the same person.
    const SHORT: usize = 6;
    let same_person = one_person(rare, usual);
    let is_other_letter = a.len() == b.len() && distance == 1 && !is_transposed(a, b);
    if a.len().max(b.len()) <= SHORT && is_other_letter && !same_person {
        return None;
    }
    let allowed = allowed + usize::from(same_person && a.len() > SHORT);
    // Where the name only is at the start of sentences, it may be an ordinary word.
    let allowed = if rare.within {
        allowed
    } else {
        allowed.min(a.len() / 4)
    };
    // Three letters are many, even of twelve: the others must agree at the ends.
    let ends = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let is_far = distance > 2 && (common + ends) * 3 < a.len().max(b.len()) * 2;
    (!is_far && (1..=allowed).contains(&distance)).then_some(distance)
}

#[cfg(test)]
mod tests {
    use crate::extract::hints::passages;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passages("name-variant", text), expected, "{text}");
    }

    #[test]
    fn a_slip_in_a_name_is_seen() {
        check(
            "NATO chief Jens Stoltenberg spoke to the press. Sttentenberg said he was worried.",
            &["Sttentenberg"],
        );
        check(
            "The spokesman, Dmitry Peskov, left. Later Peksov said no more.",
            &["Peksov"],
        );
        check(
            "The president met Zelenskyy, and Zelenskyy left. Zelensky was pleased.",
            &["Zelensky"],
        );
        check(
            "The talks with Sergei Ryabkov went on until Ryabakov left the room.",
            &["Ryabakov"],
        );
        check(
            "He flew to Afghanistan in May. In June he left Afganistan for good.",
            &["Afganistan"],
        );
    }

    #[test]
    fn one_first_name_makes_one_person() {
        check(
            "He met Joe Biden in May. In June he met Joe Baden, who was there.",
            &["Baden"],
        );
        check(
            "He met Barack Obama in May, and the men of Osama in June.",
            &[],
        );
    }

    #[test]
    fn other_forms_of_a_name_are_no_variants() {
        for text in [
            "He left Ukraine with the Ukrainian army, the Ukrainians and Ukraine’s flag.",
            "The Clintons met Hillary Clinton, and Clintonite friends came to Clinton’s house.",
            "Sweden and the Swedish king; Austria and Australia; Slovakia and Slovenia; Niger and Nigeria.",
            "He spoke to Martin and to Martinez, to Peter and to Peterson, to Ivanov and to Ivanova.",
            "The Minister left the Ministry, the Secretary the Secretariat, the Council its Counsel.",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn two_people_with_their_full_names_are_two() {
        check(
            "Anna Lindqvist met her rival, Karl Lindkvist, at the fair.",
            &[],
        );
        check(
            "Anna Lindqvist met her rival at the fair. Lindkvist said nothing.",
            &["Lindkvist"],
        );
    }

    #[test]
    fn an_ordinary_word_at_the_start_of_a_sentence_is_no_name() {
        check(
            "He met Mr Marchese in May. Marches are held every year. He saw marches too.",
            &[],
        );
    }
}
