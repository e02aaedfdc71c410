//! The sources beside the claims: in memory with made-up answers, and in a terminal with files.

use std::fs;

use factdesk::app::{
    Catalogue, Effect, Event, PairedPassage, Setup, SideBySide, SourceAnswer, SourcePassage,
    SourceQuestion,
};
use factdesk::compare::compare;
use factdesk::model::{Article, Claim, ClaimId, ListedSource, Origin, Stance};
use factdesk::text::Span;

use crate::mouse::{click, place};
use crate::pty::{Home, Pty};
use crate::test_app::{THREE, TestApp};

/// Returns a passage of `wire.txt`, compared with a claim.
pub fn passage(claim: &str, words: &str) -> SourcePassage {
    SourcePassage {
        document: 0,
        file: "wire.txt".into(),
        title: Some("The wire".into()),
        locator: "para 2".into(),
        words: words.into(),
        comparison: compare(claim, words),
        is_weak: false,
        is_stale: false,
    }
}

/// Returns an app whose sources have been read.
pub fn with_sources() -> TestApp {
    let mut desk = TestApp::open(THREE).size(80, 24);
    desk.event(Event::SourcesReady(Catalogue {
        documents: vec![ListedSource {
            file: "wire.txt".into(),
            title: Some("The wire".into()),
        }],
        skipped: vec![("scan.pdf".into(), "it is no text".into())],
        checks: 0,
    }));
    desk
}

/// Returns the claims that the app has asked the sources about.
fn asked(desk: &TestApp) -> Vec<ClaimId> {
    let claim = |effect: &Effect| match effect {
        Effect::AskSources(SourceQuestion::Claim { claim, .. }) => Some(claim.clone()),
        _ => None,
    };
    desk.effects.iter().filter_map(claim).collect()
}

/// Answers for the selected claim with these passages.
pub fn answer(desk: &mut TestApp, words: &[&str]) {
    let claim = desk.claim(desk.selected());
    let quote = desk.state.review().quote(claim).to_owned();
    let finding = SourceAnswer {
        claim: claim.id.clone(),
        passages: words.iter().map(|words| passage(&quote, words)).collect(),
        checks: Vec::new(),
    };
    desk.event(Event::SourcesAnswered(finding));
}

#[test]
fn without_sources_the_message_names_the_option() {
    let mut desk = TestApp::open(THREE);
    desk.keys("t");
    assert!(
        desk.message().contains("--sources PATH"),
        "{}",
        desk.message()
    );
    assert!(desk.effects.is_empty());
}

#[test]
fn passages_follow_the_selected_claim() {
    let mut desk = with_sources();
    assert_eq!(asked(&desk), [], "asked although the pane is closed");
    desk.keys("t j j k");
    let of = |number: usize| desk.claim(number).id.clone();
    assert_eq!(asked(&desk), [of(1), of(2), of(3), of(2)]);
    // A late answer is not shown beside another claim.
    let late = SourceAnswer {
        claim: of(3),
        passages: vec![passage("", "It carries two lanes.")],
        checks: Vec::new(),
    };
    desk.event(Event::SourcesAnswered(late));
    assert!(!desk.screen().contains("two lanes"), "{}", desk.screen());
    answer(&mut desk, &["The arch is 503 feet long."]);
    assert!(desk.screen().contains("{+feet+}"), "{}", desk.screen());
    desk.keys("t");
    assert!(!desk.screen().contains("{+feet+}"), "{}", desk.screen());
}

#[test]
fn a_claim_without_a_passage_says_so() {
    let mut desk = with_sources();
    desk.keys("t");
    answer(&mut desk, &[]);
    assert!(desk.screen().contains("No passage found"));
    desk.keys("J");
    assert_eq!(desk.message(), "Claim 1: no passage");
}

#[test]
fn passages_can_be_paged_and_proposed_as_correction() {
    let mut desk = with_sources();
    desk.keys("t");
    answer(
        &mut desk,
        &[
            "The bridge opened in 1933.",
            "The bridge was opened in 1931.",
        ],
    );
    assert!(desk.screen().contains("1 of 2"));
    desk.keys("J");
    assert!(desk.screen().contains("2 of 2"));
    desk.keys("J");
    assert_eq!(desk.message(), "This is the last passage");
    desk.keys("C").types("!").keys("enter");
    let decision = desk.claim(1).decision.as_ref().unwrap();
    assert_eq!(
        decision.correction.as_deref(),
        Some("The bridge was opened in 1931.!")
    );
    desk.keys("u");
    assert!(desk.claim(1).decision.is_none());
}

