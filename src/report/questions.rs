//! The question sheet, in plain text: every open claim to ask one person about, on one page, with
//! room for the answers. It does not contain earlier contacts.

use jiff::tz::TimeZone;

use crate::text::one_line;

use super::dossier::{Dossier, DossierClaim, Standing};
use super::wording::{WIDTH, paragraph};
use super::{Report, ReportError, ReportOptions, file_name, wording};

/// The room for the numbers.
const MARGIN: usize = 4;

pub(super) fn write(dossiers: &[Dossier], options: &ReportOptions) -> Result<Report, ReportError> {
    let person = options.person.as_deref().map(one_line);
    let person = person
        .filter(|person| !person.is_empty())
        .ok_or(ReportError::NoPerson)?;
    let mut report = Report::default();
    let mut number = 0;
    let sheets = dossiers.iter().map(|dossier| {
        let asked = |joint: &&DossierClaim| {
            let claims = joint.opinions.iter();
            joint.standing() == Standing::Open
                && claims
                    .map(|opinion| &opinion.claim)
                    .any(|claim| claim.concerns(&person))
        };
        let open: Vec<&DossierClaim> = dossier.claims.iter().filter(asked).collect();
        let mut sheet = head(dossier, &person, open.len(), &options.zone);
        for joint in open {
            number += 1;
            sheet.push_str(&question(dossier, number, joint));
        }
        sheet
    });
    report.text = sheets.collect::<Vec<_>>().join("\n\n");
    if number == 0 {
        report.remarks.push(format!(
            "no open claim is for {person}: no one of this name was asked about one or says one"
        ));
    }
    Ok(report)
}

fn head(dossier: &Dossier, person: &str, open: usize, zone: &TimeZone) -> String {
    let mut text = paragraph("", &format!("QUESTIONS FOR: {person}"), 0);
    text.push_str(&paragraph("", &dossier.article.title, 0));
    let mut about = format!(
        "{}, reviewed by {}",
        file_name(dossier),
        wording::reviewers(dossier)
    );
    if let Some((_, to)) = dossier.period() {
        about.push_str(&format!(", as of {}", wording::minute(to, zone)));
    }
    text.push_str(&paragraph("", &about, 0));
    text.push_str(&match open {
        0 => format!("\nNo open claim is for {person}.\n"),
        open => format!("\n{}.\n", wording::count(open, "question")),
    });
    text
}

fn question(dossier: &Dossier, number: usize, joint: &DossierClaim) -> String {
    let mut place = vec![format!("claim {}", joint.number)];
    place.extend(dossier.line_of(joint).map(|line| format!("line {line}")));
    place.extend(joint.speaker().map(|name| format!("said by {name}")));
    let number = format!("{number}.");
    let mut text = format!("\n{}", paragraph(&number, &place.join(", "), MARGIN));
    text.push_str(&paragraph("", &wording::quoted(&joint.words), MARGIN));
    for reason in reasons(joint) {
        text.push_str(&paragraph("", &format!("To check: {reason}"), MARGIN));
    }
    let blank = "_".repeat(usize::from(WIDTH) - MARGIN - "Answer: ".len());
    text.push_str(&paragraph("", &format!("Answer: {blank}"), MARGIN));
    text.push_str(&paragraph(
        "",
        &"_".repeat(usize::from(WIDTH) - MARGIN),
        MARGIN,
    ));
    text
}

/// What the reviewers noted on a claim, and why it looks odd; each once.
fn reasons(joint: &DossierClaim) -> Vec<&str> {
    let notes = joint.decisions().map(|decision| decision.note.as_str());
    let hints = joint.opinions.iter().flat_map(|o| o.claim.open_hints());
    let mut reasons: Vec<&str> = Vec::new();
    for reason in notes.chain(hints.map(|hint| hint.message.as_str())) {
        if !reason.trim().is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}
