//! What was decided on a claim, as it is in the margin.

use maud::{Markup, html};

use crate::model::{Anchor, Decision, Evidence};
use crate::text::one_line;

use super::super::corrections::{WordingPart, compare_wordings};
use super::super::dossier::{DossierClaim, Opinion, Standing};
use super::super::{ReportOptions, wording};
use super::{ReportPage, badge, seen};

impl ReportPage<'_> {
    /// The note on a claim. What the reviewers agree on is shown once, who has nothing to add is
    /// named beside it, and the others have a paragraph each.
    pub(super) fn note(&self, joint: &DossierClaim) -> Markup {
        let standing = joint.standing();
        let is_one = joint.opinions.len() == 1;
        let opinions = joint.opinions.iter();
        let (brief, others): (Vec<&Opinion>, Vec<&Opinion>) = opinions.partition(|opinion| {
            is_one || (opinion.standing() == standing && is_bare(opinion, self.options))
        });
        html! {
            li class={ "note " (standing.name()) } id=(self.note_id(joint)) {
                p.verdict {
                    a.number href=(self.link_to(joint)) aria-label=(format!("claim {}", joint.number)) {
                        (joint.number)
                    }
                    " " (badge(standing))
                    @for (at, opinion) in brief.iter().enumerate() {
                        @if at > 0 { ";" }
                        (qualified(opinion))
                        @if at == 0 { " ·" }
                        " " (self.signed(opinion))
                    }
                }
                @if joint.place().is_none() {
                    blockquote dir="auto" { (seen(&joint.words)) }
                }
                @for opinion in &brief { (self.details(joint, opinion)) }
                @for opinion in others {
                    div.opinion {
                        p.verdict {
                            @if opinion.standing() != standing { (badge(opinion.standing())) }
                            (qualified(opinion)) " " (self.signed(opinion))
                        }
                        (self.details(joint, opinion))
                    }
                }
            }
        }
    }

    /// Who decided, and when.
    fn signed(&self, opinion: &Opinion) -> Markup {
        let reviewer = one_line(self.dossier.reviewer(opinion));
        html! {
            span.by {
                @match opinion.decision() {
                    None => (reviewer),
                    Some(decision) => {
                        (one_line(&decision.by)) ", "
                        time datetime=(decision.at) { (self.moment(decision)) }
                    }
                }
            }
        }
    }

    /// The time of a decision; with its day where there were several.
    fn moment(&self, decision: &Decision) -> String {
        let day = |at| wording::day(at, &self.options.zone);
        let minute = wording::minute(decision.at, &self.options.zone);
        let is_one_day = self
            .dossier
            .period()
            .is_some_and(|(from, to)| [from, to].map(day) == [day(decision.at), day(decision.at)]);
        match minute.split_once(' ') {
            Some((_, time)) if is_one_day => time.to_owned(),
            _ => minute,
        }
    }

    fn details(&self, joint: &DossierClaim, opinion: &Opinion) -> Markup {
        let was = opinion
            .claim
            .anchor
            .was()
            .filter(|_| opinion.claim.anchor.has_place());
        html! {
            @if let Some(was) = was {
                p { span.label { "decided on" } " " span dir="auto" { (seen(&was.quote)) } }
            }
            @if let Some(decision) = opinion.decision() { (self.written(joint, decision)) }
            @if opinion.include_contacts(self.options).next().is_some() {
                ul.asked dir="auto" {
                    @for contact in opinion.include_contacts(self.options) {
                        li { (one_line(&wording::contact(contact, &self.options.zone))) }
                    }
                }
            }
        }
    }

    /// What the reviewer has decided.
    fn written(&self, joint: &DossierClaim, decision: &Decision) -> Markup {
        html! {
            @if let Some(correction) = &decision.correction {
                p.proposed dir="auto" {
                    span.label { (wording::proposal(correction)) } " "
                    (compared_words(&joint.words, correction))
                }
            }
            @if !decision.note.is_empty() {
                p.written dir="auto" { (seen(&decision.note)) }
            }
            @if !decision.evidence.is_empty() {
                ul.evidence {
                    @for evidence in &decision.evidence { (self.evidence(decision, evidence)) }
                }
            }
            @if !decision.flags.is_empty() {
                p.flags {
                    @for flag in decision.flags.iter() {
                        span class={ "flag " (flag) } { (wording::flag(flag)) } " "
                    }
                }
            }
        }
    }

    fn evidence(&self, decision: &Decision, evidence: &Evidence) -> Markup {
        let url = wording::web_address(evidence);
        let title = evidence
            .title
            .as_deref()
            .map(one_line)
            .filter(|title| !title.is_empty());
        // Without what the link tells.
        let rest = Evidence {
            title: None,
            url: None,
            ..evidence.clone()
        };
        html! {
            li {
                span.stance { (wording::borne(decision, evidence)) } " "
                @if let Some(url) = url {
                    a.source href=(url) rel="noopener noreferrer nofollow" {
                        (title.unwrap_or_else(|| one_line(url)))
                    }
                    @if let Some(rest) = wording::named(&rest, &self.options.zone) { ", " (one_line(&rest)) }
                } @else {
                    (one_line(&wording::source(evidence, &self.options.zone)))
                }
                @if let Some(words) = wording::own_words(evidence) {
                    ": " span.quote dir="auto" { (seen(&words)) }
                }
            }
        }
    }
}

/// Returns whether an opinion is a ruling and no more.
fn is_bare(opinion: &Opinion, options: &ReportOptions) -> bool {
    opinion.claim.anchor == Anchor::Sure
        && opinion.include_contacts(options).next().is_none()
        && opinion.decision().is_none_or(|decision| {
            decision.reasons.is_empty()
                && decision.note.is_empty()
                && decision.correction.is_none()
                && decision.flags.is_empty()
                && decision.evidence.is_empty()
        })
}

/// What a verdict says beyond its name.
fn qualified(opinion: &Opinion) -> Markup {
    let reasons = opinion
        .decision()
        .map_or(&[][..], |decision| &decision.reasons);
    let aside = opinion.claim.ruling().and_then(|ruling| ruling.aside());
    let in_doubt = opinion.claim.anchor != Anchor::Sure;
    let is_open = opinion.standing() == Standing::Open;
    html! {
        @if in_doubt {
            span.reasons { " " (wording::ruling(opinion)) }
        } @else if let Some(aside) = aside {
            span.reasons { " " (aside) }
        } @else if !reasons.is_empty() && !is_open {
            @for (at, reason) in reasons.iter().enumerate() {
                span.reasons title=(reason.meaning()) { @if at > 0 { "," } " " (reason) }
            }
        }
    }
}

/// New words with the old ones they stand for struck out.
pub(super) fn compared_words(old: &str, new: &str) -> Markup {
    html! {
        @for piece in compare_wordings(old, new) {
            @match piece {
                WordingPart::Same(text) => (seen(&text)),
                WordingPart::Differs(change) => {
                    @if !change.old.is_empty() { del { (seen(&change.old)) } }
                    @if !change.new.is_empty() { ins { (seen(&change.new)) } }
                }
            }
        }
    }
}
