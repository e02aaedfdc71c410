//! What the keys do, tested without a terminal.

use factdesk::app::{Draft, DraftKind, Effect, Event, Setup, State};
use factdesk::model::{Anchor, Change, Flag, Origin, Reason, Selector, Signature, Swap};
use jiff::Timestamp;

use crate::test_app::{THREE, TestApp};

#[test]
fn a_verdict_moves_on_to_the_next_open_claim() {
    let mut desk = TestApp::open(THREE);
    desk.keys("g");
    assert_eq!((desk.ruling(1), desk.selected()), ("garbled", 2));
    desk.keys("j v");
    assert_eq!((desk.ruling(3), desk.selected()), ("verified", 2));
    desk.keys("d");
    assert_eq!(desk.ruling(2), "disputed");
    assert!(
        desk.message().starts_with("Claim 2: disputed")
            && desk.message().contains("No claim is open"),
        "{}",
        desk.message()
    );
}

#[test]
fn every_change_is_saved_once() {
    let mut desk = TestApp::open(THREE);
    desk.keys("v v j u ctrl-r");
    let numbers: Vec<u64> = desk
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Save { number, .. } => Some(*number),
            _ => None,
        })
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert!(desk.state.work().saving().is_saved());
}

#[test]
fn undo_and_redo_take_any_number_of_steps_and_select_the_claim() {
    let mut desk = TestApp::open(THREE);
    desk.keys("v d g u u");
    assert_eq!(
        [desk.ruling(1), desk.ruling(2), desk.ruling(3)],
        ["verified", "open", "open"]
    );
    assert_eq!(desk.selected(), 2);
    assert_eq!(desk.message(), "Claim 2: undid disputed");
    desk.keys("ctrl-r ctrl-r ctrl-r");
    assert_eq!(desk.ruling(3), "garbled");
    assert_eq!(desk.message(), "Nothing to redo");
}

#[test]
fn clearing_reopens_the_claim_and_keeps_the_verdict_in_its_history() {
    let mut desk = TestApp::open(THREE);
    desk.keys("v k x");
    assert_eq!(desk.ruling(1), "open");
    assert_eq!(desk.claim(1).history.len(), 1);
    desk.keys("x");
    assert_eq!(desk.message(), "Claim 1: no verdict to clear");
}

#[test]
fn setting_the_clock_back_undoes_nothing() {
    let mut desk = TestApp::open(THREE);
    desk.keys("v d").clock(-100_000).keys("g k k d u e");
    desk.types("late").clock(90_000).keys("enter");
    desk.clock(-1_000_000)
        .keys("end x u u ctrl-r ctrl-r ctrl-r u");
    let rulings = [desk.ruling(1), desk.ruling(2), desk.ruling(3)];
    assert_eq!(rulings, ["verified", "disputed", "garbled"]);
    assert_eq!(desk.note(1), "late");
    assert!(desk.state.work().saving().is_saved());
    // `updated` decides which copy of a review is the newer one, so it must not go back.
    let begun = desk.state.review().head().created;
    assert!(desk.state.review().updated() > begun);
}

#[test]
fn setting_aside_takes_two_keys_and_moves_to_the_next_open_claim() {
    let mut desk = TestApp::open(THREE);
    desk.keys("z 2");
    assert_eq!((desk.ruling(1), desk.selected()), ("repeat", 2));
    desk.keys("z j j enter");
    assert_eq!((desk.ruling(2), desk.selected()), ("unverifiable", 3));
    desk.keys("z esc");
    assert_eq!(desk.ruling(3), "open");
}

#[test]
fn reasons_can_be_added_after_the_cursor_has_moved_on() {
    let mut desk = TestApp::open(THREE);
    desk.keys("g r 1 3 enter");
    let reasons = |desk: &TestApp| desk.claim(1).decision.clone().unwrap().reasons;
    assert_eq!(reasons(&desk), [Reason::Name, Reason::WrongWord]);
    assert_eq!(desk.selected(), 2);
    desk.keys("k v");
    assert_eq!(reasons(&desk), []);
    desk.keys("r");
    assert_eq!(
        desk.message(),
        "Claim 1: only a disputed or garbled claim has reasons: d or g first"
    );
}

