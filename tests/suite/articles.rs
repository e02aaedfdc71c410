//! Articles in Markdown and HTML, and formats that are refused.

use std::fs;

use factdesk::formats;
use serde_json::Value;

use crate::command_line::assert_fails;
use crate::pty::Home;
use crate::test_app::THREE;

const PAGE: &str = "<!DOCTYPE html><html><head><title>Ferry - The Example</title><script>var a = 'no';</script>\
    </head><body><nav><a href=/>Home</a></nav><div class=story><h1>Ferry to run again</h1>\
    <p>The ferry across the Lume will run again in <b>May&nbsp;2027</b>, the company said on Monday.\
    <p>It has been out of service since its engine caught fire &mdash; twice &mdash; in 2024.</div>\
    <footer><p>All rights reserved, in all countries of the world and in all the languages.</footer></body></html>";

const MARKDOWN: &str = "# Ferry to run again\n\nThe ferry across the *Lume* will run again in\n[May](x) 2027, the \
    company said.\n\n- It burned in 2024.\n";

fn claims(home: &Home, name: &str) -> Vec<Value> {
    let output = home.run(&["extract", name]);
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn claim_positions_refer_to_the_text_without_markup() {
    let home = Home::with_article(THREE);
    for (name, content) in [("page.html", PAGE), ("story.md", MARKDOWN)] {
        fs::write(home.path(name), content).unwrap();
        let document = formats::read(name, content.into()).unwrap();
        let printed = home.run(&["extract", name, "--format", "text"]).stdout;
        assert_eq!(String::from_utf8(printed).unwrap(), document.text);
        let text: Vec<char> = document.text.chars().collect();
        let claims = claims(&home, name);
        assert_eq!(claims.len(), 2, "{claims:?}");
        for claim in claims {
            let at = |name: &str| claim[name].as_u64().unwrap() as usize;
            let quote: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(claim["quote"], quote);
            assert!(!quote.contains(['<', '*', '[']), "{quote}");
        }
    }
}

#[test]
fn a_page_is_reviewed_without_its_markup() {
    let home = Home::with_article(THREE);
    fs::write(home.path("page.html"), PAGE).unwrap();
    let mut pty = home.start(&["page.html", "--reviewer", "alice"]);
    pty.shows("since its engine caught fire —");
    assert!(!pty.screen().contains("All rights"), "{}", pty.screen());
    pty.send("v").saved(1).send("q");
    assert_eq!(pty.exit_code(), 0);

    let review = home.json("page.alice.review.json");
    let text = formats::read("page.html", PAGE.into()).unwrap().text;
    assert_eq!(review["article"]["path"], "page.html");
    assert_eq!(review["article"]["title"], "Ferry to run again");
    assert_eq!(review["article"]["length"], text.chars().count());

    // A change of markup alone leaves the article the same; a change of words does not.
    let mut pty = home.start(&["page.html", "--reviewer", "alice"]);
    pty.shows("1/2").send("q");
    assert_eq!(pty.exit_code(), 0);
    let gate = |page: String| {
        fs::write(home.path("page.html"), page).unwrap();
        let output = home.run(&["status", "--gate"]);
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(!gate(PAGE.replace("<b>", "<i>")).contains("article-"));
    assert!(gate(PAGE.replace("Monday", "Tuesday")).contains("article-changed"));
}

#[test]
fn reports_show_the_text_and_patch_refuses_markup() {
    let home = Home::with_article(THREE);
    fs::write(home.path("story.md"), MARKDOWN).unwrap();
    let mut pty = home.start(&["story.md", "--reviewer", "alice"]);
    pty.shows("May 2027").send("v").saved(1).send("q");
    assert_eq!(pty.exit_code(), 0);
    let review = "story.alice.review.json";
    for format in ["md", "html", "criticmarkup", "memo"] {
        let output = home.run(&["report", review, "--format", format]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{format}: {said}");
        assert!(!said.contains("story.md is not"), "{said}");
    }
    let page = home.run(&["report", review, "--format", "html"]).stdout;
    assert!(String::from_utf8_lossy(&page).contains("May 2027"));
    assert_fails(
        &home.run(&["report", review, "--format", "patch"]),
        1,
        &[
            "story.md is Markdown or HTML",
            "--format memo",
            "--format criticmarkup",
        ],
    );
}

#[test]
fn unsupported_files_are_refused_with_a_command_that_converts_them() {
    let home = Home::with_article(THREE);
    let write = |name: &str, bytes: &[u8]| fs::write(home.path(name), bytes).unwrap();
    write("draft.docx", b"PK\x03\x04\0\0");
    write("draft.pdf", b"%PDF-1.7\n");
    write("page.html", b"<meta charset=koi8-r><p>\xD7");
    write("empty.html", b"<img src=x>");
    for (name, parts) in [
        (
            "draft.docx",
            &["draft.docx", "pandoc -t plain --wrap=none"][..],
        ),
        ("draft.pdf", &["draft.pdf", "pdftotext"]),
        ("page.html", &["page.html", "iconv -f koi8-r -t UTF-8"]),
        ("empty.html", &["empty.html", "is empty"]),
    ] {
        assert_fails(&home.run(&["review", name]), 1, parts);
        assert_fails(&home.run(&["extract", name]), 1, parts);
    }
}

#[test]
fn standard_input_is_plain_text() {
    let home = Home::with_article(THREE);
    let mut command = home.command(&["extract", "-", "--format", "text"]);
    fs::write(home.path("page.html"), PAGE).unwrap();
    command.stdin(fs::File::open(home.path("page.html")).unwrap());
    assert_eq!(command.output().unwrap().stdout, PAGE.as_bytes());
}
