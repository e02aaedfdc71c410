//! `doubled-word`: `along along`.

use std::sync::LazyLock;

use crate::language::{Word, WordSet, WordShape, set_of};

use super::RawHint;
use super::lines::{ScannedArticle, ScannedLine};

/// Words that rightly stand twice: `had had`, `that that`, `gave her her coat`, `very very`.
static RIGHTLY_TWICE: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of(
        "had that her is was do did very really so many much far long no yes never again bye ha hey now there
         well please blah hush knock night win tut ho cha ta dum boo um uh er ah oh hear rah yo go you please
         quite too big little old dear way more on in",
    )
});

/// Small words that are no name even with a capital.
static SMALL_WORDS: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of("the a an of to and for with at by from he she it they we his their this these but")
});

pub(super) fn find(
    article: &ScannedArticle<'_>,
    line: &ScannedLine,
    words: &[Word<'_>],
    out: &mut Vec<RawHint>,
) {
    if !line.is_english {
        return;
    }
    for pair in words.windows(2) {
        let [first, second] = pair else { continue };
        if first.key != second.key || first.shape == WordShape::Number {
            continue;
        }
        let gap = article.between(first, second);
        let is_name = first.is_capital() && second.is_capital() && !first.is_in(&SMALL_WORDS);
        if gap.is_empty()
            || !gap.chars().all(char::is_whitespace)
            || first.is_possessive()
            || is_name
            || first.end - first.start == 1 && first.is_capital()
            || first.is_in(&RIGHTLY_TWICE)
        {
            continue;
        }
        out.push(RawHint {
            code: "doubled-word",
            bytes: first.start as usize..second.end as usize,
            message: format!("“{}” stands twice", article.word(second)),
            suggestion: Some(article.word(first).to_owned()),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::hints::passages;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passages("doubled-word", text), expected, "{text}");
    }

    #[test]
    fn a_word_that_stands_twice_is_seen() {
        check(
            "They stood along along the border, and the the army came.",
            &["along along", "the the"],
        );
        check("The The army came to to the border.", &["The The", "to to"]);
    }

    #[test]
    fn some_words_rightly_stand_twice() {
        for text in [
            "He had had enough, and she knew that that was so.",
            "It was very very cold, and he gave her her coat.",
            "Duran Duran met Boutros Boutros-Ghali in Baden Baden.",
            "What it is is a mistake. The talks ended. Ended?",
            "The vote was 10 10 and the men of Bora Bora left.",
        ] {
            check(text, &[]);
        }
    }
}