#[test]
fn a_note_is_typed_kept_and_undone() {
    let mut desk = TestApp::open(THREE);
    desk.keys("e").types("asked the city").keys("alt-enter");
    desk.types("answer due").keys("enter");
    assert_eq!(desk.note(1), "asked the city\nanswer due");
    desk.keys("u");
    assert_eq!(desk.note(1), "");
}

#[test]
fn command_keys_are_typed_into_a_note_as_text() {
    let mut desk = TestApp::open(THREE);
    desk.keys("e").types("vdgq/?u").keys("ctrl-s");
    assert_eq!(desk.note(1), "vdgq/?u");
    assert_eq!(desk.state.review().progress().reviewed(), 0);
}

#[test]
fn unsaved_text_is_back_when_the_field_is_reopened() {
    let mut desk = TestApp::open(THREE);
    desk.keys("e").types("half a th").keys("esc");
    assert_eq!(desk.note(1), "");
    desk.keys("j e esc k e").types("ought").keys("enter");
    assert_eq!((desk.note(1), desk.note(2)), ("half a thought", ""));
}

#[test]
fn a_correction_starts_from_the_claims_own_words() {
    let mut desk = TestApp::open(THREE);
    desk.keys("c enter");
    assert_eq!(
        desk.claim(1).decision,
        None,
        "unchanged words propose nothing"
    );
    desk.keys("c backspace").types("!").keys("enter");
    let decision = desk.claim(1).decision.clone().unwrap();
    assert_eq!(
        decision.correction.as_deref(),
        Some("The bridge opened in 1932!")
    );
    assert!(desk.claim(1).is_open());
}

#[test]
fn the_odd_but_right_flag_needs_a_note_and_both_are_one_undo_step() {
    let mut desk = TestApp::open(THREE);
    desk.keys("f 4 enter");
    assert!(
        desk.message().contains("needs a note"),
        "{}",
        desk.message()
    );
    desk.keys("enter");
    assert!(
        desk.message().contains("needs a note"),
        "{}",
        desk.message()
    );
    desk.types("so spelt on the plate").keys("enter");
    assert!(desk.state.review().flags(0).unwrap().contains(Flag::Cq));
    assert_eq!(desk.note(1), "so spelt on the plate");
    desk.keys("u");
    assert!(desk.claim(1).decision.is_none());
}

#[test]
fn pasted_text_goes_into_a_note_and_never_acts_as_keys() {
    let mut desk = TestApp::open(THREE);
    desk.event(Event::Paste("vvv\rqq".into()));
    assert_eq!(desk.state.review().progress().reviewed(), 0);
    desk.keys("e");
    desk.event(Event::Paste("one\r\ntwo\rthree\u{1B}[2J".into()));
    desk.keys("enter");
    assert_eq!(desk.note(1), "one\ntwo\nthree[2J");
}

#[test]
fn a_note_from_the_editor_is_kept_and_a_failed_editor_changes_nothing() {
    let mut desk = TestApp::open(THREE);
    desk.keys("E");
    assert_eq!(desk.effects.last(), Some(&Effect::Edit(String::new())));
    desk.event(Event::NoteEdited(Ok("from the editor".into())));
    assert_eq!(desk.note(1), "from the editor");
    desk.keys("E");
    desk.event(Event::NoteEdited(Err("note unchanged".into())));
    assert_eq!(desk.note(1), "from the editor");
    assert_eq!(desk.message(), "note unchanged");
}

