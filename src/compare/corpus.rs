//! Which of many texts has a name, a number, a date or a quotation: for what the passage beside a
//! claim lacks.

use std::ops::Range;

use crate::align::WordId;
use crate::language::{self, Detail, WordShape};

use super::analysis::{self, Analysis};
use super::facts::{self, DateMention, Fit, NumberMention};
use super::names::{self, NameMention, Spellings};
use super::normalized::NormalizedToken;
use super::summary::FactKind;
use super::vocabulary::Vocabulary;

/// Texts that are read once and can be asked many times.
#[derive(Debug, Default)]
pub struct Corpus {
    vocabulary: Vocabulary,
    texts: Vec<PassageWords>,
}

/// What is kept of a text.
#[derive(Debug)]
struct PassageWords {
    names: Vec<NameMention>,
    numbers: Vec<NumberMention>,
    dates: Vec<DateMention>,
    /// The stems of its words, with whether they begin with a capital.
    stems: Vec<(WordId, bool)>,
    /// Its words as [`bytes_of`] has them.
    words: Vec<u8>,
}

impl Corpus {
    /// Reads a text and puts it after the others.
    pub fn add(&mut self, text: &str) {
        let vocabulary = &mut self.vocabulary;
        let [reading] = Analysis::of_all([text], vocabulary);
        let mut spellings = Spellings::default();
        spellings.add(&reading.tokens, vocabulary);
        let all = 0..reading.tokens.len();
        let dates = match reading.english {
            true => facts::dates(&reading, all.clone()),
            false => Vec::new(),
        };
        self.texts.push(PassageWords {
            names: names::names(&reading, all.clone(), &spellings, vocabulary),
            numbers: facts::numbers(&reading, all, vocabulary),
            dates,
            stems: stems_of(&reading.tokens, vocabulary),
            words: bytes_of(&reading.tokens),
        });
    }

    /// Returns the number of the first text, from 0, that has what [`Agreement::absent`] names.
    ///
    /// [`Agreement::absent`]: super::Agreement::absent
    pub fn place_of(&mut self, matter: FactKind, words: &str) -> Option<usize> {
        // By itself, `May` could be a verb.
        let dated = format!("in {words}");
        match matter {
            FactKind::Name => {
                let tokens = self.read(words, true).tokens;
                let name = NameMention {
                    words: tokens.iter().map(|token| token.id).collect(),
                    stems: tokens
                        .iter()
                        .map(|token| self.vocabulary.stem(token.id))
                        .collect(),
                    tokens: 0..tokens.len(),
                };
                let vocabulary = &self.vocabulary;
                self.texts
                    .iter()
                    .position(|text| has_name(&name, &text.names, &text.stems, vocabulary))
            }
            FactKind::Number => {
                let reading = self.read(&dated, true);
                let all = 0..reading.tokens.len();
                let number = facts::numbers(&reading, all, &self.vocabulary).pop()?;
                let is_it = |other: &NumberMention| facts::is_same_number(&number, other);
                self.texts
                    .iter()
                    .position(|text| text.numbers.iter().any(is_it))
            }
            FactKind::Date => {
                let reading = self.read(&dated, true);
                let all = 0..reading.tokens.len();
                let date = facts::dates(&reading, all).pop()?;
                let is_it = |other: &DateMention| facts::fit(&date, other) == Fit::Agree;
                self.texts
                    .iter()
                    .position(|text| text.dates.iter().any(is_it))
            }
            // A text in another language has been read by its letters alone.
            FactKind::Quotation => [true, false].into_iter().find_map(|english| {
                let reading = self.read(words, english);
                let all = 0..reading.tokens.len();
                let is_it = |text: &PassageWords| is_quoted(&reading, all.clone(), &text.words);
                self.texts.iter().position(is_it)
            }),
        }
    }

    fn read<'w>(&mut self, words: &'w str, english: bool) -> Analysis<'w> {
        let raws = language::words(words, Detail::Tokens);
        Analysis {
            text: words,
            tokens: analysis::tokens(words, &raws, english, &mut self.vocabulary),
            english,
        }
    }
}

