use proptest::prelude::*;

use super::*;
use crate::model::{Decision, Origin};
use crate::text::{Folded, Text};

const OLD: &str = "\
A title without a stop

Zelenskyy spoke by telephone on Tuesday with the head of the alliance. Such a plan would be \"a real signal\" for Moscow.
Four soldiers were killed by mortar fire on 26 March. He declined to comment.
More than 13,000 people have been killed since then. He declined to comment.

Russia annexed Crimea in March 2014, weeks after protests had driven the president from power.
The military reported the deaths of two more soldiers within 24 hours.
";

/// Cuts a text into lines, and those after full stops: near enough to sentences.
fn sentences(text: &str) -> Vec<Span> {
    let chars: Vec<char> = text.chars().collect();
    let mut spans = Vec::new();
    let mut start = 0;
    for at in 0..=chars.len() {
        let ends = at == chars.len()
            || chars[at] == '\n'
            || (chars[at] == ' ' && at > 0 && ".!?".contains(chars[at - 1]));
        if ends {
            let words = chars[start..at].iter().any(|c| !c.is_whitespace());
            if words && chars[start..at].contains(&'.') {
                spans.push(Span::new(start as u32, at as u32));
            }
            start = at + 1;
        }
    }
    spans
}

fn article(text: &str) -> Article {
    Article::new("a.txt", text.to_owned())
}

/// Returns claims as the review file has them.
fn earlier(text: &str, spans: &[Span]) -> Vec<EarlierClaim> {
    let article = article(text);
    let slice = |start: u32, end: u32| article.text().slice(Span::new(start, end)).to_owned();
    spans
        .iter()
        .map(|&span| {
            let selector = Selector {
                quote: slice(span.start, span.end),
                prefix: slice(span.start.saturating_sub(32), span.start),
                suffix: slice(span.end, span.end.saturating_add(32)),
                ..Selector::default()
            };
            EarlierClaim::new(Claim::new(&article, span, Origin::Extracted), selector)
        })
        .collect()
}

/// Returns the span of a quote that occurs once.
fn at(text: &str, quote: &str) -> Span {
    let (byte, _) = text.match_indices(quote).next().expect(quote);
    assert_eq!(text.matches(quote).count(), 1, "{quote}");
    Text::new(text.to_owned()).span_of(byte..byte + quote.len())
}

/// An article with some claims, edited.
struct Edit {
    result: Reanchored,
    new: String,
}

impl Edit {
    fn of(old: &str, claims: &[Span], new: &str) -> Self {
        Self {
            result: reanchor(earlier(old, claims), &article(new), &sentences(new)),
            new: new.to_owned(),
        }
    }

    /// All sentences are claims; some words are replaced.
    fn replacing(from: &str, to: &str) -> Self {
        assert!(OLD.contains(from), "{from}");
        Self::of(OLD, &sentences(OLD), &OLD.replace(from, to))
    }

    /// A part of a sentence is the only claim.
    fn of_part(part: &str, new: &str) -> Self {
        Self::of(OLD, &[at(OLD, part)], new)
    }

    fn counts(&self) -> String {
        self.result.counts().to_string()
    }

    fn text(&self, span: Span) -> String {
        article(&self.new).text().slice(span).to_owned()
    }

    /// What became of the claim with these words in it.
    fn fate(&self, words: &str) -> &Fate {
        let mut with = self
            .result
            .outcomes
            .iter()
            .filter(|o| o.earlier.selector.quote.contains(words));
        &with.next().expect(words).fate
    }

    /// The new words of a changed claim.
    fn changed(&self, words: &str) -> String {
        match self.fate(words) {
            Fate::Changed(candidate) => self.text(candidate.span),
            other => panic!("{words}: {other:?}"),
        }
    }
}