#[test]
fn one_key_files_the_shown_passage_as_evidence() {
    let mut desk = with_sources();
    desk.keys("t");
    answer(&mut desk, &["The bridge opened in 1933."]);
    desk.keys("s");
    assert!(
        desk.message()
            .starts_with("Claim 1: filed wire.txt, para 2: contradicts · s changes it")
    );
    let evidence = desk.claim(1).evidence()[0].clone();
    assert_eq!(evidence.stance, Stance::Contradicts);
    assert_eq!(evidence.file.as_deref(), Some("wire.txt"));
    assert_eq!(evidence.locator.as_deref(), Some("para 2"));
    assert_eq!(evidence.title.as_deref(), Some("The wire"));
    assert_eq!(
        evidence.quote.as_deref(),
        Some("The bridge opened in 1933.")
    );
    assert!(evidence.accessed.is_some());
    // Pressed again, the key opens the filed evidence instead of filing it twice.
    desk.keys("s 2 tab tab tab tab tab right enter");
    let changed = desk.claim(1).evidence();
    assert_eq!(changed.len(), 1);
    assert_ne!(changed[0].stance, Stance::Contradicts);
    desk.keys("u u");
    assert!(desk.claim(1).decision.is_none());
}

#[test]
fn a_weak_match_is_marked_and_filed_on_the_second_press() {
    let mut desk = with_sources();
    desk.keys("t");
    let claim = desk.claim(1);
    let quote = desk.state.review().quote(claim).to_owned();
    let weak = |words| SourcePassage {
        is_weak: true,
        ..passage(&quote, words)
    };
    let finding = SourceAnswer {
        claim: claim.id.clone(),
        passages: vec![weak("The bridge is grey."), weak("Nobody knows when.")],
        checks: Vec::new(),
    };
    desk.event(Event::SourcesAnswered(finding));
    assert!(desk.screen().contains("Weak match"), "{}", desk.screen());
    desk.keys("s");
    assert_eq!(desk.message(), "Claim 1: a weak match. s again files it");
    assert!(desk.claim(1).evidence().is_empty());
    // Another passage needs two presses again.
    desk.keys("J s");
    assert!(desk.claim(1).evidence().is_empty());
    assert!(
        desk.screen().contains("Nobody knows when."),
        "{}",
        desk.screen()
    );
    desk.keys("s");
    let evidence = desk.claim(1).evidence();
    assert_eq!(evidence.len(), 1);
    assert_eq!(evidence[0].stance, Stance::Context);
}

#[test]
fn a_second_press_on_another_claim_does_not_confirm_the_first() {
    let mut desk = with_sources();
    desk.keys("m t");
    let screen = desk.screen();
    let select = |desk: &mut TestApp, number: usize| {
        click(desk, place(&screen, &format!("{number} ·")));
        assert_eq!(desk.selected(), number);
    };
    let weak = |desk: &mut TestApp| {
        let claim = desk.claim(desk.selected()).id.clone();
        let passage = SourcePassage {
            is_weak: true,
            ..passage("It is grey.", "It is green.")
        };
        desk.event(Event::SourcesAnswered(SourceAnswer {
            claim,
            passages: vec![passage],
            checks: Vec::new(),
        }));
    };
    weak(&mut desk);
    desk.keys("s");
    assert_eq!(desk.message(), "Claim 1: a weak match. s again files it");
    select(&mut desk, 2);
    weak(&mut desk);
    desk.keys("s");
    assert_eq!(desk.message(), "Claim 2: a weak match. s again files it");
    assert!(desk.claim(2).evidence().is_empty());
    desk.keys("s");
    assert_eq!(desk.claim(2).evidence().len(), 1);

    select(&mut desk, 3);
    answer(&mut desk, &[]);
    desk.keys("s");
    assert!(desk.message().starts_with("Claim 3: no passage. s again"));
    select(&mut desk, 1);
    answer(&mut desk, &[]);
    desk.keys("s");
    assert!(desk.message().starts_with("Claim 1: no passage. s again"));
}

