//! Contact logs: keys, screens, the review file and the question sheet. No export shows them unasked.

use factdesk::app::{Draft, Effect, Setup};
use factdesk::model::ContactMethod;
use factdesk::report::FORMATS;
use jiff::tz::TimeZone;

use crate::fixtures::{BRIDGE, alice, bob};
use crate::pty::{Home, claim};
use crate::test_app::{THREE, TestApp};

/// Logs a phone call about the selected claim.
fn call(desk: &mut TestApp, who: &str, outcome: &str, waiting: bool) {
    desk.keys("p 1").types(who).keys("tab tab tab");
    desk.types(outcome).keys("tab");
    // Without an outcome, `waiting` is on by default.
    let is_default = waiting == outcome.is_empty();
    desk.keys(if is_default { "enter" } else { "space enter" });
}

fn logged(desk: &TestApp, number: usize) -> Vec<String> {
    let log = desk.claim(number).contacts.iter();
    log.map(|contact| desk.state.work().contact_line(contact))
        .collect()
}

#[test]
fn a_contact_is_logged_with_the_time_and_undone_in_one_step() {
    let mut desk = TestApp::open(THREE);
    call(&mut desk, "Ada Frost", "no answer", true);
    assert_eq!(
        logged(&desk, 1),
        ["Ada Frost: called 14:13, no answer (waiting)"]
    );
    assert_eq!(desk.message(), "Claim 1: contact logged · u undoes");
    assert!(
        desk.claim(1).decision.is_none(),
        "logging a contact decides nothing"
    );
    desk.keys("u");
    assert_eq!(logged(&desk, 1), Vec::<String>::new());
    desk.keys("ctrl-r");
    assert_eq!(logged(&desk, 1).len(), 1);
    assert!(desk.state.work().saving().is_saved());
}

#[test]
fn a_contact_without_an_outcome_counts_as_waiting_by_default() {
    let mut desk = TestApp::open(THREE);
    desk.keys("p 1").types("Ada Frost").keys("enter");
    assert!(desk.claim(1).contacts[0].waiting);
    desk.keys("j p 1").types("Bo").keys("tab tab tab");
    desk.types("confirmed it").keys("enter");
    assert!(!desk.claim(2).contacts[0].waiting);
    // An outcome that is deleted again, one that is pasted, and an explicit choice.
    desk.keys("p 1").types("Cy").keys("tab tab tab");
    desk.types("x").keys("backspace enter");
    desk.keys("j p 1").types("Di").keys("tab tab tab");
    desk.event(factdesk::app::Event::Paste("rang back".into()));
    desk.keys("enter p 1")
        .types("Ed")
        .keys("tab tab tab tab space");
    desk.keys("backtab").types("out").keys("enter");
    desk.keys("p 1")
        .types("Flo")
        .keys("tab tab tab")
        .types("no answer");
    desk.keys("tab space backtab").types(" yet").keys("enter");
    let waits = |number: usize| -> Vec<bool> {
        let log = desk.claim(number).contacts.iter();
        log.map(|contact| contact.waiting).collect()
    };
    assert_eq!(waits(2), [false, true]);
    assert_eq!(waits(3), [false, false, true]);
}

#[test]
fn an_entry_is_edited_with_typed_times_and_removed() {
    let mut desk = TestApp::open(THREE);
    call(&mut desk, "Ada Frost", "", true);
    // Ctrl-k clears the line before the new time is typed.
    desk.keys("p 2 tab right right tab home ctrl-k")
        .types("9:30");
    desk.keys("tab").types("asked to ring back").keys("enter");
    assert_eq!(
        logged(&desk, 1),
        ["Ada Frost: messaged 09:30, asked to ring back (waiting)"]
    );
    desk.keys("p 2 tab tab home ctrl-k")
        .types("soon")
        .keys("enter");
    assert_eq!(
        desk.message(),
        "Not a time: soon: write 14:05, or 2026-11-24 14:05"
    );
    desk.keys("home ctrl-k")
        .types("2026-09-20 23:00")
        .keys("enter");
    assert_eq!(desk.claim(1).contacts[0].how, ContactMethod::Message);
    assert!(logged(&desk, 1)[0].contains("messaged 2026-09-20 23:00, asked"));
    desk.keys("p j delete");
    assert_eq!(desk.message(), "Claim 1: contact removed · u undoes");
    assert_eq!(logged(&desk, 1).len(), 0);
    desk.keys("u");
    assert_eq!(logged(&desk, 1).len(), 1);
}

#[test]
fn an_unchanged_time_keeps_its_seconds() {
    let mut desk = TestApp::open(THREE);
    call(&mut desk, "Ada Frost", "", false);
    let at = desk.claim(1).contacts[0].at;
    assert_ne!(at.as_second() % 60, 0);
    desk.keys("p 2").types(", press").keys("enter");
    assert_eq!(desk.claim(1).contacts[0].at, at);
    assert_eq!(desk.claim(1).contacts[0].who, "Ada Frost, press");
}