/// The stems of some tokens, with whether they begin with a capital.
pub(super) fn stems_of(tokens: &[NormalizedToken], vocabulary: &Vocabulary) -> Vec<(WordId, bool)> {
    let stem =
        |token: &NormalizedToken| (vocabulary.stem(token.id), token.shape != WordShape::Small);
    tokens.iter().map(stem).collect()
}

/// Returns whether a text has a name: among the names found in it, or its words one after the other,
/// with a capital. One that begins a sentence is not always found to be a name.
pub(super) fn has_name(
    name: &NameMention,
    others: &[NameMention],
    stems: &[(WordId, bool)],
    vocabulary: &Vocabulary,
) -> bool {
    let is_it =
        |words: &[(WordId, bool)]| words[0].1 && words.iter().map(|(stem, _)| stem).eq(&name.stems);
    others
        .iter()
        .any(|other| names::is_same_name(name, other, vocabulary))
        || !name.stems.is_empty() && stems.windows(name.stems.len()).any(is_it)
}

/// Returns whether words of a claim are in a passage, one after the other; where the claim leaves
/// words out (`…`), so may the quotation.
pub(super) fn is_quoted(claim: &Analysis<'_>, words: Range<usize>, passage: &[u8]) -> bool {
    let mut from = 0;
    let mut start = words.start;
    for at in words.clone().skip(1).chain([words.end]) {
        let is_cut = at == words.end || {
            let between = &claim.text[claim.tokens[at - 1].bytes.end..claim.tokens[at].bytes.start];
            between.contains('…') || between.contains("...")
        };
        if is_cut {
            let part = bytes_of(&claim.tokens[start..at]);
            let Some(found) = find(&passage[from..], &part) else {
                return false;
            };
            from += found + part.len();
            start = at;
        }
    }
    true
}

/// The words of some tokens as bytes, so that they can be searched for.
pub(super) fn bytes_of(tokens: &[NormalizedToken]) -> Vec<u8> {
    let words = tokens.iter().filter(|token| !token.is_mark());
    words.flat_map(|token| token.id.to_le_bytes()).collect()
}

/// Finds words among others; a word is four bytes, and between two of them nothing begins.
fn find(words: &[u8], part: &[u8]) -> Option<usize> {
    let finder = memchr::memmem::Finder::new(part);
    let mut from = 0;
    loop {
        let at = from + finder.find(words.get(from..)?)?;
        if at % size_of::<WordId>() == 0 {
            return Some(at);
        }
        from = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_text_that_has_it() {
        let mut corpus = Corpus::default();
        for text in [
            "Nothing of the kind was written there.",
            "In May Weber left with 18 bags. [7]",
            "Utrecht is a town. It went “for a song”, and no more.",
            "Russian troops left the North Atlantic Treaty Organization on 3 March 2014.",
            "Он сказал: «Мы не уйдём никогда».",
        ] {
            corpus.add(text);
        }
        for (matter, words, expected) in [
            (FactKind::Name, "Anna Weber", Some(1)),
            (FactKind::Name, "Utrecht", Some(2)),
            (FactKind::Name, "Russia", Some(3)),
            (FactKind::Name, "NATO", Some(3)),
            (FactKind::Name, "Zwolle", None),
            (FactKind::Number, "eighteen", Some(1)),
            (FactKind::Number, "18 percent", None),
            (FactKind::Number, "7", None),
            (FactKind::Date, "May", Some(1)),
            (FactKind::Date, "March 2014", Some(3)),
            (FactKind::Date, "March 2015", None),
            (FactKind::Quotation, "for a song", Some(2)),
            (FactKind::Quotation, "for … no more", Some(2)),
            (FactKind::Quotation, "for the song", None),
            (FactKind::Quotation, "Мы не уйдём", Some(4)),
        ] {
            assert_eq!(corpus.place_of(matter, words), expected, "{words}");
        }
    }

    proptest! {
        #[test]
        fn any_texts_may_be_asked(text in "\\PC{0,60}", words in "\\PC{0,30}") {
            let mut corpus = Corpus::default();
            corpus.add(&text);
            for matter in [FactKind::Name, FactKind::Number, FactKind::Date, FactKind::Quotation] {
                corpus.place_of(matter, &words);
            }
        }
    }
}