#[test]
fn filed_evidence_takes_its_stance_from_the_verdict() {
    for (verdict, stance) in [
        ("v", Stance::Supports),
        ("d", Stance::Contradicts),
        ("g", Stance::Contradicts),
    ] {
        let mut desk = with_sources();
        desk.keys(&format!("t {verdict} k"));
        answer(&mut desk, &["It was opened in 1932, in March."]);
        desk.keys("s");
        assert_eq!(desk.claim(1).evidence()[0].stance, stance, "{verdict}");
    }
}

#[test]
fn without_a_passage_the_form_opens_on_the_second_press() {
    let mut desk = with_sources();
    desk.keys("t");
    answer(&mut desk, &[]);
    desk.keys("s");
    assert_eq!(
        desk.message(),
        "Claim 1: no passage. s again types a source in"
    );
    desk.keys("enter s");
    assert!(
        desk.message().contains("s again"),
        "another key came between"
    );
    desk.keys("s");
    assert!(
        desk.screen().contains("type a source in"),
        "{}",
        desk.screen()
    );
    // Keys typed out of habit file nothing.
    let mut desk = with_sources();
    desk.keys("t");
    for _ in 0..3 {
        answer(&mut desk, &[]);
        desk.keys("C enter s g r z 3 C enter s g r");
        desk.keys("esc");
    }
    for number in 1..=3 {
        assert_eq!(desk.claim(number).evidence(), [], "claim {number}");
    }
}

#[test]
fn the_passage_of_the_claim_just_decided_can_still_be_filed() {
    let mut desk = with_sources();
    desk.keys("t");
    answer(&mut desk, &["The bridge opened in 1933."]);
    desk.keys("g");
    answer(&mut desk, &["The arch is 503 feet long."]);
    assert!(
        desk.screen().contains("r s e c f p: claim 1 · "),
        "{}",
        desk.screen()
    );
    desk.keys("s");
    assert!(
        desk.message()
            .starts_with("Claim 1: filed wire.txt, para 2: contradicts"),
        "{}",
        desk.message()
    );
    let filed = desk.claim(1).evidence()[0].quote.as_deref();
    assert_eq!(filed, Some("The bridge opened in 1933."));
    desk.keys("C enter");
    assert_eq!(desk.message(), "Claim 1: correction saved · u undoes");
    assert!(desk.claim(2).is_blank());
    // After any other key, `s` means the passage of the selected claim.
    desk.keys("j k s");
    let filed = desk.claim(2).evidence()[0].quote.as_deref();
    assert_eq!(filed, Some("The arch is 503 feet long."));
}

#[test]
fn a_correction_of_the_claim_just_decided_shows_its_own_passage() {
    let mut desk = with_sources();
    desk.keys("t");
    answer(&mut desk, &["The bridge opened in 1933."]);
    desk.keys("g");
    answer(&mut desk, &["The arch is 600 feet long."]);
    desk.keys("C");
    let screen = desk.screen();
    assert!(screen.contains("Sources · claim 1"), "{screen}");
    assert!(
        screen.contains("1933") && !screen.contains("600"),
        "{screen}"
    );
}

#[test]
fn a_verdict_given_before_the_passage_was_found_says_so() {
    let mut desk = with_sources();
    desk.keys("t g s");
    assert_eq!(
        desk.message(),
        "Claim 1: decided before its passage was found. s again types a source in"
    );
}

#[test]
fn a_verdict_reports_the_new_stance_of_a_source() {
    let mut desk = with_sources();
    desk.keys("t");
    answer(&mut desk, &["The bridge opened in 1933."]);
    desk.keys("s v");
    let said = desk.message().to_owned();
    assert!(
        said.starts_with("Claim 1: verified, its source now supports it · "),
        "{said}"
    );
    assert_eq!(desk.claim(1).evidence()[0].stance, Stance::Supports);
}

#[test]
fn unchanged_words_of_a_source_leave_no_draft() {
    let mut desk = with_sources();
    desk.keys("t");
    answer(&mut desk, &["The bridge opened in 1933."]);
    desk.keys("C esc");
    assert_eq!(desk.state.unsaved_texts(), (Vec::new(), false));
    desk.keys("c enter");
    assert!(desk.claim(1).decision.is_none());
    desk.keys("C ctrl-o esc c enter");
    assert!(desk.claim(1).decision.is_none());
}

