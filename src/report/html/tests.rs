//! The page read back by another reader of HTML.

use std::collections::{HashMap, HashSet};

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;

use crate::model::{Article, Claim, Decision, Evidence, Origin, Reason, Ruling, Stance, Verdict};
use crate::text::Span;

use super::super::sample::{self, record, time};
use super::super::{Dossier, OriginalText, dossiers};

/// What there may be in the page. Nothing that runs, loads or sends.
const ELEMENTS: &str = "html head meta title style body main article header section footer div h1 \
    h2 h3 p dl dt dd ol ul li span strong a mark blockquote time del ins svg g text rect";
const ATTRIBUTES: &str = "lang charset http-equiv content name class id dir href rel title datetime \
    role aria-label aria-hidden viewbox width height x y rx";
/// Elements that have no end.
const VOID: &str = "meta";

fn is_among(list: &str, name: &str) -> bool {
    list.split_whitespace().any(|known| known == name)
}

/// A page, taken apart.
#[derive(Default)]
struct Read {
    /// All text but the style sheet, in order.
    text: String,
    ids: HashSet<String>,
    links: Vec<String>,
    /// The words of each place, by its id.
    marked: HashMap<String, String>,
}

/// Reads a page; whatever is not as it should be is an error.
fn read(page: &str) -> Read {
    let mut read = Read::default();
    let mut open: Vec<(String, Option<String>)> = Vec::new();
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8(tag.name.to_vec()).unwrap();
                assert!(is_among(ELEMENTS, &name), "<{name}>");
                let mut place = None;
                for (attribute, value) in &tag.attributes {
                    let attribute = String::from_utf8(attribute.to_vec()).unwrap();
                    let value = String::from_utf8(value.to_vec()).unwrap();
                    assert!(is_among(ATTRIBUTES, &attribute), "<{name} {attribute}>");
                    match attribute.as_str() {
                        "id" => {
                            assert!(read.ids.insert(value.clone()), "{value} twice");
                            place = Some(value);
                        }
                        "href" => read.links.push(value),
                        _ => {}
                    }
                }
                if !is_among(VOID, &name) {
                    open.push((name, place));
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8(tag.name.to_vec()).unwrap();
                assert_eq!(open.pop().map(|(name, _)| name), Some(name));
            }
            Token::String(text) => {
                if open.last().is_none_or(|(name, _)| name == "style") {
                    continue;
                }
                let text = String::from_utf8(text.to_vec()).unwrap();
                read.text.push_str(&text);
                for place in open.iter().filter_map(|(_, place)| place.clone()) {
                    read.marked.entry(place).or_default().push_str(&text);
                }
            }
            Token::Doctype(_) => {}
            Token::Comment(_) => panic!("a comment"),
            Token::Error(error) => panic!("{error:?}"),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for link in &read.links {
        match link.strip_prefix('#') {
            Some(place) => assert!(read.ids.contains(place), "{link} leads nowhere"),
            None => assert!(crate::text::is_web_address(link), "{link}"),
        }
    }
    read
}

fn page(dossiers: &[Dossier]) -> String {
    super::write(dossiers, &sample::options()).unwrap().text
}

fn with_text(article: Article, claims: Vec<Claim>) -> Dossier {
    let mut dossier = dossiers(vec![record(&article, "alice", claims)]).remove(0);
    let raw = article.text().as_str().to_owned();
    dossier.text = Some(OriginalText::new(article, raw));
    dossier
}

fn on(article: &Article, words: &str) -> Claim {
    sample::claim(article, words, Some(Verdict::Garbled), |_| {})
}

