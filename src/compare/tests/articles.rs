//! Articles beside their sources. A sentence ends with a stop here.

use proptest::prelude::*;

use crate::text::Span;

use super::super::{ArticlePairing, pair_articles};

fn units(text: &str) -> Vec<Span> {
    let mut units = Vec::new();
    let mut start = 0;
    for (at, c) in text.chars().enumerate() {
        if c == '.' {
            units.push(Span::new(start, at as u32 + 1));
            start = at as u32 + 1;
        }
    }
    units
}

/// Writes what each sentence was made of: `0 1~ - 3!^`, `~` for other words, `^` for moved; then
/// what was left out.
fn told(article: &str, source: &str) -> String {
    let ArticlePairing { pairs, left_out } =
        pair_articles(article, &units(article), source, &units(source));
    let mut words: Vec<String> = Vec::new();
    for pair in pairs {
        let mut word = match pair.sources.len() {
            0 => "-".to_owned(),
            1 => pair.sources.start.to_string(),
            _ => format!("{}-{}", pair.sources.start, pair.sources.end - 1),
        };
        word.push_str(if pair.differs { "~" } else { "" });
        word.push_str(if pair.moved { "^" } else { "" });
        words.push(word);
    }
    format!("{} / {left_out:?}", words.join(" "))
}

const SOURCE: &str = "Stoltenberg spoke to Zelenskyy by telephone on Tuesday. NATO firmly supports the territorial \
    integrity of Ukraine, he said. Heavy fighting ended with a truce agreed in Minsk. Four soldiers were killed by \
    mortar fire on 26 March. The Kremlin doubts that membership would help Ukraine. Moscow plans 4,000 exercises.";

#[test]
fn the_same_text_is_the_same() {
    assert_eq!(told(SOURCE, SOURCE), "0 1 2 3 4 5 / []");
}

#[test]
fn marks_and_spelling_make_no_difference() {
    let article = SOURCE.replace(", ", " — ").replace("Four", "4");
    assert_eq!(told(&article, SOURCE), "0 1 2 3 4 5 / []");
}

#[test]
fn changed_left_out_added_and_moved_sentences_are_told() {
    let article = "NATO firmly supports the local integrity of Ukraine, he said. Nobody knows when winter comes. \
        Moscow plans 4,000 exercises. Four soldiers died by mortar fire on 26 March. The Kremlin doubts that \
        membership would help Kyiv.";
    assert_eq!(told(article, SOURCE), "1~ - 5^ 3~ 4~ / [0, 2]");
}

#[test]
fn sentences_may_be_joined_and_split() {
    let article = "Stoltenberg spoke to Zelenskyy by telephone on Tuesday, and NATO firmly supports the territorial \
        integrity of Ukraine, he said. Heavy fighting ended. It ended with a truce agreed in Minsk. Four soldiers \
        were killed by mortar fire on 26 March.";
    assert_eq!(told(article, SOURCE), "0-1~ 2~ 2~ 3 / [4, 5]");
}

#[test]
fn repeated_sentences_keep_their_order() {
    let source = "He said no. ".repeat(50);
    let expected: Vec<String> = (0..50).map(|at| at.to_string()).collect();
    assert_eq!(
        told(&source, &source),
        format!("{} / []", expected.join(" "))
    );
}

#[test]
fn units_that_lie_outside_are_empty() {
    let wild = [Span::new(5, 900), Span::new(800, 900), Span::new(0, 3)];
    let told = pair_articles("Kyiv voted.", &wild, "Kyiv voted.", &wild);
    assert_eq!(told.pairs.len(), 3);
}

proptest! {
    #[test]
    fn every_sentence_of_the_source_is_used_or_left_out(
        article in "([A-C]?[a-e]{1,3}[ .]){0,60}", source in "([A-C]?[a-e]{1,3}[ .]){0,60}"
    ) {
        let (ours, theirs) = (units(&article), units(&source));
        let told = pair_articles(&article, &ours, &source, &theirs);
        prop_assert_eq!(told.pairs.len(), ours.len());
        prop_assert!(told.left_out.iter().is_sorted());
        for pair in &told.pairs {
            prop_assert!(pair.sources.end <= theirs.len());
            prop_assert!(pair.sources.clone().all(|at| !told.left_out.contains(&at)));
            prop_assert!(!pair.sources.is_empty() || !pair.differs && !pair.moved);
        }
    }

    #[test]
    fn any_text_can_be_paired(article in any::<String>(), source in any::<String>(), cut in 0u32..50) {
        let units = [Span::new(0, cut), Span::new(cut, 100)];
        pair_articles(&article, &units, &source, &units);
    }
}
