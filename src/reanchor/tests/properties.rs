//! Whatever the texts are.

use proptest::prelude::*;

use super::*;

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
