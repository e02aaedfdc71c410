//! Real files with random damage: each is read or refused with a reason, and shown without harm.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use factdesk::app::Setup;
use factdesk::extract;
use factdesk::formats;
use factdesk::import;
use factdesk::model::{Article, Claim, Review, ReviewHead, ReviewRecord};
use factdesk::reanchor::{self, EarlierClaim, Fate};
use factdesk::store::{self, LoadedReview};
use factdesk::text::{Span, decode, plain_mark};
use factdesk::tui::{Colours, Screen, Theme};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::pty::Home;
use crate::terminal_output::assert_harmless;
use crate::test_app::TestApp;

const ARTICLE: &str = "sample-data/nato-membership.txt";
/// One article in each format.
const ARTICLES: [&str; 3] = [
    ARTICLE,
    "tests/data/pages/news.html",
    "tests/data/pages/news.md",
];
const CLAIMS: &str = "sample-data/nato-membership.claims.json";
const REVIEW: &str = "tests/data/reviews/version-1-contacts.review.json";
const REVIEWED: &str = "tests/data/reviews/version-1.txt";

/// A change to a file's bytes. Positions are in 1/65,536 of its length.
#[derive(Clone, Debug)]
enum Damage {
    CutOff(u16),
    Drop(u16, usize),
    Insert(u16, Vec<u8>),
    Repeat(u16, usize),
    Overwrite(u16, Vec<u8>),
}

impl Damage {
    fn apply_to(&self, bytes: &mut Vec<u8>) {
        let length = bytes.len();
        let at = |place: &u16| usize::from(*place) * length / 65_536;
        let piece = |place: &u16, length: &usize| at(place)..bytes.len().min(at(place) + length);
        match self {
            Damage::CutOff(place) => bytes.truncate(at(place)),
            Damage::Drop(place, length) => drop(bytes.drain(piece(place, length))),
            Damage::Insert(place, words) => drop(bytes.splice(at(place)..at(place), words.clone())),
            Damage::Repeat(place, length) => {
                let again = bytes[piece(place, length)].to_vec();
                bytes.splice(at(place)..at(place), again);
            }
            Damage::Overwrite(place, words) => {
                let piece = piece(place, &words.len());
                bytes.splice(piece, words.clone());
            }
        }
    }
}

/// Bytes that may do harm in plain text or JSON.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: [&str; 32] = [
        "\u{1B}[2J",
        "\u{1B}]0;owned\u{7}",
        "\u{9B}31m",
        "\u{9D}0;owned\u{9C}",
        "\u{202E}",
        "\u{2066}",
        "\u{200B}",
        "\u{FEFF}",
        "\u{E0041}",
        "\u{301}\u{301}\u{301}",
        "\u{7F}",
        "\u{2028}",
        "\r",
        "\n\n\n",
        "\t",
        "日本語",
        ". ",
        "“",
        "\"",
        "\\",
        "\\u001b[2J",
        "\\u009b2J\\u202e",
        "\\ud800",
        "{",
        "}",
        "[[",
        "],",
        "null",
        "-1",
        "1e999",
        "18446744073709551616",
        "0.5",
    ];
    prop_oneof![
        select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec()),
        vec(any::<u8>(), 1..5),
        "[ -~]{1,8}".prop_map(String::into_bytes),
    ]
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = any::<u16>();
    prop_oneof![
        1 => place.prop_map(Damage::CutOff),
        2 => (place, 1usize..200).prop_map(|(place, length)| Damage::Drop(place, length)),
        4 => (place, piece()).prop_map(|(place, words)| Damage::Insert(place, words)),
        2 => (place, 1usize..400).prop_map(|(place, length)| Damage::Repeat(place, length)),
        2 => (place, piece()).prop_map(|(place, words)| Damage::Overwrite(place, words)),
    ]
}

/// One to five changes to a file.
fn damages() -> impl Strategy<Value = Vec<Damage>> {
    vec(damage(), 1..6)
}

/// Returns a file's bytes with this damage.
fn damaged(file: &str, damages: &[Damage]) -> Vec<u8> {
    let mut bytes = fs::read(file).unwrap();
    for damage in damages {
        damage.apply_to(&mut bytes);
    }
    bytes
}

fn article(file: &str) -> Article {
    let name = Path::new(file).file_name().unwrap().to_string_lossy();
    Article::new(name, decode(fs::read(file).unwrap()).unwrap())
}

/// Shows a review at several sizes and asserts that the output is harmless.
fn look_through(review: Review) {
    let mut desk = TestApp::start(Setup::new(review));
    let mut screen = Screen::new(Vec::new(), Theme::new(Colours::None, false));
    for (width, height) in [(100, 30), (40, 10), (61, 17)] {
        desk.resize(width, height);
        for keys in [
            "j j",
            "end",
            "?",
            "? } tab pgdn tab",
            "e",
            "esc c",
            "esc F 1",
        ] {
            desk.keys(keys);
            screen.draw(&desk.state, (width, height)).unwrap();
        }
    }
    assert_harmless(screen.out());
}

