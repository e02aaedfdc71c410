//! What of a claim agrees with its source, and that in one line.

use std::fmt;

use crate::text::one_line;

/// The claim's words and the source's for the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingPair {
    /// The claim's.
    pub claim: String,
    /// The source's.
    pub source: String,
}

/// A kind of thing that is looked for in the sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactKind {
    /// A person, a place, a body.
    Name,
    /// A number with its unit.
    Number,
    /// A date or a part of one.
    Date,
    /// Words in quotation marks.
    Quotation,
}

/// Where else the sources have something that is not beside the claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whereabouts {
    /// Not searched, or not everywhere.
    #[default]
    Unknown,
    /// In another sentence of this passage.
    Passage,
    /// In another passage: `agency.txt: para 2`.
    At(String),
    /// In none of the sources; how many there are.
    Nowhere(usize),
}

/// Something of the claim that is not beside it in the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// The claim's words.
    pub words: String,
    /// Where it is.
    pub elsewhere: Whereabouts,
}

impl Absent {
    pub(super) fn new(words: String, elsewhere: Whereabouts) -> Self {
        Self { words, elsewhere }
    }
}

/// How many things of one kind agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactAgreement {
    /// The claim's words for what the source has too.
    pub agree: Vec<String>,
    /// What the source has otherwise.
    pub differ: Vec<WordingPair>,
    /// What is not beside the claim.
    pub alone: Vec<Absent>,
}

/// Whether a quotation's words are in the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteMatch {
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
    pub found: QuoteMatch,
    /// Where else they are, word for word.
    pub elsewhere: Whereabouts,
}

/// What of a claim agrees with its source. Its `Display` is one line, harmless as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Who does what to whom, where subject and object have changed places.
    pub roles: Option<WordingPair>,
    /// What is denied in one and stated in the other.
    pub negation: Option<WordingPair>,
    /// People, places, bodies.
    pub names: FactAgreement,
    /// Numbers with their units.
    pub numbers: FactAgreement,
    /// Dates and parts of dates.
    pub dates: FactAgreement,
    /// What the claim has in quotation marks.
    pub quotations: Vec<Quotation>,
}

impl Agreement {
    /// Returns whether nothing differs.
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
                .all(|q| q.found == QuoteMatch::WordForWord)
    }

    /// Returns what of the claim is not in this passage, and where else it is.
    pub fn absent(&mut self) -> impl Iterator<Item = (FactKind, &str, &mut Whereabouts)> {
        let tallies = [
            (FactKind::Name, &mut self.names),
            (FactKind::Number, &mut self.numbers),
            (FactKind::Date, &mut self.dates),
        ];
        let tallies = tallies.into_iter().flat_map(|(matter, tally)| {
            let alone = tally.alone.iter_mut();
            alone.map(move |absent| (matter, &*absent.words, &mut absent.elsewhere))
        });
        let quotations = self.quotations.iter_mut();
        let quotations = quotations
            .filter(|quotation| quotation.found != QuoteMatch::WordForWord)
            .map(|quotation| {
                let words = &*quotation.words;
                (FactKind::Quotation, words, &mut quotation.elsewhere)
            });
        tallies
            .chain(quotations)
            .filter(|(.., elsewhere)| **elsewhere != Whereabouts::Passage)
    }
}

impl FactAgreement {
    /// Returns how many things of the claim were compared.
    pub fn count(&self) -> usize {
        self.agree.len() + self.differ.len() + self.alone.len()
    }

    /// `2 names agree, 1 differs (a / b), 1 not in this passage (c)`; `number agrees`.
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
        let mut places: Vec<&Whereabouts> = Vec::new();
        for absent in &self.alone {
            if !places.contains(&&absent.elsewhere) {
                places.push(&absent.elsewhere);
            }
        }
        for place in places {
            let there = self.alone.iter().filter(|a| a.elsewhere == *place);
            let words = list(there.clone().map(|absent| one_line(&absent.words)));
            let (said, after) = place.words();
            part(there.count(), &said, &said, format!("{words}{after}"));
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

impl Whereabouts {
    /// What is said of things before their words, and after them.
    fn words(&self) -> (String, String) {
        let said = match self {
            Self::Unknown | Self::At(_) => "not in this passage".to_owned(),
            Self::Passage => "elsewhere in this passage".to_owned(),
            Self::Nowhere(0 | 1) => "not in the source".to_owned(),
            Self::Nowhere(count) => format!("in none of the {count} sources"),
        };
        match self {
            Self::At(place) => (said, format!("; elsewhere in {}", one_line(place))),
            _ => (said, String::new()),
        }
    }
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        if let Some(WordingPair { claim, source }) = &self.roles {
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

fn shown(pair: &WordingPair) -> String {
    format!("{} / {}", one_line(&pair.claim), one_line(&pair.source))
}

/// ` (a, b, c, d, 3 more)`
fn list(texts: impl Iterator<Item = String>) -> String {
    /// With more it would no longer be one line.
    const MAX_LISTED: usize = 4;
    let mut texts: Vec<String> = texts.collect();
    if texts.len() > MAX_LISTED {
        let more = texts.len() - MAX_LISTED;
        texts.truncate(MAX_LISTED);
        texts.push(format!("{more} more"));
    }
    match texts.is_empty() {
        true => String::new(),
        false => format!(" ({})", texts.join(", ")),
    }
}

fn said_of(quotations: &[Quotation]) -> Option<String> {
    let count = quotations.len();
    let is_found = |quotation: &&Quotation| quotation.found == QuoteMatch::WordForWord;
    let found = quotations.iter().filter(is_found).count();
    let missing = || quotations.iter().filter(|quotation| !is_found(quotation));
    let otherwise = missing().filter_map(|quotation| match &quotation.found {
        QuoteMatch::Otherwise(source) => Some(format!(
            "{} / {}",
            one_line(&quotation.words),
            one_line(source)
        )),
        _ => None,
    });
    let (searched, places) = places_of(missing());
    let details = format!(" {searched}{}{places}", list(otherwise));
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

/// Where quotations were not found, and where else they are.
fn places_of<'q>(missing: impl Iterator<Item = &'q Quotation> + Clone) -> (String, String) {
    let mut places: Vec<String> = Vec::new();
    for quotation in missing.clone() {
        let (_, place) = quotation.elsewhere.words();
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let nowhere = missing.map(|quotation| match quotation.elsewhere {
        Whereabouts::Nowhere(count) => Some(count),
        _ => None,
    });
    let count: Option<Vec<usize>> = nowhere.collect();
    let searched = match count.as_deref() {
        Some([0 | 1, ..]) => "in the source".to_owned(),
        Some([count, ..]) => format!("in any of the {count} sources"),
        _ => "in this passage".to_owned(),
    };
    (searched, places.concat())
}
