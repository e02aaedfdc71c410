//! What is in front of the article, and after it: who, when, how many, which.

use maud::{Markup, html};

use crate::model::Flag;
use crate::text::one_line;

use super::super::dossier::{DossierClaim, Standing};
use super::super::{file_name, wording};
use super::{ReportPage, badge, chart::chart, note::compared_words, seen};

/// The words of a claim, with the first proposed correction if there is one.
fn proposed(joint: &DossierClaim) -> Markup {
    let mut decisions = joint.decisions();
    match decisions.find_map(|decision| decision.correction.as_deref()) {
        Some(correction) => compared_words(&joint.words, correction),
        None => html! { (seen(&joint.words)) },
    }
}

impl ReportPage<'_> {
    pub(super) fn summary(&self) -> Markup {
        let counts = self.dossier.counts();
        html! {
            header {
                p.kicker { "Fact check" }
                h1 dir="auto" { (self.title()) }
            }
            section.summary {
                h2 { "Summary" }
                div.figures {
                    (self.facts())
                    @if !counts.is_empty() { (chart(&counts)) }
                }
                @for &(standing, count) in &counts { (self.list(standing, count)) }
            }
        }
    }

    fn facts(&self) -> Markup {
        let dossier = self.dossier;
        html! {
            dl.facts {
                dt { "Article" }
                dd { (file_name(dossier)) }
                dt { "Reviewed by" }
                @for review in &dossier.reviews {
                    dd {
                        strong { (one_line(&review.reviewer)) } ", "
                        (wording::period(review.created, review.updated, &self.options.zone))
                    }
                }
                dt { "Claims" }
                dd { (dossier.claims.len()) }
                @if let Some(coverage) = dossier.coverage() {
                    dt { "Words covered by claims" }
                    dd {
                        (coverage.words_covered()) " of " (coverage.words())
                        " (" (coverage.percent_covered()) "%)"
                    }
                }
                @if let Some((agreed, several)) = dossier.agreement() {
                    dt { "Agreement" }
                    dd { "on " (agreed) " of the " (several) " claims that several have settled" }
                }
                @for &flag in Flag::ALL {
                    @if dossier.flagged(flag).next().is_some() {
                        dt { "Flagged " (wording::flag(flag)) }
                        dd { (self.numbers(dossier.flagged(flag))) }
                    }
                }
            }
        }
    }

    /// The claims that are in a way: with their words where something is to be done about them,
    /// else by number.
    fn list(&self, standing: Standing, count: usize) -> Markup {
        let claims = || self.dossier.standing(standing);
        let in_full = matches!(
            standing,
            Standing::Split | Standing::Garbled | Standing::Disputed | Standing::Open
        );
        html! {
            div.list {
                h3 { (badge(standing)) " " span.number { (count) } }
                p.meaning { (standing.meaning()) }
                @if in_full {
                    ol.claims {
                        @for joint in claims() {
                            li {
                                (self.number(joint)) " "
                                span.words dir="auto" { (proposed(joint)) }
                            }
                        }
                    }
                } @else {
                    p.numbers { (self.numbers(claims())) }
                }
            }
        }
    }

    fn number(&self, joint: &DossierClaim) -> Markup {
        let number = joint.number;
        html! { a.number href=(self.link_to(joint)) aria-label=(format!("claim {number}")) { (number) } }
    }

    fn numbers<'a>(&self, claims: impl Iterator<Item = &'a DossierClaim>) -> Markup {
        html! { @for joint in claims { (self.number(joint)) " " } }
    }

    pub(super) fn footer(&self) -> Markup {
        html! {
            footer {
                p {
                    "Marks: "
                    @for standing in Standing::ALL {
                        @if standing != Standing::Gone { (badge(standing)) " " }
                    }
                }
                p { "A correction is a proposal; the editor decides. Made with factdesk." }
                p.fingerprint { "SHA-256 of the text: " (one_line(&self.dossier.article.sha256)) }
            }
        }
    }
}
