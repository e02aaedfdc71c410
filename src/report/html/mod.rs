//! One page that needs nothing else: the article with every claim marked in place, what was decided
//! beside it in the margin, and a summary with links in front. It reads on a screen, in the dark
//! and on paper.
//!
//! Whatever comes from an article or a review goes through [`seen`] and is escaped by the template;
//! the page's policy lets no script run and nothing be fetched, should one get in anyway.

mod chart;
mod note;
mod passage;
mod summary;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::text::{graphemes, one_line, shown};

use super::dossier::{Dossier, DossierClaim, OriginalText, Standing};
use super::{Report, ReportError, ReportOptions, file_name};

/// The page's looks.
const STYLE: &str = include_str!("style.css");
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

pub(super) fn write(dossiers: &[Dossier], options: &ReportOptions) -> Result<Report, ReportError> {
    let pages: Vec<ReportPage<'_>> = dossiers
        .iter()
        .enumerate()
        .map(|(at, dossier)| {
            Ok(ReportPage {
                dossier,
                original: dossier.original()?,
                options,
                prefix: match dossiers.len() {
                    1 => String::new(),
                    _ => format!("a{}-", at + 1),
                },
            })
        })
        .collect::<Result<_, ReportError>>()?;
    let title = match &pages[..] {
        [page] => format!("Fact check: {}", page.title()),
        pages => format!("Fact check: {} articles", pages.len()),
    };
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="generator" content="factdesk";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    @for page in &pages { (page.render()) }
                }
            }
        }
    };
    Ok(Report {
        text: markup.into_string() + "\n",
        remarks: Vec::new(),
    })
}

/// One article's part of the page.
struct ReportPage<'a> {
    dossier: &'a Dossier,
    original: &'a OriginalText,
    options: &'a ReportOptions,
    /// What keeps the places of several articles apart.
    prefix: String,
}

impl ReportPage<'_> {
    fn title(&self) -> String {
        match one_line(&self.dossier.article.title) {
            title if title.is_empty() => file_name(self.dossier),
            title => title,
        }
    }

    fn render(&self) -> Markup {
        let placeless: Vec<&DossierClaim> = {
            let claims = self.dossier.claims.iter();
            claims.filter(|joint| joint.place().is_none()).collect()
        };
        html! {
            article.case {
                (self.summary())
                section.passages {
                    h2 { "The article" }
                    (self.passages())
                }
                @if !placeless.is_empty() {
                    section.placeless {
                        h2 { "Claims without a place in the text" }
                        ol.notes {
                            @for joint in placeless { (self.note(joint)) }
                        }
                    }
                }
                (self.footer())
            }
        }
    }

    fn id(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// The place of a claim's passage in the page.
    fn passage_id(&self, joint: &DossierClaim) -> String {
        self.id(&format!("c{}", joint.number))
    }

    /// The place of a claim's note.
    fn note_id(&self, joint: &DossierClaim) -> String {
        self.id(&format!("n{}", joint.number))
    }

    /// Where a reader who follows a claim's number is led: to its words.
    fn link_to(&self, joint: &DossierClaim) -> String {
        match joint.place() {
            Some(_) => format!("#{}", self.passage_id(joint)),
            None => format!("#{}", self.note_id(joint)),
        }
    }
}

/// The sign and the word of a standing.
fn badge(standing: Standing) -> Markup {
    html! {
        span class={ "badge " (standing.name()) } {
            span.sign aria-hidden="true" { (standing.sign()) }
            " " (standing.word())
        }
    }
}

/// Text as it may be shown: what is hidden is made visible, what would act is made harmless. Line
/// feeds stay.
fn seen(text: &str) -> Cow<'_, str> {
    let plain = |c: char| matches!(c, ' '..='~' | '\n');
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let pieces = graphemes(text).map(|grapheme| match grapheme {
        "\n" => Cow::Borrowed("\n"),
        _ => shown(grapheme),
    });
    Cow::Owned(pieces.collect())
}