#[test]
fn a_contact_needs_a_name_and_a_half_filled_form_is_kept() {
    let mut desk = TestApp::open(THREE);
    desk.keys("p enter enter");
    assert_eq!(
        desk.message(),
        "Claim 1: a contact needs a name: say who was asked"
    );
    desk.types("Bo")
        .keys("tab tab tab")
        .types("ring")
        .keys("esc");
    let (drafts, typing) = desk.state.unsaved_texts();
    assert!(!typing && matches!(&drafts[..], [Draft::Form(_)]));
    let mut next = TestApp::start(Setup {
        drafts,
        typing: true,
        zone: TimeZone::UTC,
        ..Setup::new(desk.state.review().clone())
    });
    next.keys("enter");
    assert_eq!(logged(&next, 1), ["Bo: called 14:13, ring"]);
}

#[test]
fn people_asked_before_and_the_speaker_are_offered() {
    let mut desk = TestApp::sample();
    let speaker = desk.claim(1).speaker.clone();
    call(&mut desk, "Ada Frost", "", false);
    desk.keys("j p");
    let offered: Vec<String> = match &desk.state.mode() {
        factdesk::app::Mode::Choose(chooser) => {
            let items = chooser.items.iter();
            items.map(|item| item.name.clone()).collect()
        }
        _ => panic!("a list"),
    };
    let said_by = desk
        .claim(2)
        .speaker
        .clone()
        .map(|who| format!("new: {who}"));
    let expected: Vec<String> = std::iter::once("new".to_owned())
        .chain(said_by)
        .chain(["new: Ada Frost".to_owned()])
        .collect();
    assert_eq!(offered, expected, "speaker of claim 1: {speaker:?}");
    desk.keys("k enter enter");
    assert_eq!(logged(&desk, 2).len(), 1);
    assert!(logged(&desk, 2)[0].starts_with("Ada Frost: called "));
}

#[test]
fn people_who_owe_an_answer_are_listed_and_lead_to_their_claims() {
    let mut desk = TestApp::open(THREE);
    desk.keys("P");
    assert!(desk.message().starts_with("No one owes you an answer"));
    call(&mut desk, "Ada Frost", "no answer", true);
    desk.keys("j");
    call(&mut desk, "Bo Berg", "", true);
    desk.keys("j");
    call(&mut desk, "ada frost", "", true);
    desk.keys("v F 2 P");
    let screen = desk.screen();
    assert!(
        screen.contains("1 Ada Frost  14:13, claims 1, 3"),
        "{screen}"
    );
    assert!(screen.contains("2 Bo Berg    14:13, claim 2"), "{screen}");
    desk.keys("1");
    assert_eq!(
        desk.selected(),
        3,
        "the search starts at claim 2, although the filter hides it"
    );
    desk.keys("P enter");
    assert_eq!(desk.selected(), 1);
    // The last entry with a person counts.
    call(&mut desk, "Ada Frost", "confirmed it", false);
    desk.keys("P");
    let screen = desk.screen();
    assert!(screen.contains("▶1 Bo Berg    14:13, claim 2"), "{screen}");
    assert!(screen.contains(" 2 ada frost  14:14, claim 3"), "{screen}");
}

#[test]
fn a_question_sheet_can_be_written_from_both_lists() {
    let mut desk = TestApp::open(THREE);
    call(&mut desk, "Ada Frost", "", true);
    desk.keys("P w");
    assert_eq!(desk.message(), "No report formats");
    let mut desk = TestApp::start(Setup {
        reports: vec![("md", "")],
        ..Setup::new(desk.state.review().clone())
    });
    desk.keys("P w p w");
    assert_eq!(desk.message(), "No person on this line");
    desk.keys("j w");
    let asked = Effect::Questions("Ada Frost".into());
    assert_eq!(desk.effects, [asked.clone(), asked]);
}

fn with_contacts(width: u16, height: u16) -> TestApp {
    let mut desk = TestApp::unweighed(THREE).size(width, height);
    call(&mut desk, "Ada Frost, bridge authority", "no answer", true);
    call(&mut desk, "Bo Berg", "knows of nothing", false);
    desk
}