#[test]
fn a_note_from_the_editor_is_a_draft_if_it_cannot_be_saved() {
    let mut desk = TestApp::open(THREE);
    desk.keys("E");
    desk.event(Event::NoteEdited(Ok("why".into())));
    assert_eq!(desk.message(), "Claim 1: note saved · u undoes");
    let sign = Signature {
        by: "alice".into(),
        at: Timestamp::from_second(1_790_000_000).unwrap(),
    };
    let flags = [Flag::Cq].into_iter().collect();
    let review = desk.state.review();
    let odd = review.set_flags(0, flags, None, &sign).unwrap().unwrap();
    desk.event(Event::Merged {
        change: odd,
        contested: 0,
    });
    desk.keys("E");
    desk.event(Event::NoteEdited(Ok(String::new())));
    assert_eq!(desk.note(1), "why");
    assert_eq!(desk.state.work().drafts().all().len(), 1);

    let gone = Swap {
        before: Some(desk.state.review().claims()[0].clone()),
        after: None,
    };
    let id = desk.state.review().claims()[0].id.clone();
    desk.keys("E");
    desk.event(Event::Merged {
        change: Change {
            label: String::new(),
            swaps: vec![gone],
        },
        contested: 0,
    });
    desk.event(Event::NoteEdited(Ok("for nobody".into())));
    let expected = Draft::Text {
        claim: id,
        kind: DraftKind::Note,
        text: "for nobody".into(),
    };
    assert_eq!(desk.state.work().drafts().all().last(), Some(&expected));
    assert_eq!(
        desk.message(),
        "Not saved: the claim is gone. Your draft is kept"
    );
    assert_eq!(desk.effects.last(), Some(&Effect::SaveSession));
}

#[test]
fn search_covers_article_and_notes_and_wraps_around() {
    let mut desk = TestApp::open(THREE);
    desk.keys("j j e")
        .types("bridge of steel")
        .keys("enter home");
    desk.keys("/").types("BRIDGE").keys("enter");
    assert!(
        desk.message().starts_with("Not found"),
        "{}",
        desk.message()
    );
    desk.keys("/").types("bridge").keys("enter");
    assert_eq!(desk.selected(), 1);
    desk.keys("n");
    assert_eq!(desk.selected(), 3);
    assert!(
        desk.message().contains("written on claim 3"),
        "{}",
        desk.message()
    );
    desk.keys("n");
    assert_eq!(desk.selected(), 1);
    assert!(
        desk.message().contains("1 of 2, wrapped"),
        "{}",
        desk.message()
    );
    desk.keys("N");
    assert_eq!(desk.selected(), 3);
    desk.keys("esc n");
    assert!(desk.message().contains("No search"));
}

/// Returns an article too long to search between two keys, with one `needle` at its end.
fn haystack() -> TestApp {
    let text = "Hay is dried grass.\n".repeat(30_000) + "A needle is thin.\n";
    TestApp::with(factdesk::model::Article::new("hay.txt", text), Vec::new())
}

/// Runs the match count that the app has asked for and passes on its results.
fn count(desk: &mut TestApp) {
    let Some(Effect::CountMatches(quest)) = desk.effects.pop() else {
        panic!("no match count was asked for");
    };
    let events = std::cell::RefCell::new(Vec::new());
    quest.run(|event| {
        events.borrow_mut().push(event);
        true
    });
    for event in events.into_inner() {
        desk.event(event);
    }
}

#[test]
fn a_long_search_does_not_block_the_keys() {
    let mut desk = haystack();
    desk.keys("/").types("needle").keys("enter");
    assert_eq!(desk.message(), "Searching for needle…");
    assert_eq!(desk.state.spot(), None);
    count(&mut desk);
    assert_eq!(desk.message(), "needle: 1 of 1");
    let spot = desk.state.spot().unwrap();
    assert_eq!(desk.state.review().article().text().slice(spot), "needle");
    assert!(desk.screen().contains(" · 1 of 1 "), "{}", desk.screen());

    desk.keys("/").types("hay").keys("enter");
    assert!(!desk.screen().contains(" of "), "{}", desk.screen());
    count(&mut desk);
    desk.keys("n N N");
    assert!(
        desk.screen().contains(" · 30000 of 30000 "),
        "{}",
        desk.screen()
    );
    desk.keys("/").types("straw").keys("enter");
    count(&mut desk);
    assert_eq!(desk.message(), "Not found: straw");
}

#[test]
fn a_key_cancels_the_jump_to_a_match_but_not_the_count() {
    let mut desk = haystack();
    desk.keys("/").types("needle").keys("enter j");
    count(&mut desk);
    assert_eq!(desk.state.spot(), None);
    assert!(desk.screen().contains(" · 1 found "), "{}", desk.screen());
    desk.keys("n");
    assert!(desk.state.spot().is_some());
}

#[test]
fn search_finds_words_outside_any_claim() {
    let mut desk = TestApp::open(THREE);
    desk.keys("/").types("what next").keys("enter");
    let spot = desk.state.spot().unwrap();
    assert_eq!(
        desk.state.review().article().text().slice(spot),
        "What next"
    );
    assert_eq!(desk.selected(), 1);
}

