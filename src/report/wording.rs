//! The words and signs that all reports share.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{Anchor, Contact, Decision, Evidence, Flag, Reason, Ruling, Stance};
use crate::text::{is_web_address, one_line, plain_mark, wrap};

use super::dossier::{Dossier, DossierClaim, Opinion, Standing};

impl Standing {
    /// Returns what it is called.
    pub(super) fn word(self) -> &'static str {
        match self {
            Standing::Split => "reviewers disagree",
            Standing::Garbled => "garbled",
            Standing::Disputed => "disputed",
            Standing::Open => "open",
            Standing::Verified => "verified",
            Standing::Aside => "set aside",
            Standing::Gone => "gone",
        }
    }

    /// Returns its sign: those of the screen, and one for what only a report can see.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Standing::Split => "≠",
            Standing::Garbled => "≈",
            Standing::Disputed => "✗",
            Standing::Open => "·",
            Standing::Verified => "✓",
            Standing::Aside => "–",
            Standing::Gone => "∅",
        }
    }

    /// Returns its name in data and style sheets.
    pub(super) fn name(self) -> &'static str {
        match self {
            Standing::Split => "split",
            Standing::Aside => "set-aside",
            _ => self.word(),
        }
    }

    /// Returns what it means, in a few words.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Standing::Split => "the reviewers have settled it in different ways",
            Standing::Garbled => "the words no longer say what the source said",
            Standing::Disputed => "a source contradicts it, or no two sources agree",
            Standing::Open => "nothing decided yet, or its words have changed since",
            Standing::Verified => "a source backs the claim",
            Standing::Aside => "not a claim, a repeat, or unverifiable: no verdict",
            Standing::Gone => "its words are not in the article any more",
        }
    }
}

/// Returns how a reviewer settled a claim, in words: `garbled (name)`, `set aside (repeat)`.
pub(super) fn ruling(opinion: &Opinion) -> String {
    let written = opinion.claim.ruling().map(|ruling| match ruling {
        Ruling::Aside(aside) => format!("set aside ({aside})"),
        Ruling::Verdict(verdict) => {
            let reasons = opinion.decision().map_or(&[][..], |d| &d.reasons);
            match reasons {
                [] => verdict.to_string(),
                _ => format!("{verdict} ({})", names(reasons)),
            }
        }
    });
    match (written, &opinion.claim.anchor) {
        (None, Anchor::Gone { .. }) => "open when its words went".to_owned(),
        (Some(was), Anchor::Gone { .. }) => format!("{was}, before its words went"),
        (None, _) => "open".to_owned(),
        (Some(was), Anchor::Sure) => was,
        (Some(was), Anchor::Changed { .. }) => {
            format!("open: {was}, but its words have changed since")
        }
        (Some(was), Anchor::Ambiguous { .. }) => {
            format!("open: {was}, but it is not sure which passage this is now")
        }
    }
}

/// Returns reasons by name, as in a verdict's brackets.
fn names(reasons: &[Reason]) -> String {
    let names: Vec<&str> = reasons.iter().map(|reason| reason.name()).collect();
    names.join(", ")
}

/// Returns what a reviewer's verdict says is wrong, in whole words; empty if nothing is said.
pub(super) fn meanings(opinion: &Opinion) -> String {
    let reasons = opinion.decision().map_or(&[][..], |d| &d.reasons);
    let meanings: Vec<&str> = reasons.iter().map(|reason| reason.meaning()).collect();
    meanings.join("; ")
}

/// Returns a flag in words for readers.
pub(super) fn flag(flag: Flag) -> &'static str {
    match flag {
        Flag::Legal => "legal",
        Flag::Sensitive => "sensitive",
        Flag::LookAgain => "look again",
        Flag::Cq => "odd but right",
    }
}

/// Returns the flags on an opinion, comma-separated; empty for none.
pub(super) fn flags(opinion: &Opinion) -> String {
    let flags = opinion.decision().map(|d| d.flags).unwrap_or_default();
    let names: Vec<&str> = flags.iter().map(flag).collect();
    names.join(", ")
}

/// Returns a piece of evidence on one line: what it does for the claim, the source, its own words.
pub(super) fn evidence(decision: &Decision, evidence: &Evidence, zone: &TimeZone) -> String {
    let borne = borne(decision, evidence);
    let told = format!("{borne}: {}", source(evidence, zone));
    match own_words(evidence) {
        Some(words) => format!("{told}: {words}"),
        None => told,
    }
}

/// Returns a source's own words in quotation marks, if it has any.
pub(super) fn own_words(evidence: &Evidence) -> Option<String> {
    let words = evidence.quote.as_deref()?.trim();
    (!words.is_empty()).then(|| quoted(words))
}

/// Returns words in quotation marks, unless they begin with one already.
pub(super) fn quoted(words: &str) -> String {
    match words.chars().next().map(plain_mark) {
        Some('"') => words.to_owned(),
        _ => format!("“{words}”"),
    }
}

