//! What keys do with the sources: show them, file their passages, take their words.

use jiff::Timestamp;

use crate::app::chooser::{Chooser, ChooserItem, ChooserPurpose};
use crate::app::confirmation::Risk;
use crate::app::modes::{Field, Mode, Reply};
use crate::app::target::PassageThen;
use crate::app::workspace::Workspace;
use crate::app::{Catalogue, Command, DraftKind, Effect, SourceQuestion, SourcesProgress};
use crate::compare::Comparison;
use crate::model::{Claim, Evidence, Stance};
use crate::text::one_line;

impl Chooser {
    /// Lists the sources that were read, to be compared with the article, and those that were not.
    pub(in crate::app) fn sources(catalogue: &Catalogue) -> Self {
        let read = catalogue.documents.iter().map(|document| {
            let title = document.title.as_deref().map_or_else(String::new, one_line);
            ChooserItem::new(one_line(&document.file), title)
        });
        let skipped = catalogue.skipped.iter().map(|(file, why)| {
            ChooserItem::new(one_line(file), format!("not read: {}", one_line(why)))
        });
        let items: Vec<ChooserItem> = read.chain(skipped).collect();
        let mut chooser = Self::new(ChooserPurpose::Source, "Sources".to_owned(), false, items);
        chooser.intro = format!(
            "{} read, {} not. Choosing one shows it beside the article.",
            catalogue.documents.len(),
            catalogue.skipped.len()
        );
        chooser
    }
}

impl Workspace {
    /// Shows the next passage, or the one before.
    pub(in crate::app) fn turn_passages(&mut self, forward: bool) {
        if !self.sources.turn(forward) {
            self.say(match forward {
                true => "This is the last passage",
                false => "This is the first passage",
            });
        }
    }

    /// Opens the correction with the words of the passage shown, to be edited and saved.
    pub(in crate::app) fn take_words(&mut self) -> Reply {
        let Some((place, passage)) = self.target().zip(self.target_passage()) else {
            return Reply::default();
        };
        self.propose(place, &passage.words)
    }

    /// Opens the correction of a claim with words of a source, to be edited and saved.
    pub(in crate::app) fn propose(&self, place: usize, words: &str) -> Reply {
        let id = self.review().claims()[place].id.clone();
        let field = Field::open(id, DraftKind::Correction, words);
        Mode::Field(Box::new(field)).into()
    }

    /// Files the passage shown as evidence on a claim. Returns `None` if the list of its evidence is
    /// to be opened instead: no sources are shown, the passage is filed already, or the key was
    /// pressed again without a passage. If the passage is still being looked for, the key has to be
    /// pressed again, so that the same keys do the same however fast they come.
    pub(in crate::app) fn file_passage(&mut self, now: Timestamp) -> Option<Vec<Effect>> {
        let place = self.target()?;
        let claim = self.review().claims().get(place)?;
        if !self.sources.is_open() {
            return None;
        }
        if self.decided_elsewhere().is_none() && self.sources.is_looking(&claim.id) {
            self.say_on(place, "its passage is still being looked for");
            return Some(Vec::new());
        }
        let Some(passage) = self.target_passage() else {
            let risk = Risk::NoPassage(claim.id.clone());
            if self.confirmation.is_confirmed(risk) {
                return None;
            }
            let key = self.key(Command::FileEvidence);
            let why = match self.passage_then() {
                Some(PassageThen::Awaited) => "decided before its passage was found",
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
        let risk = Risk::WeakMatch(claim.id.clone());
        if is_weak && !self.confirmation.is_confirmed(risk) {
            let key = self.key(Command::FileEvidence);
            self.say_on(place, format!("a weak match. {key} again files it"));
            return Some(Vec::new());
        }
        Some(self.file(place, evidence, &name, now))
    }

    /// Lists the sources.
    pub(in crate::app) fn list_sources(&mut self) -> Reply {
        let SourcesProgress::Ready(catalogue) = self.sources.progress() else {
            return Reply::default();
        };
        let chooser = Chooser::sources(catalogue);
        if chooser.items.is_empty() {
            self.say("No source but the article and its review");
            return Reply::default();
        }
        Mode::Choose(chooser).into()
    }

    /// Asks for the article beside the document of the passage shown, or beside its original if no
    /// sources are shown.
    pub(in crate::app) fn ask_side_by_side(&mut self) -> Vec<Effect> {
        let shown = || {
            let claim = self.selected_claim()?;
            let (_, passage) = self.sources.shown_passage(&claim.id)?;
            Some(passage.document)
        };
        let document = self.sources.is_open().then(shown).flatten();
        self.compare_with(document)
    }

    /// Asks for the article beside a document.
    pub(in crate::app) fn compare_with(&mut self, document: Option<usize>) -> Vec<Effect> {
        self.say("Comparing …");
        vec![Effect::AskSources(SourceQuestion::SideBySide { document })]
    }

    /// Takes the document chosen from the list of sources.
    pub(in crate::app) fn choose_source(&mut self, number: usize) -> Vec<Effect> {
        let SourcesProgress::Ready(catalogue) = self.sources.progress() else {
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
        self.compare_with(Some(number))
    }

    /// Takes in that the sources can be asked.
    pub(in crate::app) fn sources_ready(&mut self, catalogue: Catalogue) {
        if !catalogue.skipped.is_empty() {
            let list = self.key(Command::ListSources);
            self.messages.announce(format!(
                "{} of the sources could not be read: {list} lists them",
                catalogue.skipped.len()
            ));
        }
        let ready = SourcesProgress::Ready(catalogue.into());
        self.sources.set_progress(ready);
    }

    /// Asks the sources about the current claim, if they are shown and were not asked yet.
    pub(in crate::app) fn ask_sources(&mut self) -> Option<Effect> {
        let claim = self.selected_claim()?;
        let (claim, words) = (claim.id.clone(), self.review().quote(claim));
        let words = words.to_owned();
        let asks = self.sources.ask(&claim);
        asks.then_some(Effect::AskSources(SourceQuestion::Claim { claim, words }))
    }
}

/// Returns whether a passage is filed on a claim.
pub(in crate::app) fn is_filed(claim: &Claim, passage: &Evidence) -> bool {
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

/// Returns the stance of a passage to a claim without a verdict, by how their words differ; `None`
/// if they do not.
pub(in crate::app) fn stance(comparison: Option<&Comparison>) -> Stance {
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
