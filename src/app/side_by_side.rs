//! The article beside a source, passage by passage.

use crate::compare::Comparison;
use crate::text::Span;

/// The article beside a source, passage by passage.
#[derive(Clone, Debug, PartialEq)]
pub struct SideBySide {
    document: usize,
    file: String,
    title: Option<String>,
    passages: Vec<PairedPassage>,
    /// The number of the passage shown.
    shown: usize,
}

/// Which way to the next passage of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PassageStep {
    /// To the passage shown if it is in the list, else on.
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
        /// How it differs from the source; `None` if only in marks and white space.
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
    /// Returns whether article and source differ here.
    pub fn differs(&self) -> bool {
        match self {
            Self::Both { difference, .. } => difference.is_some(),
            Self::Article(_) => true,
            Self::Source(_) => false,
        }
    }

    /// Returns whether the article left it out.
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
    /// Puts the article beside a document, with its file and title. The passages are in the
    /// article's order; what it left out is where the source has it.
    pub fn new(
        document: usize,
        file: String,
        title: Option<String>,
        passages: Vec<PairedPassage>,
    ) -> Self {
        Self {
            document,
            file,
            title,
            passages,
            shown: 0,
        }
    }

    /// Returns which document the source is.
    pub fn document(&self) -> usize {
        self.document
    }

    /// Returns the source's file.
    pub fn file_name(&self) -> &str {
        &self.file
    }

    /// Returns the source's title.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Returns the passages.
    pub fn passages(&self) -> &[PairedPassage] {
        &self.passages
    }

    /// Returns the number of the passage shown.
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// Returns the passage shown.
    pub(super) fn passage(&self) -> Option<&PairedPassage> {
        self.passages.get(self.shown)
    }

    /// Returns where in the article the passage shown is, or the last one before it that the
    /// article has.
    pub(super) fn position(&self) -> u32 {
        let upto = self.passages.iter().take(self.shown + 1);
        let here = upto.rev().find_map(PairedPassage::article);
        here.map_or(0, |span| span.start)
    }

    /// Goes to the next passage of a list, or the one before, and around. Returns its place in the
    /// list, and whether it wrapped.
    pub(super) fn go_to(&mut self, listed: &[usize], way: PassageStep) -> Option<(usize, bool)> {
        let here = self.shown;
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
        self.shown = *listed.get(next.unwrap_or(round))?;
        Some((next.unwrap_or(round), next.is_none()))
    }

    /// Returns how many passages differ, and how many sentences the article left out.
    pub fn counts(&self) -> (usize, usize) {
        let count =
            |what: fn(&PairedPassage) -> bool| self.passages.iter().filter(|p| what(p)).count();
        (
            count(PairedPassage::differs),
            count(PairedPassage::is_left_out),
        )
    }

    /// Goes to the first passage that ends after a place of the article.
    pub(super) fn begin_at(&mut self, position: u32) {
        let at =
            |pairing: &PairedPassage| pairing.article().is_some_and(|span| span.end > position);
        self.shown = self.passages.iter().position(at).unwrap_or(0);
    }

    /// Goes to the next passage of a kind, or the one before. Returns `false` at either end.
    pub(super) fn step(&mut self, forward: bool, wanted: fn(&PairedPassage) -> bool) -> bool {
        let next = if forward {
            let after = self.passages.iter().enumerate().skip(self.shown + 1);
            after.clone().find(|(_, p)| wanted(p)).map(|(at, _)| at)
        } else {
            self.passages[..self.shown].iter().rposition(wanted)
        };
        if let Some(next) = next {
            self.shown = next;
        }
        next.is_some()
    }
}
