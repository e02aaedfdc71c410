//! Corrections survive splitting, joining, adding and undoing: an exported correction changes the
//! corrected words and nothing else.

use std::sync::Arc;

use factdesk::model::{
    Article, Change, Claim, Origin, Refusal, Review, ReviewRecord, Ruling, Signature, UndoHistory,
    Verdict,
};
use factdesk::report::{OriginalText, ReportFormat, ReportOptions, dossiers};
use factdesk::text::Span;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

/// Two paragraphs. Each claim of the first one has two parts.
const TEXT: &str = "It rained, and it snowed. It froze, then it thawed.  He said “no more, he” \
                    left.\n\nThe end came, at last. Nobody saw it.\n";

/// One action of a reviewer.
#[derive(Clone, Debug)]
enum Step {
    /// Replaces a word in the proposed text of a claim by a word that occurs nowhere else.
    Correct(usize, usize),
    Cut(usize),
    Reset(usize),
    Rule(usize, Verdict),
    Split(usize),
    Join(usize),
    /// Adds a claim: the index of its first word and how many words it has.
    Add(usize, usize),
    Undo,
}

fn step() -> impl Strategy<Value = Step> {
    let place = 0usize..8;
    prop_oneof![
        4 => (place.clone(), 0usize..6).prop_map(|(place, word)| Step::Correct(place, word)),
        1 => place.clone().prop_map(Step::Cut),
        1 => place.clone().prop_map(Step::Reset),
        1 => place.clone().prop_map(|place| Step::Rule(place, Verdict::Garbled)),
        3 => place.clone().prop_map(Step::Split),
        3 => place.prop_map(Step::Join),
        1 => (0usize..22, 1usize..6).prop_map(|(first, count)| Step::Add(first, count)),
        2 => Just(Step::Undo),
    ]
}

fn sign(second: i64) -> Signature {
    Signature {
        by: "alice".into(),
        at: Timestamp::from_second(1_790_000_000 + second).unwrap(),
    }
}

/// Returns the proposed text of a claim.
fn proposed(review: &Review, claim: &Claim) -> String {
    let decision = claim.decision.as_ref();
    let correction = decision.and_then(|decision| decision.correction.clone());
    correction.unwrap_or_else(|| review.quote(claim).to_owned())
}

/// Returns the parts of a claim between its commas, without surrounding white space.
fn parts(review: &Review, claim: &Claim) -> Vec<Span> {
    let mut start = claim.span.start;
    let quote = review.quote(claim);
    let mut parts = Vec::new();
    for piece in quote.split_inclusive(',') {
        let lead = piece.chars().take_while(|c| c.is_whitespace()).count() as u32;
        let length = piece.chars().count() as u32;
        if lead < length {
            parts.push(Span::new(start + lead, start + length));
        }
        start += length;
    }
    parts
}

fn change(review: &Review, step: &Step, second: i64) -> Result<Option<Change>, Refusal> {
    let sign = sign(second);
    let at = |place: usize| place % review.claims().len();
    match *step {
        Step::Correct(place, word) => {
            let claim = &review.claims()[at(place)];
            let words = proposed(review, claim);
            let old: Vec<&str> = words.split_whitespace().collect();
            // Only a word that occurs once, so that it is clear which one was corrected.
            let Some(old) = old
                .get(word)
                .filter(|old| words.matches(**old).count() == 1)
            else {
                return Ok(None);
            };
            let new = words.replacen(old, &format!("NEW{second}"), 1);
            review.propose_correction(at(place), Some(&new), &sign)
        }
        Step::Cut(place) => review.propose_correction(at(place), Some(""), &sign),
        Step::Reset(place) => review.propose_correction(at(place), None, &sign),
        Step::Rule(place, verdict) => review.rule(at(place), Some(Ruling::Verdict(verdict)), &sign),
        Step::Split(place) => {
            let parts = parts(review, &review.claims()[at(place)]);
            review.split(at(place), &parts, &sign).map(Some)
        }
        Step::Join(place) => review.join(at(place), &sign).map(Some),
        Step::Add(first, count) => {
            let text = review.article().text();
            // One copy of the constant: its uses may have different addresses.
            let all = TEXT;
            let words = all.split_whitespace().map(|word| {
                let start = word.as_ptr() as usize - all.as_ptr() as usize;
                text.span_of(start..start + word.len())
            });
            let words = words.skip(first).take(count);
            let span = words.reduce(Span::join).unwrap_or(Span::new(0, 2));
            review.add(span).map(Some)
        }
        Step::Undo => Ok(None),
    }
}