#[test]
fn nothing_changed() {
    let edit = Edit::replacing("Moscow", "Moscow");
    assert_eq!(
        edit.counts(),
        "8 the same, 0 changed, 0 to be asked about, 0 gone, 0 new"
    );
    for outcome in &edit.result.outcomes {
        let span = outcome.earlier.claim.span;
        assert_eq!(outcome.fate, Fate::Same { span, moved: false });
    }
}

#[test]
fn white_space_and_quotation_marks_do_not_count() {
    let edit = Edit::replacing("\"a real signal\" for", "“a real\u{A0} signal” for");
    assert_eq!(
        edit.counts(),
        "8 the same, 0 changed, 0 to be asked about, 0 gone, 0 new"
    );
}

#[test]
fn a_verdict_never_rides_silently_on_changed_words() {
    for (from, to) in [
        ("More than 13,000 people", "More than 3,000 people"),
        (
            "have been killed since then",
            "have not been killed since then",
        ),
        ("Zelenskyy spoke", "Zelenskiy spoke"),
        ("on 26 March", "on 26 May"),
        ("\"a real signal\"", "a real signal"),
        ("annexed Crimea", "Annexed Crimea"),
        ("annexed Crimea", "annexed Cri\u{200B}mea"),
        ("within 24 hours", "within 24 hours?"),
        ("Russia annexed", "It is false that Russia annexed"),
        ("from power.", "from power, a film claims."),
    ] {
        let edit = Edit::replacing(from, to);
        let counts = edit.counts();
        assert_eq!(
            counts, "7 the same, 1 changed, 0 to be asked about, 0 gone, 0 new",
            "{from} -> {to}"
        );
    }
}

#[test]
fn a_changed_sentence_is_given_in_its_new_words() {
    let edit = Edit::replacing("13,000 people", "14,000 men");
    let new = "More than 14,000 men have been killed since then.";
    assert_eq!(
        edit.counts(),
        "7 the same, 1 changed, 0 to be asked about, 0 gone, 0 new"
    );
    assert_eq!(edit.changed("More than"), new);
}

#[test]
fn a_deleted_sentence_is_gone_and_keeps_its_words() {
    let edit = Edit::replacing("Four soldiers were killed by mortar fire on 26 March. ", "");
    assert_eq!(
        edit.counts(),
        "7 the same, 0 changed, 0 to be asked about, 1 gone, 0 new"
    );
    let Fate::Gone { near } = *edit.fate("Four soldiers") else {
        panic!("{:?}", edit.fate("Four soldiers"))
    };
    assert_eq!(near, at(OLD, "Four soldiers").start);
}

#[test]
fn of_repeated_sentences_the_right_one_is_gone() {
    for (gone, stays) in [
        ("26 March. He declined to comment.", "then. He"),
        ("then. He declined to comment.", "March. He"),
    ] {
        let edit = Edit::replacing(gone, &gone[..gone.len() - 23]);
        assert_eq!(
            edit.counts(),
            "7 the same, 0 changed, 0 to be asked about, 1 gone, 0 new"
        );
        for outcome in &edit.result.outcomes {
            let before = outcome.earlier.selector.prefix.contains(&stays[..5]);
            if outcome.earlier.selector.quote.starts_with("He") {
                assert_eq!(
                    matches!(outcome.fate, Fate::Same { .. }),
                    before,
                    "{outcome:?}"
                );
            }
        }
    }
}

#[test]
fn what_is_written_on_one_of_two_equals_never_comes_to_the_other() {
    let old = "# Title\n\nThe mayor resigned on 3 May 2021. The mayor resigned on 3 May 2021.\n\n\
               The council met on Monday, 7 June.\n\nThe mayor was paid $5 million.\n";
    let new = old
        .replacen("3 May", "4 May", 1)
        .replacen("The council", "Council", 1);
    for is_written in [false, true] {
        let mut claims = earlier(old, &sentences(old));
        for earlier in claims.iter_mut().filter(|_| is_written) {
            let decision = Decision::blank("alice", jiff::Timestamp::UNIX_EPOCH);
            earlier.claim.decision = Some(Box::new(decision));
        }
        let result = reanchor(claims, &article(&new), &sentences(&new));
        let twins = &result.outcomes[..2];
        let is_asked = |outcome: &ClaimOutcome| matches!(outcome.fate, Fate::Ambiguous(_));
        assert_eq!(twins.iter().all(is_asked), is_written, "{twins:?}");
    }
}

