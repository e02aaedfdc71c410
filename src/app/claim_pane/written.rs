//! What the claim's pane says of the claim: its words, verdict, notes and evidence.

use jiff::Timestamp;

use crate::align::word_diff;
use crate::app::styled::{StyledPieces, StyledText, Tone};
use crate::app::{Command, wording};
use crate::model::{Anchor, Claim, Decision, Origin, Ruling};
use crate::text::one_line;

use super::ClaimPane;

/// The most repeats of a claim that are named; an article may say one thing thousands of times.
const MAX_REPEATS: usize = 9;

impl ClaimPane<'_> {
    /// Returns how the words have changed since they were decided on.
    pub(super) fn changed_words(&self, claim: &Claim, is_ascii: bool) -> Option<StyledPieces> {
        let key = |command| self.key(command, is_ascii);
        let (label, now) = match &claim.anchor {
            Anchor::Sure => return None,
            Anchor::Changed { .. } => (
                match self.work.review().is_adopted(claim) {
                    true => format!("Correction adopted ({} verifies): ", key(Command::Confirm)),
                    false => format!("changed ({} confirms): ", key(Command::Confirm)),
                },
                Some(one_line(self.work.review().quote(claim))),
            ),
            Anchor::Ambiguous { .. } => (
                format!("which words now? ({} asks): ", key(Command::Confirm)),
                None,
            ),
            Anchor::Gone { is_put_away, .. } => {
                let put_away = match is_put_away {
                    true => String::new(),
                    false => format!(" ({} puts it away)", key(Command::RemoveClaim)),
                };
                let proposed = claim.decision.as_ref().map(|decision| &decision.correction);
                let gone = match proposed.and_then(Option::as_deref) == Some("") {
                    true => "cut, as proposed",
                    false => "gone from the article",
                };
                (format!("{gone}{put_away}: "), None)
            }
        };
        let was = one_line(&claim.anchor.was()?.quote);
        let mut pieces = vec![(label, Tone::Hint)];
        match now {
            None => pieces.push((was, Tone::Plain)),
            Some(now) => pieces.extend(wording::changed(word_diff(&was, &now))),
        }
        Some(pieces)
    }

    pub(super) fn ruling(&self, claim: &Claim) -> String {
        match &claim.decision {
            None => "open".to_owned(),
            Some(decision) => format!(
                "{}{} · {} · {}",
                match decision.ruling {
                    None => "open".to_owned(),
                    Some(Ruling::Aside(aside)) => format!("set aside: {aside}"),
                    Some(ruling) => ruling.name().to_owned(),
                },
                reasons(decision),
                self.minute(decision.at),
                one_line(&decision.by),
            ),
        }
    }

    pub(super) fn earlier_ruling(&self, earlier: &Decision) -> String {
        format!(
            "before: {}{} · {} · {}",
            earlier.ruling.map_or("open", |ruling| ruling.name()),
            reasons(earlier),
            self.minute(earlier.at),
            one_line(&earlier.by),
        )
    }

    /// Returns the claims that say the same, on one line.
    pub(super) fn repeats_of(&self, claim: &Claim) -> Option<String> {
        let numbers: Vec<String> = self
            .work
            .repeats
            .of_claim(&claim.id)
            .take(MAX_REPEATS)
            .filter_map(|(span, id)| self.work.review().index_of_key((*span, id)))
            .map(|place| self.work.number(place))
            .collect();
        let more = match self
            .work
            .repeats
            .count(&claim.id)
            .saturating_sub(MAX_REPEATS)
        {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let numbers = numbers.join(", ");
        (!numbers.is_empty()).then(|| format!("says the same as claim {numbers}{more}"))
    }

    /// Returns day and time, in the time zone of the reviewer.
    fn minute(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.work.settings.zone().clone())
            .strftime("%Y-%m-%d %H:%M")
            .to_string()
    }
}

fn reasons(decision: &Decision) -> String {
    match &decision.reasons[..] {
        [] => String::new(),
        reasons => {
            let names: Vec<&str> = reasons.iter().map(|reason| reason.name()).collect();
            format!(" ({})", names.join(", "))
        }
    }
}

/// Adds what was written on a claim: flags, note, correction and evidence.
pub(super) fn written(decision: &Decision, text: &mut StyledText) {
    if !decision.flags.is_empty() {
        let flags: Vec<&str> = decision.flags.iter().map(|flag| flag.name()).collect();
        text.say(Tone::Strong, format!("flags: {}", flags.join(", ")));
    }
    if !decision.note.is_empty() {
        text.write(Tone::Plain, &format!("note: {}", decision.note));
    }
    match decision.correction.as_deref() {
        None => {}
        Some("") => text.say(Tone::Plain, "proposed: cut this sentence"),
        Some(words) => text.write(Tone::Plain, &format!("proposed: {words}")),
    }
    for evidence in &decision.evidence {
        let primary = if evidence.primary { ", primary" } else { "" };
        let place = evidence.locator.as_deref().map(|l| format!(", {l}"));
        let line = format!(
            "{}{primary}: {}{}",
            evidence.stance,
            one_line(evidence.name().unwrap_or("a source")),
            one_line(&place.unwrap_or_default()),
        );
        text.write(Tone::Plain, &line);
    }
}

/// Returns what the extractor says about a claim.
pub(super) fn about(claim: &Claim) -> String {
    let mut about = Vec::new();
    // What is equally wide for every claim comes first, so that the next claim changes few cells.
    about.extend(claim.priority.map(|p| format!("priority {p:.2}")));
    about.extend(claim.kind.map(|kind| kind.name().to_owned()));
    about.extend(claim.speaker.as_deref().map(one_line));
    if claim.origin == Origin::Added {
        about.push("added by hand".to_owned());
    }
    about.join(" · ")
}
