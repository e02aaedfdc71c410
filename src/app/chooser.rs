//! A short list to choose from: why a claim is set aside, reasons, flags, filters and so on.

use crate::model::{ClaimId, Contact, Evidence};

/// What the choice is for.
#[derive(Clone, Debug, PartialEq)]
pub enum ChooserPurpose {
    /// Setting a claim aside.
    Aside(ClaimId),
    /// What is wrong with a claim.
    Reasons(ClaimId),
    /// The flags on a claim.
    Flags(ClaimId),
    /// The evidence on a claim: a new source, one of these entries, or one of these sources of
    /// other claims.
    Evidence(ClaimId, Vec<Evidence>, Vec<Evidence>),
    /// The contact log of a claim: a new contact, one of these entries, or a new one with one of
    /// these people.
    Contacts(ClaimId, Vec<Contact>, Vec<String>),
    /// Whose claims to go to, of the people who owe an answer.
    Waiting(Vec<String>),
    /// Which claims are listed.
    Filter,
    /// Which passage a claim is, after the article has changed.
    Place(ClaimId),
    /// Which draft to open.
    Drafts,
    /// Whether to continue with a review whose article has changed.
    ArticleChanged,
    /// What to do about a review that cannot be saved.
    Leave,
    /// The format of a report.
    Report,
    /// Which source is shown beside the article.
    Source,
}

/// One line to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChooserItem {
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// A list to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Chooser {
    /// What the choice is for.
    pub purpose: ChooserPurpose,
    /// The heading.
    pub title: String,
    /// The text above the lines; may be empty.
    pub intro: String,
    /// Whether several lines may be chosen.
    pub several: bool,
    /// The lines.
    pub items: Vec<ChooserItem>,
    /// The line the cursor is on.
    pub cursor: usize,
    /// How many rows the list is scrolled up from where the cursor is visible.
    pub(super) lifted: usize,
}

impl ChooserItem {
    /// Returns a line that is not chosen.
    pub(super) fn new(name: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            meaning: meaning.into(),
            on: false,
        }
    }
}

impl Chooser {
    /// Returns a list with the cursor on the first chosen line.
    pub(super) fn new(
        purpose: ChooserPurpose,
        title: String,
        several: bool,
        items: Vec<ChooserItem>,
    ) -> Self {
        Self {
            purpose,
            title,
            intro: String::new(),
            several,
            lifted: 0,
            cursor: items.iter().position(|item| item.on).unwrap_or(0),
            items,
        }
    }

    /// Returns whether its lines are about people.
    pub fn is_of_people(&self) -> bool {
        matches!(
            self.purpose,
            ChooserPurpose::Contacts(..) | ChooserPurpose::Waiting(..)
        )
    }

    /// Returns whether the cursor is on a source that is filed on a claim.
    pub fn is_on_evidence(&self) -> bool {
        matches!(self.purpose, ChooserPurpose::Evidence(..)) && self.is_on_entry()
    }

    /// Returns whether the line the cursor is on can be removed.
    pub fn is_on_entry(&self) -> bool {
        let entries = match &self.purpose {
            ChooserPurpose::Evidence(_, filed, _) => filed.len(),
            ChooserPurpose::Contacts(_, log, _) => log.len(),
            _ => 0,
        };
        (1..=entries).contains(&self.cursor)
    }

    /// Returns the names of the chosen lines.
    pub(super) fn chosen(&self) -> impl Iterator<Item = &str> {
        let on = self.items.iter().filter(|item| item.on);
        on.map(|item| item.name.as_str())
    }
}