/// Opens the article beside a wire story: one passage differs, one is the same, one is only in the
/// article, and one is only in the source.
pub fn open_side_by_side(desk: &mut TestApp, document: usize) {
    let span = |number: usize| desk.claim(number).span;
    let quote = desk.state.review().quote(desk.claim(1)).to_owned();
    let words = "The bridge opened in 1933.";
    let pairings = vec![
        PairedPassage::Both {
            article: span(1),
            difference: Some(Box::new(compare(&quote, words))),
            source: words.into(),
            locator: "para 1".into(),
        },
        PairedPassage::Source("Fourteen hundred people built the bridge.".into()),
        PairedPassage::Both {
            article: span(2),
            difference: None,
            source: "Its arch is 503 metres long.".into(),
            locator: "para 2".into(),
        },
        PairedPassage::Article(span(3)),
    ];
    desk.event(Event::SideBySideReady(Ok(SideBySide::new(
        document,
        "wire.txt".into(),
        Some("The wire".into()),
        pairings,
    ))));
}

fn selected_passage(desk: &TestApp) -> usize {
    desk.state
        .side_by_side()
        .expect("the view is shown")
        .shown()
}

#[test]
fn side_by_side_search_covers_article_and_source() {
    let mut desk = with_sources();
    open_side_by_side(&mut desk, 0);
    desk.keys("n");
    assert_eq!(
        selected_passage(&desk),
        3,
        "without a search, n goes to the next passage that differs"
    );
    desk.keys("/").types("bridge");
    assert!(desk.screen().contains("para") || desk.screen().contains("differ"));
    desk.keys("enter");
    assert_eq!(desk.message(), "bridge: 1 of 2, wrapped");
    assert_eq!(selected_passage(&desk), 0);
    desk.keys("n");
    assert_eq!(
        (selected_passage(&desk), desk.message()),
        (1, "bridge: 2 of 2")
    );
    desk.keys("n");
    assert_eq!(
        (selected_passage(&desk), desk.message()),
        (0, "bridge: 1 of 2, wrapped")
    );
    desk.keys("N");
    assert_eq!(
        (selected_passage(&desk), desk.message()),
        (1, "bridge: 2 of 2, wrapped")
    );
    desk.keys("/").types("tunnel").keys("enter");
    assert_eq!(
        (selected_passage(&desk), desk.message()),
        (1, "Not found: tunnel")
    );
    desk.keys("/").types("x").keys("esc");
    assert_eq!(selected_passage(&desk), 1, "back in the view");
}

#[test]
fn side_by_side_view_files_proposes_and_copies() {
    let mut desk = with_sources();
    open_side_by_side(&mut desk, 0);
    desk.keys("y");
    let copied = Effect::Copy("The bridge opened in 1933.".into());
    assert_eq!(desk.effects.last(), Some(&copied));
    desk.keys("s");
    assert_eq!(
        desk.message(),
        "Claim 1: filed wire.txt, para 1: contradicts · s changes it · u undoes"
    );
    desk.keys("s");
    assert_eq!(desk.message(), "Claim 1: wire.txt, para 1 is filed already");
    assert_eq!(desk.claim(1).evidence().len(), 1);
    desk.keys("C");
    let screen = desk.screen();
    assert!(screen.contains("Words proposed for claim 1"), "{screen}");
    assert!(screen.contains("1 passages differ") || screen.contains("2 passages differ"));
    desk.keys("enter");
    assert_eq!(desk.message(), "Claim 1: correction saved · u undoes");
    assert_eq!(selected_passage(&desk), 0, "back in the view");
    desk.keys("C esc");
    assert_eq!(selected_passage(&desk), 0);
    assert_eq!(desk.state.unsaved_texts(), (Vec::new(), false));
    // Sentences that only one side has.
    desk.keys("o s");
    assert!(
        desk.message()
            .starts_with("The article left this sentence out")
    );
    desk.keys("y C");
    assert!(
        desk.message()
            .starts_with("The article left this sentence out")
    );
    desk.keys("j s");
    assert!(desk.message().starts_with("The source does not say this"));
    desk.keys("y");
    assert!(desk.message().starts_with("The source does not say this"));
    desk.keys("k J J s");
    assert!(
        desk.message()
            .starts_with("Claim 2: filed wire.txt, para 2: supports")
    );
}

/// Opens a passage of the article, given by its words, beside a source.
fn open_passage_beside(desk: &mut TestApp, words: &str) {
    let article = span_of(words);
    desk.event(Event::SideBySideReady(Ok(SideBySide::new(
        0,
        "wire.txt".into(),
        None,
        vec![PairedPassage::Both {
            article,
            difference: None,
            source: "So it was.".into(),
            locator: "para 1".into(),
        }],
    ))));
}

