//! Why a passage looks odd: a file per kind of hint, and the list of them.
//!
//! Hints see forms, not facts: a swapped role or a wrong word that reads well passes them by.
//! What needs English is only looked for in English.

mod articles;
mod conflict;
mod doubled;
mod encoding;
mod figures;
mod hidden;
mod impossible;
mod names;
mod page;
mod phrases;
mod quotes;
mod scripts;
mod style;

use std::ops::Range;

use crate::model::{Article, Extra, Hint};
use crate::text::one_line;

use page::Page;

/// What a finder found: a kind, the bytes of the article, and a sentence a checker understands.
struct Finding {
    code: &'static str,
    bytes: Range<usize>,
    message: String,
}

/// Every kind of hint. To add one is to add a file and a line here.
const FINDERS: &[fn(&Page<'_>, &mut Vec<Finding>)] = &[
    names::find,
    quotes::find,
    articles::find,
    style::find,
    doubled::find,
    encoding::find,
    scripts::find,
    hidden::find,
    conflict::find,
    figures::find,
    impossible::find,
    phrases::find,
];

/// Returns the hints of an article, in its order.
pub(super) fn of(article: &Article, lang: &str) -> Vec<Hint> {
    let text = article.text();
    let page = Page::of(text.as_str(), lang);
    let mut findings = Vec::new();
    for find in FINDERS {
        find(&page, &mut findings);
    }
    drop_marks_of_misread_text(&mut findings);
    findings.sort_by(|a, b| {
        let place = |f: &Finding| (f.bytes.start, f.bytes.end, f.code);
        place(a).cmp(&place(b))
    });
    // One passage, one hint: two spellings of a name are also a mixture of styles.
    findings.dedup_by(|b, a| a.bytes == b.bytes);
    findings
        .into_iter()
        .map(|finding| Hint {
            code: finding.code.to_owned(),
            message: one_line(&finding.message),
            span: text.span_of(finding.bytes),
            dismissed: false,
            extra: Extra::default(),
        })
        .collect()
}

/// A quotation mark in misread text is none.
fn drop_marks_of_misread_text(findings: &mut Vec<Finding>) {
    let misread: Vec<Range<usize>> = findings
        .iter()
        .filter(|finding| finding.code == "encoding")
        .map(|finding| finding.bytes.clone())
        .collect();
    if !misread.is_empty() {
        findings.retain(|finding| {
            let at = misread.partition_point(|bytes| bytes.end <= finding.bytes.start);
            let overlaps = misread
                .get(at)
                .is_some_and(|bytes| bytes.start < finding.bytes.end);
            finding.code == "encoding" || finding.code == "hidden-characters" || !overlaps
        });
    }
}
