//! `odd-article`: `the NATO`, `the Crimea`, `a apple`.

use std::sync::LazyLock;

use crate::language::{Word, WordSet, WordShape, set_of};

use super::lines::{ScannedArticle, ScannedLine};
use super::{RawHint, cased_like};

/// Names that take no article. Rivers, and countries that some still give one, are left out.
static BARE: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of(
        "nato unesco unicef opec nasa interpol europol eurojust frontex unhcr unctad aukus asean
         crimea ukraine russia belarus poland germany france britain england scotland wales ireland spain portugal italy
         greece turkey austria hungary romania bulgaria serbia croatia slovenia slovakia albania moldova
         estonia latvia lithuania finland sweden norway denmark iceland switzerland belgium luxembourg cyprus malta
         israel palestine syria iraq iran egypt libya tunisia algeria morocco saudi
         afghanistan pakistan india bangladesh china japan taiwan vietnam thailand cambodia malaysia singapore
         indonesia australia canada mexico brazil argentina chile colombia venezuela peru bolivia ecuador cuba haiti
         ethiopia eritrea somalia kenya uganda rwanda tanzania zambia zimbabwe nigeria ghana mali angola mozambique
         kazakhstan uzbekistan turkmenistan tajikistan kyrgyzstan azerbaijan armenia europe asia africa antarctica
         kyiv kiev moscow london paris berlin rome madrid vienna warsaw prague budapest brussels geneva beijing tokyo
         jerusalem damascus baghdad tehran kabul islamabad delhi washington ottawa canberra",
    )
});

/// Words that can only follow a name that stands for itself. Behind a noun (`the NATO summit`) or
/// `of` (`the Germany of 1930`) the article is right.
static AFTER_A_NAME: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of(
        "is was has had will would can could may might must should does did said says in into on to for from by with
         at since after before against during but because when while until although though than about over through",
    )
});

static VOWEL_EXCEPTIONS: LazyLock<WordSet<'static>> = LazyLock::new(|| {
    set_of(
        "one once one-off one-time one-way one-sided one-day one-year one-third one-party one-man one-woman one-stop
         ewe eulogy eunuch euphemism euphoria euro european eucalyptus eureka ukulele ouija
         is in on or of and as at are also above after into under until unless instead even ever always already
         against about along among around unto if it its only other our",
    )
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
    for (at, word) in words.iter().enumerate() {
        let Some(next) = words.get(at + 1) else { break };
        if word.is("the") {
            let is_bare = next.is_capital() && next.is_in(&BARE);
            if is_bare
                && word.shape != WordShape::Capitals
                && !line.is_title
                && stands_alone(article, line.bytes.end, words, at + 1)
            {
                report(article, (word, next), "", "takes no “the”", out);
            }
        } else if word.is_any(&["a", "an"])
            && article.between(word, next) == " "
            && word.shape != WordShape::Capitals
        {
            indefinite(article, word, next, out);
        }
    }
}

fn report(
    article: &ScannedArticle<'_>,
    (first, second): (&Word<'_>, &Word<'_>),
    usual_article: &str,
    what: &str,
    out: &mut Vec<RawHint>,
) {
    let found = &article.text[first.start as usize..second.end as usize];
    let usual = format!("{usual_article}{}", article.word(second));
    out.push(RawHint {
        code: "odd-article",
        bytes: first.start as usize..second.end as usize,
        message: format!("“{}” {what}", article.word(second)),
        suggestion: Some(match usual_article {
            "" => usual,
            _ => cased_like(found, &usual),
        }),
    });
}

/// Returns whether the name at `at` is not a mere attribute of the noun after it.
fn stands_alone(
    article: &ScannedArticle<'_>,
    line_end: usize,
    words: &[Word<'_>],
    at: usize,
) -> bool {
    let name = &words[at];
    if name.is_possessive() {
        return false;
    }
    let Some(next) = words.get(at + 1) else {
        let rest = &article.text[name.end as usize..line_end];
        return rest.starts_with(['.', ',', '!', '?', ';']);
    };
    match article.between(name, next) {
        " " => {}
        // A list of attributes: `the NATO, EU and UN missions`.
        ", " if next.is_capital() => return false,
        gap => return gap.starts_with([',', '.', ';', '!', '?', ')', '"', '”']),
    }
    if next.is("and") || next.is("or") {
        // `the NATO and EU missions`, but `joined the NATO and has left`.
        return words
            .get(at + 2)
            .is_some_and(|w| w.is_in(&AFTER_A_NAME) && w.shape == WordShape::Small);
    }
    next.shape == WordShape::Small && next.is_in(&AFTER_A_NAME)
}

/// `a apple`, `an war`. Only small letters: how an abbreviation sounds is anybody's guess.
fn indefinite(
    article: &ScannedArticle<'_>,
    a_or_an: &Word<'_>,
    next: &Word<'_>,
    out: &mut Vec<RawHint>,
) {
    // Behind `a`, shorter words may be the rest of a list or a formula.
    const MIN_LETTERS: usize = 4;
    let word = next.stem();
    let is_an = a_or_an.is("an");
    let is_long = word.len() >= MIN_LETTERS || is_an && word.len() + 1 == MIN_LETTERS;
    if next.shape != WordShape::Small
        || !is_long
        || !word.bytes().all(|b| b.is_ascii_lowercase())
        || next.is_in(&VOWEL_EXCEPTIONS)
    {
        return;
    }
    let vowel = match word.as_bytes()[0] {
        b'a' | b'e' | b'i' | b'o' => Some(!word.starts_with("one-") && !word.starts_with("eu")),
        // `a unit`, but `an unusual`; `a use`, but `an usher`.
        b'u' => (word.starts_with("un") && !word.starts_with("uni")).then_some(true),
        // `an hour`, `an heir`, and for some `an historic`.
        b'h' => None,
        b'y' | b'x' => None,
        // `an rlib`, `an n-ary`: letters that are spelt out.
        _ => word
            .bytes()
            .take(3)
            .any(|b| b"aeiouy".contains(&b))
            .then_some(false),
    };
    match vowel {
        Some(true) if !is_an => report(article, (a_or_an, next), "an ", "takes “an”", out),
        Some(false) if is_an => report(article, (a_or_an, next), "a ", "takes “a”", out),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::hints::passages;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passages("odd-article", text), expected, "{text}");
    }

    #[test]
    fn names_that_take_no_article_are_seen() {
        check(
            "Russia is opposed to Ukraine joining the NATO and has warned of it.",
            &["the NATO"],
        );
        check(
            "They are illegally connected to the Crimea, he said.",
            &["the Crimea"],
        );
        check(
            "The Ukraine will not give up, the president said.",
            &["The Ukraine"],
        );
        check("He has lived in the Germany since 1990.", &["the Germany"]);
    }

    #[test]
    fn an_article_of_the_noun_behind_the_name_is_right() {
        for text in [
            "The NATO summit and the NATO secretary general met in the Ukraine crisis.",
            "He knew the Germany of the 1930s and the Russia that had been.",
            "The NATO and EU missions left the Crimea peninsula.",
            "He left the Netherlands for the Congo, the Gambia and the Lebanon.",
            "The UK, the US and the EU signed. The Kyiv government did not.",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn a_and_an_go_by_sound() {
        check(
            "It was a apple, and then an war broke out over a unusual thing.",
            &["a apple", "an war", "a unusual"],
        );
        check(
            "An hour, an heir, a unit, a European, a one-off, an MP, a US ally, an honest user of a ewe.",
            &[],
        );
        check(
            "Vitamin a is in it, as is an x-ray and a historic hotel.",
            &[],
        );
    }
}
