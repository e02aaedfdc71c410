//! Claims on parts of sentences.

use super::*;

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
