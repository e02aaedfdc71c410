//! The review for the editor, in Markdown: what is wrong first.

mod escape;

use std::mem;

use super::corrections::{WordingPart, compare_wordings};
use super::dossier::{Dossier, DossierClaim, Opinion, Standing};
use super::{Report, ReportError, ReportOptions, file_name, wording};
use crate::model::{Decision, Evidence, Flag};
use escape::{address, escaped, escaped_line};

pub(super) fn write(dossiers: &[Dossier], options: &ReportOptions) -> Result<Report, ReportError> {
    let texts: Vec<String> = dossiers
        .iter()
        .map(|dossier| MarkdownPage { dossier, options }.text())
        .collect();
    Ok(Report {
        text: texts.join("\n"),
        remarks: Vec::new(),
    })
}

struct MarkdownPage<'a> {
    dossier: &'a Dossier,
    options: &'a ReportOptions,
}

impl MarkdownPage<'_> {
    fn text(&self) -> String {
        let title = match self.dossier.article.title.trim() {
            "" => file_name(self.dossier),
            title => title.to_owned(),
        };
        let mut text = format!("# Fact check: {}\n\n", escaped(&title));
        text.push_str(&self.summary());
        for standing in Standing::ALL {
            let claims: Vec<&DossierClaim> = self.dossier.standing(standing).collect();
            if claims.is_empty() {
                continue;
            }
            let (heading, number) = (heading(standing), claims.len());
            text.push_str(&format!("\n## {heading} ({number})\n"));
            let in_full = matches!(
                standing,
                Standing::Split | Standing::Garbled | Standing::Disputed
            );
            if !in_full {
                text.push('\n');
            }
            for joint in claims {
                match in_full {
                    true => self.in_full(joint, &mut text),
                    false => self.in_short(joint, &mut text),
                }
            }
        }
        text
    }

    fn summary(&self) -> String {
        let dossier = self.dossier;
        let mut lines = vec![format!(
            "- **Article:** {}, {}",
            escaped(&file_name(dossier)),
            wording::count(dossier.article.length as usize, "character")
        )];
        for review in &dossier.reviews {
            let period = wording::period(review.created, review.updated, &self.options.zone);
            lines.push(format!(
                "- **Reviewed by:** {}, {period}",
                escaped(&review.reviewer)
            ));
        }
        if let Some(coverage) = dossier.coverage() {
            lines.push(format!(
                "- **Words covered by claims:** {} of {} ({}%)",
                coverage.words_covered(),
                coverage.words(),
                coverage.percent_covered()
            ));
        }
        if let Some((agreed, several)) = dossier.agreement() {
            lines.push(format!(
                "- **Agreement:** on {agreed} of the {several} claims that several have settled"
            ));
        }
        for &flag in Flag::ALL {
            if dossier.flagged(flag).next().is_some() {
                let numbers = wording::numbers(dossier.flagged(flag));
                let flag = wording::flag(flag);
                lines.push(format!("- **Flagged {flag}:** {numbers}"));
            }
        }
        lines.push(format!(
            "- **SHA-256 of the text:** {}",
            escaped(&dossier.article.sha256)
        ));
        let mut text = lines.join("\n") + "\n\n| | claims | |\n|---|---:|---|\n";
        for (standing, count) in dossier.counts() {
            let (sign, word) = (standing.sign(), standing.word());
            let meaning = standing.meaning();
            text.push_str(&format!("| {sign} {word} | {count} | {meaning} |\n"));
        }
        text
    }

    /// A claim with a heading of its own, its words quoted.
    fn in_full(&self, joint: &DossierClaim, text: &mut String) {
        let standing = joint.standing();
        let mut heading = vec![match &joint.opinions[..] {
            [opinion] => wording::ruling(opinion),
            _ => standing.word().to_owned(),
        }];
        let line = self.dossier.line_of(joint);
        heading.extend(line.map(|line| format!("line {line}")));
        let speaker = joint.speaker();
        heading.extend(speaker.map(|name| format!("said by {}", escaped(name))));
        text.push_str(&format!(
            "\n### {} {} {}\n\n> {}\n\n",
            joint.number,
            standing.sign(),
            heading.join(" · "),
            escaped_line(&joint.words)
        ));
        let opinions: Vec<&Opinion> = joint.opinions.iter().collect();
        self.opinions(joint, &opinions, "", text);
    }

    /// A claim as an item of a list. Who has added nothing is named after the words.
    fn in_short(&self, joint: &DossierClaim, text: &mut String) {
        let opinions = joint.opinions.iter();
        let (brief, others): (Vec<&Opinion>, Vec<&Opinion>) =
            opinions.partition(|opinion| self.details(joint, opinion).is_empty());
        let told: Vec<String> = brief
            .into_iter()
            .filter(|opinion| opinion.decision().is_some())
            .map(|opinion| {
                let (by, rest) = self.signed(joint, opinion);
                by + &rest
            })
            .collect();
        let told = match told[..] {
            [] => String::new(),
            _ => format!(" ({})", told.join("; ")),
        };
        let (number, words) = (joint.number, escaped(&joint.words));
        item("", &format!("**{number}** {words}{told}"), text);
        self.opinions(joint, &others, "  ", text);
    }

    fn opinions(
        &self,
        joint: &DossierClaim,
        opinions: &[&Opinion],
        indent: &str,
        text: &mut String,
    ) {
        let is_one = joint.opinions.len() == 1;
        for opinion in opinions {
            let (by, rest) = self.signed(joint, opinion);
            let signed = format!("**{by}**{rest}");
            let details = self.details(joint, opinion);
            if is_one {
                for line in details.into_iter().chain([signed]) {
                    item(indent, &line, text);
                }
            } else {
                item(indent, &signed, text);
                for line in details {
                    item(&format!("{indent}  "), &line, text);
                }
            }
        }
    }

    /// Who settled it, and after that how and when. How is left out where the heading tells it.
    fn signed(&self, joint: &DossierClaim, opinion: &Opinion) -> (String, String) {
        let reviewer = self.dossier.reviewer(opinion);
        let by = opinion.decision().map_or(reviewer, |decision| &decision.by);
        let is_told = joint.opinions.len() == 1
            && matches!(
                opinion.standing(),
                Standing::Verified | Standing::Disputed | Standing::Garbled
            );
        let how = (!is_told).then(|| wording::ruling(opinion));
        let when = opinion
            .decision()
            .map(|decision| wording::minute(decision.at, &self.options.zone));
        let rest = [how, when].into_iter().flatten();
        (escaped(by), rest.map(|part| format!(", {part}")).collect())
    }

    /// What else is written on the claim, a Markdown line each.
    fn details(&self, joint: &DossierClaim, opinion: &Opinion) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(was) = opinion.claim.anchor.was()
            && opinion.claim.anchor.has_place()
        {
            lines.push(format!(
                "**Decided on other words:** {}",
                escaped(&was.quote)
            ));
        }
        if let Some(decision) = opinion.decision() {
            self.written(joint, decision, &mut lines);
        }
        let contacts = opinion.include_contacts(self.options);
        lines.extend(contacts.map(|contact| {
            let told = wording::contact(contact, &self.options.zone);
            format!("**Asked:** {}", escaped(&told))
        }));
        let flags = wording::flags(opinion);
        if !flags.is_empty() {
            lines.push(format!("**Flags:** {flags}"));
        }
        lines
    }

    /// What the reviewer has decided, a Markdown line each.
    fn written(&self, joint: &DossierClaim, decision: &Decision, lines: &mut Vec<String>) {
        if let Some(correction) = &decision.correction {
            let mut label = wording::proposal(correction).to_owned();
            label[..1].make_ascii_uppercase();
            lines.push(match proposed(&joint.words, correction) {
                words if words.is_empty() => format!("**{label}**"),
                words => format!("**{label}:** {words}"),
            });
        }
        if !decision.note.is_empty() {
            let mut note = decision.note.lines().filter(|line| !line.trim().is_empty());
            let mut line = format!("**Note:** {}", note.next().map(escaped).unwrap_or_default());
            for further in note {
                line.push_str(&format!("\\\n{}", escaped_line(further)));
            }
            lines.push(line);
        }
        lines.extend(
            decision
                .evidence
                .iter()
                .map(|evidence| self.evidence(decision, evidence)),
        );
    }

    fn evidence(&self, decision: &Decision, evidence: &Evidence) -> String {
        let borne = wording::borne(decision, evidence);
        let title = evidence
            .title
            .as_deref()
            .map(str::trim)
            .filter(|title| !title.is_empty());
        let source = match wording::web_address(evidence) {
            Some(url) => {
                let unlinked = Evidence {
                    title: None,
                    url: None,
                    ..evidence.clone()
                };
                let link = format!("[{}](<{}>)", escaped(title.unwrap_or(url)), address(url));
                match wording::named(&unlinked, &self.options.zone) {
                    Some(rest) => format!("{link}, {}", escaped(&rest)),
                    None => link,
                }
            }
            None => escaped(&wording::source(evidence, &self.options.zone)),
        };
        match wording::own_words(evidence) {
            Some(words) => format!("**{borne}:** {source}: {}", escaped(&words)),
            None => format!("**{borne}:** {source}"),
        }
    }
}