/// Returns the span of words in [`THREE`], which is ASCII.
fn span_of(words: &str) -> Span {
    let start = THREE.find(words).unwrap();
    Span::new(start as u32, (start + words.len()) as u32)
}

#[test]
fn a_passage_with_several_claims_is_filed_on_the_selected_one() {
    let mut desk = with_sources();
    let both = "The bridge opened in 1932. Its arch is 503 metres long.";
    desk.keys("j j");
    open_passage_beside(&mut desk, both);
    for key in ["s", "C"] {
        desk.keys(key);
        assert_eq!(desk.message(), "Claims 1, 2: select one first");
    }
    assert!((1..=3).all(|number| desk.claim(number).is_blank()));
    desk.keys("q k");
    assert_eq!(desk.selected(), 2);
    open_passage_beside(&mut desk, both);
    desk.keys("s");
    assert!(
        desk.message().starts_with("Claim 2: filed"),
        "{}",
        desk.message()
    );
}

#[test]
fn a_passage_is_filed_on_the_claim_that_shares_most_of_its_words() {
    let article = Article::new("bridge.txt", THREE.to_owned());
    let sentence = "The bridge opened in 1932.";
    let claims = ["The bridge", sentence, "It carries eight lanes of road."]
        .map(|words| Claim::new(&article, span_of(words), Origin::Extracted));
    let desk = TestApp::with(article, claims.to_vec());
    let on = |words: &str| {
        let mut desk = TestApp::start(Setup::new(desk.state.review().clone()));
        desk.keys("G");
        assert_eq!(desk.selected(), 3);
        open_passage_beside(&mut desk, words);
        desk.keys("s");
        let mut filed = desk
            .state
            .review()
            .claims()
            .iter()
            .filter(|c| !c.is_blank());
        let claim = filed
            .next()
            .map(|c| desk.state.review().quote(c).to_owned());
        assert!(filed.next().is_none());
        (claim, desk.message().to_owned())
    };
    for words in [sentence, "The bridge opened", "opened in 1932. Its arch"] {
        assert_eq!(on(words).0.as_deref(), Some(sentence), "{words}");
    }
    assert_eq!(on("The bridge").0.as_deref(), Some("The bridge"));
    let (claim, said) = on("The bridge opened in 1932. Its");
    assert_eq!(claim, None);
    assert!(said.ends_with(": select one first"), "{said}");
    let (claim, said) = on("What next?");
    assert_eq!(claim, None);
    assert!(said.starts_with("In no claim"), "{said}");
}

#[test]
fn a_retracted_esc_reopens_the_field_over_the_side_by_side_view() {
    let mut desk = with_sources();
    open_side_by_side(&mut desk, 0);
    desk.keys("C").types("!").keys("esc");
    desk.event(Event::EscRetracted);
    assert!(desk.screen().contains("1933.!"), "{}", desk.screen());
    desk.types("!").keys("enter");
    assert_eq!(desk.message(), "Claim 1: correction saved · u undoes");
    assert_eq!(selected_passage(&desk), 0);
    // Outside the view it restores the link to the claim just decided.
    let mut desk = with_sources();
    desk.keys("g esc");
    desk.event(Event::EscRetracted);
    assert!(desk.state.work().decided_note(true).is_some());
}

#[test]
fn tab_shows_the_next_source_beside_the_article() {
    let mut desk = with_sources();
    open_side_by_side(&mut desk, 0);
    desk.keys("tab");
    assert_eq!(desk.message(), "No other source");
    let document = |file: &str| ListedSource {
        file: file.into(),
        title: None,
    };
    desk.event(Event::SourcesReady(Catalogue {
        documents: vec![document("wire.txt"), document("report.txt")],
        ..Catalogue::default()
    }));
    for (next, from) in [(1, 0), (0, 1)] {
        open_side_by_side(&mut desk, from);
        desk.keys("o tab");
        let asked = Effect::AskSources(SourceQuestion::SideBySide {
            document: Some(next),
        });
        assert_eq!(desk.effects.last(), Some(&asked));
    }
    desk.event(Event::SideBySideReady(Err("the file is gone".into())));
    assert_eq!(desk.message(), "the file is gone");
    assert_eq!(selected_passage(&desk), 1, "the view stays");
    open_side_by_side(&mut desk, 1);
    assert_eq!(
        selected_passage(&desk),
        0,
        "the position in the article is kept"
    );
}