#[test]
fn a_new_sentence_is_listed() {
    let edit = Edit::replacing(
        "He declined to comment.\nMore",
        "He declined to comment. Nobody was hurt.\nMore",
    );
    assert_eq!(
        edit.counts(),
        "8 the same, 0 changed, 0 to be asked about, 0 gone, 1 new"
    );
    assert_eq!(edit.text(edit.result.new[0]), "Nobody was hurt.");
}

#[test]
fn paragraphs_that_change_places_have_moved() {
    let (head, rest) = OLD.split_at(at(OLD, "Zelenskyy").start as usize);
    let (first, second) = rest.split_once("\n\n").unwrap();
    let edit = Edit::of(OLD, &sentences(OLD), &format!("{head}{second}\n{first}\n"));
    assert_eq!(
        edit.counts(),
        "8 the same (2 moved), 0 changed, 0 to be asked about, 0 gone, 0 new"
    );
}

#[test]
fn a_sentence_put_in_another_place_may_have_changed_too() {
    let line = "The military reported the deaths of two more soldiers within 24 hours.\n";
    let without = OLD.replace(line, "");
    let new = without.replace(
        "stop\n\n",
        &format!("stop\n\n{}", line.replace("two", "three")),
    );
    let edit = Edit::of(OLD, &sentences(OLD), &new);
    assert_eq!(
        edit.counts(),
        "7 the same, 1 changed, 0 to be asked about, 0 gone, 0 new"
    );
    assert!(edit.changed("military").contains("three"));
}

#[test]
fn of_two_that_are_as_like_the_checker_is_asked() {
    let two = "Four soldiers were killed by mortar fire on 27 March. Four soldiers were killed by mortar fire on 28 March.";
    let edit = Edit::replacing("Four soldiers were killed by mortar fire on 26 March.", two);
    assert_eq!(
        edit.counts(),
        "7 the same, 0 changed, 1 to be asked about, 0 gone, 2 new"
    );
    let Fate::Ambiguous(candidates) = edit.fate("Four soldiers") else {
        panic!("{:?}", edit.fate("Four soldiers"))
    };
    let offered: Vec<String> = candidates.iter().map(|c| edit.text(c.span)).collect();
    assert!(offered[0].contains("27") && offered[1].contains("28"));
    assert_eq!(candidates[0].likeness, 0.9);
}

#[test]
fn sentences_of_one_mould_keep_their_order() {
    let old = "The figure for May was five in all. The figure for June was six in all.";
    let new = "The figure for May was seven in all. The figure for June was eight in all.";
    let edit = Edit::of(old, &sentences(old), new);
    assert_eq!(
        edit.counts(),
        "0 the same, 2 changed, 0 to be asked about, 0 gone, 0 new"
    );
    assert_eq!(edit.changed("May"), "The figure for May was seven in all.");
    assert_eq!(
        edit.changed("June"),
        "The figure for June was eight in all."
    );
    // With one of them gone nothing tells whose words have changed.
    let edit = Edit::of(
        old,
        &sentences(old),
        "The figure for July was seven in all.",
    );
    assert_eq!(
        edit.counts(),
        "0 the same, 0 changed, 2 to be asked about, 0 gone, 1 new"
    );
}

