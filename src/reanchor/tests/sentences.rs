//! Claims on whole sentences.

use super::*;

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