#[test]
fn cancelling_a_search_keeps_the_previous_one() {
    let mut desk = TestApp::open(THREE);
    desk.keys("/")
        .types("arch")
        .keys("enter / ")
        .types("road")
        .keys("esc");
    assert_eq!(
        desk.state
            .work()
            .search()
            .current()
            .as_ref()
            .unwrap()
            .words(),
        "arch"
    );
    desk.keys("/ enter");
    assert_eq!(
        desk.state
            .work()
            .search()
            .current()
            .as_ref()
            .unwrap()
            .words(),
        "arch"
    );
}

#[test]
fn a_filter_lists_its_claims_and_a_verdict_moves_on_within_them() {
    let mut desk = TestApp::open(THREE);
    desk.keys("v F 2");
    assert_eq!((desk.state.work().list().len(), desk.selected()), (2, 2));
    desk.keys("d");
    assert_eq!((desk.state.work().list().len(), desk.selected()), (1, 3));
    desk.keys("g");
    assert_eq!((desk.state.work().list().len(), desk.selected()), (0, 0));
    desk.keys("v");
    assert!(
        desk.message().contains("the list is empty"),
        "{}",
        desk.message()
    );
    desk.keys("u");
    assert_eq!((desk.state.work().list().len(), desk.selected()), (1, 3));
    desk.keys("F 1");
    assert_eq!(desk.state.work().list().len(), 3);
}

#[test]
fn space_goes_to_the_next_open_claim_and_wraps_around() {
    let mut desk = TestApp::open(THREE);
    desk.keys("j v home space");
    assert_eq!(desk.selected(), 3);
    desk.keys("space");
    assert_eq!(desk.selected(), 1);
}

#[test]
fn text_outside_claims_is_visited_and_can_become_a_claim() {
    let mut desk = TestApp::open(THREE);
    let share = desk.state.review().coverage().percent_covered();
    desk.keys("{");
    let text = |desk: &TestApp| {
        let spot = desk.state.spot().unwrap();
        desk.state.review().article().text().slice(spot).to_owned()
    };
    assert_eq!(text(&desk), "A title");
    desk.keys("}");
    assert_eq!(text(&desk), "What next");
    desk.keys("a enter");
    assert_eq!(desk.selected(), 4);
    assert_eq!(desk.claim(4).origin, Origin::Added);
    assert!(desk.state.review().coverage().percent_covered() > share);
    desk.keys("delete");
    assert_eq!(desk.state.review().claims().len(), 3);
    desk.keys("u u");
    assert_eq!(desk.state.review().claims().len(), 3);
    desk.keys("ctrl-r");
    assert_eq!(desk.state.review().claims().len(), 4);
}

#[test]
fn text_is_selected_by_word_sentence_character_and_line() {
    let mut desk = TestApp::open(THREE);
    desk.keys("a enter");
    assert!(
        desk.message().contains("where the claim begins"),
        "{}",
        desk.message()
    );
    desk.keys("w w space w w enter");
    assert_eq!(desk.selected(), 2);
    let quote = desk.state.review().quote(desk.claim(2)).to_owned();
    assert_eq!(quote, "opened in 1932");

    let mut desk = TestApp::open(THREE);
    desk.keys("a space ) ) ) shift-left H enter");
    let added = desk
        .state
        .review()
        .claims()
        .iter()
        .find(|c| c.origin == Origin::Added);
    let quote = desk.state.review().quote(added.unwrap());
    assert_eq!(
        quote,
        "The bridge opened in 1932. Its arch is 503 metres long"
    );

    let mut desk = TestApp::open(THREE);
    desk.keys("a j k j b esc");
    assert_eq!(desk.state.review().claims().len(), 3);
}

#[test]
fn a_passage_that_is_a_claim_cannot_be_added_again() {
    let mut desk = TestApp::open(THREE);
    desk.keys("a space ) ) b enter");
    assert_eq!(desk.state.review().claims().len(), 4);
    desk.keys("home a ) space enter");
    let said = desk.message().to_owned();
    assert!(said.contains("a claim already"), "{said}");
}

