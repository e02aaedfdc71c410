//! Looking at the sources: what they say on the current claim, and which there are.

use jiff::Timestamp;

use crate::compare::Comparison;
use crate::model::{Claim, Evidence, Stance};
use crate::text::one_line;

use super::super::confirmation;
use super::super::target::AtHand;
use super::super::{
    Catalogue, Command, DraftKind, Effect, Field, Focus, Layout, Panes, SourceQuestion,
    SourcesProgress, State,
};
use super::{Chooser, ChooserItem, ChooserPurpose, Mode};

impl Chooser {
    /// Lists the sources that were read, each to be laid beside the article, and those that were
    /// not.
    pub(super) fn sources(catalogue: &Catalogue) -> Self {
        let read = catalogue.documents.iter().map(|document| ChooserItem {
            name: one_line(&document.file),
            meaning: document.title.as_deref().map_or_else(String::new, one_line),
            on: false,
        });
        let skipped = catalogue.skipped.iter().map(|(file, why)| ChooserItem {
            name: one_line(file),
            meaning: format!("not read: {}", one_line(why)),
            on: false,
        });
        let items: Vec<ChooserItem> = read.chain(skipped).collect();
        let mut chooser = Self::new(ChooserPurpose::Source, "Sources".to_owned(), false, items);
        chooser.intro = format!(
            "{} read, {} not. Choosing one lays it beside the article.",
            catalogue.documents.len(),
            catalogue.skipped.len()
        );
        chooser
    }
}

impl State {
    /// Shows what the sources say on each claim, or no longer.
    pub(super) fn toggle_sources(&mut self) {
        self.sources.is_open ^= true;
        if self.sources.is_open && self.panes.layout == Layout::OneAtATime {
            self.focus = Focus::Claims;
        }
        let screen = self.panes.screen();
        self.panes = Panes::of(screen.0, screen.1, self.sources.is_open);
        if let Some(row) = self.selected.and_then(|place| self.list.row_of(place)) {
            self.list.reveal(row, self.panes.claim_rows());
        }
    }

    pub(super) fn turn_passages(&mut self, forward: bool) {
        if !self.sources.turn(forward) {
            self.say(match forward {
                true => "This is the last passage",
                false => "This is the first passage",
            });
        }
    }

    /// Opens the correction with the words of the passage at hand, to be edited and kept.
    pub(super) fn take_words(&mut self) {
        let Some((place, passage)) = self.target().zip(self.target_passage()) else {
            return;
        };
        let words = passage.words.clone();
        self.propose(place, &words);
    }

    /// Opens the correction of a claim with words of a source, to be edited and saved.
    pub(super) fn propose(&mut self, place: usize, words: &str) {
        let id = self.review.claims()[place].id.clone();
        let field = Field::open(id, DraftKind::Correction, words);
        self.lay_over(Mode::Field(Box::new(field)));
    }

    /// Files the passage at hand as evidence on a claim. Returns `None` if the list of its evidence is
    /// to be opened instead: no sources are shown, the passage is filed already, or the key was
    /// pressed again where there is no passage. A passage that is still being looked for is waited
    /// for, so that the same keys do the same however fast they come.
    pub(super) fn file_passage(&mut self, now: Timestamp) -> Option<Vec<Effect>> {
        let place = self.target()?;
        let claim = self.review.claims().get(place)?;
        if !self.sources.is_open {
            return None;
        }
        if self.reached().is_none() && self.sources.is_looking(&claim.id) {
            self.say_on(place, "its passage is still being looked for");
            return Some(Vec::new());
        }
        let Some(passage) = self.target_passage() else {
            let question = confirmation::Risk::TypeSource(claim.id.clone());
            if self.confirmation.is_confirmed(question) {
                return None;
            }
            let key = self.keymap.sign(Command::FileEvidence, false);
            let why = match self.left_at_hand() {
                Some(AtHand::Awaited) => "decided before its passage was found",
                _ => "no passage",
            };
            self.say_on(place, format!("{why}. {key} again types a source in"));
            return Some(Vec::new());
        };
        let evidence = Evidence {
            stance: match passage.is_weak {
                true => Stance::Context,
                false => stance(Some(&passage.comparison)),
            },
            title: passage.title.clone(),
            file: Some(passage.file.clone()),
            locator: Some(passage.locator.clone()),
            quote: Some(passage.words.clone()),
            accessed: Some(now),
            ..Evidence::blank()
        };
        if is_filed(claim, &evidence) {
            return None;
        }
        let is_weak = passage.is_weak;
        let name = format!("{}, {}", passage.file, passage.locator);
        let question = confirmation::Risk::FileWeak(claim.id.clone());
        if is_weak && !self.confirmation.is_confirmed(question) {
            let key = self.keymap.sign(Command::FileEvidence, false);
            self.say_on(place, format!("a weak match. {key} again files it"));
            return Some(Vec::new());
        }
        Some(self.file(place, evidence, &name, now))
    }