#[test]
fn what_is_like_a_sentence_that_is_still_there_is_another() {
    let old = "He won five medals at the games. He won six medals at the games.";
    let edit = Edit::of(old, &sentences(old), "He won five medals at the games.");
    assert_eq!(
        edit.counts(),
        "1 the same, 0 changed, 0 to be asked about, 1 gone, 0 new"
    );
    assert!(matches!(edit.fate("six"), Fate::Gone { .. }));
}

#[test]
fn a_sentence_cut_in_two_is_both() {
    let edit = Edit::replacing("March 2014, weeks", "March 2014. That was weeks");
    assert_eq!(
        edit.counts(),
        "7 the same, 1 changed, 0 to be asked about, 0 gone, 0 new"
    );
    assert!(edit.changed("Russia").starts_with("Russia annexed"));
    assert!(edit.changed("Russia").ends_with("from power."));
}

#[test]
fn a_part_is_the_same_only_if_its_sentence_is() {
    let part = "annexed Crimea in March 2014";
    let edit = Edit::of_part(part, &OLD.replace("He declined", "She declined"));
    assert!(matches!(edit.fate(part), Fate::Same { .. }));
    for (from, to) in [
        ("Russia annexed", "Nobody annexed"),
        ("2014, weeks", "2014, days"),
        ("Russia annexed", "Peskov denied that Russia annexed"),
    ] {
        let edit = Edit::of_part(part, &OLD.replace(from, to));
        assert_eq!(edit.changed(part), part, "{from} -> {to}");
    }
    let edit = Edit::of_part(part, &OLD.replace("in March 2014", "in April 2014"));
    assert_eq!(edit.changed(part), "annexed Crimea in April 2014");
}

#[test]
fn a_part_of_another_sentence_is_not_taken_for_it() {
    let quote = "declined to comment";
    let old = "The mayor of Kyiv, who was asked twice, declined to comment on it.";
    let new = "Officials in the United States declined to comment.";
    let edit = Edit::of(old, &[at(old, quote)], new);
    assert!(matches!(edit.fate(quote), Fate::Gone { .. }));
}

#[test]
fn a_part_goes_with_the_claim_on_the_whole() {
    let part = at(OLD, "the deaths of two more soldiers");
    let mut claims = sentences(OLD);
    claims.push(part);
    let fates = |from: &str, to: &str| {
        let edit = Edit::of(OLD, &claims, &OLD.replace(from, to));
        let of_part = edit
            .result
            .outcomes
            .iter()
            .find(|o| o.earlier.claim.span == part)
            .unwrap();
        match &of_part.fate {
            Fate::Same { span, .. } => format!("same: {}", edit.text(*span)),
            Fate::Changed(candidate) => format!("changed: {}", edit.text(candidate.span)),
            Fate::Ambiguous(candidates) => format!("{} candidates", candidates.len()),
            Fate::Gone { .. } => "gone".to_owned(),
        }
    };
    assert_eq!(
        fates("He declined", "No: he declined"),
        "same: the deaths of two more soldiers"
    );
    // Far from the part, but in its sentence.
    assert_eq!(
        fates("24 hours", "48 hours"),
        "changed: the deaths of two more soldiers"
    );
    assert_eq!(
        fates("two more", "three"),
        "changed: the deaths of three soldiers"
    );
    assert_eq!(
        fates(
            "The military reported the deaths of two more soldiers within 24 hours.",
            ""
        ),
        "gone"
    );
}

#[test]
fn two_claims_on_one_passage_share_their_fate() {
    let span = at(
        OLD,
        "Russia annexed Crimea in March 2014, weeks after protests had driven the president from power.",
    );
    let mut claims = earlier(OLD, &[span, span]);
    claims[1].claim.id = crate::model::ClaimId::from_file("other");
    let new = OLD.replace("weeks", "days");
    let result = reanchor(claims, &article(&new), &sentences(&new));
    assert_eq!(result.counts().changed, 2);
    assert_eq!(result.outcomes[0].fate, result.outcomes[1].fate);
}

