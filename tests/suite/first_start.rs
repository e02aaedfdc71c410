//! The first start: the program without arguments, the sample, and recent reviews.

use crate::pty::{Home, exists};
use crate::test_app::THREE;

#[test]
fn without_arguments_it_explains_how_to_start_and_offers_recent_reviews() {
    let home = Home::with_article(THREE);
    let mut desk = home.start(&[]);
    desk.assert_ends_after_writing("factdesk demo");
    assert_eq!(desk.exit_code(), 0);

    for reviewer in ["alice", "bob"] {
        let mut desk = home.start(&["draft.txt", "--reviewer", reviewer]);
        desk.shows("0/3 reviewed").send("v").saved(1).send("q");
        assert_eq!(desk.exit_code(), 0);
    }
    let mut desk = home.start(&[]);
    desk.shows("draft.txt · bob").shows("draft.txt · alice");
    desk.send("7\r").send("2\r").shows("draft.txt · alice");
    desk.saved(1).send("q");
    assert_eq!(desk.exit_code(), 0);
    desk.assert_restored();

    let mut desk = home.start(&[]);
    desk.shows("Open which one?").send("\r");
    assert_eq!(desk.exit_code(), 0);
}

#[test]
fn the_demo_opens_from_any_folder_and_reopens_its_review() {
    let home = Home::with_article(THREE);
    let folder = ".local/share/factdesk/demo";
    for (before, after) in [(0, 1), (1, 2)] {
        let mut desk = home.start(&["demo"]);
        desk.shows(&format!("{before}/37 reviewed"));
        desk.send("v").saved(after).send("q");
        desk.assert_ends_after_writing("nato-membership.txt");
        assert_eq!(desk.exit_code(), 0);
    }
    assert!(exists(&home.path(folder).join("nato-membership.txt")));
}

#[test]
fn without_a_data_folder_the_demo_uses_a_temporary_one() {
    let home = Home::with_article(THREE);
    std::fs::write(home.path(".local"), "in the way").unwrap();
    std::fs::create_dir(home.path("tmp")).unwrap();
    let tmp = format!("TMPDIR={}", home.path("tmp").display());
    let mut desk = home.start_command(
        &["env", &tmp, env!("CARGO_BIN_EXE_factdesk"), "demo"],
        (120, 36),
    );
    desk.shows("0/37 reviewed").send("q");
    desk.assert_ends_after_writing("/tmp/factdesk-demo-");
    assert_eq!(desk.exit_code(), 0);
}
