//! What of a claim another text has: for what the passage beside the claim lacks.

use std::ops::Range;

use super::facts::{self, Fit};
use super::names::{self, Name, Spellings};
use super::quotes;
use super::raw::Shape;
use super::reading::{Reading, Token, Vocabulary, WordId};
use super::summary::Matter;

/// Returns the names, numbers, dates and quotations of a claim that a text has too, wherever in it,
/// in the claim's words as [`Agreement`](super::Agreement) has them.
pub fn held(claim: &str, text: &str) -> Vec<(Matter, String)> {
    let mut vocabulary = Vocabulary::default();
    let [claim, text] = Reading::of_all([claim, text], &mut vocabulary);
    let mut spellings = Spellings::default();
    spellings.add(&claim.tokens, &vocabulary);
    spellings.add(&text.tokens, &vocabulary);
    let (ours, theirs) = (0..claim.tokens.len(), 0..text.tokens.len());
    let mut held = Vec::new();
    let mut add = |matter, tokens: Range<usize>| {
        held.push((matter, claim.slice(tokens).to_owned()));
    };

    let others = names::names(&text, theirs.clone(), &spellings, &vocabulary);
    for name in names::names(&claim, ours.clone(), &spellings, &vocabulary) {
        if has_name(&name, &others, &text, &vocabulary) {
            add(Matter::Name, name.tokens);
        }
    }
    let others = facts::numbers(&text, theirs.clone(), &vocabulary);
    for number in facts::numbers(&claim, ours.clone(), &vocabulary) {
        if others
            .iter()
            .any(|other| facts::is_same_number(&number, other))
        {
            add(Matter::Number, number.tokens);
        }
    }
    if claim.english {
        let others = facts::dates(&text, theirs);
        for date in facts::dates(&claim, ours) {
            if others
                .iter()
                .any(|other| facts::fit(&date, other) == Fit::Agree)
            {
                add(Matter::Date, date.tokens);
            }
        }
    }
    let quotations = quotes::quotations(&claim);
    if !quotations.is_empty() {
        let passage = bytes_of(&text.tokens);
        for quotation in quotations {
            if is_quoted(&claim, quotation.clone(), &passage) {
                add(Matter::Quotation, quotation);
            }
        }
    }
    held
}

/// Returns whether a text has a name: among the names found in it, or its words one after the other,
/// with a capital. One that begins a sentence is not always found to be a name.
pub(super) fn has_name(
    name: &Name,
    others: &[Name],
    text: &Reading<'_>,
    vocabulary: &Vocabulary,
) -> bool {
    let is_it = |tokens: &[Token]| {
        tokens[0].shape != Shape::Small
            && tokens
                .iter()
                .zip(&name.stems)
                .all(|(token, stem)| vocabulary.stem(token.id) == *stem)
    };
    others
        .iter()
        .any(|other| names::is_same_name(name, other, vocabulary))
        || !name.stems.is_empty() && text.tokens.windows(name.stems.len()).any(is_it)
}

/// Returns whether words of a claim stand in a passage, one after the other; where the claim leaves
/// words out (`…`), so may the quotation.
pub(super) fn is_quoted(claim: &Reading<'_>, words: Range<usize>, passage: &[u8]) -> bool {
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
pub(super) fn bytes_of(tokens: &[Token]) -> Vec<u8> {
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
    fn what_a_text_has_of_a_claim() {
        let claim = "Anna Weber sold eighteen mills on 3 March for “a song” in Utrecht.";
        for (text, expected) in [
            (
                "In March Weber left with 18 bags.",
                "Anna Weber, eighteen, 3 March",
            ),
            ("Utrecht is a town. It went for a song.", "a song, Utrecht"),
            ("Nothing of the kind was written there.", ""),
        ] {
            let held = held(claim, text);
            let words: Vec<&str> = held.iter().map(|(_, words)| words.as_str()).collect();
            let mut expected: Vec<&str> = expected.split(", ").filter(|w| !w.is_empty()).collect();
            expected.sort_by_key(|words| held.iter().position(|(_, held)| held == words));
            assert_eq!(words, expected, "{text}");
        }
    }

    #[test]
    fn marks_of_footnotes_are_no_numbers() {
        let claim = "The mill closed in the spring of 2004. [7]";
        assert!(
            !held(claim, "Seven of them left. [7]")
                .iter()
                .any(|(matter, _)| *matter == Matter::Number)
        );
    }

    proptest! {
        #[test]
        fn any_texts_may_be_asked(claim in "\\PC{0,60}", text in "\\PC{0,60}") {
            held(&claim, &text);
        }
    }
}