/// Moves a review to another text and asserts that no claim is lost or doubled.
fn carry_over(stored: ReviewRecord, article: &Arc<Article>) -> Review {
    let ids: Vec<_> = stored
        .claims
        .iter()
        .map(|(claim, _)| claim.id.clone())
        .collect();
    let earlier = stored.claims.into_iter();
    let earlier = earlier.map(|(claim, selector)| EarlierClaim::new(claim, selector));
    let passages: Vec<Span> = extract::claims(article, "en")
        .iter()
        .map(|c| c.span)
        .collect();
    let found = reanchor::reanchor(earlier.collect(), article, &passages);
    assert_harmless(found.counts().to_string().as_bytes());
    for outcome in &found.outcomes {
        if let Fate::Same { span, .. } = outcome.fate {
            // Equal except for white space and the style of quotation marks.
            let words = |words: &str| -> String {
                let plain = words.chars().filter(|c| !c.is_whitespace());
                plain.map(plain_mark).collect()
            };
            let before = words(&outcome.earlier.selector.quote);
            assert_eq!(
                words(article.text().slice(span)),
                before,
                "reported as the same but different"
            );
        }
    }
    let claims: Vec<Claim> = found.into_claims(article);
    let kept: HashSet<_> = claims.iter().map(|claim| claim.id.clone()).collect();
    assert_eq!((claims.len(), kept), (ids.len(), ids.into_iter().collect()));
    let head = ReviewHead {
        reviewer: "alice".to_owned(),
        extracted_up_to: None,
        ..stored.head
    };
    Review::restored(Arc::clone(article), head, claims)
}

/// A failing case is printed, but not stored in a file.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn an_article_is_shown_or_refused(file in select(&ARTICLES[..]), damages in damages()) {
        match formats::read(file, damaged(file, &damages)) {
            Err(error) => assert_harmless(error.to_string().as_bytes()),
            Ok(document) => {
                let article = Arc::new(Article::new("draft.txt", document.text));
                let claims = extract::claims(&article, "en");
                for claim in &claims {
                    let json = store::claim_json(claim, &article).unwrap();
                    prop_assert_eq!(&json["quote"], article.text().slice(claim.span));
                }
                look_through(Review::new(article, "alice", jiff::Timestamp::UNIX_EPOCH, claims));
            }
        }
    }

    #[test]
    fn a_claims_file_is_shown_or_refused(damages in damages()) {
        let article = Arc::new(article(ARTICLE));
        match import::claims(&damaged(CLAIMS, &damages), &article) {
            Err(error) => assert_harmless(error.to_string().as_bytes()),
            Ok(imported) => {
                for bad in &imported.rejected {
                    assert_harmless(bad.to_string().as_bytes());
                }
                let claims = imported.claims;
                look_through(Review::new(article, "alice", jiff::Timestamp::UNIX_EPOCH, claims));
            }
        }
    }

    #[test]
    fn a_review_is_shown_or_refused(damages in damages(), other_text in any::<bool>()) {
        let bytes = damaged(REVIEW, &damages);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft.alice.review.json");
        fs::write(&path, &bytes).unwrap();
        let article = Arc::new(article(if other_text { ARTICLE } else { REVIEWED }));
        match store::load(&path, &article) {
            Err(error) => assert_harmless(error.to_string().as_bytes()),
            Ok(None) => prop_assert!(false, "the review is not found"),
            Ok(Some(loaded)) => look_through(match loaded.found {
                LoadedReview::SameText(review) => *review,
                LoadedReview::OtherText(stored) => carry_over(stored, &article),
            }),
        }
        prop_assert_eq!(fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn a_damaged_article_keeps_every_claim(damages in damages()) {
        if let Ok(text) = decode(damaged(REVIEWED, &damages)) {
            let article = Arc::new(Article::new("version-1.txt", text));
            let stored = store::read(Path::new(REVIEW)).unwrap().unwrap();
            look_through(carry_over(stored, &article));
        }
    }
}

proptest! {
    #![proptest_config(config(4))]

    #[test]
    fn status_survives_damaged_reviews(files in vec(damages(), 60)) {
        let home = Home::with_article("");
        for (number, damages) in files.iter().enumerate() {
            fs::write(home.path(&format!("{number}.alice.review.json")), damaged(REVIEW, damages)).unwrap();
        }
        for args in [&["status"][..], &["status", "--json"]] {
            let output = home.run(args);
            prop_assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}", output.status);
            assert_harmless(&output.stdout);
            assert_harmless(&output.stderr);
            let errors = String::from_utf8(output.stderr).unwrap().lines().count();
            prop_assert!(errors <= files.len(), "more than one line for a file");
        }
    }
}