#[test]
fn an_empty_view_and_a_read_only_review_change_nothing() {
    let mut desk = with_sources();
    desk.event(Event::SideBySideReady(Ok(SideBySide::new(
        0,
        "wire.txt".into(),
        None,
        Vec::new(),
    ))));
    desk.keys("s C y n N j k o enter tab /")
        .types("a")
        .keys("enter n N");
    assert!(
        desk.effects
            .iter()
            .all(|effect| !matches!(effect, Effect::Save { .. }))
    );
    let mut desk = TestApp::start(Setup {
        read_only: true,
        ..Setup::new(desk.state.review().clone())
    });
    open_side_by_side(&mut desk, 0);
    for key in ["s", "C"] {
        desk.keys(key);
        assert_eq!(desk.message(), "This review is open read-only");
    }
    assert!(desk.claim(1).decision.is_none());
}

#[test]
fn side_by_side_view_with_a_field_at_80x24() {
    let mut desk = with_sources();
    open_side_by_side(&mut desk, 0);
    desk.keys("/").types("bridge").keys("enter C");
    insta::assert_snapshot!("side_by_side_with_field_at_80x24", desk.screen());
}

#[test]
fn sources_pane_at_each_screen_size() {
    for (width, height) in [(160, 45), (120, 36), (80, 24), (40, 10)] {
        let mut desk = with_sources().size(width, height);
        desk.keys("t j");
        answer(
            &mut desk,
            &[
                "Its steel arch is 503 feet long, the longest in the country.",
                "The arch weighs 39,000 tonnes.",
            ],
        );
        insta::assert_snapshot!(format!("sources_at_{width}x{height}"), desk.screen());
    }
}

#[test]
fn sources_that_were_not_read_are_listed() {
    let mut desk = with_sources();
    let screen = desk.screen();
    assert!(screen.contains("1 of the sources could"), "{screen}");
    desk.keys("S");
    let screen = desk.screen();
    assert!(screen.contains("wire.txt") && screen.contains("not read: it is no text"));
    desk.keys("2");
    assert_eq!(desk.message(), "scan.pdf: it is no text");
    desk.keys("S 1");
    let whole = Effect::AskSources(SourceQuestion::SideBySide { document: Some(0) });
    assert_eq!(desk.effects.last(), Some(&whole));
}

#[test]
fn a_verdict_can_be_copied_to_repeats_of_the_claim() {
    let mut desk = TestApp::open("A title\n\nIt opened in 1932. It is long. It opened in 1932.\n");
    let repeat = |number: usize| (desk.claim(number).span, desk.claim(number).id.clone());
    let group = vec![repeat(1), repeat(3)];
    desk.keys("=");
    assert_eq!(desk.message(), "Claim 1: no verdict to copy");
    desk.event(Event::RepeatsFound(vec![group]));
    assert!(desk.screen().contains("says the same as claim 3"));
    desk.keys("c").types(" twice").keys("enter f 1 enter d");
    assert_eq!(desk.ruling(3), "open", "a verdict is never set by itself");
    assert!(
        desk.message().contains("= its repeat too"),
        "{}",
        desk.message()
    );
    desk.keys("r 1 enter =");
    assert_eq!(desk.ruling(3), "disputed");
    let [one, other] = [1, 3].map(|number| desk.claim(number).decision.clone().unwrap());
    assert_eq!(one.reasons, other.reasons);
    assert_eq!(one.flags, other.flags);
    assert_eq!(
        (one.correction.as_deref(), &one.correction),
        (Some("It opened in 1932. twice"), &other.correction)
    );
    assert!(one.at < other.at, "each has its own record");
    desk.keys("u");
    assert_eq!((desk.ruling(1), desk.ruling(3)), ("disputed", "open"));
}

/// Returns a home folder with the sample article and its sources.
fn sample_home() -> Home {
    let home = Home::with_sample();
    fs::create_dir(home.path("sources")).unwrap();
    for file in fs::read_dir("sample-data/sources").unwrap() {
        let file = file.unwrap();
        let copy = home.path("sources").join(file.file_name());
        fs::copy(file.path(), copy).unwrap();
    }
    home
}

/// Searches the article for words.
fn find<'a>(desk: &'a mut Pty, words: &str) -> &'a mut Pty {
    desk.send(&format!("/{words}\r"))
}