#[test]
fn contact_form_at_120x36() {
    let mut desk = with_contacts(120, 36);
    desk.keys("p 1").types("Cy Holm").keys("tab right");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn contact_lists_at_80x24() {
    let mut desk = with_contacts(80, 24);
    insta::assert_snapshot!("contacts_in_the_detail_at_80x24", desk.screen());
    desk.keys("p j");
    insta::assert_snapshot!("contacts_of_a_claim_at_80x24", desk.screen());
    desk.keys("esc P");
    insta::assert_snapshot!("waiting_at_80x24", desk.screen());
}

#[test]
fn contact_lists_at_40x10() {
    let mut desk = with_contacts(40, 10);
    desk.keys("P");
    insta::assert_snapshot!("waiting_at_40x10", desk.screen());
    desk.keys("esc p 3 tab");
    insta::assert_snapshot!("contact_form_at_40x10", desk.screen());
}

#[test]
fn contacts_are_logged_listed_put_on_a_sheet_and_saved() {
    const ENTER: &str = "\r";
    let home = Home::with_article(THREE);
    let mut desk = home.review_draft();
    desk.shows("0/3 reviewed")
        .send("p")
        .shows("log whom you have asked");
    desk.send(ENTER).shows("New contact about claim 1");
    desk.send("Ada Frost\t\t\tno answer\t ")
        .shows("[yes]")
        .send(ENTER);
    desk.shows("Ada Frost: called ")
        .shows(", no answer (waiting)");
    desk.send("jjp").shows("new: Ada Frost").send("2");
    desk.shows("New contact about claim 3")
        .send(ENTER)
        .shows("Claim 3: contact logged");
    desk.send("P")
        .shows("Waiting for an answer")
        .shows("claims 1, 3")
        .send(ENTER);
    desk.wait("claim 1", |screen| screen.contains("▶1 "));
    desk.send("eask for the year of the opening")
        .shows("the opening")
        .send(ENTER);
    desk.shows("note: ask for the year");
    desk.send("P").shows("Waiting for an answer").send("w");
    desk.shows("Report written: draft.alice.Ada Frost.questions.txt");
    desk.send("p")
        .shows("log whom")
        .send("jd")
        .shows("contact removed");
    desk.send("u").shows("undid contact removed").send("q");
    assert_eq!(desk.exit_code(), 0);

    let review = home.review();
    let contact = &claim(&review, 1)["contacts"][0];
    assert_eq!(contact["who"], "Ada Frost");
    assert_eq!(contact["how"], "phone");
    assert_eq!(contact["outcome"], "no answer");
    assert_eq!(contact["waiting"], true);
    assert_eq!(claim(&review, 3)["contacts"][0]["waiting"], true);
    assert!(claim(&review, 2).get("contacts").is_none());

    let sheet = std::fs::read_to_string(home.path("draft.alice.Ada Frost.questions.txt"));
    let outside = home.run(&[
        "report",
        "draft.alice.review.json",
        "--format",
        "questions",
        "--person",
        "ada frost",
    ]);
    let outside = String::from_utf8(outside.stdout).unwrap();
    assert_eq!(
        sheet.unwrap(),
        outside.replace("FOR: ada frost", "FOR: Ada Frost")
    );
    assert!(!outside.contains("no answer"), "{outside}");

    let mut desk = home.review_draft();
    desk.shows("Ada Frost: called ")
        .send("P")
        .shows("Waiting for an answer");
    desk.send("\u{1B}")
        .wait("the list gone", |screen| !screen.contains("Waiting for"));
    // A sheet that was filled in is not overwritten.
    let sheet = home.path("draft.alice.Ada Frost.questions.txt");
    std::fs::write(&sheet, "1. In 1932, she says.").unwrap();
    desk.send("P").shows("Waiting for an answer").send("w");
    desk.shows("Report written: draft.alice.Ada Frost-2.questions.txt");
    assert_eq!(std::fs::read(&sheet).unwrap(), b"1. In 1932, she says.");
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);
}

/// Returns a home folder with two reviews, with contacts on an open claim and on a decided one.
fn home_with_contacts() -> Home {
    let home = Home::with_article(BRIDGE);
    alice().file(&home);
    bob().file(&home);
    let file = home.path("draft.alice.review.json");
    let mut review = home.review();
    let claims = review["claims"].as_array_mut().unwrap();
    let last = claims.len() - 1;
    assert_eq!(
        claims[last]["quote"], "What comes next?",
        "the last claim is the open one"
    );
    let (start, end) = (claims[last]["start"].clone(), claims[last]["end"].clone());
    claims[last]["hints"] = serde_json::json!([
        {"code": "odd", "message": "a question is not a statement", "start": start, "end": end},
    ]);
    for place in [0, last] {
        claims[place]["contacts"] = serde_json::json!([
            {"who": "Wilhelmina Quarl", "how": "phone", "at": "2026-09-21T12:05:00Z",
             "outcome": "hung up twice", "waiting": true},
            {"who": "=CMD(\u{1B}[2J)", "how": "in-person", "at": "2026-09-22T09:00:00Z"},
        ]);
    }
    std::fs::write(file, review.to_string()).unwrap();
    home
}

