//! Reports: each format as a snapshot, and read back by other programs.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use factdesk::model::Verdict;
use regex::Regex;
use serde_json::Value;

use crate::command_line::assert_fails;
use crate::external_tools::{is_installed, path_of, skipped};
use crate::fixtures::{BRIDGE, ReviewBuilder, alice, bob};
use crate::pty::Home;

/// Returns a home folder with the article and alice's review of it.
fn home_with_review() -> Home {
    let home = Home::with_article(BRIDGE);
    alice().file(&home);
    home
}

fn report(home: &Home, args: &[&str]) -> Output {
    home.run(&[&["report"], args].concat())
}

/// Runs a report and returns what it writes to standard output and standard error.
fn written(home: &Home, args: &[&str]) -> (String, String) {
    let output = report(home, args);
    let remarks = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{args:?}: {remarks}");
    (String::from_utf8(output.stdout).unwrap(), remarks)
}

fn alices_report(format: &str) -> String {
    written(
        &home_with_review(),
        &["draft.alice.review.json", "--format", format],
    )
    .0
}

#[test]
fn markdown() {
    insta::assert_snapshot!(alices_report("md"));
}

#[test]
fn memo() {
    insta::assert_snapshot!(alices_report("memo"));
}

#[test]
fn patch() {
    insta::assert_snapshot!(alices_report("patch"));
}

#[test]
fn criticmarkup() {
    insta::assert_snapshot!(alices_report("criticmarkup"));
}

#[test]
fn csv_table() {
    insta::assert_snapshot!(alices_report("csv"));
}

#[test]
fn json() {
    insta::assert_snapshot!(alices_report("json"));
}

#[test]
fn claimreview() {
    insta::assert_snapshot!(alices_report("claimreview"));
}

#[test]
fn html() {
    let page = alices_report("html");
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    // One line per block, so that diffs are readable.
    let blocks = Regex::new("<(main|header|section|h[1-3]|div|p|li|dl|dt|svg|footer)").unwrap();
    let body = blocks.replace_all(body, "\n$0");
    insta::assert_snapshot!(format!("{head}<style>…</style>{body}"));
}