#[test]
fn claims_in_claims_and_across_lines_are_marked_in_place() {
    let text = "Title\n\nOne two three four.\nFive\nsix. Seven.\n";
    let article = Article::new("a.txt", text.into());
    let claims = ["One two three", "two three four", "two", "Five\nsix."];
    let claims = claims.map(|words| on(&article, words)).to_vec();
    let page = page(&[with_text(article, claims)]);
    insta::assert_snapshot!(rows(&page), @r##"
    title"><p class="text" dir="auto">Title</p></div>
    gap"><p class="text" dir="auto"><mark class="claim garbled" id="c1">One </mark><mark class="claim garbled"><mark class="claim garbled" id="c3"><mark class="claim garbled" id="c2">two</mark></mark></mark><a class="ref garbled" href="#n2" aria-label="claim 2: garbled">2≈</a><mark class="claim garbled"><mark class="claim garbled"> three</mark></mark><a class="ref garbled" href="#n1" aria-label="claim 1: garbled">1≈</a><mark class="claim garbled"> four</mark><a class="ref garbled" href="#n3" aria-label="claim 3: garbled">3≈</a>.</p>
    "><p class="text" dir="auto"><mark class="claim garbled" id="c4">Five
    six.</mark><a class="ref garbled" href="#n4" aria-label="claim 4: garbled">4≈</a> Seven.</p>
    "##);
    let read = read(&page);
    assert_eq!(read.marked["c1"], "One ");
    assert_eq!(read.marked["c4"], "Five\nsix.");
}

/// The rows of a page without their notes, a line each.
fn rows(page: &str) -> String {
    let rows = page.split("<div class=\"row").skip(1);
    let rows = rows.map(|row| row.split("<ol class=\"notes\">").next().unwrap());
    rows.map(|row| row.split("</section>").next().unwrap().trim().to_owned() + "\n")
        .collect()
}

#[test]
fn several_articles_keep_their_places_apart() {
    let dossier = |name: &str| {
        let article = Article::new(name, format!("{name}\n\nOne is here.\n"));
        let claims = vec![on(&article, "One is here.")];
        with_text(article, claims)
    };
    let read = read(&page(&[dossier("a.txt"), dossier("b.txt")]));
    assert_eq!(read.marked["a1-c1"], "One is here.");
    assert_eq!(read.marked["a2-c1"], "One is here.");
}

#[test]
fn an_article_without_claims_is_a_page_too() {
    let article = Article::new("a.txt", "Only text.\n".into());
    assert!(
        read(&page(&[with_text(article, Vec::new())]))
            .text
            .contains("Only text.")
    );
}

/// Text that tries to break out of its element.
const HOSTILE: &str = r#"(</style>|</p></li>|<script>alert\(1\)</script>|<img src=x onerror=alert\(1\)>|"><svg onload=x>|' onclick='x|<!--|-->|]]>|&lt;|&#60;|&|javascript:alert\(1\)|https://e\.org/"onclick="x|data:text/html,x|\x00|\x1B\[2J|\u{202E}|\u{85}|\u{FFFE}|é|word| |\n){0,8}"#;

prop_compose! {
    fn evidence()(texts in [HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE], primary in any::<bool>()) -> Evidence {
        let [title, url, file, locator, quote] = texts.map(Some);
        Evidence {
            follows_verdict: false,
            stance: Stance::Contradicts, primary, title, url, file, locator, quote,
            accessed: Some(time(0)), extra: Default::default(),
        }
    }
}

proptest! {
    #[test]
    fn nothing_breaks_out(
        text in HOSTILE,
        [reviewer, speaker, note, correction] in [HOSTILE, HOSTILE, HOSTILE, HOSTILE],
        evidence in evidence(),
        (start, length) in (0u32..60, 1u32..40),
    ) {
        let text = text.replace('\0', "") + "and some words.\n";
        let article = Article::new("<b>.txt", text.clone());
        let start = start.min(article.text().len() - 1);
        let span = Span::new(start, (start + length).min(article.text().len()));
        let mut claim = Claim::new(&article, span, Origin::Added);
        claim.speaker = Some(speaker.into());
        claim.decision = Some(Box::new(Decision {
            ruling: Some(Ruling::Verdict(Verdict::Disputed)),
            reasons: vec![Reason::Number],
            note, correction: Some(correction),
            evidence: vec![evidence],
            ..Decision::blank(&reviewer, time(0))
        }));
        let read = read(&page(&[with_text(article, vec![claim])]));
        prop_assert!(!read.text.chars().any(|c| (c.is_control() && c != '\n') || crate::text::is_hidden(c)));
    }
}

#[test]
fn what_is_hidden_is_seen_and_lines_stay() {
    assert_eq!(super::seen("a\u{202E}b\nc\u{1B}"), "a<U+202E>b\nc␛");
}

#[test]
fn the_style_cannot_end_its_element_and_fetches_nothing() {
    for part in ["</", "url(", "@import"] {
        assert!(!super::STYLE.contains(part), "{part}");
    }
}