#[test]
fn a_claim_that_was_gone_is_found_when_its_words_come_back() {
    let span = at(OLD, "Four soldiers were killed by mortar fire on 26 March.");
    let mut claims = earlier(OLD, &[span]);
    claims[0].claim.span = Span::new(3, 3);
    let result = reanchor(claims, &article(OLD), &sentences(OLD));
    assert_eq!(result.outcomes[0].fate, Fate::Same { span, moved: false });
}

/// Paragraphs of sentences, no word of which is in two of them.
fn paragraphs() -> impl Strategy<Value = Vec<Vec<Vec<String>>>> {
    let lengths = proptest::collection::vec(proptest::collection::vec(4usize..12, 1..5), 2..5);
    lengths.prop_map(|lengths| {
        let mut number = 0;
        let mut word = move |_| {
            number += 1;
            format!("w{number}")
        };
        let mut sentence = |length| (0..length).map(&mut word).collect::<Vec<_>>();
        let paragraph = |lengths: Vec<usize>| lengths.into_iter().map(&mut sentence).collect();
        lengths.into_iter().map(paragraph).collect()
    })
}

fn written(paragraphs: &[Vec<Vec<String>>]) -> String {
    let sentence = |words: &Vec<String>| format!("{}.", words.join(" "));
    let paragraph = |sentences: &Vec<Vec<String>>| {
        let sentences: Vec<String> = sentences.iter().map(sentence).collect();
        sentences.join(" ")
    };
    let paragraphs: Vec<String> = paragraphs.iter().map(paragraph).collect();
    paragraphs.join("\n\n")
}

/// Text with few words and many marks and spaces, so that everything occurs again and again.
fn text() -> impl Strategy<Value = String> {
    "(a|bé|7|не|日本|“|”|\"|’|\\.|\\. |\\?|,| | |\n|\n\n|\u{301}|\u{200B}){1,60}"
}

/// Spans of a text that hold a word or a mark.
fn spans(text: &str, wanted: &[(u32, u32)]) -> Vec<Span> {
    let text = Text::new(text.to_owned());
    let mut spans: Vec<Span> = wanted
        .iter()
        .map(|&(start, length)| (start % text.len(), length))
        .map(|(start, length)| Span::new(start, (start + length).min(text.len())))
        .filter(|&span| !text.slice(span).trim().is_empty())
        .collect();
    spans.sort();
    spans
}

/// Returns a span without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let text = Text::new(text.to_owned());
    let start = text.byte_of(span.start);
    let words = text.slice(span);
    let lead = words.len() - words.trim_start().len();
    text.span_of(start + lead..start + lead + words.trim().len())
}

