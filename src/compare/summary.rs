//! What of a claim agrees with its source, and that in one line.

use std::fmt;

use crate::text::one_line;

/// The claim's words and the source's for the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The claim's.
    pub claim: String,
    /// The source's.
    pub source: String,
}

/// How many things of one kind agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The claim's words for what the source has too.
    pub agree: Vec<String>,
    /// What the source has otherwise.
    pub differ: Vec<Pair>,
    /// The claim's words for what the source does not have.
    pub alone: Vec<String>,
}

/// Whether a quotation's words are in the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Word for word; marks and case aside.
    WordForWord,
    /// In these other words of the source.
    Otherwise(String),
    /// Not at all.
    No,
}

/// A quotation of the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its words, without marks.
    pub words: String,
    /// Whether they are in the passage.
    pub found: Found,
}

/// What of a claim agrees with its source. Its `Display` is one line, harmless as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Who does what to whom, where subject and object have changed places.
    pub roles: Option<Pair>,
    /// What is denied in one and stated in the other.
    pub negation: Option<Pair>,
    /// People, places, bodies.
    pub names: Tally,
    /// Numbers with their units.
    pub numbers: Tally,
    /// Dates and parts of dates.
    pub dates: Tally,
    /// What the claim has in quotation marks.
    pub quotations: Vec<Quotation>,
}

impl Agreement {
    /// Tells whether nothing differs.
    pub fn is_complete(&self) -> bool {
        let tallies = [&self.names, &self.numbers, &self.dates];
        self.roles.is_none()
            && self.negation.is_none()
            && tallies
                .iter()
                .all(|t| t.differ.is_empty() && t.alone.is_empty())
            && self
                .quotations
                .iter()
                .all(|q| q.found == Found::WordForWord)
    }
}

impl Tally {
    /// Returns how many things of the claim were compared.
    pub fn count(&self) -> usize {
        self.agree.len() + self.differ.len() + self.alone.len()
    }

    /// `2 names agree, 1 differs (a / b)`; `number agrees`.
    fn sentence(&self, noun: &str) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        let mut part = |n: usize, one: &str, many: &str, details: String| {
            let said = if n == 1 { one } else { many };
            let what = match (parts.is_empty(), self.count(), n) {
                (_, _, 0) => return,
                (true, 1, _) => noun.to_owned(),
                (true, _, 1) => format!("1 {noun}"),
                (true, ..) => format!("{n} {noun}s"),
                (false, ..) => n.to_string(),
            };
            parts.push(format!("{what} {said}{details}"));
        };
        part(self.agree.len(), "agrees", "agree", String::new());
        let pairs = list(self.differ.iter().map(shown));
        part(self.differ.len(), "differs", "differ", pairs);
        let alone = list(self.alone.iter().map(|text| one_line(text)));
        let nowhere = "not in the source";
        part(self.alone.len(), nowhere, nowhere, alone);
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        if let Some(Pair { claim, source }) = &self.roles {
            let (claim, source) = (one_line(claim), one_line(source));
            parts.push(format!(
                "roles swapped: here {claim}, in the source {source}"
            ));
        }
        if let Some(pair) = &self.negation {
            parts.push(format!("negation differs ({})", shown(pair)));
        }
        parts.extend(self.names.sentence("name"));
        parts.extend(self.numbers.sentence("number"));
        parts.extend(self.dates.sentence("date"));
        parts.extend(said_of(&self.quotations));
        match parts.is_empty() {
            true => f.write_str("no names, numbers, dates or quotations to compare"),
            false => f.write_str(&parts.join("; ")),
        }
    }
}

fn shown(pair: &Pair) -> String {
    format!("{} / {}", one_line(&pair.claim), one_line(&pair.source))
}

/// ` (a, b, c, d, 3 more)`
fn list(texts: impl Iterator<Item = String>) -> String {
    /// With more it would be no line any more.
    const MOST: usize = 4;
    let mut texts: Vec<String> = texts.collect();
    if texts.len() > MOST {
        let more = texts.len() - MOST;
        texts.truncate(MOST);
        texts.push(format!("{more} more"));
    }
    match texts.is_empty() {
        true => String::new(),
        false => format!(" ({})", texts.join(", ")),
    }
}

fn said_of(quotations: &[Quotation]) -> Option<String> {
    let count = quotations.len();
    let is_found = |quotation: &&Quotation| quotation.found == Found::WordForWord;
    let found = quotations.iter().filter(is_found).count();
    let details = list(
        quotations
            .iter()
            .filter_map(|quotation| match &quotation.found {
                Found::Otherwise(source) => Some(format!(
                    "{} / {}",
                    one_line(&quotation.words),
                    one_line(source)
                )),
                _ => None,
            }),
    );
    let what = match found {
        1 if count == 1 => "quotation".to_owned(),
        0 if count == 1 => return Some(format!("quotation not found word for word{details}")),
        0 if count == 0 => return None,
        0 => {
            return Some(format!(
                "{count} quotations not found word for word{details}"
            ));
        }
        1 => "1 quotation".to_owned(),
        _ => format!("{found} quotations"),
    };
    let rest = match count - found {
        0 => String::new(),
        missing => format!(", {missing} not{details}"),
    };
    Some(format!("{what} found word for word{rest}"))
}