#[test]
fn only_an_added_claim_can_be_removed() {
    let mut desk = TestApp::open(THREE);
    desk.keys("delete");
    assert!(desk.message().contains("z sets this one aside"));
    assert_eq!(desk.state.review().claims().len(), 3);
}

#[test]
fn the_article_scrolls_without_moving_the_selection() {
    let mut desk = TestApp::sample().size(80, 24);
    let top = desk.state.work().article().top();
    desk.keys("pgdn pgdn");
    assert!(desk.state.work().article().top() > top);
    assert_eq!(desk.selected(), 1);
    desk.keys("tab j j k end home");
    assert_eq!(
        desk.state.work().article().top(),
        factdesk::app::ArticleRow::default()
    );
    desk.keys("end tab");
    assert_eq!(desk.selected(), 1);
    assert_eq!(desk.state.work().article().top(), top);
}

#[test]
fn resizing_keeps_the_selected_claim_on_screen() {
    let mut desk = TestApp::sample();
    desk.keys("end k k");
    let place = desk.selected();
    for (width, height) in [
        (80, 24),
        (40, 10),
        (1, 1),
        (0, 0),
        (200, 60),
        (60, 20),
        (120, 36),
    ] {
        desk.resize(width, height);
        desk.screen();
    }
    assert_eq!(desk.selected(), place);
    let claim = desk.claim(place).span;
    let lines = desk
        .state
        .work()
        .viewport()
        .lines(desk.state.work().article().top());
    assert!(lines.iter().any(|line| line.span.contains(claim.start)));
}

#[test]
fn copying_copies_the_words_of_the_claim() {
    let mut desk = TestApp::open(THREE);
    desk.keys("y");
    let copied = Effect::Copy("The bridge opened in 1932.".into());
    assert_eq!(desk.effects.last(), Some(&copied));
}

#[test]
fn claims_can_be_added_to_an_article_without_any() {
    let mut desk = TestApp::open("Only a heading\n");
    assert_eq!(desk.selected(), 0);
    desk.keys("v j space n ] x e");
    desk.keys("} a enter v");
    assert_eq!(desk.ruling(1), "verified");
}

#[test]
fn a_half_typed_note_is_part_of_the_saved_session() {
    let mut desk = TestApp::open(THREE);
    desk.keys("j e").types("not yet ke");
    let (drafts, typing) = desk.state.unsaved_texts();
    assert!(typing);
    let draft = Draft::Text {
        claim: desk.claim(2).id.clone(),
        kind: DraftKind::Note,
        text: "not yet ke".into(),
    };
    assert_eq!(drafts, [draft]);
    assert!(desk.effects.contains(&Effect::SaveSession));
}

#[test]
fn a_claim_is_split_into_its_parts_and_joined_again() {
    let text = "A title\n\nThe bridge opened in 1932, and the tunnel followed in 1968. It leaks.\n";
    let mut desk = TestApp::open(text);
    assert_eq!(desk.state.review().claims().len(), 2);
    desk.keys("v k +");
    assert_eq!(
        desk.message(),
        "Claim 1: split into 2, open again · u undoes"
    );
    assert_eq!(desk.state.review().claims().len(), 3);
    assert_eq!((desk.ruling(1), desk.selected()), ("open", 1));
    assert_eq!(desk.claim(1).history.len(), 1);
    desk.keys("-");
    assert_eq!(desk.state.review().claims().len(), 2);
    desk.keys("u u");
    assert_eq!(desk.ruling(1), "verified");
    desk.keys("end -");
    assert_eq!(
        desk.message(),
        "Claim 2: nothing to join: last claim of its paragraph"
    );
    desk.keys("+");
    assert!(desk.message().contains("no parts"), "{}", desk.message());
}