/// Returns an entry of a contact log: `Ada Frost, called 2026-11-24 14:05: no answer (waiting)`.
pub(super) fn contact(contact: &Contact, zone: &TimeZone) -> String {
    let (done, at) = (contact.how.done(), minute(contact.at, zone));
    let mut told = format!("{}, {done} {at}", contact.who);
    if !contact.outcome.is_empty() {
        told.push_str(&format!(": {}", contact.outcome));
    }
    if contact.waiting {
        told.push_str(" (waiting)");
    }
    told
}

/// Returns what a source does for the claim, as a label: `Contradicted by (primary source)`. Next to
/// a verdict that it does not bear out it only says for or against: a garbled claim is supported by
/// nothing.
pub(super) fn borne(decision: &Decision, evidence: &Evidence) -> String {
    let fits = Stance::following(decision.ruling).is_none_or(|stance| stance == evidence.stance);
    let borne = match (evidence.stance, fits) {
        (Stance::Supports, true) => "Supported by",
        (Stance::Contradicts, true) => "Contradicted by",
        (Stance::Supports, false) => "For it",
        (Stance::Contradicts, false) => "Against it",
        (Stance::Context, _) => "Context",
    };
    match evidence.primary {
        true => format!("{borne} (primary source)"),
        false => borne.to_owned(),
    }
}

/// Returns the label of a correction: words to put in, or a passage to cut.
pub(super) fn proposal(correction: &str) -> &'static str {
    match correction {
        "" => "proposed to be cut",
        _ => "proposed",
    }
}

/// Returns a source in words, without its own words.
pub(super) fn source(evidence: &Evidence, zone: &TimeZone) -> String {
    named(evidence, zone).unwrap_or_else(|| "a source that is not named".to_owned())
}

/// Returns what is known of a source; `None` if that is nothing.
pub(super) fn named(evidence: &Evidence, zone: &TimeZone) -> Option<String> {
    let looked_at = evidence
        .accessed
        .map(|at| format!("looked at {}", day(at, zone)));
    let parts = [
        evidence.title.as_deref(),
        evidence.url.as_deref(),
        evidence.file.as_deref(),
        evidence.locator.as_deref(),
        looked_at.as_deref(),
    ];
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Returns where on the web a source is, if that is an address a reader may be sent to: nothing
/// that a browser would run.
pub(super) fn web_address(evidence: &Evidence) -> Option<&str> {
    let url = evidence.url.as_deref()?.trim();
    is_web_address(url).then_some(url)
}

/// Returns a day: `2026-11-24`.
pub(super) fn day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%Y-%m-%d")
        .to_string()
}

/// Returns a minute: `2026-11-24 10:42`.
pub(super) fn minute(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}

/// Returns a stretch of time, with the zone: `2026-11-24 10:00 to 10:42 UTC`.
pub(super) fn period(from: Timestamp, to: Timestamp, zone: &TimeZone) -> String {
    let from_day = day(from, zone);
    let (from, to) = (minute(from, zone), to.to_zoned_datetime(zone.clone()));
    let name = to.strftime("%Z");
    match to.strftime("%Y-%m-%d").to_string() == from_day {
        true if from.ends_with(&to.strftime(" %H:%M").to_string()) => format!("{from} {name}"),
        true => format!("{from} to {} {name}", to.strftime("%H:%M")),
        false => format!("{from} to {} {name}", to.strftime("%Y-%m-%d %H:%M")),
    }
}

/// Returns a number of things: `1 claim`, `2 claims`.
pub(super) fn count(number: usize, thing: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{s}")
}

/// Returns the numbers of claims as a list, a long one cut short: `6, 12 and 4 more`.
pub(super) fn numbers<'a>(claims: impl IntoIterator<Item = &'a DossierClaim>) -> String {
    /// How many numbers are listed before the rest is only counted.
    const TOLD: usize = 12;
    let numbers: Vec<String> = claims
        .into_iter()
        .map(|joint| joint.number.to_string())
        .collect();
    match numbers.len().checked_sub(TOLD) {
        None | Some(0 | 1) => numbers.join(", "),
        Some(more) => format!("{} and {more} more", numbers[..TOLD].join(", ")),
    }
}

/// Returns the reviewers of a dossier: `alice`, `alice and bob`, `alice, bob and carol`.
pub(super) fn reviewers(dossier: &Dossier) -> String {
    let mut names: Vec<&str> = dossier
        .reviews
        .iter()
        .map(|s| s.reviewer.as_str())
        .collect();
    names.dedup();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// How long a line of plain text may be, in cells: what a mail shows without breaking it, quoted
/// once or twice.
pub(super) const WIDTH: u16 = 76;

/// Returns a paragraph with a label in its margin, wrapped at [`WIDTH`].
pub(super) fn paragraph(label: &str, words: &str, margin: usize) -> String {
    let line = one_line(words);
    let width = WIDTH.saturating_sub(margin as u16);
    let mut text = String::new();
    for (at, row) in wrap(&line, width).into_iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        let row = line[row.bytes].trim_end();
        text.push_str(format!("{label:<margin$}{row}").trim_end());
        text.push('\n');
    }
    text
}