fn output_of(home: &Home, args: &[&str]) -> String {
    let output = home.run(args);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn contacts_are_in_no_export_unless_asked_for() {
    let home = home_with_contacts();
    let reviews = ["draft.alice.review.json", "draft.bob.review.json"];
    let traces = [
        "Quarl",
        "hung up",
        "=CMD",
        "contacts",
        "12:05",
        "2026-09-22",
    ];
    let assert_no_contacts = |text: &str, what: &str| {
        for trace in traces {
            assert!(!text.contains(trace), "{what} contains {trace}:\n{text}");
        }
    };
    for format in FORMATS {
        let mut args = vec!["report", reviews[0], "--format", format.name];
        if format.needs_person {
            args.extend(["--person", "Bradfeild"]);
        }
        assert_no_contacts(&output_of(&home, &args), format.name);
        if !["patch", "criticmarkup"].contains(&format.name) {
            args.insert(2, reviews[1]);
            assert_no_contacts(&output_of(&home, &args), format.name);
        }
        if format.can_include_contacts {
            args.push("--contacts");
            let text = output_of(&home, &args);
            for trace in ["Wilhelmina Quarl", "hung up twice"] {
                assert!(text.contains(trace), "{}: {trace}", format.name);
            }
            assert!(!text.contains('\u{1B}') || format.name == "csv", "{text}");
        } else {
            let output = home.run(&[&args[..], &["--contacts"]].concat());
            let error = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{}", format.name);
            assert!(error.contains("--contacts goes with these formats: md, html, csv, json"));
        }
    }
    for args in [&["status"][..], &["status", "--json"]] {
        assert_no_contacts(&output_of(&home, args), "status");
    }
    let gate = home.run(&["status", "--gate"]);
    assert_no_contacts(&String::from_utf8_lossy(&gate.stdout), "gate");
    assert_no_contacts(&String::from_utf8_lossy(&gate.stderr), "gate");
    for format in ["json", "jsonl", "csv", "webannotation"] {
        assert_no_contacts(
            &output_of(&home, &["extract", "draft.txt", "--format", format]),
            format,
        );
    }
}

#[test]
fn requested_contacts_are_complete_in_each_format() {
    let home = home_with_contacts();
    let report = |format: &str| {
        output_of(
            &home,
            &[
                "report",
                "draft.alice.review.json",
                "--format",
                format,
                "--contacts",
            ],
        )
    };
    let markdown = report("md");
    let line = "**Asked:** Wilhelmina Quarl, called 2026-09-21 12:05: hung up twice (waiting)";
    assert_eq!(markdown.matches(line).count(), 2, "{markdown}");
    assert!(report("html").contains("Wilhelmina Quarl, called 2026-09-21 12:05: hung up twice"));
    let json: serde_json::Value = serde_json::from_str(&report("json")).unwrap();
    let contacts = &json["articles"][0]["claims"][0]["reviews"][0]["contacts"];
    assert_eq!(contacts[0]["who"], "Wilhelmina Quarl");
    assert_eq!(contacts[0]["at"], "2026-09-21T12:05:00Z");
    assert_eq!(
        (&contacts[0]["waiting"], &contacts[1]["waiting"]),
        (&true.into(), &false.into())
    );
    let table = report("csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(rows.headers().unwrap().iter().next_back(), Some("contacts"));
    let first = rows.records().next().unwrap().unwrap();
    let log = first.iter().next_back().unwrap();
    assert!(
        log.contains("called 2026-09-21 12:05: hung up twice (waiting)\n'=CMD"),
        "{log}"
    );
}

#[test]
fn a_sheet_holds_the_open_claims_for_one_person() {
    let home = home_with_contacts();
    let args = [
        "report",
        "draft.alice.review.json",
        "--format",
        "questions",
        "--person",
    ];
    let both = [&args[..2], &["draft.bob.review.json"], &args[2..]].concat();
    let sheet = output_of(&home, &[&both[..], &["wilhelmina  quarl"]].concat());
    insta::assert_snapshot!(sheet);
    for line in sheet.lines() {
        assert!(factdesk::text::cells(line) <= 76, "{line}");
    }
    let none = home.run(&[&args[..], &["Nobody"]].concat());
    assert!(none.status.success());
    assert!(String::from_utf8_lossy(&none.stdout).contains("No open claim is for"));
    assert!(String::from_utf8_lossy(&none.stderr).contains("no open claim is for Nobody"));
    for (args, error) in [
        (&args[..4], "for one person (name them with --person)"),
        (
            &[&args[..2], &["--person", "X"]].concat()[..],
            "--person goes with --format questions",
        ),
    ] {
        let output = home.run(args);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(error));
    }
}
