//! The correction memo, in plain text, as it goes into a mail: for every proposed correction the
//! old words, the new words, the reason, the source, and who proposes it.

use jiff::tz::TimeZone;

use super::corrections::{WordChange, WordingPart, compare_wordings, undecided};
use super::dossier::{Dossier, DossierClaim, Opinion};
use super::wording::paragraph;
use super::{Report, ReportError, ReportOptions, file_name, wording};

/// The room for the words in front of each paragraph.
const MARGIN: usize = 12;

pub(super) fn write(dossiers: &[Dossier], options: &ReportOptions) -> Result<Report, ReportError> {
    let memos: Vec<String> = dossiers.iter().map(|d| memo(d, &options.zone)).collect();
    Ok(Report {
        text: memos.join("\n\n"),
        remarks: Vec::new(),
    })
}

fn memo(dossier: &Dossier, zone: &TimeZone) -> String {
    let items: Vec<(&DossierClaim, Vec<&Opinion>)> =
        dossier.claims.iter().flat_map(proposals).collect();
    let mut text = paragraph("", &format!("CORRECTIONS: {}", dossier.article.title), 0);
    let mut about = format!(
        "{}, reviewed by {}",
        file_name(dossier),
        wording::reviewers(dossier)
    );
    if let Some((from, to)) = dossier.period() {
        about.push_str(&format!(", {}", wording::period(from, to, zone)));
    }
    text.push_str(&paragraph("", &about, 0));
    text.push_str(&match items.len() {
        0 => "\nNo corrections are proposed.\n".to_owned(),
        count => format!(
            "\n{}. The words are proposals: the editor decides.\n",
            wording::count(count, "correction")
        ),
    });
    for (number, (joint, opinions)) in items.into_iter().enumerate() {
        text.push_str(&item(dossier, number + 1, joint, &opinions, zone));
    }
    let undecided: Vec<String> = dossier.claims.iter().filter_map(undecided).collect();
    if !undecided.is_empty() {
        text.push_str("\nNot handed on, because the claim is not disputed or garbled:\n");
        for line in undecided {
            text.push_str(&paragraph("  -", &line, 4));
        }
    }
    text
}

/// Returns the corrections proposed for a claim that was found disputed or garbled, each with those
/// who propose it.
fn proposals(joint: &DossierClaim) -> Vec<(&DossierClaim, Vec<&Opinion>)> {
    let mut proposals: Vec<(&DossierClaim, Vec<&Opinion>)> = Vec::new();
    for opinion in &joint.opinions {
        let words = correction(opinion);
        let same = proposals
            .iter_mut()
            .find(|(_, others)| correction(others[0]) == words);
        match same {
            _ if words.is_none() => {}
            Some((_, others)) => others.push(opinion),
            None => proposals.push((joint, vec![opinion])),
        }
    }
    proposals
}

fn correction(opinion: &Opinion) -> Option<&str> {
    opinion.decision()?.decided_correction()
}

fn item(
    dossier: &Dossier,
    number: usize,
    joint: &DossierClaim,
    opinions: &[&Opinion],
    zone: &TimeZone,
) -> String {
    let mut place = vec![format!("claim {}", joint.number)];
    place.extend(dossier.line_of(joint).map(|line| format!("line {line}")));
    place.extend(joint.speaker().map(|name| format!("said by {name}")));
    let mut text = format!(
        "\n{}",
        paragraph(&format!("{number}."), &place.join(", "), 4)
    );
    let mut add = |label: &str, words: &str| text.push_str(&paragraph(label, words, MARGIN));
    let new = correction(opinions[0]).unwrap_or_default();
    add("    old", &joint.words);
    add("    new", if new.is_empty() { "(cut)" } else { new });
    add("    change", &change(&joint.words, new));
    for opinion in opinions {
        let Some(decision) = opinion.decision() else {
            continue;
        };
        let reasons = [
            wording::ruling(opinion),
            wording::meanings(opinion),
            decision.note.clone(),
        ];
        let reasons: Vec<String> = reasons
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect();
        add("    reason", &reasons.join(": "));
        for evidence in &decision.evidence {
            add("    source", &wording::evidence(decision, evidence, zone));
        }
        let flags = wording::flags(opinion);
        if !flags.is_empty() {
            add("    flags", &flags);
        }
        add(
            "    by",
            &format!("{}, {}", decision.by, wording::minute(decision.at, zone)),
        );
    }
    text
}

/// What changes, without the words around it.
fn change(old: &str, new: &str) -> String {
    let changes = compare_wordings(old, new)
        .into_iter()
        .filter_map(|piece| match piece {
            WordingPart::Same(_) => None,
            WordingPart::Differs(change) => Some(change),
        });
    let told: Vec<String> = changes
        .map(|WordChange { old, new }| match (old.trim(), new.trim()) {
            ("", "") => "the space between the words".to_owned(),
            ("", new) => format!("put in “{new}”"),
            (old, "") => format!("take out “{old}”"),
            (old, new) => format!("“{old}” becomes “{new}”"),
        })
        .collect();
    told.join("; ")
}
