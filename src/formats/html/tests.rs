use super::*;
use crate::formats::{FileFormat, read as read_file};

fn text(html: &str) -> String {
    read(html).1
}

/// A page as on a newspaper's site.
const PAGE: &str = include_str!("../../../tests/data/pages/news.html");

#[test]
fn the_article_of_a_page_is_found_without_its_surroundings() {
    let (title, text) = read(PAGE);
    assert_eq!(title.as_deref(), Some("Bridge closed for a year"));
    insta::assert_snapshot!(text, @"
    Bridge closed for a year

    The old bridge over the Lume will be closed until next November, the council said.

    Engineers found 14 cracks in its pillars — twice as many as in 2019.

    “It is safe to walk on,” said Ana Brandt, the council’s engineer, “but not to drive over.”

    The bridge in October.

    What it costs

    • Repairs: 3.1 million euros, to be paid by the county
    • Buses: 40,000 euros a month

    Year | Cracks
    2019 | 7
    2026 | 14

    Nobody will be cut off from the town, and nobody has to pay for it.
    ");
}

#[test]
fn a_page_without_an_article_is_read_whole() {
    let page =
        "<title>Contact</title><nav><a href=/>Home</a></nav><p>Call us.</p><script>x</script>";
    assert_eq!(text(page), "Contact\n\nHome\n\nCall us.\n");
}

#[test]
fn an_element_marked_as_article_is_one() {
    let other = "<div><p>Another text that runs on for long, but is no part of the article at all.</p></div>";
    let article =
        "<p>A text that runs on for quite as long as it must to be taken for an article.</p>"
            .repeat(3);
    let page = format!("{other}<article><div>{article}</div></article>");
    assert!(!text(&page).contains("Another"));
    // But not when it is only a card among others.
    let page = format!("<article><h2>Card</h2></article><div>{article}</div>");
    assert!(text(&page).contains("quite as long"));
}

#[test]
fn a_box_with_a_misleading_name_is_read() {
    let article =
        "<p>A text that runs on for quite as long as it must to be taken for an article.</p>"
            .repeat(3);
    let page = format!("<div class='promo-sidebar'>{article}</div>");
    assert!(text(&page).contains("quite as long"));
}

#[test]
fn broken_markup_is_repaired_as_browsers_do() {
    for (html, said) in [
        ("<p>one<p>two", "one\n\ntwo\n"),
        ("<ul><li>one<li>two</ul>three", "• one\n• two\n\nthree\n"),
        (
            "<ol start=4><li>one<li>two<ul><li>in</ul><li>three</ol>",
            "4. one\n5. two\n• in\n6. three\n",
        ),
        ("<div>one</p>two</span></div>", "one\n\ntwo\n"),
        ("<table><tr><td>a</div><td>b</table>c", "a | b\n\nc\n"),
        ("<h2>Head<p>text", "Head\n\ntext\n"),
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree\n"),
        ("<pre>\n a\n  b\n</pre>c", " a\n  b\n\nc\n"),
        ("a<!-- no --><!no>b<![CDATA[x]]>", "ab\n"),
        (
            "a &amp; &#8217; &lt;b&gt; &nosuch; &AMP &#0; &#x110000;",
            "a & ’ <b> &nosuch; & \u{FFFD} \u{FFFD}\n",
        ),
        (
            "<svg><text>no</text></svg>a<select><option>no</select>b<noscript>no</noscript>",
            "ab\n",
        ),
        ("<p hidden>no<div>a</div>", "a\n"),
        ("<ul><li hidden>no<li>a</ul>", "• a\n"),
        ("<div hidden>no<div>no</div>no</div>a", "a\n"),
        (
            "<span style='visibility : hidden'>no</span>a<p aria-hidden=true>no</p>",
            "a\n",
        ),
        ("<dialog>no</dialog><dialog open>a</dialog>", "a\n"),
        ("<dl><dt>Term<dd>Meaning</dl>", "Term\n\nMeaning\n"),
        ("<TITLE>T</TITLE><P CLASS=X>a</P>", "T\n\na\n"),
        ("<svg><title/><style/></svg>a", "a\n"),
        ("a<script>no", "a\n"),
        ("a<div class=\"no", "a\n"),
        (
            "日本<ruby>語<rp>(</rp><rt>ご</rt><rp>)</rp></ruby>。",
            "日本語(ご)。\n",
        ),
    ] {
        assert_eq!(text(html), said, "{html}");
    }
}

#[test]
fn character_references_are_resolved() {
    for (html, read) in [
        (
            "a &amp; b&nbsp;c &mdash; &NotEqualTilde;",
            "a & b\u{A0}c — ≂̸",
        ),
        (
            "&eacute &copy2 &notit; &notin; &nosuch;",
            "é ©2 ¬it; ∉ &nosuch;",
        ),
        (
            "&#233;&#xE9;&#XE9 &#147;q&#148; &#0;&#xD800;&#99999999999;",
            "éé\u{E9} “q” \u{FFFD}\u{FFFD}\u{FFFD}",
        ),
        ("&&&amp;;&#;&#x;&", "&&&;&#;&#x;&"),
        ("<pre>.&Tab;&NewLine;.</pre>", ".\n."),
    ] {
        assert_eq!(text(html), format!("{read}\n"), "{html}");
    }
    // An address may contain `&copy=1`.
    let page = "<meta property=og:title content='?a=1&copy=2&amp;lt=3&lt;'><p>a";
    assert_eq!(read(page).0.as_deref(), Some("?a=1&copy=2&lt=3<"));
}

#[test]
fn tags_in_scripts_and_drawings_are_read_as_browsers_do() {
    for (html, read) in [
        ("<script>a<!--<script>b</script>c--></script>d", "d\n"),
        ("<style>a</p></style>b<xmp><i></xmp>c", "b\n\n<i>\n\nc\n"),
        ("<svg><style><p>no</p></style></svg>a", "a\n"),
        ("<math><title>a</title></math>b", "a\n\nb\n"),
        ("a<plaintext>b</plaintext>", "a\n\nb</plaintext>\n"),
        ("<div class=story class=nav>a</div>", "a\n"),
    ] {
        assert_eq!(text(html), read, "{html}");
    }
}

#[test]
fn layout_tables_are_not_data_tables() {
    let long = "A text that is longer than any cell of a table with figures in it would ever be. "
        .repeat(4);
    let seen = join(&blocks(&format!("<table><tr><td>{long}<td>b</table>")));
    assert_eq!(seen, format!("{}\n\nb\n", long.trim()));
    assert_eq!(
        text("<table><tr><td><p>a<p>b<td>c</table>"),
        "a\n\nb\n\nc\n"
    );
}

#[test]
fn hostile_pages_take_linear_time() {
    for piece in [
        "<div>",
        "<p>",
        "<li>",
        "<ul><li>",
        "<table><tr><td>",
        "</div>",
        "<div></span>",
        "<b>",
        "<a href=x>",
        "<h1>",
        "<section hidden>",
        "<p hidden>",
        "<dl><dd>",
        "<blockquote>a",
        "&amp",
        "&",
        "<",
        "<!--",
        "<a b=",
        "<a b='c' ",
        "]]>",
        "<title>",
        "<td>a",
        "</p>",
        "<select>",
        "<article><p>word word word word word word, and so on and on and on</p>",
    ] {
        let _ = read(&piece.repeat(10_000));
    }
    let deep = "<div>".repeat(100_000);
    let _ = read(&format!("{deep}{}", "<li>a</li></em>".repeat(10_000)));
    let line = "word ".repeat(200_000);
    assert_eq!(text(&line).len(), line.len());
}

#[test]
fn a_page_is_read_by_its_extension() {
    let document = read_file("a.html", PAGE.into()).unwrap();
    assert_eq!(document.format, FileFormat::Html);
    assert!(document.text.starts_with("Bridge closed for a year\n"));
}