#[test]
fn hints_are_visited_filtered_dismissed_and_restored() {
    let mut desk = TestApp::sample();
    let hints = desk.state.review().progress().hints;
    assert!(hints >= 9, "{hints}");
    desk.keys("/").types("sttentenberg").keys("enter esc home");
    let mut seen = Vec::new();
    for _ in 0..hints {
        desk.keys("]");
        let spot = desk.state.spot().unwrap();
        seen.push(desk.state.review().article().text().slice(spot).to_owned());
    }
    for odd in ["Sttentenberg", "local integrity"] {
        assert!(
            seen.iter().any(|words| words == odd),
            "{odd} is not among {seen:?}"
        );
    }
    assert!(seen.iter().any(|words| words.contains("the NATO")));
    desk.keys("F 9");
    let listed = desk.state.work().list().len();
    assert!(listed > 0 && listed <= hints);
    let waved_off = desk.claim(desk.selected()).open_hints().count();
    desk.keys("h");
    assert_eq!(desk.state.review().progress().hints, hints - waved_off);
    assert_eq!(desk.state.work().list().len(), listed - 1);
    desk.keys("u");
    assert_eq!(desk.state.review().progress().hints, hints);
}

#[test]
fn the_list_can_be_ordered_by_priority() {
    let mut desk = TestApp::sample();
    desk.keys("o home");
    let first = desk.claim(desk.selected()).priority.unwrap();
    let all = desk.state.review().claims().iter();
    let highest = all.filter_map(|claim| claim.priority).fold(0.0, f32::max);
    assert_eq!(first, highest);
    desk.keys("o home");
    assert_eq!(desk.selected(), 1);
}

#[test]
fn a_screen_too_small_to_show_the_review_ignores_verdict_keys() {
    let mut desk = TestApp::open(THREE).size(39, 9);
    desk.keys("v d z 1 e x enter");
    desk.resize(80, 24);
    assert_eq!(desk.state.review().progress().reviewed(), 0);
    assert_eq!(desk.selected(), 1);
    desk.resize(39, 9);
    desk.keys("q");
    assert_eq!(desk.effects.last(), Some(&Effect::Quit));
}