/// Returns the article with all corrections, as a CriticMarkup report.
fn criticmarkup(review: &Review) -> String {
    let mut review = review.clone();
    for place in 0..review.claims().len() {
        let garbled = Some(Ruling::Verdict(Verdict::Garbled));
        if let Ok(Some(change)) = review.rule(place, garbled, &sign(999)) {
            review.apply(&change, sign(999).at).unwrap();
        }
    }
    let mut dossiers = dossiers(vec![ReviewRecord::from(&review)]);
    let article = Article::clone(review.article());
    dossiers[0].text = Some(OriginalText::new(article, TEXT.to_owned()));
    let options = ReportOptions {
        zone: TimeZone::UTC,
        publisher: None,
        url: None,
        article_url: None,
        person: None,
        contacts: false,
    };
    let format = ReportFormat::named("criticmarkup").unwrap();
    format.write(&dossiers, &options).unwrap().text
}

/// Parses CriticMarkup: returns the original text and each change as (old, new).
fn parse_criticmarkup(marked: &str) -> (String, Vec<(String, String)>) {
    let (mut old, mut changes) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find('{') {
        old.push_str(&rest[..at]);
        let (mark, tail) = rest[at..].split_at(3);
        let (inside, after) = match mark {
            "{++" => tail.split_once("++}").unwrap(),
            "{--" => tail.split_once("--}").unwrap(),
            "{~~" => tail.split_once("~~}").unwrap(),
            "{>>" => tail.split_once("<<}").unwrap(),
            other => panic!("{other}"),
        };
        let (was, is) = match mark {
            "{++" => ("", inside),
            "{--" => (inside, ""),
            "{~~" => inside.split_once("~>").unwrap(),
            _ => ("", ""),
        };
        old.push_str(was);
        if mark != "{>>" {
            changes.push((was.to_owned(), is.to_owned()));
        }
        rest = after;
    }
    old.push_str(rest);
    (old, changes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn exported_corrections_change_only_the_corrected_words(
        steps in proptest::collection::vec(step(), 1..25),
    ) {
        let article = Arc::new(Article::new("draft.txt", TEXT.to_owned()));
        let sentences = ["It rained, and it snowed.", "It froze, then it thawed.",
            "He said “no more, he” left.", "The end came, at last.", "Nobody saw it."];
        let claims = sentences.map(|words| {
            let at = TEXT.find(words).unwrap();
            let span = article.text().span_of(at..at + words.len());
            Claim::new(&article, span, Origin::Extracted)
        });
        let mut review = Review::new(article, "alice", sign(0).at, claims.into());
        let mut undo = UndoHistory::default();
        let mut has_cut = false;
        for (second, step) in steps.iter().enumerate() {
            has_cut |= matches!(step, Step::Cut(_));
            let made = match step {
                Step::Undo => undo.undo(),
                _ => change(&review, step, second as i64).ok().flatten(),
            };
            let Some(made) = made else { continue };
            review.apply(&made, sign(second as i64).at).unwrap();
            if !matches!(step, Step::Undo) {
                undo.push(made);
            }
        }
        let (old, changes) = parse_criticmarkup(&criticmarkup(&review));
        prop_assert_eq!(old, TEXT, "without its marks, the report is the article");
        for (was, is) in changes {
            // As many words as before, each unchanged or corrected; fewer only if a claim was cut.
            let (was, is): (Vec<_>, Vec<_>) =
                (was.split_whitespace().collect(), is.split_whitespace().collect());
            prop_assert!(is.len() == was.len() || has_cut && is.len() < was.len(), "{was:?} {is:?}");
            for word in is {
                let is_known = word.contains("NEW") || was.contains(&word);
                prop_assert!(is_known, "{word} is neither the article's nor a correction");
            }
        }
    }
}