#[test]
fn disagreeing_reviewers_are_shown_side_by_side() {
    let home = home_with_review();
    bob().file(&home);
    let reviews = ["draft.alice.review.json", "draft.bob.review.json"];
    for format in ["md", "memo", "criticmarkup"] {
        let (text, remarks) = written(&home, &[&reviews[..], &["--format", format]].concat());
        insta::assert_snapshot!(format!("both_{format}"), format!("{text}---\n{remarks}"));
    }
    let (text, _) = written(&home, &[&reviews[..], &["--format", "json"]].concat());
    let merged: Value = serde_json::from_str(&text).unwrap();
    let article = &merged["articles"][0];
    assert_eq!(article["counts"]["split"], 1);
    assert_eq!(article["claims"][2]["standing"], "split");
    assert_eq!(
        article["claims"][2]["reviews"][1]["decision"]["verdict"],
        "verified"
    );
    // The same file given twice is one review.
    let twice = ["draft.alice.review.json", "./draft.alice.review.json"];
    let (text, _) = written(&home, &[&twice[..], &["--format", "json"]].concat());
    let merged: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        merged["articles"][0]["reviews"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn reviews_of_two_versions_of_an_article_are_not_merged() {
    let home = home_with_review();
    let text = BRIDGE.replace("1932", "1933");
    ReviewBuilder::of(&text, "bob")
        .ruled("It carries eight lanes of road.", Verdict::Verified)
        .file(&home);
    let reviews = ["draft.alice.review.json", "draft.bob.review.json"];
    let (text, remarks) = written(&home, &[&reviews[..], &["--format", "json"]].concat());
    let merged: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(merged["articles"].as_array().unwrap().len(), 2);
    for part in ["draft.txt; they are not merged", "has changed since"] {
        assert!(remarks.contains(part), "{part} is not in {remarks}");
    }
    assert_fails(
        &report(
            &home,
            &[&reviews[..], &["--format", "criticmarkup"]].concat(),
        ),
        1,
        &["draft.bob.review.json", "--article"],
    );
}

/// Runs a Python script and parses its output as JSON. Skips, with `None`, without Python.
fn python(script: &str, input: &str) -> Option<Value> {
    if !is_installed("python3") {
        skipped("reading a report back needs python3");
        return None;
    }
    let mut child = Command::new("python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn the_csv_table_is_read_by_other_programs_and_contains_no_formula() {
    let text = alices_report("csv");
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let headers = table.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 5);
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    assert_eq!(&rows[1][column("reasons")], "name, punctuation");
    assert_eq!(
        &rows[1][column("note")],
        "Bradfield, the engineer.\n# The mark slipped too."
    );
    assert!(rows[2][column("note")].starts_with("'=HYPERLINK(\"https://example.org\")"));
    assert_eq!(&rows[4][column("verdict")], "");

    let script = "import csv, io, json, sys\n\
        text = sys.stdin.buffer.read().decode()\n\
        print(json.dumps(list(csv.DictReader(io.StringIO(text, newline=''), strict=True))))";
    if let Some(read) = python(script, &text) {
        for (row, read) in rows.iter().zip(read.as_array().unwrap()) {
            for (header, cell) in headers.iter().zip(row) {
                assert_eq!(read[header], cell);
            }
        }
    }
}

#[test]
fn claimreview_follows_schema_org() {
    let home = home_with_review();
    let args = [
        "draft.alice.review.json",
        "--format",
        "claimreview",
        "--publisher",
        "The Desk",
        "--url",
        "https://example.org/check",
        "--article-url",
        "https://example.org/bridge",
    ];
    let (text, remarks) = written(&home, &args);
    let graph: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(graph["@context"], "https://schema.org");
    let reviews = graph["@graph"].as_array().unwrap();
    assert_eq!(reviews.len(), 2, "one is verified, one is disputed");
    for review in reviews {
        check_vocabulary(review);
    }
    assert_eq!(reviews[0]["url"], "https://example.org/check#c1");
    assert_eq!(reviews[0]["author"][0]["@type"], "Organization");
    assert_eq!(reviews[0]["datePublished"], "2026-11-24");
    let rating = &reviews[1]["reviewRating"];
    assert_eq!(rating["alternateName"], "disputed");
    assert_eq!(rating["ratingValue"], rating["worstRating"]);
    for part in [
        "1 garbled",
        "1 set aside",
        "1 open",
        "of 2 claims",
        "datePublished",
    ] {
        assert!(remarks.contains(part), "{part} is not in {remarks}");
    }
    assert!(!remarks.contains("--publisher"), "{remarks}");
    if let Some(read) = python(
        "import json, sys; print(json.dumps(json.load(sys.stdin)))",
        &text,
    ) {
        assert_eq!(read, graph);
    }

    // The JSON may be embedded in an HTML page.
    let hostile = Home::with_article("It said </script><script>alert(1)</script>.\n");
    let text = std::fs::read_to_string(hostile.path("draft.txt")).unwrap();
    ReviewBuilder::of(&text, "alice")
        .ruled(text.trim(), Verdict::Verified)
        .file(&hostile);
    let (text, _) = written(
        &hostile,
        &["draft.alice.review.json", "--format", "claimreview"],
    );
    assert!(!text.contains('<'), "{text}");
}

#[test]
fn the_configured_publisher_is_in_every_claimreview() {
    let home = home_with_review();
    std::fs::create_dir_all(home.path(".config/factdesk")).unwrap();
    let settings = "publisher = 'The Desk'\nurl = 'https://example.org/check/{article}'\n\
                    article_url = 'https://example.org/{article}.html'\n";
    std::fs::write(home.path(".config/factdesk/config.toml"), settings).unwrap();
    let args = ["draft.alice.review.json", "--format", "claimreview"];
    let (text, remarks) = written(&home, &args);
    let first = |text: &str| serde_json::from_str::<Value>(text).unwrap()["@graph"][0].clone();
    let review = first(&text);
    assert_eq!(review["url"], "https://example.org/check/draft#c1");
    assert_eq!(review["author"][0]["name"], "The Desk");
    let article = &review["itemReviewed"]["appearance"];
    assert_eq!(article["url"], "https://example.org/draft.html");
    assert!(!remarks.contains("--url"), "{remarks}");

    let (text, _) = written(&home, &[&args[..], &["--publisher", "The Other"]].concat());
    assert_eq!(first(&text)["author"][0]["name"], "The Other");

    let mut desk = home.review_draft();
    desk.shows(" reviewed")
        .send("R")
        .shows("Write a report")
        .send("8");
    desk.shows("Report written: ").send("q");
    assert_eq!(desk.exit_code(), 0);
    let text = std::fs::read_to_string(home.path("draft.alice.claimreview.json")).unwrap();
    assert_eq!(first(&text), review);
}

/// Checks an object against schema.org, release 29.3: its type, the properties that the type may
/// have (its own and inherited ones), and the types of their values.
fn check_vocabulary(object: &Value) {
    let kind = object["@type"].as_str().unwrap();
    let properties: &[(&str, &[&str])] = match kind {
        "ClaimReview" => &[
            ("claimReviewed", &["Text"]),
            ("itemReviewed", &["Claim"]),
            ("reviewRating", &["Rating"]),
            ("author", &["Person", "Organization"]),
            ("datePublished", &["Date"]),
            ("url", &["URL"]),
        ],
        "Claim" => &[
            ("author", &["Person", "Organization"]),
            ("appearance", &["Article"]),
        ],
        "Article" => &[("headline", &["Text"]), ("url", &["URL"])],
        "Rating" => &[
            ("ratingValue", &["Number"]),
            ("bestRating", &["Number"]),
            ("worstRating", &["Number"]),
            ("alternateName", &["Text"]),
            ("ratingExplanation", &["Text"]),
        ],
        "Person" | "Organization" => &[("name", &["Text"])],
        other => panic!("unexpected type {other}"),
    };
    for (name, value) in object.as_object().unwrap() {
        if name == "@type" {
            continue;
        }
        let (_, types) = properties
            .iter()
            .find(|(property, _)| property == name)
            .unwrap_or_else(|| panic!("{kind} has no {name}"));
        let values = value
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![value.clone()]);
        assert!(!values.is_empty());
        for value in values {
            match &value {
                Value::Object(_) => {
                    assert!(types.contains(&value["@type"].as_str().unwrap()), "{name}");
                    check_vocabulary(&value);
                }
                Value::Number(_) => assert!(types.contains(&"Number"), "{name}"),
                Value::String(text) => match types[0] {
                    "Date" => assert!(text.parse::<jiff::civil::Date>().is_ok(), "{text}"),
                    "URL" => assert!(text.starts_with("https://"), "{text}"),
                    kind => assert_eq!(kind, "Text", "{name}"),
                },
                other => panic!("{name} is {other}"),
            }
        }
    }
}

/// Returns the article with alice's corrections.
fn corrected() -> String {
    BRIDGE
        .replace("“a record ,”said Bradfeild", "“a record,” said Bradfield")
        .replace("eight lanes", "seven lanes")
}

#[test]
fn the_patch_is_applied_by_patch() {
    if !is_installed("patch") {
        return skipped("applying a report needs patch");
    }
    // As typed, and as a Windows editor saves it.
    let windows = format!("\u{FEFF}{}", BRIDGE.replace('\n', "\r\n"));
    for article in [BRIDGE, &windows] {
        let home = Home::with_article(article);
        alice().file(&home);
        let review = "draft.alice.review.json";
        let (_, remarks) = written(
            &home,
            &[review, "--format", "patch", "--output", "draft.patch"],
        );
        assert_eq!(remarks, "");
        let output = Command::new("patch")
            .args(["--batch", "--fuzz=0", "--input", "draft.patch"])
            .current_dir(home.path(""))
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
        let patched = std::fs::read_to_string(home.path("draft.txt")).unwrap();
        let expected = match article.contains('\r') {
            true => format!("\u{FEFF}{}", corrected().replace('\n', "\r\n")),
            false => corrected(),
        };
        assert_eq!(patched, expected);
        // Now the article differs from the reviewed one, which is reported.
        assert_fails(
            &report(&home, &[review, "--format", "patch"]),
            1,
            &["draft.txt", "has changed since", "--article"],
        );
        let (_, remarks) = written(&home, &[review]);
        assert!(remarks.contains("has changed since"), "{remarks}");
    }
}

#[test]
fn criticmarkup_can_be_accepted_or_rejected() {
    let marked = alices_report("criticmarkup");
    let marks = Regex::new(
        r"(?s)\{\+\+(?<ins>.*?)\+\+\}|\{--(?<del>.*?)--\}|\{~~(?<old>.*?)~>(?<new>.*?)~~\}|\{>>.*?<<\}",
    )
    .unwrap();
    assert_eq!(marks.replace_all(&marked, "$ins$new"), corrected());
    assert_eq!(marks.replace_all(&marked, "$del$old"), BRIDGE);
}

#[test]
fn each_mistake_has_its_own_error() {
    let home = home_with_review();
    let review = "draft.alice.review.json";
    std::fs::write(home.path("other.txt"), "Something else.\n").unwrap();
    std::fs::create_dir(home.path("alone")).unwrap();
    std::fs::copy(home.path(review), home.path("alone/a.review.json")).unwrap();
    std::fs::write(home.path("broken.review.json"), "{").unwrap();
    let cases: &[(&[&str], i32, &[&str])] = &[
        (
            &["no.review.json"],
            1,
            &["no.review.json", "no such file", "factdesk status"],
        ),
        (
            &["draft.txt"],
            1,
            &["draft.txt is not a review", ".review.json"],
        ),
        (&["alone"], 1, &["alone is not a file", ".review.json"]),
        (&["broken.review.json"], 1, &["broken.review.json", "JSON"]),
        (&[review, "--format", "pdf"], 2, &["pdf", "claimreview"]),
        (&[], 2, &["REVIEW"]),
        (&[review, "--url", "example.org"], 2, &["--url", "https://"]),
        (
            &[review, "--article", "no.txt"],
            1,
            &["no.txt", "no such file"],
        ),
        (
            &[review, "--article", "other.txt"],
            1,
            &["other.txt", "another version"],
        ),
        (
            &["alone/a.review.json", "--format", "html"],
            1,
            &[
                "alone/a.review.json",
                "draft.txt",
                "does not exist",
                "--article",
            ],
        ),
        (&[review, "--output", review], 2, &["--output", review]),
        (
            &[review, "--output", "draft.txt"],
            2,
            &["--output", "draft.txt"],
        ),
        (
            &[review, "--output", "no/such/folder"],
            1,
            &["no/such/folder", "--output"],
        ),
    ];
    for (args, code, parts) in cases {
        assert_fails(&report(&home, args), *code, parts);
    }
    // With `--article` it works.
    let named = [
        "alone/a.review.json",
        "--format",
        "html",
        "--article",
        "draft.txt",
    ];
    written(&home, &named);
}

#[test]
fn no_foreign_file_is_replaced_without_force() {
    let home = home_with_review();
    let notes = home.path("notes.md");
    std::fs::write(&notes, "my own").unwrap();
    let args = ["draft.alice.review.json", "--output", "notes.md"];
    assert_fails(&report(&home, &args), 1, &["--force", "notes.md"]);
    let command = [&["report"], &args[..]].concat();
    let mut ask = home.start(&command);
    ask.shows("Replace notes.md?").send("\r");
    assert_eq!(ask.exit_code(), 1);
    assert_eq!(std::fs::read_to_string(&notes).unwrap(), "my own");
    let mut ask = home.start(&command);
    ask.shows("Replace notes.md?").send("y\r");
    assert_eq!(ask.exit_code(), 0);
    let text = std::fs::read_to_string(&notes).unwrap();
    assert!(text.starts_with("# "), "{text}");
    // An identical report may be written again; replacing a different one needs `--force`.
    written(&home, &args);
    std::fs::write(&notes, "my own").unwrap();
    written(&home, &[&args[..], &["--force"]].concat());
    assert_eq!(std::fs::read_to_string(&notes).unwrap(), text);
}

#[test]
fn a_report_from_the_review_does_not_replace_other_files() {
    let home = home_with_review();
    let path = |name: &str| home.path(name);
    std::fs::write(path("draft.alice.report.md"), "my own").unwrap();
    let mut desk = home.review_draft();
    desk.shows(" done")
        .send("R")
        .shows("Write a report")
        .send("1");
    desk.shows("Report written: draft.alice-2.report.md");
    // The program's own unchanged report is replaced.
    desk.send("jv").send("R").shows("Write a report").send("1");
    desk.shows("Report written: draft.alice-2.report.md")
        .send("q");
    assert_eq!(desk.exit_code(), 0);
    let text = std::fs::read_to_string(path("draft.alice-2.report.md")).unwrap();
    std::fs::write(path("draft.alice-2.report.md"), text + "seen\n").unwrap();
    let mut desk = home.review_draft();
    desk.shows(" done")
        .send("R")
        .shows("Write a report")
        .send("1");
    desk.shows("Report written: draft.alice-3.report.md")
        .send("q");
    assert_eq!(desk.exit_code(), 0);
    assert_eq!(
        std::fs::read(path("draft.alice.report.md")).unwrap(),
        b"my own"
    );
}

#[test]
fn a_path_in_a_review_cannot_point_to_another_folder() {
    let home = Home::with_article(BRIDGE);
    std::fs::create_dir(home.path("inner")).unwrap();
    let name = alice().file(&home);
    let text = std::fs::read_to_string(home.path(&name)).unwrap();
    let text = text.replace("\"path\": \"draft.txt\"", "\"path\": \"../draft.txt\"");
    std::fs::write(home.path("inner/a.review.json"), text).unwrap();
    let args = ["inner/a.review.json", "--format", "patch"];
    assert_fails(
        &report(&home, &args),
        1,
        &["inner/draft.txt", "does not exist"],
    );
    // Nor can the file names in a patch.
    let (patch, _) = written(&home, &[&args[..], &["--article", "draft.txt"]].concat());
    assert!(patch.starts_with("--- draft.txt\n"), "{patch}");
}

#[test]
fn reports_contain_no_control_characters() {
    let text = "It said \u{1B}]0;title\u{7} and \u{9B}31m.\n";
    let home = Home::with_article(text);
    ReviewBuilder::of(text, "alice")
        .ruled(text.trim(), Verdict::Verified)
        .file(&home);
    for format in [
        "md",
        "memo",
        "csv",
        "json",
        "html",
        "criticmarkup",
        "claimreview",
    ] {
        let mut desk = home.start(&["report", "draft.alice.review.json", "--format", format]);
        assert_eq!(desk.exit_code(), 0);
        let bytes = desk.bytes();
        let seen = String::from_utf8_lossy(&bytes);
        let has_controls = seen
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r'));
        assert!(!has_controls, "{format}: {seen:?}");
    }
}

#[test]
fn a_report_can_be_written_from_the_review() {
    let home = Home::with_article(&BRIDGE.replace('\n', "\r\n"));
    let review = alice().file(&home);
    let mut desk = home.review_draft();
    desk.shows("4 of 5 done");
    desk.send("v").shows("5/5 reviewed");
    desk.send("R").shows("Write a report").send("5");
    desk.shows("Report written: draft.alice.report.html");
    desk.send("R").shows("Write a report").send("3");
    desk.shows("Report written: draft.alice.patch");
    let folder = home.path(".");
    std::fs::create_dir(home.path("draft.alice.memo.txt")).unwrap();
    desk.send("R").shows("Write a report").send("2");
    desk.shows("No report: ");
    desk.send("q");
    assert_eq!(desk.exit_code(), 0);

    // It contains the latest decision and equals what the command writes.
    let page = std::fs::read_to_string(home.path("draft.alice.report.html")).unwrap();
    assert!(!page.contains("claim 5: open"));
    for (format, file) in [
        ("html", "draft.alice.report.html"),
        ("patch", "draft.alice.patch"),
    ] {
        let (text, _) = written(&home, &[&review, "--format", format]);
        let inside = std::fs::read_to_string(home.path(file)).unwrap();
        assert_eq!(inside, text);
    }
    let left: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("tmp"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

/// Asserts that HTML Tidy reports nothing about a page.
fn assert_tidy(page: &Path) {
    if !is_installed("tidy") {
        return skipped("checking the page needs tidy");
    }
    let output = Command::new("tidy")
        .args(["-quiet", "-errors", "-utf8"])
        .arg(page)
        .output()
        .unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && complaints.is_empty(),
        "{complaints}"
    );
}

#[test]
fn the_page_is_valid_html_and_a_browser_shows_it() {
    let home = home_with_review();
    bob().file(&home);
    let reviews = ["draft.alice.review.json", "draft.bob.review.json"];
    let output = ["--format", "html", "--output", "draft.html"];
    written(&home, &[&reviews[..], &output].concat());
    let page = home.path("draft.html");
    assert_tidy(&page);

    let Some(chromium) = path_of("chromium") else {
        return skipped("showing the page needs chromium");
    };
    // The browser's DOM: everything is in its place, and no script has run.
    let browser = |args: &[&str]| {
        let output = Command::new(&chromium)
            .args([
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
            ])
            .arg(format!(
                "--user-data-dir={}",
                home.path("browser").display()
            ))
            .args(args)
            .arg(format!("file://{}", page.display()))
            .env("HOME", home.path(""))
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    let dom = String::from_utf8(browser(&["--dump-dom"])).unwrap();
    for part in [
        "id=\"c1\"",
        "id=\"n5\"",
        "</footer></article></main>",
        "&lt;script&gt;alert(1)",
    ] {
        assert!(dom.contains(part), "{part} is not in {dom}");
    }
    assert!(!dom.contains("<script"));
    let looks = [("light", "1"), ("dark", "0")].map(|(look, setting)| {
        let picture = home.path(&format!("{look}.png"));
        browser(&[
            "--window-size=1200,1600",
            &format!("--blink-settings=preferredColorScheme={setting}"),
            &format!("--screenshot={}", picture.display()),
        ]);
        std::fs::read(picture).unwrap()
    });
    for look in &looks {
        assert!(look.len() > 20_000, "the screenshot is nearly empty");
    }
    assert_ne!(looks[0], looks[1], "light and dark look the same");
    let paper = home.path("paper.pdf");
    browser(&[
        "--no-pdf-header-footer",
        &format!("--print-to-pdf={}", paper.display()),
    ]);
    assert!(std::fs::read(paper).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn the_example_review_is_reported_in_every_format() {
    let review = "nato-membership.example.review.json";
    let home = Home::with_article("");
    for file in [review, "nato-membership.txt"] {
        std::fs::copy(format!("sample-data/{file}"), home.path(file)).unwrap();
    }
    for format in factdesk::report::FORMATS {
        let file = format!("sample.{}", format.name);
        let mut args = vec![review, "--format", format.name, "--output", &file];
        if format.needs_person {
            args.extend(["--person", "Stoltenberg"]);
        }
        written(&home, &args);
        assert!(home.path(&file).metadata().unwrap().len() > 0, "{file}");
    }
    assert_tidy(&home.path("sample.html"));
    let report = home.json("sample.json");
    let claims = &report["articles"][0]["claims"];
    let corrections = claims.as_array().unwrap().iter();
    let corrections =
        corrections.filter(|claim| claim["reviews"][0]["decision"]["correction"].is_string());
    let memo = std::fs::read_to_string(home.path("sample.memo")).unwrap();
    assert_eq!(memo.matches("\n    new ").count(), corrections.count());
}