#[test]
fn selecting_by_sentence_starts_with_the_rest_of_the_current_one() {
    let mut desk = TestApp::open(THREE);
    desk.keys("j a space )");
    let selected = |desk: &TestApp| match &desk.state.mode() {
        factdesk::app::Mode::Select(selection) => desk
            .state
            .review()
            .article()
            .text()
            .slice(selection.span())
            .to_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(selected(&desk), "Its arch is 503 metres long.");
    desk.keys(")");
    assert!(selected(&desk).ends_with("eight lanes of road."));
}

#[test]
fn a_report_is_written_in_the_format_chosen_from_the_list() {
    let mut desk = TestApp::open(THREE);
    desk.keys("R");
    assert_eq!(desk.message(), "No report formats");
    desk.state = State::new(Setup {
        reports: vec![("md", "for the editor"), ("html", "a page")],
        ..Setup::new(desk.state.review().clone())
    });
    desk.keys("R").keys("esc").keys("R").keys("2");
    assert_eq!(desk.effects, [Effect::Report("html")]);
    desk.event(Event::Reported(Ok("draft.alice.report.html".into())));
    assert_eq!(desk.message(), "Report written: draft.alice.report.html");
    desk.event(Event::Reported(Err("no report: the disk is full".into())));
    assert_eq!(desk.message(), "no report: the disk is full");
}

#[test]
fn vi_keys_go_to_the_last_claim_and_page_the_article() {
    let mut desk = TestApp::sample().size(80, 24);
    desk.keys("G");
    assert_eq!(desk.selected(), desk.state.review().claims().len());
    desk.keys("home");
    let top = desk.state.work().article().top();
    desk.keys("ctrl-f");
    assert!(desk.state.work().article().top() > top);
    desk.keys("ctrl-b");
    assert_eq!(desk.state.work().article().top(), top);
}

#[test]
fn colon_goes_to_the_claim_with_that_number() {
    let mut desk = TestApp::sample();
    desk.keys(":").types("14").keys("enter");
    assert_eq!(desk.selected(), 14);
    desk.keys(": enter").keys(":").types("3").keys("esc");
    assert_eq!(desk.selected(), 14);
    for wrong in ["99", "0", "-1", "14 15", "vvv", "\u{1B}[2J", "1e3"] {
        desk.keys(":").types(wrong).keys("enter");
        assert_eq!(desk.selected(), 14, "{wrong}");
        assert!(
            desk.message().starts_with("No claim "),
            "{}",
            desk.message()
        );
    }
    assert!(
        desk.message().ends_with("the last one is 37"),
        "{}",
        desk.message()
    );
    // A claim that the filter hides is shown too.
    desk.keys("v F 4").keys(":").types(" 2 ").keys("enter");
    assert_eq!(desk.selected(), 2);
    assert_eq!(desk.message(), "Claim 2: all claims are listed now");
    assert_eq!(desk.state.review().progress().reviewed(), 1);
}

#[test]
fn each_step_of_a_search_shows_match_number_and_total() {
    let mut desk = TestApp::open("A title\n\nIt rained. It rained more. It snowed.\n");
    desk.keys("j e")
        .types("rained, says the log")
        .keys("enter home");
    desk.keys("/").types("rained").keys("enter");
    assert_eq!(desk.message(), "rained: 1 of 3");
    desk.keys("n");
    assert_eq!(desk.message(), "rained: 2 of 3, written on claim 2");
    desk.keys("n");
    assert_eq!(desk.message(), "rained: 3 of 3");
    assert!(desk.screen().contains(" · 3 of 3 "), "{}", desk.screen());
    desk.keys("n");
    assert_eq!(desk.message(), "rained: 1 of 3, wrapped");
    desk.keys("N");
    assert_eq!(desk.message(), "rained: 3 of 3, wrapped");
    desk.keys("N");
    assert_eq!(desk.message(), "rained: 2 of 3, written on claim 2");
}

#[test]
fn leaving_an_unchanged_correction_leaves_no_draft() {
    let mut desk = TestApp::open(THREE);
    desk.keys("c esc");
    assert_eq!(desk.state.unsaved_texts(), (Vec::new(), false));
    desk.keys("c");
    assert_eq!(desk.state.unsaved_texts(), (Vec::new(), false));
    desk.types("!").keys("esc c").types("!").keys("esc");
    let (drafts, _) = desk.state.unsaved_texts();
    let [Draft::Text { text, .. }] = &drafts[..] else {
        panic!("{drafts:?}");
    };
    assert_eq!(text, "The bridge opened in 1932.!!");
    // A draft that is opened and left unchanged is kept.
    desk.keys("c esc");
    assert_eq!(desk.state.unsaved_texts().0, drafts);
}

#[test]
fn one_key_resets_a_correction_to_the_articles_words() {
    let mut desk = TestApp::open(THREE);
    desk.keys("c").types(" Or so.").keys("enter c ctrl-o enter");
    assert!(desk.claim(1).decision.is_none(), "nothing is proposed");
    desk.keys("e").types("a note").keys("ctrl-o");
    assert_eq!(
        desk.message(),
        "Only a correction starts from the article's words"
    );
    desk.keys("enter");
    assert_eq!(desk.note(1), "a note");
}

#[test]
fn a_claim_made_from_a_gap_keeps_its_quotation_marks() {
    for (line, claim) in [
        ("“Why not?” he asked", "“Why not?” he asked"),
        ("He asked: “Why not?”", "He asked: “Why not?”"),
        ("\"Why not?\"", "\"Why not?\""),
        ("«Pourquoi pas»", "«Pourquoi pas»"),
        ("(Why) not?", "Why) not"),
        ("Rock 'n' below", "Rock 'n' below"),
    ] {
        let mut desk = TestApp::with(
            factdesk::model::Article::new("a.txt", format!("{line}\n")),
            Vec::new(),
        );
        desk.keys("} a enter");
        let added = desk.state.review().quote(desk.claim(1));
        assert_eq!(added, claim, "{line}");
    }
    // A search match becomes a claim as it is, without the marks around it.
    let mut desk = TestApp::open("He said: “Bridges fell.”\n");
    desk.keys("/").types("bridges fell").keys("enter a enter");
    let quotes: Vec<&str> = desk
        .state
        .review()
        .claims()
        .iter()
        .map(|c| desk.state.review().quote(c))
        .collect();
    assert!(quotes.contains(&"Bridges fell"), "{quotes:?}");
}

#[test]
fn an_emptied_correction_asks_first_and_then_proposes_to_cut_the_sentence() {
    let mut desk = TestApp::open(THREE);
    let correction = |desk: &TestApp| {
        let decision = desk.claim(1).decision.as_ref();
        decision.and_then(|decision| decision.correction.clone())
    };
    desk.keys("c ctrl-u");
    desk.keys("home ctrl-k enter");
    assert_eq!(
        desk.message(),
        "Claim 1: Enter again proposes to cut the sentence · Ctrl-o article's words"
    );
    assert_eq!(correction(&desk), None);
    desk.types(" ").keys("enter");
    assert_eq!(correction(&desk), None, "after another key it asks again");
    desk.keys("enter");
    assert_eq!(
        desk.message(),
        "Claim 1: proposes to cut the sentence · u undoes"
    );
    assert_eq!(correction(&desk).as_deref(), Some(""));
    assert!(desk.screen().contains("cut this sentence"));
    // Saving it again does not ask, and one key withdraws it.
    desk.keys("c enter");
    assert_eq!(correction(&desk).as_deref(), Some(""));
    desk.keys("c ctrl-o enter");
    assert_eq!(correction(&desk), None);
    desk.keys("c home ctrl-k esc c");
    assert_eq!(desk.message(), "Claim 1: draft restored");
}

#[test]
fn one_key_proposes_the_word_of_a_hint_as_correction() {
    let mut desk = TestApp::open(
        "A title\n\nMr Stoltenberg spoke, and Stoltenberg smiled. He told Sttentenberg of the the plan.\n",
    );
    desk.keys("w");
    assert_eq!(desk.message(), "Claim 1: no hint suggests a word");
    desk.keys("j g w");
    assert_eq!(
        desk.message(),
        "Claim 2: proposes “Stoltenberg” for “Sttentenberg” · c edits · u undoes"
    );
    desk.keys("w");
    let correction = |desk: &TestApp| {
        let decision = desk.claim(2).decision.clone().unwrap();
        decision.correction.unwrap()
    };
    assert_eq!(correction(&desk), "He told Stoltenberg of the plan.");
    desk.keys("w");
    assert_eq!(
        desk.message(),
        "Claim 2: its correction has every suggested word"
    );
    desk.keys("u u u ] ] w");
    assert_eq!(correction(&desk), "He told Sttentenberg of the plan.");
    assert_eq!(desk.ruling(2), "open", "a suggestion decides nothing");
}

/// Returns an app whose second claim is gone from the article.
fn with_a_gone_claim() -> TestApp {
    let article = factdesk::model::Article::new("bridge.txt", THREE.to_owned());
    let mut claims = factdesk::extract::claims(&article, "en");
    let was = Selector {
        quote: "It was dear.".into(),
        ..Selector::default()
    };
    claims[1].anchor = Anchor::Gone {
        was: Box::new(was),
        is_put_away: false,
    };
    let end = claims[1].span.end;
    claims[1].span = factdesk::text::Span::new(end, end);
    TestApp::with(article, claims)
}

#[test]
fn a_gone_claim_says_so_and_one_key_hides_it() {
    let mut desk = with_a_gone_claim();
    desk.keys("j");
    assert!(
        desk.screen()
            .contains("gone from the article (Del puts it away)")
    );
    for key in ["v", "d", "g", "z", "x", "enter", "+", "-"] {
        desk.keys(key);
        let said = "Claim 2 is gone from the article: Del puts it away";
        assert_eq!(desk.message(), said, "{key}");
    }
    assert_eq!(desk.state.review().progress().gone, 1);
    desk.keys("delete");
    assert_eq!(desk.message(), "Claim 2: put away · u undoes");
    assert_eq!((desk.state.work().list().len(), desk.selected()), (2, 3));
    desk.keys(":").types("2").keys("enter");
    assert_eq!(desk.message(), "Claim 2: put away: F lists it");
    desk.keys("u");
    assert_eq!((desk.state.work().list().len(), desk.selected()), (3, 2));
}

#[test]
fn colon_finds_an_added_claim_by_its_number_and_letter() {
    let mut desk = TestApp::open("A title\n\nIt rained all day. Why so?\nIt snowed all night.\n");
    desk.keys("} a enter");
    let number = desk.state.work().number(desk.selected() - 1);
    assert!(number.ends_with('a'), "{number}");
    desk.keys("home")
        .keys(":")
        .types(&number.to_uppercase())
        .keys("enter");
    assert_eq!(desk.state.work().number(desk.selected() - 1), number);
}
