//! The difference, piece by piece, and where in the passage it is.

use proptest::prelude::*;

use crate::text::Span;

use super::super::{Agreement, Comparison, DiffChange, compare};
use super::{check, marked};

#[test]
fn differences_can_be_read() {
    check(
        "
        He set no appointment for it. | He set no date for it. | He set no [appointment/date] for it.
        He stood along along the wall. | He stood along the wall. | He stood along [+along ]the wall.
        He asked whether Kyiv that it would. | He asked whether Kyiv believed that it would. | He asked whether Kyiv [-believed ]that it would.
        He came late to the talks. | He came late to the talks today. | He came late to the talks[- today].
        The talks ended. | Today the talks ended. | [-Today ]The talks ended.
        He paid $5 million. | He paid five million dollars. | He paid <$5 million/five million dollars>.
        In March 2014 it ended. | In March of 2014 it ended. | In March <=of >2014 it ended.
        It ended March 3rd. | It ended on 3 March. | It ended <=on ><March 3rd/3 March>.
        A long-term plan ended. | A long term plan ended. | A <long-term/long term> plan ended.
        Co-operation ended there. | Cooperation ended there. | <Co-operation/Cooperation> ended there.
        Prices rose by 1.5 points. | Prices rose by 15 points. | Prices rose by [1.5/15] points.
        “It ended, ”he said. | “It ended,” he said. | “It ended,[ ”/” ]he said.
        “It ended,” he said. | \"It ended\", he said. | “It ended,” he said.
        Crimea annexed Russia. | Russia annexed Crimea. | [Crimea/Russia] annexed [Russia/Crimea].
        Google bought YouTube. | YouTube was bought by Google. | [Google/YouTube was] bought [YouTube/by Google].
        He walks the dog. | He walked the dog. | He [walks/walked] the dog.
        The house of cards fell. | The tower of stones fell. | The [house/tower] of [cards/stones] fell.
        日本の首相は東京で会見した。 | 日本の首相は大阪で会見した。 | 日本の首相は[東京/大阪]で会見した。
        ",
        |comparison| marked(comparison).replace('|', "/").replace("</", "<="),
    );
}

fn part(claim: &str, passage: &str) -> String {
    let span = compare(claim, passage).part.unwrap();
    let (start, length) = (span.start as usize, span.len() as usize);
    passage.chars().skip(start).take(length).collect()
}

#[test]
fn the_sentence_that_is_meant_is_found() {
    let passage = "КИЇВ (AP). The talks ended on Monday. “We are tired,” the envoy told reporters in Minsk. \
                   Both sides will meet again in a week; the place is not known. It rained all day.";
    for (claim, expected) in [
        (
            "The envoy told reporters in Minsk he was tired.",
            "“We are tired,” the envoy told reporters in Minsk.",
        ),
        ("The talks ended on Sunday.", "The talks ended on Monday."),
        (
            "The talks ended on Monday, and “we are tired”, the envoy told reporters.",
            "The talks ended on Monday. “We are tired,” the envoy told reporters in Minsk.",
        ),
        (
            "both sides will meet again in a week",
            "Both sides will meet again in a week;",
        ),
        ("the place is unknown", "the place is not known."),
        ("It rained all day.", "It rained all day."),
    ] {
        assert_eq!(part(claim, passage), expected, "{claim}");
    }
}

#[test]
fn the_space_behind_the_part_is_not_the_parts() {
    let comparison = holds("annexed „", "annexed„\n\n");
    assert_eq!(comparison.part, Some(Span::new(0, 8)));
}

#[test]
fn a_claim_of_many_pages_is_compared_with_all() {
    let page = "The talks ended on Monday. Nobody knows why. ".repeat(200);
    let mut other = page.clone();
    other.insert_str(1000, "Somebody knows. ");
    let comparison = compare(&page, &other);
    assert!(comparison.likeness > 0.9, "{}", comparison.likeness);
}

/// Text that has everything that is read in some way.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    const WORDS: &str = "Russia|Crimea|annexed|was|by|the|of|in|not|denied|18|eighteen|million|\\$5|5%|per cent|March|3rd|2014|Tuesday|U\\.S\\.|Jens Stoltenberg|co-operation|don’t|allies'|“|”|\"|'|„|«|»|…|\\.|,|;|\\?|-|—|日本|für|é|\u{202e}|\n\n";
    let space = Just(" ".to_owned());
    prop::collection::vec(prop_oneof![WORDS, space], 0..40).prop_map(|words| words.concat())
}

fn holds(claim: &str, passage: &str) -> Comparison {
    let comparison = compare(claim, passage);
    let ours: String = comparison
        .pieces
        .iter()
        .map(|piece| &piece.claim[..])
        .collect();
    let theirs: String = comparison
        .pieces
        .iter()
        .map(|piece| &piece.source[..])
        .collect();
    assert_eq!(ours, claim);
    let part = comparison.part.unwrap_or(Span::new(0, 0));
    let inside: String = passage
        .chars()
        .skip(part.start as usize)
        .take(part.len() as usize)
        .collect();
    assert_eq!(theirs, inside);
    assert!(part.end as usize <= passage.chars().count());
    for piece in &comparison.pieces {
        let [ours, theirs] = [&piece.claim, &piece.source].map(|text| !text.is_empty());
        match piece.change {
            DiffChange::Kept | DiffChange::Respelt => assert!(ours || theirs),
            DiffChange::Replaced => assert!(ours && theirs),
            DiffChange::Missing => assert!(!ours && theirs),
            DiffChange::Added => assert!(ours && !theirs),
        }
    }
    let summary = comparison.summary();
    assert!(
        !summary
            .chars()
            .any(|c| c.is_control() || crate::text::is_hidden(c))
    );
    comparison
}

proptest! {
    #[test]
    fn both_wordings_can_be_read_off(claim in any_text(), passage in any_text()) {
        holds(&claim, &passage);
    }

    #[test]
    fn any_text_can_be_compared(claim in any::<String>(), passage in any::<String>()) {
        holds(&claim, &passage);
    }

    #[test]
    fn a_text_agrees_with_itself(text in any_text()) {
        let comparison = holds(&text, &text);
        if comparison.part.is_some() {
            prop_assert!(comparison.pieces.iter().all(|piece| piece.change == DiffChange::Kept));
            prop_assert!(comparison.agreement.is_complete(), "{}", comparison.summary());
            prop_assert_eq!(comparison.likeness, 1.0);
        } else {
            prop_assert_eq!(comparison.agreement, Agreement::default());
        }
    }
}