proptest! {
    #[test]
    fn unchanged_text_leaves_everything_the_same(
        text in text(),
        claims in proptest::collection::vec((0u32..200, 1u32..40), 0..12),
        sentences in proptest::collection::vec((0u32..200, 1u32..40), 0..6),
    ) {
        let claims = spans(&text, &claims);
        let sentences = spans(&text, &sentences);
        let result = reanchor(earlier(&text, &claims), &article(&text), &sentences);
        prop_assert_eq!(result.outcomes.len(), claims.len());
        for outcome in &result.outcomes {
            let span = trimmed(&text, outcome.earlier.claim.span);
            prop_assert_eq!(&outcome.fate, &Fate::Same { span, moved: false });
        }
    }

    #[test]
    fn of_deleted_sentences_exactly_those_are_gone(
        old in paragraphs(), at in any::<prop::sample::Index>(), count in 1usize..3
    ) {
        let mut new = old.clone();
        let mut gone = Vec::new();
        for _ in 0..count {
            let paragraph = at.index(new.len());
            let sentence = at.index(new[paragraph].len());
            gone.push(new[paragraph].remove(sentence)[0].clone());
            new.retain(|sentences| !sentences.is_empty());
            if new.is_empty() {
                break;
            }
        }
        let old = written(&old);
        let edit = Edit::of(&old, &sentences(&old), &written(&new));
        for outcome in &edit.result.outcomes {
            let first = outcome.earlier.selector.quote.split(' ').next().unwrap().to_owned();
            prop_assert_eq!(
                matches!(outcome.fate, Fate::Gone { .. }),
                gone.contains(&first),
                "{:?}", outcome
            );
        }
        let counts = edit.result.counts();
        prop_assert_eq!(counts.same + counts.gone, edit.result.outcomes.len());
        prop_assert_eq!((counts.moved, counts.new), (0, 0));
    }

    #[test]
    fn paragraphs_in_any_order_are_the_same(
        (old, new) in paragraphs().prop_flat_map(|p| (Just(p.clone()), Just(p).prop_shuffle()))
    ) {
        let old = written(&old);
        let edit = Edit::of(&old, &sentences(&old), &written(&new));
        let counts = edit.result.counts();
        prop_assert_eq!((counts.same, counts.new), (edit.result.outcomes.len(), 0));
    }

    #[test]
    fn a_sentence_with_one_other_word_has_changed(
        old in paragraphs(),
        at in any::<prop::sample::Index>(),
        word in prop_oneof![Just("not"), Just("13"), Just("w1")],
    ) {
        let mut new = old.clone();
        let paragraph = at.index(new.len());
        let sentence = at.index(new[paragraph].len());
        let words = &mut new[paragraph][sentence];
        let place = at.index(words.len());
        prop_assume!(words[place] != word);
        words[place] = word.to_owned();
        let words = format!("{}.", words.join(" "));
        let old = written(&old);
        let edit = Edit::of(&old, &sentences(&old), &written(&new));
        let counts = edit.result.counts();
        prop_assert_eq!((counts.changed, counts.new), (1, 0));
        prop_assert_eq!(counts.same + 1, edit.result.outcomes.len());
        let changed = edit.result.outcomes.iter().find_map(|outcome| match outcome.fate {
            Fate::Changed(candidate) => Some(edit.text(candidate.span)),
            _ => None,
        });
        prop_assert_eq!(changed, Some(words));
    }

    #[test]
    fn whatever_becomes_of_a_text_nothing_is_lost_or_wrongly_the_same(
        old in text(),
        new in text(),
        kept in 0usize..200,
        claims in proptest::collection::vec((0u32..200, 1u32..40), 0..12),
        sentences in proptest::collection::vec((0u32..200, 1u32..40), 0..6),
    ) {
        // Some of the old text is in the new one.
        let from = old.char_indices().nth(kept % old.chars().count()).unwrap().0;
        let new = [&new, &old[from..]].concat();
        let claims = spans(&old, &claims);
        let sentences = spans(&new, &sentences);
        let article = article(&new);
        let result = reanchor(earlier(&old, &claims), &article, &sentences);
        prop_assert_eq!(&result, &reanchor(earlier(&old, &claims), &article, &sentences));
        prop_assert_eq!(result.outcomes.len(), claims.len());
        for ClaimOutcome { earlier, fate } in &result.outcomes {
            let places = match fate {
                Fate::Same { span, .. } => {
                    let now = Folded::new(article.text().slice(*span));
                    let then = Folded::new(&earlier.selector.quote);
                    prop_assert_eq!(now.as_str(), then.as_str());
                    vec![*span]
                }
                Fate::Changed(candidate) => vec![candidate.span],
                Fate::Ambiguous(candidates) => {
                    prop_assert!((1..=9).contains(&candidates.len()));
                    candidates.iter().map(|candidate| candidate.span).collect()
                }
                Fate::Gone { near } => {
                    prop_assert!(*near <= article.text().len());
                    vec![]
                }
            };
            for span in places {
                prop_assert!(!article.text().slice(span).trim().is_empty());
                prop_assert!(span.end <= article.text().len());
            }
        }
    }
}