#[test]
fn a_folder_named_sources_is_read_by_default() {
    let home = sample_home();
    let mut desk = home.review_draft();
    desk.shows("% covered").send("t");
    find(&mut desk, "Sttentenberg");
    desk.shows("[-Sttentenberg-]").shows("{+Stoltenberg+}");
    desk.shows("name differs (Sttentenberg / Stoltenberg)");
    desk.shows("sources/agency.txt, para");
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    desk.assert_restored();
}

#[test]
fn facts_missing_from_a_passage_are_looked_up_in_all_sources() {
    let home = Home::with_article(
        "A title\n\nAnna Weber sold the old mill by the river in 1962 for 300 crowns and 12 horses.\n",
    );
    fs::create_dir(home.path("sources")).unwrap();
    for (file, text) in [
        ("a.txt", "Weber sold the old mill by the river.\n"),
        ("agency.txt", "A title\n\nThe price was 300 crowns.\n"),
        ("c.txt", "Nothing of the kind.\n"),
    ] {
        fs::write(home.path("sources").join(file), text).unwrap();
    }
    let mut desk = home.review_draft();
    desk.shows("% covered").send("t");
    desk.wait("where each number is", |screen| {
        let words: Vec<&str> = screen
            .split(['│', '\n', ' '])
            .filter(|w| !w.is_empty())
            .collect();
        let words = words.join(" ");
        words.contains("elsewhere in sources/agency.txt: para 2")
            && words.contains("1 in none of the 3 sources (12)")
            && words.contains("date in none of the 3 sources (1962)")
    });
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn sources_that_change_or_vanish_are_reported_and_stay_usable() {
    let home = Home::with_article(THREE);
    fs::write(home.path("wire.txt"), "The bridge opened in 1933.\n").unwrap();
    let mut desk = home.start(&[
        "draft.txt",
        "--reviewer",
        "alice",
        "--sources",
        "wire.txt",
        "--sources",
        "nowhere",
    ]);
    desk.shows("1 of the sources could not be read");
    desk.send("t").shows("{+1933+}");
    fs::remove_file(home.path("wire.txt")).unwrap();
    desk.send("jk")
        .shows("The file has changed since it was read");
    desk.shows("{+1933+}");
    desk.send("S").shows("nowhere").send("qq");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn the_whole_article_can_be_shown_beside_its_source() {
    let home = Home::with_article(
        "A title\n\nThe bridge opened in 1932. Its arch is 503 metres long.\n\n\
         It carries eight lanes of road and two tracks. Nobody knows its weight.\n",
    );
    fs::create_dir(home.path("sources")).unwrap();
    fs::write(
        home.path("sources/wire.txt"),
        "The bridge opened in 1932. Its arch is 503 feet long.\n\n\
         It was built by 1,400 workers. It carries eight lanes of road and two tracks.\n",
    )
    .unwrap();
    let mut desk = home.review_draft();
    desk.shows("% covered").send("T");
    desk.shows("2 passages differ, 1 left out")
        .shows("{+feet+}");
    desk.shows("{+It was built by 1,400 workers.+}");
    desk.resize(40, 10).send("j").shows("[-metres-]");
    desk.resize(120, 36).send("s");
    desk.shows("Claim 2: filed sources/wire.txt, para 1: contradicts")
        .send("/WORKERS\r");
    desk.shows("Not found: WORKERS").send("/workers\r");
    desk.shows("workers: 1 of 1").send("kk\r");
    desk.shows("Claim 2").send("q");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn earlier_fact_checks_are_shown_and_decide_nothing() {
    let home = Home::with_article(THREE);
    fs::create_dir(home.path("sources")).unwrap();
    fs::write(
        home.path("sources/earlier.json"),
        r#"{"@context": "https://schema.org", "@type": "ClaimReview",
            "claimReviewed": "The bridge was opened in March 1932.", "datePublished": "2020-05-01",
            "author": {"@type": "Organization", "name": "Bridge Desk"},
            "reviewRating": {"@type": "Rating", "alternateName": "False"},
            "url": "https://example.org/bridge"}"#,
    )
    .unwrap();
    let mut desk = home.review_draft();
    desk.shows("checked before: False by Bridge Desk, 2020-05-01");
    desk.send("t")
        .shows("https://example.org/bridge")
        .shows("{+March+}");
    desk.shows("0/3 reviewed").send("q");
    assert_eq!(desk.exit_code(), 0);
}
