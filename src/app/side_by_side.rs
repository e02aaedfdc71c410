//! The whole article beside the source it was made from.

use crate::compare::Comparison;
use crate::text::Span;

/// The article beside a source, passage by passage.
#[derive(Clone, Debug, PartialEq)]
pub struct SideBySide {
    /// Which document the source is.
    pub document: usize,
    /// The source's file.
    pub file: String,
    /// What the source is called.
    pub title: Option<String>,
    /// The passages in the article's order, with what it left out where the source has it.
    pub pairings: Vec<PairedPassage>,
    /// The number of the passage at hand.
    pub at_hand: usize,
}

/// Which way to the next passage of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PassageStep {
    /// On, but not from a passage that is in the list itself.
    Here,
    /// On.
    Next,
    /// Back.
    Previous,
}

/// A passage of the article, of the source, or of both.
#[derive(Clone, Debug, PartialEq)]
pub enum PairedPassage {
    /// Both say it.
    Both {
        /// Where the article does, in code points.
        article: Span,
        /// How it differs from the source; none if only in marks and white space.
        difference: Option<Box<Comparison>>,
        /// The source's words.
        source: String,
        /// Where in the source: `para 4`.
        locator: String,
    },
    /// Only the article says it.
    Article(Span),
    /// The article left it out.
    Source(String),
}

impl PairedPassage {
    /// Tells whether article and source part here.
    pub fn differs(&self) -> bool {
        match self {
            Self::Both { difference, .. } => difference.is_some(),
            Self::Article(_) => true,
            Self::Source(_) => false,
        }
    }

    /// Tells whether the article left it out.
    pub fn is_left_out(&self) -> bool {
        matches!(self, Self::Source(_))
    }

    /// Returns the source's words; `None` if only the article says it.
    pub fn source(&self) -> Option<&str> {
        match self {
            Self::Both { source, .. } | Self::Source(source) => Some(source),
            Self::Article(_) => None,
        }
    }

    /// Returns where the article says it, in code points.
    pub fn article(&self) -> Option<Span> {
        match self {
            Self::Both { article, .. } | Self::Article(article) => Some(*article),
            Self::Source(_) => None,
        }
    }
}

impl SideBySide {
    /// Returns the passage at hand.
    pub(super) fn pairing(&self) -> Option<&PairedPassage> {
        self.pairings.get(self.at_hand)
    }

    /// Goes to the next passage that is in a list, or the one before, and round. Returns which of
    /// the list it is, and whether it went round.
    pub(super) fn go_to(&mut self, listed: &[usize], way: PassageStep) -> Option<(usize, bool)> {
        let here = self.at_hand;
        let next = match way {
            PassageStep::Here => Some(listed.partition_point(|&at| at < here)),
            PassageStep::Next => Some(listed.partition_point(|&at| at <= here)),
            PassageStep::Previous => listed.partition_point(|&at| at < here).checked_sub(1),
        };
        let next = next.filter(|&number| number < listed.len());
        let round = match way {
            PassageStep::Here | PassageStep::Next => 0,
            PassageStep::Previous => listed.len().checked_sub(1)?,
        };
        self.at_hand = *listed.get(next.unwrap_or(round))?;
        Some((next.unwrap_or(round), next.is_none()))
    }

    /// Returns how many passages differ, and how many sentences the article left out.
    pub fn counts(&self) -> (usize, usize) {
        let count =
            |what: fn(&PairedPassage) -> bool| self.pairings.iter().filter(|p| what(p)).count();
        (
            count(PairedPassage::differs),
            count(PairedPassage::is_left_out),
        )
    }

    /// Goes to the first passage of a kind at or after a place of the article.
    pub(super) fn begin_at(&mut self, position: u32) {
        let at =
            |pairing: &PairedPassage| pairing.article().is_some_and(|span| span.end > position);
        self.at_hand = self.pairings.iter().position(at).unwrap_or(0);
    }

    /// Goes to the next passage of a kind, or the one before. Says whether there is one.
    pub(super) fn step(&mut self, forward: bool, wanted: fn(&PairedPassage) -> bool) -> bool {
        let next = if forward {
            let after = self.pairings.iter().enumerate().skip(self.at_hand + 1);
            after.clone().find(|(_, p)| wanted(p)).map(|(at, _)| at)
        } else {
            self.pairings[..self.at_hand].iter().rposition(wanted)
        };
        if let Some(next) = next {
            self.at_hand = next;
        }
        next.is_some()
    }
}
