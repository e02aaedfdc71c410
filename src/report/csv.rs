//! A row per claim and reviewer, for spreadsheets and scripts (RFC 4180).
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises
//! against CSV injection; the JSON has the words as they are.

use jiff::tz::TimeZone;

use crate::model::Decision;

use super::dossier::{Dossier, DossierClaim, Opinion};
use super::{Report, ReportError, ReportOptions, file_name, wording};

/// The columns, named as in the review file where it has them.
const COLUMNS: [&str; 23] = [
    "article",
    "number",
    "id",
    "line",
    "start",
    "end",
    "quote",
    "kind",
    "speaker",
    "priority",
    "origin",
    "standing",
    "reviewer",
    "anchor",
    "verdict",
    "aside",
    "reasons",
    "flags",
    "note",
    "correction",
    "evidence",
    "by",
    "at",
];

/// One more, where it is asked for.
const CONTACTS: &str = "contacts";

pub(super) fn write(dossiers: &[Dossier], options: &ReportOptions) -> Result<Report, ReportError> {
    let text = table(dossiers, options).map_err(|e| ReportError::Bug(e.to_string()))?;
    Ok(Report {
        text,
        remarks: Vec::new(),
    })
}

fn table(
    dossiers: &[Dossier],
    options: &ReportOptions,
) -> Result<String, Box<dyn std::error::Error>> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    table.write_record(
        COLUMNS
            .into_iter()
            .chain(options.contacts.then_some(CONTACTS)),
    )?;
    for dossier in dossiers {
        for joint in &dossier.claims {
            for opinion in &joint.opinions {
                let cells = row(dossier, joint, opinion, &options.zone);
                let log = options.contacts.then(|| contacts(opinion, options));
                let cells = cells.into_iter().chain(log);
                table.write_record(cells.map(|cell| defused(&cell)))?;
            }
        }
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}

fn row(
    dossier: &Dossier,
    joint: &DossierClaim,
    opinion: &Opinion,
    zone: &TimeZone,
) -> [String; COLUMNS.len()] {
    let claim = &opinion.claim;
    let decision = opinion.decision();
    let ruling = claim.ruling();
    let names = |names: Vec<&str>| names.join(", ");
    [
        file_name(dossier),
        joint.number.to_string(),
        claim.id.to_string(),
        or_empty(dossier.line_of(joint)),
        claim.span.start.to_string(),
        claim.span.end.to_string(),
        joint.words.clone(),
        or_empty(claim.kind),
        claim.speaker.as_deref().unwrap_or_default().to_owned(),
        or_empty(claim.priority),
        claim.origin.to_string(),
        joint.standing().name().to_owned(),
        dossier.reviewer(opinion).to_owned(),
        claim.anchor.name().to_owned(),
        or_empty(ruling.and_then(|ruling| ruling.verdict())),
        or_empty(ruling.and_then(|ruling| ruling.aside())),
        decision.map_or_else(String::new, |d| {
            names(d.reasons.iter().map(|r| r.name()).collect())
        }),
        decision.map_or_else(String::new, |d| {
            names(d.flags.iter().map(|f| f.name()).collect())
        }),
        decision.map_or_else(String::new, |d| d.note.clone()),
        decision.map_or_else(String::new, |d| match d.correction.as_deref() {
            Some("") => "(cut)".to_owned(),
            correction => correction.unwrap_or_default().to_owned(),
        }),
        decision.map_or_else(String::new, |d| sources(d, zone)),
        decision.map_or_else(String::new, |d| d.by.clone()),
        or_empty(decision.map(|d| d.at)),
    ]
}

fn or_empty(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// The evidence, a line each.
fn sources(decision: &Decision, zone: &TimeZone) -> String {
    let lines = decision
        .evidence
        .iter()
        .map(|evidence| wording::evidence(decision, evidence, zone));
    lines.collect::<Vec<_>>().join("\n")
}

/// The contact log, a line each.
fn contacts(opinion: &Opinion, options: &ReportOptions) -> String {
    let lines = opinion
        .include_contacts(options)
        .map(|contact| wording::contact(contact, &options.zone));
    lines.collect::<Vec<_>>().join("\n")
}

/// A cell that no spreadsheet takes for a formula. Where lists are parted by semicolons or tabs, a
/// spreadsheet begins a cell after one of them, and some at a line's end, whatever the quotes say.
fn defused(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut begins = true;
    for c in cell.chars() {
        let is_sign = matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
        if begins && (is_sign || (out.is_empty() && matches!(c, '\t' | '\r' | '\n'))) {
            out.push('\'');
        }
        begins = matches!(c, ';' | '\t' | '\r' | '\n') || (begins && c.is_whitespace());
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_wherever_a_cell_may_begin() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "  '@SUM(A1)"),
            ("+380 44", "'+380 44"),
            ("\t=1", "'\t'=1"),
            ("one;=cmd", "one;'=cmd"),
            ("one\n-two", "one\n'-two"),
            ("＝1", "'＝1"),
            ("2+2 = 4; so", "2+2 = 4; so"),
            ("“-5”", "“-5”"),
            ("", ""),
        ] {
            assert_eq!(defused(cell), safe);
        }
    }
}