/// An item of a list; further lines of it stand under its first word.
fn item(indent: &str, line: &str, text: &mut String) {
    let line = line.replace('\n', &format!("\n{indent}  "));
    text.push_str(&format!("{indent}- {line}\n"));
}

fn heading(standing: Standing) -> &'static str {
    match standing {
        Standing::Split => "Reviewers disagree",
        Standing::Garbled => "Garbled",
        Standing::Disputed => "Disputed",
        Standing::Open => "Open",
        Standing::Verified => "Verified",
        Standing::Aside => "Set aside",
        Standing::Gone => "Not in the article any more",
    }
}

/// Proposed words, those that are new in bold. Whole words, since Markdown takes two asterisks
/// between a letter and a mark for two asterisks.
fn proposed(old: &str, new: &str) -> String {
    let mut run: Vec<String> = Vec::new();
    let end_run = |run: &mut Vec<String>| match mem::take(run).join(" ") {
        words if words.is_empty() => None,
        words => Some(format!("**{words}**")),
    };
    let mut words: Vec<String> = Vec::new();
    for (word, is_new) in words_of(old, new) {
        match is_new {
            true => run.push(escaped(&word)),
            false => {
                words.extend(end_run(&mut run));
                words.push(escaped(&word));
            }
        }
    }
    words.extend(end_run(&mut run));
    words.join(" ")
}

/// The words of the new wording, and which of them the old one has not in their place.
fn words_of(old: &str, new: &str) -> Vec<(String, bool)> {
    let mut words: Vec<(String, bool)> = Vec::new();
    let mut inside = false;
    for piece in compare_wordings(old, new) {
        let (text, is_new) = match &piece {
            WordingPart::Same(text) => (text, false),
            WordingPart::Differs(change) => (&change.new, true),
        };
        for c in text.chars() {
            match (c.is_whitespace(), words.last_mut()) {
                (true, _) => inside = false,
                (false, Some((word, new))) if inside => {
                    word.push(c);
                    *new |= is_new;
                }
                (false, _) => {
                    words.push((c.to_string(), is_new));
                    inside = true;
                }
            }
        }
    }
    words
}
