//! Evidence filed by hand: keys, screens and the review file.

use factdesk::app::{ChooserItem, Event, Mode};
use factdesk::model::{Filter, Stance};
use factdesk::store;

use crate::pty::{Home, claim};
use crate::test_app::{THREE, TestApp};

/// Files a source on the selected claim.
fn file(desk: &mut TestApp) {
    desk.keys("s enter").types("https://archive.example/1932");
    desk.keys("tab").types("City archive").keys("tab tab");
    desk.types("page 4").keys("down");
    desk.types("opened on 19 March").keys("alt-enter");
    desk.types("1932").keys("tab right tab space enter");
}

fn filed(desk: &TestApp, number: usize) -> Vec<&str> {
    let filed = desk.claim(number).evidence().iter();
    filed.map(|evidence| evidence.name().unwrap()).collect()
}

#[test]
fn a_filed_source_has_all_its_fields_and_is_undone_in_one_step() {
    let mut desk = TestApp::open(THREE);
    file(&mut desk);
    let [evidence] = desk.claim(1).evidence() else {
        panic!("not exactly one source is filed");
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    assert_eq!(text(&evidence.title), "City archive");
    assert_eq!(text(&evidence.url), "https://archive.example/1932");
    assert_eq!(evidence.file, None);
    assert_eq!(text(&evidence.locator), "page 4");
    assert_eq!(text(&evidence.quote), "opened on 19 March\n1932");
    assert_eq!(
        (evidence.stance, evidence.primary),
        (Stance::Contradicts, true)
    );
    assert!(
        evidence.accessed.is_some(),
        "the date of access is set when it is filed"
    );
    assert_eq!(desk.message(), "Claim 1: source filed · u undoes");
    assert_eq!((desk.selected(), desk.ruling(1)), (1, "open"));
    desk.keys("u");
    assert!(desk.claim(1).decision.is_none());
    desk.keys("ctrl-r");
    assert_eq!(filed(&desk, 1), ["City archive"]);
    assert!(desk.state.work().saving().is_saved());
}

#[test]
fn an_entry_is_edited_in_place_and_removed() {
    let mut desk = TestApp::open(THREE);
    file(&mut desk);
    desk.keys("s 1").types("A guide").keys("enter");
    assert_eq!(filed(&desk, 1), ["City archive", "A guide"]);
    let looked_at = desk.claim(1).evidence()[0].accessed;
    desk.keys("s j enter tab").types(", room 2").keys("enter");
    assert_eq!(filed(&desk, 1), ["City archive, room 2", "A guide"]);
    let evidence = &desk.claim(1).evidence()[0];
    assert_eq!((evidence.accessed, evidence.primary), (looked_at, true));

    desk.keys("s d");
    assert_eq!(desk.message(), "Nothing to remove on this line");
    desk.keys("j delete");
    assert_eq!(filed(&desk, 1), ["A guide"]);
    assert_eq!(desk.message(), "Claim 1: evidence removed · u undoes");
    desk.keys("u u");
    assert_eq!(filed(&desk, 1), ["City archive", "A guide"]);
}

#[test]
fn a_cancelled_form_is_kept_as_a_draft() {
    let mut desk = TestApp::open(THREE);
    file(&mut desk);
    desk.keys("s 1").types("half of a ti").keys("esc");
    assert_eq!(desk.message(), "Claim 1: not saved: your draft is kept");
    desk.keys("s 2 tab").types(", room").keys("esc j s 1");
    assert!(
        !desk.screen().contains("half of a ti"),
        "a draft of another claim is shown"
    );
    desk.keys("esc k s 2");
    assert_eq!(desk.message(), "Claim 1: draft restored");
    desk.keys("tab")
        .types(" 7")
        .keys("enter s 1")
        .types("tle")
        .keys("enter");
    assert_eq!(filed(&desk, 1), ["City archive, room 7", "half of a title"]);
    desk.keys("s 1");
    assert_eq!(desk.message(), "", "the draft is used up");
}

#[test]
fn an_open_form_is_part_of_the_saved_session() {
    let mut desk = TestApp::open(THREE);
    desk.keys("s 1").types("half");
    let (drafts, typing) = desk.state.unsaved_texts();
    assert!(typing);
    let draft = drafts[0].clone();
    let setup = factdesk::app::Setup {
        drafts: vec![draft],
        typing: true,
        ..factdesk::app::Setup::new(desk.state.review().clone())
    };
    let mut next = TestApp::start(setup);
    next.types(" done").keys("enter");
    assert_eq!(filed(&next, 1), ["half done"]);
}

#[test]
fn arrow_keys_move_the_cursor_in_a_text_field() {
    let mut desk = TestApp::open(THREE);
    desk.keys("s 1 tab").types("a b");
    desk.keys("left").types("c");
    desk.event(Event::Paste("x\r\ny".into()));
    desk.keys("enter");
    assert_eq!(filed(&desk, 1), ["a cx yb"]);
}

/// Returns the lines of the open list, without their numbers.
fn lines(desk: &TestApp) -> Vec<String> {
    match &desk.state.mode() {
        Mode::Choose(chooser) => {
            let line = |item: &ChooserItem| format!("{} | {}", item.name, item.meaning);
            chooser.items.iter().map(line).collect()
        }
        other => panic!("no list: {other:?}"),
    }
}

#[test]
fn a_source_typed_once_is_filed_on_other_claims_by_its_number() {
    let mut desk = TestApp::open(THREE);
    file(&mut desk);
    desk.keys("j g s");
    let offered = ["new | type a source in", "City archive | used on claim 1"];
    assert_eq!(lines(&desk), offered);
    desk.keys("2");
    assert_eq!(
        desk.message(),
        "Claim 2: filed City archive: contradicts · s changes it · u undoes"
    );
    let [first, second] = [1, 2].map(|number| desk.claim(number).evidence()[0].clone());
    assert_eq!((&second.title, &second.url), (&first.title, &first.url));
    assert_eq!((second.locator, second.quote), (None, None));
    assert!(second.primary && second.accessed > first.accessed);
    // The source is on both claims; a claim's own entries come before those of others.
    desk.keys("j j s 1")
        .types("https://harbour.example")
        .keys("enter");
    desk.keys("s");
    let listed = [
        "new | type a source in",
        "supports: https://harbour.example | ",
        "City archive | used on claims 1, 2",
    ];
    assert_eq!(lines(&desk), listed);
    desk.keys("3 s");
    assert_eq!(
        lines(&desk).len(),
        3,
        "a claim's own sources are offered again"
    );
    desk.keys("esc u u k k s");
    assert_eq!(lines(&desk)[1], "contradicts, primary: City archive | ");
}

#[test]
fn at_most_nine_sources_are_offered_most_recent_first() {
    let mut desk = TestApp::open(THREE);
    for number in 1..=12 {
        desk.keys("s 1 tab")
            .types(&format!("Log {number}"))
            .keys("enter");
    }
    desk.keys("j s");
    let offered = lines(&desk);
    assert_eq!(offered.len(), 9);
    assert_eq!(offered[1], "Log 12 | used on claim 1");
    assert_eq!(offered[8], "Log 5 | used on claim 1");
    desk.keys("9");
    assert_eq!(filed(&desk, 2), ["Log 5"]);
}

#[test]
fn a_pasted_address_goes_into_the_address_line() {
    for to_line in ["", "tab", "tab tab tab tab", "backtab"] {
        let mut desk = TestApp::open(THREE);
        desk.keys("s 1").keys(to_line);
        desk.event(Event::Paste(" https://archive.example/1932?a=b\r\n".into()));
        desk.keys("enter");
        let url = desk.claim(1).evidence()[0].url.as_deref();
        assert_eq!(url, Some("https://archive.example/1932?a=b"), "{to_line:?}");
    }
    // Other text, and a second address, are inserted at the cursor.
    let mut desk = TestApp::open(THREE);
    desk.keys("s 1")
        .types("https://a.example")
        .keys("tab tab tab tab");
    desk.event(Event::Paste("see https://b.example".into()));
    desk.event(Event::Paste("https://c.example".into()));
    desk.keys("enter");
    let evidence = &desk.claim(1).evidence()[0];
    assert_eq!(evidence.url.as_deref(), Some("https://a.example"));
    let quote = evidence.quote.as_deref();
    assert_eq!(quote, Some("see https://b.examplehttps://c.example"));
}

#[test]
fn words_typed_into_the_address_line_become_the_title() {
    for (typed, url, title) in [
        ("City archive", None, Some("City archive")),
        ("archive.example/1932", Some("archive.example/1932"), None),
        ("doi:10.1000/182", Some("doi:10.1000/182"), None),
    ] {
        let mut desk = TestApp::open(THREE);
        desk.keys("s 1").types(typed).keys("enter");
        let evidence = &desk.claim(1).evidence()[0];
        let filed = (evidence.url.as_deref(), evidence.title.as_deref());
        assert_eq!(filed, (url, title), "{typed}");
    }
}

#[test]
fn a_three_letter_title_alone_must_be_confirmed() {
    for to_line in ["", "tab"] {
        let mut desk = TestApp::open(THREE);
        desk.keys("s 1").keys(to_line).types("z3C").keys("enter");
        assert_eq!(
            desk.message(),
            "Claim 1: “z3C” as a source? Enter again files it"
        );
        assert!(desk.claim(1).decision.is_none());
        desk.keys("left enter");
        assert!(
            desk.claim(1).decision.is_none(),
            "after another key it asks again"
        );
        desk.keys("enter");
        assert_eq!(filed(&desk, 1), ["z3C"]);
    }
    let mut desk = TestApp::open(THREE);
    desk.keys("s 1 tab")
        .types("ONS")
        .keys("tab tab")
        .types("table 3");
    desk.keys("enter");
    assert_eq!(filed(&desk, 1), ["ONS"], "no question if more is filled in");
}

#[test]
fn a_stance_follows_the_verdict_until_the_reviewer_sets_it() {
    let stance = |desk: &TestApp| desk.claim(1).evidence()[0].stance;
    for (keys, follows) in [("enter", true), ("tab tab tab tab tab right enter", false)] {
        let mut desk = TestApp::open(THREE);
        desk.keys("s 1").types("https://a.example").keys(keys);
        let set = stance(&desk);
        for (verdict, follow) in [
            ("g", Stance::Contradicts),
            ("v", Stance::Supports),
            ("d", Stance::Contradicts),
        ] {
            desk.keys("home").keys(verdict);
            assert_eq!(stance(&desk), if follows { follow } else { set }, "{keys}");
        }
        // Saving the form unchanged does not change whether the stance follows the verdict.
        desk.keys("s 2 enter home v");
        assert_eq!(stance(&desk), if follows { Stance::Supports } else { set });
        desk.keys("s j c c c esc home g");
        assert!(!desk.claim(1).evidence()[0].follows_verdict);
    }
    // On a garbled claim, the form suggests `contradicts`.
    let mut desk = TestApp::open(THREE);
    desk.keys("g s 1");
    assert!(desk.screen().contains("[contradicts]"), "{}", desk.screen());
}

#[test]
fn one_key_cycles_through_the_stances() {
    let mut desk = TestApp::open(THREE);
    file(&mut desk);
    desk.keys("s c");
    assert_eq!(desk.message(), "Only a source that is filed has a stance");
    desk.keys("j c");
    assert_eq!(desk.message(), "Claim 1: City archive is context");
    assert_eq!(desk.claim(1).evidence()[0].stance, Stance::Context);
    assert!(desk.screen().contains("▶2 context, primary: City archive"));
    desk.keys("c");
    assert_eq!(desk.message(), "Claim 1: City archive supports it");
    desk.keys("c");
    assert_eq!(desk.claim(1).evidence()[0].stance, Stance::Contradicts);
    desk.keys("esc u");
    assert_eq!(desk.claim(1).evidence()[0].stance, Stance::Supports);
}

#[test]
fn an_empty_form_is_not_filed_and_a_read_only_review_not_changed() {
    let mut desk = TestApp::open(THREE);
    desk.keys("s 1 tab tab tab").types("page 4").keys("enter");
    assert!(desk.message().contains("fill one in"), "{}", desk.message());
    desk.types("A title").keys("enter");
    assert_eq!(filed(&desk, 1), ["A title"]);
    let mut desk = TestApp::start(factdesk::app::Setup {
        read_only: true,
        ..factdesk::app::Setup::new(desk.state.review().clone())
    });
    desk.keys("s");
    assert_eq!(desk.message(), "This review is open read-only");
}

#[test]
fn claims_without_evidence_are_listed_with_their_count() {
    let mut desk = TestApp::open(THREE);
    file(&mut desk);
    desk.keys("v z 2 F");
    assert!(
        desk.screen().contains("without-evidence  1"),
        "{}",
        desk.screen()
    );
    desk.keys("0");
    assert_eq!(desk.state.work().list().filter(), Filter::WithoutEvidence);
    assert_eq!((desk.state.work().list().len(), desk.selected()), (1, 3));
    file(&mut desk);
    assert!(desk.screen().contains("No claim is without-evidence."));
}

fn filled(width: u16, height: u16) -> TestApp {
    let mut desk = TestApp::unweighed(THREE).size(width, height);
    file(&mut desk);
    desk.keys("s 1 tab").types("Harbour board, annual report");
    desk.keys("tab tab").types("table 3").keys("tab");
    desk.types("The arch spans 503 metres from pin to pin, and the whole bridge 1,149 metres");
    desk
}

#[test]
fn the_form_at_120x36() {
    insta::assert_snapshot!(filled(120, 36).screen());
}

#[test]
fn the_form_at_80x24() {
    let mut desk = filled(80, 24);
    desk.keys("tab");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_form_at_40x10() {
    let mut desk = filled(40, 10);
    insta::assert_snapshot!("filing_the_quote_at_40x10", desk.screen());
    desk.keys("tab right tab");
    insta::assert_snapshot!("filing_the_last_line_at_40x10", desk.screen());
}

#[test]
fn filed_evidence_at_80x24() {
    let mut desk = filled(80, 24);
    desk.keys("enter s");
    insta::assert_snapshot!("filed_list_at_80x24", desk.screen());
    desk.keys("esc");
    insta::assert_snapshot!("filed_detail_at_80x24", desk.screen());
}

#[test]
fn evidence_is_filed_edited_removed_restored_and_saved() {
    const ENTER: &str = "\r";
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed")
        .send("s")
        .shows("type a source in");
    desk.send(ENTER).shows("New evidence on claim 1");
    desk.send("City archive\t\t\t\tOpened in 1932")
        .shows("Opened in 1932");
    desk.send(ENTER)
        .shows("Claim 1: source filed")
        .shows("supports: City archive");
    desk.send("sj")
        .shows("▶2 supports: City archive")
        .send(ENTER)
        .shows("Evidence on claim 1");
    desk.send("\t, room 2").shows("archive, room 2").send(ENTER);
    desk.shows("supports: City archive, room 2");
    desk.send("s")
        .shows("type a source in")
        .send("1Guide")
        .shows("Guide")
        .send(ENTER);
    desk.shows("supports: Guide")
        .send("sjd")
        .shows("evidence removed");
    desk.wait("the first one gone", |screen| {
        !screen.contains("supports: City")
    });
    desk.send("u")
        .shows("undid evidence removed")
        .shows("supports: City archive, room 2");
    desk.send("jjs1Only half")
        .shows("Only half")
        .shows("New evidence on claim 3");
    desk.signal(rustix::process::Signal::TERM);
    assert_eq!(desk.exit_code(), 128 + 15);

    let review = home.review();
    let evidence = &claim(&review, 1)["decision"]["evidence"];
    assert_eq!(evidence[0]["title"], "City archive, room 2");
    assert_eq!(evidence[0]["quote"], "Opened in 1932");
    assert_eq!(evidence[0]["stance"], "supports");
    assert!(evidence[0]["accessed"].is_string());
    assert_eq!(evidence[1]["title"], "Guide");
    assert_eq!(claim(&review, 3)["decision"], serde_json::Value::Null);

    let mut desk = home.review_draft();
    desk.shows("New evidence on claim 3").shows("Only half");
    desk.send(" a title")
        .send(ENTER)
        .shows("supports: Only half a title");
    desk.send("uuu")
        .wait("the first entry as it was", |screen| {
            screen.contains("supports: City archive") && !screen.contains(", room 2")
        });
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
    let stored = store::read(&home.path("draft.alice.review.json"))
        .unwrap()
        .unwrap();
    let first = &stored.claims[0].0;
    assert_eq!(first.evidence().len(), 1);
    assert_eq!(first.evidence()[0].title.as_deref(), Some("City archive"));
}

#[test]
fn evidence_and_contacts_of_both_writers_are_merged() {
    const ENTER: &str = "\r";
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed")
        .send("s1City archive")
        .send(ENTER);
    desk.shows("supports: City archive").send("p1Ada Frost");
    desk.send(ENTER).shows("contact logged").shows("saved ");

    // Another program adds evidence and a contact.
    let path = home.path("draft.alice.review.json");
    let mut review = home.review();
    let first = &mut review["claims"][0];
    let more = serde_json::json!({"stance": "context", "title": "A guide"});
    first["decision"]["evidence"]
        .as_array_mut()
        .unwrap()
        .push(more);
    first["decision"]["at"] = "2100-01-01T00:00:00Z".into();
    let more = serde_json::json!({"who": "Bo", "how": "mail", "at": "2000-01-01T00:00:00Z"});
    first["contacts"].as_array_mut().unwrap().push(more);
    std::fs::write(&path, review.to_string()).unwrap();
    desk.shows("Another program changed the review: 1 claim");

    desk.send("s1A plan").shows("A plan").send(ENTER);
    desk.shows("context: A guide")
        .shows("supports: A plan")
        .shows("Bo: mailed");
    desk.shows("saved ").send("q");
    assert_eq!(desk.exit_code(), 0);
    let review = home.review();
    let texts = |list: &serde_json::Value, name: &str| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|one| one[name].as_str().unwrap().to_owned())
            .collect()
    };
    let first = claim(&review, 1);
    let titles = texts(&first["decision"]["evidence"], "title");
    assert_eq!(titles, ["City archive", "A guide", "A plan"]);
    assert_eq!(texts(&first["contacts"], "who"), ["Bo", "Ada Frost"]);
}