    pub(super) fn list_sources(&mut self) {
        if let SourcesProgress::Ready(catalogue) = &self.sources.reading {
            let chooser = Chooser::sources(catalogue);
            if chooser.items.is_empty() {
                self.say("No source but the article and its review");
            } else {
                self.mode = Mode::Choose(chooser);
            }
        }
    }

    /// Asks for the article beside the document of the passage at hand, where sources are shown,
    /// else beside its original.
    pub(super) fn compare_whole(&mut self) -> Vec<Effect> {
        let at_hand = || {
            let claim = self.selected_claim()?;
            let (_, passage) = self.sources.at_hand(&claim.id)?;
            Some(passage.document)
        };
        let document = self.sources.is_open.then(at_hand).flatten();
        self.say("Comparing …");
        vec![Effect::AskSources(SourceQuestion::SideBySide { document })]
    }

    /// Takes the document chosen from the list of sources.
    pub(super) fn choose_source(&mut self, number: usize) -> Vec<Effect> {
        let SourcesProgress::Ready(catalogue) = &self.sources.reading else {
            return Vec::new();
        };
        if number >= catalogue.documents.len() {
            let skipped = catalogue
                .skipped
                .get(number - catalogue.documents.len())
                .map(|(file, why)| format!("{}: {}", one_line(file), one_line(why)));
            self.refuse(skipped.unwrap_or_default());
            return Vec::new();
        }
        self.say("Comparing …");
        vec![Effect::AskSources(SourceQuestion::SideBySide {
            document: Some(number),
        })]
    }

    /// Some of the sources are read.
    pub(in crate::app) fn sources_read(&mut self, done: u64, total: u64) {
        self.sources.reading = SourcesProgress::Reading { done, total };
    }

    /// The sources can be asked.
    pub(in crate::app) fn sources_ready(&mut self, catalogue: Catalogue) {
        if !catalogue.skipped.is_empty() {
            let list = self.keymap.sign(Command::ListSources, false);
            self.announce(format!(
                "{} of the sources could not be read: {list} lists them",
                catalogue.skipped.len()
            ));
        }
        self.sources.reading = SourcesProgress::Ready(catalogue.into());
    }
}

/// Returns whether a passage is filed on a claim.
pub(super) fn is_filed(claim: &Claim, passage: &Evidence) -> bool {
    let key = |evidence: &Evidence| {
        let Evidence {
            file,
            locator,
            quote,
            ..
        } = evidence;
        [file, locator, quote].map(Clone::clone)
    };
    claim
        .evidence()
        .iter()
        .any(|filed| key(filed) == key(passage))
}

/// Returns what a passage does for a claim without a verdict, by its words, which are compared unless
/// they are the same.
pub(super) fn stance(comparison: Option<&Comparison>) -> Stance {
    let Some(comparison) = comparison else {
        return Stance::Supports;
    };
    let agreement = &comparison.agreement;
    let tallies = [&agreement.names, &agreement.numbers, &agreement.dates];
    let contradicts = agreement.roles.is_some()
        || agreement.negation.is_some()
        || tallies.iter().any(|tally| !tally.differ.is_empty());
    if contradicts {
        Stance::Contradicts
    } else if agreement.is_complete() {
        Stance::Supports
    } else {
        Stance::Context
    }
}
