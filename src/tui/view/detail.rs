//! Everything written on the current claim.

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use crate::app::{Command, Layout, State, inside};
use crate::model::{Anchor, Claim, Decision, Origin};
use crate::text::{one_line, word_diff};
use crate::tui::Theme;

use super::{frame, paint, wording};

/// Draws the detail pane.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) {
    let pane = state.panes.detail;
    let Some((place, claim)) = state.selected.zip(state.selected_claim()) else {
        let title = state.reach_note(theme.is_ascii()).unwrap_or_default();
        frame::draw(pane, &title, false, true, theme, buffer);
        return;
    };
    let mut title = format!("Claim {}", state.number(place));
    if let Some(note) = state.reach_note(theme.is_ascii()) {
        title = format!("{title} · {note}");
    }
    frame::draw(pane, &title, false, true, theme, buffer);
    let mut area = inside(pane).inner(Margin::new(1, 0));
    if let Some(pieces) = changed_words(state, theme, claim) {
        let taken = paint::flowed(&pieces, area, buffer);
        area.y += taken;
        area.height -= taken;
    }
    for (text, style) in lines(state, theme, claim) {
        let taken = paint::wrapped(&text, area, style, buffer);
        area = Rect {
            y: area.y + taken,
            height: area.height - taken,
            ..area
        };
        if area.height == 0 {
            break;
        }
    }
}

/// What has become of the words since they were decided on: taken out in `[-…-]`, put in in
/// `{+…+}`, so that it reads without colours.
fn changed_words(state: &State, theme: &Theme, claim: &Claim) -> Option<Vec<(String, Style)>> {
    let key = |command| state.keymap.sign(command, theme.is_ascii());
    let (said, now) = match &claim.anchor {
        Anchor::Sure => return None,
        Anchor::Changed { .. } => (
            format!("changed ({} confirms): ", key(Command::Confirm)),
            Some(one_line(state.review.quote(claim))),
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
            (format!("gone from the article{put_away}: "), None)
        }
    };
    let was = one_line(&claim.anchor.was()?.quote);
    let mut pieces = vec![(said, theme.hint())];
    match now {
        None => pieces.push((was, Style::new())),
        Some(now) => pieces.extend(wording::changed(word_diff(&was, &now), theme)),
    }
    Some(pieces)
}

fn lines(state: &State, theme: &Theme, claim: &Claim) -> Vec<(String, Style)> {
    let mut lines = vec![(
        theme.words(&ruling(state, claim)).into_owned(),
        theme.ruling(claim.ruling()),
    )];
    // Where the article is not beside it, the claim's words are here.
    if state.panes.layout == Layout::OneAtATime && claim.anchor == Anchor::Sure {
        lines.push((one_line(state.review.quote(claim)), Style::new()));
    }
    if let Some(decision) = &claim.decision {
        written(decision, theme, &mut lines);
    }
    for contact in claim.contacts.iter() {
        let style = if contact.waiting {
            theme.hint()
        } else {
            Style::new()
        };
        lines.push((state.contact_line(contact), style));
    }
    if let Some(repeats) = repeats(state, claim) {
        lines.push((repeats, theme.hint()));
    }
    if let Some(checked) = checked_before(state, claim) {
        lines.push((checked, theme.hint()));
    }
    for hint in &claim.hints {
        let waved_off = if hint.dismissed { " (waved off)" } else { "" };
        let style = if hint.dismissed {
            theme.faint()
        } else {
            theme.hint()
        };
        lines.push((
            format!("hint: {}{waved_off}", one_line(&hint.message)),
            style,
        ));
    }
    let about = about(claim);
    if !about.is_empty() {
        lines.push((theme.words(&about).into_owned(), theme.faint()));
    }
    let dot = theme.sign("·", "-");
    for earlier in claim.history.iter().rev() {
        lines.push((
            format!(
                "before: {}{} {dot} {} {dot} {}",
                earlier.ruling.map_or("open", |r| r.name()),
                reasons(earlier),
                moment(state, earlier.at),
                one_line(&earlier.by),
            ),
            theme.faint(),
        ));
    }
    lines
}

/// The claims that say the same.
fn repeats(state: &State, claim: &Claim) -> Option<String> {
    // An article may say one thing thousands of times.
    const TOLD: usize = 9;
    let numbers: Vec<String> = state
        .repeats
        .of_claim(&claim.id)
        .take(TOLD)
        .filter_map(|(span, id)| state.review.index_of_key((*span, id)))
        .map(|place| state.number(place))
        .collect();
    let more = match state.repeats.count(&claim.id).saturating_sub(TOLD) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let numbers = numbers.join(", ");
    (!numbers.is_empty()).then(|| format!("says the same as claim {numbers}{more}"))
}

/// That a claim like it was checked before.
fn checked_before(state: &State, claim: &Claim) -> Option<String> {
    let check = state.sources.on(&claim.id)?.checks.first()?;
    let by = check
        .by
        .as_deref()
        .map(|by| format!(" by {}", one_line(by)));
    let at = check.at.as_deref().map(|at| format!(", {}", one_line(at)));
    Some(format!(
        "checked before: {}{}{}",
        one_line(&check.verdict),
        by.unwrap_or_default(),
        at.unwrap_or_default(),
    ))
}

fn ruling(state: &State, claim: &Claim) -> String {
    match &claim.decision {
        None => "open".to_owned(),
        Some(decision) => format!(
            "{}{} · {} · {}",
            match decision.ruling {
                None => "open".to_owned(),
                Some(crate::model::Ruling::Aside(aside)) => format!("set aside: {aside}"),
                Some(ruling) => ruling.name().to_owned(),
            },
            reasons(decision),
            moment(state, decision.at),
            one_line(&decision.by),
        ),
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

fn written(decision: &Decision, theme: &Theme, lines: &mut Vec<(String, Style)>) {
    if !decision.flags.is_empty() {
        let flags: Vec<&str> = decision.flags.iter().map(|flag| flag.name()).collect();
        lines.push((format!("flags: {}", flags.join(", ")), theme.strong()));
    }
    if !decision.note.is_empty() {
        lines.push((format!("note: {}", decision.note), Style::new()));
    }
    match decision.correction.as_deref() {
        None => {}
        Some("") => lines.push(("proposed: cut this sentence".to_owned(), Style::new())),
        Some(words) => lines.push((format!("proposed: {words}"), Style::new())),
    }
    for evidence in &decision.evidence {
        let primary = if evidence.primary { ", primary" } else { "" };
        let place = evidence.locator.as_deref().map(|l| format!(", {l}"));
        lines.push((
            format!(
                "{}{primary}: {}{}",
                evidence.stance,
                one_line(evidence.name().unwrap_or("a source")),
                one_line(&place.unwrap_or_default()),
            ),
            Style::new(),
        ));
    }
}

/// What the extractor, or whoever made the claim, says of it.
fn about(claim: &Claim) -> String {
    let mut about = Vec::new();
    // First what is as wide for every claim, so that going on to the next changes little.
    about.extend(claim.priority.map(|p| format!("priority {p:.2}")));
    about.extend(claim.kind.map(|kind| kind.name().to_owned()));
    about.extend(claim.speaker.as_deref().map(one_line));
    if claim.origin == Origin::Added {
        about.push("added by hand".to_owned());
    }
    about.join(" · ")
}

/// Day and time, where the reviewer is.
fn moment(state: &State, at: Timestamp) -> String {
    at.to_zoned_datetime(state.zone.clone())
        .strftime("%Y-%m-%d %H:%M")
        .to_string()
}
